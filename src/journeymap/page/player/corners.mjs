// What stands in the corners of the map: the scale, the globe, the plan of spots close together,
// arrows to what lies beyond the edge. Where they stand nothing else may.

import { drawEdges, drawScale } from "./furniture.mjs";
import { WITH_GLOBE } from "./layout.mjs";
import { daysOf } from "./marks.mjs";
import { closeGroups, drawPlan } from "./plan.mjs";
import { headAt } from "./trail.mjs";

const GAP = 16; // pixels
const GLOBE = { r: 56, low: 420, beside: 18 };
const PLAN = { width: 224, height: 164, low: 124, roomy: 420, rises: 34, clear: 24 };
const UNDER_PANEL = 200; // pixels on the right that only an open panel takes

/**
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.world
 * @param {any} of.clock
 * @param {Array<{place: string, rank: number}>} of.names by stay
 * @param {any} of.wording
 */
export function makeCorners({ data, world, clock, names, wording }) {
  const scene = { data, world, clock };
  const groups = closeGroups(world.marks);
  const marksNames = world.marks.map(({ stays }) => ({
    place: names[stays[0]].place,
    rank: Math.min(...stays.map((i) => names[i].rank)),
    days: daysOf(stays.map((i) => data.stays[i])),
  }));

  /**
   * @param {CanvasRenderingContext2D} ctx in pixels
   * @param {number} t
   * @param {import("./projection.mjs").Projection} projection
   * @param {object} of
   * @param {import("./camera.mjs").View} of.frame what of the view is covered
   * @param {any} of.globe null as long as there is none
   * @param {import("./theme.mjs").Theme} of.theme
   * @param {string} of.font
   * @returns {import("./labels.mjs").Rect[]} where something stands
   */
  function draw(ctx, t, projection, { frame, globe, theme, font }) {
    const { camera, scale, ratio } = projection;
    const [right, bottom] = [frame.width - GAP, frame.height - frame.bottom - GAP];
    const isOpen = frame.right >= UNDER_PANEL;
    const hasGlobe = globe && frame.width >= WITH_GLOBE && !isOpen && bottom > GLOBE.low;
    const taken = [[frame.cornerLeft, 0, frame.cornerRight, frame.cornerBottom]];
    if (hasGlobe) {
      const { r } = GLOBE;
      const place = traveller(t);
      const middle = place ?? { x: camera.x + (frame.left - frame.right) / 2 / scale, y: camera.y + (frame.top - frame.bottom) / 2 / scale };
      globe.draw(ctx, { x: right - r, y: bottom - r, r }, { t, middle, isThere: place !== null, ratio, theme });
      taken.push([right - 2 * r - 4, bottom - 2 * r - 4, right + 4, bottom + 4]);
    }
    const end = isOpen ? frame.width - frame.right - GAP : right - (hasGlobe ? 2 * GLOBE.r + GLOBE.beside : 0);
    taken.push(drawScale(ctx, { x: end, y: bottom }, camera, wording.number, font, theme));
    const { phase } = clock.at(t);
    if (phase === "overview" || phase === "end") {
      taken.push(...drawEdges(ctx, { marks: world.marks, names: marksNames, camera, scale, frame, number: wording.number, taken, font, theme }));
    }
    const plan = planRect(t, projection, frame);
    if (plan) taken.push(plan);
    return taken;
  }

  /** The plan, over everything that reaches under it. */
  function drawPlanOf(ctx, t, projection, { frame, theme, font }) {
    const rect = planRect(t, projection, frame);
    if (rect) drawPlan(ctx, rect, { group: groupAt(t), world, data, stay: clock.at(t).stay, t, clock, names, wording, font, theme });
  }

  /** Where he is: on his way, or at the stay shown; null at the overview and the end. */
  function traveller(t) {
    const { phase, stay } = clock.at(t);
    if (phase !== "approach" && phase !== "hold") return null;
    return headAt(scene, t) ?? (phase === "hold" || stay === 0 ? world.spots[stay] : world.spots[stay - 1]);
  }

  /** Where the plan of the spots around the current one stands: away from it; null without one. */
  function planRect(t, { camera, scale }, frame) {
    const group = groupAt(t);
    const bottom = frame.height - frame.bottom - GAP;
    const [left, right] = [frame.left + GAP, frame.width - frame.right - GAP];
    const high = bottom - frame.top < PLAN.roomy ? PLAN.low : PLAN.height;
    if (!group || bottom - high < 60 || right - left < PLAN.width) return null;
    const mark = world.marks[group[0]];
    const [x, y] = [frame.width / 2 + (mark.x - camera.x) * scale, frame.height / 2 + (mark.y - camera.y) * scale];
    const sides = x - left < right - x ? [right - PLAN.width, left] : [left, right - PLAN.width];
    const rects = sides.map((from) => {
      const low = bottom - (from > left ? PLAN.rises : 0); // above the scale
      return [from, low - high, from + PLAN.width, low];
    });
    return rects.find((rect) => x <= rect[0] - PLAN.clear || x >= rect[2] + PLAN.clear || y <= rect[1] - PLAN.clear) ?? null;
  }

  function groupAt(t) {
    const { phase, stay } = clock.at(t);
    return phase === "approach" || phase === "hold" ? groups.find((group) => group.includes(data.stays[stay].mark)) : null;
  }

  return { draw, drawPlan: drawPlanOf };
}
