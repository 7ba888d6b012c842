// Where sources part: the ways that some of them tell beside the one that is shown.

import { scaleOf } from "./mercator.mjs";
import { fillIn, stroke } from "./pen.mjs";
import { DASHES, strokeDashed } from "./trail.mjs";
import { makeWay, pointAt, traceWay } from "./ways.mjs";

const WIDTH = 1.75;
const HEIGHT = 14;
const LEAST = 40; // pixels of line for a count

/**
 * The ways that single sources tell and the journey as all tell it does not have.
 * @param {any} data
 * @returns {Array<{stay: number, way: import("./ways.mjs").Way, count: number, of: number}>} each
 *   with how many of the sources tell it so
 */
export function partedWays(data) {
  const told = (data.readings ?? []).filter((reading) => reading.source);
  const found = new Map();
  for (const leg of told.flatMap((reading) => reading.legs.filter((one) => typeof one !== "number" && one.kind !== "unreached"))) {
    const key = `${leg.stay} ${leg.line.join(" ")}`;
    const known = found.get(key);
    if (known) known.count += 1;
    else found.set(key, { stay: leg.stay, way: makeWay(leg), count: 1, of: told.length });
  }
  return [...found.values()];
}

/** In world units: those whose stay has been reached. */
export function drawParted(ctx, parted, { clock, t, zoom, theme }) {
  const pixel = 1 / scaleOf(zoom);
  for (const { stay, way } of parted) {
    if (t < clock.holdFrom[stay]) continue;
    ctx.beginPath();
    traceWay(ctx, way, 1);
    stroke(ctx, theme.casing, (WIDTH + 2) * pixel);
    strokeDashed(ctx, DASHES.get("parted"), theme.ink, WIDTH, pixel);
  }
}

/**
 * In pixels: on each, how many of the sources tell it.
 * @returns {import("./labels.mjs").Rect[]} where the counts stand
 */
export function drawCounts(ctx, parted, { clock, t, scale, project, font, theme }) {
  const taken = [];
  for (const { stay, way, count, of } of parted) {
    if (t < clock.holdFrom[stay] || way.length * scale < LEAST) continue;
    const text = `${count}/${of}`;
    const middle = pointAt(way, 0.5);
    ctx.font = `600 10px ${font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const half = ctx.measureText(text).width / 2 + 5;
    for (const [x, y] of project(middle.x, middle.y)) {
      const box = [x - half, y - HEIGHT / 2, x + half, y + HEIGHT / 2];
      ctx.beginPath();
      ctx.roundRect(box[0], box[1], 2 * half, HEIGHT, HEIGHT / 2);
      fillIn(ctx, theme.casing);
      stroke(ctx, theme.ink, 1);
      ctx.fillStyle = theme.ink;
      ctx.fillText(text, x, y + 0.5);
      taken.push(box);
    }
  }
  return taken;
}
