// The journey as one source tells it: the data, without a page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { partedWays } from "../../src/journeymap/page/player/parted.mjs";
import { retell } from "../../src/journeymap/page/player/readings.mjs";

const stay = (id, more = {}) => ({ id, days: [1, 1, 2, 2], within: -1, mark: -1, area: -1, approach: 5, hold: 9, claims: [["a", "end", "x"]], ...more });
const data = () => ({
  title: "kept",
  stays: [stay("one", { mark: 0, age: [3, 3] }), stay("two", { mark: 0, within: 0 }), stay("three", { area: 0, within: 1 }), stay("four", { mark: 1 })],
  legs: [{ stay: 2, origin: 1, kind: "move", ms: 100 }, { stay: 3, origin: 2, kind: "move", ms: 200 }],
  marks: [[10, 20, 0, [0, 1]], [30, 40, 5, [3]]],
  areas: [["rings", [2]]],
});
const reading = (more = {}) => ({ source: 1, name: "A", gone: [], otherwise: {}, legs: [0, 1], ...more });

test("a reading that tells everything alike is the journey without its claims", () => {
  const told = retell(data(), reading());
  assert.deepEqual(told.stays.map(({ claims, ...rest }) => rest), data().stays.map(({ claims, ...rest }) => rest));
  assert.ok(told.stays.every((one) => !("claims" in one)));
  assert.deepEqual([told.legs, told.marks, told.areas, told.title], [data().legs, data().marks, data().areas, "kept"]);
});

test("what is certain keeps what sources claim", () => {
  assert.equal(retell(data(), reading({ source: 0 })).stays[0].claims.length, 1);
});

test("a stay that is not told is nowhere, and every index points past it", () => {
  const told = retell(data(), reading({ gone: [1], legs: [{ stay: 2, origin: 0, kind: "move", ms: 70 }, 1] }));
  assert.deepEqual(told.stays.map((one) => one.id), ["one", "three", "four"]);
  assert.deepEqual(told.stays.map((one) => one.within), [-1, -1, -1]);
  assert.deepEqual(told.marks, [[10, 20, 0, [0]], [30, 40, 5, [2]]]);
  assert.deepEqual(told.areas, [["rings", [1]]]);
  assert.deepEqual(told.legs.map((leg) => [leg.origin, leg.stay]), [[0, 1], [1, 2]]);
  assert.equal(told.stays[1].approach, 70);
  assert.equal(told.stays[2].approach, 5);
});

test("a mark or an area that loses its only stay is gone too", () => {
  const told = retell(data(), reading({ gone: [2, 3], legs: [] }));
  assert.deepEqual([told.marks, told.areas], [[[10, 20, 0, [0, 1]]], []]);
  assert.deepEqual(told.stays.map((one) => [one.mark, one.area]), [[0, -1], [0, -1]]);
});

test("dates are the reading's own, and what it leaves open is left out", () => {
  const told = retell(data(), reading({ otherwise: { 0: { days: [7, 8, 9, 9], age: null } } }));
  assert.deepEqual(told.stays[0].days, [7, 8, 9, 9]);
  assert.ok(!("age" in told.stays[0]));
  assert.deepEqual(told.stays[1].days, [1, 1, 2, 2]);
});

test("the page's own data are not touched", () => {
  const own = data();
  retell(own, reading({ gone: [0], otherwise: { 1: { age: null } }, legs: [1] }));
  assert.deepEqual(own, data());
});

// ---------------------------------------------------------------- where sources part

const leg = (stay, line) => ({ stay, origin: 0, kind: "move", ms: 1, line, bows: -1 });

test("where sources part there is a way for each, with how many tell it", () => {
  const readings = [
    { source: 1, legs: [0, leg(2, [0, 0, 100000, 0]), leg(3, [0, 0, 0, 100000])] },
    { source: 2, legs: [0, 1, leg(2, [0, 0, 100000, 0])] },
    { source: 0, legs: [leg(1, [0, 0, 5, 5])] },
  ];
  assert.deepEqual(partedWays({ readings }).map(({ stay, count, of }) => [stay, count, of]), [[2, 2, 2], [3, 1, 2]]);
});

test("one account, or one source's, does not part", () => {
  assert.deepEqual(partedWays({}), []);
  assert.deepEqual(partedWays(retell({ ...data(), readings: [reading()] }, reading())), []);
});
