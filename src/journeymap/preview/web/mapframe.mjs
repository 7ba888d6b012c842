// The map in a frame. A new one is made ready behind the old one, brought to the same stay, and
// only then shown: nothing flashes, nothing is lost.

import { el } from "./dom.mjs";

const READY_MS = 8000;

/**
 * @param {HTMLElement} room where the frame lies
 * @param {string} title
 */
export function makeMapFrame(room, title) {
  let shown = null;
  let coming = null;
  let state = { playing: false, t: 0, stay: null, date: null };

  function make(version) {
    const hash = state.stay ? `#stay=${state.stay}` : "";
    const frame = el("iframe", { title, allow: "fullscreen", src: `/map?v=${version}${hash}`, "data-map": version });
    frame.classList.add("p-coming");
    return frame;
  }

  const send = (frame, letter) => frame.contentWindow?.postMessage({ journeymap: 1, ...letter }, "*");

  function show(frame) {
    if (frame !== coming) return;
    const hadFocus = shown !== null && document.activeElement === shown;
    frame.classList.remove("p-coming");
    shown?.remove();
    shown = frame;
    coming = null;
    if (hadFocus) frame.focus();
    room.dataset.map = frame.dataset.map;
  }

  /** The new map is ready: it is brought to where the old one was. */
  function ready(frame) {
    if (state.stay) {
      send(frame, { do: "goTo", id: state.stay });
      send(frame, { do: "state" }); // its answer tells whether there still is such a stay
    } else show(frame);
  }

  function arrived(frame, answer) {
    if (answer.stay !== state.stay && state.date) send(frame, { do: "goTo", id: state.date });
    if (state.playing) send(frame, { do: "play" });
    show(frame);
  }

  function hear(message) {
    const letter = message.data;
    if (letter === null || typeof letter !== "object" || letter.journeymap !== 1) return;
    if (coming && message.source === coming.contentWindow) {
      if (letter.event === "ready") ready(coming);
      else if (letter.event === "state") arrived(coming, letter);
    } else if (shown && message.source === shown.contentWindow) {
      if (letter.event === "state") state = letter;
      else if (letter.event === "stay" || letter.event === "ready") send(shown, { do: "state" });
    }
  }

  window.addEventListener("message", hear);

  return {
    /** Show the map of that version. @param {number} version */
    load(version) {
      if (version === Number((coming ?? shown)?.dataset.map ?? 0)) return;
      coming?.remove();
      coming = null;
      if (!version) {
        shown?.remove();
        shown = null;
        state = { playing: false, t: 0, stay: null, date: null };
        delete room.dataset.map;
        return;
      }
      const frame = make(version);
      if (shown) send(shown, { do: "state" });
      coming = frame;
      room.append(frame);
      setTimeout(() => show(frame), READY_MS);
    },
    /** Go to a stay. @param {string} id */
    goTo(id) {
      if (shown) send(shown, { do: "goTo", id });
    },
  };
}
