import assert from "node:assert/strict";
import { test } from "node:test";
import { makeAsking } from "../../src/journeymap/page/player/asking.mjs";
import { makeClock } from "../../src/journeymap/page/player/clock.mjs";
import { makePlayer } from "../../src/journeymap/page/player/player.mjs";

const NO_DAYS = [null, null, null, null];
const data = { stays: ["", "Where to?", "And then?", ""].map((question) => ({ question, approach: 100, hold: 1000, days: NO_DAYS, within: -1 })) };

function made() {
  const clock = makeClock(data.stays, [], 500);
  const player = makePlayer(clock, { isReduced: () => false, isLooping: () => false, changed: ({ stay }) => stay && asking?.show(player.stay) });
  const asking = makeAsking(data, clock, player);
  let now = 0;
  const run = (ms, step = 16) => {
    for (const end = now + ms; now < end; now += step) {
      player.tick(now);
      asking.frame();
    }
  };
  return { clock, player, run };
}

test("the player stops at the end of a stay that asks, and goes on when told to", () => {
  const { clock, player, run } = made();
  player.play();
  run(20000);
  assert.deepEqual([player.playing, player.stay], [false, 1]);
  assert.equal(player.t, clock.holdFrom[1] + 999);
  player.play();
  run(20000);
  assert.deepEqual([player.playing, player.stay], [false, 2]);
  player.play();
  run(20000);
  assert.equal(player.t, clock.duration);
});

test("at the highest speed no question is passed over", () => {
  const { player, run } = made();
  player.setSpeed(64);
  player.play();
  run(20000);
  assert.deepEqual([player.playing, player.stay], [false, 1]);
});

test("who goes back is asked again", () => {
  const { player, run } = made();
  player.play();
  run(20000);
  player.goTo(0);
  player.play();
  run(20000);
  assert.deepEqual([player.playing, player.stay], [false, 1]);
});

test("a jump past a question asks nothing", () => {
  const { player, run } = made();
  player.goTo(3);
  player.play();
  run(20000);
  assert.equal(player.state, "ended");
});
