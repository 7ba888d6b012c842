// A mark opened: the stays of one spot, or of spots that fall together, as a list beside it that
// a line joins to it.

import { el, listenTo, say, set } from "./dom.mjs";

const AWAY = 30; // pixels between the mark's middle and the list
const EDGE = 8;
const LEAST = 80;

/**
 * A stay as a button of a list, in two lines.
 * @param {any} data
 * @param {number} stay
 * @param {{place: string, title: string, lang: string, when: string}} name of the stay
 * @param {boolean} withPlace
 * @param {() => void} onclick
 */
export function stayEntry(data, stay, { place, title, lang, when }, withPlace, onclick) {
  const button = el("button", { type: "button", class: "j-hit", onclick }, el("b", { dir: "auto", lang }, `${stay + 1} ${title}`), el("span", { dir: "auto" }, withPlace ? `${place} · ${when}` : when));
  return el("li", { "data-slot": data.eras[data.stays[stay].era][2] }, button);
}

/**
 * @param {HTMLElement} root
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.wording
 * @param {Array<{place: string, title: string, when: string}>} of.names by stay
 * @param {(stay: number) => void} of.onChoose
 */
export function makeFan(root, { data, wording, names, onChoose }) {
  const list = el("ol", { class: "j-fan-list" });
  const leader = el("div", { class: "j-leader", "aria-hidden": "true" });
  const heading = el("p", { class: "j-fan-head", dir: "auto" });
  const panel = el("div", { class: "j-fan-panel", role: "group" }, heading, list);
  const element = el("div", { class: "j-fan", hidden: true }, leader, panel);
  let before = null;

  /**
   * @param {number[]} stays
   * @param {number} now the stay shown, which is looked at first if it is among them
   * @param {{x: number, y: number, r: number}} at the mark, in pixels of the map
   * @param {import("./camera.mjs").View} frame
   */
  function open(stays, now, at, frame) {
    before ??= document.activeElement;
    const places = [...new Set(stays.map((stay) => names[stay].place))];
    say(heading, `${places.join(", ")} · ${wording.stays(stays.length)}`);
    set(panel, "aria-label", heading.textContent);
    list.replaceChildren(...stays.map((stay) => stayEntry(data, stay, names[stay], places.length > 1, () => choose(stay))));
    element.hidden = false;
    place(at, frame);
    const shown = list.children[Math.max(0, stays.indexOf(now))];
    if (stays.includes(now)) set(shown, "aria-current", "true");
    shown.firstElementChild.focus({ preventScroll: true });
    panel.scrollTop = shown.offsetTop - (panel.clientHeight - shown.offsetHeight) / 2;
  }

  /** Beside the mark where there is more room, as near to its height as can be; else above or below. */
  function place({ x, y, r }, frame) {
    const [west, east] = [frame.left + EDGE, frame.width - Math.min(frame.right, 64) - EDGE];
    const [north, south] = [frame.top + EDGE, frame.height - frame.bottom - EDGE];
    const wide = panel.offsetWidth;
    const isBeside = Math.max(east - x, x - west) >= wide + AWAY;
    const [isRight, isBelow] = [east - x >= x - west, south - y >= y - north];
    const room = isBeside ? south - north : (isBelow ? south - y : y - north) - AWAY;
    panel.style.maxHeight = `${Math.max(LEAST, room)}px`;
    const high = panel.offsetHeight;
    const within = (value, least, most) => Math.max(least, Math.min(value, most));
    const left = isBeside ? (isRight ? x + AWAY : x - AWAY - wide) : within(x - wide / 2, west, east - wide);
    const top = isBeside ? within(y - high / 2, north, south - high) : isBelow ? y + AWAY : y - AWAY - high;
    panel.style.left = `${left}px`;
    panel.style.top = `${top}px`;
    const toX = isBeside ? (isRight ? left : left + wide) : within(x, left + EDGE, left + wide - EDGE);
    const toY = isBeside ? within(y, top + EDGE, top + high - EDGE) : isBelow ? top : top + high;
    const [length, angle] = [Math.hypot(toX - x, toY - y), Math.atan2(toY - y, toX - x)];
    leader.style.left = `${x + (r + 2) * Math.cos(angle)}px`;
    leader.style.top = `${y + (r + 2) * Math.sin(angle)}px`;
    leader.style.width = `${Math.max(0, length - r - 2)}px`;
    leader.style.transform = `rotate(${angle}rad)`;
  }

  function choose(stay) {
    close();
    onChoose(stay);
  }

  /** @returns {boolean} whether it was open */
  function close() {
    if (element.hidden) return false;
    const had = element.contains(document.activeElement);
    element.hidden = true;
    if (had && before?.isConnected) before.focus({ preventScroll: true });
    before = null;
    return true;
  }

  const destroy = listenTo(root, { pointerdown: (event) => element.contains(event.target) || close() }, { capture: true });
  return { element, open, close, destroy };
}
