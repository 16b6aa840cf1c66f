// The form of an article while somebody writes: no word is lost. A copy goes into this browser at
// every pause, and to the server every few seconds; both come back when the form is opened again.
import * as copies from "desk/copies";
import { Server } from "desk/server";

const LOOK = 250; // How often the form is read, in milliseconds: two equal looks are a pause.
const KEEP = 1000; // Whoever writes without a pause has a copy once a second.
const SEND = 2000;
const BEAT = 4000; // Who else is here is asked for as often.

class Writing {
  constructor(bar, form) {
    this.bar = bar;
    this.form = form;
    this.said = bar.dataset;
    // A form that came back without a script has no name yet.
    this.window = form.elements.window.value ||= crypto.randomUUID();
    this.server = new Server(this.said.writing, this.said.person, form);
    this.clean = this.said.again === "yes" ? "" : this.read();
    this.seen = this.kept = this.sent = this.clean;
    this.here = "took";
  }

  async begin() {
    this.bar.hidden = false;
    copies.live(this.window);
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.bar.addEventListener("click", (event) => this.click(event));
    new BroadcastChannel("desk").addEventListener("message", () => this.beat());
    addEventListener("online", () => this.beat());
    addEventListener("pagehide", () => this.leave());
    addEventListener("visibilitychange", () => this.look(true));
    this.beating = setInterval(() => this.beat(), BEAT);
    this.looking = setInterval(() => this.look(), LOOK);
    await this.beat();
    await this.bring();
    this.said.brought = "yes";
  }

  // What is typed, as one string: whatever widget it is in, and whether it tells of its changes.
  read() {
    const words = new FormData(this.form);
    for (const name of ["csrfmiddlewaretoken", "window", "follows", "key", "base", "slug_was"]) {
      words.delete(name);
    }
    return new URLSearchParams(words).toString();
  }

  body() {
    const body = new FormData(this.form);
    body.set("number", Date.now());
    return body;
  }

  // Looks at the form; after a pause, or a while without one, a copy goes into this browser.
  look(now = false) {
    if (this.leaving) return;
    const words = this.read();
    const pause = words === this.seen;
    this.seen = words;
    if (words === this.kept && words === this.sent) return;
    if (words !== this.kept && (now || pause || Date.now() - this.keptAt > KEEP)) this.keep(words);
    if (words !== this.sent && (now || Date.now() - this.sentAt > SEND)) this.beat();
  }

  keptAt = 0;
  sentAt = 0;

  keep(words) {
    this.kept = words;
    this.keptAt = Date.now();
    const { said, window, form } = this;
    const copy = { window, person: said.person, article: said.article, at: Date.now() };
    copy.writing = said.writing;
    copy.fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    return copies.keep(copy).then(
      () => (this.here = "took"),
      () => (this.here = "failed"),
    );
  }

  // Says that this window is open, and sends what was typed since; one at a time.
  beat() {
    if (this.leaving) return undefined;
    this.saying ??= this.say().finally(() => (this.saying = undefined));
    return this.saying;
  }

  async say() {
    this.sentAt = Date.now();
    const words = this.read();
    const body = words === this.sent ? this.name() : this.body();
    const answer = await this.server.say("", body);
    if (answer.kind === "took" && !answer.elsewhere) this.sent = words;
    if (!this.leaving) this.show(answer);
  }

  // This window, without its words.
  name() {
    const body = new FormData();
    body.set("window", this.window);
    return body;
  }

  show(answer) {
    const { said } = this;
    const state = this.bar.querySelector("[data-state]");
    const unsent = this.read() !== this.sent;
    if (answer.kept) state.textContent = answer.kept;
    else if (unsent) state.textContent = this.here === "took" ? said.saidHere : said.saidNowhere;
    state.dataset.where = unsent ? this.here : "server";
    const wrong = { away: said.saidAway, login: said.saidLogin, other: said.saidOther };
    const news = wrong[answer.kind] ?? answer.refused ?? answer.elsewhere ?? "";
    this.tell(news || (this.wrong ? said.saidBack : undefined));
    this.wrong = Boolean(news);
    // Whoever writes instead of choosing has chosen: the question goes, the words are a version.
    if (answer.aside) {
      document.querySelector("[data-unsaved]").replaceChildren();
      this.tell(answer.aside);
    }
    this.bar.querySelector("[data-login]").hidden = !["login", "other"].includes(answer.kind);
    if (answer.company !== undefined) this.meet(answer);
  }

  tell(news) {
    const place = this.bar.querySelector("[data-news]");
    if (news !== undefined && place.textContent !== news) place.textContent = news;
  }

  meet({ company, taken }) {
    const place = this.bar.querySelector("[data-company]");
    if (this.company !== company) place.innerHTML = this.company = company;
    // Whoever was taken over reads on; what they typed is their draft.
    for (const part of this.form.querySelectorAll("fieldset.module, .submit-row")) part.inert = taken;
    this.form.classList.toggle("taken", taken);
  }

  async click(event) {
    const button = event.target.closest("button");
    if (button?.dataset.window) {
      open(button.dataset.window, "login", "popup,width=520,height=680");
    } else if (button?.dataset.deed) {
      button.disabled = true;
      this.show(await this.server.say(button.dataset.deed, this.name()));
    }
  }

  // Saves without leaving the page before the newspaper answered: no form is sent into the void.
  async submit(event) {
    const button = event.submitter;
    if (button?.hasAttribute("formaction")) return;
    event.preventDefault();
    if (this.leaving) return;
    this.leaving = true;
    this.tell(this.said.saidSaving);
    // A draft that arrives after the save would come back as unsaved words.
    await Promise.all([this.keep(this.read()), this.saying]);
    const answer = await this.server.save(button);
    if (answer.kind === "took") {
      await copies.forget(this.window);
      location.assign(answer.go);
    } else if (answer.status === 422) {
      this.again(button);
    } else {
      this.leaving = false;
      this.show(answer);
      if (answer.kind === "away") this.tell(this.said.saidUnsent);
      if (answer.kind === "refused") this.tell(answer.refused ?? this.said.saidRefused);
      this.wrong = true;
    }
  }

  // What was refused is sent as a browser sends it: the form comes back and says why.
  again(button) {
    if (button) {
      const pressed = Object.assign(document.createElement("input"), { type: "hidden" });
      pressed.name = button.name;
      pressed.value = button.value;
      this.form.append(pressed);
    }
    this.form.submit();
  }

  leave() {
    if (this.said.article !== "new") {
      this.server.say("leave", this.name(), { keepalive: true });
    }
    const words = this.read();
    if (!this.leaving && words !== this.sent) this.keep(words);
  }

  // What a window left behind that is gone now goes to the server, which shows both texts.
  async bring() {
    for (const copy of await copies.left(this.said.person, this.said.article)) {
      const body = new FormData();
      for (const [name, value] of copy.fields) body.append(name, value);
      body.set("number", copy.at);
      body.set("ago", Date.now() - copy.at);
      const server = new Server(copy.writing, this.said.person, this.form);
      const answer = await server.say("bring", body);
      if (answer.kind !== "took") return;
      await copies.forget(copy.window);
      document.querySelector("[data-unsaved]").innerHTML = answer.panel;
    }
  }
}

const bar = document.querySelector("[data-writing]");
if (bar) new Writing(bar, bar.closest("form")).begin();
