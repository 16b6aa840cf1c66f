// Copies of what is typed, in this browser: one for each window, on the disk before it says so.
const STORE = "copies";

let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("desk", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "window" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function store(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    // A window that is being closed doesn't wait for it to commit by itself.
    transaction.commit?.();
  });
}

export const keep = (copy) => store("readwrite", (copies) => copies.put(copy));

export const forget = (window) => store("readwrite", (copies) => copies.delete(window));

// A window holds the lock of its name as long as it lives; no other sign of life is as sure.
export function live(window) {
  navigator.locks?.request(`desk:${window}`, () => new Promise(() => {}));
}

// What windows that are gone left behind, of one person and one article (or of new ones).
export async function left(person, article) {
  const held = (await navigator.locks?.query())?.held ?? [];
  const alive = new Set(held.map(({ name }) => name));
  const copies = await store("readonly", (all) => all.getAll());
  return copies.filter(
    (copy) =>
      copy.person === person && copy.article === article && !alive.has(`desk:${copy.window}`),
  );
}
