// Where the camera is at a moment: a pure function of the clock and the size of the view.

import { WORLD, scaleOf } from "./mercator.mjs";

const NEAREST = 7.4;
const NEAREST_TO_CLOSE = 8.6;
const CLOSE = 300; // world units, about 30 km in Europe: stays so close are looked at from nearer
const FARTHEST_HOLD = 4.4;
const NO_BOUNCE = 0.9;
const ELSEWHERE = 40; // world units, about 5 km in Europe
const WATCHED = 0.15; // of a leg's time: seen whole, the camera at rest
const OUT = [0.4, 0.5]; // of it: the least and most that is spent on drawing back
const SEEN = 0.12; // of a zoom: as much closer the eye can still follow a leg
const BESIDE_BUTTONS = 16; // pixels kept free between them and what is to be seen
const ROOMY = 640; // pixels across for the overview
const APART = 1.2; // times as far as the one before
const RAMP = 1 / 6; // of a move: until it has its speed, and from when it loses it

/**
 * @typedef {object} Camera
 * @property {number} x world units at the middle of the view
 * @property {number} y
 * @property {number} zoom
 *
 * @typedef {object} View
 * @property {number} width pixels
 * @property {number} height
 * @property {number} left what the card and the dock cover, from each side
 * @property {number} top
 * @property {number} right
 * @property {number} bottom
 * @property {number} cornerLeft where the buttons in the upper corner begin
 * @property {number} cornerRight
 * @property {number} cornerBottom and end
 *
 * @typedef {[number, number, number, number]} Box west, north, east, south in world units
 */

/**
 * The camera that shows a box in the part of the view that nothing covers.
 * @param {Box} box
 * @param {View} view
 * @param {number} nearest
 * @param {number} [margin] pixels kept free around it
 * @returns {Camera}
 */
export function fit(box, view, nearest, margin = 36) {
  const wide = Math.max(40, view.width - view.left - view.right - 2 * margin);
  const high = Math.max(40, view.height - view.top - view.bottom - 2 * margin);
  const scale = Math.min(wide / Math.max(1, box[2] - box[0]), high / Math.max(1, box[3] - box[1]));
  const zoom = Math.max(1, Math.min(nearest, 10 + Math.log2(scale)));
  return clearOfButtons(centred((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, zoom, view), box, view);
}

/** The same, moved down or aside as far as there is room if the buttons in the corner would lie on the box. */
function clearOfButtons(camera, [west, north, east, south], view) {
  const scale = scaleOf(camera.zoom);
  const [left, right] = [west, east].map((x) => (x - camera.x) * scale + view.width / 2);
  const [top, bottom] = [north, south].map((y) => (y - camera.y) * scale + view.height / 2);
  const [aside, down] = [right + BESIDE_BUTTONS - view.cornerLeft, view.cornerBottom + BESIDE_BUTTONS - top];
  if (!(aside > 0 && down > 0 && left < view.cornerRight)) return camera;
  const [free, freeAside] = [view.height - view.bottom - bottom - BESIDE_BUTTONS, left - view.left - BESIDE_BUTTONS];
  if (free >= down || free > freeAside) return { ...camera, y: camera.y - Math.max(0, Math.min(free, down)) / scale };
  return { ...camera, x: camera.x + Math.max(0, Math.min(freeAside, aside)) / scale };
}

/** The camera at a zoom that has a point in the middle of what nothing covers. */
function centred(x, y, zoom, view) {
  const scale = scaleOf(zoom);
  return { x: x - (view.left - view.right) / 2 / scale, y: y - (view.top - view.bottom) / 2 / scale, zoom };
}

/**
 * Between two cameras: a straight flight, its height growing or shrinking steadily.
 * @param {Camera} a
 * @param {Camera} b
 * @param {number} u 0 to 1
 * @returns {Camera}
 */
export function between(a, b, u) {
  if (u <= 0) return a;
  if (u >= 1) return b;
  const zoom = a.zoom + (b.zoom - a.zoom) * u;
  const [low, high, now] = [1 / scaleOf(a.zoom), 1 / scaleOf(b.zoom), 1 / scaleOf(zoom)];
  const share = Math.abs(b.zoom - a.zoom) < 1e-6 ? u : (now - low) / (high - low);
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share, zoom };
}

/** Starts and ends at rest, and is never more than a fifth faster than on the whole. */
export function eased(u) {
  const near = Math.min(u, 1 - u);
  const gone = near < RAMP ? (near * near) / (2 * RAMP) : near - RAMP / 2;
  return Math.abs((u > 0.5) - gone / (1 - RAMP));
}

/**
 * @param {Array<{x: number, y: number, box: Box}>} spots where each stay is, and what must be seen of it
 * @param {Array<Box | null>} approaches what the legs to each stay cover
 * @param {View} view
 */
export function makeCamera(spots, approaches, view) {
  // At its corners there is nothing, and no place to lose beside them.
  const overview = fit(overviewBox(spots, approaches, view), { ...view, cornerLeft: Infinity }, 6);
  const holds = holdFrames(spots, view);
  const legs = approaches.map((box, i) => (box ? legFrame(box, i ? holds[i - 1] : overview, holds[i], view) : null));

  /**
   * @param {import("./clock.mjs").Moment} moment
   * @returns {Camera}
   */
  function at(moment) {
    const { phase, stay, u } = moment;
    if (phase === "overview" || phase === "end" || !spots.length) return overview;
    if (phase === "closing") return between(holds[stay], overview, eased(u));
    if (phase === "hold") return holds[stay];
    const from = stay ? holds[stay - 1] : overview;
    const middle = legs[stay];
    if (!middle) return between(from, holds[stay], eased(u));
    const out = outShare(from.zoom - middle.zoom, holds[stay].zoom - middle.zoom);
    if (u < out) return between(from, middle, eased(u / out));
    return between(middle, holds[stay], eased(Math.max(0, (u - out - WATCHED) / (1 - out - WATCHED))));
  }

  /** Whether it has to move for a stay: not where that is as the one before it. */
  function comes(stay) {
    const [from, to] = [holds[stay - 1], holds[stay]];
    return Boolean(legs[stay]) || !from || from.x !== to.x || from.y !== to.y || from.zoom !== to.zoom;
  }

  return { at, comes, overview, holds };
}

/**
 * Frames of the holds, each no closer than its neighbours ask, without needless zooming. Stays
 * one after the other at one place have one zoom, that of the nearer neighbour.
 */
function holdFrames(spots, view) {
  const frames = [];
  spots.forEach((spot, i) => {
    const [before, after] = [neighbourZoom(spots, i, -1, view), neighbourZoom(spots, i, 1, view)];
    const isRun = [i - 1, i + 1].some((j) => spots[j] && distance(spots[i], spots[j]) < ELSEWHERE);
    const wanted = isRun ? Math.max(before ?? 0, after ?? 0) || NEAREST : Math.min(before ?? after ?? NEAREST, after ?? before ?? NEAREST);
    let zoom = Math.max(FARTHEST_HOLD, wanted);
    const last = frames[i - 1];
    if (last && Math.abs(last.zoom - zoom) < NO_BOUNCE) zoom = last.zoom;
    frames.push(fit(spot.box, view, zoom));
  });
  return frames;
}

/** The zoom that shows a spot and the next one before or after it that is elsewhere; null without one. */
function neighbourZoom(spots, i, step, view) {
  for (let j = i + step; j >= 0 && j < spots.length; j += step) {
    const apart = distance(spots[i], spots[j]);
    const nearest = apart < CLOSE ? NEAREST_TO_CLOSE : NEAREST;
    if (apart >= ELSEWHERE) return Math.min(nearest, fit(union(spots[i].box, spots[j].box), view, nearest).zoom + 0.4);
  }
  return null;
}

function distance(a, b) {
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y));
}

/**
 * The frame that shows a whole leg; null where the eye can follow it without drawing back. Where it
 * ends in such a frame, as a passage does, the camera is there before he has gone far.
 */
function legFrame(box, from, to, view) {
  const frame = fit(box, view, Math.max(from.zoom, to.zoom));
  if (frame.zoom <= Math.min(from.zoom, to.zoom) - SEEN) return frame;
  return frame.zoom < from.zoom - SEEN ? to : null;
}

/**
 * What share of a leg's time goes into drawing back by so many zooms, before coming down by so
 * many: where there is more to do more time is spent. To a passage, which is looked at from there,
 * the camera comes before he has gone far.
 */
function outShare(out, into) {
  const [least, most] = OUT;
  return into > 0 ? Math.min(most, Math.max(least, ((1 - WATCHED) * out) / (out + into))) : least;
}

/**
 * What the overview shows: all stays and ways where there is room. On a narrow screen those that
 * lie apart are left out, up to a quarter: the cut is where the distance grows most, if anywhere.
 */
function overviewBox(spots, approaches, view) {
  const all = spots.map((spot) => spot.box).reduce(union, spots[0]?.box ?? [0, 0, WORLD, WORLD]);
  if (view.width - view.left - view.right > ROOMY || spots.length < 5) return approaches.filter(Boolean).reduce(union, all);
  const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
  const [x, y] = [middle(spots.map((spot) => spot.x)), middle(spots.map((spot) => spot.y))];
  const reach = ({ box }) => Math.max(x - box[0], box[2] - x, y - box[1], box[3] - y);
  const near = spots.toSorted((a, b) => reach(a) - reach(b));
  let [shown, most] = [near.length, APART];
  for (let i = Math.ceil(0.75 * shown); i < near.length; i++) {
    const grown = reach(near[i]) / Math.max(1, reach(near[i - 1]));
    if (grown > most) [shown, most] = [i, grown];
  }
  return near.slice(0, shown).map((spot) => spot.box).reduce(union);
}

/**
 * @param {Box} a
 * @param {Box} b
 * @returns {Box}
 */
export function union(a, b) {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/**
 * Whether two boxes have anything in common.
 * @param {Box} a
 * @param {Box} b
 */
export function meets(a, b) {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

/**
 * @param {Box} box
 * @param {Box} whole
 */
export function isInside(box, whole) {
  return box[0] >= whole[0] && box[1] >= whole[1] && box[2] <= whole[2] && box[3] <= whole[3];
}

/**
 * @param {ArrayLike<number>} points x0, y0, x1, y1, …
 * @returns {Box}
 */
export function boxOf(points) {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i];
    const y = points[i + 1];
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < north) north = y;
    if (y > south) south = y;
  }
  return [west, north, east, south];
}
