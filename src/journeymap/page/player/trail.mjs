// The legs on the map: gone, being gone, still to come; areas, halos, and the moving head.
//
// The way of a line is its dash, never its colour: solid is known, long dashes are not
// recorded, dots are doubtful, and a broken line to a ring was never gone. Colour is the era.

import { eased, meets } from "./camera.mjs";
import { scaleOf } from "./mercator.mjs";
import { circle, fillIn, stroke } from "./pen.mjs";
import { eraColour } from "./theme.mjs";
import { besideOf, pointAt, traceWay } from "./ways.mjs";

export const DASHES = new Map([
  ["known", []],
  ["unrecorded", [10, 5]],
  ["doubtful", [2, 4]],
  ["unreached", [6, 6]],
  ["parted", [1.5, 4.5]],
]);
const LEAST_HALO = 18; // pixels: a smaller one is hidden by the mark and its ring
const CURRENT = 4;
const PAST = 2.25;
const CROWD = 150; // legs in view
const CROWDED = 1;
const DRAW_FROM = 0.14;
const DRAW_TO = 0.86;

/** How much of a leg's line is drawn when a share of its time has gone: the camera goes first. */
export function drawnShare(share) {
  const u = Math.min(1, Math.max(0, (share - DRAW_FROM) / (DRAW_TO - DRAW_FROM)));
  return share >= 1 ? 1 : eased(u);
}

/**
 * The areas in which he has been, on the land: over them lie its lakes.
 * @param {CanvasRenderingContext2D} ctx
 * @param {{data: any, world: any, clock: any}} scene
 * @param {number} t
 * @param {import("./projection.mjs").Projection} projection
 * @param {import("./theme.mjs").Theme} theme
 * @param {{drawLakes: Function} | null} base the built-in map, if that is the ground
 */
export function drawAreas(ctx, { data, world, clock }, t, projection, theme, base) {
  const { zoom } = projection.camera;
  const { stay } = clock.at(t);
  const areas = world.areas.map((area) => ({ area, shown: area.stays.filter((i) => clock.approachFrom[i] <= t && t > 0) })).filter(({ shown }) => shown.length);
  if (!areas.length) return;
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  const draw = ({ area, shown }) => drawArea(ctx, area, eraColour(theme, data.eras[data.stays[shown[shown.length - 1]].era][2]), shown.includes(stay), 1 / scaleOf(zoom));
  projection.inWorld(ctx, () => areas.forEach(draw), world.beside);
  projection.inWorld(ctx, (box) => base?.drawLakes(ctx, box, zoom, theme));
}

/**
 * Draws everything that lies on the ground, in world units: the transform is the camera's.
 * @param {CanvasRenderingContext2D} ctx
 * @param {object} of
 * @param {any} of.data the page's journey-data
 * @param {any} of.world see makeWorld
 * @param {any} of.clock see makeClock
 * @param {number} t
 * @param {number} zoom
 * @param {import("./theme.mjs").Theme} theme
 * @param {import("./camera.mjs").Box} box what is in view
 */
export function drawTrail(ctx, { data, world, clock }, t, zoom, theme, box) {
  const pixel = 1 / scaleOf(zoom);
  const moment = clock.at(t);
  const colour = (era) => eraColour(theme, data.eras[era][2]);
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  const halo = moment.stay >= 0 ? world.marks[data.stays[moment.stay].mark] : null;
  if (halo && halo.halo > LEAST_HALO * pixel) drawHalo(ctx, halo, theme, pixel);

  const shares = data.legs.map((_, j) => (meets(world.ways[j].box, box) ? clock.legShare(j, t) : null));
  data.legs.forEach((leg, j) => {
    if (shares[j] !== null && shares[j] <= 0 && leg.kind !== "unreached" && !world.hidesWhatComes) drawFuture(ctx, world.ways[j], moment.phase, colour(leg.era), theme, pixel);
  });
  const inView = shares.reduce((count, share) => count + (share > 0 ? 1 : 0), 0);
  const past = inView > CROWD ? drawCrowd(ctx, { data, world }, shares, moment, colour, theme, pixel) : null;
  data.legs.forEach((leg, j) => {
    if (!shares[j] || past?.has(j)) return;
    const current = leg.stay === moment.stay && moment.phase !== "closing" && moment.phase !== "end";
    const share = leg.kind === "unreached" ? shares[j] : drawnShare(shares[j]);
    drawLeg(ctx, world.ways[j], leg, share, current ? CURRENT : PAST, colour(leg.era), theme, pixel);
  });
}

/**
 * The legs gone of a crowd, all of an era and a dash in one: what parts the lines where they
 * cross is left out, of hundreds nobody could follow one.
 * @returns {Set<number>} the legs drawn
 */
function drawCrowd(ctx, { data, world }, shares, moment, colour, theme, pixel) {
  const drawn = new Set();
  const groups = new Map();
  data.legs.forEach((leg, j) => {
    if (shares[j] === null || shares[j] < 1 || leg.stay === moment.stay || leg.kind === "unreached") return;
    drawn.add(j);
    const key = `${leg.era} ${leg.way}`;
    if (!groups.has(key)) groups.set(key, { leg, ways: [] });
    groups.get(key).ways.push(world.ways[j]);
  });
  for (const { leg, ways } of groups.values()) {
    ctx.beginPath();
    for (const way of ways) traceWay(ctx, way, 1, besideOf(way, pixel));
    strokeDashed(ctx, DASHES.get(leg.way), colour(leg.era), CROWDED, pixel);
  }
  return drawn;
}

/** The path in dashes of so many pixels. Of thousands of dots round ones take two thirds longer. */
export function strokeDashed(ctx, dash, colour, width, pixel) {
  ctx.lineCap = dash.length ? "butt" : "round";
  stroke(ctx, colour, width * pixel, dash.map((length) => length * pixel));
  ctx.lineCap = "round";
}

function drawFuture(ctx, way, phase, colour, theme, pixel) {
  const overview = phase === "overview";
  ctx.globalAlpha = overview ? 0.75 : 0.35;
  ctx.beginPath();
  traceWay(ctx, way, 1, besideOf(way, pixel));
  const width = overview ? 1.6 : 1;
  strokeDashed(ctx, [width, 3], overview ? colour : theme.ink, width, pixel);
  ctx.globalAlpha = 1;
}

function drawLeg(ctx, way, leg, share, width, colour, theme, pixel) {
  ctx.beginPath();
  traceWay(ctx, way, share, besideOf(way, pixel));
  stroke(ctx, theme.casing, (width + 2) * pixel);
  strokeDashed(ctx, DASHES.get(leg.way), colour, width, pixel);
  if (leg.kind === "unreached" && share >= 1) drawNeverReached(ctx, way, colour, theme, pixel);
}

/** A bar across the line, and the hollow ring he was bound for. */
function drawNeverReached(ctx, way, colour, theme, pixel) {
  const end = pointAt(way, 1);
  const [barX, barY] = [end.x - end.dx * 14 * pixel, end.y - end.dy * 14 * pixel];
  ctx.beginPath();
  ctx.moveTo(barX - end.dy * 7 * pixel, barY + end.dx * 7 * pixel);
  ctx.lineTo(barX + end.dy * 7 * pixel, barY - end.dx * 7 * pixel);
  stroke(ctx, colour, 2.25 * pixel);
  circle(ctx, end.x, end.y, 6 * pixel);
  fillIn(ctx, theme.casing);
  ctx.stroke();
}

function drawArea(ctx, area, colour, current, pixel) {
  ctx.fillStyle = colour;
  ctx.globalAlpha = current ? 0.16 : 0.07;
  ctx.fill(area.path, "evenodd");
  ctx.globalAlpha = current ? 0.9 : 0.4;
  ctx.strokeStyle = colour;
  ctx.lineWidth = (current ? 1.5 : 1) * pixel;
  ctx.setLineDash([2 * pixel, 3 * pixel]);
  ctx.stroke(area.path);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

function drawHalo(ctx, mark, theme, pixel) {
  circle(ctx, mark.x, mark.y, mark.halo);
  ctx.globalAlpha = 0.1;
  fillIn(ctx, theme.ink);
  ctx.globalAlpha = 0.6;
  stroke(ctx, theme.ink, pixel, [2 * pixel, 3 * pixel]);
  ctx.globalAlpha = 1;
}

/**
 * Where the traveller is on a leg being gone, or null.
 * @param {number} [pixel] how large one is, in world units
 * @returns {{x: number, y: number, dx: number, dy: number, era: number} | null}
 */
export function headAt({ data, world, clock }, t, pixel = 0) {
  const moment = clock.at(t);
  if (moment.phase !== "approach") return null;
  for (const j of world.legsOf[moment.stay]) {
    const share = clock.legShare(j, t);
    if (share > 0 && share < 1) return { ...pointAt(world.ways[j], drawnShare(share), besideOf(world.ways[j], pixel)), era: data.legs[j].era };
  }
  return null;
}
