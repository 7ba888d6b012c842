import assert from "node:assert/strict";
import { test } from "node:test";
import { makeDirector } from "../../src/journeymap/page/player/director.mjs";

const A = { x: 0, y: 0, zoom: 4 };
const B = { x: 1000, y: 500, zoom: 6 };

test("the journey's camera is shown as it is", () => {
  const director = makeDirector();
  assert.deepEqual(director.follow(A, 0), A);
  assert.deepEqual(director.follow(B, 16), B);
  assert.equal(director.isEasing, false);
});

test("after a jump what is shown eases over and arrives", () => {
  const director = makeDirector();
  director.follow(A, 0);
  director.ease(false);
  assert.deepEqual(director.follow(B, 100), A);
  const half = director.follow(B, 425);
  assert.ok(half.x > 0 && half.x < 1000 && director.isEasing);
  assert.deepEqual(director.follow(B, 800), B);
  assert.equal(director.isEasing, false);
});

test("with motion reduced it is there at once", () => {
  const director = makeDirector();
  director.follow(A, 0);
  director.ease(true);
  assert.deepEqual(director.follow(B, 1), B);
});

test("a second jump goes on from what is shown, without a jolt", () => {
  const director = makeDirector();
  director.follow(A, 0);
  director.ease(false);
  director.follow(B, 0);
  const midway = director.follow(B, 300);
  director.ease(false);
  assert.deepEqual(director.follow(A, 310), midway);
});

test("the reader's camera stays until the journey has it back, and then eases", () => {
  const director = makeDirector();
  director.follow(A, 0);
  director.take(B);
  assert.equal(director.isFree, true);
  assert.deepEqual(director.follow(A, 5000), B);
  director.release(false);
  assert.equal(director.isFree, false);
  assert.deepEqual(director.follow(A, 6000), B);
  assert.deepEqual(director.follow(A, 7000), A);
});

test("to give back what was never taken changes nothing", () => {
  const director = makeDirector();
  director.follow(A, 0);
  director.release(false);
  assert.equal(director.isEasing, false);
});
