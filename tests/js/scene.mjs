// What the tests share: the golden scene, and the few browser names the pure modules use.

import { readFileSync } from "node:fs";

/** A golden file, read anew for every caller. */
export function golden(name) {
  return JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), "utf8"));
}

/** The small journey of tests/golden/scene.csv, as the page carries it. */
export const scene = () => golden("scene.json");

/** A Path2D that remembers where it went. */
export class Path {
  points = [];
  moveTo(x, y) { this.points.push(["M", x, y]); }
  lineTo(x, y) { this.points.push(["L", x, y]); }
  closePath() { this.points.push(["Z"]); }
}

/** Assert that two numbers are the same but for rounding. */
export function near(actual, wanted, tolerance = 1e-6) {
  if (!(Math.abs(actual - wanted) <= tolerance)) throw new Error(`${actual} is not ${wanted} ± ${tolerance}`);
}
