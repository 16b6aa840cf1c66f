// The field of a picture: what is chosen is seen, and is chosen in the window of the library. The
// select beside it stays what is sent; without this script it is all there is.
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
  (select.closest(".related-widget-wrapper") ?? select).before(image, button);

  async function show() {
    const { value } = select;
    image.hidden = true;
    const found = value && (await named(value));
    if (!found?.thumbnail || value !== select.value) return;
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
