// Sends a form of the desk and stays on its page until there is an answer, so that a lost network,
// a server that is down or an ended login takes no word away; and asks before typed words are left.
// Articles have a script of their own. Without it the browser sends the form.
//
// Hooks: [data-sending] in the form, with the words data-away, data-ended and data-other, and in it
// [data-said] and [data-login] around a button with data-window.
import { Keeping } from "desk/keeping";
import { Server } from "desk/server";

class Sending {
  constructor(place) {
    this.place = place;
    this.form = place.closest("form");
    this.keeping = new Keeping(place, this.form, (words) => this.say(words));
    this.server = new Server("", place.dataset.person, this.form);
    this.form.addEventListener("submit", (event) => this.submit(event));
    place.addEventListener("click", ({ target }) => {
      if (target.dataset.window) open(target.dataset.window, "login", "popup,width=520,height=680");
    });
    new BroadcastChannel("desk").addEventListener("message", () => this.renew());
    addEventListener("beforeunload", (event) => {
      if (!this.leaving && !this.keeping.leaving && this.keeping.typed) event.preventDefault();
    });
  }

  say(words, withLogin = false) {
    this.place.hidden = !words;
    this.place.querySelector("[data-said]").textContent = words;
    this.place.querySelector("[data-login]").hidden = !withLogin;
  }

  // Says what keeps the words from going on; whether nothing does.
  hear({ kind }) {
    const { away, ended, other } = this.place.dataset;
    const wrong = { away, login: ended, other }[kind];
    this.say(wrong ?? "", ["login", "other"].includes(kind));
    return !wrong;
  }

  async renew() {
    this.hear(await this.server.renew());
  }

  async submit(event) {
    const button = event.submitter;
    if (button?.hasAttribute("formaction")) {
      this.leaving ||= !button.formTarget;
      return;
    }
    event.preventDefault();
    if (this.sending) return;
    this.sending = true;
    const answer = await this.server.save(button);
    this.sending = false;
    if (!this.hear(answer)) return;
    if (answer.kind === "refused") await this.again(button);
    else await this.go(answer.go);
  }

  async go(address) {
    this.leaving = true;
    await this.keeping.forget();
    const next = new URL(address, location.href);
    const isHere = next.pathname + next.search === location.pathname + location.search;
    // Towards a place in the same page a browser only scrolls; and reloading one that came by a
    // refused form would send that form again.
    if (next.hash && isHere) history.replaceState(null, "", next.search ? next.pathname : "?");
    location.assign(next);
  }

  // What was refused is sent as a browser sends it: the page with its errors is the server's.
  async again(button) {
    this.leaving = true;
    await this.keeping.look();
    if (button?.name) {
      const pressed = Object.assign(document.createElement("input"), { type: "hidden" });
      this.form.append(Object.assign(pressed, { name: button.name, value: button.value }));
    }
    this.form.submit();
  }
}

for (const place of document.querySelectorAll("[data-sending]")) new Sending(place);
