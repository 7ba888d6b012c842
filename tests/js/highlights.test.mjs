import assert from "node:assert/strict";
import { test } from "node:test";

import { makeClock } from "../../src/journeymap/page/player/clock.mjs";
import { makeHighlights } from "../../src/journeymap/page/player/highlights.mjs";

const stay = (rank, approach = 1000, hold = 3000) => ({ rank, approach, hold, days: [null, null, null, null], within: -1 });

function highlightsOf(stays, closing = 2000) {
  const clock = makeClock(stays, [], closing);
  return { clock, highlights: makeHighlights(clock, stays) };
}

test("a stay of the first rank is told at length, another is not held at all", () => {
  const { clock, highlights } = highlightsOf([stay(1), stay(2), stay(1)]);
  assert.equal(highlights.after(0, 500), 500);
  assert.equal(highlights.after(clock.holdFrom[0], 2999), clock.holdFrom[0] + 2999);
  const into = highlights.after(clock.holdFrom[1], 0.001);
  assert.ok(into >= clock.approachFrom[2] && into < clock.approachFrom[2] + 1);
});

test("it takes as long as it says, however it is cut into frames", () => {
  const stays = Array.from({ length: 60 }, (_, i) => stay(i % 4 ? 3 : 1, 2000, 5000));
  const { clock, highlights } = highlightsOf(stays);
  for (const frame of [1, 16.7, 250, 5000]) {
    let t = 0;
    let frames = 0;
    while (t < clock.duration) {
      const next = highlights.after(t, frame);
      assert.ok(next > t);
      t = next;
      frames += 1;
    }
    assert.ok(Math.abs(frames * frame - highlights.duration) <= frame + 1, `${frame}: ${frames * frame} ≠ ${highlights.duration}`);
  }
  assert.ok(highlights.isWorthIt);
});

test("it is not offered where all or none is of the first rank", () => {
  assert.equal(highlightsOf([stay(1), stay(1)]).highlights.isWorthIt, false);
  assert.equal(highlightsOf([stay(2), stay(3)]).highlights.isWorthIt, false);
});
