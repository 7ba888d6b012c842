// The journey as one source tells it, or what of it is certain: other data, the list to match.

import { el } from "./dom.mjs";

/**
 * The page's data as a reading has them. Pure; what came in is not touched.
 * @param {any} data
 * @param {any} reading one of data.readings
 */
export function retell(data, reading) {
  const gone = new Set(reading.gone);
  const kept = data.stays.map((_, i) => i).filter((i) => !gone.has(i));
  const now = new Map(kept.map((old, i) => [old, i]));
  const marks = regrouped(data.marks, 3, now);
  const areas = regrouped(data.areas, 1, now);
  const legs = reading.legs.map((leg) => (typeof leg === "number" ? data.legs[leg] : leg));
  const isNew = new Set(reading.legs.filter((leg) => typeof leg !== "number").map((leg) => leg.stay));
  const stays = kept.map((old) => {
    const stay = { ...data.stays[old], ...reading.otherwise[old] };
    for (const key of Object.keys(stay)) if (stay[key] === null) delete stay[key];
    if (reading.source) delete stay.claims;
    if (stay.place) delete stay.today;
    if (isNew.has(old)) stay.approach = legs.filter((leg) => leg.stay === old && leg.kind !== "unreached").reduce((ms, leg) => ms + leg.ms, 0);
    return { ...stay, within: now.get(stay.within) ?? -1, mark: marks.now.get(stay.mark) ?? -1, area: areas.now.get(stay.area) ?? -1 };
  });
  return {
    ...data,
    readings: null,
    stays,
    legs: legs.map((leg) => ({ ...leg, stay: now.get(leg.stay), origin: now.get(leg.origin) })),
    marks: marks.rows,
    areas: areas.rows,
  };
}

/** Rows that hold indices of stays at a place of theirs, without those that lose all. */
export function regrouped(rows, place, now) {
  const kept = [];
  const moved = new Map();
  rows.forEach((row, i) => {
    const stays = row[place].filter((stay) => now.has(stay)).map((stay) => now.get(stay));
    if (!stays.length) return;
    moved.set(i, kept.length);
    kept.push(row.map((cell, at) => (at === place ? stays : cell)));
  });
  return { rows: kept, now: moved };
}

/**
 * The page's list as a reading has it, and a word of it in the heading.
 * @param {HTMLElement} root
 * @param {any} data as the page has them
 * @param {any} reading
 * @param {any} wording
 * @returns {() => void} puts the list back as it was
 */
export function dress(root, data, reading, wording) {
  const list = root.querySelector(".j-stays");
  const before = [...list.childNodes];
  const undo = [];
  const byId = new Map(before.filter((row) => row.dataset?.stayId).map((row) => [row.dataset.stayId, row]));
  let head = null;
  data.stays.forEach((stay, i) => {
    const row = byId.get(stay.id);
    const own = row.querySelector(".j-era-head");
    if (own) head = own.cloneNode(true);
    if (reading.gone.includes(i)) return row.remove();
    if (head && !own) {
      const lent = head;
      row.prepend(lent);
      undo.push(() => lent.remove());
    }
    head = null;
    const article = row.querySelector("article");
    const told = article.cloneNode(true);
    retoldAs(told, { ...stay, ...reading.otherwise[i] }, Boolean(reading.otherwise[i]), wording);
    const { edtf } = row.dataset;
    if (reading.otherwise[i]?.edtf) row.dataset.edtf = reading.otherwise[i].edtf;
    if (reading.source) keepOnly(told, reading.source);
    article.replaceWith(told);
    undo.push(() => {
      told.replaceWith(article);
      row.dataset.edtf = edtf;
    });
  });
  const note = el("p", { class: "j-reading" }, labelOf(reading, wording));
  root.querySelector(".j-head").append(note);
  return () => {
    note.remove();
    undo.forEach((step) => step());
    list.replaceChildren(...before);
  };
}

function retoldAs(article, stay, isOther, wording) {
  if (!isOther) return;
  if (stay.place) {
    article.querySelector('[data-part="place"]').textContent = stay.place;
    article.querySelector('[data-part="today"]')?.remove();
  }
  if (stay.title) {
    article.querySelectorAll("h3[data-in]").forEach((node) => node.remove());
    article.querySelector("h3").replaceWith(el("h3", { dir: "auto", "data-part": "title" }, stay.title));
  }
  const place = article.querySelector('[data-part="place"]');
  place.hidden = place.textContent === article.querySelector("h3").textContent;
  place.parentElement.hidden = place.hidden && place.parentElement.childElementCount < 2;
  if (!stay.unreached) article.querySelector('[data-tag="place.bound_for"]')?.remove();
  const kind = article.querySelector('[data-tag^="kind."]');
  if (kind) kind.dataset.tag = `kind.${stay.kind}`;
  if (kind) kind.textContent = wording.text("kind", stay.kind);
  const line = article.querySelector(".j-when");
  const length = stay.length && wording.text("length", stay.kind === "passage" ? "travelled" : "stayed", { length: wording.length(stay.length) });
  const parts = [["when", wording.span(stay.when)], ["age", stay.age && wording.age(stay.age)], ["length", length]];
  const spans = parts.filter(([, text]) => text).map(([part, text]) => el("span", { "data-part": part }, text));
  line.replaceChildren(...spans.flatMap((span, i) => (i ? [" ", span] : [span])));
}

/** Of citations those with the source's number, of claims and notes none: its dates are the stay's own. */
function keepOnly(article, number) {
  for (const node of article.querySelectorAll('.j-how > p:not(.j-names), .j-claims, [data-tag="claim.heading"]')) node.remove();
  for (const cited of article.querySelectorAll(".j-cited li")) if (cited.value !== number) cited.remove();
  for (const tags of article.querySelectorAll(".j-tags")) if (!tags.children.length) tags.remove();
}

/** “As Document 1 tells it”, “Only what is certain”. */
function labelOf(reading, wording) {
  return reading.source ? wording.text("reading", "source", { source: reading.name }) : wording.text("reading", "certain");
}

/**
 * The choice among the readings, each with how much it tells otherwise or not at all.
 * @param {any} data as the page has them
 * @param {number} chosen 0 is all sources, else the reading's index and one
 * @param {any} wording
 * @param {(chosen: number) => void} onChoose
 * @returns {HTMLElement[]}
 */
export function readingSwitch(data, chosen, wording, onChoose) {
  const counted = (reading) =>
    wording.text("reading", "count", { label: labelOf(reading, wording), other: Object.keys(reading.otherwise).length, gone: reading.gone.length });
  const labels = [wording.text("reading", "all"), ...data.readings.map(counted)];
  const options = labels.map((label, i) => el("option", { value: i, selected: i === chosen }, label));
  const select = el("select", { "data-action": "reading", onchange: () => onChoose(Number(select.value)) }, ...options);
  const choice = el("label", { class: "j-readings" }, el("span", {}, wording.text("reading", "heading")), " ", select);
  return [choice, el("p", { class: "j-same" }, wording.text("reading", "same"))];
}
