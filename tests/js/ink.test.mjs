import assert from "node:assert/strict";
import { test } from "node:test";
import { makeInk } from "../../src/journeymap/page/player/ink.mjs";
import { WORLD } from "../../src/journeymap/page/player/mercator.mjs";
import { makeProjection } from "../../src/journeymap/page/player/projection.mjs";

const VIEW = { width: 400, height: 300, ratio: 1 };
const CAMERA = { x: 1000, y: 1000, zoom: 10 }; // a world unit is a pixel

function laid(share, camera = CAMERA) {
  const way = { xs: Float64Array.of(850, 1150), ys: Float64Array.of(1000, 1000), lengths: Float64Array.of(0, 300), length: 300 };
  const ink = makeInk();
  ink.lay({ data: { legs: [{}] }, world: { ways: [way], beside: 0 }, clock: { legShare: () => share } }, 0, makeProjection(camera, VIEW));
  return ink;
}

test("a rectangle a way passes through is under it, one beside it is not", () => {
  const ink = laid(1);
  assert.ok(ink.isUnder([190, 145, 210, 155]));
  assert.ok(!ink.isUnder([190, 120, 210, 140]));
  assert.ok(!ink.isUnder([0, 145, 40, 155]));
});

test("of a way being gone only what is drawn counts, of one to come nothing", () => {
  assert.ok(!laid(0).isUnder([0, 0, 400, 300]));
  const ink = laid(0.5);
  assert.ok(ink.isUnder([55, 145, 195, 155]));
  assert.ok(!ink.isUnder([210, 145, 400, 155]));
});

test("a way counts on every copy of the world, and what is out of sight does no harm", () => {
  assert.ok(laid(1, { ...CAMERA, x: 1000 + WORLD }).isUnder([190, 145, 210, 155]));
  const far = laid(1, { ...CAMERA, y: 90000 });
  assert.ok(!far.isUnder([-50, -50, 500, 500]));
});

test("the grid is filled anew for every moment and every size", () => {
  const ink = laid(1);
  const nothing = { data: { legs: [] }, world: { ways: [], beside: 0 }, clock: {} };
  ink.lay(nothing, 0, makeProjection(CAMERA, VIEW));
  assert.ok(!ink.isUnder([0, 0, 400, 300]));
  ink.lay(nothing, 0, makeProjection(CAMERA, { ...VIEW, width: 800 }));
  assert.ok(!ink.isUnder([0, 0, 800, 300]));
});
