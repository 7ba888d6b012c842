// What tells a map's size and place: the scale bar, arrows to what lies beyond its edge.

import { drawPointer } from "./marks.mjs";
import { PER_DEGREE, WORLD, kilometres, kmPerPixel, latitude, longitude } from "./mercator.mjs";

const SCALE_PX = 110;
const NICE = [1, 2, 5];
const EDGE = 16;
const MOST_ARROWS = 4;
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
  ctx.font = `400 11px ${font}`;
  ctx.textAlign = "right";
  ctx.textBaseline = "alphabetic";
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
    if (colour === theme.casing) ctx.strokeText(text, right - 1, y - 8);
  }
  ctx.fillStyle = theme.ink;
  ctx.fillText(text, right - 1, y - 8);
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
 * At the edge of the view, the nearest of the marks that lie beyond it, and how far they are.
 * @param {CanvasRenderingContext2D} ctx in pixels
 * @param {object} of
 * @param {Array<{x: number, y: number}>} of.marks
 * @param {Array<string>} of.names by mark
 * @param {import("./camera.mjs").Camera} of.camera
 * @param {number} of.scale pixels per world unit
 * @param {import("./camera.mjs").View} of.frame
 * @param {(n: number) => string} of.number
 * @param {string} of.font
 * @param {import("./theme.mjs").Theme} of.theme
 * @returns {import("./labels.mjs").Rect[]} where they stand
 */
export function drawEdges(ctx, { marks, names, camera, scale, frame, number, font, theme }) {
  const [west, north, east, south] = [frame.left, frame.top, frame.width - frame.right, frame.height - frame.bottom];
  const [midX, midY] = [(west + east) / 2, (north + south) / 2];
  const beyond = marks.map((mark, i) => {
    const turn = Math.round((camera.x + (midX - frame.width / 2) / scale - mark.x) / WORLD) * WORLD; // its nearest copy
    const [x, y] = [(mark.x + turn - camera.x) * scale + frame.width / 2, (mark.y - camera.y) * scale + frame.height / 2];
    return { x, y, name: names[i], km: distance(camera, mark), out: x < west || x > east || y < north || y > south };
  });
  const rects = beyond.filter((one) => !one.out).map(({ x, y }) => [x - 8, y - 8, x + 8, y + 8]);
  const shown = rects.length;
  const sorted = beyond.filter((one) => one.out && one.name).sort((a, b) => b.km - a.km);
  for (const one of sorted) {
    if (rects.length - shown >= MOST_ARROWS) break;
    const [dx, dy] = [one.x - midX, one.y - midY];
    const fit = Math.min((dx > 0 ? east - EDGE - midX : midX - west - EDGE) / Math.max(1e-6, Math.abs(dx)), (dy > 0 ? south - EDGE - midY : midY - north - EDGE) / Math.max(1e-6, Math.abs(dy)));
    const [x, y] = [midX + dx * fit, midY + dy * fit];
    const rect = drawEdge(ctx, x, y, Math.atan2(dy, dx), `${one.name} ${number(roundKm(one.km))} km`, { west, east, rects, font, theme });
    if (rect) rects.push(rect);
  }
  return rects.slice(shown);
}

function drawEdge(ctx, x, y, angle, text, { west, east, rects, font, theme }) {
  ctx.font = `600 11px ${font}`;
  const wide = ctx.measureText(text).width;
  const toRight = Math.cos(angle) < 0;
  const left = Math.min(east - wide - 8, Math.max(west + 8, toRight ? x + 12 : x - 12 - wide));
  const rect = [left - 4, y - 9, left + wide + 4, y + 9];
  if (rects.some((other) => rect[0] < other[2] && rect[2] > other[0] && rect[1] < other[3] && rect[3] > other[1])) return null;
  drawPointer(ctx, { x, y, dx: Math.cos(angle), dy: Math.sin(angle) }, ARROW, 4, theme.ink, theme);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.strokeStyle = theme.casing;
  ctx.lineWidth = 4;
  ctx.strokeText(text, left, y);
  ctx.fillStyle = theme.ink;
  ctx.fillText(text, left, y);
  return [Math.min(rect[0], x - 10), rect[1], Math.max(rect[2], x + 10), rect[3]];
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
