// The page's own player: its root, its data, its name in the window.

import { settingsOf } from "./address.mjs";
import { mount } from "./mount.mjs";
import { unpacked } from "./save.mjs";

async function start() {
  const root = document.getElementById("journey");
  const data = JSON.parse(document.getElementById("journey-data").textContent);
  const { language } = settingsOf(window.location.search);
  if (Object.hasOwn(data.languages, language)) data.locales[language] = await unpacked(data.languages[language]).json();
  const unmount = mount(root, data, { map: window.map_journey, ownsPage: true });
  window.journeymap = Object.freeze({ ...unmount.api, mount });
  unmount.announce();
}

start();
