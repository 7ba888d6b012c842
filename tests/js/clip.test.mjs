import assert from "node:assert/strict";
import { test } from "node:test";
import { clipRing } from "../../src/journeymap/page/player/clip.mjs";
import { near } from "./scene.mjs";

const BOX = [0, 0, 10, 10];

/** Twice the signed area of x0, y0, x1, y1, … */
function area(points) {
  let sum = 0;
  for (let i = 0; i < points.length; i += 2) {
    const j = (i + 2) % points.length;
    sum += points[i] * points[j + 1] - points[j] * points[i + 1];
  }
  return sum / 2;
}

test("a ring inside the box is left as it is", () => {
  assert.deepEqual([...clipRing([2, 2, 8, 2, 8, 8], BOX)], [2, 2, 8, 2, 8, 8]);
});

test("a ring outside the box leaves nothing", () => {
  for (const ring of [[-5, -5, -1, -5, -1, -1], [11, 0, 20, 0, 20, 9], [0, -9, 9, -9, 4, -1], [0, 11, 9, 11, 4, 19]]) assert.deepEqual(clipRing(ring, BOX), []);
});

test("a ring around the box leaves the box", () => {
  near(Math.abs(area(clipRing([-100, -100, 100, -100, 100, 100, -100, 100], BOX))), 100);
});

test("half a square is cut at the edge, on each side", () => {
  for (const [dx, dy] of [[-5, 0], [5, 0], [0, -5], [0, 5]]) {
    const ring = [0 + dx, 0 + dy, 10 + dx, 0 + dy, 10 + dx, 10 + dy, 0 + dx, 10 + dy];
    near(Math.abs(area(clipRing(ring, BOX))), 50);
  }
});

test("nothing of the result lies outside, and its orientation stays", () => {
  // A deterministic crooked ring around the box's corner.
  const ring = [];
  for (let i = 0; i < 40; i++) {
    const radius = 4 + ((i * 7919) % 9);
    ring.push(10 + radius * Math.cos((i / 40) * 2 * Math.PI), radius * Math.sin((i / 40) * 2 * Math.PI));
  }
  const cut = clipRing(ring, BOX);
  for (let i = 0; i < cut.length; i += 2) {
    assert.ok(cut[i] >= BOX[0] && cut[i] <= BOX[2] && cut[i + 1] >= BOX[1] && cut[i + 1] <= BOX[3]);
  }
  assert.equal(Math.sign(area(cut)), Math.sign(area(ring)));
});

test("a ring cut by two neighbouring boxes loses no area between them", () => {
  const ring = [1, 1, 19, 3, 15, 9, 4, 8];
  near(Math.abs(area(clipRing(ring, [0, 0, 10, 10]))) + Math.abs(area(clipRing(ring, [10, 0, 20, 10]))), Math.abs(area(ring)), 1e-9);
});

test("typed arrays and infinite sides may be given, as the map does", () => {
  assert.deepEqual([...clipRing(Int32Array.of(2, 2, 8, 2, 8, 8), [0, -Infinity, 10, Infinity])], [2, 2, 8, 2, 8, 8]);
});
