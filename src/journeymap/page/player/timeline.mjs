// The timeline: era bands, a bar for every stay, years, the playhead; drag it anywhere.
//
// Its length is playing time, so that eleven quiet years take no more room than they take to
// tell. The years under it say where time is pressed together.

import { el, say, set } from "./dom.mjs";
import { yearMonthDay, dayNumber } from "./days.mjs";
import { eraColour } from "./theme.mjs";

const BAR_TOP = 6;
const BAR_HIGH = 9;
const BAR_GAP = 3;
const LABEL_GAP = 44;
// How much of the journey a key passes over, on the range: its own step would be a millisecond.
const KEYS = new Map([
  ["ArrowLeft", -0.01],
  ["ArrowDown", -0.01],
  ["ArrowRight", 0.01],
  ["ArrowUp", 0.01],
  ["PageDown", -0.1],
  ["PageUp", 0.1],
]);

/**
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.clock
 * @param {any} of.wording
 * @param {(t: number) => void} of.onSeek
 * @param {(dragging: boolean) => void} of.onDrag
 * @param {(era: number) => void} of.onEra
 */
export function makeTimeline({ data, clock, wording, onSeek, onDrag, onEra }) {
  const canvas = el("canvas", { class: "j-bars", "aria-hidden": "true" });
  const playhead = el("div", { class: "j-playhead", "aria-hidden": "true" }, el("span", { class: "j-playhead-date" }));
  const range = el("input", {
    type: "range",
    class: "j-range",
    "data-action": "seek",
    min: 0,
    max: clock.duration,
    step: 1,
    value: 0,
    "aria-label": wording.text("ui", "seek"),
    oninput: () => onSeek(Number(range.value)),
    onkeydown: onKey,
  });
  const bands = eraBands(data, clock);
  const chips = el("div", { class: "j-chips" });
  const track = el("div", { class: "j-track" }, canvas, playhead, range);
  const element = el("div", { class: "j-timeline" }, chips, track);
  const lanes = lanesOf(data);
  if (data.eras.length > 1) chips.append(...makeChips());
  else chips.hidden = true;

  function makeChips() {
    const seen = new Set();
    return bands.map((band) => {
      const [slug, name, slot] = data.eras[band.era];
      const first = !seen.has(band.era);
      seen.add(band.era);
      const label = wording.text("ui", "era", { name, span: wording.span(band.when) });
      return el(
        "button",
        {
          type: "button",
          class: "j-chip",
          "data-era": first ? slug : null,
          "data-slot": slot,
          "aria-label": label,
          title: label,
          onclick: () => onEra(band.stay),
        },
        el("span", { class: "j-disc", "aria-hidden": "true" }, String(band.era + 1)),
        el("span", { class: "j-chip-name", dir: "auto" }, name),
      );
    });
  }

  function onKey(event) {
    const step = KEYS.get(event.key);
    if (step === undefined || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    range.value = String(Number(range.value) + Math.round(step * clock.duration));
    onSeek(Number(range.value));
  }

  track.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    track.setPointerCapture(event.pointerId);
    range.focus({ preventScroll: true });
    onDrag(true);
    seekTo(event);
  });
  track.addEventListener("pointermove", (event) => {
    if (track.hasPointerCapture(event.pointerId)) seekTo(event);
  });
  track.addEventListener("lostpointercapture", () => onDrag(false));

  function seekTo(event) {
    const { left, width } = track.getBoundingClientRect();
    onSeek(clock.duration * Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width))));
  }

  const share = (t) => t / clock.duration;

  /** Draw bars and years anew: after the size, the theme or the language has changed. */
  function draw(theme, font) {
    const { width, height } = track.getBoundingClientRect();
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    [...chips.children].forEach((chip, i) => {
      const from = share(bands[i].from);
      const to = share(bands[i + 1]?.from ?? clock.duration);
      chip.style.left = `${100 * from}%`;
      chip.style.width = `${100 * (to - from)}%`;
      chip.classList.toggle("j-chip-narrow", (to - from) * width < 90);
    });
    drawBars(ctx, width, theme);
    if (clock.isDated) drawYears(ctx, width, height, theme, font);
  }

  function drawBars(ctx, width, theme) {
    data.stays.forEach((stay, i) => {
      const [from, to] = barOf(stay, i);
      const left = share(from) * width;
      const wide = Math.max(2, share(to) * width - left - 1);
      const top = BAR_TOP + lanes[i] * (BAR_HIGH + BAR_GAP);
      ctx.fillStyle = fade(ctx, eraColour(theme, data.eras[stay.era][2]), stay, left, wide);
      ctx.beginPath();
      ctx.roundRect(left, top, wide, BAR_HIGH, 2);
      ctx.fill();
    });
  }

  /** From when to when a bar reaches: its days, but never less than its own hold. */
  function barOf(stay, i) {
    const [hold, end] = [clock.holdFrom[i], clock.holdFrom[i] + stay.hold];
    const from = stay.days[0] ?? stay.days[1];
    const to = stay.days[3] ?? stay.days[2];
    return [from === null ? hold : Math.min(hold, clock.timeOf(from)), to === null ? end : Math.max(end, clock.timeOf(to))];
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

  function drawYears(ctx, width, height, theme, font) {
    const [first] = yearMonthDay(clock.dayAt(0));
    const [last] = yearMonthDay(clock.dayAt(clock.duration));
    ctx.font = `11px ${font}`;
    ctx.textBaseline = "alphabetic";
    ctx.textAlign = "left";
    ctx.fillStyle = theme.quiet;
    ctx.strokeStyle = theme.quiet;
    let free = -Infinity;
    for (let year = first; year <= last; year++) {
      const x = share(clock.timeOf(dayNumber(year, 1, 1))) * width;
      ctx.globalAlpha = 0.5;
      ctx.fillRect(Math.round(x), height - 18, 1, 4);
      ctx.globalAlpha = 1;
      if (x < free || x > width - 30) continue;
      ctx.fillText(wording.year(year), x, height - 4);
      free = x + LABEL_GAP;
    }
  }

  /**
   * @param {number} t
   * @param {string} date what the playhead says
   * @param {string} valueText what a screen reader says
   */
  function show(t, date, valueText) {
    playhead.style.left = `${100 * share(t)}%`;
    playhead.classList.toggle("j-flip", share(t) > 0.85);
    say(playhead.firstElementChild, date);
    if (range.value !== String(Math.round(t))) range.value = String(Math.round(t));
    set(range, "aria-valuetext", valueText);
  }

  /** @param {number} era the current one, -1 for none */
  function markEra(era) {
    [...chips.children].forEach((chip, i) => set(chip, "aria-current", bands[i].era === era ? "true" : null));
  }

  return { element, draw, show, markEra, bands };
}

/** Runs of stays of one era: where each begins, and the span of its dates. */
function eraBands(data, clock) {
  const bands = [];
  data.stays.forEach((stay, i) => {
    const band = bands[bands.length - 1];
    const [start, end] = [stay.when[0], stay.when[1] === 0 ? stay.when[0] : stay.when[1]];
    if (band?.era === stay.era) {
      band.when[1] = end ?? start ?? band.when[1];
    } else {
      bands.push({ era: stay.era, stay: i, from: i ? clock.approachFrom[i] : 0, when: [start, end ?? start, 0] });
    }
  });
  return bands;
}

/** Stays within others lie in a lane below them, three at most. */
function lanesOf(data) {
  const depth = (stay, seen = 0) => (stay.within < 0 || seen > 2 ? 0 : 1 + depth(data.stays[stay.within], seen + 1));
  return data.stays.map((stay) => Math.min(2, depth(stay)));
}
