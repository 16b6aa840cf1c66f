// Recommends in place, and remembers a reader's name: both in this browser only.
// Without it, recommending leads back to the comment, and the browser fills in names by itself.
//
// It also keeps the proof of an address that was proven in this browser, and sends it along.
//
// Hooks: [data-proof] with data-email where an address was proven; [data-recommend] on the form of a comment, [data-remember] on the hidden tick box.
// Hears: "replies:form" with a form that came into the page later.

const NAMES = ["name", "email", "site"];
const REMEMBERED = "replies: who I am";
const PROVEN = "replies: proven addresses";
const RECOMMENDED = "replies: recommended today";

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing works as one without this script.
  }
}

// What was recommended on another day can't be taken back, so it isn't shown as pressed.
const today = new Date().toISOString().slice(0, 10);
const given = read(RECOMMENDED).day === today ? read(RECOMMENDED) : { day: today };

async function recommend(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const button = form.querySelector("button");
  const answer = await fetch(form.action, { method: "POST", redirect: "manual" }).catch(() => null);
  if (answer?.type !== "opaqueredirect") return form.submit();
  const isGiven = !given[form.dataset.recommend];
  given[form.dataset.recommend] = isGiven;
  keep(RECOMMENDED, given);
  const number = button.querySelector("b");
  number.textContent = Math.max(0, Number(number.textContent) + (isGiven ? 1 : -1)) || "";
  button.setAttribute("aria-pressed", isGiven);
}

for (const form of document.querySelectorAll("[data-recommend]")) {
  if (given[form.dataset.recommend]) form.querySelector("button").setAttribute("aria-pressed", true);
  form.addEventListener("submit", recommend);
}

function remember(form) {
  const label = form.querySelector("[data-remember]");
  const tick = label.querySelector("input");
  const remembered = read(REMEMBERED);
  label.hidden = false;
  tick.checked = Boolean(remembered.name);
  for (const name of NAMES) form.elements[name].value ||= remembered[name] ?? "";
}

// The form may be another one by then: an answer's, or one that came again.
document.addEventListener("submit", ({ target: form }) => {
  const { proof, email } = form.elements;
  if (proof) proof.value = read(PROVEN)[email.value.trim().toLowerCase()] ?? "";
}, { capture: true });
document.addEventListener("submit", ({ target: form }) => {
  const tick = form.querySelector("[data-remember] input");
  if (!tick) return;
  const facts = NAMES.map((name) => [name, form.elements[name].value]);
  keep(REMEMBERED, tick.checked ? Object.fromEntries(facts) : {});
});
document.addEventListener("replies:form", (event) => remember(event.detail));

for (const label of document.querySelectorAll("[data-remember]")) remember(label.closest("form"));

const proven = document.querySelector("[data-proof]");
if (proven) {
  const { proof, email } = proven.dataset;
  keep(PROVEN, { ...read(PROVEN), [email.toLowerCase()]: proof });
}
