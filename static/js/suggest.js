// Suggests names of sections, authors and tags while somebody types into the search field.
// The browser shows them in its own list, which keyboards and screen readers know; without this
// script the field is a field.
//
// Hooks: [data-suggestions] on the field, with the address to ask; its `list` is filled.

const PAUSE = 150;

function wire(field) {
  const list = field.list;
  let waiting = 0;
  let asked = null;

  async function suggest() {
    asked?.abort();
    asked = new AbortController();
    try {
      const address = `${field.dataset.suggestions}?${new URLSearchParams({ q: field.value })}`;
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) return;
      const { suggestions } = await answer.json();
      list.replaceChildren(...suggestions.map((name) => new Option(name, name)));
    } catch {
      // No line, or something newer was typed: the field works without.
    }
  }

  field.addEventListener("input", (event) => {
    // Who chose from the list has what they wanted.
    if (event.inputType === "insertReplacementText") return;
    clearTimeout(waiting);
    waiting = setTimeout(suggest, PAUSE);
  });
}

document.querySelectorAll("[data-suggestions]").forEach(wire);
