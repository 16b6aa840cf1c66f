// The front page is arranged by drag, and its buttons up and down need no journey to the server.
// Without this script the same buttons send the form, and numbers and places can be typed.
//
// Hooks: [data-arranging] on the form, [data-place] on each place, [data-rows] on its list,
// [data-row] on each row, [data-move] on the buttons up and down.

const form = document.querySelector("[data-arranging]");
let dragged;

const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

/** Let numbers and places say what is seen. */
function write() {
  for (const place of form.querySelectorAll("[data-place]")) {
    [...place.querySelectorAll("[data-row]")].forEach((row, at) => {
      field(row, "position").value = at + 1;
      field(row, "place").value = place.dataset.place;
    });
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function move(row, button) {
  const other = button.dataset.move === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (button.dataset.move === "up") other.before(row);
  else other.after(row);
  button.focus();
  write();
}

/** The row below which `y` lies no more, in a list: before it the dragged one is put down. */
function below(list, y) {
  return [...list.children].find((row) => {
    const box = row.getBoundingClientRect();
    return row !== dragged && y < box.top + box.height / 2;
  });
}

function letDrag(row) {
  row.querySelector("[data-handle]").addEventListener("pointerdown", () => {
    row.draggable = true; // Only by its handle, so that words in its fields can be marked.
  });
  row.addEventListener("dragstart", () => {
    dragged = row;
  });
  row.addEventListener("dragend", () => {
    row.draggable = false;
    dragged = undefined;
  });
}

if (form) {
  for (const row of form.querySelectorAll("[data-row]")) {
    const handle = document.createElement("span");
    handle.dataset.handle = "";
    handle.className = "arrange__handle";
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = "⠿";
    row.prepend(handle);
    letDrag(row);
    field(row, "place").addEventListener("change", (event) => {
      form.querySelector(`[data-place="${CSS.escape(event.target.value)}"] [data-rows]`).append(row);
      event.target.focus();
      write();
    });
  }
  for (const place of form.querySelectorAll("[data-place]")) {
    place.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const list = place.querySelector("[data-rows]");
      list.insertBefore(dragged, below(list, event.clientY) ?? null);
    });
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      write();
    });
  }
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) {
      event.preventDefault();
      move(button.closest("[data-row]"), button);
    }
  });
}
