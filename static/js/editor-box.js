// A box that is kept once and shown in many texts. A text holds its number; the editor shows its
// title, and where it is changed.
import { Node, gettext, mergeAttributes, updateAttrsDialog } from "django-prose-editor/editor";
import { insert, item } from "desk/editor-parts";

const ADDRESS = "/desk/boxes/box/";
const NAME = "keptBox";

const wantedDialog = updateAttrsDialog(
  {
    wanted: {
      type: "string",
      title: gettext("Words of its title"),
      description: gettext("Empty: those that were changed last."),
    },
  },
  { title: gettext("Box") },
);

async function find(wanted) {
  const answer = await fetch(`${ADDRESS}for-editor/?${new URLSearchParams({ q: wanted })}`);
  return answer.ok ? (await answer.json()).boxes : [];
}

async function choose(editor) {
  const asked = await wantedDialog(editor, {});
  if (!asked) return;
  const found = await find(asked.wanted ?? "");
  if (!found.length) return choose(editor);
  const names = found.map(({ id, title }) => `${title} (${id})`);
  const dialog = updateAttrsDialog(
    { box: { type: "string", enum: names, title: gettext("Box") } },
    { title: gettext("Box") },
  );
  const chosen = await dialog(editor, { box: names[0] });
  const box = found[names.indexOf(chosen?.box)]?.id;
  if (box) insert(editor, { type: NAME, attrs: { box: String(box) } });
}

function shown({ node }) {
  const { box } = node.attrs;
  const dom = document.createElement("div");
  dom.className = "news-node news-node--box";
  const head = document.createElement("p");
  const label = document.createElement("span");
  label.textContent = `${gettext("Box")}: ${box} `;
  head.append(label);
  dom.append(head);
  find(box).then(([found]) => {
    label.textContent = `${gettext("Box")}: ${found ? found.title : gettext("removed")} `;
    if (!found) return;
    const page = document.createElement("a");
    page.href = `${ADDRESS}${box}/change/`;
    page.target = "_blank";
    page.textContent = gettext("Change it everywhere");
    head.append(page);
  });
  return { dom, ignoreMutation: () => true, stopEvent: ({ target }) => target.closest?.("a") };
}

export const KeptBox = Node.create({
  name: NAME,
  group: "block",
  atom: true,
  addAttributes: () => ({
    box: {
      default: "",
      parseHTML: (element) => element.dataset.boxId,
      renderHTML: ({ box }) => ({ "data-box-id": box }),
    },
  }),
  parseHTML: () => [{ tag: "div[data-box-id]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", mergeAttributes(HTMLAttributes)],
  addNodeView: () => shown,
  addMenuItems(context) {
    item(context, NAME, gettext("Box"), choose);
  },
});
