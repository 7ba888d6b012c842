// The scene's numbers → what is drawn: ways, marks, areas and spots in world units.

import { boxOf, union } from "./camera.mjs";
import { decode } from "./deltas.mjs";
import { WORLD, worldX, worldY } from "./mercator.mjs";
import { makeWay } from "./ways.mjs";

const EARTH_METRES = 40030200;

/**
 * @param {any} data the page's journey-data
 */
export function makeWorld(data) {
  const ways = data.legs.map(makeWay);
  const marks = data.marks.map(([lon, lat, halo, stays]) => ({ x: worldX(lon), y: worldY(lat), halo: haloUnits(lat, halo), stays }));
  const areas = data.areas.map(([rings, stays]) => makeArea(decode(rings), stays));
  const legsOf = data.stays.map(() => []);
  data.legs.forEach((leg, j) => legsOf[leg.stay].push(j));
  const turns = turnsOf(data, ways, legsOf);

  const spots = data.stays.map((stay, i) => {
    const shift = turns[i] * WORLD;
    const [x, y] = [worldX(stay.at[0]) + shift, worldY(stay.at[1])];
    const halo = stay.mark >= 0 ? marks[stay.mark].halo : 0;
    let box = stay.area >= 0 ? areas[stay.area].box : [x, y, x, y];
    box = union(box, [x - halo, y - halo, x + halo, y + halo]);
    const shown = legsOf[i].filter((j) => ["unreached", "passage"].includes(data.legs[j].kind));
    return { x, y, box: shown.map((j) => moved(ways[j].box, shift)).reduce(union, box) };
  });

  const approaches = data.stays.map((stay, i) => {
    const gone = legsOf[i].filter((j) => data.legs[j].kind !== "unreached");
    return gone.map((j) => moved(ways[j].box, turns[data.legs[j].origin] * WORLD)).reduce((a, b) => (a ? union(a, b) : b), null);
  });

  const beside = ways.some((way) => way.box[0] < 0 || way.box[2] > WORLD) ? 1 : 0;
  return { ways, marks, areas, spots, approaches, legsOf, beside };
}

/** The radius of a halo of so many metres, in world units at that latitude. */
function haloUnits(lat, metres) {
  return (metres / EARTH_METRES / Math.cos((lat / 100000 / 180) * Math.PI)) * WORLD;
}

function makeArea(rings, stays) {
  const path = new Path2D();
  for (const ring of rings) {
    path.moveTo(ring[0], ring[1]);
    for (let i = 2; i < ring.length; i += 2) path.lineTo(ring[i], ring[i + 1]);
    path.closePath();
  }
  return { path, box: rings.map(boxOf).reduce(union), stays };
}

/** How many times around the world each stay lies from the first, as its legs went. */
function turnsOf(data, ways, legsOf) {
  const turns = [];
  data.stays.forEach((_, i) => {
    let turn = turns[i - 1] ?? 0;
    for (const j of legsOf[i]) {
      const { xs } = ways[j];
      if (data.legs[j].kind !== "unreached") turn += turnOf(xs[xs.length - 1]) - turnOf(xs[0]);
    }
    turns.push(turn);
  });
  return turns;
}

function turnOf(x) {
  return Math.floor(x / WORLD - 1e-9);
}

function moved(box, shift) {
  return [box[0] + shift, box[1], box[2] + shift, box[3]];
}
