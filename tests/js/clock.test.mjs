import assert from "node:assert/strict";
import { test } from "node:test";
import { makeClock } from "../../src/journeymap/page/player/clock.mjs";
import { dayNumber } from "../../src/journeymap/page/player/days.mjs";
import { near, scene } from "./scene.mjs";

const data = scene();
const clock = makeClock(data.stays, data.legs, data.closing);
const last = data.stays.length - 1;
const index = (id) => data.stays.findIndex((stay) => stay.id === id);
/** Playing times from before the beginning to after the end, 7 ms apart, and every boundary. */
const times = [...Array.from({ length: Math.ceil(clock.duration / 7) + 20 }, (_, i) => 7 * (i - 5)), ...clock.approachFrom, ...clock.holdFrom, clock.closingFrom, clock.duration].sort((a, b) => a - b);

test("the duration is the sum of all approaches, holds and the closing", () => {
  const sum = data.stays.reduce((total, stay) => total + stay.approach + stay.hold, 0);
  assert.equal(clock.closingFrom, sum);
  assert.equal(clock.duration, sum + data.closing);
});

test("approaches and holds follow one another without a gap", () => {
  assert.equal(clock.approachFrom[0], 0);
  data.stays.forEach((stay, i) => {
    assert.equal(clock.holdFrom[i], clock.approachFrom[i] + stay.approach);
    assert.equal(clock.approachFrom[i + 1] ?? clock.closingFrom, clock.holdFrom[i] + stay.hold);
  });
});

test("0 and everything before it is the overview, without a stay", () => {
  for (const t of [0, -1, -Infinity]) assert.deepEqual(clock.at(t), { phase: "overview", stay: -1, u: 0 });
});

test("the duration and everything after it is the end, at the last stay", () => {
  for (const t of [clock.duration, clock.duration + 1, Infinity]) assert.deepEqual(clock.at(t), { phase: "end", stay: last, u: 1 });
});

test("on the way the current stay is the destination", () => {
  data.stays.forEach((stay, i) => {
    const middle = clock.at(clock.approachFrom[i] + stay.approach / 2);
    assert.equal(middle.phase, "approach");
    assert.equal(middle.stay, i);
    near(middle.u, 0.5);
  });
});

test("a stay is held from the first millisecond of its hold to the last", () => {
  data.stays.forEach((stay, i) => {
    assert.deepEqual(clock.at(clock.holdFrom[i]), { phase: "hold", stay: i, u: 0 });
    assert.equal(clock.at(clock.holdFrom[i] + stay.hold - 0.5).stay, i);
  });
});

test("after the last hold comes the closing, still at the last stay", () => {
  assert.deepEqual(clock.at(clock.closingFrom), { phase: "closing", stay: last, u: 0 });
});

test("stays come in order and no moment is without a phase", () => {
  let before = -1;
  for (const t of times) {
    const { phase, stay, u } = clock.at(t);
    assert.ok(["overview", "approach", "hold", "closing", "end"].includes(phase));
    assert.ok(stay === before || stay === before + 1, `${before} → ${stay} at ${t}`);
    assert.ok(u >= 0 && u <= 1);
    before = stay;
  }
  assert.equal(before, last);
});

test("the trail runs from the start to t: no leg is drawn before the one above it is whole", () => {
  for (const t of times) {
    const gone = data.legs.map((leg, j) => [leg, clock.legShare(j, t)]).filter(([leg]) => leg.kind !== "unreached");
    const shares = gone.map(([, share]) => share);
    const firstUnfinished = shares.findIndex((share) => share < 1);
    if (firstUnfinished >= 0) assert.ok(shares.slice(firstUnfinished + 1).every((share) => share === 0), `at ${t}: ${shares}`);
  }
});

test("a leg is drawn during its stay's approach and whole when the hold begins", () => {
  data.legs.forEach((leg, j) => {
    if (leg.kind === "unreached") return;
    assert.equal(clock.legShare(j, clock.approachFrom[leg.stay]), 0);
    assert.equal(clock.legShare(j, clock.holdFrom[leg.stay]), 1);
  });
});

test("a way never gone is drawn as he comes to where it would have begun, and is whole then", () => {
  const j = data.legs.findIndex((leg) => leg.kind === "unreached");
  const { stay } = data.legs[j];
  assert.equal(data.stays[stay].id, "new-york-1917");
  assert.equal(clock.legShare(j, clock.approachFrom[stay] + 0.5 * data.stays[stay].approach), 0);
  assert.equal(clock.legShare(j, clock.holdFrom[stay]), 1);
});

test("two legs of one stay are drawn one after the other, each in its own time", () => {
  const stays = [{ approach: 100, hold: 100, days: [1, 1, 2, 2] }, { approach: 300, hold: 100, days: [3, 3, 4, 4] }];
  const two = makeClock(stays, [{ stay: 1, kind: "return", ms: 100 }, { stay: 1, kind: "move", ms: 200 }], 0);
  assert.deepEqual([0, 50, 100, 200, 300].map((ms) => [two.legShare(0, 200 + ms), two.legShare(1, 200 + ms)]), [[0, 0], [0.5, 0], [1, 0], [1, 0.5], [1, 1]]);
});

test("the day of the playhead never goes back", () => {
  let before = -Infinity;
  for (const t of times) {
    const day = clock.dayAt(t);
    assert.ok(Number.isInteger(day));
    assert.ok(day >= before, `${day} < ${before} at ${t}`);
    before = day;
  }
});

test("the playhead is at a stay's first day when its hold begins", () => {
  assert.equal(clock.dayAt(clock.holdFrom[0]), dayNumber(1879, 11, 7));
  assert.equal(clock.dayAt(clock.holdFrom[index("new-york-1917")]), dayNumber(1917, 1, 13));
  assert.equal(clock.dayAt(clock.holdFrom[index("new-york-1917")] + data.stays[index("new-york-1917")].hold), dayNumber(1917, 3, 27));
});

test("while an undated stay is held the playhead is between its neighbours' days", () => {
  const day = clock.dayAt(clock.holdFrom[index("across-the-atlantic")] + 1000);
  assert.ok(day >= dayNumber(1912, 10, 1) && day <= dayNumber(1917, 1, 13));
});

test("the time of a day is the first moment whose day is that day or later", () => {
  for (let day = dayNumber(1879, 1, 1); day < dayNumber(1925, 1, 1); day += 37) {
    const t = clock.timeOf(day);
    assert.ok(t >= 0 && t <= clock.duration);
    const known = day >= clock.dayAt(0) && day <= clock.dayAt(clock.duration);
    if (known) assert.ok(clock.dayAt(t + 1e-6) >= day - 1, `day ${day}: ${clock.dayAt(t)}`);
    if (t > clock.holdFrom[0]) assert.ok(clock.dayAt(t - 1) <= day);
  }
});

test("the stay on a day", () => {
  const on = (...ymd) => data.stays[clock.stayOn(dayNumber(...ymd))]?.id;
  assert.equal(on(1879, 11, 6), undefined, "before the birth there is none");
  assert.equal(on(1879, 11, 7), "yanovka-1879");
  assert.equal(on(1897, 3, 1), "nikolayev-1897", "of a nested stay and its base the nested one");
  assert.equal(on(1897, 9, 1), "nikolayev-1896", "after the nested one the base again");
  assert.equal(on(1899, 6, 1), "nikolayev-1896", "between two stays the earlier");
  assert.equal(on(1917, 2, 1), "new-york-1917");
  assert.equal(on(1950, 1, 1), "san-francisco-1921", "after the last the last, which goes on");
});

test("a day within a long stay whose inner stay has no known end is the inner stay's only from its beginning", () => {
  const stays = [
    { approach: 1, hold: 1, days: [10, 10, 100, 100] },
    { approach: 1, hold: 1, days: [20, 20, 30, 30] },
    { approach: 1, hold: 1, days: [200, 200, null, null] },
  ];
  const small = makeClock(stays, [], 1);
  assert.deepEqual([9, 10, 19, 20, 30, 31, 100, 101, 199, 200, 999].map(small.stayOn), [-1, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2]);
});

test("a journey is dated where any of its stays is", () => {
  assert.equal(clock.isDated, true);
  assert.equal(makeClock([{ approach: 1, hold: 1, days: [null, null, null, 5] }], [], 1).isDated, true);
});

test("a journey without any date has a clock, and no day", () => {
  const undated = makeClock([{ approach: 10, hold: 20, days: [null, null, null, null] }], [], 5);
  assert.equal(undated.isDated, false);
  assert.equal(undated.duration, 35);
  assert.equal(undated.at(15).stay, 0);
  assert.equal(undated.stayOn(700000), -1);
  assert.ok(Number.isFinite(undated.dayAt(15)) && Number.isFinite(undated.timeOf(700000)));
});

test("time goes on to the end of a long stay that is told before the last one", () => {
  const day = (y, m = 1, d = 1) => dayNumber(y, m, d);
  const at = (from, to, within) => ({ approach: 10, hold: 10, days: [day(from), day(from), day(to), day(to)], within });
  const clock = makeClock([at(1295, 1324, -1), at(1298, 1299, 0)], [], 10);
  assert.equal(clock.dayAt(clock.duration), day(1324));
  assert.equal(clock.dayAt(40), day(1299));
  assert.equal(clock.timeOf(day(1324)), clock.duration);
});

test("a day is told as precisely as he is known to have been there on it", () => {
  const day = (y, m = 1, d = 1) => dayNumber(y, m, d);
  const rows = [
    // days of the stay | day | how precisely
    [[day(1879, 11, 7), day(1879, 11, 7), day(1888, 11, 7), day(1889, 11, 6)], day(1883, 5, 1), "month"],
    [[day(1879, 11, 7), day(1879, 11, 7), day(1888, 11, 7), day(1889, 11, 6)], day(1889, 1, 1), "year"],
    [[day(1907), day(1907, 12, 31), day(1907), day(1907, 12, 31)], day(1907), "year"],
    [[day(1907, 8), day(1907, 8, 31), day(1907, 9), day(1907, 9, 30)], day(1907, 8), "month"],
    [[day(1907, 8, 3), day(1907, 8, 3), day(1907, 8, 3), day(1907, 8, 3)], day(1907, 8, 3), "day"],
    [[null, day(1984, 12, 31), null, day(1984, 12, 31)], day(1984, 12, 31), ""],
    [[day(2011), null, null, null], day(2011), ""],
    [[day(1900), day(1909, 12, 31), null, null], day(1900), ""],
  ];
  for (const [days, when, wanted] of rows) {
    const clock = makeClock([{ approach: 1, hold: 1, days, within: -1 }], [], 1);
    assert.equal(clock.precisionAt(0, when), wanted, `${days} ${when}`);
  }
});
