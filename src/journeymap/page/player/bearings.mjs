// The quiet names that say where on earth one is: towns as they were called then, seas, rivers, regions.

import { isInside, meets } from "./camera.mjs";
import { yearMonthDay } from "./days.mjs";
import { worldX, worldY } from "./mercator.mjs";
import { circle } from "./pen.mjs";

const FROM_ZOOM = [2.6, 3.9, 5.1, 6.2]; // towns of rank 1, 2, 3, 4
const FOUND_LATE = 3000;
const MOST_ON_PHONE = 10;
const MOST = 26;
const DOT = 1.75;
const SPACING = 2.5; // pixels between the letters of a region
const AGAIN = 420; // pixels within which a river is not named twice
const STYLES = new Map([
  ["sea", { isWater: true, isSpaced: false, beside: 0, high: 9, said: (name) => name, font: (sans, serif, zoom) => `italic 400 ${zoom < 3.4 ? 12 : 13}px ${serif}` }],
  ["river", { isWater: true, isSpaced: false, beside: 8, high: 7, said: (name) => name, font: (sans, serif) => `italic 400 12px ${serif}` }],
  ["region", { isWater: false, isSpaced: true, beside: 0, high: 8, said: (name) => name.toUpperCase(), font: (sans) => `400 11px ${sans}` }],
]);
const WAYS = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
];

/**
 * @param {any} data the page's journey-data
 * @param {any} clock
 * @param {(ctx: CanvasRenderingContext2D, text: string, font: string) => number} widthOf
 */
export function makeBearings(data, clock, widthOf) {
  const towns = data.towns.map(([lon, lat, rank, founded, name, ...former]) => ({ x: worldX(100 * lon), y: worldY(100 * lat), rank, founded, name, former }));
  const features = data.features.map(([lon, lat, from, to, name, kind = "sea", angle = 0]) => ({ x: worldX(100 * lon), y: worldY(100 * lat), from, to, name, kind, angle: (angle * Math.PI) / 180 }));
  /**
   * The way each town's name went last, and the features named last: while the map moves they hold
   * still, even where a way passes, or they would come and go with every line that is drawn.
   */
  let ways = new Map();
  let said = [];
  /** What was named when the map last moved. */
  let held = new Set();

  /**
   * @param {CanvasRenderingContext2D} ctx in pixels
   * @param {object} of
   * @param {number} of.t
   * @param {number} of.zoom
   * @param {(x: number, y: number) => Array<[number, number]>} of.project
   * @param {import("./labels.mjs").Rect[]} of.busy where nothing may stand; what is written is added
   * @param {import("./labels.mjs").Rect} of.within
   * @param {string} of.font
   * @param {string} of.serif
   * @param {import("./theme.mjs").Theme} of.theme
   * @param {boolean} of.isAtRest
   * @param {boolean} of.isFlying
   * @param {number} of.appear 0 to 1, for what was not there before
   * @param {(rect: import("./labels.mjs").Rect) => boolean} of.isUnder whether a way passes there
   */
  function draw(ctx, { t, zoom, project, busy, within, font, serif, theme, isAtRest, isFlying, appear, isUnder }) {
    if (isFlying) held = new Set([...ways.keys(), ...said.map(({ name }) => name)]);
    const isOf = (name) => !isFlying || held.has(name);
    const show = (name, paint) => {
      ctx.globalAlpha = held.has(name) ? 1 : appear;
      paint();
      ctx.globalAlpha = 1;
    };
    if (isAtRest) {
      ways.clear();
      said = [];
    }
    ctx.lineJoin = "round";
    ctx.strokeStyle = theme.land;
    ctx.lineWidth = 3;
    const [year] = clock.isDated ? yearMonthDay(clock.dayAt(t)) : [FOUND_LATE];
    // A name that leaves the view in flight slides over its edge.
    const isSeen = isFlying ? meets : isInside;
    const fits = (rect) => isSeen(rect, within) && !busy.some((other) => meets(rect, other));
    const room = { fits, zoom, project, busy, within, font, serif, theme, isFlying, isUnder, isOf, show };
    drawTowns(ctx, year, room);
    drawFeatures(ctx, room);
  }

  function drawTowns(ctx, year, { fits, zoom, project, busy, within, font, theme, isFlying, isUnder, isOf, show }) {
    const size = `400 11px ${font}`;
    const most = within[2] - within[0] < 600 ? MOST_ON_PHONE : MOST;
    const kept = new Map();
    const shown = towns.filter((town) => zoom >= FROM_ZOOM[town.rank - 1] && town.founded <= year && isOf(town.name));
    shown.sort((a, b) => a.rank - b.rank || ways.has(b.name) - ways.has(a.name));
    for (const town of shown) {
      if (kept.size >= most) break;
      const name = nameIn(town, year);
      for (const [x, y] of project(town.x, town.y).slice(0, 1)) {
        const dot = [x - DOT - 1, y - DOT - 1, x + DOT + 1, y + DOT + 1];
        if (!fits(dot)) continue;
        const wide = widthOf(ctx, name, size);
        const stood = ways.get(town.name);
        const way = (isFlying ? [stood] : [stood, 0, 1, 2, 3]).find((i) => i !== undefined && fits(rectOf(x, y, wide, WAYS[i])) && (i === stood || !isUnder(rectOf(x, y, wide, WAYS[i]))));
        if (way === undefined) continue;
        kept.set(town.name, way);
        const rect = rectOf(x, y, wide, WAYS[way]);
        busy.push(rect, dot);
        show(town.name, () => {
          write(ctx, name, size, rect, theme.town);
          circle(ctx, x, y, DOT);
          ctx.fill();
        });
      }
    }
    ways = kept;
  }

  /** Seas, rivers along their course, regions in spaced letters: each once in sight. */
  function drawFeatures(ctx, { fits, zoom, project, busy, font, serif, theme, isUnder, isOf, show }) {
    const stood = new Set(said.map(({ name }) => name));
    said = [];
    for (const one of features) {
      if (zoom < one.from || zoom > one.to || !isOf(one.name)) continue;
      const style = STYLES.get(one.kind);
      const [text, size] = [style.said(one.name), style.font(font, serif, zoom)];
      const wide = widthOf(ctx, text, size) + SPACING * (style.isSpaced ? text.length : 0);
      for (const [x, y] of project(one.x, one.y).slice(0, 1)) {
        const at = { x: x + style.beside * Math.sin(one.angle), y: y - style.beside * Math.cos(one.angle), angle: one.angle };
        const rect = turnedRect(at, wide / 2 + 4, style.high);
        if (said.some((other) => other.name === one.name && Math.hypot(other.x - x, other.y - y) < AGAIN) || !fits(rect) || (one.kind !== "sea" && !stood.has(one.name) && isUnder(rect))) continue;
        busy.push(rect);
        said.push({ name: one.name, x, y });
        ctx.strokeStyle = style.isWater && !style.beside ? theme.sea : theme.land;
        ctx.letterSpacing = style.isSpaced ? `${SPACING}px` : "0px";
        show(one.name, () => writeTurned(ctx, text, size, at, style.isWater ? theme.water : theme.region));
        ctx.letterSpacing = "0px";
      }
    }
  }

  return { draw };
}

/** What a town was called in a year: the first of its former names still in use, or its own. */
export function nameIn({ name, former }, year) {
  for (let i = 0; i < former.length; i += 2) if (year <= former[i]) return former[i + 1];
  return name;
}

function rectOf(x, y, wide, [sx, sy]) {
  const left = sx > 0 ? x + 5 : sx < 0 ? x - 5 - wide : x - wide / 2;
  const top = y + sy * 11 - 7;
  return [left - 1, top, left + wide + 1, top + 14];
}

/** The upright rectangle around a turned one that is so far from its middle to its sides. */
function turnedRect({ x, y, angle }, halfWide, halfHigh) {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const [dx, dy] = [halfWide * cos + halfHigh * sin, halfWide * sin + halfHigh * cos];
  return [x - dx, y - dy, x + dx, y + dy];
}

function writeTurned(ctx, text, font, { x, y, angle }, colour) {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  write(ctx, text, font, [0, 0, 0, 0], colour);
  ctx.restore();
}

function write(ctx, text, font, rect, colour) {
  const [x, y] = [(rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2];
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}
