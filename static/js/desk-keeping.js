// Copies of what is typed in a form of the desk, in this browser: whoever comes back after a tab, a
// browser or a machine has died is shown them beside what stands in the form, and chooses.
// Articles have copies of their own, on the server too.
//
// Hooks: [data-sending] in the form with data-person, data-again, data-follows and the words
// data-uncopied, and in it <template data-offer> with [data-at], [data-fields], [data-take],
// [data-drop], and in its <template data-field> with [data-label], [data-there], [data-kept].
// Around fields, data-row with the data-name of what they belong to; at a hidden field that a person
// shall read, data-reads with its words and a title.
import * as copies from "desk/copies";

const LOOK = 500; // How often the form is read, in milliseconds.
const OWN = ["csrfmiddlewaretoken", "_window", "_bring"];

const valuesOf = (fields, wanted) =>
  fields.filter(([name]) => name === wanted).map(([, value]) => value.replaceAll("\r\n", "\n"));

export class Keeping {
  constructor(place, form, say) {
    this.place = place;
    this.form = form;
    this.say = say;
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

  get address() {
    return new URL(this.form.getAttribute("action") || location.href, location.href);
  }

  name() {
    return `form:${this.address.pathname}`;
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
    const { window, clean, place } = this;
    const done = words === clean ? copies.forget(window) : copies.keep(this.copy());
    await done.catch(() => this.say(place.dataset.uncopied));
    this.place.dataset.kept = words;
  }

  // The fields as they are sent, and as a person reads them: another page may not know their words.
  copy() {
    const fields = this.fields();
    const readable = [...new Set(fields.map(([name]) => name))].map((name) => [
      name,
      { label: this.label(name), words: this.readable(name, valuesOf(fields, name)) },
    ]);
    const { window, place } = this;
    const whose = { window, person: place.dataset.person, article: this.name(), at: Date.now() };
    return { ...whose, fields, readable };
  }

  // What was typed here is saved.
  forget() {
    this.done = true;
    return copies.forget(this.window).catch(() => {});
  }

  offer(copy) {
    const differing = this.differing(copy);
    if (!differing.length) return copies.forget(copy.window);
    const offer = this.place.querySelector("[data-offer]").content.cloneNode(true);
    const section = offer.firstElementChild;
    const when = new Date(copy.at);
    section.querySelector("[data-at]").textContent = when.toLocaleString(document.documentElement.lang);
    const drawn = section.querySelector("[data-field]");
    for (const { label, there, kept } of differing) {
      const field = drawn.content.cloneNode(true);
      field.querySelector("[data-label]").textContent = label;
      field.querySelector("[data-there]").textContent = there || "–";
      field.querySelector("[data-kept]").textContent = kept || "–";
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

  // What a person sees of the fields in which the copy isn't what stands here.
  differing(copy) {
    const there = this.fields();
    const readable = new Map(copy.readable);
    return [...new Set([...there, ...copy.fields].map(([name]) => name))]
      .filter((name) => this.isRead(name))
      .map((name) => [name, valuesOf(there, name), valuesOf(copy.fields, name)])
      .filter(([, here, kept]) => here.join("\n") !== kept.join("\n"))
      .map(([name, here, kept]) => ({
        label: readable.get(name)?.label ?? this.label(name),
        there: this.readable(name, here),
        kept: readable.get(name)?.words ?? this.readable(name, kept),
      }));
  }

  control(name) {
    const found = this.form.elements[name];
    return found instanceof RadioNodeList ? found[0] : found;
  }

  // Keys, versions and the like are nothing to read.
  isRead(name) {
    const control = this.control(name);
    return control?.type !== "hidden" || "reads" in control.dataset;
  }

  label(name) {
    const control = this.control(name);
    const label = control?.labels?.[0]?.textContent || control?.getAttribute("aria-label");
    const said = (label || control?.title || name).trim().replace(/:$/, "");
    const row = control?.closest("[data-row]")?.dataset.name;
    return row ? `${row}: ${said}` : said;
  }

  // Options by their names, ticks as such, texts without their marks.
  readable(name, values) {
    const control = this.control(name);
    if (control?.dataset.reads) return control.dataset.reads;
    const options = [...(control?.options ?? [])];
    const said = values.map((value) => {
      const option = options.find((each) => each.value === value);
      if (control?.type === "checkbox" && value === "on") return "✓";
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
    form.action = this.address;
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
