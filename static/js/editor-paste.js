// What other programs put on the clipboard, made into what a newspaper writes. Word, Google Docs
// and web pages say with styles what we say with elements.
import { Extension, Plugin } from "django-prose-editor/editor";

const HIDDEN = "script, style, meta, link, title, noscript, template, iframe, object, form, button, " +
  "input, select, textarea, nav, img, picture, svg, video, audio, canvas, del, " +
  "[hidden], [aria-hidden=true]";
const TRACKERS = /^(utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src)$/;
const HEADINGS = { H1: "h2", H2: "h2", H3: "h3", H4: "h3", H5: "h3", H6: "h3" };
const BLOCK = /^(P|DIV|H[1-6]|UL|OL|TABLE|BLOCKQUOTE)$/;
const NUMBER = /^\(?(\d{1,3}|[a-z]|[ivxlc]+)[.)]/i;

// Returns the cleaned HTML of a paste. What comes from our own editor stays as it is.
function cleanPasted(html, origin) {
  if (html.includes("data-pm-slice")) return html;
  const page = new DOMParser().parseFromString(html, "text/html");
  const { body } = page;
  dropComments(body);
  takeNotesHome(body);
  partLists(body);
  for (const element of body.querySelectorAll(HIDDEN)) element.remove();
  for (const element of body.querySelectorAll("[style]")) {
    if (/display:\s*none|mso-hide:\s*all/i.test(element.getAttribute("style"))) element.remove();
  }
  makeLists(body);
  for (const element of [...body.querySelectorAll("*")].reverse()) readStyle(element);
  for (const link of body.querySelectorAll("a")) mendLink(link, origin);
  mendHeadings(body);
  mendSpaces(page);
  partAtDoubleBreaks(body);
  dropEmpty(body);
  return body.innerHTML;
}

// What colleagues said beside a text is no part of it.
function dropComments(body) {
  const inWord = ".MsoCommentReference, .msocomanchor, [style*='mso-element:comment-list']";
  for (const element of body.querySelectorAll(`${inWord}, a[id^=cmnt_ref]`)) element.remove();
  for (const link of body.querySelectorAll("a[id^=cmnt]")) link.closest("p")?.remove();
}

// Word, Google Docs and LibreOffice keep their footnotes at the end, with a link there and one back;
// ours stand where they are called.
function takeNotesHome(body) {
  for (const call of body.querySelectorAll("a[href*='#']")) {
    const name = CSS.escape(call.hash.slice(1));
    const back = body.querySelector(`a[name="${name}"], a[id="${name}"]`);
    const isPair = back && [call.name, call.id].includes(back.hash.slice(1)) && back.hash;
    if (!isPair || !(call.compareDocumentPosition(back) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    const home = back.closest("div[id^=ftn], div[id^=edn], div[id^=sd]") ?? back.closest("p");
    if (!home) continue;
    back.remove();
    const note = body.ownerDocument.createElement("span");
    note.className = "note";
    note.textContent = home.textContent.trim();
    (call.closest("sup") ?? call).replaceWith(note);
    home.remove();
  }
  // What is left of Word's line above the notes.
  for (const list of body.querySelectorAll("div[style*='mso-element:footnote-list']")) list.remove();
}

// Word on the web makes a list of each item: here it becomes what Word itself writes.
function partLists(body) {
  const made = body.ownerDocument;
  for (const wrapper of body.querySelectorAll("div.ListContainerWrapper")) {
    const items = [...wrapper.querySelectorAll("li")].map((item) => {
      const paragraph = made.createElement("p");
      const marker = made.createElement("span");
      paragraph.setAttribute("style", `mso-list:level${item.dataset.ariaLevel ?? 1}`);
      marker.setAttribute("style", "mso-list:Ignore");
      marker.textContent = item.parentElement.tagName === "OL" ? "1." : "·";
      paragraph.append(marker, ...(item.querySelector("p") ?? item).childNodes);
      return paragraph;
    });
    wrapper.replaceWith(...items);
  }
}

function listFacts(paragraph) {
  const style = paragraph.getAttribute("style") ?? "";
  const found = style.match(/mso-list:\s*(?:l\d+\s+)?level(\d)/i);
  if (!found && !/MsoList(Paragraph|Bullet|Number)/.test(paragraph.className)) return null;
  const marker = paragraph.querySelector("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']");
  const sign = (marker ?? paragraph).textContent.trim();
  if (!found && !marker && !/^[·•▪◦o§-]\s|^\(?\w{1,4}[.)]\s/.test(paragraph.textContent.trim())) return null;
  if (marker) marker.remove();
  else stripSign(paragraph);
  return { level: Number(found?.[1] ?? 1), ordered: NUMBER.test(sign) && !/^o\s/.test(sign) };
}

function stripSign(paragraph) {
  const walker = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const first = walker.nextNode();
  if (first) first.data = first.data.replace(/^\s*([·•▪◦o§-]|\(?\w{1,4}[.)])[\s\u00a0]*/, "");
}

// Word writes each item of a list as a paragraph of its own.
function makeLists(body) {
  let open = [];
  let last = null;
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const facts = listFacts(paragraph);
    if (!facts) continue;
    if (!last || nextElement(last) !== paragraph) open = [];
    open.length = Math.min(open.length, facts.level);
    while (open.length < facts.level) {
      const list = body.ownerDocument.createElement(facts.ordered ? "ol" : "ul");
      if (open.length) (open.at(-1).lastElementChild ?? open.at(-1)).append(list);
      else paragraph.before(list);
      open.push(list);
    }
    const item = body.ownerDocument.createElement("li");
    open.at(-1).append(item);
    const inner = body.ownerDocument.createElement("p");
    inner.append(...paragraph.childNodes);
    item.append(inner);
    paragraph.remove();
    last = open[0];
  }
}

function nextElement(element) {
  return element.nextElementSibling;
}

// Bold and the like as elements, and no style left: Google Docs wraps a whole paste in a <b> that
// isn't bold.
function readStyle(element) {
  const style = element.getAttribute("style") ?? "";
  const wraps = [];
  if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) wraps.push("strong");
  if (/font-style:\s*italic/i.test(style)) wraps.push("em");
  if (/vertical-align:\s*super/i.test(style)) wraps.push("sup");
  if (/vertical-align:\s*sub/i.test(style)) wraps.push("sub");
  const isText = ["SPAN", "B", "I", "FONT", "U"].includes(element.tagName);
  const plain = /font-weight:\s*(normal|400)/i.test(style) || /font-style:\s*normal/i.test(style);
  if (element.tagName === "B" && !plain) wraps.push("strong");
  if (element.tagName === "I" && !plain) wraps.push("em");
  element.removeAttribute("style");
  if (!isText || element.className === "note") return;
  let inner = [...element.childNodes];
  for (const name of new Set(wraps)) {
    if (element.querySelector("p, div, h1, h2, h3, h4, ul, ol, table")) break;
    const wrap = element.ownerDocument.createElement(name);
    wrap.append(...inner);
    inner = [wrap];
  }
  element.replaceWith(...inner);
}

function mendLink(link, origin) {
  let address;
  try {
    address = new URL(link.getAttribute("href") ?? "", origin);
  } catch {
    address = null;
  }
  if (address?.pathname === "/url" && /(^|\.)google\.\w+$/.test(address.hostname)) {
    address = new URL(address.searchParams.get("q") ?? address.searchParams.get("url") ?? origin);
  }
  const known = address && /^(https?|mailto|tel):$/.test(address.protocol);
  if (!link.hasAttribute("href") || !known || link.getAttribute("href").startsWith("#")) {
    link.replaceWith(...link.childNodes);
    return;
  }
  for (const name of [...address.searchParams.keys()]) {
    if (TRACKERS.test(name)) address.searchParams.delete(name);
  }
  const ours = address.origin === origin;
  link.setAttribute("href", ours ? address.href.slice(origin.length) : address.href);
}

function mendHeadings(body) {
  const headings = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const deep = !headings.some(({ tagName }) => HEADINGS[tagName] === "h2");
  for (const heading of headings) {
    const level = deep ? "h2" : HEADINGS[heading.tagName];
    const mended = body.ownerDocument.createElement(level);
    mended.append(...heading.childNodes);
    for (const bold of mended.querySelectorAll("strong, b")) bold.replaceWith(...bold.childNodes);
    heading.replaceWith(mended);
  }
}

// Word sets a hard space wherever two spaces met. Those that a language wants stay: before high
// marks, after « and between a number and its unit.
function mendSpaces(page) {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    text.data = text.data
      .replace(/(?<![«\d])\u00a0(?![;:!?»%€])/g, " ")
      .replace(/[\u200b\ufeff\u00ad]/g, "")
      .replace(/[ \t\r\n]+/g, " ");
  }
}

function partAtDoubleBreaks(body) {
  for (const mark of body.querySelectorAll("br")) {
    // Google Docs parts blocks by breaks.
    const between = [...mark.parentElement.children].some(({ tagName }) => BLOCK.test(tagName));
    if (between || mark.className === "Apple-interchange-newline") mark.remove();
  }
  for (const paragraph of body.querySelectorAll("p, div")) {
    if (paragraph.querySelector("p, div, ul, ol, table, h2, h3")) continue;
    const parts = paragraph.innerHTML.split(/(?:<br>\s*){2,}/);
    if (parts.length < 2) continue;
    paragraph.outerHTML = parts.map((part) => `<p>${part}</p>`).join("");
  }
}

function dropEmpty(body) {
  for (const element of [...body.querySelectorAll("p, h2, h3, li, strong, em, a, span, div")].reverse()) {
    if (!element.textContent.trim() && !element.querySelector("br, td, figure, hr")) element.remove();
  }
}

// Whose posts we know: twin of PROVIDERS and MASTODON in articles/embeds.py.
const PROVIDERS = new RegExp(
  "^https://(?:[\\w-]+\\.)*(?:youtube\\.com|youtu\\.be|vimeo\\.com|x\\.com|twitter\\.com|bsky\\.app|" +
    "instagram\\.com|tiktok\\.com|spotify\\.com|datawrapper\\.de|dwcdn\\.net)/\\S+$|" +
    // A server of Mastodon can be any host.
    "^https://[\\w.-]+/@[\\w.-]+(?:@[\\w.-]+)?/\\d{5,25}/?$",
);

// An address alone, pasted where nothing stands yet, is that post; elsewhere it is words.
function pastePost(view, event) {
  const address = event.clipboardData?.getData("text/plain").trim() ?? "";
  const { schema, selection, tr } = view.state;
  const { $from, empty } = selection;
  const { foreignPost, paragraph } = schema.nodes;
  const nothing = empty && $from.depth === 1 && $from.parent.content.size === 0;
  if (!foreignPost || !nothing || !PROVIDERS.test(address)) return false;
  const post = foreignPost.create({ address });
  // At the end of the text a line is left to go on in.
  const further = $from.after() === tr.doc.content.size ? [paragraph.create()] : [];
  view.dispatch(tr.replaceWith($from.before(), $from.after(), [post, ...further]));
  return true;
}

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  addProseMirrorPlugins() {
    const transformPastedHTML = (html) => cleanPasted(html, location.origin);
    return [new Plugin({ props: { transformPastedHTML, handlePaste: pastePost } })];
  },
});
