// Which camera is shown: the journey's, the reader's own, or one on the way between them.

import { between, eased } from "./camera.mjs";

const EASE_MS = 650;

/**
 * The journey's camera is a function of its moment. After a jump, or when the reader lets the
 * journey go on after having moved the map, what is shown eases over to it.
 */
export function makeDirector() {
  let shown = null;
  let start = null;
  let easeFrom = null;
  let free = false;

  /**
   * @param {import("./camera.mjs").Camera} target the journey's camera
   * @param {number} now
   */
  function follow(target, now) {
    if (free && shown) return shown;
    if (easeFrom && start === null) start = now;
    const u = easeFrom ? Math.min(1, (now - start) / EASE_MS) : 1;
    shown = easeFrom ? between(easeFrom, target, eased(u)) : target;
    if (u >= 1) easeFrom = null;
    return shown;
  }

  return {
    follow,
    /** Ease from what is shown now, unless motion is to be spared. */
    ease(reduced) {
      easeFrom = reduced ? null : shown;
      start = null;
    },
    /** The reader has moved the map to this camera. */
    take(camera) {
      free = true;
      shown = camera;
    },
    /** The journey has the camera again. */
    release(reduced) {
      if (!free) return;
      free = false;
      this.ease(reduced);
    },
    get shown() {
      return shown;
    },
    get isFree() {
      return free;
    },
    get isEasing() {
      return easeFrom !== null;
    },
  };
}
