import assert from "node:assert/strict";
import { test } from "node:test";
import { between, eased, fit, makeCamera, union } from "../../src/journeymap/page/player/camera.mjs";
import { makeClock } from "../../src/journeymap/page/player/clock.mjs";
import { WORLD, scaleOf, worldX } from "../../src/journeymap/page/player/mercator.mjs";
import { makeWorld } from "../../src/journeymap/page/player/world.mjs";
import { Path, near, scene } from "./scene.mjs";

globalThis.Path2D = Path;
const data = scene();
const world = makeWorld(data);
const clock = makeClock(data.stays, data.legs, data.closing);
const DESK = { width: 1280, height: 800, left: 384, top: 0, right: 56, bottom: 130 };
const PHONE = { width: 390, height: 844, left: 0, top: 0, right: 0, bottom: 420 };
const VIEWS = [["a desk", DESK], ["a phone", PHONE], ["an odd frame", { width: 700, height: 420, left: 0, top: 40, right: 300, bottom: 60 }]];

/** What of the world is seen in the part of the view that nothing covers. */
function seen({ x, y, zoom }, view) {
  const scale = scaleOf(zoom);
  return [x - (view.width / 2 - view.left) / scale, y - (view.height / 2 - view.top) / scale, x + (view.width / 2 - view.right) / scale, y + (view.height / 2 - view.bottom) / scale];
}

function assertSeen(box, camera, view, what) {
  const [west, north, east, south] = seen(camera, view);
  const slack = 1e-6 * WORLD;
  assert.ok(box[0] >= west - slack && box[1] >= north - slack && box[2] <= east + slack && box[3] <= south + slack, `${what}: ${box} not in ${[west, north, east, south]}`);
}

/** How far apart two cameras are on the screen, in pixels, and in zoom. */
function step(a, b, view) {
  const scale = scaleOf(Math.min(a.zoom, b.zoom));
  return Math.hypot(a.x - b.x, a.y - b.y) * scale + Math.abs(a.zoom - b.zoom) * view.width;
}

for (const [name, view] of VIEWS) {
  test(`fit shows the whole box in the uncovered part of ${name}, with its margin`, () => {
    for (const box of [[1000, 2000, 9000, 3000], [0, 0, WORLD, WORLD / 3], [500, 500, 500, 500], [131000, 90000, 131001, 99000], [-5000, 90000, 300000, 91000]]) {
      const camera = fit(box, view, 12);
      if (camera.zoom > 1) assertSeen(box, camera, view, "box");
      near((seen(camera, view)[0] + seen(camera, view)[2]) / 2, (box[0] + box[2]) / 2, 1e-6 * WORLD);
      near((seen(camera, view)[1] + seen(camera, view)[3]) / 2, (box[1] + box[3]) / 2, 1e-6 * WORLD);
    }
  });

  test(`fit comes no nearer than asked and no farther than zoom 1 on ${name}`, () => {
    assert.equal(fit([5, 5, 5, 5], view, 6).zoom, 6);
    assert.equal(fit([0, 0, 9 * WORLD, 9 * WORLD], view, 6).zoom, 1);
  });

  test(`the camera is where it should be at every rest on ${name}`, () => {
    const camera = makeCamera(world.spots, world.approaches, view);
    assert.deepEqual(camera.at(clock.at(0)), camera.overview);
    assert.deepEqual(camera.at(clock.at(clock.duration)), camera.overview);
    data.stays.forEach((stay, i) => {
      assert.deepEqual(camera.at(clock.at(clock.holdFrom[i])), camera.holds[i]);
      assert.deepEqual(camera.at(clock.at(clock.holdFrom[i] + stay.hold / 2)), camera.holds[i], "a held camera stands still");
    });
  });

  test(`what must be seen of a stay is seen while it is held, on ${name}`, () => {
    const camera = makeCamera(world.spots, world.approaches, view);
    world.spots.forEach((spot, i) => assertSeen(spot.box, camera.holds[i], view, data.stays[i].id));
  });

  test(`the whole way is seen in the middle of a leg, or the camera need not draw back, on ${name}`, () => {
    const camera = makeCamera(world.spots, world.approaches, view);
    world.approaches.forEach((box, i) => {
      if (!box) return;
      const middle = camera.at({ phase: "approach", stay: i, u: 0.5 });
      if (middle.zoom < camera.holds[i].zoom) assertSeen(union(box, [box[0], box[1], box[2], box[3]]), middle, view, data.stays[i].id);
    });
  });

  test(`the camera never jumps over the whole of the journey on ${name}`, () => {
    const camera = makeCamera(world.spots, world.approaches, view);
    const at = (t) => camera.at(clock.at(t));
    let worst = 0;
    for (let t = 0; t < clock.duration + 10; t += 1) worst = Math.max(worst, step(at(t), at(t + 1), view));
    assert.ok(worst < 12, `${worst} px in a millisecond`);
    // At a tenth of a step every change is a tenth as large: a jump would stay.
    let finest = 0;
    for (const edge of [...clock.approachFrom, ...clock.holdFrom, clock.closingFrom, clock.duration]) finest = Math.max(finest, step(at(edge - 1e-4), at(edge + 1e-4), view));
    assert.ok(finest < 1e-3, `${finest} px at an edge`);
  });
}

test("where a leg asks for much drawing back and little coming down, each gets time for what it is", () => {
  const at = (x, y) => ({ x, y, box: [x, y, x, y] });
  // from two stays at one place, not far from another, over an ocean
  const spots = [at(150000, 80000), at(150900, 80400), at(150900, 80400), at(60000, 90000)];
  const approaches = spots.map((spot, i) => (i ? union(spots[i - 1].box, spot.box) : null));
  const fastest = (camera, from, to) => {
    let most = 0;
    for (let u = from; u < to; u += 0.001) most = Math.max(most, Math.abs(camera.at({ phase: "approach", stay: 3, u: u + 0.001 }).zoom - camera.at({ phase: "approach", stay: 3, u }).zoom) / 0.001);
    return most;
  };
  for (const [name, view] of VIEWS) {
    const camera = makeCamera(spots, approaches, view);
    const [out, into] = [fastest(camera, 0, 0.5), fastest(camera, 0.5, 0.999)];
    const middle = camera.at({ phase: "approach", stay: 3, u: 0.5 }).zoom;
    assert.ok(camera.holds[2].zoom - middle > 1.5 * (camera.holds[3].zoom - middle), `${name}: ${[middle, camera.holds.map(({ zoom }) => zoom)]}`);
    assert.ok(out <= 1.51 * (camera.holds[2].zoom - middle) / 0.5, `${name}: ${out}`);
    assert.ok(into < out, `${name}: ${into}`);
  }
});

test("between two cameras one is at a at 0, at b at 1, and moves continuously", () => {
  const pairs = [
    [{ x: 0, y: 0, zoom: 3 }, { x: 5000, y: 1000, zoom: 7 }],
    [{ x: 5000, y: 1000, zoom: 7 }, { x: 0, y: 0, zoom: 3 }],
    [{ x: 0, y: 0, zoom: 5 }, { x: 5000, y: 1000, zoom: 5 }],
    [{ x: 0, y: 0, zoom: 5 }, { x: 5000, y: 1000, zoom: 5.0000005 }],
    [{ x: 0, y: 0, zoom: 5 }, { x: 5000, y: 1000, zoom: 5.00001 }],
    [{ x: 9, y: 9, zoom: 5 }, { x: 9, y: 9, zoom: 5 }],
  ];
  for (const [a, b] of pairs) {
    assert.deepEqual(between(a, b, 0), a);
    assert.deepEqual(between(a, b, 1), b);
    assert.deepEqual(between(a, b, -1), a);
    assert.deepEqual(between(a, b, 2), b);
    let before = a;
    for (let i = 1; i <= 1000; i++) {
      const here = between(a, b, i / 1000);
      const whole = step(a, b, DESK);
      assert.ok(step(before, here, DESK) <= Math.max(1e-9, whole / 50), `${i}: ${JSON.stringify([before, here])}`);
      assert.ok(here.zoom >= Math.min(a.zoom, b.zoom) && here.zoom <= Math.max(a.zoom, b.zoom));
      before = here;
    }
    near(step(before, b, DESK), 0, 1e-6);
  }
});

test("between two cameras one stays on the straight line", () => {
  const [a, b] = [{ x: 0, y: 0, zoom: 3 }, { x: 4000, y: 1000, zoom: 7 }];
  for (let u = 0; u <= 1; u += 0.05) near(between(a, b, u).y * 4, between(a, b, u).x, 1e-9);
});

test("easing begins and ends at rest, never goes back, and is never more than a fifth faster than steady", () => {
  assert.equal(eased(0), 0);
  assert.equal(eased(1), 1);
  near(eased(0.001), 0, 1e-5);
  near(eased(0.999), 1, 1e-5);
  for (let u = 0; u < 1; u += 0.01) assert.ok(eased(u + 0.01) > eased(u));
  for (let u = 0; u < 1; u += 0.01) assert.ok(eased(u + 0.01) - eased(u) <= 0.012 + 1e-9, "a fifth faster than on the whole");
});

test("what reaches to one side of a stay is seen whole, not only half of it", () => {
  const bound = { x: 100000, y: 90000, box: [100000, 90000, 106000, 90000] };
  const next = { x: 108000, y: 90000, box: [108000, 90000, 108000, 90000] };
  const camera = makeCamera([bound, next], [null, null], DESK);
  assertSeen(bound.box, camera.holds[0], DESK, "a way never gone");
});

test("across ±180° the camera takes the short way", () => {
  const camera = makeCamera(world.spots, world.approaches, DESK);
  const [from, to] = [camera.holds[8], camera.holds[9]];
  assert.equal(data.stays[8].id, "vladivostok-1920");
  near(to.x - from.x, worldX(23758000) - worldX(13189000), WORLD / 50);
});

test("a journey of one stay, and one whose stays are all at one place, stand still and close enough", () => {
  for (const count of [1, 4]) {
    const spots = Array.from({ length: count }, () => ({ x: 130000, y: 90000, box: [130000, 90000, 130000, 90000] }));
    const camera = makeCamera(spots, spots.map(() => null), DESK);
    for (let i = 0; i < count; i++) assert.deepEqual(camera.at({ phase: "hold", stay: i, u: 0.5 }), camera.holds[0]);
    assert.ok(camera.holds[0].zoom > 5 && Number.isFinite(camera.overview.zoom));
    assertSeen(spots[0].box, camera.overview, DESK, "the only spot");
  }
});

test("without any stay there is an overview", () => {
  const camera = makeCamera([], [], DESK);
  for (const phase of ["overview", "end"]) assert.ok(Number.isFinite(camera.at({ phase, stay: -1, u: 0 }).zoom));
});

test("stays one after the other at one place are looked at from one height, however large a halo is", () => {
  const at = (x, y, halo = 0) => ({ x, y, box: [x - halo, y - halo, x + halo, y + halo] });
  const spots = [at(130000, 80000), at(150000, 76000), at(150000, 76000, 60), at(150000, 76000), at(151500, 77000)];
  const { holds } = makeCamera(spots, spots.map(() => null), DESK);
  assert.deepEqual([holds[2].zoom, holds[3].zoom], [holds[1].zoom, holds[1].zoom]);
  assert.ok(holds[1].zoom > holds[0].zoom);
});

test("on a narrow screen the overview leaves out what lies apart, together, and nothing where all lie alike", () => {
  const at = (x, y) => ({ x, y, box: [x, y, x, y] });
  const near = Array.from({ length: 16 }, (_, i) => at(150000 + 1500 * i, 80000 + 300 * i));
  const far = [at(60000, 90000), at(58000, 92000), at(61000, 91000)];
  const overview = (spots, view) => makeCamera(spots, spots.map(() => null), view).overview;
  assert.deepEqual(overview([...near, ...far], PHONE), overview(near, PHONE));
  assert.ok(overview([...near, ...far], DESK).zoom < overview(near, DESK).zoom);
  assertSeen([150000, 80000, 172500, 84500], overview(near, PHONE), PHONE, "an even journey");
  const many = Array.from({ length: 8 }, (_, i) => at(60000 + i, 90000));
  assertSeen([60000, 80000, 172500, 90000], overview([...near, ...many], PHONE), PHONE, "a third of the stays");
});

test("the camera has drawn back to a passage before he has gone far, and stays there", () => {
  const passage = { x: 105000, y: 82000, box: [60000, 80000, 150000, 84000] };
  const spots = [{ x: 151000, y: 81000, box: [151000, 81000, 151000, 81000] }, { x: 150000, y: 80000, box: [150000, 80000, 150000, 80000] }, passage];
  for (const [name, view] of VIEWS) {
    const camera = makeCamera(spots, [null, null, passage.box], view);
    for (const u of [0.4, 0.7, 1]) assert.deepEqual(camera.at({ phase: "approach", stay: 2, u }), camera.holds[2], name);
  }
});

test("to a passage looked at from a little farther off the camera comes before he has gone half of it", () => {
  const passage = { x: 150000, y: 80000, box: [130000, 80000, 170000, 84000] };
  const before = { x: 170000, y: 84000, box: [136000, 81000, 170000, 84000] };
  for (const [name, view] of VIEWS) {
    const camera = makeCamera([before, passage], [null, passage.box], view);
    const away = camera.holds[0].zoom - camera.holds[1].zoom;
    assert.ok(away > 0.2 && away < 1, `${name}: ${away}`);
    assert.deepEqual(camera.at({ phase: "approach", stay: 1, u: 0.5 }), camera.holds[1], name);
  }
});

test("the camera comes to a stay that is elsewhere, and not to the next at one spot", () => {
  const at = (x, y) => ({ x, y, box: [x, y, x, y] });
  const spots = [at(150000, 80000), at(150900, 80400), at(150900, 80400), at(60000, 90000)];
  const approaches = [null, [150000, 80000, 150900, 80400], null, [60000, 80400, 150900, 90000]];
  for (const [name, view] of VIEWS) {
    const camera = makeCamera(spots, approaches, view);
    assert.deepEqual(spots.map((_, i) => camera.comes(i)), [true, true, false, true], name);
  }
});

for (const [what, box] of [
  ["as wide as the view and lower", [0, 0, 9000, 8000]],
  ["as high as the view and narrower", [0, 0, 8000, 9600]],
]) {
  test(`what is ${what} is moved out from under the buttons in the corner`, () => {
    const view = { ...PHONE, cornerLeft: 334, cornerRight: 390, cornerBottom: 104 };
    const camera = fit(box, view, 9);
    assertSeen(box, camera, view, what);
    const right = (box[2] - camera.x) * scaleOf(camera.zoom) + view.width / 2;
    const top = (box[1] - camera.y) * scaleOf(camera.zoom) + view.height / 2;
    assert.ok(right < view.cornerLeft || top > view.cornerBottom, `${right}, ${top}`);
    const plain = fit(box, PHONE, 9);
    const before = [(box[2] - plain.x) * scaleOf(plain.zoom) + view.width / 2, (box[1] - plain.y) * scaleOf(plain.zoom) + view.height / 2];
    assert.ok(before[0] > view.cornerLeft && before[1] < view.cornerBottom, "it would have lain there");
    assert.equal(camera.zoom, plain.zoom);
  });
}

test("the overview is not moved for the buttons: at its corners there is nothing", () => {
  const spots = [{ x: 4500, y: 4000, box: [0, 0, 9000, 8000] }];
  const beside = makeCamera(spots, [null], { ...PHONE, cornerLeft: 334, cornerRight: 390, cornerBottom: 104 });
  const without = makeCamera(spots, [null], PHONE);
  assert.deepEqual(beside.overview, without.overview);
  assert.notDeepEqual(beside.holds, without.holds);
});
