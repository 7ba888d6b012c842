// Day numbers ↔ dates of the Gregorian calendar. Day 1 is 1 January of the year 1.

/**
 * Fliegel and Van Flandern's formulas, as in calendars.py.
 * @param {number} year astronomical
 * @param {number} month 1–12
 * @param {number} day
 */
export function dayNumber(year, month, day) {
  const shift = Math.floor((14 - month) / 12);
  const y = year + 4800 - shift;
  const m = month + 12 * shift - 3;
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return day + Math.floor((153 * m + 2) / 5) + 365 * y + leaps - 32045 - 1721425;
}

/**
 * @param {number} day
 * @returns {[number, number, number]} year, month, day
 */
export function yearMonthDay(day) {
  const a = day + 1721425 + 32044;
  const b = Math.floor((4 * a + 3) / 146097);
  const c = a - Math.floor((146097 * b) / 4);
  const d = Math.floor((4 * c + 3) / 1461);
  const e = c - Math.floor((1461 * d) / 4);
  const m = Math.floor((5 * e + 2) / 153);
  return [100 * b + d - 4800 + Math.floor(m / 10), m + 3 - 12 * Math.floor(m / 10), e - Math.floor((153 * m + 2) / 5) + 1];
}

/**
 * The first day that "1917", "1917-10" or "1917-10-25" may mean, or null if it is no date.
 * @param {string} text
 * @returns {number | null}
 */
export function firstDayOf(text) {
  const found = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)];
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const number = dayNumber(year, month, day);
  return yearMonthDay(number)[1] === month ? number : null;
}

/**
 * EDTF of a day: the day itself, its month or its year.
 * @param {number} day
 * @param {"day" | "month" | "year"} precision
 */
export function edtf(day, precision) {
  const [year, month, dom] = yearMonthDay(day);
  const sign = year < 0 ? "-" : "";
  const parts = [sign + String(Math.abs(year)).padStart(4, "0"), pad(month), pad(dom)];
  return parts.slice(0, { year: 1, month: 2, day: 3 }[precision]).join("-");
}

/** @param {number} number */
function pad(number) {
  return String(number).padStart(2, "0");
}

/**
 * The first day that a stay's days allow, or null where its beginning is not known.
 * @param {Array<number | null>} days earliest and latest of the start, and of the end
 */
export function firstOf(days) {
  return days[0] ?? days[1];
}

/** The last day that a stay's days allow, or null where its end is not known. */
export function lastOf(days) {
  return days[3] ?? days[2];
}
