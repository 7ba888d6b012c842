// The playing of a journey: one number, t, and what moves it. No DOM.

import { makeHighlights } from "./highlights.mjs";

const LONGEST_FRAME = 250;
export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64];

/**
 * @param {any} clock see makeClock
 * @param {object} of
 * @param {() => boolean} of.isReduced whether motion is to be spared: ways are cut, not gone
 * @param {() => boolean} of.isLooping
 * @param {Array<{rank: number, approach: number, hold: number}>} of.stays
 * @param {(changed: {t?: boolean, jumped?: boolean, stay?: boolean, state?: boolean, end?: boolean}) => void} of.changed
 */
export function makePlayer(clock, { isReduced, isLooping, stays = [], changed }) {
  const highlights = makeHighlights(clock, stays);
  /** Whether only what matters most is told at length. */
  let brief = false;
  let t = 0;
  let playing = false;
  let speed = 1;
  /** Where a single step ends, or null while the whole plays. */
  let stopAt = null;
  let last = null;

  const stay = () => clock.at(t).stay;

  function update(next, { jumped = false, stops = false } = {}) {
    const before = stay();
    const wasAtRest = rest();
    if (stops) [playing, stopAt, last] = [false, null, null];
    t = Math.min(clock.duration, Math.max(0, next));
    changed({ t: true, jumped, stay: stay() !== before, state: stops || rest() !== wasAtRest });
  }

  /** What the page's state says beside playing: where a journey at rest rests. */
  function rest() {
    return t <= 0 ? "overview" : t >= clock.duration ? "ended" : "paused";
  }

  function setPlaying(value, until = null) {
    stopAt = until;
    last = null;
    if (playing === value) return;
    playing = value;
    changed({ state: true });
  }

  function play() {
    if (t >= clock.duration) update(0, { jumped: true });
    setPlaying(true);
  }

  /** Play from the beginning: the whole, or the highlights alone. */
  function playFrom(isBrief) {
    brief = isBrief;
    if (t > 0) update(0, { jumped: true });
    setPlaying(true);
  }

  function pause() {
    setPlaying(false);
  }

  /** Jump; what was playing goes on, a step under way has ended. */
  function seek(ms) {
    if (stopAt !== null) setPlaying(false);
    update(ms, { jumped: true });
  }

  /** @param {number} index of a stay, jumped to at the start of its hold; -1 is the overview */
  function goTo(index) {
    seek(index < 0 ? 0 : clock.holdFrom[Math.min(index, clock.holdFrom.length - 1)]);
  }

  /** On to the next hold: gone when paused, jumped to when playing, pressed again, or reduced. */
  function next() {
    if (stopAt !== null) return seek(stopAt);
    const { phase, stay: now } = clock.at(t);
    const target = phase === "approach" ? now : now + 1;
    const goal = clock.holdFrom[target] ?? clock.duration;
    if (playing || isReduced() || t >= clock.duration) return seek(goal);
    setPlaying(true, goal);
    // What is left of the hold is not sat out: the leg begins now.
    if (phase === "hold") update(clock.approachFrom[target] ?? clock.closingFrom);
  }

  /** Back to the hold before this one; from on the way, to where he came from. */
  function previous() {
    const { phase, stay: now } = clock.at(t);
    goTo(phase === "end" || phase === "closing" ? now : now - 1);
  }

  function setSpeed(value) {
    if (typeof value !== "number" || Number.isNaN(value)) return;
    const next = Math.min(SPEEDS[SPEEDS.length - 1], Math.max(SPEEDS[0], value));
    if (next === speed) return;
    speed = next;
    changed({ state: true });
  }

  /** One step along the scale of speeds. */
  function changeSpeed(step) {
    const near = SPEEDS.reduce((best, s, i) => (Math.abs(s - speed) < Math.abs(SPEEDS[best] - speed) ? i : best), 0);
    setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, near + step))]);
  }

  /** @param {number} now of performance.now() */
  function tick(now) {
    if (!playing) return;
    const elapsed = last === null ? 0 : Math.min(LONGEST_FRAME, now - last);
    last = now;
    let goal = brief && stopAt === null ? highlights.after(t, elapsed * speed) : t + elapsed * speed;
    if (isReduced()) goal = pastMotion(goal);
    // However fast it plays and however slow the frames come, every stay is reached.
    const ahead = stay() + 1;
    if (clock.at(goal).stay > ahead) goal = clock.holdFrom[ahead];
    if (stopAt !== null && goal >= stopAt) {
      const end = stopAt;
      update(end, { stops: true });
      if (end >= clock.duration) changed({ end: true });
      return;
    }
    if (goal < clock.duration) return update(goal);
    if (isLooping()) return update(0, { jumped: true });
    update(clock.duration, { stops: true });
    changed({ end: true });
  }

  /** With motion reduced no time passes on the way: a stay follows a stay. */
  function pastMotion(goal) {
    const { phase, stay: now } = clock.at(Math.max(goal, 0.001));
    if (phase === "approach") return clock.holdFrom[now];
    return phase === "closing" ? clock.duration : goal;
  }

  return {
    play,
    playFrom,
    pause,
    highlights,
    toggle: () => (playing ? pause() : play()),
    seek,
    goTo,
    next,
    previous,
    setSpeed,
    changeSpeed,
    tick,
    get t() {
      return t;
    },
    get playing() {
      return playing;
    },
    get speed() {
      return speed;
    },
    get stay() {
      return stay();
    },
    get state() {
      return playing ? "playing" : rest();
    },
  };
}
