// What a newspaper writes beside paragraphs: the editor's twin of the allow-list in
// `publication/prose.py`. Each part reads and writes exactly the form that is stored.
import {
  Blockquote,
  Node,
  Table,
  TableHeader,
  gettext,
  updateAttrsDialog,
} from "django-prose-editor/editor";
import { insert, item, leaveNote } from "desk/editor-parts";

const paragraph = (text) => ({
  type: "paragraph",
  content: text ? [{ type: "text", text }] : [],
});

// Words that a new part proposes give way to what is typed.
function begin(editor, node) {
  insert(editor, node);
  const { $from } = editor.state.selection;
  editor.commands.setTextSelection({ from: $from.start(), to: $from.end() });
}

// Wraps what is selected, and is taken off by the same button.
function box(name, exported, label, start) {
  return Node.create({
    name,
    group: "block",
    content: "block+",
    defining: true,
    parseHTML: () => [{ tag: `aside.${exported}` }],
    renderHTML: () => ["aside", { class: exported }, 0],
    addMenuItems(context) {
      item(context, name, label, (editor) => {
        if (editor.isActive(name)) editor.chain().focus().lift(name).run();
        else if (editor.state.selection.empty) begin(editor, { type: name, content: start() });
        else editor.chain().focus().wrapIn(name).run();
      });
    },
  });
}

export const PullQuote = box("pullQuote", "pull", gettext("Pull quote"), () => [paragraph()]);

export const FactBox = box("factBox", "fact", gettext("Fact box"), () => [
  { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: gettext("In short") }] },
  paragraph(),
]);

// A quote ends with its source, if it has one.
export const SourcedQuote = Blockquote.extend({ content: "block+ quoteSource?" });

export const QuoteSource = Node.create({
  name: "quoteSource",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "footer" }],
  renderHTML: () => ["footer", 0],
  addMenuItems(context) {
    const quote = ({ $from }) => {
      for (let depth = $from.depth; depth > 0; depth -= 1) {
        if ($from.node(depth).type.name === "blockquote") return depth;
      }
      return 0;
    };
    item(
      context,
      "quoteSource",
      gettext("Source of the quote"),
      (editor) => {
        const { selection } = editor.state;
        const depth = quote(selection);
        const node = selection.$from.node(depth);
        const end = selection.$from.end(depth);
        if (node.lastChild.type.name === "quoteSource") editor.chain().focus(end - 1).run();
        else editor.chain().insertContentAt(end, { type: "quoteSource" }).focus(end + 1).run();
      },
      { hidden: (editor) => !quote(editor.state.selection) },
    );
  },
});

// An element whose attributes are asked for in a dialog, and whose words are typed in place.
function asked(editor, name, dialog) {
  const attributes = editor.isActive(name) ? editor.getAttributes(name) : {};
  dialog(editor, attributes).then((answer) => {
    if (!answer) return;
    if (editor.isActive(name)) editor.chain().focus().updateAttributes(name, answer).run();
    else insert(editor, { type: name, attrs: answer });
  });
}

// What the editor shows of it: a line that says what it is, and the words below.
function shown(className, title) {
  return ({ node }) => {
    const dom = document.createElement("div");
    dom.className = `news-node ${className}`;
    const head = document.createElement("p");
    head.contentEditable = "false";
    head.textContent = title(node.attrs);
    const contentDOM = document.createElement("div");
    contentDOM.className = "news-node__words";
    dom.append(head, contentDOM);
    return {
      dom,
      contentDOM,
      ignoreMutation: (mutation) => head.contains(mutation.target),
      update(next) {
        if (next.type !== node.type) return false;
        head.textContent = title(next.attrs);
        return true;
      },
    };
  };
}

const postDialog = updateAttrsDialog(
  {
    address: {
      type: "string",
      format: "url",
      title: gettext("Address"),
      description: gettext("Of the video, post or chart, as your browser shows it."),
      required: true,
    },
  },
  { title: gettext("Video, post or chart of another site") },
);

export const ForeignPost = Node.create({
  name: "foreignPost",
  group: "block",
  content: "inline*",
  isolating: true,
  addAttributes: () => ({
    address: {
      default: "",
      parseHTML: (element) => element.dataset.embedUrl,
      renderHTML: ({ address }) => ({ "data-embed-url": address }),
    },
  }),
  parseHTML: () => [{ tag: "div[data-embed-url]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes, 0],
  addNodeView() {
    return shown("news-node--post", ({ address }) => address);
  },
  addMenuItems(context) {
    item(context, this.name, gettext("Embed"), (editor) =>
      asked(editor, "foreignPost", postDialog),
    );
  },
});

export const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  content: "text*",
  parseHTML: () => [{ tag: "span.note" }],
  renderHTML: () => ["span", { class: "note" }, 0],
  addKeyboardShortcuts() {
    return { Enter: ({ editor }) => leaveNote(editor) && editor.commands.splitBlock() };
  },
  addMenuItems(context) {
    item(
      context,
      this.name,
      gettext("Footnote"),
      (editor) => {
        const { from, to, empty } = editor.state.selection;
        const words = empty ? gettext("Note") : editor.state.doc.textBetween(from, to, " ");
        editor
          .chain()
          .focus()
          .insertContent({ type: "footnote", content: [{ type: "text", text: words }] })
          .setTextSelection({ from: from + 1, to: from + 1 + words.length })
          .run();
      },
      { enabled: (editor) => !editor.isActive("footnote") },
    );
  },
});

const captionDialog = updateAttrsDialog(
  { caption: { type: "string", title: gettext("Caption of the table") } },
  { title: gettext("Table") },
);

// The caption is a fact of the table, not a row. The first row of headers becomes its head when the
// text is saved.
export const NewsTable = Table.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: "",
        parseHTML: (element) => element.querySelector("caption")?.textContent || "",
        renderHTML: () => ({}),
      },
    };
  },
  parseHTML: () => [
    {
      tag: "table",
      contentElement(element) {
        const rows = document.createElement("tbody");
        rows.append(...[...element.rows].map((row) => row.cloneNode(true)));
        return rows;
      },
    },
  ],
  renderHTML({ node }) {
    const { caption } = node.attrs;
    return caption
      ? ["table", {}, ["caption", {}, caption], ["tbody", 0]]
      : ["table", {}, ["tbody", 0]];
  },
  addMenuItems(context) {
    this.parent?.(context);
    item(
      context,
      "tableCaption",
      gettext("Caption of the table"),
      (editor) =>
        captionDialog(editor, editor.getAttributes("table")).then((answer) => {
          if (answer) editor.chain().focus().updateAttributes("table", answer).run();
        }),
      { hidden: (editor) => !editor.isActive("table"), active: () => false },
    );
  },
});

export const NewsTableHeader = TableHeader.extend({
  addAttributes() {
    return { ...this.parent?.(), scope: { default: null } };
  },
});
