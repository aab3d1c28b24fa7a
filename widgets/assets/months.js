// A page of months as real buttons, so that mouse, touch and keyboard all reach them. Buttons are made once and then
// changed, so that the one that was just clicked keeps the focus.

function button(model, index) {
  const node = document.createElement("button");
  node.type = "button";
  for (const part of ["month", "mark", "note"]) {
    const line = document.createElement("span");
    line.className = `dc-month-${part}`;
    node.append(line);
  }
  node.addEventListener("click", () => {
    model.set("clicked", [model.get("clicked")[0] + 1, index]);
    model.save_changes();
  });
  return node;
}

function render({ model, el }) {
  el.classList.add("dc-months");
  const heading = document.createElement("p");
  const page = document.createElement("div");
  el.append(heading, page);
  let shape = "", buttons = [];
  const draw = () => {
    const cells = model.get("cells");
    heading.textContent = model.get("heading");
    const now = cells.map((cell) => cell.year).join();
    if (now !== shape) {
      const focused = buttons.indexOf(document.activeElement);
      shape = now;
      page.replaceChildren();
      buttons = cells.map((cell, index) => {
        if (!index || cells[index - 1].year !== cell.year) {
          const year = document.createElement("div");
          year.className = "dc-year";
          year.textContent = cell.year;
          const row = document.createElement("div");
          row.className = "dc-year-row";
          page.append(year, row);
        }
        const node = button(model, index);
        page.lastChild.append(node);
        return node;
      });
      if (focused >= 0 && buttons[focused]) buttons[focused].focus();
    }
    cells.forEach((cell, index) => {
      const node = buttons[index];
      const [month, mark, note] = node.children;
      month.textContent = cell.month;
      mark.textContent = cell.mark;
      note.textContent = cell.note;
      node.className = `dc-month dc-level-${cell.level}`;
      node.setAttribute("aria-label", cell.name);
    });
  };
  model.on("change:cells", draw);
  model.on("change:heading", draw);
  draw();
  return () => {
    model.off("change:cells", draw);
    model.off("change:heading", draw);
  };
}

export default { render };
