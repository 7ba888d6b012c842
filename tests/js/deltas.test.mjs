import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decode } from "../../src/journeymap/page/player/deltas.mjs";

const golden = JSON.parse(readFileSync(new URL("../golden/deltas.json", import.meta.url), "utf8"));

for (const { title, rings, text } of golden.sound) {
  test(`the browser reads what Python wrote: ${title}`, () => {
    assert.deepEqual(decode(text).map((ring) => [...ring]), rings.map((ring) => ring.flat()));
  });
}

for (const { title, text } of golden.damaged) {
  test(`damaged text is refused: ${title}`, () => {
    assert.throws(() => decode(text), RangeError);
  });
}
