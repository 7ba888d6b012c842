import assert from "node:assert/strict";
import { test } from "node:test";
import { makeInk } from "../../src/journeymap/page/player/ink.mjs";
import { WORLD } from "../../src/journeymap/page/player/mercator.mjs";
import { makeProjection } from "../../src/journeymap/page/player/projection.mjs";

const VIEW = { width: 400, height: 300, ratio: 1 };
const HELD = { phase: "hold", stay: 1 };
const CAMERA = { x: 1000, y: 1000, zoom: 10 }; // a world unit is a pixel

/** The ink of one leg, to the second stay, at a moment. */
function laid(moment, camera = CAMERA) {
  const way = { xs: Float64Array.of(850, 1150), ys: Float64Array.of(1000, 1000), lengths: Float64Array.of(0, 300), length: 300 };
  const ink = makeInk();
  ink.lay({ data: { legs: [{ stay: 1 }] }, world: { ways: [way], beside: 0 }, clock: { at: () => moment } }, 0, makeProjection(camera, VIEW));
  return ink;
}

test("a rectangle a way passes through is under it, one beside it is not", () => {
  const ink = laid(HELD);
  assert.ok(ink.isUnder([190, 145, 210, 155]));
  assert.ok(!ink.isUnder([190, 120, 210, 140]));
  assert.ok(!ink.isUnder([0, 145, 40, 155]));
});

test("the way to the stay that comes next counts from the start, so that no name has to make room for it; later ones do not", () => {
  const isUnder = (moment) => laid(moment).isUnder([0, 0, 400, 300]);
  assert.ok(isUnder({ phase: "approach", stay: 1 }));
  assert.ok(isUnder({ phase: "hold", stay: 0 }));
  assert.ok(!isUnder({ phase: "approach", stay: 0 }));
  assert.ok(!isUnder({ phase: "overview", stay: -1 }));
});

test("one that was never gone counts once it is told", () => {
  for (const share of [0, 1]) {
    const way = { xs: [850, 1150], ys: [1000, 1000] };
    const ink = makeInk();
    ink.lay({ data: { legs: [{ stay: 1, kind: "unreached" }] }, world: { ways: [way], beside: 0 }, clock: { at: () => ({ phase: "hold", stay: 1 }), legShare: () => share } }, 0, makeProjection(CAMERA, VIEW));
    assert.equal(ink.isUnder([190, 145, 210, 155]), share === 1);
  }
});

test("a way counts on every copy of the world, and what is out of sight does no harm", () => {
  assert.ok(laid(HELD, { ...CAMERA, x: 1000 + WORLD }).isUnder([190, 145, 210, 155]));
  const far = laid(HELD, { ...CAMERA, y: 90000 });
  assert.ok(!far.isUnder([-50, -50, 500, 500]));
});

test("the grid is filled anew for every moment and every size", () => {
  const ink = laid(HELD);
  const nothing = { data: { legs: [] }, world: { ways: [], beside: 0 }, clock: { at: () => HELD } };
  ink.lay(nothing, 0, makeProjection(CAMERA, VIEW));
  assert.ok(!ink.isUnder([0, 0, 400, 300]));
  ink.lay(nothing, 0, makeProjection(CAMERA, { ...VIEW, width: 800 }));
  assert.ok(!ink.isUnder([0, 0, 800, 300]));
});
