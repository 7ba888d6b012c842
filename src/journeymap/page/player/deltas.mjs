// Rings of whole numbers from printable text. basemap/deltas.py writes it and tells the format.

const ALPHABET = "!#$%()*+,-.0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz|~";
const BASE = 84, ONE = 62, TWO = 77, LONG = 81, SCALE = 82, END = 83;
const SCALES = 12, REACH = 83, FAR = 296352, RADIUS = 21, SIDE = 2 * RADIUS + 1;

const VALUES = new Uint8Array(128).fill(BASE);
[...ALPHABET].forEach((letter, value) => { VALUES[letter.charCodeAt(0)] = value; });

/** Short steps in order of length, then dx, then dy. */
const STEPS = Array.from({ length: SIDE * SIDE }, (_, i) => [Math.floor(i / SIDE) - RADIUS, (i % SIDE) - RADIUS])
  .sort((a, b) => a[0] ** 2 + a[1] ** 2 - b[0] ** 2 - b[1] ** 2).slice(1);

/**
 * The rings of the text, each as x0, y0, x1, y1, …; damaged text throws a RangeError.
 * @param {string} text
 * @returns {Int32Array[]}
 */
export function decode(text) {
  const rings = [], all = new Int32Array(2 * text.length);
  let from = 0, end = 0, x = 0, y = 0, scale = 0, at = 0;
  const sound = (/** @type {boolean} */ holds) => { if (!holds) throw new RangeError(`damaged near ${at}`); };
  const number = (/** @type {number} */ digits) => {
    let value = 0;
    for (; digits > 0; digits--) {
      const digit = VALUES[text.charCodeAt(at++)];
      sound(digit < BASE);
      value = value * BASE + digit;
    }
    return value;
  };
  const step = (/** @type {number} */ digit) => {
    if (digit < ONE) return STEPS[digit];
    if (digit < TWO) return STEPS[ONE + (digit - ONE) * BASE + number(1)];
    if (digit === LONG) return [number(3) - FAR, number(3) - FAR];
    const rest = (digit - TWO) * BASE ** 2 + number(2), across = Math.floor(rest / (2 * REACH + 1));
    sound(across <= 2 * REACH);
    return [across - REACH, rest - across * (2 * REACH + 1) - REACH];
  };
  while (at < text.length) {
    const digit = number(1);
    if (digit === SCALE) sound((scale = number(1)) <= SCALES);
    else if (digit === END) {
      sound(end > from);
      rings.push(all.slice(from, end));
      from = end;
    } else {
      const [dx, dy] = step(digit);
      all[end++] = x += dx * 2 ** scale;
      all[end++] = y += dy * 2 ** scale;
    }
  }
  sound(end === from);
  return rings;
}
