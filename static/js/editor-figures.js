// Pictures of the library in a text: found or put in a window, dropped or pasted as files.
import { Node, Plugin, gettext } from "django-prose-editor/editor";
import { insert, item } from "desk/editor-parts";
import { choosePicture } from "desk/picture-dialog";
import { named } from "desk/pictures";

const NAME = "libraryFigure";
const figure = (id) => ({ type: NAME, attrs: { image: String(id) } });

async function choose(editor) {
  const picture = await choosePicture();
  if (picture) insert(editor, figure(picture.id));
}

// One window for each file, in their order: each wants words of its own.
async function take(editor, files) {
  for (const file of files) {
    const picture = await choosePicture(file);
    if (picture) insert(editor, figure(picture.id));
  }
}

function filesOf(data) {
  return [...(data?.files ?? [])];
}

// Word and browsers add a picture of what was copied; only without words is it the thing itself.
function isPicture(data) {
  const html = data.getData("text/html");
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return !body.textContent.trim() && !data.getData("text/plain").trim();
}

function receiver(editor) {
  return new Plugin({
    props: {
      handlePaste(view, { clipboardData }) {
        const files = filesOf(clipboardData);
        if (!files.length || !isPicture(clipboardData)) return false;
        take(editor, files);
        return true;
      },
      handleDrop(view, event, slice, moved) {
        const files = filesOf(event.dataTransfer);
        if (moved || !files.length) return false;
        const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (place) editor.commands.setTextSelection(place.pos);
        event.preventDefault();
        take(editor, files);
        return true;
      },
    },
  });
}

// A file that misses the text would replace the page, and what is typed in it.
function holdFiles(event) {
  const files = event.dataTransfer?.types.includes("Files");
  if (files && !event.defaultPrevented && event.target.type !== "file") event.preventDefault();
}
for (const moment of ["dragover", "drop"]) document.addEventListener(moment, holdFiles);

function button(words, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "news-node__button";
  made.textContent = words;
  made.addEventListener("click", press);
  return made;
}

// The figure that is being dragged to another place of its gallery, by its picture.
let dragged = null;

// What the editor shows of a figure: the picture, what can be done with it, and its caption.
class FigureView {
  constructor({ node, editor, getPos }) {
    Object.assign(this, { node, editor, getPos });
    this.dom = document.createElement("div");
    this.dom.className = "news-node news-node--figure";
    this.head = document.createElement("div");
    this.head.className = "news-node__head";
    this.head.contentEditable = "false";
    this.image = document.createElement("img");
    this.image.width = 120;
    this.image.height = 80;
    this.image.alt = "";
    this.earlier = button(gettext("Earlier"), () => this.step(-1));
    this.later = button(gettext("Later"), () => this.step(1));
    for (const each of [this.earlier, this.later]) each.classList.add("news-node__order");
    this.label = document.createElement("span");
    this.wide = button(gettext("Wide"), () => this.change({ wide: !this.node.attrs.wide }));
    this.page = document.createElement("a");
    this.page.target = "_blank";
    this.page.textContent = gettext("Words and focal point");
    this.head.append(
      this.image,
      this.label,
      this.wide,
      button(gettext("Other picture"), () => this.replace()),
      this.earlier,
      this.later,
      this.page,
    );
    this.letDrag();
    this.contentDOM = document.createElement("div");
    this.contentDOM.className = "news-node__words";
    this.dom.append(this.head, this.contentDOM);
    this.show();
  }

  change(attributes) {
    const { state, dispatch } = this.editor.view;
    const all = { ...this.node.attrs, ...attributes };
    dispatch(state.tr.setNodeMarkup(this.getPos(), null, all));
  }

  async replace() {
    const picture = await choosePicture();
    if (picture) this.change({ image: String(picture.id) });
  }

  // Where it hangs in its gallery, if it does.
  hung() {
    const $at = this.editor.state.doc.resolve(this.getPos());
    const gallery = $at.parent;
    return gallery.type.name === "gallery" && { gallery, start: $at.start(), index: $at.index() };
  }

  // Hangs it at another place of its gallery; returns what the editor shows there.
  move(to) {
    const { gallery, start, index } = this.hung();
    if (to < 0 || to >= gallery.childCount) return null;
    const figures = [...gallery.children];
    figures.splice(to, 0, ...figures.splice(index, 1));
    const { view } = this.editor;
    view.dispatch(view.state.tr.replaceWith(start, start + gallery.content.size, figures));
    const before = figures.slice(0, to).reduce((size, figure) => size + figure.nodeSize, 0);
    return view.nodeDOM(start + before);
  }

  // The button keeps the focus, and says to who can't see it where the picture hangs now.
  step(by) {
    const { index, gallery } = this.hung();
    const pressed = by < 0 ? ".news-node__order" : ".news-node__order + .news-node__order";
    const again = this.move(index + by)?.querySelector(pressed);
    again?.setAttribute("aria-label", `${again.textContent} (${index + by + 1}/${gallery.childCount})`);
    again?.focus();
  }

  letDrag() {
    const takes = () => dragged && dragged !== this && dragged.hung().start === this.hung().start;
    this.image.addEventListener("dragstart", (event) => {
      if (this.hung()) dragged = this;
      else event.preventDefault();
    });
    this.image.addEventListener("dragend", () => {
      dragged = null;
    });
    this.dom.addEventListener("dragover", (event) => {
      if (takes()) event.preventDefault();
    });
    this.dom.addEventListener("drop", (event) => {
      if (!takes()) return;
      event.preventDefault();
      event.stopPropagation();
      dragged.move(this.hung().index);
      dragged = null;
    });
  }

  async show() {
    const { image, wide } = this.node.attrs;
    this.wide.setAttribute("aria-pressed", String(wide));
    this.label.textContent = `${gettext("Picture")} ${image}`;
    this.page.hidden = this.image.hidden = true;
    const found = await named(image);
    if (!found || image !== this.node.attrs.image) return;
    this.label.textContent = found.described
      ? found.name
      : `${found.name} (${gettext("no description")})`;
    this.page.href = found.page;
    this.image.src = found.thumbnail;
    this.image.hidden = !found.thumbnail;
    this.page.hidden = false;
  }

  update(next) {
    if (next.type !== this.node.type) return false;
    this.node = next;
    this.show();
    return true;
  }

  ignoreMutation({ target }) {
    return !this.contentDOM.contains(target);
  }

  stopEvent({ target }) {
    return this.head.contains(target);
  }
}

export const LibraryFigure = Node.create({
  name: NAME,
  group: "block",
  content: "inline*",
  isolating: true,
  addAttributes: () => ({
    image: {
      default: "",
      parseHTML: (element) => element.dataset.imageId,
      renderHTML: ({ image }) => ({ "data-image-id": image }),
    },
    wide: {
      default: false,
      parseHTML: (element) => element.dataset.size === "wide",
      renderHTML: ({ wide }) => (wide ? { "data-size": "wide" } : {}),
    },
  }),
  parseHTML: () => [
    {
      tag: "figure[data-image-id]",
      contentElement: (element) =>
        element.querySelector("figcaption") || document.createElement("figcaption"),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, ["figcaption", 0]],
  addNodeView: () => (facts) => new FigureView(facts),
  addProseMirrorPlugins() {
    return [receiver(this.editor)];
  },
  addMenuItems(context) {
    item(context, NAME, gettext("Picture"), choose);
  },
});

// Pictures side by side: what the editor shows of them is a frame, and a button for one more.
function gallery({ node, editor, getPos }) {
  const dom = document.createElement("div");
  dom.className = "news-node news-node--gallery";
  const head = document.createElement("div");
  head.className = "news-node__head";
  head.contentEditable = "false";
  const label = document.createElement("span");
  label.textContent = gettext("Gallery");
  const more = button(gettext("One more picture"), async () => {
    const picture = await choosePicture();
    if (!picture) return;
    const end = getPos() + node.nodeSize - 1;
    editor.chain().insertContentAt(end, figure(picture.id)).focus().run();
  });
  head.append(label, more);
  const contentDOM = document.createElement("div");
  dom.append(head, contentDOM);
  return {
    dom,
    contentDOM,
    ignoreMutation: ({ target }) => !contentDOM.contains(target),
    stopEvent: ({ target }) => head.contains(target),
    update(next) {
      if (next.type !== node.type) return false;
      node = next;
      return true;
    },
  };
}

export const Gallery = Node.create({
  name: "gallery",
  group: "block",
  content: `${NAME}+`,
  isolating: true,
  parseHTML: () => [{ tag: "div.gallery" }],
  renderHTML: () => ["div", { class: "gallery" }, 0],
  addNodeView: () => gallery,
  addMenuItems(context) {
    item(context, this.name, gettext("Gallery"), async (editor) => {
      const picture = await choosePicture();
      if (picture) insert(editor, { type: "gallery", content: [figure(picture.id)] });
    });
  },
});
