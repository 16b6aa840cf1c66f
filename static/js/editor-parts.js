// What the parts of a text share: their buttons in the menu, and the way into the text.
import { pm } from "django-prose-editor/editor";

// A button of the menu with words, since no picture says "fact box".
export function item({ menu }, name, label, command, rest = {}) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "prose-menubar__button prose-menubar__button--words";
  button.textContent = label;
  menu.defineItem({
    name,
    groups: "news",
    button,
    command,
    active: (editor) => editor.isActive(name),
    ...rest,
  });
}

// A note has no paragraphs of its own: what begins one, or stands between them, comes after it.
export function leaveNote(editor) {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "footnote") {
      return editor.commands.setTextSelection($from.after(depth));
    }
  }
  return false;
}

// Where a part begins, and the end of what gives way to it. A pull quote holds words only.
function placeFor({ $to }) {
  for (let depth = $to.depth; depth > 0; depth -= 1) {
    if ($to.node(depth).type.name === "pullQuote") return [$to.after(depth), $to.after(depth)];
  }
  const after = $to.depth ? $to.after() : $to.pos;
  const empty = $to.parent.type.name === "paragraph" && $to.parent.content.size === 0;
  return [empty ? $to.before() : after, after];
}

// Puts a part after the paragraph of the cursor, in its place if that is empty, and goes into it.
export function insert(editor, node) {
  leaveNote(editor);
  const [start, end] = placeFor(editor.state.selection);
  editor
    .chain()
    .focus()
    .insertContentAt(start === end ? start : { from: start, to: end }, node)
    .command(({ tr }) => tr.setSelection(pm.state.Selection.near(tr.doc.resolve(start + 1))))
    .run();
}
