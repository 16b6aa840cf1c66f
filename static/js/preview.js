// The preview beside the form follows what is typed: it is asked for when it is opened, and again
// at each pause. Without this script its button does the same.
//
// Hooks: [data-preview] on the details, [data-preview-show] on the button that sends the form into
// the frame.

const PAUSE = 1500;
const beside = document.querySelector("[data-preview]");
const show = beside?.querySelector("[data-preview-show]");
const form = show?.form;
let waiting;
let scrolled = 0;

function ask() {
  clearTimeout(waiting);
  if (!beside.open) return;
  const frame = beside.querySelector("iframe");
  scrolled = frame.contentWindow?.scrollY ?? 0;
  form.requestSubmit(show);
}

if (form) {
  beside.addEventListener("toggle", ask);
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  // The page begins where it stood before.
  beside.querySelector("iframe").addEventListener("load", (event) => {
    event.target.contentWindow?.scrollTo(0, scrolled);
  });
}
