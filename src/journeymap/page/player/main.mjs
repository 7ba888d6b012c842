// The page's own player: its root, its data, its name in the window.

import { mount } from "./mount.mjs";

const root = document.getElementById("journey");
const data = JSON.parse(document.getElementById("journey-data").textContent);
const unmount = mount(root, data, { map: window.map_journey, ownsPage: true });
window.journeymap = Object.freeze({ ...unmount.api, mount });
unmount.announce();
