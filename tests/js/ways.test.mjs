import assert from "node:assert/strict";
import { test } from "node:test";
import { WORLD, worldX, worldY } from "../../src/journeymap/page/player/mercator.mjs";
import { besideOf, isBand, makeWay, pointAt, traceWay, worldLine } from "../../src/journeymap/page/player/ways.mjs";
import { Path, near, scene } from "./scene.mjs";

const EAST = { line: [0, 0, 1000000, 0], bows: -1 };
const data = scene();

test("a line is its first point and the steps from it", () => {
  const [xs, ys] = worldLine([1000000, 2000000, 500000, -250000, -100000, 0]);
  assert.deepEqual([...xs], [worldX(1000000), worldX(1500000), worldX(1400000)]);
  assert.deepEqual([...ys], [worldY(2000000), worldY(1750000), worldY(1750000)]);
});

test("a known way is its line, and knows its length and its box", () => {
  const way = makeWay({ line: [0, 0, 300000, 0, 0, 400000], bows: -1 });
  const dx = worldX(300000) - worldX(0);
  near(way.lengths[1], dx);
  near(way.length, dx + worldY(0) - worldY(400000));
  assert.deepEqual(way.box, [worldX(0), worldY(400000), worldX(300000), worldY(0)]);
});

test("a way of which only the ends are known bows to the right of travel by 7 % of its length", () => {
  const way = makeWay({ ...EAST, bows: 0 });
  const middle = pointAt(way, 0.5);
  const length = worldX(1000000) - worldX(0);
  near(middle.x, (worldX(0) + worldX(1000000)) / 2, 1);
  near(middle.y - worldY(0), 0.07 * length, 0.001 * length);
});

test("out and back form a lens, and every repeat bows 3 % more", () => {
  const out = pointAt(makeWay({ ...EAST, bows: 0 }), 0.5);
  const back = pointAt(makeWay({ line: [1000000, 0, -1000000, 0], bows: 1 }), 0.5);
  const again = pointAt(makeWay({ ...EAST, bows: 2 }), 0.5);
  const length = worldX(1000000) - worldX(0);
  assert.ok(out.y > worldY(0) && back.y < worldY(0));
  near((again.y - out.y) / length, 0.06, 0.001);
});

test("a bowed way still begins and ends where the line does", () => {
  data.legs.forEach((leg) => {
    const [xs, ys] = worldLine(leg.line);
    const way = makeWay(leg);
    for (const [share, i] of [[0, 0], [1, xs.length - 1]]) {
      near(pointAt(way, share).x, xs[i], 1e-6);
      near(pointAt(way, share).y, ys[i], 1e-6);
    }
  });
});

test("a point along a way moves on continuously, in proportion to the share", () => {
  data.legs.forEach((leg) => {
    const way = makeWay(leg);
    let before = pointAt(way, 0);
    for (let i = 1; i <= 500; i++) {
      const here = pointAt(way, i / 500);
      near(Math.hypot(here.x - before.x, here.y - before.y), way.length / 500, way.length / 5000);
      near(Math.hypot(here.dx, here.dy), 1);
      before = here;
    }
  });
});

test("a way across ±180° goes on past the edge and makes no jump across the world", () => {
  for (const leg of data.legs) {
    const way = makeWay(leg);
    for (let i = 1; i < way.xs.length; i++) assert.ok(Math.abs(way.xs[i] - way.xs[i - 1]) < WORLD / 2);
  }
  const pacific = makeWay(data.legs.find((leg) => leg.stay === 9));
  assert.ok(pacific.box[0] < WORLD && pacific.box[2] > WORLD);
});

test("what is traced runs from the start to the share and no further", () => {
  const way = makeWay({ line: [0, 0, 100000, 0, 100000, 0, 100000, 0], bows: -1 });
  for (const share of [0, 0.25, 1 / 3, 0.5, 0.99, 1]) {
    const path = new Path();
    traceWay(path, way, share);
    assert.deepEqual(path.points[0], ["M", way.xs[0], way.ys[0]]);
    const [, x, y] = path.points[path.points.length - 1];
    near(x, pointAt(way, share).x);
    near(y, pointAt(way, share).y);
    const xs = path.points.map(([, px]) => px);
    assert.deepEqual(xs, xs.toSorted((a, b) => a - b));
  }
});

test("a way of no length has a point and no direction", () => {
  const way = makeWay({ line: [500000, 500000, 0, 0], bows: -1 });
  assert.equal(way.length, 0);
  for (const share of [0, 0.5, 1]) {
    const { x, y, dx, dy } = pointAt(way, share);
    assert.deepEqual([x, y, dx, dy], [worldX(500000), worldY(500000), 0, 0]);
  }
});

test("a way in a lane is traced to the right of travel, as is the point on it", () => {
  const way = makeWay({ line: [0, 0, 1000000, 0, 0, -1000000], bows: -1, lane: 1 });
  const beside = besideOf(way, 2);
  near(beside, 7);
  const path = new Path();
  traceWay(path, way, 1, beside);
  const [first, corner, last] = path.points;
  near(first[2], way.ys[0] + 7); // east: south is to the right
  near(first[1], way.xs[0]);
  near(corner[1], way.xs[1] - 7 / Math.SQRT2, 0.1); // then south: the corner's way is between
  near(last[1], way.xs[2] - 7);
  const middle = pointAt(way, 0.25, beside);
  near(middle.y, way.ys[0] + 7);
  assert.deepEqual([besideOf(makeWay({ line: [0, 0, 10, 0], bows: -1 }), 2)], [0]);
});

test("lanes are three at most: who goes the way again is one of a band", () => {
  const lanes = [0, 1, 2, 3, 9].map((lane) => ({ line: [0, 0, 10, 0], bows: -1, lane }));
  assert.deepEqual(lanes.map((leg) => makeWay(leg).lane), [0, 1, 2, 2, 2]);
  assert.deepEqual(lanes.map(isBand), [false, false, false, true, true]);
});
