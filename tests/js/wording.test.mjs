import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fill, makeWording } from "../../src/journeymap/page/player/wording.mjs";
import { golden } from "./scene.mjs";

const english = makeWording("en", JSON.parse(readFileSync(new URL("../../src/journeymap/page/locales/en.json", import.meta.url), "utf8")));
const words = golden("wording.json");

for (const { span, words: wanted } of words.spans) test(`a span: ${wanted}`, () => assert.equal(english.span(span), wanted));
for (const { length, words: wanted } of words.lengths) test(`a length: ${wanted}`, () => assert.equal(english.length(length), wanted));
for (const { age, words: wanted } of words.ages) test(`an age: ${wanted}`, () => assert.equal(english.age(age), wanted));
for (const { section, key, values, words: wanted } of words.texts) test(`a text: ${wanted}`, () => assert.equal(english.text(section, key, values), wanted));
for (const { field, value, words: wanted } of words.claims) {
  test(`a claim: ${wanted}`, () => assert.equal(english.text("claim", field, { value: Array.isArray(value) ? english.date(value) : value }), wanted));
}

test("what is filled in is not read again", () => {
  assert.equal(fill("{a}{b}", { a: "{b}", b: "$&$1$$`'{a}" }), "{b}$&$1$$`'{a}");
  assert.equal(fill("{constructor} {__proto__} {toString}", {}), "{constructor} {__proto__} {toString}");
});

test("a country is named by its code, and anything else stands for itself", () => {
  assert.equal(english.country("KZ"), "Kazakhstan");
  for (const text of ["", "Prussia", "KAZ", "kz", "<b>"]) assert.equal(english.country(text), text);
  assert.equal(english.country(undefined), "");
});

test("months and years for the playhead", () => {
  assert.equal(english.month(1917, 10), "October 1917");
  assert.equal(english.year(-43), "44 BC");
  assert.equal(english.number(12300), "12,300");
});
