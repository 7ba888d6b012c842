import assert from "node:assert/strict";
import { test } from "node:test";
import { WORLD, worldX, worldY } from "../../src/journeymap/page/player/mercator.mjs";
import { makeWorld } from "../../src/journeymap/page/player/world.mjs";
import { Path, near, scene } from "./scene.mjs";

globalThis.Path2D = Path;
const data = scene();
const world = makeWorld(data);
const index = (id) => data.stays.findIndex((stay) => stay.id === id);

/** A journey of pins at longitudes, with a straight leg to each, as the scene writes it. */
function along(lons, { kinds = [], lat = 4000000 } = {}) {
  const stays = lons.map((lon, i) => ({ at: [lon, lat], mark: i, area: -1, kind: kinds[i] ?? "" }));
  const legs = lons.slice(1).map((lon, i) => {
    const from = lons[i];
    const steps = ((((lon - from + 18000000) % 36000000) + 36000000) % 36000000) - 18000000;
    return { stay: i + 1, origin: i, kind: "move", line: [from, lat, steps, 0], bows: -1 };
  });
  return { stays, legs, marks: lons.map((lon, i) => [lon, lat, 0, [i]]), areas: [] };
}

test("every pin is where its stay is, or a whole world beside it", () => {
  data.stays.forEach((stay, i) => {
    const turns = (world.spots[i].x - worldX(stay.at[0])) / WORLD;
    near(turns, Math.round(turns), 1e-9);
    assert.equal(world.spots[i].y, worldY(stay.at[1]));
  });
});

test("neighbouring stays are never more than half a world apart", () => {
  world.spots.slice(1).forEach((spot, i) => assert.ok(Math.abs(spot.x - world.spots[i].x) <= WORLD / 2 + 1, `${data.stays[i].id} → ${data.stays[i + 1].id}`));
});

test("what a leg covers lies around its two stays", () => {
  world.approaches.forEach((box, i) => {
    if (!box || data.stays[i].kind === "passage" || data.stays[i].area >= 0) return;
    assert.ok(box[0] - 1e-6 <= world.spots[i].x && world.spots[i].x <= box[2] + 1e-6, data.stays[i].id);
  });
});

test("Vladivostok, San Francisco, Tokyo: over the Pacific and back, and never around the world", () => {
  const pacific = makeWorld(along([13189000, -12242000, 13976000]));
  const [a, b, c] = pacific.spots.map((spot) => spot.x);
  near(b - a, worldX(23758000) - worldX(13189000));
  near(c, worldX(13976000));
  assert.equal(pacific.beside, 1);
});

test("three times around the world eastward is three worlds on", () => {
  const lons = Array.from({ length: 13 }, (_, i) => ((((i * 9000000 + 18000000) % 36000000) + 36000000) % 36000000) - 18000000);
  const around = makeWorld(along(lons));
  near(around.spots[12].x - around.spots[0].x, 3 * WORLD);
});

for (const edge of [18000000, -18000000]) {
  test(`a stay at ${edge / 100000}° is beside its neighbours on either side`, () => {
    for (const lons of [[17000000, edge, -17000000], [-17000000, edge, 17000000], [edge, -17000000, edge], [edge, 17000000, edge]]) {
      const { spots } = makeWorld(along(lons));
      for (let i = 1; i < spots.length; i++) near(Math.abs(spots[i].x - spots[i - 1].x), WORLD / 36, 1e-6);
    }
  });
}

test("a passage over ±180° is seen where it is gone, whichever side its middle lies on", () => {
  for (const middle of [17500000, -17500000]) {
    const journey = along([14000000, middle, -12000000], { kinds: ["", "passage"] });
    journey.legs = [{ stay: 1, origin: 0, kind: "passage", line: [14000000, 4000000, 10000000, 0], bows: -1 }];
    const { spots, approaches } = makeWorld(journey);
    near(approaches[1][0], worldX(14000000));
    assert.ok(spots[1].x >= approaches[1][0] && spots[1].x <= approaches[1][2], `middle ${middle}: ${spots[1].x / WORLD}`);
    assert.deepEqual([spots[1].box[0], spots[1].box[2]], [approaches[1][0], approaches[1][2]]);
    near(spots[2].x, worldX(24000000));
  }
});

test("a passage that opens the journey is seen where it is gone", () => {
  const journey = along([17500000, -17000000], { kinds: ["passage"] });
  journey.legs = [{ stay: 0, origin: 0, kind: "passage", line: [16000000, 4000000, 3000000, 0], bows: -1 }];
  const { spots, approaches } = makeWorld(journey);
  near(approaches[0][0], worldX(16000000));
  near(spots[0].x, worldX(17500000));
  near(spots[1].x, worldX(19000000));
});

test("out and back over ±180° ends where it began", () => {
  const journey = along([17900000, -17900000, 17000000]);
  journey.legs = [
    { stay: 1, origin: 0, kind: "move", line: [17900000, 4000000, 200000, 0], bows: -1 },
    { stay: 2, origin: 1, kind: "return", line: [-17900000, 4000000, -200000, 0], bows: -1 },
    { stay: 2, origin: 0, kind: "move", line: [17900000, 4000000, -900000, 0], bows: -1 },
  ];
  const { spots, approaches } = makeWorld(journey);
  near(spots[1].x, worldX(18100000));
  near(spots[2].x, worldX(17000000));
  near(approaches[2][0], worldX(17000000));
  near(approaches[2][2], worldX(18100000));
});

test("a halo, an area and a way never gone belong to what must be seen of a stay", () => {
  const halo = world.spots[index("yanovka-1879")];
  const radius = (10 / 40030.2 / Math.cos((47.89 / 180) * Math.PI)) * WORLD;
  near(halo.box[2] - halo.box[0], 2 * radius, 0.01 * radius);
  const area = world.spots[index("the-balkans-1912")];
  assert.ok(area.box[2] - area.box[0] > worldX(800000) - worldX(0) - 2);
  const bound = world.spots[index("new-york-1917")];
  assert.ok(bound.box[2] >= worldX(3031000) - 1 && bound.box[0] <= worldX(-7401000));
});

test("a halo at the pole is as large as one at 85°, where the pole is drawn", () => {
  const pole = makeWorld({ stays: [{ at: [0, -9000000], mark: 0, area: -1, kind: "" }], legs: [], marks: [[0, -9000000, 10000, [0]]], areas: [] });
  near(pole.marks[0].halo, (10 / 40030.2 / Math.cos((85 / 180) * Math.PI)) * WORLD, 0.1);
});
