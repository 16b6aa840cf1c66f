// Rows are put in order by dragging them at a handle, or one step by a button.
let dragged;

/** Give `cell` of a row a handle to drag it by; `done` is called when it is put down. */
export function letDrag(row, cell, className, done) {
  const handle = document.createElement("span");
  handle.dataset.handle = "";
  handle.className = className;
  handle.setAttribute("aria-hidden", "true");
  handle.textContent = "⠿";
  cell.prepend(handle);
  handle.addEventListener("pointerdown", () => {
    row.draggable = true; // Only by its handle, so that words in its fields can be marked.
  });
  row.addEventListener("dragstart", () => {
    dragged = row;
  });
  // However it ends, the fields say where it stands: a drop isn't told where rows have just moved.
  row.addEventListener("dragend", () => {
    row.draggable = false;
    dragged = undefined;
    done();
  });
}

/** Let the dragged row stand where the pointer is among `rows()` of an area, or behind all. */
export function letDrop(area, rows, append) {
  area.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const next = rows().find((row) => {
      const box = row.getBoundingClientRect();
      return row !== dragged && event.clientY < box.top + box.height / 2;
    });
    if (next) next.before(dragged);
    else append(dragged);
  });
  area.addEventListener("drop", (event) => event.preventDefault());
}

/** Let a row change its place with its neighbour; whether it has one there. */
export function step(row, rows, by) {
  const other = rows[rows.indexOf(row) + by];
  if (by < 0) other?.before(row);
  else other?.after(row);
  return Boolean(other);
}
