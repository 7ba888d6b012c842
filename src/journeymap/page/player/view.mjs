// What is on the screen: frame after frame, at the size and in the colours of the moment.

import { makeCamera } from "./camera.mjs";
import { clockTime } from "./card.mjs";
import { set } from "./dom.mjs";
import { DARK, LIGHT } from "./theme.mjs";

const whenIdle = (work) => (window.requestIdleCallback ?? ((later) => window.setTimeout(later, 50)))(work);
const FIRST_FRAMES_MS = 300;
const APPEAR_MS = 300; // for names that come after a flight

/**
 * @param {HTMLElement} root
 * @param {object} of
 * @param {any} of.clock
 * @param {any} of.world
 * @param {any} of.player
 * @param {any} of.director
 * @param {any} of.stage
 * @param {any} of.timeline
 * @param {any} of.controls
 * @param {any} of.layout
 * @param {any} of.telling
 * @param {{theme: string, minimal: boolean}} of.asked
 * @param {(now: number) => boolean} of.onFrame what else a frame does; whether another is to follow
 * @param {() => void} of.onSize
 * @param {(theme: import("./theme.mjs").Theme) => void} of.onTheme
 */
export function makeView(root, { clock, world, player, director, stage, timeline, controls, layout, telling, asked, onFrame, onSize, onTheme }) {
  let theme = LIGHT;
  let fonts = { sans: "sans-serif", serif: "serif" };
  let frame = null;
  let camera = null;
  let request = 0;
  let isLive = true;

  function schedule() {
    if (isLive && request === 0) request = window.requestAnimationFrame(draw);
  }

  function draw(now) {
    request = 0;
    player.tick(now);
    const { t } = player;
    const moment = clock.at(t);
    const shown = director.follow(camera.at(moment), now);
    stage.setView(shown);
    const moves = player.playing || director.isEasing;
    stage.draw(t, shown, frame, theme, fonts, motionAt(t, moment));
    timeline.show(t, telling.playhead(t), telling.position("position", player.stay));
    controls.showTime(`${clockTime(t)} / ${clockTime(clock.duration)}`);
    const goesOn = onFrame(now);
    if (moves || goesOn) schedule();
    else stage.land();
  }

  /** How names behave: at rest each stands where it is best, in flight none comes that was not there. */
  function motionAt(t, { phase, stay }) {
    const isFlying = director.isEasing || (player.playing && !director.isFree && phase !== "hold" && (phase !== "approach" || camera.comes(stay)));
    const hasLanded = player.playing && phase === "hold" && camera.comes(stay);
    return {
      isFlying,
      isAtRest: !isFlying && !director.isFree,
      appear: hasLanded ? Math.min(1, (t - clock.holdFrom[stay]) / APPEAR_MS) : 1,
    };
  }

  /** The first frame, without waiting for one. */
  function drawNow() {
    window.cancelAnimationFrame(request);
    draw(window.performance.now());
  }

  function resize() {
    const size = stage.measure();
    const next = { ...size, ...layout.covered(size, asked.minimal) };
    // The highest card there was is reckoned with, or the map would hop with every other.
    if (frame?.width === size.width && frame.height === size.height) next.bottom = Math.max(next.bottom, frame.bottom);
    if (frame && Object.keys(next).every((key) => Math.abs(next[key] - frame[key]) < 1)) return;
    frame = next;
    camera = makeCamera(world.spots, world.approaches, frame);
    onSize();
    timeline.draw(theme, fonts.sans); // last: who measured now would have the page laid out again
    schedule();
  }

  function chooseTheme() {
    const dark = asked.theme ? asked.theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
    theme = dark ? DARK : LIGHT;
    set(root, "data-theme", dark ? "dark" : "light");
    const style = window.getComputedStyle(root);
    fonts = { sans: style.fontFamily, serif: style.getPropertyValue("--serif") };
    onTheme(theme);
    frame = null;
    resize();
  }

  /** Work for when there is nothing else to do, as long as the player is there. */
  function later(work) {
    whenIdle(() => isLive && work());
  }

  function prepare() {
    if (stage.prepare()) later(prepare);
    else schedule();
  }
  window.setTimeout(() => later(prepare), FIRST_FRAMES_MS);

  return {
    schedule,
    drawNow,
    resize,
    chooseTheme,
    get frame() {
      return frame;
    },
    get theme() {
      return theme;
    },
    destroy() {
      isLive = false;
      window.cancelAnimationFrame(request);
    },
  };
}
