// Finding a stay by a place, a year, or a day: “where was he on 25 October 1917?”. Pure.

import { dayNumber, yearMonthDay } from "./days.mjs";

const MOST = 30;
const BRIEF = 3; // days of what is an event, whose day may be asked for by the old calendar

/** Letters without case and accents, so that “zurich” finds Zürich. */
export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * The date a question names: year, month and day, 0 for what it does not say; or null.
 * @param {string} text
 * @param {{months: string[], months_with_day: string[]}} table the language's own
 * @returns {[number, number, number] | null}
 */
export function dateIn(text, table) {
  const iso = /(?<!\d)(\d{4})-(\d\d?)(?:-(\d\d?))?(?!\d)/.exec(text);
  if (iso) return sound(iso[1], iso[2], iso[3] ?? 0);
  const dotted = /(?<!\d)(\d\d?)[./] ?(\d\d?)[./] ?(\d{4})(?!\d)/.exec(text);
  if (dotted) return sound(dotted[3], dotted[2], dotted[1]);
  const words = folded(text).match(/[\p{L}]+|\d+/gu) ?? [];
  const year = words.find((word) => /^\d{4}$/.test(word));
  if (!year) return null;
  const names = table.months.map((name, i) => [folded(name), folded(table.months_with_day[i])]);
  const month = names.findIndex((pair) => pair.some((name) => words.some((word) => word.length > 2 && name.startsWith(word)))) + 1;
  return sound(year, month, month ? words.find((word) => /^\d\d?$/.test(word)) ?? 0 : 0);
}

function sound(...parts) {
  const [year, month, day] = parts.map(Number);
  return month <= 12 && day <= 31 ? [year, month, day] : null;
}

/**
 * The stays of a time, or those whose words are asked for; of a day also the one that held.
 * @param {string} text
 * @param {object} of
 * @param {Array<{days: Array<number | null>}>} of.stays
 * @param {string[]} of.words what each stay says, folded
 * @param {any} of.table
 * @param {(day: number) => number} of.stayOn
 * @returns {{date: [number, number, number] | null, held: number, isCovered: boolean, stays: number[]}}
 */
export function findStays(text, { stays, words, table, stayOn }) {
  const asked = dateIn(text, table);
  const isOld = Boolean(asked?.[2]) && saysOld(text, table);
  const date = isOld ? yearMonthDay(dayNumber(...asked) + daysBehind(asked)) : asked;
  const none = { date, held: -1, isCovered: false };
  if (!date) {
    const wanted = folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
    const found = words.flatMap((said, i) => (wanted.every((word) => said.includes(word)) ? [i] : []));
    return { ...none, stays: wanted.length ? found.slice(0, MOST) : [] };
  }
  const [year, month, day] = date;
  const from = dayNumber(year, month || 1, day || 1);
  const to = day ? from : month ? dayNumber(year + (month === 12 ? 1 : 0), (month % 12) + 1, 1) - 1 : dayNumber(year + 1, 1, 1) - 1;
  const said = day && folded(table.date.day_of_year.replace("{d}", String(day)).replace("{month}", table.months_with_day[month - 1]));
  const old = day && !isOld ? from + daysBehind(date) : from;
  const isBrief = ([first, , , last]) => first !== null && last !== null && last - first <= BRIEF;
  const isMeant = (i) => isSaid(`${said} `, String(year), words[i]) || (isBrief(stays[i].days) && meets(stays[i].days, old, old));
  const known = knownDays(stays);
  const found = stays.flatMap((_, i) => (meets(known[i], from, to) || (day && isMeant(i)) ? [i] : []));
  if (!day) return { ...none, stays: found.slice(0, MOST) };
  const held = stayOn(from);
  return { date, held, isCovered: found.includes(held), stays: found.filter((i) => i !== held).slice(0, MOST) };
}

/** Whether a question says that its day is of the Julian calendar: “OS”, or what the page says of such. */
function saysOld(text, table) {
  const said = /\((.+)\)/.exec(table.date.old_style)?.[1] ?? "";
  return /\bo\. ?s\.|\bos\b|old style/i.test(text) || (said !== "" && folded(text).includes(folded(said)));
}

/** How many days the Julian calendar is behind the Gregorian. */
function daysBehind([year, month]) {
  const late = month > 2 ? year : year - 1;
  return Math.floor(late / 100) - Math.floor(late / 400) - 2;
}

/** Whether a stay is told with a day, which may be that of the other calendar: “25 October (7 November) 1917”. */
function isSaid(day, year, words) {
  return words.includes(year) && words.split(day).slice(0, -1).some((before) => !/\d$/.test(before));
}

/** The days of each stay; one whose end nobody tells was not over while others lay within it. */
function knownDays(stays) {
  const inside = stays.map(() => -Infinity);
  for (const { within, days } of stays) if (within >= 0) inside[within] = Math.max(inside[within], days[0] ?? -Infinity);
  return stays.map(({ days }, i) => {
    const [first, firstLatest, lastEarliest, last] = days;
    return last !== null ? days : [first, firstLatest, Math.max(lastEarliest ?? firstLatest ?? first, inside[i]), null];
  });
}

/** Whether a stay may have held between two days; one without an end did at its beginning. */
function meets([first, firstLatest, lastEarliest, last], from, to) {
  const begin = first ?? firstLatest;
  if (begin === null) return false;
  return begin <= to && (last ?? lastEarliest ?? firstLatest ?? begin) >= from;
}
