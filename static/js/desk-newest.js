// The posts of colleagues at the desk come, change and go by themselves. Without it, reloading the
// page shows them.
//
// They stand below the form, so nothing that is typed moves; and what somebody is at, a post with
// the focus or with an open question, stays as it is until they leave it.
//
// Hooks: [data-newest] with the address to ask, posts with data-post and data-version in it;
// [data-news], in which it is said. The words come with the answer.

const SECONDS = 20;
const MANY = 20; // So many posts the answer has.
const list = document.querySelector("[data-newest]");
const news = document.querySelector("[data-news]");

const shown = () => [...list.querySelectorAll("[data-post]")];
const numberOf = (post) => Number(post.dataset.post);

function made(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

function isBusy(post) {
  return post.contains(document.activeElement) || post.querySelector("details[open]") !== null;
}

// Whoever reads further down goes on reading there, also where the browser doesn't see to it.
function withoutMoving(act) {
  const mark = shown().find((post) => post.getBoundingClientRect().bottom > 0);
  const before = mark?.getBoundingClientRect().top ?? 0;
  act();
  if (mark?.isConnected && before < 0) scrollBy(0, mark.getBoundingClientRect().top - before);
}

// Returns how many came, and whether anything changed or went.
function amend(posts) {
  const here = new Map(shown().map((post) => [numberOf(post), post]));
  const newest = Math.max(0, ...here.keys());
  let came = 0;
  let changed = false;
  for (const { id, version, html } of posts) {
    const post = here.get(id);
    if (!post) {
      const below = shown().find((other) => numberOf(other) < id);
      list.insertBefore(made(html), below ?? null);
      if (id > newest) came += 1;
      else changed = true;
    } else if (post.dataset.version !== String(version) && !isBusy(post)) {
      post.replaceWith(made(html));
      changed = true;
    }
  }
  const told = new Set(posts.map(({ id }) => id));
  const last = posts.length < MANY ? 0 : posts.at(-1).id;
  for (const [id, post] of here) {
    if (id > last && !told.has(id) && !isBusy(post)) {
      post.remove();
      changed = true;
    }
  }
  return { came, changed };
}

function tell({ posts, words, otherwise }) {
  withoutMoving(() => {
    if (posts.length) list.querySelector(":scope > :not([data-post])")?.remove();
    const { came, changed } = amend(posts);
    if (came || changed) news.textContent = came ? words[came - 1] : otherwise;
  });
}

// Returns whether to ask again: not where the coverage or the login has ended.
async function ask() {
  if (document.hidden) return true;
  const names = shown().slice(0, MANY);
  const said = names.map(({ dataset }) => `${dataset.post}.${dataset.version}`).join(" ");
  const address = `${list.dataset.newest}?${new URLSearchParams({ shown: said })}`;
  const answer = await fetch(address, { redirect: "manual" }).catch(() => null);
  if (!answer || answer.status === 204 || answer.status >= 500) return true;
  if (!answer.ok) return false;
  const told = await answer.json();
  tell(told);
  return told.live;
}

// Colleagues who came together don't ask together for ever.
async function askAgain() {
  await new Promise((done) => setTimeout(done, (SECONDS + Math.random() * 5) * 1000));
  if (await ask()) askAgain();
}

if (list) {
  document.addEventListener("visibilitychange", ask);
  askAgain();
}
