import assert from "node:assert/strict";
import { test } from "node:test";

import { makeBearings } from "../../src/journeymap/page/player/bearings.mjs";
import { worldX, worldY } from "../../src/journeymap/page/player/mercator.mjs";
import { makeProjection } from "../../src/journeymap/page/player/projection.mjs";
import { near } from "./scene.mjs";

const TVER = [35900, 56860, 1, 1135, "Tver"];
const VOLGA = [35900, 56800, 1, 9, "Volga", "river", 20];
const BLACK_SEA = [34000, 43000, 1, 9, "Black Sea"];

/** What is written in a frame, and where the world was asked for. */
function makeFrames() {
  const bearings = makeBearings({ towns: [TVER], features: [VOLGA, BLACK_SEA] }, { isDated: false }, (ctx, text) => 7 * text.length);
  return ({ isAtRest, isUnder, isFlying = false, appear = 1, zoom = 5 }) => {
    const [written, asked, faint] = [[], [], []];
    const ctx = { save() {}, restore() {}, translate() {}, rotate() {}, beginPath() {}, arc() {}, fill() {}, strokeText() {}, fillText: (text) => (ctx.globalAlpha < 1 ? faint : written).push(text) };
    const project = (x, y) => {
      asked.push([x, y]);
      return [[200, 100 + 60 * asked.length]];
    };
    bearings.draw(ctx, { t: 0, zoom, project, busy: [], within: [0, 0, 400, 400], font: "sans", serif: "serif", theme: {}, isAtRest, isFlying, appear, isUnder });
    return { written, asked, faint };
  };
}

const isUnder = () => true;
const isClear = () => false;

test("towns and rivers are named beside the ways; a sea is where they like", () => {
  const frame = makeFrames();
  assert.deepEqual(frame({ isAtRest: true, isUnder: isClear }).written, ["Tver", "Volga", "Black Sea"]);
  assert.deepEqual(frame({ isAtRest: true, isUnder }).written, ["Black Sea"]);
});

test("while the map moves a name that stood holds still when a way passes, until all is at rest", () => {
  const frame = makeFrames();
  frame({ isAtRest: false, isUnder: isClear });
  assert.deepEqual(frame({ isAtRest: false, isUnder }).written, ["Tver", "Volga", "Black Sea"]);
  assert.deepEqual(frame({ isAtRest: false, isUnder: isClear }).written, ["Tver", "Volga", "Black Sea"]);
  assert.deepEqual(frame({ isAtRest: true, isUnder }).written, ["Black Sea"]);
  assert.deepEqual(frame({ isAtRest: false, isUnder }).written, ["Black Sea"], "what did not stand does not come");
});

test("in flight no name comes that did not stand; those that come when it has landed come by and by", () => {
  const frame = makeFrames();
  assert.deepEqual(frame({ isAtRest: true, isUnder: isClear, zoom: 2 }).written, ["Volga", "Black Sea"], "too far for the town");
  assert.deepEqual(frame({ isFlying: true, isUnder: isClear }).written, ["Volga", "Black Sea"]);
  assert.deepEqual(frame({ isFlying: true, isUnder: isClear, zoom: 10 }).written, []);
  assert.deepEqual(frame({ isFlying: true, isUnder: isClear }).written, [], "what is gone stays away");
  frame({ isAtRest: true, isUnder: isClear, zoom: 2 });
  frame({ isFlying: true, isUnder: isClear });
  const landed = frame({ isAtRest: true, isUnder: isClear, appear: 0.5 });
  assert.deepEqual([landed.written, landed.faint], [["Volga", "Black Sea"], ["Tver"]]);
  assert.deepEqual(frame({ isAtRest: true, isUnder: isClear }).written, ["Tver", "Volga", "Black Sea"]);
});

test("a feature's place is in thousandths of a degree, a town's in hundred-thousandths", () => {
  const { asked } = makeFrames()({ isAtRest: true, isUnder: isClear });
  const wanted = [[3590000, 5686000], [3590000, 5680000], [3400000, 4300000]];
  wanted.forEach(([lon, lat], i) => {
    near(asked[i][0], worldX(lon));
    near(asked[i][1], worldY(lat));
  });
});

test("where several copies of the world are seen each is named once, nearest the middle", () => {
  const written = [];
  const bearings = makeBearings({ towns: [TVER], features: [BLACK_SEA] }, { isDated: false }, (ctx, text) => 7 * text.length);
  const ctx = { save() {}, restore() {}, translate(x) { written.push(x); }, rotate() {}, beginPath() {}, arc(x) { written.push(x); }, fill() {}, strokeText() {}, fillText() {} };
  const { project } = makeProjection({ x: worldX(3590000), y: worldY(5000000), zoom: 1 }, { width: 1440, height: 900, ratio: 1 });
  bearings.draw(ctx, { t: 0, zoom: 5, project, busy: [], within: [0, 0, 1440, 900], font: "sans", serif: "serif", theme: {}, isAtRest: true, isFlying: false, appear: 1, isUnder: isClear });
  assert.equal(project(worldX(3590000), 0).length, 3);
  assert.deepEqual(written.map(Math.round), [720, 717]);
});

test("in flight a name slides over the edge of the view, and does not change its side", () => {
  const drawn = [];
  const bearings = makeBearings({ towns: [TVER], features: [] }, { isDated: false }, (ctx, text) => 7 * text.length);
  const ctx = { beginPath() {}, arc() {}, fill() {}, strokeText() {}, fillText: (text, x) => drawn.push(x) };
  const frame = (x, isFlying, busy = []) => bearings.draw(ctx, { t: 0, zoom: 5, project: () => [[x, 100]], busy, within: [0, 0, 400, 400], font: "sans", serif: "serif", theme: {}, isAtRest: !isFlying, isFlying, appear: 1, isUnder: isClear });
  frame(360, false);
  frame(380, true);
  assert.deepEqual(drawn.map((x) => x - 360), [19, 39], "partly out of sight");
  frame(380, true, [[386, 90, 420, 110]]);
  assert.equal(drawn.length, 2, "it goes rather than to the other side");
});
