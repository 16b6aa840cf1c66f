// The front page is arranged by drag, by buttons up, down and out, by typed numbers and chosen places,
// without a journey to the server. The focus stays at what was moved, and where it stands is said.
// Without this script the same buttons send the form.
//
// Hooks: [data-arranging] on the form, [data-place] with its data-name on each place, [data-rows] on
// its list, [data-row] with its data-name on each row, [data-move] on the buttons up and down,
// [data-drop] on that which takes out; [data-said] with its sentences.

const form = document.querySelector("[data-arranging]");
const said = document.querySelector("[data-said]");
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

function say(sentence, words) {
  said.textContent = said.dataset[sentence].replace(/\{(\w+)\}/g, (_all, name) => words[name]);
}

function tell(row) {
  const rows = [...row.parentElement.children];
  const place = row.closest("[data-place]").dataset.name;
  const facts = { number: rows.indexOf(row) + 1, count: rows.length, place };
  say("stands", { name: row.dataset.name, ...facts });
}

/** Put a row before another one, or at the end of a list; `control` was used for it. */
function put(row, list, before, control) {
  list.insertBefore(row, before);
  control.focus();
  write();
  tell(row);
}

function move(row, button) {
  const [before, after] = [row.previousElementSibling, row.nextElementSibling];
  const goal = button.dataset.move === "up" ? (before ?? after) : after?.nextElementSibling;
  put(row, row.parentElement, goal ?? null, button);
}

function number(row, input) {
  const others = [...row.parentElement.children].filter((other) => other !== row);
  const at = Math.max(1, Number(input.value) || others.length + 1);
  put(row, row.parentElement, others[at - 1] ?? null, input);
}

function drop(row) {
  const beside = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (beside?.querySelector("[data-drop]") ?? form.querySelector("[type=search]")).focus();
  write();
  say("gone", { name: row.dataset.name });
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
  // However it ends, the fields say where it stands: a drop isn't told where rows have just moved.
  row.addEventListener("dragend", () => {
    row.draggable = false;
    dragged = undefined;
    write();
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
    field(row, "place").addEventListener("change", ({ target }) => {
      const list = form.querySelector(`[data-place="${CSS.escape(target.value)}"] [data-rows]`);
      put(row, list, null, target);
    });
    const position = field(row, "position");
    position.addEventListener("change", () => number(row, position));
    position.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return; // It would press the first button of the form.
      event.preventDefault();
      number(row, position);
    });
  }
  for (const place of form.querySelectorAll("[data-place]")) {
    place.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const list = place.querySelector("[data-rows]");
      list.insertBefore(dragged, below(list, event.clientY) ?? null);
    });
    place.addEventListener("drop", (event) => event.preventDefault());
  }
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move], [data-drop]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-row]");
    if (button.dataset.move) move(row, button);
    else drop(row);
  });
  const moved = form.querySelector("[autofocus]")?.closest("[data-row]");
  if (moved) tell(moved);
}
