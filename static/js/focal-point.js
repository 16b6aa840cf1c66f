// Lets one click on the preview set the focal point of a picture at the desk.
// Without it, the two number boxes beside the preview do the same.
//
// Hooks: [data-focal-point] around the preview's <img>, [data-focal-x] and [data-focal-y] on the
// boxes, whose values run from 0 (left, top) to 1.

const inside = (share) => Math.min(1, Math.max(0, share));

function follow(preview, across, down) {
  const image = preview.querySelector("img");
  const marker = document.createElement("span");
  marker.className = "focal-point__marker";
  preview.append(marker);

  const place = () => {
    marker.style.left = `${inside(Number(across.value)) * 100}%`;
    marker.style.top = `${inside(Number(down.value)) * 100}%`;
  };
  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    across.value = inside((event.clientX - box.left) / box.width).toFixed(3);
    down.value = inside((event.clientY - box.top) / box.height).toFixed(3);
    place();
  });
  across.addEventListener("input", place);
  down.addEventListener("input", place);
  place();
}

for (const preview of document.querySelectorAll("[data-focal-point]")) {
  const form = preview.closest("form");
  const across = form?.querySelector("[data-focal-x]");
  const down = form?.querySelector("[data-focal-y]");
  // Somebody who may only look at the picture gets no boxes.
  if (across && down) follow(preview, across, down);
}
