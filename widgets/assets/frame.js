// What the kernel cannot do for a simulator: measure the page, name the sliders, keep one live region, copy to the
// clipboard. Everything here only adds to what ipywidgets has drawn; without it the simulator still works.

function whenAttached(el, start) {
  let frame = 0;
  let stop = () => {};
  const wait = () => {
    const root = el.closest(".due-course");
    if (root && el.isConnected) stop = start(root) || stop;
    else frame = requestAnimationFrame(wait);
  };
  wait();
  return () => { cancelAnimationFrame(frame); stop(); };
}

function describe(root, model) {
  for (const control of root.querySelectorAll(".dc-control")) {
    const label = control.querySelector("label, .widget-label");
    const name = (label && label.textContent.trim()) || "";
    for (const handle of control.querySelectorAll(".noUi-handle")) set(handle, "aria-label", name);
    const sentence = control.querySelector(".dc-meaning, .dc-error");
    if (sentence && !sentence.id) sentence.id = `dc-${Math.random().toString(36).slice(2)}`;
    if (sentence) for (const input of control.querySelectorAll("input, select")) set(input, "aria-describedby", sentence.id);
  }
  for (const input of root.querySelectorAll(".dc-number input, .dc-guess-row input")) set(input, "inputmode", "decimal");
  for (const live of root.querySelectorAll(".dc-live")) {
    set(live, "role", "status");
    set(live, "aria-live", "polite");
  }
  for (const error of root.querySelectorAll(".dc-error")) set(error, "role", "alert");
  picture(root, model);
  for (const group of root.querySelectorAll(".widget-radio, .widget-toggle-buttons")) {
    const name = group.querySelector(".widget-label");
    const owner = group.querySelector(".widget-radio-box") || group;
    set(owner, "role", owner === group ? "group" : "radiogroup");
    if (name) set(owner, "aria-label", name.textContent.trim());
    // Radios that share a name are one stop for Tab, and the arrow keys choose among them, not among the notebook's cells.
    const radios = group.querySelectorAll("input[type=radio]");
    if (radios.length && !radios[0].name) {
      const shared = `dc-${Math.random().toString(36).slice(2)}`;
      for (const radio of radios) radio.name = shared;
      set(owner, "data-lm-suppress-shortcuts", "true");
      // The notebook would take the focus away at each key.
      owner.addEventListener("keydown", (event) => event.key.startsWith("Arrow") && event.stopPropagation());
    }
  }
  for (const empty of root.querySelectorAll('[title="null"]')) empty.removeAttribute("title");
  for (const fold of root.querySelectorAll(".dc-fold > button"))
    set(fold, "aria-expanded", String(fold.classList.contains("mod-active")));
  set(root, "lang", model.get("language"));
}

function picture(root, model) {
  for (const image of root.querySelectorAll(".dc-picture img, img.dc-picture")) set(image, "alt", model.get("alt"));
}

function set(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

function render({ model, el }) {
  el.classList.add("dc-assist");
  return whenAttached(el, (root) => {
    const measure = () => {
      const box = root.querySelector(".dc-result");
      const width = Math.floor(box ? box.clientWidth : 0);
      if (width < 200) return;
      const scale = Math.min(3, Math.max(1, window.devicePixelRatio || 1));
      if (width === model.get("width") && scale === model.get("scale")) return;
      model.set("width", width);
      model.set("scale", scale);
      model.save_changes();
    };
    let timer = 0;
    const later = () => { clearTimeout(timer); timer = setTimeout(measure, 120); };
    const sizes = new ResizeObserver(later);
    sizes.observe(root);
    let queued = false;
    const name = () => { queued = false; describe(root, model); };
    const changes = new MutationObserver((records) => {
      // Words change on every move and need no names; widgets come and go seldom.
      if (queued || records.every((record) => record.target.closest(".widget-html"))) return;
      queued = true;
      requestAnimationFrame(name);
    });
    changes.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
    const copied = (event) => {
      // A sheet inside a panel has a button of its own, and its own words to copy.
      if (!event.target.closest(".dc-copy") || event.target.closest(".due-course") !== root) return;
      copy(model.get("settings")).then((done) => {
        model.set("copied", done ? model.get("copied") + 1 : -1);
        model.save_changes();
      });
    };
    root.addEventListener("click", copied);
    const entered = (event) => {
      if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
      const row = event.target.closest(".dc-guess-row");
      if (row) row.querySelector(".dc-enter").click();
    };
    root.addEventListener("keyup", entered);
    const say = () => picture(root, model);
    model.on("change:alt", say);
    model.on("change:language", name);
    name();
    measure();
    return () => {
      sizes.disconnect();
      changes.disconnect();
      root.removeEventListener("click", copied);
      root.removeEventListener("keyup", entered);
      model.off("change:alt", say);
      model.off("change:language", name);
    };
  });
}

export default { render };
