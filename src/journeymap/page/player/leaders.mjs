// Names that stand apart from their marks, joined to them by a line that crosses nothing.

import { stroke } from "./pen.mjs";

const FAR = [26, 40, 56, 74]; // pixels from the mark
const AROUND = [-0.35, 0.35, -0.8, 0.8, -1.3, 1.3, -1.85, 1.85, -2.4, 2.4, -2.9, 2.9];
const SPOTS = FAR.flatMap((far) => AROUND.map((angle) => [far, Math.cos(angle), Math.sin(angle)]));
const STEP = 4;

/**
 * Where a name fits farther off; null where none does, or every line to it would cross something.
 * @param {import("./marks.mjs").Placed} mark
 * @param {number} wide
 * @param {number} high
 * @param {(rect: import("./labels.mjs").Rect) => boolean} isFree whether a name may stand there
 * @param {import("./labels.mjs").Rect[]} busy what the line may not cross
 * @param {number | undefined} stood the side it had last, below 0 if that was one of these
 * @param {boolean} isFixed whether it may have no other
 */
export function farSide(mark, wide, high, isFree, busy, stood, isFixed) {
  const around = busy.filter((rect) => !holds(rect, mark.x, mark.y));
  for (const i of [~stood, ...(isFixed ? [] : SPOTS.keys())]) {
    if (!SPOTS[i]) continue;
    const [far, sx, sy] = SPOTS[i];
    const [x, y] = [mark.x + sx * far, mark.y + sy * far];
    const left = sx > 0.3 ? x : sx < -0.3 ? x - wide : x - wide / 2;
    const rect = [left - 2, y - high / 2, left + wide + 2, y + high / 2];
    if (!isFree(rect)) continue;
    const line = pointsOf(mark, x, y);
    if (line.some((point) => around.some((other) => holds(other, point.x, point.y)))) continue;
    return { sx, side: ~i, rect, left, top: rect[1], wide, to: [x, y], line: line.map((point) => [point.x - 2, point.y - 2, point.x + 2, point.y + 2]) };
  }
  return null;
}

function holds(rect, x, y) {
  return x > rect[0] && x < rect[2] && y > rect[1] && y < rect[3];
}

/** Points along the line from a mark's rim to its name. */
function pointsOf({ x, y, r }, toX, toY) {
  const length = Math.hypot(toX - x, toY - y);
  const points = [];
  for (let at = r + 1; at < length - 2; at += STEP) points.push({ x: x + ((toX - x) * at) / length, y: y + ((toY - y) * at) / length });
  return points;
}

/**
 * The line from a mark to its name.
 * @param {CanvasRenderingContext2D} ctx in pixels
 */
export function drawLeader(ctx, { x, y, r }, [toX, toY], theme) {
  const length = Math.hypot(toX - x, toY - y);
  ctx.beginPath();
  ctx.moveTo(x + ((toX - x) / length) * (r + 1), y + ((toY - y) / length) * (r + 1));
  ctx.lineTo(toX, toY);
  for (const [colour, width] of [[theme.casing, 3], [theme.ink, 0.9]]) {
    stroke(ctx, colour, width);
  }
}
