// Quotation marks of the article's own language, in its text, its headline and its standfirst.
import { Extension, InputRule } from "django-prose-editor/editor";

const NARROW = "\u202f";
const ENGLISH = { '"': ["“", "”"], "'": ["‘", "’"] };
const GERMAN = { '"': ["„", "“"], "'": ["‚", "‘"] };
const ANGLES = { '"': ["«", "»"], "'": ["“", "”"] };
const SAME = { '"': ["”", "”"], "'": ["’", "’"] };
const LOW = { '"': ["„", "”"], "'": ["‚", "’"] };
const PAIRS = {
  de: GERMAN, cs: GERMAN, sk: GERMAN, sl: GERMAN, bg: GERMAN, lt: GERMAN, et: GERMAN, is: GERMAN,
  fr: { '"': [`«${NARROW}`, `${NARROW}»`], "'": ["‘", "’"] },
  ar: ANGLES, fa: ANGLES, es: ANGLES, it: ANGLES, pt: ANGLES, el: ANGLES, ru: ANGLES, uk: ANGLES,
  nb: ANGLES, nn: ANGLES, ca: ANGLES,
  sv: SAME, fi: SAME,
  pl: LOW, hu: LOW, ro: LOW, hr: LOW, sr: LOW, nl: ENGLISH,
};

// The pairs of the language that the form says at this moment.
function quotesOf(language = document.getElementById("id_language")?.value ?? document.documentElement.lang) {
  return PAIRS[language.slice(0, 2)] ?? ENGLISH;
}

// Whether a mark after these words opens a quote. An apostrophe stands after a letter, so it closes.
function openingFor(before) {
  return /(^|[\s([{«„“‚‘—–-])$/u.test(before);
}

function inField(event) {
  const field = event.target;
  const pair = event.inputType === "insertText" && quotesOf()[event.data];
  if (!pair || !(field instanceof HTMLTextAreaElement) || !field.matches("[data-quotes]")) return;
  event.preventDefault();
  const mark = pair[openingFor(field.value.slice(0, field.selectionStart)) ? 0 : 1];
  // The one way that undo takes back.
  document.execCommand("insertText", false, mark);
}

document.addEventListener("beforeinput", inField);

// Backspace, right after, gives the straight mark back.
function quoteRule(sign) {
  return new InputRule({
    find: new RegExp(`${sign}$`),
    handler({ state, range, match }) {
      // The words that the rule has looked at: the document lags behind quick fingers.
      const before = match.input.slice(0, match.index);
      state.tr.insertText(quotesOf()[sign][openingFor(before) ? 0 : 1], range.from, range.to);
    },
  });
}

export const SmartQuotes = Extension.create({
  name: "smartQuotes",
  addInputRules: () => [quoteRule('"'), quoteRule("'")],
});
