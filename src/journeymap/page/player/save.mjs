// What a page carries packed: the files it was made from, and the words of other languages.

import { el } from "./dom.mjs";

const PART = 4096; // as packing.py has it

/**
 * A button that saves the table behind the map, cleaned; null where the page carries none.
 * @param {any} table its name, its bytes and the cleaned ones together, deflated and in base64, and both sizes
 * @param {string} label
 */
export function saveButton(table, label) {
  if (!table) return null;
  return el("button", { type: "button", class: "j-link", "data-action": "download", onclick: () => save(table) }, label);
}

/**
 * The parts of the second of two files that packing.py has put together.
 * @param {Blob} both
 * @param {[number, number]} sizes
 * @returns {Blob[]}
 */
export function secondOf(both, [first, second]) {
  const count = Math.ceil(Math.max(first, second) / PART);
  const until = (size, i) => Math.floor((size * i) / count);
  return Array.from({ length: count }, (_, i) => both.slice(until(first, i + 1) + until(second, i), until(first, i + 1) + until(second, i + 1)));
}

/**
 * The bytes of a packed text: base64 of zlib's format.
 * @param {string} deflate
 * @returns {Response}
 */
export function unpacked(deflate) {
  const packed = Uint8Array.from(atob(deflate), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")));
}

async function save({ name, deflate, sizes }) {
  const both = await unpacked(deflate).blob();
  const url = URL.createObjectURL(new Blob(secondOf(both, sizes)));
  el("a", { href: url, download: name.replace(/(\.[^.]*)?$/, ".csv") }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
