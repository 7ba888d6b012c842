// Rings of whole numbers from printable text. basemap/deltas.py writes it and tells the format.

const ALPHABET = "!#$%()*+,-.0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz|~";
const BASE = 84, ONE = 62, TWO = 77, LONG = 81, SCALE = 82, END = 83;
const SCALES = 12, REACH = 83, FAR = 296352, RADIUS = 21, SIDE = 2 * RADIUS + 1;

const VALUES = new Uint8Array(128).fill(BASE);
for (let value = 0; value < BASE; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

// Short steps in order of length, then dx, then dy: one number each, which sorts fast.
const COUNT = SIDE * SIDE, KEYS = new Float64Array(COUNT), STEP_X = new Int32Array(COUNT), STEP_Y = new Int32Array(COUNT);
for (let i = 0; i < COUNT; i++) {
  const dx = Math.floor(i / SIDE) - RADIUS, dy = (i % SIDE) - RADIUS;
  KEYS[i] = (dx * dx + dy * dy) * COUNT + i;
}
KEYS.sort();
for (let rank = 0; rank < COUNT - 1; rank++) {
  const i = KEYS[rank + 1] % COUNT; // after (0, 0), which is no step
  STEP_X[rank] = Math.floor(i / SIDE) - RADIUS;
  STEP_Y[rank] = (i % SIDE) - RADIUS;
}

/**
 * The rings of the text, each as x0, y0, x1, y1, …; damaged text throws a RangeError.
 * @param {string} text
 * @returns {Int32Array[]}
 */
export function decode(text) {
  const digits = digitsOf(text), size = text.length;
  const rings = [], all = new Int32Array(2 * size);
  let from = 0, end = 0, x = 0, y = 0, unit = 1, at = 0;

  while (at < size) {
    const first = digits[at++];
    let dx = 0, dy = 0;
    if (first < ONE) {
      dx = STEP_X[first];
      dy = STEP_Y[first];
    } else if (first < TWO) {
      const rank = ONE + (first - ONE) * BASE + digits[at++];
      dx = STEP_X[rank];
      dy = STEP_Y[rank];
    } else if (first < LONG) {
      const rest = ((first - TWO) * BASE + digits[at++]) * BASE + digits[at++];
      const across = Math.floor(rest / (2 * REACH + 1));
      if (across > 2 * REACH) throw damaged(at);
      dx = across - REACH;
      dy = rest - across * (2 * REACH + 1) - REACH;
    } else if (first === LONG) {
      dx = (digits[at++] * BASE + digits[at++]) * BASE + digits[at++] - FAR;
      dy = (digits[at++] * BASE + digits[at++]) * BASE + digits[at++] - FAR;
    } else if (first === SCALE) {
      const scale = digits[at++];
      if (scale > SCALES) throw damaged(at);
      unit = 2 ** scale;
      continue;
    } else {
      if (end === from) throw damaged(at);
      rings.push(all.slice(from, end));
      from = end;
      continue;
    }
    all[end++] = x += dx * unit;
    all[end++] = y += dy * unit;
  }
  if (at !== size || end !== from) throw damaged(at);
  return rings;
}

/** What each letter stands for; none may be another than a digit. */
function digitsOf(text) {
  const digits = new Uint8Array(text.length);
  for (let i = 0; i < digits.length; i++) {
    const value = VALUES[text.charCodeAt(i)] ?? BASE;
    if (value === BASE) throw damaged(i);
    digits[i] = value;
  }
  return digits;
}

function damaged(at) {
  return new RangeError(`damaged near ${at}`);
}
