// Sends replies in place, and opens the form for an answer below the comment that it answers.
// Without it, a form leads to the writer's own page, and "Reply" to a page with the form.
//
// What is shown is what the server answers: its fields with their errors, its sentences. Addresses
// of the writer's own pages are remembered in this browser, as long as a reply can be changed.
//
// Hooks: form[data-post] with the words data-failed and data-mine, [data-close] in it;
// a[data-answer] below a comment; [data-own] on a writer's own page, with data-until.
// Tells: "replies:form" on document, with a form that came into the page.

const MINE = "replies: mine";
const begun = new WeakMap();

function mine() {
  try {
    return JSON.parse(localStorage.getItem(MINE)) ?? {};
  } catch {
    return {};
  }
}

function keep(replies) {
  try {
    localStorage.setItem(MINE, JSON.stringify(replies));
  } catch {
    // A browser that keeps nothing works as one without this script.
  }
}

async function page(answer) {
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function focus(element) {
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus();
}

// Two forms on one page need different ids.
function rename(root, start) {
  for (const name of ["id", "for", "aria-describedby"]) {
    for (const each of root.querySelectorAll(`[${name}]`)) {
      each.setAttribute(name, each.getAttribute(name).replaceAll("reply-", start));
    }
  }
}

function complain(form, alert) {
  form.parentElement.querySelector(":scope > [role=alert]")?.remove();
  if (alert) form.before(alert);
  return alert;
}

function fail(form) {
  const alert = document.createElement("p");
  alert.className = "notice notice--error";
  alert.setAttribute("role", "alert");
  alert.textContent = form.dataset.failed;
  focus(complain(form, alert));
}

// The same form, as the server gives it back: with all words, and with what is wrong.
function correct(form, again, alert) {
  form.action = again.action;
  form.replaceChildren(...again.childNodes);
  rename(form, form.dataset.ids ?? "reply-");
  prepare(form);
  complain(form, alert);
  focus(form.querySelector("[aria-invalid=true]") ?? alert ?? form.elements.text);
}

function ownLink(form, address) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = form.dataset.mine;
  return link;
}

function show(form, own, state, address) {
  const until = own.dataset.until;
  if (until) keep({ ...mine(), [own.dataset.own]: { address, until } });
  const box = document.createElement("div");
  const list = document.createElement("ol");
  list.append(own);
  state.append(" ", ownLink(form, address));
  box.append(state, list);
  const answering = form.closest("[data-answering]");
  if (answering) {
    answering.replaceWith(box);
  } else {
    complain(form, null);
    form.elements.text.value = "";
    begun.delete(form);
    form.before(box);
  }
  focus(state);
}

async function send(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const button = form.querySelector("[type=submit]");
  const body = new URLSearchParams(new FormData(form));
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const told = await page(answer);
    const own = told.querySelector("[data-own]");
    const again = told.querySelector("form[data-post]");
    if (own) show(form, own, told.querySelector("[role=status]"), answer.url);
    else if (again) correct(form, again, told.querySelector("main [role=alert]"));
    else fail(form);
  } catch {
    fail(form);
  }
  button.disabled = false;
}

function prepare(form) {
  const close = form.querySelector("[data-close]");
  const answering = form.closest("[data-answering]");
  close.hidden = !answering;
  close.addEventListener("click", () => {
    const link = answering.previousElementSibling.querySelector("[data-answer]");
    answering.remove();
    link.focus();
  });
  document.dispatchEvent(new CustomEvent("replies:form", { detail: form }));
}

async function answer(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const link = event.currentTarget;
  const place = link.closest(".reply__do");
  const open = place.parentElement.querySelector(":scope > [data-answering]");
  if (open) return open.querySelector("textarea").focus();
  const told = await fetch(link.href).then(page).catch(() => null);
  const form = told?.querySelector("form[data-post]");
  if (!form) return location.assign(link.href);
  const box = document.createElement("div");
  box.className = "reply-form";
  box.dataset.answering = link.dataset.answer;
  form.dataset.ids = `answer-${link.dataset.answer}-`;
  rename(form, form.dataset.ids);
  form.querySelector("[autofocus]")?.removeAttribute("autofocus");
  box.append(form);
  place.after(box);
  form.addEventListener("submit", send);
  prepare(form);
  form.elements.text.focus();
}

function rememberMine(form) {
  const still = Object.entries(mine()).filter(([, reply]) => Date.parse(reply.until) > Date.now());
  keep(Object.fromEntries(still));
  for (const [pk, reply] of still) {
    const place = document.getElementById(`c${pk}`)?.querySelector(".reply__do");
    place?.append(ownLink(form, reply.address));
  }
}

// How long words are in a form: a program needs no time, and it sends no word of it either.
document.addEventListener("input", ({ target }) => {
  if (target.form?.elements.took && !begun.has(target.form)) begun.set(target.form, Date.now());
});
document.addEventListener("submit", ({ target: form }) => {
  if (!form.elements.took || !begun.has(form)) return;
  form.elements.took.value = Math.round((Date.now() - begun.get(form)) / 1000);
}, { capture: true });

const forms = document.querySelectorAll("form[data-post]");
for (const form of forms) {
  form.addEventListener("submit", send);
}
for (const link of document.querySelectorAll("a[data-answer]")) {
  link.addEventListener("click", answer);
}
if (forms.length) rememberMine(forms[0]);
