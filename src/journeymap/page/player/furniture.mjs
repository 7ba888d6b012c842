// What tells a map's size and place: the scale bar, arrows to what lies beyond its edge.

import { isInside, meets } from "./camera.mjs";
import { writeCased } from "./labels.mjs";
import { drawPointer } from "./marks.mjs";
import { PER_DEGREE, WORLD, kilometres, kmPerPixel, latitude, longitude } from "./mercator.mjs";

const SCALE_PX = 110;
const NICE = [1, 2, 5];
const EDGE = 16;
const MOST_ARROWS = 4;
const ALIKE = Math.cos(0.12); // arrows closer in direction would say one thing twice
const SLIDES = [0, 20, -20, 40, -40, 60, -60, 80, -80]; // pixels
const ARROW = [[8, 0], [-4, 5], [-4, -5]];

/**
 * The scale at the middle of what is seen: on Mercator it holds for that latitude alone.
 * @param {CanvasRenderingContext2D} ctx in pixels
 * @param {{x: number, y: number}} at its right end
 * @param {import("./camera.mjs").Camera} camera
 * @param {(n: number) => string} number
 * @param {string} font
 * @param {import("./theme.mjs").Theme} theme
 * @returns {import("./labels.mjs").Rect} where it stands
 */
export function drawScale(ctx, at, camera, number, font, theme) {
  const per = kmPerPixel(camera.y, camera.zoom);
  const { length, text } = niceLength(per, number);
  const right = Math.round(at.x) - 0.5;
  const [left, y] = [right - length, Math.round(at.y) - 0.5];
  ctx.lineJoin = "round";
  for (const [colour, width] of [[theme.casing, 4], [theme.ink, 1.25]]) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.moveTo(left, y - 5);
    ctx.lineTo(left, y);
    ctx.lineTo(right, y);
    ctx.lineTo(right, y - 5);
    ctx.stroke();
  }
  ctx.font = `400 11px ${font}`;
  ctx.textAlign = "right";
  writeCased(ctx, text, right - 1, y - 12, theme.ink, theme);
  return [left - 4, y - 22, right + 4, y + 4];
}

/** The longest round distance that a bar of so many pixels may show, and its own length. */
export function niceLength(kmPerPx, number, pixels = SCALE_PX) {
  const most = pixels * kmPerPx;
  let km = 0.001;
  for (let power = -3; power < 6; power++) for (const step of NICE) if (step * 10 ** power <= most) km = step * 10 ** power;
  return { length: km / kmPerPx, text: km < 1 ? `${Math.round(km * 1000)} m` : `${number(km)} km` };
}

/**
 * At the edge of what is seen, the marks that lie beyond it, those that matter most first, then those
 * where the stays were longest, and how far they are from its middle.
 * @param {CanvasRenderingContext2D} ctx in pixels
 * @param {object} of
 * @param {Array<{x: number, y: number}>} of.marks
 * @param {Array<{place: string, rank: number, days: number}>} of.names by mark
 * @param {import("./camera.mjs").Camera} of.camera
 * @param {number} of.scale pixels per world unit
 * @param {import("./camera.mjs").View} of.frame
 * @param {(n: number) => string} of.number
 * @param {import("./labels.mjs").Rect[]} of.taken where something stands already
 * @param {string} of.font
 * @param {import("./theme.mjs").Theme} of.theme
 * @returns {import("./labels.mjs").Rect[]} where they stand
 */
export function drawEdges(ctx, { marks, names, camera, scale, frame, number, taken, font, theme }) {
  const seen = [frame.left, frame.top, frame.width - frame.right, frame.height - frame.bottom];
  const [west, north, east, south] = seen;
  const [midX, midY] = [(west + east) / 2, (north + south) / 2];
  const middle = { x: camera.x + (midX - frame.width / 2) / scale, y: camera.y + (midY - frame.height / 2) / scale };
  const beyond = marks.map((mark, i) => {
    const turn = Math.round((middle.x - mark.x) / WORLD) * WORLD; // its nearest copy
    const [x, y] = [(mark.x + turn - camera.x) * scale + frame.width / 2, (mark.y - camera.y) * scale + frame.height / 2];
    return { x, y, angle: Math.atan2(y - midY, x - midX), ...names[i], km: distance(middle, mark), isIn: isInside([x, y, x, y], seen) };
  });
  const rects = [...taken, ...beyond.filter((one) => one.isIn).map(({ x, y }) => [x - 8, y - 8, x + 8, y + 8])];
  const shown = [];
  const sorted = beyond.filter((one) => !one.isIn && one.place).sort((a, b) => a.rank - b.rank || b.days - a.days || a.km - b.km);
  ctx.font = `600 11px ${font}`;
  for (const one of sorted) {
    if (shown.length >= MOST_ARROWS) break;
    if (shown.some(({ angle }) => Math.cos(angle - one.angle) > ALIKE)) continue;
    const [dx, dy] = [one.x - midX, one.y - midY];
    const fit = Math.min(((dx > 0 ? east : west) - Math.sign(dx) * EDGE - midX) / (dx || 1e-6), ((dy > 0 ? south : north) - Math.sign(dy) * EDGE - midY) / (dy || 1e-6));
    const text = `${one.place} ${number(roundKm(one.km))} km`;
    const wide = ctx.measureText(text).width;
    const x = midX + dx * fit;
    const left = Math.min(east - wide - 8, Math.max(west + 8, dx < 0 ? x + 12 : x - 12 - wide));
    const rectAt = (y) => [Math.min(left, x) - 8, y - 9, Math.max(left + wide, x) + 8, y + 9];
    // What stands there already is given way to, along the edge.
    const y = SLIDES.map((by) => midY + dy * fit + by).find((y) => isInside(rectAt(y), seen) && !rects.some((other) => meets(rectAt(y), other)));
    if (y === undefined) continue;
    drawPointer(ctx, { x, y, dx: Math.cos(one.angle), dy: Math.sin(one.angle) }, ARROW, 4, theme.ink, theme);
    ctx.textAlign = "left";
    writeCased(ctx, text, left, y, theme.ink, theme);
    rects.push(rectAt(y));
    shown.push(one);
  }
  return rects.slice(rects.length - shown.length);
}

/** Kilometres between two points of the world. */
function distance(a, b) {
  const [from, to] = [a, b].map(({ x, y }) => [longitude(x) * PER_DEGREE, latitude(y) * PER_DEGREE]);
  return kilometres(from, to);
}

function roundKm(km) {
  const step = km < 1000 ? 10 : 100;
  return Math.round(km / step) * step;
}
