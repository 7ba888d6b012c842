import assert from "node:assert/strict";
import { test } from "node:test";

import { makeAxis } from "../../src/journeymap/page/player/axis.mjs";
import { nameIn } from "../../src/journeymap/page/player/bearings.mjs";
import { makeClock } from "../../src/journeymap/page/player/clock.mjs";
import { dayNumber } from "../../src/journeymap/page/player/days.mjs";
import { niceLength } from "../../src/journeymap/page/player/furniture.mjs";
import { closeGroups } from "../../src/journeymap/page/player/plan.mjs";
import { near, scene } from "./scene.mjs";

const number = String;

// kilometres a pixel shows | pixels at most | what the bar says
const SCALES = [
  [1, 110, "100 km"],
  [0.5, 110, "50 km"],
  [0.4, 110, "20 km"],
  [25, 110, "2000 km"],
  [0.0054, 70, "200 m"],
  [0.00005, 110, "5 m"],
];

test("a scale bar is the longest round distance that fits, and exactly as long as it says", () => {
  for (const [perPixel, pixels, text] of SCALES) {
    const bar = niceLength(perPixel, number, pixels);
    assert.equal(bar.text, text);
    assert.ok(bar.length <= pixels && bar.length > pixels / 2.6, `${bar.length} of ${pixels}`);
    const metres = text.endsWith(" km") ? 1000 * parseFloat(text) : parseFloat(text);
    near(bar.length * perPixel * 1000, metres, metres * 1e-9);
  }
});

test("a town is called as it was then: until a name's last year, and not after", () => {
  const town = { name: "Saint Petersburg", former: [1914, "St Petersburg", 1924, "Petrograd", 1991, "Leningrad"] };
  const names = [1880, 1914, 1915, 1924, 1925, 1991, 1992].map((year) => nameIn(town, year));
  assert.deepEqual(names, ["St Petersburg", "St Petersburg", "Petrograd", "Petrograd", "Leningrad", "Leningrad", "Saint Petersburg"]);
});

test("spots the map cannot part share a plan, by way of each other; a lone one has none", () => {
  const at = (x, y) => ({ x, y, stays: [0] });
  assert.deepEqual(closeGroups([at(0, 0), at(500, 0), at(10, 10)]), [[0, 2]]);
  assert.deepEqual(closeGroups([at(0, 0), at(20, 0), at(40, 0), at(300, 300)]), [[0, 1, 2]]);
  assert.deepEqual(closeGroups([at(0, 0), at(100, 0)]), []);
  assert.deepEqual(closeGroups([]), []);
});

test("by true time every year is as wide as every other; by the telling every second is", () => {
  const data = scene();
  const clock = makeClock(data.stays, data.legs, data.closing);
  const axis = makeAxis(clock);
  assert.equal(axis.at(clock.duration / 2), 0.5);
  axis.setTrue(true);
  const widths = [1890, 1900, 1910].map((year) => axis.ofDay(dayNumber(year + 1, 1, 1)) - axis.ofDay(dayNumber(year, 1, 1)));
  for (const width of widths) near(width, widths[0], 1e-3 * widths[0] + 1e-4);
  for (let t = 0; t <= clock.duration; t += 97) {
    const share = axis.at(t);
    assert.ok(share >= 0 && share <= 1);
    near(axis.at(axis.timeAt(share)), share, 1e-3);
  }
});

test("a journey without dates has no true time", () => {
  const data = scene();
  for (const stay of data.stays) stay.days = [null, null, null, null];
  const axis = makeAxis(makeClock(data.stays, data.legs, data.closing));
  axis.setTrue(true);
  assert.equal(axis.canBeTrue, false);
  assert.equal(axis.isTrue, false);
});
