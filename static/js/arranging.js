// The front page is arranged by drag, and its buttons up and down need no journey to the server.
// Without this script the same buttons send the form, and numbers and places can be typed.
//
// Hooks: [data-arranging] on the form, [data-place] on each place, [data-rows] on its list,
// [data-row] on each row, [data-move] on the buttons up and down.
import { letDrag, letDrop, step } from "desk/ordering";

const form = document.querySelector("[data-arranging]");

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
  if (!step(row, [...row.parentElement.children], button.dataset.move === "up" ? -1 : 1)) return;
  button.focus();
  write();
}

for (const row of form.querySelectorAll("[data-row]")) {
  letDrag(row, row, "arrange__handle", write);
  field(row, "place").addEventListener("change", (event) => {
    form.querySelector(`[data-place="${CSS.escape(event.target.value)}"] [data-rows]`).append(row);
    event.target.focus();
    write();
  });
}
for (const place of form.querySelectorAll("[data-place]")) {
  const list = place.querySelector("[data-rows]");
  letDrop(place, () => [...list.children], (row) => list.append(row));
}
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (!button) return;
  event.preventDefault();
  move(button.closest("[data-row]"), button);
});
