// The parts of a series are put in order by drag, or by buttons; the numbers follow. Without this
// script the numbers are typed.
//
// Hooks: [data-place] on the number of each row, with the words data-up and data-down; the rows are
// those of Django's inline form.

const group = document.getElementById("parts-group");
let dragged;

const rows = () => [...group.querySelectorAll("tr.form-row:not(.empty-form)")];

function write() {
  rows().forEach((row, at) => {
    row.querySelector("[data-place]").value = at + 1;
  });
}

function move(row, button) {
  const all = rows();
  const other = all[all.indexOf(row) + Number(button.dataset.by)];
  if (!other) return;
  if (button.dataset.by === "-1") other.before(row);
  else other.after(row);
  button.focus();
  write();
}

function button(row, by, sign) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.by = by;
  made.textContent = sign;
  const word = row.querySelector("[data-place]").dataset[by === "-1" ? "up" : "down"];
  const headline = row.querySelector(".field-article a[href*='/change/']")?.textContent;
  made.setAttribute("aria-label", headline ? `${word}: ${headline}` : word);
  made.addEventListener("click", () => move(row, made));
  return made;
}

function prepare(row) {
  const cell = row.querySelector(".field-place");
  if (!cell || cell.querySelector(".parts__handle")) return;
  const handle = document.createElement("span");
  handle.className = "parts__handle";
  handle.setAttribute("aria-hidden", "true");
  handle.textContent = "⠿";
  cell.prepend(handle);
  cell.append(button(row, "-1", "↑"), button(row, "1", "↓"));
  handle.addEventListener("pointerdown", () => {
    row.draggable = true; // Only by its handle, so that words in its fields can be marked.
  });
  row.addEventListener("dragstart", () => {
    dragged = row;
  });
  row.addEventListener("dragend", () => {
    row.draggable = false;
    dragged = undefined;
    write();
  });
}

/** Put the dragged row where the pointer is. */
function follow(event) {
  if (!dragged) return;
  event.preventDefault();
  const others = rows().filter((row) => row !== dragged);
  const next = others.find((row) => {
    const box = row.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  if (next) next.before(dragged);
  else others.at(-1)?.after(dragged);
}

if (group) {
  rows().forEach(prepare);
  group.addEventListener("formset:added", (event) => {
    prepare(event.target);
    write();
  });
  group.addEventListener("dragover", follow);
  group.addEventListener("drop", (event) => event.preventDefault());
}
