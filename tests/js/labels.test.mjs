import assert from "node:assert/strict";
import { test } from "node:test";

import { makeLabels } from "../../src/journeymap/page/player/labels.mjs";

const NAMES = [{ place: "Alpha", today: "", rank: 1 }, { place: "Beta", today: "", rank: 1 }];

function mark(index, x, more = {}) {
  return { index, x, y: 200, r: 5, reach: 5, state: "visited", stay: index, begun: [index], ...more };
}

/** What is written in a frame: each name with where it stands beside the middle of the view. */
function makeFrames() {
  const labels = makeLabels();
  return (named, { isFlying = false, next = -1, taken = [] } = {}) => {
    const written = [];
    const nothing = () => {};
    const shapes = Object.fromEntries(["beginPath", "moveTo", "lineTo", "stroke", "setLineDash", "strokeText"].map((name) => [name, nothing]));
    const ctx = { ...shapes, measureText: (text) => ({ width: 7 * text.length }), fillText: (text, x, y) => written.push([text, Math.round(x), Math.round(y)]) };
    labels.draw(ctx, { named, names: NAMES, next, taken, within: [0, 0, 400, 400], most: 9, zoom: 4, font: "sans", theme: {}, isAtRest: !isFlying, isFlying, appear: 1, isUnder: () => false });
    return written;
  };
}

/** Small things on every side of a mark at 200, 200, between which a line can pass. */
const AROUND = [207, 170].flatMap((left) => [176, 204, 215].map((top) => [left, top, left + 5, top + 4]));

test("where several copies of the world are seen a name is written once, at the first", () => {
  const frame = makeFrames();
  assert.deepEqual(frame([mark(0, 200), mark(0, 60), mark(0, 340)]).map(([text, x]) => [text, x > 200 && x < 220]), [["Alpha", true]]);
});

test("in flight a name goes rather than to its mark's other side, but that of where he comes from or goes to", () => {
  const block = [[205, 185, 300, 215]];
  for (const [next, wanted] of [[5, 0], [0, 1], [1, 1]]) {
    const frame = makeFrames();
    assert.equal(frame([mark(0, 200)], { next }).length, 1);
    assert.equal(frame([mark(0, 200)], { next, isFlying: true }).length, 1);
    assert.equal(frame([mark(0, 200)], { next, isFlying: true, taken: block }).length, wanted, `next is ${next}`);
  }
});

test("in flight a name slides over the edge of the view", () => {
  const frame = makeFrames();
  frame([mark(0, 350)]);
  assert.equal(frame([mark(0, 370)], { isFlying: true })[0][1], 380);
  assert.notEqual(frame([mark(0, 370)])[0][1], 380, "at rest all of it is to be read");
});

test("a name at the end of a line stands there while the map moves", () => {
  const frame = makeFrames();
  const [[, x, y]] = frame([mark(0, 200)], { next: 0, taken: AROUND });
  assert.ok(Math.hypot(x - 200, y - 200) > 24, "apart from its mark");
  // What kept it from standing beside its mark has moved away.
  assert.deepEqual(frame([mark(0, 200)], { next: 0, isFlying: true }), [["Alpha", x, y]]);
  assert.notDeepEqual(frame([mark(0, 200)], { next: 0 }), [["Alpha", x, y]]);
});

test("in flight a name at the end of a line goes, too, where it cannot stay", () => {
  const frame = makeFrames();
  const [[, x, y]] = frame([mark(0, 200)], { taken: AROUND });
  assert.deepEqual(frame([mark(0, 200)], { isFlying: true, taken: AROUND, next: 5 }), [["Alpha", x, y]]);
  assert.deepEqual(frame([mark(0, 200)], { isFlying: true, taken: [...AROUND, [x, y - 2, x + 4, y + 2]], next: 5 }), []);
});

test("a name that finds no room on the first copy of the world is not written on another", () => {
  const frame = makeFrames();
  assert.deepEqual(frame([mark(0, 200, { begun: [], state: "future", stay: 1 }), mark(0, 60, { begun: [], state: "future", stay: 1 })], { taken: [[105, 120, 199, 280], [201, 120, 300, 280]] }), []);
});

test("of two marks of one place the second is not named on another copy of the world", () => {
  const frame = makeFrames();
  const beside = { stay: 0, begun: [0] };
  assert.equal(frame([mark(0, 200), mark(0, 60), mark(1, 204, beside), mark(1, 64, beside)]).length, 1);
});
