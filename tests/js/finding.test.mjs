import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dayNumber } from "../../src/journeymap/page/player/days.mjs";
import { dateIn, findStays, folded } from "../../src/journeymap/page/player/finding.mjs";

const tableOf = (language) => JSON.parse(readFileSync(new URL(`../../src/journeymap/page/locales/${language}.json`, import.meta.url), "utf8"));
const day = (text) => dayNumber(...text.split("-").map(Number));

const DATES = [
  ["en", "where was he on 25 October 1917?", [1917, 10, 25]],
  ["en", "October 25, 1917", [1917, 10, 25]],
  ["en", "1917-10-25", [1917, 10, 25]],
  ["en", "1917-10", [1917, 10, 0]],
  ["en", "oct 1917", [1917, 10, 0]],
  ["en", "1917", [1917, 0, 0]],
  ["en", "in the year 1917 AD", [1917, 0, 0]],
  ["de", "Wo war er am 25. Oktober 1917?", [1917, 10, 25]],
  ["de", "25.10.1917", [1917, 10, 25]],
  ["de", "März 1918", [1918, 3, 0]],
  ["fr", "Où était-il le 7 août 1914 ?", [1914, 8, 7]],
  ["es", "¿Dónde estaba el 1 de mayo de 1917?", [1917, 5, 1]],
  ["ru", "Где он был 25 октября 1917 года?", [1917, 10, 25]],
  ["ru", "октябрь 1917", [1917, 10, 0]],
  ["en", "Vienna", null],
  ["en", "", null],
  ["en", "99.99.1917", null],
  ["en", "1917-13", null],
];

for (const [language, text, date] of DATES) {
  test(`${JSON.stringify(text)} asks in ${language} for ${date}`, () => assert.deepEqual(dateIn(text, tableOf(language)), date));
}

const STAYS = [
  { days: [day("1900-01-01"), day("1900-01-01"), day("1900-12-31"), day("1900-12-31")] },
  { days: [day("1902-01-01"), day("1902-12-31"), day("1904-01-01"), day("1904-12-31")] },
  { days: [day("1903-05-10"), day("1903-05-10"), day("1903-05-10"), day("1903-05-10")] },
  { days: [null, null, null, null] },
];
const of = { stays: STAYS, words: ["zurich in switzerland", "vienna", "a day in zurich", "nowhere"], table: tableOf("en"), stayOn: (asked) => (asked < STAYS[0].days[0] ? -1 : asked === day("1903-05-10") ? 2 : asked < day("1902-01-01") ? 0 : 1) };

test("a place is found whatever its accents and its case", () => {
  assert.equal(folded("ZÜRICH Łódź"), "zurich łodz");
  assert.deepEqual(findStays("Zürich", of).stays, [0, 2]);
  assert.deepEqual(findStays("zurich day", of).stays, [2]);
  assert.deepEqual(findStays("Zanzibar", of).stays, []);
  assert.deepEqual(findStays("  ", of).stays, []);
});

test("a year finds the stays that lie in it or reach into it", () => {
  assert.deepEqual(findStays("1903", of).stays, [1, 2]);
  assert.deepEqual(findStays("1901", of).stays, []);
  assert.deepEqual(findStays("February 1904", of).stays, [1]);
});

test("a day finds the stay that held, and what else may have", () => {
  assert.deepEqual(findStays("10 May 1903", of), { date: [1903, 5, 10], held: 2, isCovered: true, stays: [1] });
});

test("a day without a stay tells the last before it, and says that it is none of it", () => {
  const found = findStays("15 June 1901", of);
  assert.deepEqual([found.held, found.isCovered, found.stays], [0, false, []]);
  assert.equal(findStays("15 June 1899", of).held, -1);
});

test("a stay whose end is not told holds as long as others lie within it", () => {
  const stays = [{ days: [day("1917-05-17"), day("1917-05-17"), null, null] }, { days: Array(4).fill(day("1918-01-07")), within: 0 }];
  const asked = { ...of, stays, words: ["", ""], stayOn: () => 0 };
  assert.equal(findStays("25 October 1917", asked).isCovered, true);
  assert.equal(findStays("8 January 1918", asked).isCovered, false);
  assert.deepEqual(findStays("September 1917", asked).stays, [0]);
});

test("a day that is said to be Old Style is that of the other calendar", () => {
  const stays = ["1917-10-25", "1917-11-07"].map((on) => ({ days: Array(4).fill(day(on)) }));
  const asked = { ...of, stays, words: ["", ""], stayOn: (on) => stays.findIndex((stay) => stay.days[0] === on) };
  const answer = (text, table = asked.table) => findStays(text, { ...asked, table });
  assert.deepEqual(answer("25 October 1917"), { date: [1917, 10, 25], held: 0, isCovered: true, stays: [1] });
  assert.deepEqual(answer("25 October 1917 OS"), { date: [1917, 11, 7], held: 1, isCovered: true, stays: [] });
  assert.deepEqual(answer("25 октября 1917 (ст. ст.)", tableOf("ru")).date, [1917, 11, 7]);
  assert.deepEqual(answer("1 March 1900 O.S.").date, [1900, 3, 14]);
  assert.deepEqual(answer("October 1917 OS").date, [1917, 10, 0]);
});

test("a day of the old calendar finds the stay that is told with it", () => {
  const words = ["petrograd from 4 may (17 may) 1917", "the rising 25 october (7 november) 1917", "25 october (7 november) 1918", "a year from 5 october 1917", "from 15 october to 5 october of 1917"];
  const asked = { ...of, stays: words.map(() => ({ days: Array(4).fill(0) })), words, stayOn: () => 0 };
  assert.deepEqual(findStays("25 October 1917", asked).stays, [1]);
  assert.deepEqual(findStays("5 October 1917", asked).stays, [3, 4]);
});

test("a question looks at each stay a few times, however many there are", () => {
  let looks = 0;
  const stays = Array.from({ length: 500 }, (_, i) => ({
    days: [day("1917-05-17") + i, day("1917-05-17") + i, null, null],
    get within() {
      looks++;
      return i - 1;
    },
  }));
  findStays("1917", { ...of, stays, words: stays.map(() => "") });
  assert.ok(looks <= 3 * stays.length, `${looks} looks`);
});
