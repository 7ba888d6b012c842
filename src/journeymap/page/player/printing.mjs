// Paper: a map for every era with its stays, or blank maps to be filled in. Drawn as vectors
// when they are printed, so that they are as sharp as the paper is.

import { boxOf, meets } from "./camera.mjs";
import { clipRing } from "./clip.mjs";
import { decode } from "./deltas.mjs";
import { el, listenTo, set } from "./dom.mjs";
import { WORLD } from "./mercator.mjs";
import { LIGHT, eraColour } from "./theme.mjs";
import { DASHES } from "./trail.mjs";

const SVG = "http://www.w3.org/2000/svg";
const [WIDE, HIGH] = [1000, 370]; // two eras to a page
const LEAST_SPAN = WORLD / 24;
const MARGIN = 0.14;
const FINENESS = 0.7;
const SIZE = 16;
const LED = [26, 42, 60, 80, 110]; // from a mark to a name that a line leads to

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * @param {HTMLElement} root
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.world
 * @param {any} of.wording
 * @param {HTMLElement[]} of.rows
 * @param {Array<{place: string}>} of.names
 */
export function makePrinting(root, { data, world, wording, rows, names }) {
  const sheet = el("section", { class: "j-print", "aria-hidden": "true" });
  let wanted = "handout";
  let layers = null;

  /**
   * The browser's own “Print” then makes the same, until another is chosen.
   * @param {"handout" | "worksheet" | "answers"} what
   */
  function print(what) {
    wanted = what;
    window.print();
  }

  function fill() {
    set(root, "data-print", wanted);
    sheet.replaceChildren(...(wanted === "answers" ? answers() : eraRuns().map(eraSheet)));
    root.append(sheet);
  }

  function empty() {
    set(root, "data-print", null);
    sheet.remove();
  }

  /** The stays of each era in the order of the journey; an era of several runs has several. */
  function eraRuns() {
    const runs = [];
    data.stays.forEach((stay, i) => {
      const last = runs[runs.length - 1];
      if (last && data.stays[last[0]].era === stay.era) last.push(i);
      else runs.push([i]);
    });
    return runs;
  }

  function eraSheet(stays) {
    const era = data.stays[stays[0]].era;
    const [, name, , text] = data.eras[era];
    const heading = data.eras.length > 1 ? el("h2", {}, `${era + 1} ${name}`) : null;
    const isBlank = wanted === "worksheet";
    // Not every browser keeps a heading with what follows; all keep a box whole.
    const whole = el("div", {}, heading, text ? el("p", {}, text) : null, drawn(stays, isBlank));
    return el("figure", { class: "j-sheet" }, whole, isBlank ? blanks(stays) : legend(stays));
  }

  const titleOf = (i) => rows[i].querySelector('[data-part="title"]').textContent;

  function legend(stays) {
    return el("ol", { class: "j-print-stays" }, ...stays.map((i) => el("li", { value: i + 1 }, el("b", {}, names[i].place), ` ${names[i].when}. `, titleOf(i))));
  }

  /** Lines to write on: where, and when. */
  function blanks(stays) {
    return el("ol", { class: "j-print-stays j-blanks" }, ...stays.map((i) => el("li", { value: i + 1 }, `${clueTo(i)} `, el("span", {}))));
  }

  /** What happened or, where that would say the place, when it was. */
  function clueTo(i) {
    const title = titleOf(i).toLocaleLowerCase();
    const tells = names[i].place.toLocaleLowerCase().split(/[^\p{L}\p{M}]+/u).some((word) => word.length > 3 && title.includes(word));
    return (tells && names[i].when) || titleOf(i);
  }

  function answers() {
    const part = (i, name) => rows[i].querySelector(`[data-part="${name}"]`)?.textContent ?? "";
    const asked = data.stays.flatMap((stay, i) => (stay.question ? [el("li", { value: i + 1 }, el("b", {}, part(i, "question")), el("br"), part(i, "answer"))] : []));
    return [el("h2", {}, wording.text("lesson", "answers_heading")), el("ol", { class: "j-print-stays" }, ...asked)];
  }

  // ---------------------------------------------------------------- a map

  function drawn(stays, isBlank) {
    const [west, north, east, south] = frameOf(stays);
    const scale = WIDE / (east - west);
    const at = (x, y) => `${((x - west) * scale).toFixed(1)} ${((y - north) * scale).toFixed(1)}`;
    layers ??= { land: decode(data.basemap.land), lakes: decode(data.basemap.lakes), rivers: decode(data.basemap.rivers) };
    const box = [west - 2 / scale, north - 2 / scale, east + 2 / scale, south + 2 / scale];
    const path = (rings, closed) => [-WORLD, 0, WORLD].map((turn) => rings.map((ring) => outline(ring, box, turn, at, scale, closed)).join("")).join("");
    const map = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "j-print-map" });
    map.append(
      svg("rect", { width: WIDE, height: HIGH, fill: LIGHT.sea }),
      svg("path", { d: path(layers.land, true), fill: LIGHT.land, stroke: LIGHT.coast, "stroke-width": 0.8, "fill-rule": "evenodd" }),
      svg("path", { d: path(layers.rivers, false), fill: "none", stroke: LIGHT.river, "stroke-width": 1 }),
      svg("path", { d: path(layers.lakes, true), fill: LIGHT.sea, stroke: LIGHT.coast, "stroke-width": 0.6 }),
    );
    const areas = [...new Set(stays.map((i) => data.stays[i].area))].filter((area) => area >= 0);
    for (const area of areas) map.append(svg("path", { d: path(decode(data.areas[area][0]), true), fill: LIGHT.ink, "fill-opacity": 0.08, stroke: LIGHT.ink, "stroke-dasharray": "3 4" }));
    if (!isBlank) map.append(...stays.flatMap((i) => world.legsOf[i]).map((j) => line(j, at)));
    map.append(...marks(stays, isBlank, west, north, scale));
    map.append(svg("rect", { width: WIDE, height: HIGH, fill: "none", stroke: LIGHT.coast }));
    return map;
  }

  /** What has to be seen of an era, in the shape of the paper. */
  function frameOf(stays) {
    const boxes = stays.map((i) => world.spots[i].box);
    let [west, north, east, south] = [0, 1, 2, 3].map((side) => (side < 2 ? Math.min : Math.max)(...boxes.map((box) => box[side])));
    const wide = Math.max(LEAST_SPAN, (east - west) * (1 + 2 * MARGIN), ((south - north) * (1 + 2 * MARGIN) * WIDE) / HIGH);
    const [x, y, high] = [(west + east) / 2, (north + south) / 2, (wide * HIGH) / WIDE];
    return [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
  }

  function line(j, at) {
    const { xs, ys } = world.ways[j];
    const shift = world.shifts?.[j] ?? 0;
    const leg = data.legs[j];
    const d = Array.from(xs, (x, i) => `${i ? "L" : "M"}${at(x + shift, ys[i])}`).join("");
    return svg("path", { d, fill: "none", stroke: eraColour(LIGHT, data.eras[leg.era][2]), "stroke-width": 2.4, "stroke-dasharray": DASHES.get(leg.way).join(" "), "stroke-linejoin": "round" });
  }

  /** Each spot with its numbers and its name, or as a ring whose name is to be written. */
  function marks(stays, isBlank, west, north, scale) {
    const spots = new Map();
    for (const i of stays) {
      const { x, y } = world.spots[i];
      const key = `${Math.round((x * scale) / 9)} ${Math.round((y * scale) / 9)}`;
      if (!spots.has(key)) spots.set(key, { x: (x - west) * scale, y: (y - north) * scale, stays: [] });
      spots.get(key).stays.push(i);
    }
    const taken = [...spots.values()].map(({ x, y }) => [x - 6, y - 6, x + 6, y + 6]);
    return [...spots.values()].flatMap((spot) => mark(spot, isBlank, taken));
  }

  function mark({ x, y, stays }, isBlank, taken) {
    const colour = eraColour(LIGHT, data.eras[data.stays[stays[0]].era][2]);
    const dot = svg("circle", { cx: x, cy: y, r: 5.5, fill: isBlank ? LIGHT.casing : colour, stroke: isBlank ? LIGHT.ink : LIGHT.casing, "stroke-width": 1.6 });
    const pin = data.stays[stays[0]].area >= 0 ? [] : [dot];
    return [...label(isBlank ? numbers(stays) : `${numbers(stays)} ${names[stays[0]].place}`, x, y, taken), ...pin];
  }

  /**
   * Beside its mark, where nothing is yet and the map goes on; else farther off, with a line that
   * leads to it.
   */
  function label(said, x, y, taken) {
    const wide = said.length * SIZE * 0.6;
    const beside = (gap) => [[x + gap, y + 5], [x - gap - wide, y + 5], [x - wide / 2, y - gap - 2], [x - wide / 2, y + gap + 12]];
    const corners = (gap) => [[x + gap, y - gap], [x - gap - wide, y - gap], [x + gap, y + gap + 12], [x - gap - wide, y + gap + 12]];
    const spots = [...beside(10), ...corners(8), ...LED.flatMap((gap) => [...corners(gap), ...beside(gap)])];
    const around = ([left, base]) => [left, base - SIZE, left + wide, base + 3];
    const isFree = (box) => box[0] > 0 && box[2] < WIDE && box[1] > 0 && box[3] < HIGH && !taken.some((other) => meets(box, other));
    const spot = spots.find((one) => isFree(around(one))) ?? spots[x > WIDE * 0.8 ? 1 : 0];
    const box = around(spot);
    taken.push(box);
    const [nearX, nearY] = [Math.min(box[2], Math.max(box[0], x)), Math.min(box[3], Math.max(box[1], y))];
    const isLed = Math.hypot(nearX - x, nearY - y) > LED[0] / 2;
    const line = svg("path", { d: `M${x} ${y}L${nearX} ${nearY}`, fill: "none", stroke: LIGHT.ink, "stroke-width": 0.8 });
    const text = svg("text", { x: spot[0], y: spot[1], "font-size": SIZE, "font-weight": 600, fill: LIGHT.ink, stroke: LIGHT.casing, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" });
    text.textContent = said;
    return isLed ? [line, text] : [text];
  }

  const undo = listenTo(window, { beforeprint: fill, afterprint: empty });
  return {
    print,
    destroy: () => {
      undo();
      empty();
    },
  };
}

/** “3, 5–7” */
function numbers(stays) {
  const runs = [];
  for (const i of stays) {
    const last = runs[runs.length - 1];
    if (last && last[1] === i - 1) last[1] = i;
    else runs.push([i, i]);
  }
  return runs.map(([a, b]) => (a === b ? `${a + 1}` : `${a + 1}–${b + 1}`)).join(", ");
}

/** A ring or a river as far as it is in the box, no finer than can be printed. */
function outline(ring, box, turn, at, scale, closed) {
  const near = [box[0] - turn, box[1], box[2] - turn, box[3]];
  const [west, north, east, south] = boxOf(ring);
  if (!meets([west, north, east, south], near) || Math.max(east - west, south - north) * scale < FINENESS) return "";
  const points = closed ? clipRing(ring, near) : ring;
  let d = "";
  let [x, y] = [Infinity, Infinity];
  for (let i = 0; i < points.length; i += 2) {
    if (Math.abs(points[i] - x) * scale < FINENESS && Math.abs(points[i + 1] - y) * scale < FINENESS) continue;
    [x, y] = [points[i], points[i + 1]];
    d += `${d ? "L" : "M"}${at(x + turn, y)}`;
  }
  return d && closed ? `${d}Z` : d;
}
