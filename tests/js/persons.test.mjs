import assert from "node:assert/strict";
import { test } from "node:test";
import { following, kilometresTo } from "../../src/journeymap/page/player/persons.mjs";

const data = {
  persons: ["A", "B"],
  stays: [
    { id: "a1", mark: 0, area: -1, within: -1 },
    { id: "b1", persons: [1], mark: 1, area: -1, within: -1 },
    { id: "both", persons: [0, 1], mark: 0, area: 0, within: -1 },
    { id: "b2", persons: [1], mark: 2, area: -1, within: 1 },
  ],
  legs: [
    { stay: 2, origin: 0, km: 1 },
    { stay: 2, origin: 1, persons: [1], km: 2 },
    { stay: 3, origin: 2, persons: [1], km: 3 },
  ],
  marks: [[0, 0, 0, [0, 2]], [1, 1, 0, [1]], [2, 2, 0, [3]]],
  areas: [["rings", [2], [1, 2, 3, 4]]],
};

test("everyone is the journey itself, and so is a person without a stay", () => {
  assert.equal(following(data, -1), data);
  assert.equal(following(data, 7), data);
});

test("one person's stays, ways, marks and areas are counted anew", () => {
  const own = following(data, 1);
  assert.deepEqual(own.stays.map(({ id, mark, area, within }) => [id, mark, area, within]), [["b1", 1, -1, -1], ["both", 0, 0, -1], ["b2", 2, -1, 0]]);
  assert.deepEqual(own.legs, [{ stay: 1, origin: 0, persons: [1], km: 2 }, { stay: 2, origin: 1, persons: [1], km: 3 }]);
  assert.deepEqual(own.marks, [[0, 0, 0, [1]], [1, 1, 0, [0]], [2, 2, 0, [2]]]);
  assert.deepEqual(own.areas, [["rings", [1], [1, 2, 3, 4]]]);
});

test("a stay that names nobody is the first one's, and marks of others are gone", () => {
  const own = following(data, 0);
  assert.deepEqual(own.stays.map(({ id }) => id), ["a1", "both"]);
  assert.deepEqual(own.legs, [{ stay: 1, origin: 0, km: 1 }]);
  assert.deepEqual(own.marks, [[0, 0, 0, [0, 1]]]);
  assert.equal(data.stays[2].mark, 0, "the journey itself stays as it is");
});

test("of two who share both ends, a way belongs to the one who went it", () => {
  const shared = [0, 1, 2].map((i) => ({ id: `s${i}`, persons: i === 1 ? [0] : [0, 1], mark: i, area: -1, within: -1 }));
  const legs = [{ stay: 1, origin: 0, km: 5 }, { stay: 2, origin: 1, km: 6 }, { stay: 2, origin: 0, persons: [1], km: 7 }];
  const both = { persons: ["A", "B"], stays: shared, legs, marks: shared.map((_, i) => [0, 0, 0, [i]]), areas: [] };
  assert.deepEqual(following(both, 0).legs.map((leg) => leg.km), [5, 6]);
  assert.deepEqual(following(both, 1).legs.map((leg) => leg.km), [7]);
});

test("a stay is as far as one person went there: whom it names first, or who is followed", () => {
  const more = { ...data, legs: [...data.legs, { stay: 3, origin: 3, persons: [1], kind: "unreached", km: 9 }] };
  const all = more.stays.map((_, stay) => kilometresTo(more, stay));
  assert.deepEqual(all, [{ km: 0, total: 0 }, { km: 0, total: 0 }, { km: 1, total: 1 }, { km: 3, total: 5 }]);
  assert.deepEqual(kilometresTo(following(more, 1), 1, 1), { km: 2, total: 2 });
  assert.deepEqual(kilometresTo(more, -1), { km: 0, total: 0 });
});
