import assert from "node:assert/strict";
import { test } from "node:test";

import { makeBearings } from "../../src/journeymap/page/player/bearings.mjs";
import { worldX, worldY } from "../../src/journeymap/page/player/mercator.mjs";
import { near } from "./scene.mjs";

const TVER = [35900, 56860, 1, 1135, "Tver"];
const VOLGA = [35900, 56800, 1, 9, "Volga", "river", 20];
const BLACK_SEA = [34000, 43000, 1, 9, "Black Sea"];

/** What is written in a frame, and where the world was asked for. */
function makeFrames() {
  const bearings = makeBearings({ towns: [TVER], features: [VOLGA, BLACK_SEA] }, { isDated: false }, (ctx, text) => 7 * text.length);
  return ({ isAtRest, isUnder }) => {
    const [written, asked] = [[], []];
    const ctx = { save() {}, restore() {}, translate() {}, rotate() {}, beginPath() {}, arc() {}, fill() {}, strokeText() {}, fillText: (text) => written.push(text) };
    const project = (x, y) => {
      asked.push([x, y]);
      return [[200, 100 + 60 * asked.length]];
    };
    bearings.draw(ctx, { t: 0, zoom: 5, project, busy: [], within: [0, 0, 400, 400], font: "sans", serif: "serif", theme: {}, isAtRest, isUnder });
    return { written, asked };
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

test("a feature's place is in thousandths of a degree, a town's in hundred-thousandths", () => {
  const { asked } = makeFrames()({ isAtRest: true, isUnder: isClear });
  const wanted = [[3590000, 5686000], [3590000, 5680000], [3400000, 4300000]];
  wanted.forEach(([lon, lat], i) => {
    near(asked[i][0], worldX(lon));
    near(asked[i][1], worldY(lat));
  });
});
