// Keys for the moderators' queue. Without it, every verb is a button that works.
//
// The keys work only while a card has the focus, so that a letter never decides by accident: the
// button [data-keys] gives it to the first card. After a decision the page comes again, and the
// focus is on the card that followed.

const NEXT = "next comment";
const list = document.querySelector("#changelist-form");
const begin = document.querySelector("[data-keys]");
const cards = () => [...document.querySelectorAll("article.mod")];

function remember(card) {
  const following = card?.nextElementSibling ?? card?.previousElementSibling;
  sessionStorage.setItem(NEXT, following?.id ?? "");
}

function move(card, by) {
  const all = cards();
  all[all.indexOf(card) + by]?.focus();
}

function press(event) {
  const card = event.target.closest("article.mod");
  const isTyping = event.target.matches("textarea, input:not([type=checkbox])");
  if (!card || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toUpperCase();
  if (key === "J") return move(card, 1);
  if (key === "K") return move(card, -1);
  if (key === "X") return card.querySelector("[name=selected]")?.click();
  const own = card.querySelector(`[data-key="${CSS.escape(key)}"]`);
  (own ?? document.querySelector(`.bulk [data-key="${CSS.escape(key)}"]`))?.click();
}

if (list && begin) {
  begin.hidden = false;
  begin.addEventListener("click", () => cards()[0]?.focus());
  list.addEventListener("keydown", press);
  list.addEventListener("submit", (event) => {
    const ticked = [...document.querySelectorAll("[name=selected]:checked")].pop();
    remember((event.submitter?.closest("article.mod") ?? ticked?.closest("article.mod")));
  });
}

const following = sessionStorage.getItem(NEXT);
if (following !== null) {
  sessionStorage.removeItem(NEXT);
  (document.getElementById(following) ?? cards()[0])?.focus();
}
