// What of the screen the ways cover: names stand beside it where they can.

const CELL = 4; // pixels

/** A grid over the view, filled anew for every moment. */
export function makeInk() {
  let cells = new Uint8Array(0);
  let [across, down] = [0, 0];

  /**
   * Lay down the ways gone, the one being gone and those to the stay that comes next.
   * @param {{data: any, world: any, clock: any}} scene
   * @param {number} t
   * @param {import("./projection.mjs").Projection} projection
   */
  function lay({ data, world, clock }, t, { camera, scale, width, height, shifts }) {
    [across, down] = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
    if (cells.length === across * down) cells.fill(0);
    else cells = new Uint8Array(across * down);
    const { phase, stay } = clock.at(t);
    const next = phase === "hold" ? stay + 1 : stay;
    data.legs.forEach((leg, j) => {
      if (leg.stay > next || (leg.kind === "unreached" && clock.legShare(j, t) <= 0)) return;
      for (const shift of shifts(world.beside)) layWay(world.ways[j], (x) => (x + shift - camera.x) * scale + width / 2, (y) => (y - camera.y) * scale + height / 2);
    });
  }

  function layWay({ xs, ys }, toX, toY) {
    for (let i = 1; i < xs.length; i++) layLine(toX(xs[i - 1]), toY(ys[i - 1]), toX(xs[i]), toY(ys[i]));
  }

  function layLine(x0, y0, x1, y1) {
    const [wide, high] = [across * CELL, down * CELL];
    if (Math.max(x0, x1) < 0 || Math.min(x0, x1) > wide || Math.max(y0, y1) < 0 || Math.min(y0, y1) > high) return;
    const steps = Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)) / CELL);
    for (let k = 0; k <= steps; k++) {
      const x = Math.floor((x0 + ((x1 - x0) * k) / Math.max(1, steps)) / CELL);
      const y = Math.floor((y0 + ((y1 - y0) * k) / Math.max(1, steps)) / CELL);
      if (x >= 0 && x < across && y >= 0 && y < down) cells[y * across + x] = 1;
    }
  }

  /**
   * @param {import("./labels.mjs").Rect} rect
   * @returns {boolean} whether a way passes through it
   */
  function isUnder([left, top, right, bottom]) {
    const [west, east] = [Math.max(0, Math.floor(left / CELL)), Math.min(across - 1, Math.floor(right / CELL))];
    const [north, south] = [Math.max(0, Math.floor(top / CELL)), Math.min(down - 1, Math.floor(bottom / CELL))];
    for (let y = north; y <= south; y++) for (let x = west; x <= east; x++) if (cells[y * across + x]) return true;
    return false;
  }

  return { lay, isUnder };
}
