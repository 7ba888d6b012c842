// The table as the spreadsheet has it, with every problem under the cell it is in.

import { el } from "./dom.mjs";
import { problemItem, whereOf } from "./problems.mjs";

const ENCODINGS = [
  ["", "as it seems best"],
  ["cp1252", "Western Europe (Windows)"],
  ["cp1250", "Central Europe (Windows)"],
  ["cp1251", "Cyrillic (Windows)"],
  ["cp1254", "Turkish (Windows)"],
  ["mac-roman", "Western Europe (old Mac)"],
];

/**
 * @param {HTMLElement} panel
 * @param {{readAs: (encoding: string) => void, choose: (place: any) => void}} to
 */
export function makeGrid(panel, { readAs, choose }) {
  let state = null;
  let showsAll = false;

  function show(next) {
    state = next;
    draw();
  }

  function draw() {
    const { header = [], rows = [], problems = [], hidden = 0 } = state;
    const byRow = new Map();
    for (const problem of problems) {
      const isHere = problem.file === state.file && rows.some((row) => row.number === problem.row);
      const key = isHere ? problem.row : 0;
      byRow.set(key, [...(byRow.get(key) ?? []), problem]);
    }
    const faulty = rows.filter((row) => byRow.has(row.number));
    const shown = showsAll || !faulty.length ? rows : faulty;
    const columns = columnsFor(shown === rows, header, problems);
    const kept = panel.scrollTop;
    panel.replaceChildren(
      ...summary(byRow.get(0) ?? [], faulty.length, rows.length + hidden),
      header.length > 0 ? table(header, columns, shown, byRow) : "",
      hidden && shown === rows ? el("p", { class: "p-hint s-pad" }, `… and ${hidden} more rows without a problem.`) : "",
    );
    panel.scrollTop = kept;
  }

  /** All columns, or those by which a row is known and those with a problem. */
  function columnsFor(all, header, problems) {
    const known = ["place", "start", "end", "title"].map((name) => state.columns?.[name]);
    const wanted = new Set([...known, ...problems.map((problem) => problem.cell)]);
    return header.map((_, index) => index).filter((index) => all || wanted.has(index));
  }

  /** Problems of the file as a whole, and which rows are shown. */
  function summary(whole, faulty, count) {
    const word = (number) => `${number} row${number === 1 ? "" : "s"}`;
    const text = faulty ? `${word(faulty)} of ${count} with something to look at.` : `${word(count)}, nothing to say against them.`;
    const toggle = el("label", { class: "s-check" }, el("input", { type: "checkbox", checked: showsAll, onchange: change }), "Show the whole table");
    return [
      whole.length > 0 && el("ul", { class: "s-whole" }, ...whole.map((problem) => problemItem(problem))),
      typeof state.encoding === "string" && letters(),
      count > 0 && el("div", { class: "s-line" }, el("p", {}, text), faulty > 0 && faulty < count && toggle),
      faulty > 0 && el("p", { class: "p-hint s-pad" }, "Mend it in your spreadsheet, save it, and drop it here again (in Chrome and Edge saving is enough)."),
    ].filter(Boolean);
  }

  /** How the letters are read, where a file does not say it. */
  function letters() {
    const options = ENCODINGS.map(([name, text]) => el("option", { value: name, selected: name === state.encoding }, text));
    const choice = el("select", { id: "letters", onchange: (event) => readAs(event.target.value) }, ...options);
    return el("p", { class: "s-line s-letters" }, el("label", { for: "letters" }, "Do names look wrong? Read the letters"), choice);
  }

  function change(event) {
    showsAll = event.target.checked;
    draw();
    panel.querySelector("input")?.focus();
  }

  function table(header, columns, rows, byRow) {
    return el(
      "table",
      { class: "s-grid" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, el("span", { class: "p-unseen" }, "row")), ...columns.map((index) => el("th", { scope: "col", dir: "auto" }, header[index])))),
      el("tbody", {}, ...rows.flatMap((row) => lines(row, byRow.get(row.number) ?? [], header, columns))),
    );
  }

  /** A row of cells, and below it what there is to say about them. */
  function lines(row, problems, header, columns) {
    const worst = (cell) => {
      const found = problems.filter((problem) => problem.cell === cell);
      return found.some((one) => one.severity === "error") ? "error" : found[0]?.severity;
    };
    const id = `said-${row.number}`;
    const cells = columns.map((index) => {
      const text = row.cells[index] ?? "";
      const severity = worst(index);
      return el("td", { "data-severity": severity, "aria-describedby": severity && id, dir: "auto" }, el("span", {}, text || (severity ? "(empty)" : "")));
    });
    const line = el("tr", { "data-row": row.number }, el("th", { scope: "row" }, String(row.number)), ...cells);
    if (!problems.length) return [line];
    const items = problems.map((problem) => {
      const item = problemItem(problem, false);
      const place = placeOf(problem);
      if (place) item.append(el("button", { type: "button", class: "s-button s-small", onclick: () => choose(place) }, `Choose ${place.name} on a map`));
      item.firstChild.append(` ${problem.cell === null ? whereOf(problem) : `in ${header[problem.cell] ?? problem.column}`}`);
      return item;
    });
    return [line, el("tr", { class: "s-said" }, el("td", { colspan: columns.length + 1 }, el("ul", { id }, ...items)))];
  }

  /** The doubtful place that a problem speaks of. */
  function placeOf(problem) {
    const isOfPlace = (place) => place.doubt && place.column === problem.column && place.rows.includes(problem.row);
    return (state.places ?? []).find((place) => isOfPlace(place) && problem.message.includes(place.key[1] || place.key[0]));
  }

  return { show };
}
