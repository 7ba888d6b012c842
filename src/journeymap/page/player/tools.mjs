// The panel for lessons: find a stay, measure, copy the link, present, print.

import { el, icon, say, set } from "./dom.mjs";
import { stayEntry } from "./fan.mjs";
import { findStays, folded } from "./finding.mjs";
import { kilometres } from "./mercator.mjs";

const TYPING_MS = 150;

/**
 * A search by place or time; the stays found are buttons.
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.wording
 * @param {any} of.clock
 * @param {HTMLElement[]} of.rows the list's rows by stay
 * @param {Array<{place: string, title: string, when: string}>} of.names by stay
 * @param {(stay: number) => void} of.onChoose
 */
export function makeSearch({ data, wording, clock, rows, names, onChoose }) {
  const word = (key, values) => wording.text("lesson", key, values);
  const found = el("ol");
  const answer = el("p", { role: "status", class: "j-answer" });
  const field = el("input", { type: "search", class: "j-field", "data-action": "search", "aria-label": word("search"), placeholder: word("search_like"), autocomplete: "off", oninput: later });
  let words = null;
  let timer = 0;

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(show, TYPING_MS);
  }

  function show() {
    words ??= rows.map((row, i) => folded([...row.querySelectorAll("h3, .j-where, .j-when")].map((node) => node.textContent).concat(calledAlso(i)).join(" ")));
    const { date, held: on, isCovered, stays } = findStays(field.value, { stays: data.stays, words, table: wording.table, stayOn: clock.stayOn });
    const isKnown = (stay) => !rows[stay]?.matches(".j-hides [data-later]");
    const held = isKnown(on) ? on : -1;
    const all = (held < 0 ? stays : [held, ...stays]).filter(isKnown);
    say(answer, field.value.trim() ? saying(date, held, isCovered, all.length) : "");
    found.replaceChildren(...all.map((stay) => stayEntry(data, stay, names[stay], true, () => onChoose(stay))));
  }

  /** What the place of a stay was called at other times. */
  function calledAlso(i) {
    const [, , , , names = []] = data.marks[data.stays[i].mark] ?? [];
    return names.map(([, name]) => name);
  }

  function saying(date, held, isCovered, count) {
    if (!date?.[2]) return word("found", { n: count });
    const day = wording.date(["day", date, ""]);
    if (held < 0) return word("found", { n: count });
    return word(isCovered ? "on" : "last_before", { date: day, place: names[held].place });
  }

  return { field, nodes: [el("h2", {}, word("search")), field, answer, found], destroy: () => window.clearTimeout(timer) };
}

/**
 * The great circle between two places of the journey.
 * @param {any} data
 * @param {any} wording
 * @param {Array<{place: string}>} names
 */
export function makeMeasure(data, wording, names) {
  const word = (key, values) => wording.text("lesson", key, values);
  const spots = new Map(data.stays.flatMap((stay, i) => (stay.mark < 0 ? [] : [[names[i].place, stay.at]])));
  const places = [...spots.keys()];
  if (places.length < 2) return [];
  const out = el("p", { class: "j-answer", role: "status" });
  const choose = (key, at) => {
    const list = el("select", { class: "j-field", "aria-label": word(key), onchange: measure }, ...places.map((place) => el("option", {}, place)));
    list.selectedIndex = at;
    return list;
  };
  const [from, to] = [choose("from", 0), choose("to", 1)];

  function measure() {
    const [a, b] = [from, to].map((list) => spots.get(list.value));
    say(out, word("apart", { from: from.value, to: to.value, km: wording.number(Math.round(kilometres(a, b))) }));
  }

  measure();
  return [el("h2", {}, word("measure")), el("div", { class: "j-pair" }, from, to), out].map((node) => (node.classList.add("j-measure"), node));
}

/**
 * The address of the stay shown, and a button that copies it; nothing where there is none.
 * @param {any} wording
 * @param {() => string} address
 */
export function makeLink(wording, address) {
  const field = el("input", { class: "j-field", readonly: true, "aria-label": wording.text("lesson", "link"), onfocus: () => field.select() });
  const copy = toolButton("copy", wording.text("lesson", "copy"), onCopy);

  async function onCopy() {
    show();
    if (await isCopied(field)) say(copy.lastChild, wording.text("lesson", "copied"));
  }

  function show() {
    field.value = address();
    say(copy.lastChild, wording.text("lesson", "copy"));
  }

  show();
  return { nodes: address() ? [el("div", { class: "j-pair" }, field, copy)] : [], show };
}

/** In a frame without the permission the older way still works, and if not, the field is there. */
async function isCopied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}

/**
 * @param {string} action
 * @param {string} label
 * @param {() => void} onclick
 * @param {Record<string, unknown>} [attributes]
 */
export function toolButton(action, label, onclick, attributes = {}) {
  return el("button", { type: "button", class: "j-tool", "data-action": action, onclick, ...attributes }, icon(action), el("span", {}, label));
}

/** A button that is on or off. */
export function switchButton(action, label, isOn, onChange) {
  const button = toolButton(action, label, () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    set(button, "aria-pressed", String(on));
    onChange(on);
  });
  set(button, "aria-pressed", String(isOn));
  return button;
}
