// Tells that a reader found nothing here: once, when the page is visible. The path that it sends
// was signed with the page, and holds no query.
//
// Hook: [data-missing] on the body.

const path = document.body.dataset.missing;

function tell() {
  if (document.visibilityState !== "visible" || document.prerendering) return;
  document.removeEventListener("visibilitychange", tell);
  document.removeEventListener("prerenderingchange", tell);
  navigator.sendBeacon("/missing/", path);
}

document.addEventListener("visibilitychange", tell);
document.addEventListener("prerenderingchange", tell);
tell();
