// Leads to the place of the form that an address names: `#id_standfirst` to a field, and
// `?block=3#id_body` to the fourth block of the text, once the editor has drawn it.

const place = location.hash.slice(1);
const block = Number.parseInt(new URLSearchParams(location.search).get("block") ?? "", 10);

function toField() {
  const field = document.getElementById(place);
  field?.closest("details")?.setAttribute("open", "");
  field?.closest(".form-row")?.scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
}

function toBlock(text) {
  const found = text.children[Math.min(block, text.children.length - 1)];
  if (!found) return;
  text.focus({ preventScroll: true });
  getSelection()?.selectAllChildren(found);
  found.scrollIntoView({ block: "center" });
}

function editorOf(row) {
  return row.querySelector(".ProseMirror[contenteditable=true]");
}

if (place === "id_body" && block >= 0) {
  const row = document.querySelector(".form-row.field-body");
  const drawn = () => editorOf(row)?.childElementCount > 0;
  const wait = new MutationObserver(() => {
    if (!drawn()) return;
    wait.disconnect();
    toBlock(editorOf(row));
  });
  if (row && drawn()) toBlock(editorOf(row));
  else if (row) wait.observe(row, { childList: true, subtree: true });
} else if (place.startsWith("id_")) {
  toField();
}
