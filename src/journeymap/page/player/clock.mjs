// Playing time → where everything is. Pure: no DOM, no time of day.
//
//   0 ─ overview ─┤approach 0│ hold 0 │approach 1│ hold 1 │ … │ closing ├─ duration
//
// Time is milliseconds at speed 1. During an approach the current stay is the one approached.

import { firstOf, lastOf } from "./days.mjs";

/**
 * @typedef {object} Moment
 * @property {"overview" | "approach" | "hold" | "closing" | "end"} phase
 * @property {number} stay index of the current stay, -1 at the overview
 * @property {number} u how far the phase has gone, 0 to 1
 */

/**
 * @param {Array<{approach: number, hold: number, days: Array<number | null>, within: number}>} stays
 * @param {Array<{stay: number, kind: string, ms: number}>} legs
 * @param {number} closing
 */
export function makeClock(stays, legs, closing) {
  const approachFrom = [];
  const holdFrom = [];
  let end = 0;
  for (const stay of stays) {
    approachFrom.push(end);
    holdFrom.push(end + stay.approach);
    end += stay.approach + stay.hold;
  }
  const closingFrom = end;
  const duration = end + closing;
  const legTimes = timesOfLegs(stays, legs, approachFrom, holdFrom);
  const knots = knotsOf(stays, holdFrom, duration);
  const isDated = knots.days.length > 1;

  /**
   * @param {number} t
   * @returns {Moment}
   */
  function at(t) {
    if (t <= 0) return { phase: "overview", stay: -1, u: 0 };
    if (t >= duration) return { phase: "end", stay: stays.length - 1, u: 1 };
    if (t >= closingFrom) return { phase: "closing", stay: stays.length - 1, u: share(closingFrom, duration, t) };
    const stay = lastAtMost(approachFrom, t);
    if (t < holdFrom[stay]) return { phase: "approach", stay, u: share(approachFrom[stay], holdFrom[stay], t) };
    return { phase: "hold", stay, u: share(holdFrom[stay], holdFrom[stay] + stays[stay].hold, t) };
  }

  /**
   * How much of a leg is drawn, 0 to 1.
   * @param {number} leg
   * @param {number} t
   */
  function legShare(leg, t) {
    const [from, to] = legTimes[leg];
    return share(from, to, t);
  }

  /**
   * The day of the playhead: it runs through each stay while that is held.
   * @param {number} t
   */
  function dayAt(t) {
    const i = lastAtMost(knots.times, t);
    if (i < 0) return knots.days[0];
    if (i === knots.times.length - 1) return knots.days[i];
    const u = share(knots.times[i], knots.times[i + 1], t);
    return Math.round(knots.days[i] + u * (knots.days[i + 1] - knots.days[i]));
  }

  /**
   * How precisely a day may be told at a stay. While he certainly was there any day is true;
   * before and after, it is no more so than the date of his coming or his going.
   * @param {number} stay
   * @param {number} day
   * @returns {"day" | "month" | "year" | ""}
   */
  function precisionAt(stay, day) {
    const [from, came, went, to] = stays[stay].days;
    if (from !== null && from === to) return "day";
    if (came !== null && went !== null && came <= day && day <= went) return "month";
    const [least, most] = came !== null && day > came && went !== null ? [went, to] : [from, came];
    if (least === null || most === null) return "";
    return most - least < 31 ? "month" : most - least < 366 ? "year" : "";
  }

  /**
   * The first moment whose day is that day or later.
   * @param {number} day
   */
  function timeOf(day) {
    const i = lastWhere(knots.days, (value) => value < day);
    if (i < 0) return knots.times[0];
    if (i === knots.days.length - 1) return knots.times[i];
    return knots.times[i] + share(knots.days[i], knots.days[i + 1], day) * (knots.times[i + 1] - knots.times[i]);
  }

  /**
   * The stay that held on a day: of those around it the one begun last; between two, the
   * earlier, or the one that lies within; before the first, -1.
   * @param {number} day
   */
  function stayOn(day) {
    let found = -1;
    let holds = false;
    stays.forEach((stay, i) => {
      const from = firstOf(stay.days);
      if (from === null || from > day) return;
      const to = lastOf(stay.days);
      const around = to !== null && to >= day;
      if (around || !holds) found = i;
      holds ||= around;
    });
    // After a stay within another he is back at that one.
    while (!holds && stays[found]?.within >= 0) found = stays[found].within;
    return found;
  }

  return { duration, isDated, approachFrom, holdFrom, closingFrom, at, legShare, dayAt, precisionAt, timeOf, stayOn };
}

/**
 * From when to when each leg is drawn: one after the other in its stay's approach; one that
 * was never gone, as he comes to where he did not go on from.
 */
function timesOfLegs(stays, legs, approachFrom, holdFrom) {
  const drawn = approachFrom.slice();
  return legs.map((leg) => {
    if (leg.kind === "unreached") {
      const goal = holdFrom[leg.stay];
      return [goal - 0.2 * stays[leg.stay].approach, goal];
    }
    const from = drawn[leg.stay];
    drawn[leg.stay] += leg.ms;
    return [from, drawn[leg.stay]];
  });
}

/**
 * Pairs of playing time and day, both rising: two for each stay that has a date, and the end of
 * one that goes on after the last has been told.
 */
function knotsOf(stays, holdFrom, duration) {
  const times = [];
  const days = [];
  let day = -Infinity;
  stays.forEach((stay, i) => {
    const from = firstOf(stay.days) ?? lastOf(stay.days);
    if (from === null) return;
    const next = nextStart(stays, i);
    const to = lastOf(stay.days) ?? next ?? from;
    day = Math.max(day, from);
    times.push(holdFrom[i]);
    days.push(day);
    day = Math.max(day, Math.min(to, next ?? to));
    times.push(holdFrom[i] + stay.hold);
    days.push(day);
  });
  if (!times.length) return { times: [0], days: [0] };
  const over = Math.max(...stays.map((stay) => lastOf(stay.days) ?? -Infinity));
  if (over > day) {
    times.push(duration);
    days.push(over);
  }
  return { times, days };
}

function nextStart(stays, i) {
  for (let j = i + 1; j < stays.length; j++) {
    const from = firstOf(stays[j].days);
    if (from !== null) return from;
  }
  return null;
}

/** How far x is from a to b, 0 to 1. */
function share(a, b, x) {
  return b > a ? Math.min(1, Math.max(0, (x - a) / (b - a))) : x >= b ? 1 : 0;
}

/** Index of the last value at most x in a rising list, -1 if none is. */
function lastAtMost(values, x) {
  return lastWhere(values, (value) => value <= x);
}

/** Index of the last value of a list for which something holds that holds for all before it. */
function lastWhere(values, holds) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle])) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
