// Quotation marks of the article's own language, in its text and in the fields beside it.
import { Extension, InputRule } from "django-prose-editor/editor";

const NARROW = "\u202f";
const APOSTROPHE = "’";
const ENGLISH = "“”‘’";
// The marks around a quote, and around a quote within it.
const MARKS = {
  "„“‚‘": "bg cs de et is ka lb lt mk sk sl",
  "«»“”": "ar ca el es fa gl hy it pt sq",
  "«»„“": "be ru uk",
  "«»‘’": "fr nb nn no",
  "””’’": "fi he sv",
  "„”‚’": "bs hr hu pl ro sr",
  "»«›‹": "da",
  "「」『』": "ja",
};
// No spaces stand between their words, so only what is open says which mark comes next.
const UNSPACED = /^(ja|km|my|th)/;

// The language that the form says at this moment.
function languageOf() {
  const said = document.querySelector("[data-language]")?.dataset.language;
  return document.getElementById("id_language")?.value ?? said ?? document.documentElement.lang;
}

// What a straight sign opens and closes with.
function pairOf(sign, language) {
  const code = language.slice(0, 2);
  const marks = Object.keys(MARKS).find((each) => MARKS[each].split(" ").includes(code)) ?? ENGLISH;
  if (sign === "'") return [...marks.slice(2)];
  const [open, close] = marks;
  return code === "fr" ? [open + NARROW, NARROW + close] : [open, close];
}

// Whether a quote begins after these words: at a space, a bracket, a dash or the mark of another quote.
function isStart(before, language) {
  const pairs = [pairOf('"', language), pairOf("'", language)];
  const inQuote = pairs.some(([open, close]) => open !== close && before.endsWith(open));
  return inQuote || /(^|[\s([{—–-])$/.test(before);
}

// The mark for a straight sign after these words of its paragraph.
function markFor(sign, before, language) {
  const [open, close] = pairOf(sign, language);
  const isOpen = before.lastIndexOf(open) > before.lastIndexOf(close);
  const unspaced = UNSPACED.test(language);
  const word = unspaced ? /\p{Script=Latin}$/u : /[\p{L}\p{N}]$/u;
  if (sign === "'" && word.test(before) && !isOpen) return APOSTROPHE;
  const opens = unspaced ? !isOpen : isStart(before, language);
  return opens ? open : close;
}

// What a sign that is typed after these words becomes, and how many of them it takes the place of;
// nothing for one that stays as it is.
function becomes(sign, before) {
  const language = languageOf();
  if (sign === '"' || sign === "'") return { over: 0, words: markFor(sign, before, language) };
  // Only the next letter tells an apostrophe inside of a quote from the quote's end.
  const [, close] = pairOf("'", language);
  const inWord = /\p{L}[‘“”‹]\p{L}$/u.test(before + sign) && before.endsWith(close);
  return inWord ? { over: 1, words: APOSTROPHE + sign } : null;
}

function inField(event) {
  const field = event.target;
  if (event.inputType !== "insertText" || !field.matches?.("[data-quotes]") || !event.data) return;
  const { selectionStart: at, selectionEnd } = field;
  const found = becomes(event.data, field.value.slice(0, at));
  if (!found) return;
  event.preventDefault();
  field.setSelectionRange(at - found.over, selectionEnd);
  // The one way that undo takes back.
  document.execCommand("insertText", false, found.words);
}

document.addEventListener("beforeinput", inField);

// Backspace, right after, gives the straight mark back.
const quoteRule = new InputRule({
  // In the words that the rule looks at: the document lags behind quick fingers.
  find(text) {
    const [sign, before] = [text.slice(-1), text.slice(0, -1)];
    const found = becomes(sign, before);
    if (!found) return null;
    const index = before.length - found.over;
    return { index, text: text.slice(index), data: found.words };
  },
  handler({ state, range, match }) {
    state.tr.insertText(match.data, range.from, range.to);
  },
});

export const SmartQuotes = Extension.create({
  name: "smartQuotes",
  addInputRules: () => [quoteRule],
});
