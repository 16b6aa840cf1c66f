// What helps writing, beside the text: its length, find and replace, shortcuts.
//
// Hooks: [data-aids] with [data-count], [data-find] and what is in it; [data-shortcuts] is the
// dialog. Words come from the page. The editor is found on its element, where Tiptap leaves it.

const WORDS_A_MINUTE = 230; // As on the readers' page.
const aids = document.querySelector("[data-aids]");
const shortcuts = document.querySelector("[data-shortcuts]");
const row = document.querySelector(".form-row.field-body");
const form = row?.closest("form");

const editor = () => row.querySelector(".ProseMirror[contenteditable=true]")?.editor;
const part = (name) => aids.querySelector(`[data-${name}]`);

function count() {
  const html = form.elements.body.value;
  const page = new DOMParser().parseFromString(html.replaceAll("</", " </"), "text/html");
  const words = page.body.textContent.split(/\s+/).filter(Boolean).length;
  const minutes = Math.max(1, Math.ceil(words / WORDS_A_MINUTE));
  const told = part("count");
  told.textContent = told.dataset.text
    .replace("{words}", words.toLocaleString(document.documentElement.lang))
    .replace("{minutes}", minutes);
}

// A keyboard has one apostrophe and one quotation mark: they find those of every language.
const ALIKE = ["'’‘‚‹›", '"“”„«»'];

function asPattern(words) {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return ALIKE.reduce((pattern, [sign, ...others]) => {
    return pattern.replaceAll(sign, `[${sign}${others.join("")}]`);
  }, escaped);
}

// Where the wanted words stand; they may be half bold, but not in two paragraphs.
function places(doc) {
  const wanted = asPattern(part("wanted").value);
  if (!wanted) return [];
  const pattern = new RegExp(wanted, part("exact").checked ? "gu" : "giu");
  const found = [];
  doc.descendants((block, start) => {
    if (!block.isTextblock) return true;
    let signs = "";
    const at = [];
    block.descendants((node, offset) => {
      const here = start + 1 + offset;
      const text = node.isText ? node.text : "\ufffc";
      for (let number = 0; number < text.length; number += 1) at.push(here + number);
      signs += text;
    });
    for (const match of signs.matchAll(pattern)) {
      const last = match.index + match[0].length - 1;
      found.push({ from: at[match.index], to: at[last] + 1 });
    }
    return false;
  });
  return found;
}

function say(words, number) {
  part("said").textContent = part("said").dataset[words].replace("{number}", number);
}

function next() {
  const { state, commands, view } = editor();
  const found = places(state.doc);
  say("found", found.length);
  const after = found.find(({ from }) => from >= state.selection.to) ?? found[0];
  if (!after) return;
  commands.setTextSelection(after);
  commands.scrollIntoView();
  view.focus();
}

function put(transaction, { from, to }, words) {
  return words ? transaction.insertText(words, from, to) : transaction.delete(from, to);
}

function replaceOne() {
  const { state, view } = editor();
  const { from, to } = state.selection;
  const chosen = places(state.doc).find((place) => place.from === from && place.to === to);
  if (chosen) view.dispatch(put(state.tr, chosen, part("instead").value));
  next();
}

// One step, so that one undo takes it back.
function replaceAll() {
  const { state, view } = editor();
  const found = places(state.doc);
  const words = part("instead").value;
  view.dispatch(found.reverse().reduce((step, place) => put(step, place, words), state.tr));
  say("replaced", found.length);
}

function openFind(open = part("find").hidden) {
  part("find").hidden = !open;
  part("open-find").setAttribute("aria-expanded", String(open));
  if (!open) return;
  const { state } = editor();
  const { from, to } = state.selection;
  if (from !== to) part("wanted").value = state.doc.textBetween(from, to, " ");
  part("wanted").select();
}

function isTyping({ target }) {
  return target.isContentEditable || target.matches("input, textarea, select");
}

function press(event) {
  const command = event.ctrlKey || event.metaKey;
  if (command && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.querySelector("[name=_continue]")?.click();
  } else if (event.altKey && event.shiftKey && event.code === "KeyF") {
    event.preventDefault();
    openFind();
  } else if (event.altKey && event.shiftKey && event.code === "KeyP") {
    event.preventDefault();
    document.querySelector("[data-preview] summary")?.click();
  } else if (event.key === "?" && !isTyping(event)) {
    event.preventDefault();
    shortcuts.showModal();
  }
}

function wire() {
  row.append(aids);
  aids.hidden = false;
  count();
  form.addEventListener("input", count);
  form.elements.body.addEventListener("change", count);
  part("open-find").addEventListener("click", () => openFind());
  part("next").addEventListener("click", next);
  part("replace").addEventListener("click", replaceOne);
  part("replace-all").addEventListener("click", replaceAll);
  part("find").addEventListener("keydown", (event) => {
    if (event.key === "Escape") openFind(false);
    if (event.key !== "Enter" || event.target.type === "button") return;
    event.preventDefault(); // It would send the form.
    next();
  });
  part("open-shortcuts").addEventListener("click", () => shortcuts.showModal());
  shortcuts.querySelector("[data-close]").addEventListener("click", () => shortcuts.close());
  document.addEventListener("keydown", press);
}

if (aids && row && form) wire();
