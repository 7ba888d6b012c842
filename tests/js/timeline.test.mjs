import assert from "node:assert/strict";
import { test } from "node:test";

import { chipLefts } from "../../src/journeymap/page/player/timeline.mjs";

// where eras begin | width | where their chips stand
const ROWS = [
  [[0, 100, 200], 300, [0, 100, 200]],
  [[0, 10, 200], 300, [0, 44, 200]],
  [[0, 290], 300, [0, 256]],
  [[0, 280, 290], 300, [0, 212, 256]],
  [[0, 5, 10, 15], 60, [0, null, null, 30]],
  [[0], 10, [0]],
];

test("chips stand where their eras begin, and never on each other", () => {
  for (const [from, width, wanted] of ROWS) assert.deepEqual(chipLefts(from, width), wanted);
});

test("however many eras there are, each chip shown is 44 pixels wide, or as wide as all can be", () => {
  for (let count = 1; count < 80; count++) {
    const from = Array.from({ length: count }, (_, i) => 360 * (i / count) ** 2);
    const lefts = chipLefts(from, 360).filter((left) => left !== null);
    lefts.push(360);
    for (let i = 1; i < lefts.length; i++) assert.ok(lefts[i] - lefts[i - 1] >= Math.min(44, Math.max(26, 360 / (lefts.length - 1))) - 1e-9);
  }
});
