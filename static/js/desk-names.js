// What libraries build, boxes with search (select2) and the editor of texts, has no name for a
// screen reader: it takes that of its field.

function name(part, label) {
  label.id ||= `${label.htmlFor}_label`;
  const others = (part.getAttribute("aria-labelledby") ?? "").split(" ");
  if (!others.includes(label.id)) {
    part.setAttribute("aria-labelledby", [label.id, ...others].join(" ").trim());
  }
}

// In lines of a table the head of the column is the label, and the field knows its words.
function labelOf(select) {
  const words = select.getAttribute("aria-label");
  if (select.labels[0] || !words) return select.labels[0];
  const id = `${select.id}_label`;
  const span = document.getElementById(id) ?? document.createElement("span");
  Object.assign(span, { id, className: "visually-hidden" });
  if (!span.isConnected) {
    span.textContent = words;
    select.before(span);
  }
  return span;
}

function nameAll() {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const label = labelOf(select);
    const built = select.nextElementSibling;
    // What opens below a box stands at the end of the page.
    const list = document.getElementById(`select2-${select.id}-results`);
    const opened = list?.closest(".select2-dropdown");
    for (const place of label ? [built, opened] : []) {
      const parts = place?.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]");
      for (const part of [...(parts ?? []), ...(place === opened && list ? [list] : [])]) {
        name(part, label);
      }
    }
  }
  for (const text of document.querySelectorAll(".ProseMirror[role=textbox]")) {
    const label = text.closest(".form-row, .live-form__row")?.querySelector("label[for]");
    if (label) name(text, label);
  }
}

new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();
