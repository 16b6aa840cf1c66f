// Brings new posts of live coverage into the page: says how many there are, and shows them when the
// reader asks. Without it, reloading the page shows them.
//
// What was changed or removed meanwhile changes or goes at once: nobody shall read what is wrong.
//
// Hooks: [data-live] with the address to ask; [data-posts] in it, and posts with data-post and
// data-version; the button [data-news]. The words come with the answer.

const SECONDS = 20;
const root = document.querySelector("[data-live]");
const list = root.querySelector("[data-posts]");
const button = root.querySelector("[data-news]");
const began = list.querySelector("[data-post]")?.dataset.post ?? 0;
let waiting = [];

function made(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

function shown() {
  return new Map([...list.querySelectorAll("[data-post]")].map((post) => [post.dataset.post, post]));
}

function amend(posts) {
  const last = posts.at(-1)?.id ?? 0;
  const told = new Map(posts.map((post) => [String(post.id), post]));
  for (const [id, post] of shown()) {
    const now = told.get(id);
    if (now && String(now.version) !== post.dataset.version) post.replaceWith(made(now.html));
    else if (!now && Number(id) > last) post.remove();
  }
}

function tell({ posts, words }) {
  amend(posts);
  const newest = Math.max(began, ...[...shown().keys()].map(Number));
  waiting = posts.filter((post) => post.id > newest);
  button.hidden = !waiting.length;
  button.textContent = words[waiting.length - 1] ?? "";
}

async function ask() {
  if (document.hidden) return true;
  const answer = await fetch(root.dataset.live).catch(() => null);
  if (answer?.status === 404) return false;
  if (!answer?.ok) return true;
  const told = await answer.json();
  tell(told);
  return told.live;
}

// Readers who came together don't ask together for ever.
async function askAgain() {
  await new Promise((done) => setTimeout(done, (SECONDS + Math.random() * 5) * 1000));
  if (await ask()) askAgain();
}

button.addEventListener("click", () => {
  const posts = waiting.map(({ html }) => made(html));
  list.querySelector(":scope > :not([data-post])")?.remove();
  list.prepend(...posts);
  waiting = [];
  button.hidden = true;
  posts[0]?.focus();
});
document.addEventListener("visibilitychange", ask);
askAgain();
