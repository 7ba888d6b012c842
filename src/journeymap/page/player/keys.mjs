// The keyboard, on the player's root only. A focused control keeps the keys it uses itself.

import { listenTo } from "./dom.mjs";

const OWN = new Map([
  ["INPUT", ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"]],
  ["SELECT", ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown", " "]],
  ["BUTTON", [" ", "Enter"]],
  ["SUMMARY", [" ", "Enter"]],
  ["A", ["Enter"]],
]);

// Held down, these go on and on; any other key does its work once.
const REPEATED = ["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "+", "-"];

/**
 * @param {HTMLElement} root
 * @param {Record<string, () => void>} actions
 * @returns {() => void} listens no more
 */
export function makeKeys(root, actions) {
  const plain = new Map(
    Object.entries({
      " ": actions.play,
      ArrowLeft: actions.previous,
      ArrowRight: actions.next,
      PageUp: actions.previous,
      PageDown: actions.next,
      Home: actions.first,
      End: actions.last,
      "?": actions.help,
      Escape: actions.escape,
      l: actions.list,
      f: actions.fullscreen,
      "+": actions.faster,
      "-": actions.slower,
      "/": actions.search,
    }),
  );
  const shifted = new Map([
    ["ArrowLeft", actions.previousEra],
    ["ArrowRight", actions.nextEra],
    ["?", actions.help],
    ["/", actions.search],
    ["L", actions.list],
    ["F", actions.fullscreen],
    ["+", actions.faster],
  ]);

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input:not([type=range])") && event.key !== "Escape") return;
    const own = OWN.get(event.target.tagName);
    if (own && event.target.tagName === "SELECT" && event.key.length === 1) return;
    if (own?.includes(event.key) && !event.shiftKey) return;
    if (event.target.isContentEditable) return;
    const action = (event.shiftKey ? shifted : plain).get(event.key) ?? plain.get(event.shiftKey ? "" : event.key.toLowerCase());
    if (!action) return;
    event.preventDefault();
    if (!event.repeat || REPEATED.includes(event.key)) action();
  }

  return listenTo(root, { keydown: onKey });
}
