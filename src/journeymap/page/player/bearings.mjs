// The quiet names that say where on earth one is: towns as they were called then, and waters.

import { yearMonthDay } from "./days.mjs";
import { worldX, worldY } from "./mercator.mjs";

const FROM_ZOOM = [2.6, 3.9, 5.1]; // towns of rank 1, 2, 3
const FOUND_LATE = 3000;
const MOST_ON_PHONE = 10;
const MOST = 26;
const DOT = 1.75;
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
  const towns = data.towns.map(([lon, lat, rank, founded, name, ...former]) => ({ x: worldX(lon), y: worldY(lat), rank, founded, name, former }));
  const waters = data.waters.map(([lon, lat, from, to, name]) => ({ x: worldX(lon), y: worldY(lat), from, to, name }));
  /** The way each town's name went last, so that it holds still while the map moves. */
  let ways = new Map();

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
   */
  function draw(ctx, { t, zoom, project, busy, within, font, serif, theme, isAtRest }) {
    if (isAtRest) ways.clear();
    ctx.lineJoin = "round";
    ctx.strokeStyle = theme.land;
    ctx.lineWidth = 3;
    const [year] = clock.isDated ? yearMonthDay(clock.dayAt(t)) : [FOUND_LATE];
    drawTowns(ctx, year, { zoom, project, busy, within, font, theme });
    drawWaters(ctx, { zoom, project, busy, within, serif, theme });
  }

  function drawTowns(ctx, year, { zoom, project, busy, within, font, theme }) {
    const size = `400 11px ${font}`;
    const most = within[2] - within[0] < 600 ? MOST_ON_PHONE : MOST;
    const kept = new Map();
    const shown = towns.filter((town) => zoom >= FROM_ZOOM[town.rank - 1] && town.founded <= year);
    shown.sort((a, b) => a.rank - b.rank || ways.has(b.name) - ways.has(a.name));
    for (const town of shown) {
      if (kept.size >= most) break;
      const name = nameIn(town, year);
      for (const [x, y] of project(town.x, town.y)) {
        const dot = [x - DOT - 1, y - DOT - 1, x + DOT + 1, y + DOT + 1];
        if (!fits(dot, busy, within)) continue;
        const wide = widthOf(ctx, name, size);
        const way = [ways.get(town.name), 0, 1, 2, 3].find((i) => i !== undefined && fits(rectOf(x, y, wide, WAYS[i]), busy, within));
        if (way === undefined) continue;
        kept.set(town.name, way);
        const rect = rectOf(x, y, wide, WAYS[way]);
        busy.push(rect, dot);
        write(ctx, name, size, rect, theme.town);
        ctx.beginPath();
        ctx.arc(x, y, DOT, 0, 2 * Math.PI);
        ctx.fill();
      }
    }
    ways = kept;
  }

  function drawWaters(ctx, { zoom, project, busy, within, serif, theme }) {
    const size = `italic 400 ${zoom < 3.4 ? 12 : 13}px ${serif}`;
    ctx.strokeStyle = theme.sea;
    for (const water of waters) {
      if (zoom < water.from || zoom > water.to) continue;
      const wide = widthOf(ctx, water.name, size);
      for (const [x, y] of project(water.x, water.y)) {
        const rect = [x - wide / 2 - 4, y - 9, x + wide / 2 + 4, y + 9];
        if (!fits(rect, busy, within)) continue;
        busy.push(rect);
        write(ctx, water.name, size, rect, theme.water);
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

function fits(rect, busy, within) {
  const inside = rect[0] >= within[0] && rect[1] >= within[1] && rect[2] <= within[2] && rect[3] <= within[3];
  return inside && !busy.some((other) => rect[0] < other[2] && rect[2] > other[0] && rect[1] < other[3] && rect[3] > other[1]);
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
