// The second sign of an era on the map: its number in a disc on the line, and the way the line
// went; how often, where more ways lie side by side than can be told apart.

import { drawCount, drawPointer } from "./marks.mjs";
import { circle, fillIn, stroke } from "./pen.mjs";
import { eraColour } from "./theme.mjs";
import { drawnShare } from "./trail.mjs";
import { besideOf, isBand, pointAt } from "./ways.mjs";

const RADIUS = 7;
const LEAST = 84; // pixels of line for a disc
const LEAST_ARROW = 40;
const ARROW_AHEAD = 13; // it stands on the disc's rim
const ARROW = [[5.5, 0], [-4, 4.2], [-4, -4.2]];
const APART = 110; // pixels between two discs of one era
const AT = [0.5, 0.36, 0.64];

/**
 * Discs and arrows for the legs gone, where there is room for them.
 * @param {CanvasRenderingContext2D} ctx in pixels
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.world
 * @param {any} of.clock
 * @param {number} of.t
 * @param {number} of.scale pixels per world unit
 * @param {(x: number, y: number) => Array<[number, number]>} of.project
 * @param {import("./marks.mjs").Placed[]} of.placed
 * @param {import("./labels.mjs").Rect} of.within
 * @param {import("./labels.mjs").Rect[]} of.taken where nothing may stand
 * @param {string} of.font
 * @param {import("./theme.mjs").Theme} of.theme
 * @returns {import("./labels.mjs").Rect[]} where they stand
 */
export function drawDiscs(ctx, { data, world, clock, t, scale, project, placed, within, taken, font, theme }) {
  const discs = [];
  const { stay: now } = clock.at(t);
  const first = (leg) => (leg.stay === now ? 1000 : 0) + (leg.lane ?? 0);
  const order = data.legs.map((_, j) => j).sort((a, b) => first(data.legs[b]) - first(data.legs[a]));
  for (const j of order) {
    const leg = data.legs[j];
    const share = leg.kind === "unreached" ? 0 : drawnShare(clock.legShare(j, t));
    const way = world.ways[j];
    if (share < 1 || way.length * scale < LEAST_ARROW) continue;
    const colour = eraColour(theme, data.eras[leg.era][2]);
    const spot = AT.map((at) => pointAt(way, at, besideOf(way, 1 / scale)))
      .flatMap((point) => project(point.x, point.y).map(([x, y]) => ({ x, y, dx: point.dx, dy: point.dy })))
      .find((spot) => isFree(spot, discs, placed, within, taken));
    if (!spot) continue;
    if (isBand(leg)) {
      drawCount(ctx, spot.x, spot.y, `×${leg.lane + 1}`, theme, font);
      discs.push({ ...spot, era: -1 });
      continue;
    }
    const hasDisc = data.eras.length > 1 && way.length * scale >= LEAST && !discs.some((disc) => disc.era === leg.era && Math.hypot(disc.x - spot.x, disc.y - spot.y) < APART);
    if (hasDisc) drawDisc(ctx, spot.x, spot.y, leg.era + 1, colour, theme, font);
    const arrow = hasDisc ? { ...spot, x: spot.x + ARROW_AHEAD * spot.dx, y: spot.y + ARROW_AHEAD * spot.dy } : spot;
    drawArrow(ctx, arrow, colour, theme);
    discs.push({ ...spot, era: hasDisc ? leg.era : -1 }, { ...arrow, era: -1 });
  }
  return discs.map(({ x, y }) => [x - RADIUS - 2, y - RADIUS - 2, x + RADIUS + 2, y + RADIUS + 2]);
}

function isFree({ x, y }, discs, placed, within, taken) {
  const reach = RADIUS + ARROW_AHEAD;
  if (taken.some(([left, top, right, bottom]) => x > left - reach && x < right + reach && y > top - reach && y < bottom + reach)) return false;
  if (x < within[0] || x > within[2] || y < within[1] || y > within[3]) return false;
  if (placed.some((mark) => Math.hypot(mark.x - x, mark.y - y) < mark.r + RADIUS + 6)) return false;
  return !discs.some((disc) => Math.hypot(disc.x - x, disc.y - y) < 3 * RADIUS);
}

function drawDisc(ctx, x, y, number, colour, theme, font) {
  circle(ctx, x, y, RADIUS + 0.5);
  fillIn(ctx, theme.casing);
  stroke(ctx, colour, 1.75);
  ctx.font = `600 ${number > 9 ? 8.5 : 9.5}px ${font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = theme.ink;
  ctx.fillText(String(number), x, y + 0.5);
}

/** A small point on the line, facing the way of travel. */
function drawArrow(ctx, at, colour, theme) {
  drawPointer(ctx, at, ARROW, 2.5, colour, theme);
}
