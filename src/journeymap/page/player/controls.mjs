// The dock: the buttons, the clock, the speed. The timeline is put beside them.

import { button, el, icon, set, say } from "./dom.mjs";

// On a narrow screen the first four show; the rest are under More.
const MAIN = ["previous", "play", "next", "list"];
const REST = ["first", "last", "slower", "faster", "true-time", "overview", "tools", "fullscreen", "help"];

/**
 * @param {any} wording
 * @param {Record<string, () => void>} actions by data-action
 * @param {{hasTrueTime: boolean}} has
 */
export function makeControls(wording, actions, { hasTrueTime }) {
  const make = (name) => button(name, wording.text("ui", name.replace("-", "_")), { onclick: actions[name] });
  const buttons = new Map([...MAIN, ...REST].map((name) => [name, make(name)]));
  const play = buttons.get("play");
  play.classList.add("j-play");
  // A pressed button keeps its name: “Play, pressed”, and what is said of it too.
  set(play, "title", wording.text("help", "play"));
  set(play, "aria-pressed", "false");
  set(buttons.get("true-time"), "aria-pressed", "false");
  if (!hasTrueTime) buttons.get("true-time").hidden = true;
  if (!document.fullscreenEnabled) buttons.get("fullscreen").hidden = true;

  const speed = el("span", { class: "j-speed", role: "status" }, "1×"); // which is said when it changes
  const time = el("span", { class: "j-time" });
  const more = button("more", wording.text("ui", "more"), { class: "j-button j-more-button", "aria-expanded": "false", onclick: toggleMore });
  const pick = (...names) => names.map((name) => buttons.get(name));
  const rest = el(
    "div",
    { class: "j-rest" },
    el("div", { class: "j-group" }, ...pick("first", "last")),
    el("div", { class: "j-group" }, buttons.get("slower"), speed, buttons.get("faster")),
    time,
    el("div", { class: "j-group j-end" }, ...pick("true-time", "overview", "tools", "fullscreen", "help")),
  );
  const element = el("div", { class: "j-controls", role: "group", "aria-label": wording.text("ui", "controls") }, el("div", { class: "j-group" }, ...pick("previous", "play", "next")), rest, buttons.get("list"), more);

  function toggleMore() {
    const open = element.classList.toggle("j-open");
    set(more, "aria-expanded", String(open));
  }

  function closeMore() {
    element.classList.remove("j-open");
    set(more, "aria-expanded", "false");
  }

  /** @param {boolean} playing */
  function showPlaying(playing) {
    set(play, "aria-pressed", String(playing));
    const wanted = playing ? "pause" : "play";
    if (play.dataset.icon !== wanted) play.replaceChildren(icon(wanted));
    play.dataset.icon = wanted;
  }

  return {
    element,
    showPlaying,
    closeMore,
    showSpeed: (x) => say(speed, `${x}×`),
    showTime: (text) => say(time, text),
    showPressed: (name, on) => set(buttons.get(name), "aria-pressed", String(on)),
    showOpen: (name, open) => set(buttons.get(name), "aria-expanded", String(open)),
  };
}
