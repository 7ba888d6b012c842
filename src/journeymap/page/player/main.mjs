// The page's own player: its root, its data, its name in the window.

import { settingsOf } from "./address.mjs";
import { remember } from "./layout.mjs";
import { mount } from "./mount.mjs";
import { unpacked } from "./save.mjs";

const root = document.getElementById("journey");
const restore = remember(root);

async function start() {
  const data = JSON.parse(document.getElementById("journey-data").textContent);
  const { language } = settingsOf(window.location.search);
  if (data.languages.includes(language)) await addWords(data);
  const unmount = mount(root, data, { map: window.map_journey, ownsPage: true });
  window.journeymap = Object.freeze({ ...unmount.api, mount });
  unmount.announce();
}

/** Unpack the words of the other languages; a browser that cannot is spoken to in the page's own. */
async function addWords(data) {
  try {
    Object.assign(data.locales, await unpacked(data.words).json());
  } catch {
    // It lacks DecompressionStream.
  }
}

// Where the player cannot be, the list is: nobody is left with half of both.
start().catch((error) => {
  restore();
  document.documentElement.classList.add("no-player");
  window.reportError?.(error);
});
