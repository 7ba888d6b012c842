// The list of stays, in both directions: a row shows its stay, the stay marks its row.

import { el, listenTo, set } from "./dom.mjs";

const ABOVE = 20; // rows

/**
 * @param {HTMLElement} section the page's own list
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.wording
 * @param {(stay: number) => void} of.onChoose
 */
export function makeList(section, { data, wording, onChoose }) {
  const byId = new Map([...section.querySelectorAll("li[data-stay-id]")].map((row) => [row.dataset.stayId, row]));
  const rows = data.stays.map((stay) => byId.get(stay.id));

  /** A button with its number for every row, for those who use no pointer. */
  function addButtons() {
    const [before, after] = wording.text("ui", "show_stay").split("{title}");
    names().forEach(({ title, lang }, i) => {
      // Words of two languages, each to be read in its own: no attribute could say that.
      const label = el("span", { class: "j-unseen" }, `${i + 1}. ${before}`, el("span", { lang }, title), after);
      const show = el("button", { type: "button", class: "j-row-number", onclick: () => onChoose(i) }, el("span", { "aria-hidden": "true" }, String(i + 1)), label);
      rows[i].querySelector("article").before(show);
    });
  }

  const onClick = (event) => {
    const row = event.target.closest("li[data-stay-id]");
    if (!row || event.target.closest("a, button, summary, details")) return;
    onChoose(data.stays.findIndex((stay) => stay.id === row.dataset.stayId));
  };
  const unlisten = listenTo(section, { click: onClick });
  let marked;

  /** @param {number} stay -1 marks none */
  function mark(stay) {
    const row = rows[stay];
    if (marked && marked !== row) set(marked, "aria-current", null);
    marked = row;
    if (!row) return;
    set(row, "aria-current", "true");
    if (row.offsetParent) bringInto(section.closest(".j-panel"), row);
  }

  /** What the rows say, for names on the map and for the page's public list. */
  const names = () => rows.map((row, i) => ({
    title: textOf(row, "title"),
    lang: row.querySelector('[data-part="title"]').lang || data.language,
    place: textOf(row, "place"),
    today: data.stays[i].today ? textOf(row, "today") : "",
    when: textOf(row, "when"),
    edtf: row.dataset.edtf,
    rank: data.stays[i].rank ?? 2,
  }));

  function destroy() {
    unlisten();
    for (const row of byId.values()) {
      row.querySelector(".j-row-number")?.remove();
      row.removeAttribute("style");
    }
    mark(-1);
  }

  return { rows, names, mark, addButtons, destroy };
}

/** Scrolls the panel, and nothing around it, until the row is its first if it is not whole in it. */
function bringInto(panel, row) {
  // A row not seen yet is as high as was guessed: those just above, once seen, would push this one away.
  for (let n = ABOVE, near = row; n && near; n--, near = near.previousElementSibling) near.style.contentVisibility = "visible";
  const [shown, wanted] = [panel.getBoundingClientRect(), row.getBoundingClientRect()];
  const top = shown.top + parseFloat(window.getComputedStyle(panel).scrollPaddingTop);
  if (wanted.top < top || wanted.bottom > shown.bottom) panel.scrollTop += wanted.top - top;
}

function textOf(row, part) {
  return row.querySelector(`[data-part="${part}"]`)?.textContent ?? "";
}
