// The card: at the overview what the journey is, at a stay the list row's own nodes.

import { button, el, icon } from "./dom.mjs";

/**
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.wording
 * @param {HTMLElement[]} of.rows the list's rows by stay
 * @param {any} of.clock
 * @param {() => void} of.onPlay
 */
export function makeCard({ data, wording, rows, clock, onPlay }) {
  const body = el("div", { class: "j-card-body" });
  const element = el("section", { class: "j-card", "aria-label": wording.text("ui", "card") }, body);
  let shown = null;

  /** @param {number} stay -1 is the overview */
  function show(stay) {
    if (stay === shown) return;
    shown = stay;
    body.replaceChildren(...(stay < 0 ? overview() : [heading(), eraLine(stay), article(stay)]));
    element.dataset.slot = stay < 0 ? "" : String(data.eras[data.stays[stay].era][2]);
    element.scrollTop = 0;
  }

  function overview() {
    const first = data.stays[0];
    const lastSpan = data.stays[data.stays.length - 1];
    const km = data.legs.filter((leg) => leg.kind !== "unreached").reduce((sum, leg) => sum + leg.km, 0);
    const counts = wording.text("ui", "counts", { stays: data.stays.length, km: wording.number(Math.round(km / 100) * 100) });
    const play = el("button", { type: "button", class: "j-start", onclick: onPlay }, icon("play"), el("span", {}, wording.text("ui", "play_whole")));
    return [
      el("p", { class: "j-counts" }, counts),
      play,
      el("p", { class: "j-plays" }, wording.text("ui", "duration", { time: clockTime(clock.duration) })),
      data.eras.length > 1 ? eraList() : null,
    ].filter(Boolean);
  }

  function eraList() {
    return el(
      "ol",
      { class: "j-eras", "aria-label": wording.text("page", "eras") },
      ...data.eras.map(([, name, slot, text], i) =>
        el("li", { "data-slot": slot }, el("span", { class: "j-disc", "aria-hidden": "true" }, String(i + 1)), el("span", { dir: "auto" }, el("b", {}, name), text ? el("span", {}, ` ${text}`) : null)),
      ),
    );
  }

  function eraLine(stay) {
    const index = data.stays[stay].era;
    const [, name, slot] = data.eras[index];
    const position = el("span", { class: "j-of" }, `${stay + 1} / ${data.stays.length}`);
    if (data.eras.length < 2) return el("p", { class: "j-era-line" }, position);
    return el("p", { class: "j-era-line", "data-slot": slot }, el("span", { class: "j-disc", "aria-hidden": "true" }, String(index + 1)), el("span", { dir: "auto" }, name), position);
  }

  /** Between the page's heading and the stay's there is one only for those who jump by headings. */
  function heading() {
    return el("h2", { class: "j-unseen" }, wording.text("ui", "card"));
  }

  function article(stay) {
    return rows[stay].querySelector("article").cloneNode(true);
  }

  return { element, show, again: () => { const now = shown; shown = null; show(now ?? -1); } };
}

/**
 * “5:07” of playing time.
 * @param {number} ms
 */
export function clockTime(ms) {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
