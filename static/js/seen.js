// Tells once that an article is seen: when its page is visible, not when it is fetched ahead.
const article = document.body.dataset.seen;

function tell() {
  if (document.visibilityState !== "visible" || document.prerendering) return;
  document.removeEventListener("visibilitychange", tell);
  document.removeEventListener("prerenderingchange", tell);
  navigator.sendBeacon("/seen/", article);
}

if (article) {
  document.addEventListener("visibilitychange", tell);
  document.addEventListener("prerenderingchange", tell);
  tell();
}
