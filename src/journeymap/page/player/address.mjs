// What the page's address asks for, and keeping it up to date.

import { firstDayOf } from "./days.mjs";

/**
 * The settings of the query: only what is known, only in the forms that are.
 * @param {string} search
 */
export function settingsOf(search) {
  const query = new URLSearchParams(search);
  const oneOf = (name, values) => (values.includes(query.get(name)) ? query.get(name) : "");
  return {
    minimal: oneOf("ui", ["min"]) === "min",
    language: /^[a-z]{2}$/.test(query.get("lang") ?? "") ? query.get("lang") : "",
    theme: oneOf("theme", ["light", "dark"]),
    autoplay: query.get("autoplay") === "1",
    loop: query.get("loop") === "1",
    present: query.get("present") === "1",
    easy: query.get("easy") === "1",
    follow: /^[1-9]\d?$/.test(query.get("follow") ?? "") ? Number(query.get("follow")) : 0,
    spoilers: oneOf("spoilers", ["off"]),
    allow: (query.get("allow") ?? "").split(",").filter((word) => ["popups", "downloads", "modals"].includes(word)),
  };
}

/**
 * The stay a hash asks for, as an index; -1 for the overview and for anything unknown.
 * @param {string} hash
 * @param {{stayById: (id: string) => number, stayByEra: (slug: string) => number, stayOn: (day: number) => number}} find
 */
export function stayOfHash(hash, find) {
  const [, name, value] = /^#(stay|era|date)=([\w.~-]+)$/.exec(hash) ?? [];
  if (name === "stay") return find.stayById(value);
  if (name === "era") return find.stayByEra(value);
  if (name !== "date") return -1;
  const day = firstDayOf(value);
  return day === null ? -1 : find.stayOn(day);
}

// Safari lets a page change its address a hundred times in half a minute, Chromium two hundred
// times in ten seconds; after that neither the address nor the console is of use.
const LEAST_MS = 350;

/**
 * Keeps the address at the stay: at once if it can, else as soon as it may, unless the reader
 * has gone to another address in between.
 */
export function makeAddress() {
  let wanted = null;
  let from = "";
  let last = -Infinity;

  /**
   * @param {number} now of performance.now()
   * @returns {boolean} whether something is still to be written
   */
  function settle(now) {
    if (wanted === null) return false;
    const isOurs = window.location.href === from;
    if (isOurs && now - last < LEAST_MS) return true;
    if (isOurs && writeHash(wanted)) last = now;
    wanted = null;
    return false;
  }

  return {
    settle,
    /** @param {string} id empty for the overview */
    show(id, now) {
      wanted = id;
      from = window.location.href;
      return settle(now);
    },
  };
}

/**
 * Write the stay into the address; silently not where the page may not.
 * @param {string} id empty for the overview
 * @returns {boolean} whether the address was another
 */
export function writeHash(id) {
  try {
    const url = new URL(window.location.href);
    url.hash = id ? `stay=${id}` : "";
    if (url.href === window.location.href) return false;
    window.history.replaceState(window.history.state, "", url.href);
    return true;
  } catch {
    // A sandboxed frame or a page without an address of its own.
    return false;
  }
}
