// What the library says of pictures by their numbers: all that a page asks for at once are one
// request, and each is asked for once.

const ADDRESS = "/desk/images/image/named/";
const told = new Map();
let asked = [];

async function ask() {
  const numbers = asked;
  asked = [];
  const answer = await fetch(`${ADDRESS}?${new URLSearchParams(numbers.map((id) => ["pk", id]))}`);
  return answer.ok ? (await answer.json()).pictures : [];
}

let next = null;

// Gives `name`, `thumbnail`, `described` and `page` of a picture, or undefined if there is none.
export function named(id) {
  if (!told.has(id)) {
    asked.push(id);
    next ??= Promise.resolve().then(() => {
      next = null;
      return ask();
    });
    const found = next.then((pictures) => pictures.find((picture) => String(picture.id) === id));
    // What isn't there yet may be there at the next question.
    found.then((picture) => picture?.thumbnail || told.delete(id), () => told.delete(id));
    told.set(id, found.catch(() => undefined));
  }
  return told.get(id);
}
