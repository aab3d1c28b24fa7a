// A table whose cells can be changed. Rows go back to the kernel when a cell is left, which answers with the verdicts;
// rows that come from the kernel are drawn anew only when they differ from what stands there.

let made = 0;

function element(name, attributes = {}, children = []) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function render({ model, el }) {
  const id = `dc-log-${made++}`;
  el.classList.add("dc-log");
  let standing = "";

  const rows = () => model.get("rows").map((row) => ({ ...row }));
  const send = (changed) => {
    standing = JSON.stringify(changed);
    model.set("rows", changed);
    model.save_changes();
  };
  const put = (n, name, value) => {
    const changed = rows();
    if ((changed[n][name] || "") === value) return;
    changed[n][name] = value;
    send(changed);
  };
  const choose = (n) => {
    model.set("chosen", n + 1);
    model.save_changes();
  };

  function cell(column, row, n) {
    const value = row[column.name] || "";
    const name = `${column.label}, ${filled(model.get("words").choose, { n: n + 1 })}`;
    if (column.kind === "choice") {
      const select = element("select", { "aria-label": name }, [
        element("option", { value: "" }, ["?"]),
        ...column.options.map(([key, words]) => element("option", { value: key }, [words])),
      ]);
      select.value = value;
      select.addEventListener("change", () => put(n, column.name, select.value));
      return select;
    }
    if (column.kind === "words") {
      const chosen = new Set(value.split(" ").filter(Boolean));
      const summary = element("summary", { "aria-label": name });
      const say = () => {
        const words = column.options.filter(([key]) => chosen.has(key)).map(([, text]) => text);
        summary.textContent = words.join(" · ") || model.get("words").none;
      };
      const boxes = column.options.map(([key, words]) => {
        const box = element("input", { type: "checkbox" });
        box.checked = chosen.has(key);
        box.addEventListener("change", () => {
          box.checked ? chosen.add(key) : chosen.delete(key);
          say();
          put(n, column.name, column.options.map(([k]) => k).filter((k) => chosen.has(k)).join(" "));
        });
        return element("label", {}, [box, words]);
      });
      say();
      return element("details", {}, [summary, element("div", {}, boxes)]);
    }
    // All but a date is typed as text: a time field would show 10:40 PM where the rules say 22:40, and a field for
    // numbers alone hides what it cannot read.
    const input = element("input", { type: column.kind === "date" ? "date" : "text", class: `dc-${column.kind}`, "aria-label": name });
    if (column.kind === "time") input.placeholder = "22:40";
    if (column.kind === "amount") input.inputMode = "decimal";
    if (column.kind === "number") input.inputMode = "numeric";
    input.value = value;
    input.addEventListener("change", () => put(n, column.name, input.value));
    input.addEventListener("keydown", (event) => event.key === "Enter" && put(n, column.name, input.value));
    return input;
  }

  function draw() {
    const columns = model.get("columns");
    const words = model.get("words");
    const list = model.get("rows");
    standing = JSON.stringify(list);
    const head = element("tr", {}, [
      element("th", { scope: "col" }, [words.number || ""]),
      ...columns.map((c) => element("th", { scope: "col" }, [c.label])),
      element("td"),
    ]);
    const body = list.map((row, n) => {
      const pick = element("button", { type: "button", "aria-label": filled(words.choose, { n: n + 1 }) }, [`${n + 1}`]);
      pick.addEventListener("click", () => choose(n));
      const remove = element("button", { type: "button", class: "dc-remove", "aria-label": filled(words.remove, { n: n + 1 }) }, ["×"]);
      remove.addEventListener("click", () => { send(rows().filter((_, k) => k !== n)); draw(); });
      const tr = element("tr", {}, [
        element("th", { scope: "row" }, [pick, element("span", { class: "dc-mark" })]),
        ...columns.map((c) => element("td", { "data-label": c.label }, [cell(c, row, n)])),
        element("td", {}, [remove]),
      ]);
      tr.addEventListener("focusin", (event) => { if (event.target !== remove && model.get("chosen") !== n + 1) choose(n); });
      return tr;
    });
    const add = element("button", { type: "button", class: "dc-add" }, [words.add || ""]);
    add.addEventListener("click", () => model.send({ add: true }));
    const table = element("table", { id }, [
      element("caption", {}, [words.caption || ""]),
      element("thead", {}, [head]),
      element("tbody", {}, body),
    ]);
    const scroll = element("div", { class: "dc-scroll", tabindex: "0", role: "region", "aria-label": words.caption || "" }, [table]);
    el.replaceChildren(scroll, add);
    mark();
  }

  function mark() {
    const marks = model.get("marks");
    [...el.querySelectorAll("tbody tr")].forEach((tr, n) => {
      const verdict = marks[n] ? marks[n].verdict : "";
      tr.dataset.verdict = verdict;
      tr.classList.toggle("dc-here", n + 1 === model.get("chosen"));
      tr.querySelector(".dc-mark").textContent = marks[n] ? marks[n].words : "";
    });
  }

  const changed = () => (JSON.stringify(model.get("rows")) === standing ? mark() : draw());
  model.on("change:rows", changed);
  model.on("change:columns change:words", draw);
  model.on("change:marks change:chosen", mark);
  draw();
  return () => {
    model.off("change:rows", changed);
    model.off("change:columns change:words", draw);
    model.off("change:marks change:chosen", mark);
  };
}

export default { render };
