// Copies of what is typed in a form of the desk, in this browser: whoever comes back after a tab, a
// browser or a machine has died is shown them beside what stands in the form, and chooses.
// Articles have copies of their own, on the server too.
//
// Hooks: [data-sending] in the form with data-person, data-again and data-follows, and in it
// <template data-offer> with [data-at], [data-fields], [data-take], [data-drop], and in its
// <template data-field> with [data-label], [data-there], [data-kept].
import * as copies from "desk/copies";

const LOOK = 500; // How often the form is read, in milliseconds.
const OWN = ["csrfmiddlewaretoken", "_window", "_bring"];

export class Keeping {
  constructor(place, form) {
    this.place = place;
    this.form = form;
    this.window = crypto.randomUUID();
    this.again = place.dataset.again === "yes"; // It came back with words that aren't saved.
    this.clean = this.kept = this.again ? "" : this.read();
    this.add(form, "_window", this.window);
    // Widgets write into their fields while they start; what a person types comes after this.
    for (const touch of ["pointerdown", "keydown", "beforeinput", "paste", "drop"]) {
      form.addEventListener(touch, () => this.touch(), { capture: true });
    }
    // A secret is kept nowhere.
    if (!form.querySelector("[type=password]")) this.begin();
  }

  async begin() {
    copies.live(this.window);
    if (this.again) await this.look();
    if (this.place.dataset.follows) await copies.forget(this.place.dataset.follows);
    addEventListener("pagehide", () => this.look());
    addEventListener("visibilitychange", () => this.look());
    setInterval(() => this.look(), LOOK);
    for (const copy of await copies.left(this.place.dataset.person, this.name())) this.offer(copy);
    this.place.dataset.keeping = "yes";
  }

  touch() {
    if (!this.touched && !this.again) this.clean = this.kept = this.read();
    this.touched = true;
  }

  // Whether anything here would be lost.
  get typed() {
    return (this.touched || this.again) && this.read() !== this.clean;
  }

  name() {
    return `form:${location.pathname}`;
  }

  // A file can't be kept; it is still where it was chosen.
  fields() {
    const all = [...new FormData(this.form)];
    return all.filter(([name, value]) => typeof value === "string" && !OWN.includes(name));
  }

  read() {
    return new URLSearchParams(this.fields()).toString();
  }

  async look() {
    if (this.done || !(this.touched || this.again)) return;
    const words = this.read();
    if (words === this.kept) return;
    this.kept = words;
    if (words === this.clean) await copies.forget(this.window);
    else {
      const { window, place } = this;
      const copy = { window, person: place.dataset.person, article: this.name(), at: Date.now() };
      await copies.keep({ ...copy, fields: this.fields() });
    }
    this.place.dataset.kept = words;
  }

  // What was typed here is saved.
  forget() {
    this.done = true;
    return copies.forget(this.window);
  }

  offer(copy) {
    const differing = this.differing(copy);
    if (!differing.length) return copies.forget(copy.window);
    const offer = this.place.querySelector("[data-offer]").content.cloneNode(true);
    const section = offer.firstElementChild;
    const when = new Date(copy.at);
    section.querySelector("[data-at]").textContent = when.toLocaleString(document.documentElement.lang);
    const drawn = section.querySelector("[data-field]");
    for (const [name, there, kept] of differing) {
      const field = drawn.content.cloneNode(true);
      field.querySelector("[data-label]").textContent = this.label(name);
      field.querySelector("[data-there]").textContent = this.readable(name, there) || "–";
      field.querySelector("[data-kept]").textContent = this.readable(name, kept) || "–";
      section.querySelector("[data-fields]").append(field);
    }
    section.querySelector("[data-take]").addEventListener("click", () => this.take(copy));
    section.querySelector("[data-drop]").addEventListener("click", async () => {
      await copies.forget(copy.window);
      section.remove();
    });
    this.place.before(section);
    return undefined;
  }

  // The fields that a person sees, with what stands in them and what the copy has: three each.
  differing(copy) {
    const values = (fields, wanted) =>
      fields.filter(([name]) => name === wanted).map(([, value]) => value.replaceAll("\r\n", "\n"));
    const there = this.fields();
    const names = new Set([...there, ...copy.fields].map(([name]) => name));
    return [...names]
      .filter((name) => !name.startsWith("initial-") && !/-(TOTAL|INITIAL)_FORMS$/.test(name))
      .map((name) => [name, values(there, name), values(copy.fields, name)])
      .filter(([, here, kept]) => here.join("\n") !== kept.join("\n"));
  }

  control(name) {
    const found = this.form.elements[name];
    return found instanceof RadioNodeList ? found[0] : found;
  }

  label(name) {
    const control = this.control(name);
    const label = control?.labels?.[0]?.textContent || control?.getAttribute("aria-label");
    return (label || name).trim().replace(/:$/, "");
  }

  // Options by their names, texts without their marks.
  readable(name, values) {
    const options = [...(this.control(name)?.options ?? [])];
    const said = values.map((value) => {
      const option = options.find((each) => each.value === value);
      if (option || !value.startsWith("<")) return option?.text ?? value;
      const text = new DOMParser().parseFromString(value.replaceAll("</p>", "</p>\n"), "text/html");
      return text.body.textContent.trim();
    });
    return said.join(", ");
  }

  // The newspaper shows the form with these words, merged with what others saved since.
  take(copy) {
    this.leaving = true;
    const form = Object.assign(document.createElement("form"), { method: "post" });
    form.action = location.href;
    for (const [name, value] of copy.fields) this.add(form, name, value);
    this.add(form, "csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    this.add(form, "_window", copy.window);
    this.add(form, "_bring", "yes");
    document.body.append(form);
    form.submit();
  }

  add(form, name, value) {
    const input = document.createElement("input");
    form.append(Object.assign(input, { type: "hidden", name, value }));
  }
}
