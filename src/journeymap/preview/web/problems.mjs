// Problems as a list: where, what, and what to type instead.

import { el } from "./dom.mjs";

const WORDS = { error: "Error", warning: "To look over", note: "Note" };

/**
 * @param {{row: number, column: string, file: string}} problem
 */
export function whereOf(problem) {
  const parts = [problem.row ? `row ${problem.row}` : problem.file, problem.column];
  return parts.filter(Boolean).join(", ");
}

/**
 * @param {any} problem
 * @param {boolean} [withPlace] whether to say where it is
 */
export function problemItem(problem, withPlace = true) {
  return el(
    "li",
    { class: "p-problem", "data-severity": problem.severity },
    el("p", { class: "p-where" }, el("b", {}, WORDS[problem.severity] ?? ""), withPlace && ` ${whereOf(problem)}`),
    el("p", { dir: "auto" }, problem.message),
    ...hintsOf(problem),
  );
}

function hintsOf(problem) {
  return problem.hint ? problem.hint.split("\n").map((line) => el("p", { class: "p-hint", dir: "auto" }, line)) : [];
}

/**
 * “2 errors, 1 warning”
 * @param {{errors: number, warnings: number}} state
 */
export function countsOf({ errors = 0, warnings = 0 }) {
  const count = (number, word) => number && `${number} ${word}${number === 1 ? "" : "s"}`;
  return [count(errors, "error"), count(warnings, "warning")].filter(Boolean).join(", ");
}
