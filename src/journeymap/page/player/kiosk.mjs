// A map that plays for passers-by: whatever they do makes it wait, and left alone it goes on.

import { listenTo } from "./dom.mjs";

const REST_MS = 30000;

/**
 * @param {HTMLElement} root
 * @param {any} player
 * @param {() => void} tidy puts away what the last reader has opened
 * @returns {() => void} undoes it
 */
export function makeKiosk(root, player, tidy) {
  let timer = 0;

  function goOn() {
    tidy();
    player.play();
  }

  /** Waits, unless what was done has its own say in that: the button or key for it. */
  function onInput() {
    const wasPlaying = player.playing;
    window.clearTimeout(timer);
    timer = window.setTimeout(goOn, REST_MS);
    if (wasPlaying) window.setTimeout(() => player.pause(), 0);
  }

  const undo = listenTo(root, { click: onInput, keydown: onInput, wheel: onInput, touchstart: onInput }, { capture: true, passive: true });
  return () => {
    undo();
    window.clearTimeout(timer);
  };
}
