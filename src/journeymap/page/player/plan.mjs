// The local plan: spots so close that no zoom of the map parts them, in their true positions.

import { niceLength } from "./furniture.mjs";
import { kmPerPixel } from "./mercator.mjs";
import { circle, fillIn, stroke } from "./pen.mjs";
import { eraColour } from "./theme.mjs";

const CLOSE = 24; // world units: some 2 km in Europe; at the journey's nearest look, 4 pixels
const UNIT_ZOOM = 10; // at which a world unit is a pixel
const MARGIN = 34;
const HEAD = 54;
const FOOT = 46;
const PLAN_SCALE_PX = 70;

/**
 * The groups of marks that need a plan: each closer to another of its group than the map parts.
 * @param {Array<{x: number, y: number, stays: number[]}>} marks
 * @returns {Array<number[]>} the indices of the marks of each group
 */
export function closeGroups(marks) {
  const groups = [];
  const seen = new Set();
  marks.forEach((_, first) => {
    if (seen.has(first)) return;
    const group = [];
    const todo = [first];
    while (todo.length) {
      const i = todo.pop();
      if (seen.has(i)) continue;
      seen.add(i);
      group.push(i);
      marks.forEach((other, j) => {
        if (!seen.has(j) && Math.hypot(other.x - marks[i].x, other.y - marks[i].y) < CLOSE) todo.push(j);
      });
    }
    if (group.length > 1) groups.push(group.sort((a, b) => a - b));
  });
  return groups;
}

/**
 * @param {CanvasRenderingContext2D} ctx in pixels
 * @param {import("./labels.mjs").Rect} rect where it stands
 * @param {object} of
 * @param {number[]} of.group indices of marks
 * @param {any} of.world
 * @param {any} of.data
 * @param {number} of.stay the current one
 * @param {number} of.t
 * @param {any} of.clock
 * @param {Array<{place: string, title: string}>} of.names by stay
 * @param {any} of.wording
 * @param {string} of.font
 * @param {import("./theme.mjs").Theme} of.theme
 */
export function drawPlan(ctx, rect, { group, world, data, stay, t, clock, names, wording, font, theme }) {
  const [left, top, right, bottom] = rect;
  const marks = group.map((i) => world.marks[i]);
  const [west, east] = span(marks.map((mark) => mark.x));
  const [north, south] = span(marks.map((mark) => mark.y));
  const [wide, high] = [right - left - 2 * MARGIN, bottom - top - HEAD - FOOT];
  const scale = Math.min(wide / Math.max(1e-6, east - west), high / Math.max(1e-6, south - north));
  const [midX, midY] = [(left + right) / 2, (top + HEAD + bottom - FOOT) / 2];
  const at = (mark) => [midX + (mark.x - (west + east) / 2) * scale, midY + (mark.y - (north + south) / 2) * scale];

  ctx.save();
  ctx.beginPath();
  ctx.roundRect(left, top, right - left, bottom - top, 4);
  ctx.fillStyle = theme.casing;
  ctx.shadowColor = "rgb(0 0 0 / 25%)";
  ctx.shadowBlur = 12;
  ctx.fill();
  ctx.shadowColor = "transparent";
  stroke(ctx, theme.coast, 1);
  ctx.restore();
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, right - left, bottom - top);
  ctx.clip();

  const metres = (kmPerPixel((north + south) / 2, UNIT_ZOOM) * 1000) / scale;
  // Where they share one name, what each was for him tells them apart.
  const places = new Set(marks.map((mark) => names[mark.stays[0]].place));
  const hasNames = places.size === marks.length;
  heading(ctx, left, top, right, places.size === 1 ? [...places][0] : "", marks, scale, metres, { wording, font, theme });
  group.forEach((i) => {
    const mark = world.marks[i];
    const [x, y] = at(mark);
    const first = mark.stays[0];
    const isNow = data.stays[stay].mark === i;
    const colour = eraColour(theme, data.eras[data.stays[isNow ? stay : first].era][2]);
    spot(ctx, x, y, { isNow, isBegun: clock.holdFrom[first] <= t, colour, theme });
    label(ctx, x, y + (y > midY ? 19 : -19), hasNames ? names[first].place : names[first].title, { left, right, isNow, font, theme });
  });
  planScale(ctx, left, bottom, metres, { wording, font, theme });
  ctx.restore();
}

function span(values) {
  return [Math.min(...values), Math.max(...values)];
}

function heading(ctx, left, top, right, place, marks, scale, metres, { wording, font, theme }) {
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.font = `600 12px ${font}`;
  ctx.fillStyle = theme.ink;
  let from = left + 12;
  if (place && ctx.measureText(place).width < right - left - 130) {
    ctx.fillText(place, from, top + 16);
    from += ctx.measureText(place).width + 8;
  }
  ctx.font = `400 11px ${font}`;
  ctx.fillStyle = theme.quiet;
  if (marks.length === 2) {
    const apart = Math.hypot(marks[1].x - marks[0].x, marks[1].y - marks[0].y) * scale * metres;
    ctx.fillText(wording.text("ui", "apart", { distance: distanceText(apart, wording) }), from, top + 16);
  }
  ctx.textAlign = "center";
  ctx.fillText("N", right - 16, top + 26);
  ctx.beginPath();
  ctx.moveTo(right - 16, top + 8);
  ctx.lineTo(right - 20, top + 19);
  ctx.lineTo(right - 12, top + 19);
  ctx.closePath();
  ctx.fill();
}

function distanceText(metres, wording) {
  if (metres < 1000) return `${metres < 50 ? Math.round(metres) : Math.round(metres / 10) * 10} m`;
  return `${wording.number(Math.round(metres / 1000))} km`;
}

function spot(ctx, x, y, { isNow, isBegun, colour, theme }) {
  circle(ctx, x, y, isNow ? 7 : 5);
  fillIn(ctx, isBegun ? colour : theme.casing);
  stroke(ctx, colour, 1.5);
  if (!isNow) return;
  circle(ctx, x, y, 11);
  ctx.lineWidth = 2;
  ctx.stroke();
}

function label(ctx, x, y, text, { left, right, isNow, font, theme }) {
  ctx.font = `${isNow ? 600 : 400} 11px ${font}`;
  const room = right - left - 16;
  let shown = text;
  while (shown.length > 4 && ctx.measureText(shown).width > room) shown = `${shown.slice(0, -2).trimEnd()}…`;
  const half = ctx.measureText(shown).width / 2;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = isNow ? theme.ink : theme.quiet;
  ctx.fillText(shown, Math.max(left + 8 + half, Math.min(right - 8 - half, x)), y);
}

function planScale(ctx, left, bottom, metres, { wording, font, theme }) {
  const { length, text } = niceLength(metres / 1000, wording.number, PLAN_SCALE_PX);
  const [from, y] = [left + 12.5, bottom - 10.5];
  ctx.strokeStyle = ctx.fillStyle = theme.ink;
  ctx.lineWidth = 1.25;
  ctx.beginPath();
  ctx.moveTo(from, y - 4);
  ctx.lineTo(from, y);
  ctx.lineTo(from + length, y);
  ctx.lineTo(from + length, y - 4);
  ctx.stroke();
  ctx.font = `400 10px ${font}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillText(text, from + length + 6, y + 1);
}
