// The parts of a series are put in order by drag, or by buttons; the numbers follow. Without this
// script the numbers are typed.
//
// Hooks: [data-place] on the number of each row, with the words data-up and data-down; the rows are
// those of Django's inline form.
import { letDrag, letDrop, step } from "desk/ordering";

const group = document.getElementById("parts-group");

const rows = () => [...group.querySelectorAll("tr.form-row:not(.empty-form)")];

function write() {
  rows().forEach((row, at) => {
    row.querySelector("[data-place]").value = at + 1;
  });
}

function button(row, by, sign) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = sign;
  const word = row.querySelector("[data-place]").dataset[by < 0 ? "up" : "down"];
  const headline = row.querySelector(".field-article a[href*='/change/']")?.textContent;
  made.setAttribute("aria-label", headline ? `${word}: ${headline}` : word);
  made.addEventListener("click", () => {
    if (!step(row, rows(), by)) return;
    made.focus();
    write();
  });
  return made;
}

function prepare(row) {
  const cell = row.querySelector(".field-place");
  if (!cell || cell.querySelector("[data-handle]")) return;
  letDrag(row, cell, "parts__handle", write);
  cell.append(button(row, -1, "↑"), button(row, 1, "↓"));
}

if (group) {
  rows().forEach(prepare);
  group.addEventListener("formset:added", (event) => {
    prepare(event.target);
    write();
  });
  letDrop(group, rows, (row) => rows().at(-1)?.after(row));
}
