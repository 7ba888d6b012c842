import assert from "node:assert/strict";
import { test } from "node:test";
import { makeClock } from "../../src/journeymap/page/player/clock.mjs";
import { SPEEDS, makePlayer } from "../../src/journeymap/page/player/player.mjs";
import { near, scene } from "./scene.mjs";

const data = scene();
const clock = makeClock(data.stays, data.legs, data.closing);
const LAST = data.stays.length - 1;

/** A player whose frames are asked for by hand, and everything it reported. */
function start({ reduced = false, looping = false } = {}) {
  const said = [];
  const motion = { reduced };
  const player = makePlayer(clock, { isReduced: () => motion.reduced, isLooping: () => looping, changed: (what) => said.push({ ...what, at: player?.t, stay: what.stay ? player.stay : undefined, to: player?.state }) });
  let now = 1000;
  /** Let so much time pass, in frames of 16 ms. */
  const run = (ms, frame = 16) => {
    for (const end = now + ms; now < end; now += frame) player.tick(now);
    return player;
  };
  const ends = () => said.filter((what) => what.end).length;
  const stays = () => said.map((what) => what.stay).filter((stay) => stay !== undefined);
  return { player, said, run, ends, stays, motion };
}

const toEnd = (play) => {
  play.player.setSpeed(64);
  play.run(30000);
};

test("t is 0 at the overview, the duration at the end, and never outside", () => {
  const { player } = start();
  assert.deepEqual([player.t, player.state, player.stay, player.playing], [0, "overview", -1, false]);
  player.seek(-5);
  assert.equal(player.t, 0);
  player.seek(1e12);
  assert.deepEqual([player.t, player.state, player.stay], [clock.duration, "ended", LAST]);
});

test("nothing moves until it is played, and then by the time that passed", () => {
  const { player, run } = start();
  run(500);
  assert.equal(player.t, 0);
  player.play();
  assert.equal(player.state, "playing");
  run(1000);
  near(player.t, 1000, 20);
});

test("the first frame after play takes no time, however long the pause was", () => {
  const { player } = start();
  player.play();
  player.tick(1e9);
  assert.equal(player.t, 0);
  player.pause();
  player.play();
  player.tick(2e9);
  assert.equal(player.t, 0);
});

test("a page that slept does not leap ahead", () => {
  const { player } = start();
  player.play();
  player.tick(0);
  player.tick(60000);
  assert.equal(player.t, 250);
});

test("play toggles", () => {
  const { player } = start();
  player.toggle();
  assert.equal(player.playing, true);
  player.toggle();
  assert.deepEqual([player.playing, player.state], [false, "overview"]);
});

test("a pause keeps the moment", () => {
  const { player, run } = start();
  player.play();
  run(2500);
  player.pause();
  const { t } = player;
  run(1000);
  assert.deepEqual([player.t, player.state], [t, "paused"]);
});

test("play runs to the end on its own, through every stay in order, and says so once", () => {
  const play = start();
  play.player.play();
  toEnd(play);
  assert.deepEqual([play.player.t, play.player.state, play.player.playing], [clock.duration, "ended", false]);
  assert.deepEqual(play.stays(), data.stays.map((_, i) => i));
  assert.equal(play.ends(), 1);
});

for (const frame of [16, 60, 249, 1000]) {
  test(`at speed 64 with a frame every ${frame} ms no stay is passed over`, () => {
    const play = start();
    play.player.setSpeed(64);
    play.player.play();
    play.run(60000, frame);
    assert.deepEqual(play.stays(), data.stays.map((_, i) => i));
    assert.equal(play.player.state, "ended");
  });
}

test("play at the end starts over", () => {
  const play = start();
  play.player.seek(clock.duration);
  play.player.play();
  assert.deepEqual([play.player.t, play.player.state, play.player.stay], [0, "playing", -1]);
});

test("with loop the end is the beginning, and it plays on", () => {
  const play = start({ looping: true });
  play.player.play();
  play.player.setSpeed(64);
  play.run(2 * (clock.duration / 64) + 800);
  assert.equal(play.player.playing, true);
  assert.ok(play.stays().filter((stay) => stay === 0).length >= 2);
});

test("goTo jumps at once to the start of the stay's hold and stays paused or playing", () => {
  for (const playing of [false, true]) {
    const { player, run } = start();
    if (playing) player.play();
    for (const i of [3, 0, LAST, 5]) {
      player.goTo(i);
      assert.deepEqual([player.t, player.stay, player.playing], [clock.holdFrom[i], i, playing]);
    }
    if (playing) near(run(500).t, clock.holdFrom[5] + 500, 20);
  }
});

test("goTo knows the overview, and no stay after the last", () => {
  const { player } = start();
  player.goTo(99);
  assert.equal(player.stay, LAST);
  player.goTo(-1);
  assert.deepEqual([player.t, player.state], [0, "overview"]);
  player.goTo(-7);
  assert.equal(player.t, 0);
});

test("previous jumps to the start of the hold before, from a hold and from the way", () => {
  const { player } = start();
  player.seek(clock.holdFrom[4] + 900);
  player.previous();
  assert.equal(player.t, clock.holdFrom[3]);
  player.seek(clock.approachFrom[4] + 10);
  player.previous();
  assert.equal(player.t, clock.holdFrom[3], "the destination is the current stay; the one before it is where he came from");
  player.goTo(0);
  player.previous();
  assert.equal(player.state, "overview");
  player.previous();
  assert.equal(player.t, 0);
});

test("previous keeps playing", () => {
  const { player, run } = start();
  player.goTo(4);
  player.play();
  player.previous();
  assert.deepEqual([player.playing, player.stay], [true, 3]);
  near(run(400).t, clock.holdFrom[3] + 400, 20);
});

test("next while paused plays the one leg, at once, and stops at its hold", () => {
  const { player, run } = start();
  player.goTo(2);
  player.next();
  assert.equal(player.playing, true);
  run(64);
  assert.deepEqual([clock.at(player.t).phase, player.stay], ["approach", 3], "it does not sit out the hold first");
  run(5000);
  assert.deepEqual([player.playing, player.t, player.state], [false, clock.holdFrom[3], "paused"]);
});

test("next at the overview plays the way to the first stay", () => {
  const { player, run } = start();
  player.next();
  assert.equal(player.state, "playing");
  run(6000);
  assert.deepEqual([player.t, player.state], [clock.holdFrom[0], "paused"]);
});

test("next pressed again on the way jumps to the hold, paused", () => {
  const { player, run } = start();
  player.goTo(3);
  player.next();
  run(700);
  assert.equal(clock.at(player.t).phase, "approach");
  player.next();
  assert.deepEqual([player.t, player.playing], [clock.holdFrom[4], false]);
  player.next();
  run(100);
  assert.equal(player.stay, 5);
});

test("next pressed ten times at once goes five stays", () => {
  const { player } = start();
  for (let i = 0; i < 10; i++) player.next();
  assert.deepEqual([player.t, player.playing], [clock.holdFrom[4], false]);
});

test("next while paused on the way goes on to that way's hold", () => {
  const { player, run } = start();
  player.seek(clock.approachFrom[4] + 500);
  player.next();
  assert.ok(player.t >= clock.approachFrom[4] + 500);
  run(9000);
  assert.deepEqual([player.t, player.playing], [clock.holdFrom[4], false]);
});

test("next while playing jumps to the next hold and keeps playing", () => {
  const { player, run } = start();
  player.goTo(1);
  player.play();
  player.next();
  assert.deepEqual([player.t, player.playing], [clock.holdFrom[2], true]);
  near(run(300).t, clock.holdFrom[2] + 300, 20);
});

test("next under reduced motion jumps", () => {
  const { player } = start({ reduced: true });
  player.next();
  assert.deepEqual([player.t, player.playing], [clock.holdFrom[0], false]);
  player.next();
  assert.equal(player.t, clock.holdFrom[1]);
});

test("next at the last stay plays the closing, and at the end there is nothing more", () => {
  const play = start();
  play.player.goTo(LAST);
  play.player.next();
  play.run(100);
  assert.equal(clock.at(play.player.t).phase, "closing");
  play.run(9000);
  assert.deepEqual([play.player.state, play.player.t, play.player.playing], ["ended", clock.duration, false]);
  play.player.next();
  assert.deepEqual([play.player.state, play.player.t, play.player.playing], ["ended", clock.duration, false]);
});

test("play during a single step goes on with the whole journey", () => {
  const { player, run } = start();
  player.goTo(1);
  player.next();
  run(300);
  player.play();
  run(9000);
  assert.ok(player.t > clock.holdFrom[2] + 1000 && player.playing);
});

test("the play button during a single step stops it where it is", () => {
  const { player, run } = start();
  player.goTo(1);
  player.next();
  run(300);
  player.toggle();
  assert.deepEqual([player.playing, player.stay], [false, 2]);
  const { t } = player;
  assert.equal(run(500).t, t);
});

test("a jump ends a single step: what was paused stays paused", () => {
  for (const jump of [(player) => player.goTo(7), (player) => player.seek(clock.holdFrom[7]), (player) => { player.previous(); player.goTo(7); }]) {
    const { player, run } = start();
    player.goTo(1);
    player.next();
    run(300);
    jump(player);
    assert.deepEqual([player.t, player.playing], [clock.holdFrom[7], false]);
  }
});

test("with motion reduced a stay follows a stay, and no time passes on the way", () => {
  const play = start({ reduced: true });
  play.player.play();
  const phases = new Set();
  for (let now = 0; now < clock.duration + 5000; now += 16) {
    play.player.tick(now);
    phases.add(clock.at(play.player.t).phase);
  }
  assert.deepEqual([...phases].sort(), ["end", "hold"]);
  assert.deepEqual(play.stays(), data.stays.map((_, i) => i));
});

test("with motion reduced every stay is still held for its time", () => {
  const play = start({ reduced: true });
  play.player.play();
  let held = 0;
  for (let now = 0; play.player.playing; now += 10) {
    play.player.tick(now);
    held = now;
  }
  const holds = data.stays.reduce((sum, stay) => sum + stay.hold, 0);
  near(held, holds, 20 * data.stays.length);
});

test("motion allowed again in the middle plays the ways again", () => {
  const play = start({ reduced: true });
  play.player.play();
  play.run(6000);
  play.motion.reduced = false;
  play.player.goTo(3);
  play.run(data.stays[3].hold + 100);
  assert.equal(clock.at(play.player.t).phase, "approach");
});

test("the speed has limits, keeps what is no number out, and works at once", () => {
  const { player, run } = start();
  for (const [asked, wanted] of [[2, 2], [1000, 64], [0, 0.25], [-3, 0.25], [0.3, 0.3], [Infinity, 64], [-Infinity, 0.25]]) {
    player.setSpeed(asked);
    assert.equal(player.speed, wanted, String(asked));
  }
  for (const rubbish of [NaN, undefined, null, "4", "fast", {}, [8], 3n, true, Symbol("x")]) {
    player.setSpeed(2);
    player.setSpeed(rubbish);
    assert.equal(player.speed, 2, typeof rubbish);
  }
  player.setSpeed(4);
  player.play();
  near(run(500).t, 2000, 80);
});

test("slower and faster go along the scale and stop at its ends", () => {
  const { player } = start();
  const up = Array.from({ length: 9 }, () => { player.changeSpeed(1); return player.speed; });
  assert.deepEqual(up, [2, 4, 8, 16, 32, 64, 64, 64, 64]);
  const down = Array.from({ length: 10 }, () => { player.changeSpeed(-1); return player.speed; });
  assert.deepEqual(down, [32, 16, 8, 4, 2, 1, 0.5, 0.25, 0.25, 0.25]);
  player.setSpeed(3);
  player.changeSpeed(1);
  assert.ok(SPEEDS.includes(player.speed) && player.speed > 3, "from between two steps up is up");
  player.setSpeed(3);
  player.changeSpeed(-1);
  assert.ok(player.speed < 3, "and down is down");
});

test("a new stay is reported when it is reached, never twice, and not when only time passes", () => {
  const play = start();
  play.player.goTo(2);
  play.player.goTo(2);
  play.player.seek(clock.holdFrom[2] + 50);
  play.player.play();
  play.run(100);
  assert.deepEqual(play.stays(), [2]);
});

test("a report of a new state is made exactly where the state is another", () => {
  const play = start();
  let before = play.player.state;
  play.player.play();
  play.run(300);
  play.player.pause();
  play.player.seek(0);
  play.player.seek(clock.duration);
  for (const what of play.said) {
    if (what.to !== before) assert.ok(what.state, `${before} → ${what.to} was not told`);
    before = what.to;
  }
});

test("the state of everything is a function of t: a moment sought is the moment played to", () => {
  const played = start();
  played.player.play();
  played.run(12345);
  const sought = start();
  sought.player.seek(clock.duration);
  sought.player.seek(played.player.t);
  assert.deepEqual([sought.player.t, sought.player.stay, clock.at(sought.player.t)], [played.player.t, played.player.stay, clock.at(played.player.t)]);
});
