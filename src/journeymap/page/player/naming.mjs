// What is named at a moment: marks by their names of the time, areas, and where he never came.

const AREAS_FROM = 4.5; // the zoom from which areas are named that he has left

/**
 * @param {{data: any, world: any, clock: any}} scene
 * @param {import("./marks.mjs").Placed[]} placed
 * @param {number} t
 * @param {import("./projection.mjs").Projection} projection
 * @returns {{named: import("./marks.mjs").Placed[], next: number}} all that may have a name, and
 *   the stay that comes next, or -1
 */
export function namedAt(scene, placed, t, projection) {
  const { phase, stay } = scene.clock.at(t);
  const isThere = phase === "hold" || placed.some(({ state }) => state === "current");
  const next = isThere ? stay + 1 : phase === "approach" ? stay : -1;
  const goal = scene.data.stays[next]?.mark;
  const told = (mark) => (mark.state === "current" ? { ...mark, isTold: true } : mark.index === goal ? { ...mark, stay: next, isTold: true } : mark);
  const marks = placed.map((mark) => withName(scene, told(mark), t));
  return { named: [...marks, ...areas(scene, t, projection), ...rings(scene, t, projection)], next };
}

/**
 * A mark with what it was called on the day; the stay that is told has its own words for it, and so have
 * all at the overview, which is of no day.
 */
function withName({ world, clock }, mark, t) {
  const called = world.marks[mark.index].names;
  if (t <= 0 || mark.isTold || !called.length || !clock.isDated) return mark;
  const day = clock.dayAt(t);
  const name = called.find(([last]) => last === null || day <= last)?.[1];
  return name ? { ...mark, name } : mark;
}

/** Areas as the names want them: the current one, and near by those he has been in. */
function areas({ world, clock }, t, { camera, project }) {
  const { stay: now } = clock.at(t);
  return world.areas.flatMap((area, i) => {
    const begun = t > 0 ? area.stays.filter((stay) => clock.approachFrom[stay] <= t) : [];
    const isNow = area.stays.includes(now);
    if (!begun.length || !(isNow || camera.zoom >= AREAS_FROM)) return [];
    const stay = isNow ? now : begun[begun.length - 1];
    return project(...area.middle).map(([x, y]) => ({ index: `area ${i}`, x, y, r: 0, state: isNow ? "current" : "visited", stay, begun, isArea: true }));
  });
}

/** Where he was bound for and never came, once that has been told. */
function rings({ data, world, clock }, t, { project }) {
  return data.legs.flatMap((leg, j) => {
    if (leg.kind !== "unreached" || clock.legShare(j, t) < 1) return [];
    const { xs, ys } = world.ways[j];
    const name = data.stays[leg.stay].unreached;
    return project(xs[xs.length - 1], ys[ys.length - 1]).map(([x, y]) => ({ index: `ring ${j}`, x, y, r: 6, state: "future", stay: leg.stay, name, begun: [] }));
  });
}
