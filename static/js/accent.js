// Puts the system's colour picker beside the box for the accent colour at the desk.
// Without it, the colour is typed. Hook: [data-accent] on the box; its placeholder is our red.

for (const box of document.querySelectorAll("[data-accent]")) {
  const picker = document.createElement("input");
  picker.type = "color";
  picker.setAttribute("aria-label", box.labels[0]?.textContent.trim() ?? "");
  const follow = () => {
    picker.value = /^#[0-9a-f]{6}$/i.test(box.value) ? box.value : box.placeholder;
  };
  picker.addEventListener("input", () => {
    box.value = picker.value;
  });
  box.addEventListener("input", follow);
  box.after(" ", picker);
  follow();
}
