// Tells once of each advertisement that it was seen: half of it in sight for one second.
const seen = new IntersectionObserver(
  (entries) => {
    for (const { target, intersectionRatio } of entries) {
      clearTimeout(target.waiting);
      if (intersectionRatio >= 0.5) target.waiting = setTimeout(tell, 1000, target);
    }
  },
  { threshold: 0.5 },
);

function tell(advert) {
  if (document.visibilityState !== "visible") return;
  seen.unobserve(advert);
  navigator.sendBeacon("/adverts/seen/", advert.dataset.advert);
}

for (const advert of document.querySelectorAll("[data-advert]")) seen.observe(advert);
