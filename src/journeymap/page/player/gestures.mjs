// The map inside a page that scrolls: one finger and the wheel are the page's, two fingers,
// Ctrl and the wheel, and the wheel after a click are the map's. A swipe turns the card.

import { el, listenTo, say } from "./dom.mjs";

const HINT_MS = 1600;
const SWIPE = 48;

/**
 * @param {HTMLElement} root
 * @param {object} of
 * @param {any} of.wording
 * @returns {() => void} undoes it
 */
export function shareGestures(root, { wording }) {
  const map = root.querySelector(".j-map");
  const hint = el("p", { class: "j-hint", "aria-hidden": "true", hidden: true });
  let isAwake = false;
  let timer = 0;
  root.append(hint);
  root.classList.add("j-embedded");

  function show(text) {
    say(hint, text);
    hint.hidden = false;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => (hint.hidden = true), HINT_MS);
  }

  // Leaflet listens on the map itself: what is stopped above it, on the way down, it never hears.
  function onWheel(event) {
    if (!map.contains(event.target) || isAwake || event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    show(wording.text("lesson", "wheel"));
  }
  function onTouch(event) {
    if (!map.contains(event.target) || event.touches.length > 1) return;
    event.stopPropagation();
    if (event.type === "touchmove") show(wording.text("lesson", "fingers"));
  }
  const listeners = {
    wheel: onWheel,
    touchstart: onTouch,
    touchmove: onTouch,
    click: () => (isAwake = true),
    pointerleave: (event) => {
      if (event.target === root) isAwake = false;
    },
  };
  const undo = listenTo(root, listeners, { capture: true, passive: true });
  return () => {
    undo();
    window.clearTimeout(timer);
    hint.remove();
    root.classList.remove("j-embedded");
  };
}

/**
 * A finger that crosses the card goes to the next stay or the one before.
 * @param {HTMLElement} card
 * @param {{next: () => void, previous: () => void}} actions
 * @returns {() => void} undoes it
 */
export function swipeCard(card, { next, previous }) {
  let from = null;
  return listenTo(card, {
    pointerdown: (event) => (from = event.pointerType === "touch" && event.isPrimary ? event : null),
    pointercancel: () => (from = null),
    pointerup: (event) => {
      const [dx, dy] = from ? [event.clientX - from.clientX, event.clientY - from.clientY] : [0, 0];
      from = null;
      if (Math.abs(dx) < SWIPE || Math.abs(dx) < 1.5 * Math.abs(dy)) return;
      const isOn = dx < 0 !== (window.getComputedStyle(card).direction === "rtl");
      if (isOn) next();
      else previous();
    },
  });
}
