// Events on a line. Handles and rows are made once and then changed, so that what is held keeps the focus; while a
// handle is dragged it follows the pointer, and the kernel's answers change only the words.

function element(name, css, attributes = {}) {
  const node = document.createElement(name);
  if (css) node.className = css;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 };
const NEAR = 27; // px between handles that would cover each other
let made = 0;

// The whole number of 0 or more that was typed, with full-width digits or thousands commas, too; else null.
function typed(text) {
  const plain = text.normalize("NFKC").replace(/\s/g, "");
  return /^(\d+|\d{1,3}(,\d{3})+)$/.test(plain) ? Number(plain.replaceAll(",", "")) : null;
}

function render({ model, el }) {
  const id = `dc-line-${made++}`;
  el.classList.add("dc-line");
  const heading = element("p", "dc-line-heading");
  const line = element("div", "dc-line-track");
  const rows = element("div", "dc-line-rows");
  el.append(heading, line, rows);
  const parts = new Map();
  const wrong = new Map(); // by event: what was typed and cannot be taken, and the day that stands meanwhile
  let dragged = null;

  const get = (name) => model.get(name);
  const clamp = (day) => Math.max(0, Math.min(get("most"), Math.round(day)));
  const move = (key, day) => {
    wrong.delete(key);
    model.send({ key, day }); // a message each: values of a trait that follow one another quickly would merge
  };
  const share = (day) => (day - get("low")) / (get("high") - get("low"));
  const dayAt = (x) => {
    const box = line.getBoundingClientRect();
    return clamp(get("low") + ((x - box.left) / box.width) * (get("high") - get("low")));
  };
  const event = (key) => get("events").find((one) => one.key === key);

  function build(one, n) {
    const handle = element("button", "dc-line-handle", { type: "button", role: "slider" });
    handle.textContent = n + 1;
    handle.addEventListener("pointerdown", (e) => {
      dragged = { key: one.key, day: event(one.key).day };
      handle.setPointerCapture(e.pointerId);
      handle.focus();
      e.preventDefault();
    });
    handle.addEventListener("pointermove", (e) => {
      if (!dragged || dragged.key !== one.key) return;
      const day = dayAt(e.clientX);
      if (day === dragged.day) return;
      dragged.day = day;
      place();
      move(one.key, day);
    });
    const drop = () => { dragged = null; draw(); };
    handle.addEventListener("pointerup", drop);
    handle.addEventListener("pointercancel", drop);
    handle.addEventListener("keydown", (e) => {
      const day = event(one.key).day;
      if (e.key in STEPS) move(one.key, clamp(day + STEPS[e.key]));
      else if (e.key === "Home") move(one.key, 0);
      else if (e.key === "End") move(one.key, get("most"));
      else if (e.key === "Delete" || e.key === "Backspace") {
        parts.get(one.key).tick.focus();
        move(one.key, null);
      } else return;
      e.preventDefault();
      e.stopPropagation();
    });
    line.append(handle);

    const row = element("div", "dc-line-row");
    const label = element("label", "dc-line-name");
    const tick = element("input", "", { type: "checkbox" });
    const name = element("span", "dc-line-words");
    const number = element("b", "dc-line-number", { "aria-hidden": "true" });
    number.textContent = n + 1;
    label.append(tick, number, name);
    tick.addEventListener("change", () => move(one.key, tick.checked ? clamp(get("here")) : null));
    const box = element("input", "dc-line-day", { type: "text", inputmode: "numeric" });
    box.addEventListener("change", () => {
      const day = typed(box.value);
      if (day !== null && day <= get("most")) move(one.key, day);
      else wrong.set(one.key, { said: box.value, day: event(one.key).day });
      draw();
    });
    box.addEventListener("keydown", (e) => e.stopPropagation());
    const note = element("span", "dc-line-note", { id: `${id}-${one.key}`, "aria-live": "polite" });
    box.setAttribute("aria-describedby", note.id);
    handle.setAttribute("aria-describedby", note.id);
    row.append(label, box, note);
    rows.append(row);
    parts.set(one.key, { handle, tick, name, box, note, row });
  }

  function place() {
    const width = line.clientWidth, seen = [];
    const shown = get("events")
      .map((one) => ({ key: one.key, day: dragged && dragged.key === one.key ? dragged.day : one.day }))
      .filter((one) => one.day !== null && one.day !== undefined)
      .sort((a, b) => a.day - b.day);
    for (const { key, day } of shown) {
      const x = share(day) * width;
      let level = 0;
      while (seen.some((one) => one.level === level && Math.abs(one.x - x) < NEAR)) level += 1;
      seen.push({ x, level });
      const { handle } = parts.get(key);
      handle.style.left = `${share(day) * 100}%`;
      handle.style.top = `${-13 + level * NEAR}px`;
    }
    line.style.marginBottom = `${20 + NEAR * Math.max(0, ...seen.map((one) => one.level))}px`;
  }

  function draw() {
    const words = get("words"), side = get("side"), width = get("width");
    heading.textContent = words.heading || "";
    line.style.marginLeft = `${side}px`;
    line.style.width = width ? `${Math.max(0, width - 2 * side)}px` : "";
    get("events").forEach((one, n) => {
      if (!parts.has(one.key)) build(one, n);
      const { handle, tick, name, box, note, row } = parts.get(one.key);
      const on = one.day !== null && one.day !== undefined;
      handle.hidden = !on;
      handle.setAttribute("aria-label", one.name);
      handle.setAttribute("aria-valuemin", 0);
      handle.setAttribute("aria-valuemax", get("most"));
      handle.setAttribute("aria-valuenow", on ? one.day : 0);
      handle.setAttribute("aria-valuetext", one.said);
      handle.title = one.meaning;
      tick.checked = on;
      name.textContent = one.name;
      name.title = one.meaning;
      box.disabled = !on;
      box.setAttribute("aria-label", `${one.name}, ${words.day || ""}`);
      if (wrong.has(one.key) && wrong.get(one.key).day !== one.day) wrong.delete(one.key);
      const bad = wrong.get(one.key);
      if (!bad && (document.activeElement !== box || typed(box.value) !== one.day)) box.value = on ? one.day : "";
      note.textContent = bad ? (bad.said.trim() ? words.wrong.replace("{value}", bad.said) : words.empty) : on ? `${one.date} · ${one.note}` : one.meaning;
      note.classList.toggle("dc-line-wrong", Boolean(bad));
      row.classList.toggle("dc-line-off", !on);
    });
    place();
  }

  const sizes = new ResizeObserver(place);
  sizes.observe(line);
  const names = ["events", "low", "high", "most", "here", "side", "width", "words"];
  for (const name of names) model.on(`change:${name}`, draw);
  draw();
  return () => {
    sizes.disconnect();
    for (const name of names) model.off(`change:${name}`, draw);
  };
}

export default { render };
