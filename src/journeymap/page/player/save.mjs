// The files a page carries, given back: the table behind the map, its settings, its ledger.

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

async function save({ name, deflate }) {
  const packed = Uint8Array.from(atob(deflate), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const url = URL.createObjectURL(await new Response(stream).blob());
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
