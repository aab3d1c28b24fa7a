// The phone of the ninety days: screens with cards, a list of what is chosen for the week, and what the last week brought.
// All words and all that can be done come from the kernel (`data`); a press goes back as `asked`.

let made = 0;

function element(name, attributes = {}, children = []) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function render({ model, el }) {
  const id = `dcp-${made++}`;
  let count = 0;
  let screen = "";
  let told = "";
  el.classList.add("dcp");
  const story = element("div", { class: "dcp-story", role: "status", "aria-live": "polite" });
  const set = element("div", { class: "dcp-set" });
  const week = element("div", { class: "dcp-week" });
  el.append(story, set, week);

  const ask = (what) => {
    model.send({ ...what, n: ++count, at: Date.now() }); // a message each: quick presses do not merge
  };

  function button(text, css, pressed, what, disabled) {
    const node = element("button", { type: "button", class: css, "data-key": JSON.stringify(what),
      "aria-pressed": pressed === null ? null : String(pressed) }, [text]);
    node.disabled = Boolean(disabled);
    node.addEventListener("click", () => ask(what));
    return node;
  }

  function amount(action) {
    const input = element("input", { type: "text", inputmode: "decimal", "aria-label": action.field, placeholder: action.hint,
      "data-key": `sum ${action.id}` });
    const go = element("button", { type: "button", class: "dcp-act", "data-key": `go ${action.id}` }, [action.label]);
    const send = () => ask({ do: "sum", id: action.id, value: input.value });
    go.addEventListener("click", send);
    input.addEventListener("keyup", (event) => { if (event.key === "Enter") send(); });
    go.disabled = input.disabled = Boolean(action.disabled);
    return element("span", { class: "dcp-sum" }, [input, go]);
  }

  function card(one) {
    const parts = [element("h5", {}, [one.title]), ...one.lines.map((line) => element("p", {}, [line]))];
    for (const group of one.groups) {
      const acts = group.acts.map((a) => a.field ? amount(a)
        : button(a.label, "dcp-act", a.pressed, { do: a.pressed ? "drop" : "pick", id: a.id }, a.disabled));
      if (group.label) parts.push(element("p", { class: "dcp-group" }, [group.label]));
      parts.push(element("div", { class: "dcp-do", role: "group", "aria-label": group.label || one.title }, acts));
    }
    return element("div", { class: `dcp-card ${one.look ? `dcp-${one.look}` : ""}` }, parts);
  }

  function tabs(data) {
    const row = element("div", { class: "dcp-tabs", role: "tablist", "aria-label": data.words.phone });
    data.screens.forEach((one, n) => {
      const here = one.id === screen;
      const tab = element("button", { type: "button", role: "tab", id: `${id}-tab-${one.id}`, "aria-selected": String(here),
        "aria-controls": `${id}-screen`, tabindex: here ? "0" : "-1", "data-key": `tab ${one.id}` }, [one.label]);
      if (one.badge) tab.append(element("span", { class: "dcp-badge" }, [one.badge]));
      const go = (to) => { screen = data.screens[(to + data.screens.length) % data.screens.length].id; draw(`tab ${screen}`); };
      tab.addEventListener("click", () => go(n));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) { event.preventDefault(); go(n + step); }
      });
      row.append(tab);
    });
    return row;
  }

  function tell(data) {
    const now = JSON.stringify([data.words.story, data.story]);
    if (now === told) return;  // said once: choosing an act is no news of the days
    told = now;
    story.hidden = !data.story.length;
    story.replaceChildren(element("h4", {}, [data.words.story]),
      element("ul", {}, data.story.map((line) => element("li", {}, [line]))));
  }

  function phone(data) {
    if (!data.screens.some((one) => one.id === screen)) screen = data.screens[0].id;
    const shown = data.screens.find((one) => one.id === screen);
    const view = element("div", { class: "dcp-screen", role: "tabpanel", id: `${id}-screen`, tabindex: "0",
      "aria-labelledby": `${id}-tab-${screen}`, "data-screen": screen }, shown.cards.map(card));
    const status = element("div", { class: "dcp-top" },
      data.status.map(([name, value]) => element("span", {}, [`${name} `, element("b", {}, [value])])));
    set.replaceChildren(status, tabs(data), view);
    return view;
  }

  function draw(focus) {
    const data = model.get("data");
    if (!data.screens) return;
    const kept = focus || (el.contains(document.activeElement) && document.activeElement.dataset.key) || "";
    const typed = Object.fromEntries([...el.querySelectorAll("input")].map((i) => [i.dataset.key, i.value]));
    const old = el.querySelector(".dcp-screen");
    const top = old && old.dataset.screen === screen ? old.scrollTop : 0;
    tell(data);
    set.hidden = data.over;
    const view = data.over ? null : phone(data);
    const chosen = data.chosen.map((one) => element("li", {}, [one.label,
      button(data.words.drop, "dcp-drop", null, { do: "drop", id: one.id })]));
    chosen.forEach((li, n) => li.querySelector("button").setAttribute("aria-label", `${data.words.drop}: ${data.chosen[n].label}`));
    const go = data.over ? [] : [button(data.words.live, "dcp-live", null, { do: "live" })];
    if (data.back) go.push(button(data.words.back, "", null, { do: "back" }));
    week.replaceChildren(element("h4", {}, [data.words.week]),
      chosen.length ? element("ol", {}, chosen) : element("p", {}, [data.words.none]),
      element("p", { class: "dcp-note", role: "alert" }, [data.note]), element("div", { class: "dcp-go" }, go));
    el.setAttribute("lang", data.language);
    if (view) view.scrollTop = top;
    for (const input of el.querySelectorAll("input")) if (typed[input.dataset.key]) input.value = typed[input.dataset.key];
    if (kept) {
      const same = [...el.querySelectorAll("[data-key]")].find((node) => node.dataset.key === kept
        || (kept[0] === "{" && node.dataset.key[0] === "{" && JSON.parse(node.dataset.key).id
            && JSON.parse(node.dataset.key).id === JSON.parse(kept).id));
      if (same && !same.disabled) same.focus({ preventScroll: true });
      else (el.querySelector(".dcp-live") || el.querySelector("button") || el).focus({ preventScroll: true });
    }
  }

  const changed = () => draw();
  model.on("change:data", changed);
  draw();
  return () => model.off("change:data", changed);
}

export default { render };
