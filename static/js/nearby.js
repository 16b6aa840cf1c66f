// Loads scripts when a reader comes near what they are for: most who read an article never do.
// Without it, all that they improve works by itself.
//
// Hook: [data-scripts] on an element before what they are for: addresses of modules, in their order.

async function load({ dataset }) {
  for (const address of dataset.scripts.split(" ")) await import(address);
}

const nearby = new IntersectionObserver((places) => {
  for (const { isIntersecting, target } of places) {
    if (!isIntersecting) continue;
    nearby.unobserve(target);
    load(target);
  }
}, { rootMargin: "100%" });

for (const place of document.querySelectorAll("[data-scripts]")) nearby.observe(place);
