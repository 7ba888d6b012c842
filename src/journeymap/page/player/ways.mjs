// Legs as lines in world units, and how far along them one is.

import { worldX, worldY } from "./mercator.mjs";

const BOW = 0.07;
const BOW_MORE = 0.03;
const MOST_BOWS = 3; // more often gone ways lie on each other
const BOW_POINTS = 24;
const LANE = 3.5; // pixels between ways that have stretches in common
const MOST_LANES = 2; // beside the first; those gone more often are one band, with a count

/**
 * @typedef {object} Way
 * @property {Float64Array} xs world units, unrolled past the antimeridian
 * @property {Float64Array} ys
 * @property {Float64Array} lengths from the start to each point
 * @property {number} length
 * @property {number} lane how many lanes to the right of travel it is drawn
 * @property {[number, number, number, number]} box west, north, east, south
 */

/**
 * The line of a leg. One of which only the ends are recorded bows to the right of travel,
 * the more often it was gone the more, so that out and back form a lens.
 * @param {{line: number[], bows: number, lane?: number}} leg
 * @returns {Way}
 */
export function makeWay(leg) {
  let [xs, ys] = worldLine(leg.line);
  if (leg.bows >= 0) [xs, ys] = bowed(xs, ys, BOW + BOW_MORE * Math.min(MOST_BOWS, leg.bows));
  return { ...measured(xs, ys), lane: Math.min(MOST_LANES, leg.lane ?? 0) };
}

/** Whether so many have gone a way before that it is one of a band, which is counted. */
export function isBand(leg) {
  return (leg.lane ?? 0) > MOST_LANES;
}

/** How far beside its line a way is drawn where a pixel is so large. */
export function besideOf(way, pixel) {
  return (way.lane ?? 0) * LANE * pixel;
}

/**
 * A line of the scene, a point and the steps from it, in world units.
 * @param {number[]} steps
 * @returns {[Float64Array, Float64Array]} all x, all y
 */
export function worldLine(steps) {
  const xs = new Float64Array(steps.length / 2);
  const ys = new Float64Array(steps.length / 2);
  let [lon, lat] = [0, 0];
  for (let i = 0; i < xs.length; i++) {
    lon += steps[2 * i];
    lat += steps[2 * i + 1];
    xs[i] = worldX(lon);
    ys[i] = worldY(lat);
  }
  return [xs, ys];
}

function bowed(xs, ys, bow) {
  const last = xs.length - 1;
  const [dx, dy] = [xs[last] - xs[0], ys[last] - ys[0]];
  // Twice the bow: a quadratic curve passes half-way between its chord and its handle.
  const handle = [(xs[0] + xs[last]) / 2 - 2 * bow * dy, (ys[0] + ys[last]) / 2 + 2 * bow * dx];
  const outX = new Float64Array(BOW_POINTS + 1);
  const outY = new Float64Array(BOW_POINTS + 1);
  for (let i = 0; i <= BOW_POINTS; i++) {
    const u = i / BOW_POINTS;
    const a = (1 - u) * (1 - u);
    const b = 2 * u * (1 - u);
    const c = u * u;
    outX[i] = a * xs[0] + b * handle[0] + c * xs[last];
    outY[i] = a * ys[0] + b * handle[1] + c * ys[last];
  }
  return [outX, outY];
}

/** @returns {Omit<Way, "lane">} */
function measured(xs, ys) {
  const lengths = new Float64Array(xs.length);
  const box = [xs[0], ys[0], xs[0], ys[0]];
  for (let i = 1; i < xs.length; i++) {
    const x = xs[i];
    const y = ys[i];
    const dx = x - xs[i - 1];
    const dy = y - ys[i - 1];
    lengths[i] = lengths[i - 1] + Math.sqrt(dx * dx + dy * dy);
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return { xs, ys, lengths, length: lengths[lengths.length - 1], box };
}

/**
 * The point a share of the way along, and the direction of travel there.
 * @param {Way} way
 * @param {number} share 0 to 1
 * @param {number} [beside] to the right of travel, in world units
 * @returns {{x: number, y: number, dx: number, dy: number}}
 */
export function pointAt(way, share, beside = 0) {
  const goal = share * way.length;
  let i = 1;
  while (i < way.lengths.length - 1 && way.lengths[i] < goal) i++;
  const span = way.lengths[i] - way.lengths[i - 1] || 1;
  const u = (goal - way.lengths[i - 1]) / span;
  const [dx, dy] = [way.xs[i] - way.xs[i - 1], way.ys[i] - way.ys[i - 1]];
  const norm = Math.hypot(dx, dy) || 1;
  return { x: way.xs[i - 1] + u * dx - (beside * dy) / norm, y: way.ys[i - 1] + u * dy + (beside * dx) / norm, dx: dx / norm, dy: dy / norm };
}

/**
 * Trace the way from its start to a share of it.
 * @param {CanvasRenderingContext2D | Path2D} path
 * @param {Way} way
 * @param {number} share
 * @param {number} [beside] to the right of travel, in world units
 */
export function traceWay(path, way, share, beside = 0) {
  const { lengths } = way;
  const [xs, ys] = beside ? shifted(way, beside) : [way.xs, way.ys];
  const goal = share * way.length;
  path.moveTo(xs[0], ys[0]);
  for (let i = 1; i < xs.length && lengths[i] <= goal; i++) path.lineTo(xs[i], ys[i]);
  if (share < 1) {
    const end = pointAt(way, share, beside);
    path.lineTo(end.x, end.y);
  }
}

/** The line so far to the right of travel; at a point that is half-way between its neighbours'. */
function shifted({ xs, ys }, beside) {
  const outX = new Float64Array(xs.length);
  const outY = new Float64Array(xs.length);
  for (let i = 0; i < xs.length; i++) {
    const before = Math.max(0, i - 1);
    const after = Math.min(xs.length - 1, i + 1);
    const dx = xs[after] - xs[before];
    const dy = ys[after] - ys[before];
    const norm = Math.hypot(dx, dy) || 1;
    outX[i] = xs[i] - (beside * dy) / norm;
    outY[i] = ys[i] + (beside * dx) / norm;
  }
  return [outX, outY];
}
