// The player's parts in their places, and what of the map they cover.

import { button, el, icon, set } from "./dom.mjs";

const NARROW = 720;
const NARROW_PORTRAIT = 900;

/** Whether the card is a sheet below the map, as the style sheet has it, too. */
function isNarrow({ width, height }) {
  return width < NARROW || (width < NARROW_PORTRAIT && height > width);
}

/** From which width on the corner has room for the globe, and what that takes. */
export const WITH_GLOBE = 1000;
const GLOBE_TAKES = 150;
const BESIDE = 16; // pixels kept free beside the card

/**
 * Turns a root that holds a page's list into a player: what is shown of it moves into its parts.
 *
 * @param {HTMLElement} root
 * @param {object} of
 * @param {any} of.wording
 * @param {string} [of.attribution] whose the map is, where it is not our own
 * @param {HTMLElement} of.card
 * @param {HTMLElement} of.timeline
 * @param {HTMLElement} of.controls
 * @param {HTMLElement} of.fan
 * @param {HTMLElement[]} of.panels
 * @param {{goOn: () => void, zoom: (by: number) => void, allowMotion: () => void}} of.on
 */
export function makeLayout(root, { wording, attribution, card, timeline, controls, fan, panels, on }) {
  const heading = root.querySelector(".j-head");
  const map = root.querySelector(".j-map");
  const word = (key) => wording.text("ui", key);

  const live = el("p", { class: "j-live", "aria-live": "polite", role: "status" });
  const goOn = el("button", { type: "button", class: "j-go-on", hidden: true, onclick: on.goOn }, icon("play"), el("span", {}, word("continue")));
  const tools = el(
    "div",
    { class: "j-tools" },
    button("zoom_in", word("zoom_in"), { "data-action": "zoom-in", onclick: () => on.zoom(0.75) }),
    button("zoom_out", word("zoom_out"), { "data-action": "zoom-out", onclick: () => on.zoom(-0.75) }),
  );
  const motion = el("p", { class: "j-motion", hidden: true }, `${word("motion_reduced")} `, el("button", { type: "button", onclick: on.allowMotion }, word("motion_on")));
  const side = el("div", { class: "j-side" }, heading, card, el("div", { class: "j-fade" }), motion);
  const dock = el("div", { class: "j-dock" }, timeline, controls);
  set(map, "role", "img");
  set(map, "aria-label", word("map"));
  const owner = attribution ? el("p", { class: "j-attribution" }, attribution) : "";
  root.replaceChildren(side, dock, tools, goOn, map, fan, owner, ...panels, live);
  root.classList.add("j-is-live");

  /** How much of each side of the map is covered, and the corner that the buttons take, in pixels. */
  function covered(size, isMinimal) {
    const narrow = isNarrow(size);
    const whole = map.getBoundingClientRect();
    const [beside, below, corner] = [side, dock, tools].map((element) => element.getBoundingClientRect());
    const panel = panels.find((element) => !element.hidden)?.getBoundingClientRect();
    const top = narrow && !isMinimal ? Math.min(beside.top, below.top) : below.top;
    const isMirrored = window.getComputedStyle(root).direction === "rtl";
    const reach = (box, isLeft) => Math.max(0, isLeft ? box.right - whole.left : whole.right - box.left);
    const atStart = narrow || isMinimal ? 0 : reach(beside, !isMirrored) + BESIDE;
    const atEnd = narrow ? 0 : panel ? reach(panel, isMirrored) : size.width < WITH_GLOBE ? 56 : GLOBE_TAKES;
    return {
      left: isMirrored ? atEnd : atStart,
      top: 0,
      right: isMirrored ? atStart : atEnd,
      bottom: Math.max(0, whole.bottom - top),
      cornerLeft: corner.left - whole.left,
      cornerRight: corner.right - whole.left + BESIDE,
      cornerBottom: corner.bottom - whole.top,
    };
  }

  /** What an open panel covers on a narrow screen is not to be reached behind it; the heading stays the page's. */
  function cover(isOpen) {
    const hides = isOpen && isNarrow({ width: root.clientWidth, height: root.clientHeight });
    for (const part of [card, motion, tools, goOn, map, fan]) part.inert = hides;
  }

  return { map, side, live, goOn, motion, covered, cover };
}

/**
 * What a root is before it becomes a player.
 * @param {HTMLElement} root
 * @returns {() => void} puts everything back where it was
 */
export function remember(root) {
  const children = [...root.childNodes];
  const kept = [root, root.querySelector(".j-map")].map((element) => [element, new Map([...element.attributes].map(({ name, value }) => [name, value]))]);
  return () => {
    root.replaceChildren(...children);
    for (const [element, attributes] of kept) {
      for (const name of element.getAttributeNames()) if (!attributes.has(name) && name !== "style") set(element, name, null);
      for (const [name, value] of attributes) if (name !== "style") set(element, name, value);
      // A policy by hashes lets a style be set by its object, but not by its attribute.
      if (attributes.has("style")) element.style.cssText = attributes.get("style");
      else element.removeAttribute("style");
    }
  };
}
