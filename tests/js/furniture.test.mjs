import assert from "node:assert/strict";
import { test } from "node:test";

import { makeAxis } from "../../src/journeymap/page/player/axis.mjs";
import { nameIn } from "../../src/journeymap/page/player/bearings.mjs";
import { makeClock } from "../../src/journeymap/page/player/clock.mjs";
import { dayNumber } from "../../src/journeymap/page/player/days.mjs";
import { drawEdges, niceLength } from "../../src/journeymap/page/player/furniture.mjs";
import { closeGroups } from "../../src/journeymap/page/player/plan.mjs";
import { scaleOf, worldX, worldY } from "../../src/journeymap/page/player/mercator.mjs";
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

/** A context that measures seven pixels a letter and keeps what is written, and where. */
function writing() {
  const written = [];
  const nothing = () => {};
  const measureText = (text) => ({ width: 7 * text.length });
  const fillText = (text, x, y) => written.push([text, x, y]);
  const shapes = Object.fromEntries(["save", "restore", "translate", "rotate", "beginPath", "moveTo", "lineTo", "closePath", "stroke", "fill", "setLineDash", "strokeText"].map((name) => [name, nothing]));
  return { ...shapes, measureText, fillText, written };
}

/** The words at the edge of a map of Europe whose lower half a card covers, on a phone. */
function edges(places, taken = []) {
  const zoom = 2;
  const frame = { width: 390, height: 844, left: 0, top: 0, right: 0, bottom: 500 };
  const scale = scaleOf(zoom);
  const camera = { x: worldX(1500000), y: worldY(5000000) + (frame.bottom / 2) / scale, zoom };
  const ctx = writing();
  const marks = places.map(([, lat, lon]) => ({ x: worldX(lon * 100000), y: worldY(lat * 100000) }));
  const names = places.map(([place, , , days = 1, rank = 2]) => ({ place, days, rank }));
  const rects = drawEdges(ctx, { marks, names, camera, scale, frame, number, taken, font: "sans", theme: {} });
  assert.equal(rects.length, ctx.written.length);
  return { written: ctx.written, rects, words: ctx.written.map(([text]) => text) };
}

const VIENNA = ["Vienna", 48.2, 16.4];
const NEW_YORK = ["New York", 40.7, -74];
const MEXICO = ["Coyoacán", 19.35, -99.16, 1200];

test("what lies beyond the edge is told with its distance from the middle of what is seen", () => {
  assert.deepEqual(edges([VIENNA, NEW_YORK]).words, ["New York 6600 km"]);
  assert.deepEqual(edges([VIENNA]).words, []);
});

test("of marks that lie one way the one that matters most is told, or where the stay was longest", () => {
  assert.deepEqual(edges([["Amherst", 45.8, -64.2, 29], [...NEW_YORK, 73]]).words, ["New York 6600 km"]);
  assert.deepEqual(edges([["Amherst", 45.8, -64.2, 29, 1], [...NEW_YORK, 73]]).words, ["Amherst 5600 km"]);
  assert.deepEqual(edges([["Tampico", 22.3, -97.9], NEW_YORK, MEXICO]).words.map((text) => text.split(" ")[0]), ["Coyoacán", "New"]);
});

test("an arrow slides along the edge to where nothing stands, and is left out where all is taken", () => {
  const [free] = edges([NEW_YORK]).rects;
  const [slid] = edges([NEW_YORK], [free]).rects;
  assert.ok(slid[0] === free[0] && (slid[3] < free[1] || slid[1] > free[3]), String([free, slid]));
  assert.deepEqual(edges([NEW_YORK], [[0, 0, 390, 844]]).words, []);
});
