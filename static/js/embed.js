// Opens the player of another host in the place of its card, when a reader asks for it.
function open(button) {
  const { player, shape, title } = button.dataset;
  const frame = document.createElement("iframe");
  frame.className = `player player--${shape}`;
  frame.title = title;
  frame.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
  // The players of some hosts play only where they may know which site shows them.
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.src = player;
  const way = button.closest(".embed__do");
  way.before(frame);
  button.closest(".embed").querySelector(".embed__warning").remove();
  button.remove();
  frame.focus();
}

for (const button of document.querySelectorAll("button[data-player]")) {
  button.hidden = false;
  button.addEventListener("click", () => open(button), { once: true });
}
