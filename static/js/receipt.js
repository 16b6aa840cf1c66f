// The publishing receipt on an article's form: asks for its part of the page until it is settled.
// Without this script the next opening of the form shows it.
const EVERY_MS = 400;
const AT_MOST = 150;

async function follow(part, times) {
  if (!("waiting" in part.dataset) || times > AT_MOST) return;
  await new Promise((done) => setTimeout(done, EVERY_MS));
  const answer = await fetch(part.dataset.receipt, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return follow(part, times + 1);
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = document.importNode(made.querySelector("[data-receipt]"), true);
  fresh.querySelector("details").open = part.querySelector("details").open;
  part.replaceWith(fresh);
  return follow(fresh, times + 1);
}

for (const part of document.querySelectorAll("[data-receipt]")) follow(part, 0);
