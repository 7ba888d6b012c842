import assert from "node:assert/strict";
import { test } from "node:test";
import { makeApi } from "../../src/journeymap/page/player/api.mjs";
import { makeEvents } from "../../src/journeymap/page/player/events.mjs";
import { makeClock } from "../../src/journeymap/page/player/clock.mjs";
import { makePlayer } from "../../src/journeymap/page/player/player.mjs";
import { scene } from "./scene.mjs";

function start(data = scene()) {
  const clock = makeClock(data.stays, data.legs, data.closing);
  const player = makePlayer(clock, { isReduced: () => false, isLooping: () => false, changed: () => {} });
  const names = data.stays.map((stay, i) => ({ place: `Place of ${stay.id}`, edtf: data.list[i].edtf }));
  const events = makeEvents();
  return { data, clock, player, tell: events.tell, ...makeApi({ data, clock, player, names, events }) };
}

test("the stays are listed with what others may need", () => {
  const { functions, clock } = start();
  assert.equal(functions.stays.length, 10);
  assert.deepEqual(functions.stays[7], { id: "new-york-1917", place: "Place of new-york-1917", lat: 40.71, lon: -74.01, date: "1917-01-13/1917-03-27", era: "emigration", t: clock.holdFrom[7] });
  assert.equal(functions.duration, clock.duration);
  assert.equal(functions.version, "0");
});

test("the state at the overview names no stay, no date and no era", () => {
  assert.deepEqual(start().functions.state(), { playing: false, t: 0, stay: null, date: null, era: null });
});

test("the state in a stay names it, with a Gregorian date as precise as the stay's own", () => {
  const { functions, clock } = start();
  functions.goTo("yanovka-1879");
  assert.deepEqual(functions.state(), { playing: false, t: clock.holdFrom[0], stay: "yanovka-1879", date: "1879-11", era: "youth" });
  functions.goTo("nikolayev-1897");
  assert.equal(functions.state().date, "1897", "of “early 1897” no month is known");
  for (const { id, date } of functions.stays) {
    functions.goTo(id);
    if (date === "/") assert.equal(functions.state().date, null);
    else assert.match(functions.state().date, /^(\[.*\d{4}.*\]|\d{4}(-\d\d){0,2}[~?]?)$/);
  }
});

test("a journey without dates has none in its state", () => {
  const data = scene();
  for (const stay of data.stays) stay.days = [null, null, null, null];
  const { functions } = start(data);
  functions.goTo("new-york-1917");
  assert.equal(functions.state().date, null);
});

test("one goes to a stay by its id, its old id, or a date", () => {
  const { functions } = start();
  const after = (asked) => [functions.goTo(asked), functions.state().stay];
  assert.deepEqual(after("odessa-1888"), [true, "odessa-1888"]);
  assert.deepEqual(after("siberia"), [true, "verkholensk"]);
  assert.deepEqual(after("1917-02-10"), [true, "new-york-1917"]);
  assert.deepEqual(after("1917-02"), [true, "new-york-1917"]);
  assert.deepEqual(after("1896-06"), [true, "nikolayev-1896"]);
  assert.deepEqual(after(1930), [true, "san-francisco-1921"]);
});

test("an id that reads like a date is an id first", () => {
  const data = scene();
  data.stays[2].id = "1917";
  const { functions } = start(data);
  functions.goTo("1917");
  assert.equal(functions.state().t, functions.stays[2].t);
});

test("what is no stay and no date moves nothing", () => {
  const { functions } = start();
  functions.goTo("odessa-1888");
  const before = functions.state();
  const rubbish = ["", "nowhere", "__proto__", "constructor", "toString", "1700", "1917-99", "../odessa-1888", null, undefined, NaN, {}, [], ["odessa-1888"], true, Symbol("x"), 10n, () => {}, Object.create(null), { toString() { throw new Error("called"); } }];
  for (const asked of rubbish) {
    assert.equal(functions.goTo(asked), false);
    assert.deepEqual(functions.state(), before);
  }
});

test("seek takes numbers only, and stays within the journey", () => {
  const { functions, clock } = start();
  functions.seek(5000);
  for (const rubbish of [NaN, Infinity, -Infinity, "7000", "", null, undefined, {}, [9], true, 10n, Symbol("x")]) {
    functions.seek(rubbish);
    assert.equal(functions.state().t, 5000);
  }
  functions.seek(-1);
  assert.equal(functions.state().t, 0);
  functions.seek(1e300);
  assert.equal(functions.state().t, clock.duration);
  functions.seek(1234.5);
  assert.equal(functions.state().t, 1234.5);
});

test("a listener hears its event until it is taken away", () => {
  const { functions, tell } = start();
  const heard = [];
  const off = functions.on("stay", (detail) => heard.push(detail));
  tell("stay", { id: "a" });
  tell("state", { id: "b" });
  off();
  tell("stay", { id: "c" });
  off();
  assert.deepEqual(heard, [{ id: "a" }]);
});

test("a listener given twice is heard twice, and each is taken away by itself", () => {
  const { functions, tell } = start();
  let count = 0;
  const listener = () => count++;
  const off = functions.on("end", listener);
  functions.on("end", listener);
  tell("end", {});
  off();
  tell("end", {});
  assert.equal(count, 3);
});

test("a listener that throws stops neither the others nor the player", () => {
  const thrown = [];
  globalThis.reportError = (error) => thrown.push(error.message);
  const { functions, tell } = start();
  const heard = [];
  functions.on("stay", () => { throw new Error("mine"); });
  functions.on("stay", () => heard.push(1));
  assert.doesNotThrow(() => tell("stay", {}));
  assert.deepEqual([heard, thrown], [[1], ["mine"]]);
});

test("a listener may take itself away, or add another, while it is called", () => {
  const { functions, tell } = start();
  let count = 0;
  const add = () => { count++; functions.on("end", add); };
  functions.on("end", add);
  const off = functions.on("end", () => off());
  tell("end", {});
  assert.equal(count, 1);
});

test("what cannot be called is refused where it is given", () => {
  const { functions } = start();
  for (const rubbish of [undefined, null, "alert(1)", {}]) assert.throws(() => functions.on("stay", rubbish), TypeError);
});

test("event names are not property names", () => {
  const { functions, tell } = start();
  for (const name of ["__proto__", "constructor", "toString"]) {
    assert.doesNotThrow(() => tell(name, {}));
    assert.doesNotThrow(() => functions.on(name, () => {})());
  }
});

test("a stay, an era and a day are found; anything else is -1", () => {
  const { find } = start();
  assert.equal(find.stayByEra("underground"), 2);
  for (const rubbish of ["", "__proto__", "Underground", undefined]) assert.deepEqual([find.stayById(rubbish), find.stayByEra(rubbish)], [-1, -1]);
});
