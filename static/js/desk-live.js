// Sends a post and stays on the page until there is an answer, so that a lost network or an ended
// login takes no word away. Without it, the browser sends the form, and offers to send it again.
//
// Hooks: form[data-live-form] with the words data-away and data-login, [data-said] in it.

for (const form of document.querySelectorAll("[data-live-form]")) {
  const said = form.querySelector("[data-said]");
  const button = form.querySelector("[type=submit]");

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    const body = new FormData(form);
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    button.disabled = false;
    if (!answer || answer.status >= 500) said.textContent = form.dataset.away;
    else if (answer.status === 401) said.textContent = form.dataset.login;
    else if (answer.ok) location.assign(answer.url);
    else form.submit(); // Refused: the page with its errors is the server's.
  });
}
