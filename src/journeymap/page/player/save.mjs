// What a page carries packed: the files it was made from, and the words of other languages.

import { el } from "./dom.mjs";

/**
 * A button that saves one of the page's files; null where the page carries none of that kind.
 * @param {any} files by kind, each a name and its bytes, deflated and in base64
 * @param {string} kind
 * @param {string} label
 */
export function saveButton(files, kind, label) {
  if (!files?.[kind]) return null;
  return el("button", { type: "button", class: "j-link", "data-action": "download", onclick: () => save(files[kind]) }, label);
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

async function save({ name, deflate }) {
  const url = URL.createObjectURL(await unpacked(deflate).blob());
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
