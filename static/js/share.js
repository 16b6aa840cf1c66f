// Copies the address of an article, and opens the system's share sheet where there is one.
// Without it, the link to copy is the permalink, and the other links do all the rest.
//
// Hooks: [data-share] around all, with the title as its value; [data-copy] on the link,
// [data-sheet] on the button, [data-said] on the live region that gets the word of [data-copy].

function wire(share) {
  const link = share.querySelector("[data-copy]");
  const said = share.querySelector("[data-said]");

  link.addEventListener("click", async (event) => {
    // Browsers copy from secure pages only; elsewhere the link leads where it says.
    if (!navigator.clipboard) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(link.href);
      said.textContent = link.dataset.copy;
    } catch {
      location.assign(link.href);
    }
  });
  share.querySelector("[data-sheet]").addEventListener("click", async () => {
    try {
      await navigator.share({ title: share.dataset.share, url: link.href });
    } catch {
      // The reader closed the sheet: there is nothing to say.
    }
  });
}

document.querySelectorAll("[data-share]").forEach(wire);
