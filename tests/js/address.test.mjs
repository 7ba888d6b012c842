import assert from "node:assert/strict";
import { test } from "node:test";
import { makeAddress, settingsOf, stayOfHash, writeHash } from "../../src/journeymap/page/player/address.mjs";

const NOTHING = { minimal: false, language: "", theme: "", autoplay: false, loop: false, present: false, easy: false, follow: 0, spoilers: "", allow: [] };
const IDS = ["yanovka-1879", "odessa-1888"];
const find = {
  stayById: (id) => IDS.indexOf(id),
  stayByEra: (slug) => (slug === "youth" ? 0 : -1),
  stayOn: (day) => (day < 686236 ? -1 : 1),
};
const HOSTILE = ["__proto__", "constructor", "toString", "<script>alert(1)</script>", "javascript:alert(1)", "%00", "%", "%zz", "../../etc", "${7*7}", "{{7*7}}", "'", '"', "a".repeat(100000), "\u2028", "\ud800", "1e999", "-1", "NaN", "[object Object]"];

test("the query's settings are read", () => {
  assert.deepEqual(settingsOf("?ui=min&lang=de&theme=dark&autoplay=1&loop=1"), { ...NOTHING, minimal: true, language: "de", theme: "dark", autoplay: true, loop: true });
  assert.deepEqual(settingsOf("?present=1&easy=1&spoilers=off"), { ...NOTHING, present: true, easy: true, spoilers: "off" });
  assert.equal(settingsOf("?follow=2").follow, 2);
  assert.deepEqual(settingsOf("?allow=popups,downloads,modals,same-origin,top-navigation").allow, ["popups", "downloads", "modals"]);
  assert.deepEqual(settingsOf("?theme=light"), { ...NOTHING, theme: "light" });
});

test("without a query nothing is asked for, and nothing plays by itself", () => {
  for (const query of ["", "?", "?&&=&", "?autoplay", "?autoplay=0", "?autoplay=true", "?autoplay=yes&loop=true", "?AUTOPLAY=1", "?play=1"]) assert.deepEqual(settingsOf(query), NOTHING, query);
});

test("a value that is not known is not taken", () => {
  for (const value of HOSTILE) {
    const query = new URLSearchParams({ ui: value, lang: value, theme: value, autoplay: value, loop: value, present: value, easy: value, spoilers: value, follow: value, allow: value }).toString();
    assert.deepEqual(settingsOf(`?${query}`), NOTHING, value.slice(0, 30));
    assert.deepEqual(settingsOf(`?ui=${value}&lang=${value}&theme=${value}&autoplay=${value}`), NOTHING, value.slice(0, 30));
  }
});

test("of a setting given twice the first counts", () => {
  assert.equal(settingsOf("?theme=dark&theme=light").theme, "dark");
  assert.equal(settingsOf("?autoplay=0&autoplay=1").autoplay, false);
});

test("a stay, an era and a date are found by the hash", () => {
  assert.equal(stayOfHash("#stay=odessa-1888", find), 1);
  assert.equal(stayOfHash("#era=youth", find), 0);
  for (const date of ["1917", "1917-10", "1917-10-25"]) assert.equal(stayOfHash(`#date=${date}`, find), 1);
  assert.equal(stayOfHash("#date=1870", find), -1, "before the birth");
});

test("anything unknown is the overview", () => {
  const hashes = ["", "#", "#stay=", "#stay", "#stay=nowhere", "#era=nobody", "#date=", "#date=soon", "#date=1917-13-45", "#place=odessa-1888", "odessa-1888", "#odessa-1888", "#stay=odessa-1888&x=1", "#stay=odessa-1888#", "##stay=odessa-1888", "#STAY=odessa-1888", "# stay=odessa-1888", "#stay=Odessa-1888"];
  for (const hash of [...hashes, ...HOSTILE.flatMap((value) => [`#${value}`, `#stay=${value}`, `#era=${value}`, `#date=${value}`])]) assert.equal(stayOfHash(hash, find), -1, hash.slice(0, 40));
});

/** A window whose address is href and which notes what is written. */
function at(href, replaceState = null) {
  const written = [];
  const write = (state, _title, url) => {
    written.push([state, url]);
    window.location.href = url;
  };
  globalThis.window = { location: { href }, history: { state: { kept: 1 }, replaceState: replaceState ?? write } };
  return written;
}

test("a new stay is written with the full address, and the state of others is kept", () => {
  const written = at("https://example.org/map.html?ui=min#stay=odessa-1888");
  writeHash("yanovka-1879");
  assert.deepEqual(written, [[{ kept: 1 }, "https://example.org/map.html?ui=min#stay=yanovka-1879"]]);
});

test("the overview has no hash", () => {
  const written = at("file:///a/map.html#stay=odessa-1888");
  writeHash("");
  assert.deepEqual(written, [[{ kept: 1 }, "file:///a/map.html"]]);
});

test("an address that is right already is not written again", () => {
  const written = at("file:///a/map.html#stay=odessa-1888");
  writeHash("odessa-1888");
  assert.deepEqual(written, []);
});

test("where the page may not write its address nothing happens", () => {
  at("https://example.org/", () => { throw new DOMException("no", "SecurityError"); });
  assert.doesNotThrow(() => writeHash("odessa-1888"));
  at("not an address");
  assert.doesNotThrow(() => writeHash("odessa-1888"));
});

test("the address follows at once, and a flood of stays only as fast as browsers allow", () => {
  const written = at("file:///a/map.html");
  const address = makeAddress();
  assert.equal(address.show("odessa-1888", 1000), false);
  assert.equal(written.length, 1);
  for (let now = 1010; now < 31000; now += 10) address.show(`stay-${now}`, now);
  assert.ok(written.length < 100, `${written.length} in half a minute`);
  assert.equal(address.settle(31000 + 400), false);
  assert.equal(written[written.length - 1][1], "file:///a/map.html#stay=stay-30990", "the last one is written in the end");
  assert.equal(address.settle(40000), false);
});

test("what need not be written costs no wait", () => {
  const written = at("file:///a/map.html#stay=odessa-1888");
  const address = makeAddress();
  address.show("odessa-1888", 0);
  address.show("yanovka-1879", 1);
  assert.equal(written.length, 1);
});

test("an address the reader has gone to in between is not written over", () => {
  const written = at("file:///a/map.html");
  const address = makeAddress();
  address.show("odessa-1888", 0);
  assert.equal(address.show("yanovka-1879", 10), true);
  window.location.href = "file:///a/map.html#stay=somewhere";
  assert.equal(address.settle(1000), false);
  assert.equal(address.settle(2000), false);
  assert.equal(written.length, 1);
});
