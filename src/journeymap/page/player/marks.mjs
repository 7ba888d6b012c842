// The spots of the journey on the map: one mark each, however many stays took place there.
// Its size is how long he stayed, its colours the eras, its glyph what the stay was.

import { firstOf, lastOf } from "./days.mjs";
import { circle, fillIn, stroke } from "./pen.mjs";
import { eraColour } from "./theme.mjs";

const DAY_UNKNOWN = 30;
const MAX_SEGMENTS = 4;
const REACH = 22;
const TOUCHING = 3; // pixels between two marks that nobody could part by a finger
const COUNT = 8; // pixels around the middle of a count in which no other mark may be
const RING = 5; // pixels
const SMALL_HALO = 48; // pixels
const LEAST_CURRENT = 7; // pixels: smaller, what a stay was could not be told from the glyph

/**
 * @typedef {object} Placed a mark where it is on the screen
 * @property {number} index of the mark
 * @property {number} x pixels
 * @property {number} y
 * @property {number} r
 * @property {number} reach pixels from its middle to where its name may begin
 * @property {"current" | "visited" | "future"} state
 * @property {number} stay the stay it speaks for: the current one, the last one begun, or the first
 */

/**
 * The marks in view, those that matter most last.
 * @param {{data: any, world: any, clock: any}} of
 * @param {number} t
 * @param {import("./projection.mjs").Projection} projection
 * @returns {Placed[]}
 */
export function placeMarks({ data, world, clock }, t, { project, scale }) {
  const { stay: now, phase } = clock.at(t);
  const rank = { future: 0, visited: 1, current: 2 };
  // From stay to stay at one spot he goes nowhere.
  const here = phase === "hold" || (phase === "approach" && data.stays[now].mark === data.stays[now - 1]?.mark) ? data.stays[now].mark : -1;
  const placed = world.marks.flatMap((mark, index) => {
    const begun = t > 0 ? mark.stays.filter((i) => clock.holdFrom[i] <= t) : [];
    const current = index === here;
    const state = current ? "current" : begun.length ? "visited" : "future";
    const stay = current ? now : (begun[begun.length - 1] ?? mark.stays[0]);
    const r = state === "future" ? 3 : Math.max(current ? LEAST_CURRENT : 0, radius(begun.map((i) => data.stays[i])));
    if (state === "future" && world.hidesWhatComes) return [];
    // The current one has a ring around it, or a halo, which a name clears while it is small.
    const halo = mark.halo * scale < SMALL_HALO ? mark.halo * scale : 0;
    const reach = current ? Math.max(r + RING, halo) : r;
    return project(mark.x, mark.y).map(([x, y]) => ({ index, x, y, r, reach, state, stay, begun }));
  });
  return placed.sort((a, b) => rank[a.state] - rank[b.state]);
}

function radius(stays) {
  return Math.min(10, Math.max(4, 4 + 1.6 * Math.log10(1 + daysOf(stays))));
}

/** How long the stays were together, in days. */
export function daysOf(stays) {
  return stays.reduce((sum, { days }) => {
    const [from, to] = [firstOf(days), lastOf(days)];
    return sum + (from === null || to === null ? DAY_UNKNOWN : Math.max(1, to - from));
  }, 0);
}

/**
 * @param {CanvasRenderingContext2D} ctx in pixels
 * @param {Placed[]} placed
 * @param {any} data
 * @param {import("./theme.mjs").Theme} theme
 * @param {string} font
 * @returns {import("./labels.mjs").Rect[]} where counts stand
 */
export function drawMarks(ctx, placed, data, theme, font) {
  return placed.flatMap((mark) => {
    if (mark.state === "future") {
      drawFuture(ctx, mark, data, theme);
      return [];
    }
    const isCrowded = placed.some((other) => other !== mark && Math.hypot(other.x - mark.x - mark.r, other.y - mark.y + mark.r) < other.r + COUNT);
    drawVisited(ctx, mark, data, theme);
    const hasCount = mark.begun.length > 1 && mark.state !== "current" && !isCrowded;
    return hasCount ? [drawCount(ctx, mark.x + mark.r, mark.y - mark.r, String(mark.begun.length), theme, font)] : [];
  });
}

function colourOf(data, theme, stay) {
  return eraColour(theme, data.eras[data.stays[stay].era][2]);
}

function drawFuture(ctx, { x, y, r, stay }, data, theme) {
  circle(ctx, x, y, r);
  fillIn(ctx, theme.casing);
  stroke(ctx, colourOf(data, theme, stay), 1.5);
}

function drawVisited(ctx, mark, data, theme) {
  const { x, y, r, state, stay, begun } = mark;
  if (state === "current") drawRing(ctx, mark, colourOf(data, theme, stay), theme);
  circle(ctx, x, y, r + 1.5);
  fillIn(ctx, theme.casing);
  const eras = [...new Set(begun.map((i) => data.stays[i].era))].slice(-MAX_SEGMENTS);
  if (state === "current") {
    ctx.fillStyle = colourOf(data, theme, stay);
    traceGlyph(ctx, data.stays[stay].glyph, x, y, r);
    ctx.fill();
  } else {
    eras.forEach((era, i) => {
      ctx.fillStyle = eraColour(theme, data.eras[era][2]);
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.arc(x, y, r, (i / eras.length - 0.25) * 2 * Math.PI, ((i + 1) / eras.length - 0.25) * 2 * Math.PI);
      ctx.fill();
    });
  }
}

function drawRing(ctx, { x, y, r }, colour, theme) {
  circle(ctx, x, y, r + 6);
  stroke(ctx, theme.casing, 4);
  stroke(ctx, colour, 2);
}

/** Circle: lived there; square: held; triangle: a trip; diamond: an event; half-disc: hiding. */
export function traceGlyph(ctx, glyph, x, y, r) {
  ctx.beginPath();
  if (glyph === "held") ctx.rect(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r);
  else if (glyph === "trip") polygon(ctx, x, y, [[0, -1.15], [1.1, 0.8], [-1.1, 0.8]], r);
  else if (glyph === "event") polygon(ctx, x, y, [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]], r);
  else if (glyph === "hiding") ctx.arc(x, y, r, 0, Math.PI);
  else ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.closePath();
}

function polygon(ctx, x, y, corners, r) {
  corners.forEach(([dx, dy], i) => (i ? ctx.lineTo(x + dx * r, y + dy * r) : ctx.moveTo(x + dx * r, y + dy * r)));
}

/**
 * A number in a dark pill.
 * @returns {import("./labels.mjs").Rect} where it stands
 */
export function drawCount(ctx, x, y, text, theme, font) {
  ctx.font = `600 10px ${font}`;
  const wide = Math.max(14, ctx.measureText(text).width + 7);
  ctx.beginPath();
  ctx.roundRect(x - wide / 2, y - 7, wide, 14, 7);
  fillIn(ctx, theme.ink);
  ctx.fillStyle = theme.casing;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y + 0.5);
  return [x - wide / 2, y - 7, x + wide / 2, y + 7];
}

const HEAD = [[9, 0], [-6, 6.5], [-3, 0], [-6, -6.5]];

/**
 * The traveller, and the way he faces.
 * @param {CanvasRenderingContext2D} ctx in pixels
 */
export function drawHead(ctx, x, y, dx, dy, colour, theme) {
  drawPointer(ctx, { x, y, dx, dy }, HEAD, 4, colour, theme);
}

/**
 * A shape that faces the way of travel, with a casing so many pixels wide.
 * @param {CanvasRenderingContext2D} ctx in pixels
 * @param {{x: number, y: number, dx: number, dy: number}} at
 * @param {number[][]} corners as they are facing east
 */
export function drawPointer(ctx, { x, y, dx, dy }, corners, casing, colour, theme) {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(Math.atan2(dy, dx));
  ctx.beginPath();
  polygon(ctx, 0, 0, corners, 1);
  ctx.closePath();
  ctx.lineJoin = "round";
  stroke(ctx, theme.casing, casing);
  fillIn(ctx, colour);
  ctx.restore();
}

/**
 * The marks that a mark falls together with, itself among them, one for each spot.
 * @param {Placed} mark
 * @param {Placed[]} placed
 */
export function togetherWith(mark, placed) {
  const near = placed.filter((other) => Math.hypot(other.x - mark.x, other.y - mark.y) < mark.r + other.r + TOUCHING);
  return near.filter((one, i) => near.findIndex((other) => other.index === one.index) === i);
}

/**
 * The mark nearest to a point of the screen, within a finger's reach; null if none is.
 * @param {Placed[]} placed
 */
export function markAt(placed, x, y) {
  let best = null;
  let least = REACH;
  for (const mark of placed) {
    const distance = Math.hypot(mark.x - x, mark.y - y) - (mark.state === "current" ? 4 : 0);
    if (distance < least) [best, least] = [mark, distance];
  }
  return best;
}
