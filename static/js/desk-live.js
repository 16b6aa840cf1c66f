// A post on a telephone: no word of it is lost. It is sent without leaving the page before there is
// an answer, so that a lost network or an ended login takes nothing away; and at every pause a copy
// goes into this browser, which is offered when the page is opened again. Without this script the
// browser sends the form, and offers to send it again.
//
// Hooks: [data-left] with the place, the person and the window whose words need no copy any more;
// form[data-live-form] with its sentences, data-unsent if it came back, [data-said] in it.
import * as copies from "desk/copies";

const LOOK = 500; // Milliseconds.
const WHEN = { dateStyle: "medium", timeStyle: "short" };
const left = document.querySelector("[data-left]");
const { place, person, taken } = left.dataset;

class Typing {
  window = crypto.randomUUID();

  constructor(form) {
    this.form = form;
    this.said = form.querySelector("[data-said]");
    this.button = form.querySelector("[type=submit]");
    this.clean = "unsent" in form.dataset ? "" : this.read();
    this.kept = this.clean;
    copies.live(this.window);
    form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("pagehide", () => this.look());
    document.addEventListener("visibilitychange", () => this.look());
    setInterval(() => this.look(), LOOK);
  }

  fields() {
    return [...new FormData(this.form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  }

  read() {
    return new URLSearchParams(this.fields()).toString();
  }

  // Keeps a copy of what is typed, or drops it when everything was taken out again.
  async look() {
    const words = this.read();
    if (this.leaving || words === this.kept) return;
    this.kept = words;
    const copy = { window: this.window, person, article: place, at: Date.now() };
    copy.fields = this.fields();
    await (words === this.clean ? copies.forget(this.window) : copies.keep(copy)).catch(() => {
      this.said.textContent = this.form.dataset.uncopied;
    });
  }

  async submit(event) {
    event.preventDefault();
    this.button.disabled = true;
    const body = new FormData(this.form);
    const answer = await fetch(this.form.action, { method: "POST", body }).catch(() => null);
    this.button.disabled = false;
    const { away, login } = this.form.dataset;
    if (!answer || answer.status >= 500) this.said.textContent = away;
    else if (answer.status === 401) this.said.textContent = login;
    else this.leave(answer);
  }

  async leave(answer) {
    if (answer.ok) {
      this.leaving = true;
      await copies.forget(this.window).catch(() => {});
      location.assign(answer.url);
    } else {
      // Refused: the page with its errors is the server's, and keeps a copy of its own.
      await this.look();
      this.form.append(hidden("window", this.window));
      this.leaving = true;
      this.form.submit();
    }
  }
}

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

function wordsOf({ fields }) {
  const said = ["headline", "body"].map((name) => new Map(fields).get(name) ?? "");
  return new DOMParser().parseFromString(said.join(" "), "text/html").body.textContent;
}

function offer(copy) {
  const form = left.querySelector("template").content.firstElementChild.cloneNode(true);
  const time = form.querySelector("time");
  time.dateTime = new Date(copy.at).toISOString();
  time.textContent = new Date(copy.at).toLocaleString(document.documentElement.lang, WHEN);
  form.querySelector("[data-words]").textContent = wordsOf(copy);
  form.append(...copy.fields.map(([name, value]) => hidden(name, value)));
  form.append(hidden("window", copy.window));
  form.querySelector("[data-throw]").addEventListener("click", async () => {
    await copies.forget(copy.window);
    form.remove();
    left.hidden = !left.querySelector("form");
  });
  left.append(form);
  left.hidden = false;
}

const form = document.querySelector("[data-live-form]");
const typing = form && new Typing(form);
await typing?.look();
if (taken) await copies.forget(taken);
for (const copy of await copies.left(person, place)) offer(copy);
