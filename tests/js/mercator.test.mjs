import assert from "node:assert/strict";
import { test } from "node:test";
import { WORLD, kmPerPixel, latitude, longitude, scaleOf, worldX, worldY } from "../../src/journeymap/page/player/mercator.mjs";
import { near } from "./scene.mjs";

test("the world is 262,144 units wide: a pixel at zoom 10", () => {
  assert.equal(WORLD, 262144);
  assert.equal(scaleOf(10), 1);
  assert.equal(scaleOf(9), 0.5);
  near(scaleOf(3.5), 2 ** -6.5);
});

test("Greenwich and the equator are in the middle, the edges at 180° and about 85°", () => {
  assert.equal(worldX(0), WORLD / 2);
  near(worldY(0), WORLD / 2);
  assert.equal(worldX(-18000000), 0);
  assert.equal(worldX(18000000), WORLD);
  near(worldY(8505113), worldY(8500000), 1e-9);
  assert.ok(worldY(8500000) > 0 && worldY(8500000) < WORLD / 200);
});

test("a longitude may pass ±180°", () => {
  near(worldX(19000000) - worldX(-17000000), WORLD);
  near(worldX(-19000000) - worldX(17000000), -WORLD);
});

test("the poles are drawn at 85°, and are finite", () => {
  for (const lat of [9000000, -9000000]) assert.ok(Number.isFinite(worldY(lat)));
  assert.equal(worldY(9000000), worldY(8500000));
});

test("degrees come back from world units", () => {
  for (let lon = -18000000; lon <= 18000000; lon += 777777) near(longitude(worldX(lon)), lon / 1e5, 1e-9);
  for (let lat = -8500000; lat <= 8500000; lat += 333333) near(latitude(worldY(lat)), lat / 1e5, 1e-9);
});

test("north is up: y grows southward", () => {
  assert.ok(worldY(6000000) < worldY(5000000));
});

test("a pixel shows fewer kilometres nearer the poles and at higher zooms", () => {
  near(kmPerPixel(WORLD / 2, 0), 40030.2 / 256, 1e-6);
  near(kmPerPixel(worldY(6000000), 5) / kmPerPixel(worldY(0), 5), 0.5, 1e-9);
  near(kmPerPixel(worldY(0), 6) * 2, kmPerPixel(worldY(0), 5), 1e-9);
});
