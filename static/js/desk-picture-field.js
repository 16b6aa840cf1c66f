// The field of a picture: what is chosen is seen, with a warning where its rights end soon or have
// ended, and is chosen in the window of the library. The select beside it stays what is sent;
// without this script it is all there is.
import { choosePicture } from "desk/picture-dialog";
import { named } from "desk/pictures";

function equip(select) {
  const image = document.createElement("img");
  image.alt = "";
  image.className = "picture-field__image";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = select.dataset.choose;
  const rights = document.createElement("p");
  rights.className = "picture-field__rights";
  rights.setAttribute("role", "status");
  const field = select.closest(".related-widget-wrapper") ?? select;
  field.before(image, button);
  field.after(rights);

  async function show() {
    const { value } = select;
    image.hidden = true;
    rights.textContent = "";
    const found = value && (await named(value));
    if (value !== select.value) return;
    rights.textContent = found?.rights ?? "";
    if (!found?.thumbnail) return;
    image.src = found.thumbnail;
    image.hidden = false;
  }

  button.addEventListener("click", async () => {
    const picture = await choosePicture();
    if (!picture) return;
    select.replaceChildren(new Option("", ""), new Option(picture.name, picture.id, true, true));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  select.addEventListener("change", show);
  // The box with search says it in jQuery's own events only.
  window.django?.jQuery(select).on("select2:select select2:clear", show);
  show();
}

for (const select of document.querySelectorAll("select[data-picture-field]")) equip(select);
