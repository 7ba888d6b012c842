// Where the world lies on the screen: a camera over a view of some size.

import { WORLD, scaleOf } from "./mercator.mjs";

const OUTSIDE = 40; // pixels around the view within which a point still counts

/**
 * @typedef {object} Projection
 * @property {import("./camera.mjs").Camera} camera
 * @property {number} scale pixels per world unit
 * @property {number} width of the view in pixels
 * @property {number} height
 * @property {number} ratio device pixels per pixel
 * @property {(x: number, y: number) => Array<[number, number]>} project world units → pixels, for
 *   every copy of the point that is in view or just outside, the one nearest the middle first
 * @property {(beside?: number) => number[]} shifts by how much each copy of the world in view, and
 *   so many beside it, is moved, in world units
 * @property {(ctx: CanvasRenderingContext2D, paint: Paint, beside?: number) => void} inWorld runs a
 *   painter once for every copy of the world in view, its transform the camera's, and for as many
 *   copies beside it as what is painted may reach over
 *
 * @typedef {(box: import("./camera.mjs").Box, seen: import("./camera.mjs").Box) => void} Paint is
 *   told what of this copy is in view, and the same without ending where the copy does
 */

/**
 * @param {import("./camera.mjs").Camera} camera
 * @param {{width: number, height: number, ratio: number}} view
 * @returns {Projection}
 */
export function makeProjection(camera, { width, height, ratio }) {
  const scale = scaleOf(camera.zoom);
  const [halfWide, halfHigh] = [width / 2 / scale, height / 2 / scale];

  function project(x, y) {
    const copies = [];
    const screenY = (y - camera.y) * scale + height / 2;
    const reach = halfWide + OUTSIDE / scale;
    const first = Math.ceil((camera.x - reach - x) / WORLD);
    const last = Math.floor((camera.x + reach - x) / WORLD);
    for (let turn = first; turn <= last; turn++) copies.push([(x + turn * WORLD - camera.x) * scale + width / 2, screenY]);
    return copies.sort(([a], [b]) => Math.abs(a - width / 2) - Math.abs(b - width / 2));
  }

  function shifts(beside = 0) {
    const first = Math.floor((camera.x - halfWide) / WORLD) - beside;
    const last = Math.floor((camera.x + halfWide) / WORLD) + beside;
    return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * WORLD);
  }

  function inWorld(ctx, paint, beside = 0) {
    const [west, east] = [camera.x - halfWide, camera.x + halfWide];
    for (const shift of shifts(beside)) {
      ctx.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * scale * (shift - west), ratio * scale * (halfHigh - camera.y));
      const seen = [west - shift, camera.y - halfHigh, east - shift, camera.y + halfHigh];
      paint([Math.max(0, seen[0]), seen[1], Math.min(WORLD, seen[2]), seen[3]], seen);
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  return { camera, scale, width, height, ratio, project, shifts, inWorld };
}
