// Rings of whole numbers from printable text. basemap/deltas.py writes it and tells the format.

const ALPHABET = "!#$%()*+,-.0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz|~";
const BASE = 84, ONE = 62, TWO = 77, LONG = 81, SCALE = 82, END = 83;
const SCALES = 12, REACH = 83, FAR = 296352, RADIUS = 21, SIDE = 2 * RADIUS + 1;

const VALUES = new Uint8Array(128).fill(BASE);
for (let value = 0; value < BASE; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

// Short steps in order of length, then dx, then dy: one number each, which sorts fast.
const STEPS = Float64Array.from({ length: SIDE * SIDE }, (_, i) => {
  const dx = Math.floor(i / SIDE) - RADIUS, dy = (i % SIDE) - RADIUS;
  return (dx * dx + dy * dy) * SIDE * SIDE + i;
}).sort().map((key) => key % (SIDE * SIDE)).subarray(1);
const STEP_X = Int32Array.from(STEPS, (i) => Math.floor(i / SIDE) - RADIUS);
const STEP_Y = Int32Array.from(STEPS, (i) => (i % SIDE) - RADIUS);

/**
 * The rings of the text, each as x0, y0, x1, y1, …; damaged text throws a RangeError.
 * @param {string} text
 * @returns {Int32Array[]}
 */
export function decode(text) {
  const rings = [], all = new Int32Array(2 * text.length);
  let from = 0, end = 0, x = 0, y = 0, unit = 1, at = 0;

  /** @param {boolean} holds */
  function sound(holds) {
    if (!holds) throw new RangeError(`damaged near ${at}`);
  }

  function digit() {
    const value = VALUES[text.charCodeAt(at++)];
    sound(value < BASE);
    return value;
  }

  while (at < text.length) {
    const first = digit();
    if (first === SCALE) {
      const scale = digit();
      sound(scale <= SCALES);
      unit = 2 ** scale;
      continue;
    }
    if (first === END) {
      sound(end > from);
      rings.push(all.slice(from, end));
      from = end;
      continue;
    }
    let dx = 0, dy = 0;
    if (first < TWO) {
      const rank = first < ONE ? first : ONE + (first - ONE) * BASE + digit();
      dx = STEP_X[rank];
      dy = STEP_Y[rank];
    } else if (first === LONG) {
      dx = (digit() * BASE + digit()) * BASE + digit() - FAR;
      dy = (digit() * BASE + digit()) * BASE + digit() - FAR;
    } else {
      const rest = ((first - TWO) * BASE + digit()) * BASE + digit();
      const across = Math.floor(rest / (2 * REACH + 1));
      sound(across <= 2 * REACH);
      dx = across - REACH;
      dy = rest - across * (2 * REACH + 1) - REACH;
    }
    all[end++] = x += dx * unit;
    all[end++] = y += dy * unit;
  }
  sound(end === from);
  return rings;
}
