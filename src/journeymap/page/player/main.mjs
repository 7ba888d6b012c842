// The page's own player: its root, its data, its name in the window.

import { settingsOf } from "./address.mjs";
import { makeEvents } from "./events.mjs";
import { remember } from "./layout.mjs";
import { makeMessages } from "./messages.mjs";
import { mount } from "./mount.mjs";
import { following } from "./persons.mjs";
import { dress, readingSwitch, retell } from "./readings.mjs";
import { unpacked } from "./save.mjs";
import { undoable } from "./undoing.mjs";
import { makeWording } from "./wording.mjs";

const root = document.getElementById("journey");
const restore = remember(root);

async function start() {
  const data = JSON.parse(document.getElementById("journey-data").textContent);
  const { language, follow } = settingsOf(window.location.search);
  if (data.languages.includes(language)) await addWords(data);
  let unmount = null;
  let undress = () => {};
  const page = { events: makeEvents(), messages: makeMessages(() => unmount.api) };

  /**
   * @param {number} chosen 0 is what all sources tell, else the reading's index and one
   * @param {number} person of several the one followed, -1 for all
   */
  function tell(chosen, person) {
    unmount?.();
    undress();
    const reading = data.readings?.[chosen - 1];
    const spoken = Object.hasOwn(data.locales, language) ? language : data.language;
    const wording = makeWording(spoken, data.locales[spoken]);
    undress = reading ? dress(root, data, reading, wording) : () => {};
    const readings = data.readings ? () => readingSwitch(data, chosen, wording, (next) => queueMicrotask(() => again(next, person, "list", "reading"))) : null;
    const all = reading ? retell(data, reading) : data;
    const persons = data.persons.length > 1 ? { all, person, choose: (next) => queueMicrotask(() => again(chosen, next, "tools", "follow")) } : null;
    unmount = mount(root, following(all, person), window.map_journey, { page, readings, persons });
  }

  /** The panel of a choice stays open beside the map: with keys one goes through what there is one after the other. */
  function again(chosen, person, panel, choice) {
    tell(chosen, person);
    const opens = root.querySelector(`[data-action=${panel}]`);
    opens.click();
    if (root.querySelector(".j-map").inert) opens.click();
    else root.querySelector(`[data-action=${choice}]`).focus();
  }

  tell(0, follow - 1);
  window.journeymap = lasting(() => unmount.api);
  page.messages.send("ready", { duration: unmount.api.duration, stays: unmount.api.stays.length });
}

/** The public functions of the player that is there, whichever it is when they are used. */
function lasting(now) {
  const names = Object.entries(now()).map(([name, value]) => [name, typeof value === "function" ? { value: (...given) => now()[name](...given) } : { get: () => now()[name] }]);
  return Object.freeze(Object.defineProperties({}, { ...Object.fromEntries(names.map(([name, of]) => [name, { ...of, enumerable: true }])), mount: { value: mountBeside, enumerable: true } }));
}

/** Another player on the page, over a map like the page's own. */
function mountBeside(other, data) {
  const asItWas = remember(other);
  const map = window.L.map(other.querySelector(".j-map"), { ...window.map_journey.options });
  return undoable((later) => {
    later(asItWas);
    later(() => {
      window.L.DomEvent.off(map.getContainer()); // Leaflet itself forgets one
      map.remove();
    });
    const unmount = mount(other, data, map);
    later(unmount);
    return { api: unmount.api };
  });
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
