// Cutting rings to a box (Sutherland and Hodgman, Communications of the ACM 17, 1974).

/**
 * The ring's part inside a box: x0, y0, x1, y1, … Where it leaves and enters it follows the edge.
 * @param {ArrayLike<number>} ring
 * @param {import("./camera.mjs").Box} box
 * @returns {number[]}
 */
export function clipRing(ring, box) {
  let points = ring;
  for (let side = 0; side < 4; side++) points = clipSide(points, box, side);
  return points;
}

/** One side: 0 west, 1 north, 2 east, 3 south. */
function clipSide(points, box, side) {
  const axis = side % 2;
  const limit = box[side];
  const inside = side < 2 ? (value) => value >= limit : (value) => value <= limit;
  const out = [];
  const count = points.length;
  for (let i = 0; i < count; i += 2) {
    const before = (i - 2 + count) % count;
    const [a, b] = [points[before + axis], points[i + axis]];
    if (inside(a) !== inside(b)) {
      const u = (limit - a) / (b - a);
      const other = points[before + 1 - axis] + u * (points[i + 1 - axis] - points[before + 1 - axis]);
      if (axis) out.push(other, limit);
      else out.push(limit, other);
    }
    if (inside(b)) out.push(points[i], points[i + 1]);
  }
  return out;
}
