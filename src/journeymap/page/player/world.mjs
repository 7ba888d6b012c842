// The scene's numbers → what is drawn: ways, marks, areas and spots in world units.

import { union } from "./camera.mjs";
import { decode } from "./deltas.mjs";
import { WORLD, worldX, worldY } from "./mercator.mjs";
import { makeWay } from "./ways.mjs";

const EARTH_METRES = 40030200;

/**
 * @param {any} data the page's journey-data
 */
export function makeWorld(data) {
  const ways = data.legs.map(makeWay);
  const marks = data.marks.map(([lon, lat, halo, stays, names = []]) => ({ x: worldX(lon), y: worldY(lat), halo: haloUnits(lat, halo), stays, names }));
  const areas = data.areas.map(makeArea);
  const legsOf = data.stays.map(() => []);
  data.legs.forEach((leg, j) => legsOf[leg.stay].push(j));
  const { xs, shifts } = unrolled(data, ways, legsOf);
  const legBox = (j) => moved(ways[j].box, shifts[j]);

  const spots = data.stays.map((stay, i) => {
    const [x, y] = [xs[i], worldY(stay.at[1])];
    const halo = stay.mark >= 0 ? marks[stay.mark].halo : 0;
    const area = stay.area >= 0 ? moved(areas[stay.area].box, x - worldX(stay.at[0])) : [x, y, x, y];
    const shown = legsOf[i].filter((j) => ["unreached", "passage"].includes(data.legs[j].kind));
    return { x, y, box: shown.map(legBox).reduce(union, union(area, [x - halo, y - halo, x + halo, y + halo])) };
  });

  const approaches = data.stays.map((stay, i) => {
    const gone = legsOf[i].filter((j) => data.legs[j].kind !== "unreached");
    return gone.map(legBox).reduce((a, b) => (a ? union(a, b) : b), null);
  });

  const boxes = [...ways, ...areas].map(({ box }) => box);
  const beside = boxes.some((box) => box[0] < 0 || box[2] > WORLD) ? 1 : 0;
  return { ways, marks, areas, spots, approaches, legsOf, shifts, beside };
}

/** The radius of a halo of so many metres, in world units at that latitude, at most 85°. */
function haloUnits(lat, metres) {
  const drawn = Math.min(85, Math.abs(lat) / 100000);
  return (metres / EARTH_METRES / Math.cos((drawn / 180) * Math.PI)) * WORLD;
}

/** An area whose outline is read when it is first drawn: at the overview none is. */
function makeArea([text, stays, box, middle]) {
  let path = null;
  return {
    box,
    stays,
    middle,
    get path() {
      path ??= outlineOf(decode(text));
      return path;
    },
  };
}

function outlineOf(rings) {
  const path = new Path2D();
  for (const ring of rings) {
    path.moveTo(ring[0], ring[1]);
    for (let i = 2; i < ring.length; i += 2) path.lineTo(ring[i], ring[i + 1]);
    path.closePath();
  }
  return path;
}

/**
 * Where each stay lies on a world without end, and how far each leg is moved to begin where
 * the one before it ended: nobody is taken around the world who did not go around it.
 */
function unrolled(data, ways, legsOf) {
  const xs = [];
  const ends = [];
  const shifts = data.legs.map(() => 0);
  data.stays.forEach((stay, i) => {
    let at = null;
    for (const j of legsOf[i]) {
      const leg = data.legs[j];
      if (leg.kind === "unreached") continue;
      const [from, to] = [ways[j].xs[0], ways[j].xs[ways[j].xs.length - 1]];
      shifts[j] = turnsTo(from, at ?? ends[leg.origin] ?? from);
      at = to + shifts[j];
    }
    const x = worldX(stay.at[0]);
    const passage = legsOf[i].find((j) => data.legs[j].kind === "passage");
    const middle = passage === undefined ? at : (ways[passage].box[0] + ways[passage].box[2]) / 2 + shifts[passage];
    xs.push(x + turnsTo(x, middle ?? ends[i - 1] ?? x));
    ends.push(passage === undefined ? xs[i] : at);
    for (const j of legsOf[i]) if (data.legs[j].kind === "unreached") shifts[j] = turnsTo(ways[j].xs[0], xs[i]);
  });
  return { xs, shifts };
}

/** The whole turns that bring x nearest to a goal. */
function turnsTo(x, goal) {
  return Math.round((goal - x) / WORLD) * WORLD;
}

function moved(box, shift) {
  return [box[0] + shift, box[1], box[2] + shift, box[3]];
}
