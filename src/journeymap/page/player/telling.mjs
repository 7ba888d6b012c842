// What is said of a moment: under the playhead, to a screen reader, to who asks for the time.

import { yearMonthDay } from "./days.mjs";

/**
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.clock
 * @param {any} of.wording
 * @param {Array<{place: string, when: string}>} of.names by stay
 */
export function makeTelling({ data, clock, wording, names }) {
  /** The date under the playhead, no more precise than is known; none where nothing is. */
  function playhead(t) {
    if (t <= 0 || !clock.isDated) return "";
    const { stay } = clock.at(t);
    const day = clock.dayAt(t);
    const precision = clock.precisionAt(stay, day);
    const [year, month] = yearMonthDay(day);
    if (precision === "year") return wording.year(year);
    return precision ? wording.month(year, month) : vagueYears(data.stays[stay].days) || names[stay].when;
  }

  /** “1900–1902”: the years between which a vague beginning lies; none where it is open. */
  function vagueYears([least, most]) {
    if (least === null || most === null) return "";
    return [least, most].map((day) => wording.year(yearMonthDay(day)[0])).join("–");
  }

  /**
   * “Stay 12 of 71: Alma Ata, January 1928”, as the pattern has it.
   * @param {string} pattern its key among the words of the interface
   * @param {number} stay -1 is the overview
   */
  function position(pattern, stay) {
    if (stay < 0) return wording.text("ui", "overview");
    const { place, when } = names[stay];
    return wording.text("ui", pattern, { n: stay + 1, count: data.stays.length, place, date: when });
  }

  return { playhead, position };
}
