// The window in which a picture is chosen from the library, or put into it. All its words come from
// `templates/admin/images/image/choose.html`; what was typed stays until a picture is there.

const ADDRESS = "/desk/images/image/choose/";
const TOKEN = "csrfmiddlewaretoken";

function part(html) {
  return new DOMParser().parseFromString(html, "text/html").querySelector(".choosing");
}

// Sends a form and tells how much is sent: fetch can't.
function send(body, told) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", ADDRESS);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) told(event.loaded / event.total);
    });
    request.addEventListener("loadend", () => done(request));
    request.send(body);
  });
}

class Choosing {
  constructor(dialog, done) {
    this.dialog = dialog;
    this.done = done;
    dialog.addEventListener("close", () => this.end(null));
    dialog.addEventListener("click", (event) => this.click(event));
    dialog.addEventListener("submit", (event) => this.submit(event));
    dialog.addEventListener("change", ({ target }) => {
      if (target.type === "file") this.take(target.files[0]);
    });
  }

  get(selector) {
    return this.dialog.querySelector(selector);
  }

  end(picture) {
    if (this.glance) URL.revokeObjectURL(this.glance);
    this.dialog.remove();
    this.done(picture);
  }

  click({ target }) {
    const button = target.closest("button");
    if (!button) return;
    if ("close" in button.dataset) this.dialog.close();
    const { picture: id, name } = button.dataset;
    if (id) this.end({ id, name });
  }

  submit(event) {
    event.preventDefault();
    if (event.target.matches("[data-search]")) this.search(new FormData(event.target));
    else this.put(event.target);
  }

  async search(words) {
    const answer = await fetch(`${ADDRESS}?${new URLSearchParams(words)}`).catch(() => null);
    if (answer?.ok) this.get("[data-found]").replaceWith(part(await answer.text()).querySelector("[data-found]"));
    else this.get("[data-found] [role=status]").textContent = this.words(answer ? "login" : "away");
  }

  words(name) {
    return this.get(`[data-say="${name}"]`).content.textContent.trim();
  }

  say(words) {
    const refused = this.get("[data-refused]");
    refused.textContent = words;
    refused.hidden = !words;
  }

  // Shows a file that was dropped, pasted or picked; says at once if it can't be one.
  take(file) {
    this.file = file;
    this.get("[data-put]").open = true;
    const { limit, types } = this.get(".choosing").dataset;
    const known = file && types.split(" ").includes(file.type);
    if (file && !known) this.say(this.words("no picture"));
    else if (file && file.size > limit * 1024 * 1024) this.say(this.words("heavy"));
    else this.say("");
    this.#show(known ? file : null);
  }

  #show(file) {
    if (this.glance) URL.revokeObjectURL(this.glance);
    this.glance = file && URL.createObjectURL(file);
    const glance = this.get("[data-glance]");
    glance.hidden = !file;
    if (file) glance.src = this.glance;
  }

  async put(form) {
    const button = form.querySelector("[type=submit]");
    const progress = form.querySelector("[data-progress]");
    const body = new FormData(form);
    if (this.file) body.set("file", this.file);
    this.say("");
    button.disabled = true;
    progress.hidden = false;
    if (this.stale) body.set(TOKEN, await this.#freshToken());
    const request = await send(body, (share) => {
      progress.firstElementChild.value = share;
    });
    button.disabled = false;
    progress.hidden = true;
    this.#answered(request, form);
  }

  // Whoever logged in anew has a new token.
  async #freshToken() {
    const answer = await fetch(ADDRESS).catch(() => null);
    const fresh = answer?.ok && part(await answer.text())?.querySelector(`[name=${TOKEN}]`);
    return fresh ? fresh.value : "";
  }

  #answered({ status, responseText }, form) {
    this.stale = status === 401 || status === 403;
    if (status === 201) {
      this.end(JSON.parse(responseText));
    } else if (status === 422) {
      const fresh = part(responseText).querySelector("[data-put-form]");
      form.replaceWith(fresh);
      this.#show(this.file);
      // What the file itself is refused for stays at its field; its name is the browser's to show.
      (fresh.querySelector("[aria-invalid=true]") ?? fresh.querySelector("input")).focus();
    } else if (status === 413) this.say(this.words("heavy"));
    else this.say(this.words(this.stale ? "login" : "away"));
  }
}

// Asks for a picture, and gives its `id` and `name`; null if the window was closed. A `file` that
// somebody dropped or pasted is what the window begins with.
export async function choosePicture(file = null) {
  const answer = await fetch(ADDRESS);
  if (!answer.ok) return null;
  const dialog = document.createElement("dialog");
  dialog.className = "choosing-window";
  dialog.setAttribute("aria-labelledby", "choosing-title");
  dialog.append(part(await answer.text()));
  document.body.append(dialog);
  return new Promise((done) => {
    const choosing = new Choosing(dialog, done);
    dialog.showModal();
    if (file) {
      choosing.take(file);
      dialog.querySelector("[name=alt]").focus();
    }
  });
}
