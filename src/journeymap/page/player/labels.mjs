// Names on the map: the ones that matter most, each where it hides nothing.

import { isInside, meets } from "./camera.mjs";
import { drawLeader, farSide } from "./leaders.mjs";

const SIDES = [
  [1, 0],
  [-1, 0],
  [0.7, -0.9],
  [0.7, 0.9],
  [-0.7, -0.9],
  [-0.7, 0.9],
  [0, -1],
  [0, 1],
];
/** Where the name of an area stands: in its middle, or a little above or below. */
const MIDDLES = [
  [0, 0],
  [0, -4],
  [0, 4],
];
const GAP = 5;
const HEIGHT = 17;
const NOW_FROM_ZOOM = 6;
const APART = 5; // pixels of clear ground on either side of a name
const BESIDE = 12; // pixels from a mark within which a name is taken for its own
const SAME = 40; // pixels within which one name is not written twice

/**
 * @typedef {[number, number, number, number]} Rect left, top, right, bottom in pixels
 */

/**
 * A placer that remembers which side each name stood on, so that names hold still while the
 * map moves. At rest they stand where they would had nothing moved.
 */
export function makeLabels() {
  const sides = new Map();
  const widths = new Map();
  /** The marks that were named when the map last moved. */
  let held = new Set();

  function widthOf(ctx, text, font) {
    const key = font + text;
    if (!widths.has(key)) {
      ctx.font = font;
      widths.set(key, ctx.measureText(text).width);
    }
    return widths.get(key);
  }

  /**
   * @param {CanvasRenderingContext2D} ctx in pixels
   * @param {object} of
   * @param {import("./marks.mjs").Placed[]} of.named all that may have a name
   * @param {Array<{place: string, today: string, rank: number}>} of.names by stay
   * @param {number} of.next the stay that comes next, or -1
   * @param {Rect[]} of.taken where nothing may stand
   * @param {Rect} of.within where everything must stand
   * @param {number} of.most names at most
   * @param {number} of.zoom
   * @param {string} of.font
   * @param {import("./theme.mjs").Theme} of.theme
   * @param {boolean} of.isAtRest
   * @param {boolean} of.isFlying
   * @param {number} of.appear 0 to 1, for what was not there before
   * @param {(rect: Rect) => boolean} of.isUnder whether a way passes there
   * @returns {Rect[]} where something stands now
   */
  function draw(ctx, { named, names, next, taken, within, most, zoom, font, theme, isAtRest, isFlying, appear, isUnder }) {
    if (isFlying) held = new Set(sides.keys());
    if (isAtRest) sides.clear();
    const fonts = { then: `600 13px ${font}`, now: `400 11px ${font}` };
    const busy = [...taken, ...named.filter((one) => !one.isArea).map(({ x, y, r }) => [x - r - 1, y - r - 1, x + r + 1, y + r + 1])];
    const isBegun = named.some(({ state }) => state !== "future");
    const shown = new Map();
    const said = [];
    const seen = new Set();
    for (const mark of byImportance(named, names, next, sides)) {
      if (said.length >= most) break;
      if (isFlying && !sides.has(mark.index) && mark.stay !== next) continue;
      const { today } = names[mark.stay];
      const place = mark.name ?? names[mark.stay].place;
      if (isOut(mark, within, taken) || seen.has(mark.index)) continue;
      seen.add(mark.index); // on the copy of the world nearest the middle
      if (said.some((other) => other.place === place && Math.hypot(other.x - mark.x, other.y - mark.y) < SAME)) continue;
      const present = today && !mark.name && (mark.state === "current" || zoom >= NOW_FROM_ZOOM) ? today : "";
      const stood = sides.get(mark.index);
      const isHeld = isFlying && stood !== undefined;
      const room = { isFixed: isHeld && mark.stay !== next && mark.stay !== next - 1, busy, within, named, isUnder, isSeen: isHeld ? meets : isInside };
      const find = (now, isTold) => {
        const wide = Math.max(widthOf(ctx, place, fonts.then), now ? widthOf(ctx, now, fonts.now) : 0);
        const high = now ? HEIGHT + 13 : HEIGHT;
        const one = { ...mark, isTold };
        const near = () => freeSide(one, wide, high, stood, room);
        const far = () => (isImportant(mark, names, next, isBegun) ? farSide(one, wide, high, (rect) => isFree(rect, one, room) && !isWithin(rect, one, named, BESIDE), busy, stood, room.isFixed) : null);
        const found = stood < 0 ? (far() ?? near()) : (near() ?? far());
        return found && { ...found, now };
      };
      // What is told gives up its present name, and then stands on a way, before it has no name. In flight it stands as it stood.
      const found = find(present, mark.isTold && !isHeld) ?? (mark.isTold && (find("", !isHeld) ?? find("", false)));
      if (!found) continue;
      shown.set(mark.index, found.side);
      if (found.to) {
        drawLeader(ctx, mark, found.to, theme);
        busy.push(...found.line);
      }
      said.push({ place, x: mark.x, y: mark.y });
      busy.push(found.rect);
      ctx.globalAlpha = mark.state === "current" || held.has(mark.index) ? 1 : appear;
      write(ctx, found, place, fonts, theme, mark.state);
      ctx.globalAlpha = 1;
    }
    sides.clear();
    for (const [index, side] of shown) sides.set(index, side);
    return busy;
  }

  return { draw, widthOf };
}

function byImportance(placed, names, next, sides) {
  const score = (mark) => {
    if (mark.state === "current") return 1000;
    if (mark.stay === next) return 500;
    const stood = sides.has(mark.index) ? 12 : 0;
    return (4 - rankOf(mark, names)) * 30 + mark.r * 2 + 12 * Math.log2(1 + (mark.begun?.length ?? 0)) + stood + (mark.state === "visited" ? 20 : 0);
  };
  return placed.toSorted((a, b) => score(b) - score(a));
}

/** A place matters as much as the stay there that matters most. */
function rankOf({ stay, begun = [] }, names) {
  return Math.min(names[stay].rank, ...begun.map((i) => names[i].rank));
}

/**
 * Where the name fits: on the side it stood on if it can, else on the first that is free, and
 * rather where no way passes. What is told just now is not struck out at all.
 */
function freeSide(mark, wide, high, stood, room) {
  const sides = mark.isArea ? MIDDLES : SIDES;
  const order = [stood, ...(room.isFixed ? [] : sides.keys())].filter((side) => sides[side]);
  const away = (mark.reach ?? mark.r) + GAP;
  let struck = null;
  for (const side of order) {
    const [sx, sy] = sides[side];
    const left = mark.x + sx * away + (sx > 0 ? 0 : sx < 0 ? -wide : -wide / 2);
    const top = mark.y + sy * away + (sy > 0 ? 0 : sy < 0 ? -high : -high / 2);
    const rect = [left - 2, top, left + wide + 2, top + high];
    if (!isFree(rect, mark, room) || (!mark.isArea && isNearerToAnother(rect, mark, room.named))) continue;
    const found = { sx, side, rect, left, top, wide };
    if (mark.isArea || side === stood || !room.isUnder(rect)) return found;
    struck ??= found;
  }
  return struck;
}

/** Whether a mark lies above, below or left of what is seen, or under something: its name would be another's. */
function isOut({ x, y, isArea }, [, top, , bottom], taken) {
  return !isArea && (x < 0 || y < top - APART || y > bottom + APART || taken.some((rect) => isInside([x, y, x, y], rect)));
}

/** Whether a mark's name may stand there: in the view, on no other thing and, if it is told, on no way. */
function isFree(rect, mark, { busy, within, isSeen, isUnder }) {
  if (!isSeen(rect, within) || (mark.isTold && isUnder(rect))) return false;
  const wide = widened(rect);
  return !busy.some((other) => meets(wide, other) && (!isOwn(mark, other) || meets(rect, other)));
}

/** Whether a mark's name is worth a line that leads to it. */
function isImportant(mark, names, next, isBegun) {
  if (mark.state === "current" || mark.stay === next) return true;
  return (mark.state === "visited" || !isBegun) && !mark.isArea && (mark.begun.length > 2 || rankOf(mark, names) === 1);
}

function widened(rect) {
  return [rect[0] - APART, rect[1], rect[2] + APART, rect[3]];
}

/** Whether a busy place is the mark itself: to that its own name may come near. */
function isOwn({ x, y, r }, rect) {
  return rect[0] === x - r - 1 && rect[1] === y - r - 1 && rect[2] === x + r + 1;
}

/** Whether a name there would be taken for that of another mark: one level with it or right above or below seems twice as near. */
function isNearerToAnother(rect, mark, placed) {
  return isWithin(rect, mark, placed, gap(rect, mark));
}

/** Whether another mark is so near a name; straight beside it one counts as half as far. */
function isWithin(rect, mark, placed, reach) {
  return placed.some((other) => other.index !== mark.index && !other.isArea && gap(rect, other) < reach);
}

function gap(rect, { x, y, r }) {
  const dx = Math.max(rect[0] - x, 0, x - rect[2]);
  const dy = Math.max(rect[1] - y, 0, y - rect[3]);
  return (Math.hypot(dx, dy) - r) / (dx && dy ? 1 : 2);
}

function write(ctx, { sx, left, top, wide, now }, place, fonts, theme, state) {
  const align = sx > 0 ? "left" : sx < 0 ? "right" : "center";
  const x = { left, right: left + wide, center: left + wide / 2 }[align];
  ctx.textAlign = align;
  ctx.font = fonts.then;
  writeCased(ctx, place, x, top + HEIGHT / 2 + 0.5, state === "future" ? theme.quiet : theme.ink, theme);
  ctx.font = fonts.now;
  if (now) writeCased(ctx, now, x, top + HEIGHT + 5, theme.quiet, theme);
}

/** Text that stands clear of what is below it, its middle at a height. */
export function writeCased(ctx, text, x, y, colour, theme) {
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.strokeStyle = theme.casing;
  ctx.lineWidth = 4;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}
