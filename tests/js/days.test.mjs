import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, edtf, firstDayOf, yearMonthDay } from "../../src/journeymap/page/player/days.mjs";

test("day 1 is 1 January of the year 1, and known days have Python's ordinals", () => {
  assert.equal(dayNumber(1, 1, 1), 1);
  assert.equal(dayNumber(1879, 11, 7), 686236);
  assert.equal(dayNumber(1970, 1, 1), 719163);
  assert.equal(dayNumber(2000, 2, 29), 730179);
  assert.equal(dayNumber(9999, 12, 31), 3652059);
});

test("a day number and its date are each other's, from antiquity to the year 9999", () => {
  for (let day = dayNumber(-4000, 1, 1); day < dayNumber(9999, 12, 31); day += 271) assert.equal(dayNumber(...yearMonthDay(day)), day);
});

test("every day of four centuries follows the one before it", () => {
  let before = yearMonthDay(dayNumber(1582, 12, 31));
  for (let day = dayNumber(1583, 1, 1); day <= dayNumber(1983, 1, 1); day++) {
    const [y, m, d] = yearMonthDay(day);
    const isNext = (y === before[0] && m === before[1] && d === before[2] + 1) || (d === 1 && (m === before[1] + 1 || (m === 1 && y === before[0] + 1)));
    assert.ok(isNext, `${before} → ${[y, m, d]}`);
    before = [y, m, d];
  }
});

test("a year, a month and a day begin with their first day", () => {
  assert.equal(firstDayOf("1917"), dayNumber(1917, 1, 1));
  assert.equal(firstDayOf("1917-10"), dayNumber(1917, 10, 1));
  assert.equal(firstDayOf("1917-10-25"), dayNumber(1917, 10, 25));
  assert.equal(firstDayOf("-0043-03-15"), dayNumber(-43, 3, 15));
  assert.equal(firstDayOf("2000-02-29"), dayNumber(2000, 2, 29));
});

for (const text of ["", "17", "191", "19170", "1917-", "1917-1", "1917-13", "1917-00", "1917-02-30", "1900-02-29", "1917-04-31", "1917-10-32", "1917-10-00", "1917/10/25", " 1917", "1917 ", "1917\n", "1917-10-25T00:00", "१९१७", "1e3", "0x77", "Infinity", "-", "toString", "1917-10-25-01", "1917~"]) {
  test(`${JSON.stringify(text)} is no date`, () => assert.equal(firstDayOf(text), null));
}

test("EDTF at the precision asked for, and no finer", () => {
  const day = dayNumber(1917, 3, 4);
  assert.equal(edtf(day, "day"), "1917-03-04");
  assert.equal(edtf(day, "month"), "1917-03");
  assert.equal(edtf(day, "year"), "1917");
  assert.equal(edtf(dayNumber(800, 12, 25), "day"), "0800-12-25");
  assert.equal(edtf(dayNumber(-43, 3, 15), "day"), "-0043-03-15");
  assert.equal(edtf(dayNumber(0, 6, 1), "month"), "0000-06");
});
