// What this window says to the newspaper, and how it was answered: `took`, `away` (no network, no
// server, no database), `login` (the login has ended), `other` (another person is logged in now) or
// `refused` with a sentence.
export class Server {
  constructor(address, person, form) {
    this.address = address;
    this.person = person;
    this.form = form;
  }

  async say(deed, body, options = {}) {
    const ask = () => {
      body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
      const address = deed ? `${this.address}${deed}/` : this.address;
      return this.#read(() =>
        fetch(address, { method: "POST", body, redirect: "manual", ...options }),
      );
    };
    return this.#withToken(ask);
  }

  // Whoever logged in anew has a new token: it is fetched, and the same is said again.
  async #withToken(ask) {
    const answer = await ask();
    if (answer.status !== 403 || answer.refused) return answer;
    const fresh = await this.renew();
    return fresh.kind === "took" ? ask() : fresh;
  }

  // Takes the token of the present login into the form, if it is the same person's.
  async renew() {
    const { who } = this.form.querySelector("[data-who]").dataset;
    const answer = await this.#read(() => fetch(who, { redirect: "manual" }));
    if (answer.kind !== "took") return answer;
    if (String(answer.person) !== this.person) return { kind: "other" };
    this.form.elements.csrfmiddlewaretoken.value = answer.token;
    return answer;
  }

  // Sends the form as its button would, but stays on this page until there is an answer.
  async save(button) {
    const address = this.form.getAttribute("action") || location.href;
    return this.#withToken(() =>
      this.#read(() =>
        fetch(address, {
          method: "POST",
          body: new FormData(this.form, button),
          headers: { Accept: "application/json" },
          redirect: "manual",
        }),
      ),
    );
  }

  async #read(send) {
    let response;
    try {
      response = await send();
    } catch {
      return { kind: "away" };
    }
    const { status } = response;
    if (status >= 500) return { kind: "away", status };
    if (status === 401 || response.type === "opaqueredirect") return { kind: "login", status };
    const facts = await response.json().catch(() => ({}));
    return { kind: response.ok ? "took" : "refused", status, ...facts };
  }
}
