// Sends a form of the desk and stays on its page until there is an answer, so that a lost network,
// a server that is down or an ended login takes no word away; and asks before typed words are left.
// Articles have a script of their own. Without it the browser sends the form.
//
// Hooks: [data-sending] in the form, with the words data-away and data-ended, and in it [data-said]
// and [data-login] around a button with data-window.
import { Keeping } from "desk/keeping";

const place = document.querySelector("[data-sending]");
const form = place?.closest("form");

function say(words, withLogin = false) {
  place.hidden = false;
  place.querySelector("[data-said]").textContent = words;
  place.querySelector("[data-login]").hidden = !withLogin;
}

// Whoever logged in anew has a new token, which the page that is asked for again holds.
async function renew() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("form [name=csrfmiddlewaretoken]")?.value;
  if (token) form.elements.csrfmiddlewaretoken.value = token;
  say("");
}

// What was refused is sent as a browser sends it: the page with its errors is the server's.
function again(button) {
  if (button?.name) {
    const pressed = Object.assign(document.createElement("input"), { type: "hidden" });
    form.append(Object.assign(pressed, { name: button.name, value: button.value }));
  }
  form.submit();
}

if (form) {
  const keeping = new Keeping(place, form);
  let [sending, leaving] = [false, false];

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.hasAttribute("formaction")) {
      leaving = true;
      return;
    }
    event.preventDefault();
    if (sending) return;
    sending = true;
    const body = new FormData(form, event.submitter);
    const headers = { Accept: "application/json" };
    const answer = await fetch(location.href, { method: "POST", body, headers }).catch(() => null);
    sending = false;
    if (!answer || answer.status >= 500) return say(place.dataset.away);
    if (answer.status === 401) return say(place.dataset.ended, true);
    leaving = true;
    if (!answer.ok) return again(event.submitter);
    const { go } = await answer.json();
    await keeping.forget();
    location.assign(go);
  });
  place.addEventListener("click", ({ target }) => {
    if (target.dataset.window) open(target.dataset.window, "login", "popup,width=520,height=680");
  });
  new BroadcastChannel("desk").addEventListener("message", renew);
  addEventListener("beforeunload", (event) => {
    if (!leaving && !keeping.leaving && keeping.typed) event.preventDefault();
  });
}
