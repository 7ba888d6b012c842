// The card: at the overview what the journey is, at a stay the list row's own nodes.

import { firstOf, yearMonthDay } from "./days.mjs";
import { el, icon, set } from "./dom.mjs";

/**
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.wording
 * @param {HTMLElement[]} of.rows the list's rows by stay
 * @param {any} of.clock
 * @param {{duration: number, isWorthIt: boolean}} of.highlights
 * @param {(brief: boolean) => void} of.onPlay from the beginning
 */
export function makeCard({ data, wording, rows, clock, highlights, onPlay }) {
  const body = el("div", { class: "j-card-body" });
  const element = el("section", { class: "j-card", "aria-label": wording.text("ui", "card") }, body);
  let shown = null;

  /** @param {number} stay -1 is the overview */
  function show(stay) {
    if (stay === shown) return;
    const isScrolled = shown !== null;
    shown = stay;
    body.replaceChildren(...(stay < 0 ? overview() : [heading(), eraLine(stay), article(stay)]));
    if (isScrolled) element.scrollTop = 0; // which has the page laid out
  }

  function overview() {
    const km = data.legs.filter((leg) => leg.kind !== "unreached").reduce((sum, leg) => sum + leg.km, 0);
    const about = km < 1 ? 0 : km < 1000 ? Math.round(km) : Math.round(km / 100) * 100;
    const counts = [wording.stays(data.stays.length), about ? wording.text("ui", "about_km", { km: wording.number(about) }) : ""].filter(Boolean).join(", ");
    const play = el("button", { type: "button", class: "j-start", onclick: () => onPlay(false) }, icon("play"), el("span", {}, wording.text("ui", "play_whole")));
    const brief = wording.text("ui", "highlights", { time: clockTime(highlights.duration) });
    return [
      el("p", { class: "j-counts" }, counts),
      play,
      highlights.isWorthIt ? el("button", { type: "button", class: "j-start j-brief", onclick: () => onPlay(true) }, brief) : null,
      el("p", { class: "j-plays" }, wording.text("ui", "duration", { time: clockTime(clock.duration) })),
      data.eras.length > 1 ? eraList() : null,
    ].filter(Boolean);
  }

  function eraList() {
    return el(
      "ol",
      { class: "j-eras", "aria-label": wording.text("page", "eras") },
      ...data.eras.map(([, name, slot, text], i) =>
        el(
          "li",
          { "data-slot": slot },
          el("span", { class: "j-disc", "aria-hidden": "true" }, String(i + 1)),
          el("span", { dir: "auto", lang: data.language }, el("b", {}, name), text ? el("span", { class: "j-era-text" }, ` ${text}`) : null),
          el("span", { class: "j-era-span" }, yearsOf(i)),
        ),
      ),
    );
  }

  /** “1902–1905”: the years from an era's first day to its last; none where it has no dates. */
  function yearsOf(era) {
    const days = data.stays.filter((stay) => stay.era === era).flatMap((stay) => stay.days.filter((day) => day !== null));
    if (!days.length) return "";
    // An era ends where the next begins, whatever of it runs on.
    const next = Math.min(...data.stays.filter((stay) => stay.era === era + 1).map((stay) => firstOf(stay.days) ?? Infinity));
    const end = Math.max(Math.min(...days), Math.min(Math.max(...days), next));
    const [first, last] = [Math.min(...days), end].map((day) => wording.year(yearMonthDay(day)[0]));
    return first === last ? first : `${first}–${last}`;
  }

  function eraLine(stay) {
    const index = data.stays[stay].era;
    const [, name, slot] = data.eras[index];
    const position = el("span", { class: "j-of" }, `${stay + 1} / ${data.stays.length}`);
    if (data.eras.length < 2) return el("p", { class: "j-era-line" }, position);
    return el("p", { class: "j-era-line", "data-slot": slot }, el("span", { class: "j-disc", "aria-hidden": "true" }, String(index + 1)), el("span", { dir: "auto", lang: data.language }, name), position);
  }

  /** Between the page's heading and the stay's there is one only for those who jump by headings. */
  function heading() {
    return el("h2", { class: "j-unseen" }, wording.text("ui", "card"));
  }

  function article(stay) {
    return rows[stay].querySelector("article").cloneNode(true);
  }

  /** What cannot be seen whole can be reached by a keyboard, to be scrolled. */
  function fit() {
    set(element, "tabindex", element.scrollHeight > element.clientHeight ? 0 : null);
  }

  return { element, show, fit };
}

/**
 * “5:07” of playing time.
 * @param {number} ms
 */
export function clockTime(ms) {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
