// Puts a copy of a snippet where the cursor is. The snippets are asked for when they are wanted.
import { Extension, gettext, updateAttrsDialog } from "django-prose-editor/editor";

const ADDRESS = "/desk/articles/snippet/for-editor/";

async function choose(editor) {
  const answer = await fetch(ADDRESS, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { snippets } = await answer.json();
  const names = snippets.map(({ name }) => name);
  const dialog = updateAttrsDialog(
    { name: { type: "string", enum: names, title: gettext("Snippet") } },
    { title: gettext("Snippet") },
  );
  const chosen = await dialog(editor, { name: names[0] });
  const found = snippets.find(({ name }) => name === chosen?.name);
  if (found) editor.chain().focus().insertContent(found.body).run();
}

export const Snippets = Extension.create({
  name: "snippets",
  addMenuItems({ menu }) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "prose-menubar__button prose-menubar__button--words";
    button.textContent = gettext("Snippet");
    menu.defineItem({ name: "snippets", groups: "news", button, command: choose });
  },
});
