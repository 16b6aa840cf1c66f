// Sends many pictures one by one, so that each has its progress and its line, and a lost network
// loses none: what isn't answered yet stays chosen. Without this the form sends all at once.
import { Server } from "desk/server";

const form = document.querySelector("[data-many]");
const results = document.querySelector("[data-results]");
const words = (name) => form.querySelector(`[data-say="${name}"]`).content.textContent.trim();
let waiting = [];
let all = 0;
let away = false; // The login has ended.
const server = new Server("", form.dataset.person, form);

function send(file) {
  const body = new FormData(form);
  body.set("pictures", file);
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", location.href);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) tell(event.loaded / event.total);
    });
    request.addEventListener("loadend", () => done(request));
    request.send(body);
  });
}

function tell(share) {
  const done = all - waiting.length;
  form.querySelector("progress").value = (done + share) / all;
  const said = words("count").replace("%(done)s", done).replace("%(all)s", all);
  form.querySelector("[data-count]").textContent = said;
}

function say(sentence) {
  const refused = form.querySelector("[data-refused]");
  refused.textContent = sentence;
  refused.hidden = !sentence;
}

function line(name, sentence) {
  const item = document.createElement("li");
  item.className = "refused";
  item.textContent = `${name}: ${sentence}`;
  results.append(item);
}

// Shows how one file was answered; gives the word for what keeps it from going on.
function show(file, { status, responseText, responseURL }) {
  // A login page comes instead of an answer.
  if (status === 401 || status === 403 || (status === 200 && responseURL !== location.href)) return "login";
  if (status === 200) {
    results.insertAdjacentHTML("beforeend", JSON.parse(responseText).lines.join(""));
  } else if (status === 422) line(file.name, JSON.parse(responseText).refused);
  else if (status === 413) line(file.name, words("heavy"));
  else return "away";
  return "";
}

// After a new login of the same person the files that are left go on by themselves.
async function renew() {
  const { kind } = await server.renew();
  const wrong = { took: "", login: "login", other: "other" }[kind] ?? "away";
  hear(wrong);
  return !wrong;
}

function hear(wrong) {
  say(wrong && words(wrong));
  form.querySelector("[data-login]").hidden = !["login", "other"].includes(wrong);
}

async function upload(event) {
  event.preventDefault();
  const input = form.querySelector("[type=file]");
  const button = form.querySelector("[type=submit]");
  if (input.files.length) {
    waiting = [...input.files];
    all = waiting.length;
    input.value = "";
    input.required = false;
  }
  button.disabled = true;
  away = away && !(await renew());
  if (!away) await sendAll();
  button.disabled = false;
  input.required = !waiting.length;
}

async function sendAll() {
  hear("");
  form.querySelector("[data-progress]").hidden = !all;
  while (waiting.length) {
    tell(0);
    const stopped = show(waiting[0], await send(waiting[0]));
    if (stopped) {
      hear(stopped);
      away = stopped === "login";
      return;
    }
    waiting.shift();
    tell(0);
  }
}

form.addEventListener("submit", upload);
form.addEventListener("click", ({ target }) => {
  if (target.dataset.window) open(target.dataset.window, "login", "popup,width=520,height=680");
});
new BroadcastChannel("desk").addEventListener("message", () => {
  if (away) form.requestSubmit();
});
