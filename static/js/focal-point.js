// Lets one click on the preview set the focal point of a picture at the desk.
// Without it, the two number boxes beside the preview do the same.
//
// Hooks: [data-focal-point] around the preview's <img>, [data-focal-x] and [data-focal-y] on the
// boxes, whose values run from 0 (left, top) to 1; [data-crop] around what a place shows.

const inside = (share) => Math.min(1, Math.max(0, share));

// Cuts as the server will: the largest part of that form, as near to the point as can be.
function cut(place, whole, across, down) {
  const shown = document.createElement("img");
  shown.alt = "";
  shown.src = whole.currentSrc;
  const ratio = place.clientWidth / place.clientHeight;
  const [width, height] = [whole.naturalWidth, whole.naturalHeight];
  const share = (point, all, part) =>
    all > part ? inside((point * all - part / 2) / (all - part)) * 100 : 50;
  const x = share(inside(across), width, Math.min(width, height * ratio));
  const y = share(inside(down), height, Math.min(height, width / ratio));
  shown.style.objectPosition = `${x}% ${y}%`;
  place.replaceChildren(shown);
}

function follow(preview, across, down) {
  const image = preview.querySelector("img");
  const marker = document.createElement("span");
  marker.className = "focal-point__marker";
  preview.append(marker);

  const place = () => {
    marker.style.left = `${inside(Number(across.value)) * 100}%`;
    marker.style.top = `${inside(Number(down.value)) * 100}%`;
  };
  const crops = preview.closest("form").querySelectorAll("[data-crop]");
  const crop = () => {
    for (const place of crops) cut(place, image, Number(across.value), Number(down.value));
  };
  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    across.value = inside((event.clientX - box.left) / box.width).toFixed(3);
    down.value = inside((event.clientY - box.top) / box.height).toFixed(3);
    place();
    crop();
  });
  for (const box of [across, down]) {
    box.addEventListener("input", () => {
      place();
      crop();
    });
  }
  place();
}

for (const preview of document.querySelectorAll("[data-focal-point]")) {
  const form = preview.closest("form");
  const across = form?.querySelector("[data-focal-x]");
  const down = form?.querySelector("[data-focal-y]");
  // Somebody who may only look at the picture gets no boxes.
  if (across && down) follow(preview, across, down);
}
