// An article to read also, where a text speaks of it. It is found by words of its headline, by its
// address or by its number; the page shows the headline that it has then.
import { Node, gettext, mergeAttributes, updateAttrsDialog } from "django-prose-editor/editor";

const ADDRESS = "/desk/articles/article/for-box/";

const wantedDialog = updateAttrsDialog(
  {
    wanted: {
      type: "string",
      title: gettext("Words of its headline, or its address"),
      required: true,
    },
  },
  { title: gettext("Read also") },
);

async function find(wanted) {
  const answer = await fetch(`${ADDRESS}?${new URLSearchParams({ q: wanted })}`);
  return answer.ok ? (await answer.json()).articles : [];
}

async function choose(editor) {
  const asked = await wantedDialog(editor, {});
  if (!asked) return;
  const found = await find(asked.wanted);
  if (!found.length) return choose(editor);
  const names = found.map(({ id, headline }) => `${headline} (${id})`);
  const dialog = updateAttrsDialog(
    { article: { type: "string", enum: names, title: gettext("Article") } },
    { title: gettext("Read also") },
  );
  const chosen = await dialog(editor, { article: names[0] });
  const article = found[names.indexOf(chosen?.article)]?.id;
  if (!article) return;
  const node = { type: "readAlso", attrs: { article: String(article) } };
  const { $to } = editor.state.selection;
  editor.chain().focus().insertContentAt($to.depth ? $to.after(1) : $to.pos, node).run();
}

export const ReadAlso = Node.create({
  name: "readAlso",
  group: "block",
  atom: true,
  addAttributes: () => ({
    article: {
      default: "",
      parseHTML: (element) => element.dataset.articleId,
      renderHTML: ({ article }) => ({ "data-article-id": article }),
    },
  }),
  parseHTML: () => [{ tag: "div[data-article-id]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", mergeAttributes(HTMLAttributes)],
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("div");
      dom.className = "news-node news-node--also";
      const head = document.createElement("p");
      head.textContent = `${gettext("Read also")}: ${node.attrs.article}`;
      dom.append(head);
      find(node.attrs.article).then(([found]) => {
        if (found) head.textContent = `${gettext("Read also")}: ${found.headline}`;
      });
      return { dom, ignoreMutation: () => true };
    };
  },
  addMenuItems({ menu }) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "prose-menubar__button prose-menubar__button--words";
    button.textContent = gettext("Read also");
    menu.defineItem({ name: "readAlso", groups: "news", button, command: choose });
  },
});
