// The timeline: era bands, a bar for every stay, years, the playhead; drag it anywhere.
//
// Its length is playing time or, if asked, true time: see axis.mjs.

import { makeAxis } from "./axis.mjs";
import { CONTEXT_HIGH, YEARS_HIGH, barsHigh, contextSpans, drawTimeline } from "./bars.mjs";
import { el, say, set } from "./dom.mjs";

const CHIP_WITH_NAME = 84; // pixels
const CHIP = 26; // pixels, at least
const FINGER = 44; // pixels, where there is room
const NARROW = 720; // pixels: on less, chips that leave no room for fingers are a strip to swipe
const YEAR_CLEAR = 6; // pixels between the playhead's date and a year
const TIP_REACH = 0.004; // of the line, around an event of the time
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
 * @param {Array<{place: string, title: string, when: string}>} of.names by stay
 * @param {(t: number) => void} of.onSeek
 * @param {(dragging: boolean) => void} of.onDrag
 * @param {(era: number) => void} of.onEra
 */
export function makeTimeline({ data, clock, wording, names, onSeek, onDrag, onEra }) {
  const canvas = el("canvas", { class: "j-bars", "aria-hidden": "true" });
  const yearsBox = el("div", { class: "j-years", "aria-hidden": "true" });
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
  const axis = makeAxis(clock);
  const bands = eraBands(data, clock);
  const chips = el("div", { class: "j-chips", role: "group", "aria-label": wording.text("page", "eras") });
  const tip = el("div", { class: "j-tip", "aria-hidden": "true", hidden: true }, el("b", {}), el("span", {}));
  const track = el("div", { class: "j-track" }, yearsBox, range, canvas, playhead, tip);
  track.style.height = `${barsHigh(data) + (data.context.length ? CONTEXT_HIGH : 0) + YEARS_HIGH}px`;
  const element = el("div", { class: "j-timeline" }, chips, track);
  let redraw = () => {};
  let known = Infinity;
  let years = [];
  let wholeWidth = 0;
  let dateStyle = { font: "", padding: 0 };
  if (data.eras.length > 1) chips.append(...makeChips());
  else chips.hidden = true;

  function makeChips() {
    const seen = new Set();
    return bands.map((band) => {
      const [slug, name, slot] = data.eras[band.era];
      const first = !seen.has(band.era);
      seen.add(band.era);
      const span = `· ${wording.span(band.when)}`;
      return el(
        "button",
        {
          type: "button",
          class: "j-chip",
          "data-era": first ? slug : null,
          "data-slot": slot,
          title: `${name} ${span}`, // word for word what is in it, or it would be read twice
          onclick: () => onEra(band.stay),
        },
        el("span", { class: "j-disc", "aria-hidden": "true" }, String(band.era + 1)),
        el("span", { class: "j-chip-name", dir: "auto", lang: data.language }, name),
        el("span", { class: "j-unseen" }, span),
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
    onSeek(axis.timeAt(shareOf(event)));
  });
  track.addEventListener("pointermove", (event) => {
    if (track.hasPointerCapture(event.pointerId)) onSeek(axis.timeAt(shareOf(event)));
    else if (event.pointerType === "mouse") showTip(event);
  });
  track.addEventListener("pointerleave", () => set(tip, "hidden", true));
  track.addEventListener("lostpointercapture", () => onDrag(false));

  function shareOf(event) {
    const { left, width } = track.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)));
  }

  /** What is under the pointer: the stay of that moment or, in its lane, an event of the time. */
  function showTip(event) {
    const share = shareOf(event);
    const depth = event.clientY - track.getBoundingClientRect().top - barsHigh(data);
    const inContext = data.context.length && depth > 0 && depth < CONTEXT_HIGH;
    const found = inContext ? contextSpans(data, clock, axis).find(({ from, to }) => share >= from - TIP_REACH && share <= to + TIP_REACH) : null;
    const { stay } = clock.at(axis.timeAt(share));
    if (axis.timeAt(share) > known || (inContext ? !found : stay < 0)) return set(tip, "hidden", true);
    say(tip.firstElementChild, found ? found.title : names[stay].place);
    say(tip.lastElementChild, found ? wording.span(found.when) : `${names[stay].when} · ${names[stay].title}`);
    tip.style.left = `${100 * share}%`;
    tip.style.setProperty("--shift", `${-100 * share}%`);
    set(tip, "hidden", null);
  }

  /** Draw bars and years anew: after the size, the theme or the measure has changed. */
  function draw(theme, font) {
    redraw = () => draw(theme, font);
    const { width, height } = track.getBoundingClientRect();
    const style = window.getComputedStyle(playhead.firstElementChild);
    dateStyle = { font: `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`, padding: parseFloat(style.paddingLeft) };
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    placeChips(width);
    wholeWidth = width;
    years = drawTimeline(ctx, { data, bands, clock, axis, width, wording, font, theme }).map(({ x, wide, text }) => {
      const node = el("span", {}, text);
      node.style.left = `${x}px`;
      return { x, wide, node };
    });
    yearsBox.replaceChildren(...years.map(({ node }) => node));
    if (chips.querySelector("[aria-current]")) settle(); // at the overview nothing has to be measured
  }

  /**
   * Each chip where its era begins, or as near to that as a finger's width for each allows. On a
   * phone with more of them than fingers fit they stand side by side, and are swiped.
   */
  function placeChips(width) {
    const isStrip = width < NARROW && bands.length * FINGER > width;
    chips.classList.toggle("j-strip", isStrip);
    if (isStrip) {
      for (const chip of chips.children) {
        chip.hidden = false;
        chip.removeAttribute("style");
        chip.classList.add("j-chip-narrow");
      }
      return;
    }
    const from = bands.map((band) => axis.at(band.from) * width);
    const lefts = chipLefts(from, width);
    [...chips.children].forEach((chip, i) => {
      chip.hidden = lefts[i] === null;
      if (chip.hidden) return;
      const next = lefts.find((left, j) => j > i && left !== null) ?? width;
      chip.style.left = `${lefts[i]}px`;
      chip.style.width = `${next - lefts[i]}px`;
      chip.classList.toggle("j-chip-narrow", next - lefts[i] < CHIP_WITH_NAME);
    });
  }

  /** @param {boolean} value whether every year is to be as wide as every other */
  function setTrue(value) {
    axis.setTrue(value);
    redraw();
  }

  /**
   * @param {number} t
   * @param {string} date what the playhead says
   * @param {string} valueText what a screen reader says
   */
  function show(t, date, valueText) {
    const at = axis.at(t);
    playhead.style.left = `${100 * at}%`;
    playhead.style.setProperty("--shift", `${-100 * at}%`);
    say(playhead.firstElementChild, date);
    const dateWidth = date ? widthOfDate(date) : 0;
    const left = at * (wholeWidth - dateWidth) - YEAR_CLEAR;
    for (const { x, wide, node } of years) set(node, "hidden", x + wide > left && x < left + dateWidth + 2 * YEAR_CLEAR);
    if (range.value !== String(Math.round(t))) range.value = String(Math.round(t));
    set(range, "aria-valuetext", valueText);
  }

  /** Measured without the page being laid out for it. */
  function widthOfDate(date) {
    const ctx = canvas.getContext("2d");
    ctx.font = dateStyle.font;
    return ctx.measureText(date).width + 2 * dateStyle.padding;
  }

  /** What comes later is not told. @param {number} t */
  function hideAfter(t) {
    known = t;
    track.style.setProperty("--seen", `${100 * axis.at(t)}%`);
  }

  /** @param {number} era the current one, -1 for none */
  function markEra(era) {
    [...chips.children].forEach((chip, i) => set(chip, "aria-current", bands[i].era === era ? "true" : null));
    settle();
  }

  function settle() {
    if (chips.classList.contains("j-strip")) showCurrent();
    else makeRoom();
  }

  /** Move the strip, and nothing around it, until the current era is in its middle. */
  function showCurrent() {
    const now = chips.querySelector("[aria-current]");
    if (!now) return;
    const [strip, chip] = [chips, now].map((element) => element.getBoundingClientRect());
    chips.scrollBy({ left: chip.left + chip.width / 2 - strip.left - strip.width / 2 });
  }

  /** The current era's name has room as long as each of the others has a finger's width: they move aside. */
  function makeRoom() {
    const all = [...chips.children].filter((chip) => chip.offsetWidth);
    for (const chip of all) {
      chip.style.marginLeft = chip.style.maxWidth = "";
      chip.classList.remove("j-chip-covered");
    }
    const i = all.findIndex((chip) => chip.hasAttribute("aria-current"));
    if (i < 0) return;
    const lefts = all.map((chip) => chip.offsetLeft);
    const rights = all.map((chip, k) => lefts[k] + chip.offsetWidth + 1); // which is rounded
    const least = Math.min(FINGER, chips.clientWidth / all.length);
    const place = (k, left, right) => {
      all[k].style.marginLeft = `${left - lefts[k]}px`;
      all[k].style.maxWidth = `${right - left}px`;
      if (k !== i) all[k].classList.toggle("j-chip-covered", right - left < CHIP_WITH_NAME);
    };
    const before = i && lefts[i - 1] + least;
    const after = chips.clientWidth - least * (all.length - i - 1);
    // At the end of the line it grows to the left.
    const from = Math.max(before, Math.min(lefts[i], after + lefts[i] - rights[i]));
    let free = Math.min(after, from + rights[i] - lefts[i]);
    place(i, from, free);
    if (from < lefts[i]) place(i - 1, lefts[i - 1], from);
    for (let k = i + 1; k < all.length && lefts[k] < free; k++) {
      place(k, free, Math.max(rights[k], free + least));
      free += least;
    }
  }

  return { element, draw, show, hideAfter, markEra, setTrue, canBeTrue: axis.canBeTrue, bands };
}

/**
 * Where chips stand that would stand at `from`, each a chip's width from the next; null for
 * those there is no room for, the shortest first.
 * @param {number[]} from pixels, rising
 * @param {number} width
 * @returns {Array<number | null>}
 */
export function chipLefts(from, width) {
  const long = (i) => (from[i + 1] ?? width) - from[i];
  const kept = from.map((_, i) => i);
  const most = Math.max(1, Math.floor(width / CHIP));
  if (kept.length > most) kept.sort((a, b) => long(b) - long(a)).splice(most);
  kept.sort((a, b) => a - b);
  const wide = Math.min(FINGER, Math.max(CHIP, width / kept.length));
  const lefts = from.map(() => null);
  let free = 0;
  for (const i of kept) {
    lefts[i] = Math.max(from[i], free);
    free = lefts[i] + wide;
  }
  let end = width;
  for (const i of kept.reverse()) {
    lefts[i] = Math.max(0, Math.min(lefts[i], end - wide));
    end = lefts[i];
  }
  return lefts;
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
