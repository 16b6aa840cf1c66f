// The reader's choice of light or dark, set before the first paint: a classic script in the head.
//
// Kept in this browser only, under the key and the words of Django's own switch at the desk:
// "light", "dark", or "auto" for what the system says. On <html> it sets data-theme, which also
// tells the stylesheet that scripts run, and data-sharing where the system has a share sheet.
// Hooks: [data-choose-theme] on the buttons, [data-scheme] on <meta name="theme-color">.
(() => {
  const root = document.documentElement;

  function chosen() {
    try {
      const kept = localStorage.getItem("theme");
      return ["light", "dark"].includes(kept) ? kept : "auto";
    } catch {
      return root.dataset.theme ?? "auto";
    }
  }

  function apply(theme) {
    root.dataset.theme = theme;
    for (const meta of document.querySelectorAll("meta[data-scheme]")) {
      const scheme = meta.dataset.scheme;
      meta.media = theme === "auto" ? `(prefers-color-scheme: ${scheme})` : theme === scheme ? "all" : "not all";
    }
    for (const button of document.querySelectorAll("[data-choose-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.chooseTheme === theme));
    }
  }

  function choose(event) {
    const button = event.target.closest("[data-choose-theme]");
    if (!button) return;
    try {
      localStorage.setItem("theme", button.dataset.chooseTheme);
    } catch {
      // Nothing can be kept here: the choice lasts as long as the page.
    }
    apply(button.dataset.chooseTheme);
  }

  if ("share" in navigator) root.dataset.sharing = "";
  apply(chosen());
  document.addEventListener("DOMContentLoaded", () => apply(chosen()));
  document.addEventListener("click", choose);
  // Another window chose, or this page comes back as it was left.
  addEventListener("storage", () => apply(chosen()));
  addEventListener("pageshow", () => apply(chosen()));
})();
