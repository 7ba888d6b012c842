// What is drawn under the era chips: a bar for every stay, events of the time, years.

import { dayNumber, firstOf, lastOf, yearMonthDay } from "./days.mjs";
import { eraColour } from "./theme.mjs";

const TOP = 8;
const HIGH = 9;
const GAP = 3;
const LANES = 3;
const YEAR_GAP = 12; // pixels between the words of two years
const SQUEEZED = 7; // pixels: years narrower than this are pressed together
const MOST_TICKS = 400;
const NARROWEST = 24; // pixels: no name of an event of the time is narrower
const SHORT = 1100; // days: a journey no longer is told by months

/** How high the lanes of the bars are together. */
export function barsHigh(data) {
  return TOP + (Math.max(0, ...lanesOf(data)) + 1) * (HIGH + GAP) + 2;
}

export const CONTEXT_HIGH = 16;
export const YEARS_HIGH = 18;

/**
 * @param {CanvasRenderingContext2D} ctx in pixels
 * @param {object} of
 * @param {any} of.data
 * @param {Array<{era: number, from: number}>} of.bands runs of stays of one era
 * @param {any} of.clock
 * @param {any} of.axis see makeAxis
 * @param {number} of.width
 * @param {any} of.wording
 * @param {string} of.font
 * @param {import("./theme.mjs").Theme} of.theme
 * @returns {Array<{x: number, wide: number, text: string}>} the years to be written below, in pixels
 */
export function drawTimeline(ctx, { data, bands, clock, axis, width, wording, font, theme }) {
  const lanes = lanesOf(data);
  if (data.eras.length > 1) drawEras(ctx, { data, bands, axis, width, theme });
  ctx.strokeStyle = theme.casing; // parts bars whose dates overlap
  ctx.lineWidth = 1;
  data.stays.forEach((stay, i) => {
    const [from, to] = barOf(stay, i, clock, axis);
    const left = from * width;
    const wide = Math.max(3, to * width - left - 1);
    ctx.fillStyle = fade(ctx, eraColour(theme, data.eras[stay.era][2]), stay, left, wide);
    ctx.beginPath();
    ctx.roundRect(left, TOP + lanes[i] * (HIGH + GAP), wide, HIGH, 2);
    ctx.fill();
    ctx.stroke();
  });
  if (!clock.isDated) return [];
  const bars = barsHigh(data);
  const top = bars + (data.context.length ? CONTEXT_HIGH : 0);
  if (data.context.length) drawContext(ctx, { top: bars, data, clock, axis, width, font, theme });
  return drawYears(ctx, { clock, axis, width, top, wording, font, theme });
}

/** The line that the bars hang from, in the colours of the eras. */
function drawEras(ctx, { data, bands, axis, width, theme }) {
  bands.forEach((band, i) => {
    const from = axis.at(band.from) * width;
    const to = bands[i + 1] ? axis.at(bands[i + 1].from) * width : width;
    ctx.fillStyle = eraColour(theme, data.eras[band.era][2]);
    ctx.fillRect(from, 0, to - from, 3);
  });
}

/** From where to where a bar reaches: its days; by the telling never less than its own hold. */
function barOf(stay, i, clock, axis) {
  const [hold, end] = [axis.at(clock.holdFrom[i]), axis.at(clock.holdFrom[i] + stay.hold)];
  const from = firstOf(stay.days);
  const to = lastOf(stay.days);
  const begins = from === null ? hold : axis.ofDay(from);
  const ends = to === null ? end : axis.ofDay(to);
  return axis.isTrue ? [begins, Math.max(begins, ends)] : [Math.min(hold, begins), Math.max(end, ends)];
}

/** The bar's colour, running out where its beginning or its end is not known to the month. */
function fade(ctx, colour, stay, left, wide) {
  const open = (a, b) => a === null || b === null || b - a > 31;
  const [soft, softer] = [open(stay.days[0], stay.days[1]), open(stay.days[2], stay.days[3])];
  if ((!soft && !softer) || wide < 6) return colour;
  const gradient = ctx.createLinearGradient(left, 0, left + wide, 0);
  gradient.addColorStop(0, soft ? `${colour}40` : colour);
  gradient.addColorStop(soft ? 0.35 : 0, colour);
  gradient.addColorStop(softer ? 0.65 : 1, colour);
  gradient.addColorStop(1, softer ? `${colour}40` : colour);
  return gradient;
}

/** Stays within others lie in a lane below them, three lanes at most. */
function lanesOf(data) {
  const depth = (stay, seen = 0) => (!(stay.within >= 0) || seen > 2 ? 0 : 1 + depth(data.stays[stay.within], seen + 1));
  return data.stays.map((stay) => Math.min(LANES - 1, depth(stay)));
}

/** Where each event of the time begins and ends along the line. */
export function contextSpans(data, clock, axis) {
  return data.context.map(({ title, when, days }) => {
    const [from, to] = [firstOf(days), lastOf(days) ?? firstOf(days)];
    return { title, when, from: axis.ofDay(from), to: axis.ofDay(to) };
  });
}

/** The quiet lane: what happened elsewhere, its name where nothing is in its way. */
function drawContext(ctx, { top, data, clock, axis, width, font, theme }) {
  const y = top + 6;
  const spans = contextSpans(data, clock, axis).map(({ title, from, to }) => ({ title, left: from * width, right: Math.max(from * width + 4, to * width) }));
  ctx.font = `400 11px ${font}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.fillStyle = theme.quiet;
  ctx.globalAlpha = 0.5;
  for (const { left, right } of spans) ctx.fillRect(left, y - 1.5, right - left, 3);
  ctx.globalAlpha = 1;
  let free = 0;
  for (const span of spans) {
    const isBusy = (from, wide) => from < free || from + wide > width || spans.some((other) => other !== span && other.left < from + wide + 6 && other.right > from - 4);
    if (isBusy(span.right + 5, NARROWEST) && isBusy(span.left + 10, NARROWEST)) continue;
    const wide = ctx.measureText(span.title).width;
    const inside = span.right - span.left > wide + 28;
    const from = inside ? span.left + 10 : span.right + 5;
    if (isBusy(from, wide)) continue;
    if (inside) ctx.clearRect(from - 4, y - 6, wide + 8, 12);
    ctx.fillText(span.title, from, y + 0.5);
    free = from + wide + 8;
  }
}

/** Their ticks; what is to be written stands where the playhead's date may cover it. */
function drawYears(ctx, { clock, axis, width, top, wording, font, theme }) {
  ctx.font = `400 11px ${font}`;
  ctx.fillStyle = theme.quiet;
  const written = [];
  const ticks = ticksOf(clock, wording).map(({ day, text }) => ({ x: axis.ofDay(day) * width, text }));
  let free = -Infinity;
  let squeezedFrom = null;
  ticks.forEach(({ x, text }, i) => {
    const isSqueezed = (ticks[i + 1]?.x ?? width) - x < SQUEEZED && !axis.isTrue;
    if (isSqueezed) squeezedFrom ??= x;
    if (!isSqueezed && squeezedFrom !== null) {
      if (x - squeezedFrom > 8) squeezed(ctx, (squeezedFrom + x) / 2, top + 2, theme);
      squeezedFrom = null;
    }
    if (!isSqueezed) {
      ctx.globalAlpha = 0.6;
      ctx.fillRect(Math.round(x), top, 1, 4);
      ctx.globalAlpha = 1;
    }
    if ((isSqueezed && i > 0) || x < free) return;
    const wide = ctx.measureText(text).width;
    if (x + wide > width) return;
    written.push({ x, wide, text });
    free = x + wide + YEAR_GAP;
  });
  return written;
}

/** The beginnings of the journey's years, or of its months where it is short. */
function ticksOf(clock, wording) {
  const [from, to] = [clock.dayAt(0), clock.dayAt(clock.duration)];
  const [[first, firstMonth], [last, lastMonth]] = [yearMonthDay(from), yearMonthDay(to)];
  if (to - from < SHORT) {
    const count = 12 * (last - first) + lastMonth - firstMonth + 1;
    const months = Array.from({ length: count }, (_, i) => [first + Math.floor((firstMonth - 1 + i) / 12), ((firstMonth - 1 + i) % 12) + 1]);
    return months.map(([year, month]) => ({ day: dayNumber(year, month, 1), text: wording.month(year, month) }));
  }
  const step = Math.ceil((last - first + 1) / MOST_TICKS);
  const count = Math.floor((last - first) / step) + 1;
  return Array.from({ length: count }, (_, i) => first + i * step).map((year) => ({ day: dayNumber(year, 1, 1), text: wording.year(year) }));
}

/** Two strokes: here years are pressed together. */
function squeezed(ctx, x, y, theme) {
  ctx.strokeStyle = theme.quiet;
  ctx.lineWidth = 1.25;
  ctx.beginPath();
  for (const dx of [-2, 2]) {
    ctx.moveTo(x + dx - 1.5, y + 3);
    ctx.lineTo(x + dx + 1.5, y - 3);
  }
  ctx.stroke();
}
