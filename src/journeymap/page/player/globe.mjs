// The globe in the corner: where on earth the map is, and the journey so far.

import { latitude, longitude } from "./mercator.mjs";
import { circle, fillIn, stroke } from "./pen.mjs";
import { traceWay } from "./ways.mjs";
import { drawnShare } from "./trail.mjs";
import { eraColour } from "./theme.mjs";

const COARSE = 450; // world units between two points of a coast, about 60 km
const LEAST = 700; // islands smaller than this are left out
const RIM = 4; // pixels
const RADIANS = Math.PI / 180;

/**
 * An orthographic globe, drawn anew when it has turned or something has been gone.
 * @param {Float64Array[]} rings of the land, in world units
 * @param {{data: any, world: any, clock: any}} scene
 */
export function makeGlobe(rings, { data, world, clock }) {
  const coasts = rings.map(thinned).filter((ring) => ring.length >= 12).map(vectors);
  const ways = world.ways.map((way) => vectors(pathOf(way)));
  const image = document.createElement("canvas");
  let drawnFor = "";

  /**
   * @param {CanvasRenderingContext2D} ctx in pixels
   * @param {{x: number, y: number, r: number}} at
   * @param {object} of
   * @param {number} of.t
   * @param {{x: number, y: number}} of.middle what it is turned to, in world units
   * @param {boolean} of.isThere whether he is there
   * @param {number} of.ratio device pixels per pixel
   * @param {import("./theme.mjs").Theme} of.theme
   */
  function draw(ctx, { x, y, r }, { t, middle, isThere, ratio, theme }) {
    const [lon, lat] = [Math.round(longitude(middle.x)), Math.round(latitude(middle.y))];
    const shares = data.legs.map((leg, j) => (leg.kind === "unreached" ? 0 : drawnShare(clock.legShare(j, t))));
    const key = [lon, lat, isThere, ratio, theme.land, ...shares.map((share) => Math.round(share * 12))].join();
    if (key !== drawnFor) {
      image.width = image.height = Math.round(2 * (r + RIM) * ratio);
      paint(image.getContext("2d"), r, ratio, turned(lon, lat), isThere, shares, theme);
      drawnFor = key;
    }
    ctx.drawImage(image, x - r - RIM, y - r - RIM, 2 * (r + RIM), 2 * (r + RIM));
  }

  function paint(ctx, r, ratio, turn, isThere, shares, theme) {
    ctx.setTransform(ratio * r, 0, 0, ratio * r, ratio * (r + RIM), ratio * (r + RIM));
    circle(ctx, 0, 0, 1 + (RIM - 0.5) / r);
    fillIn(ctx, theme.casing);
    circle(ctx, 0, 0, 1);
    fillIn(ctx, theme.sea);
    ctx.save();
    ctx.clip();
    ctx.fillStyle = theme.land;
    ctx.strokeStyle = theme.coast;
    ctx.lineWidth = 0.75 / r;
    ctx.beginPath();
    for (const coast of coasts) traceCoast(ctx, coast, turn);
    ctx.fill("evenodd");
    ctx.stroke();
    ctx.lineJoin = "round";
    ways.forEach((way, j) => {
      if (shares[j] <= 0) return;
      ctx.strokeStyle = eraColour(theme, data.eras[data.legs[j].era][2]);
      ctx.lineWidth = 1.6 / r;
      ctx.beginPath();
      traceSeen(ctx, way, turn, shares[j]);
      ctx.stroke();
    });
    ctx.restore();
    circle(ctx, 0, 0, 1);
    stroke(ctx, theme.coast, 1.25 / r);
    if (!isThere) return;
    circle(ctx, 0, 0, 3.5 / r);
    fillIn(ctx, theme.ink);
    stroke(ctx, theme.casing, 1.25 / r);
  }

  return { draw };
}

function thinned(ring) {
  const kept = [];
  let [x, y] = [Infinity, Infinity];
  let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    west = Math.min(west, ring[i]);
    east = Math.max(east, ring[i]);
    north = Math.min(north, ring[i + 1]);
    south = Math.max(south, ring[i + 1]);
    if (Math.abs(ring[i] - x) + Math.abs(ring[i + 1] - y) < COARSE) continue;
    kept.push((x = ring[i]), (y = ring[i + 1]));
  }
  return Math.max(east - west, south - north) < LEAST ? [] : kept;
}

function pathOf(way) {
  const points = [];
  traceWay({ moveTo: (x, y) => points.push(x, y), lineTo: (x, y) => points.push(x, y) }, way, 1);
  return points;
}

/** Points of the world as unit vectors: east of the meridian, north, towards 0° 0°. */
function vectors(points) {
  const out = new Float32Array((points.length / 2) * 3);
  for (let i = 0; i < points.length; i += 2) {
    const [lon, lat] = [longitude(points[i]) * RADIANS, latitude(points[i + 1]) * RADIANS];
    out.set([Math.cos(lat) * Math.sin(lon), Math.sin(lat), Math.cos(lat) * Math.cos(lon)], (i / 2) * 3);
  }
  return out;
}

/** How a vector lies on the disc when a point of the earth is turned to its middle. */
function turned(lon, lat) {
  const [sin, cos, s, c] = [Math.sin(lon * RADIANS), Math.cos(lon * RADIANS), Math.sin(lat * RADIANS), Math.cos(lat * RADIANS)];
  return (v, i) => {
    const across = v[i] * cos - v[i + 2] * sin;
    const forward = v[i] * sin + v[i + 2] * cos;
    return [across, -(v[i + 1] * c - forward * s), v[i + 1] * s + forward * c];
  };
}

/** A coast; where it goes behind the horizon it is closed along it, the shorter way round. */
function traceCoast(ctx, v, turn) {
  const count = v.length / 3;
  let first = 0;
  while (first < count && turn(v, 3 * first)[2] < 0) first++;
  if (first === count) return;
  let left = null;
  for (let k = 0; k <= count; k++) {
    const [x, y, near] = turn(v, 3 * ((first + k) % count));
    if (near < 0) {
      left ??= Math.atan2(y, x);
      continue;
    }
    if (left !== null) {
      const back = Math.atan2(y, x);
      ctx.arc(0, 0, 1, left, back, (back - left + 4 * Math.PI) % (2 * Math.PI) > Math.PI);
      left = null;
    }
    if (k) ctx.lineTo(x, y);
    else ctx.moveTo(x, y);
  }
  ctx.closePath();
}

/** A way's first share, where it lies on the near side. */
function traceSeen(ctx, v, turn, share) {
  const last = Math.ceil((v.length / 3 - 1) * share) * 3;
  let seen = false;
  for (let i = 0; i <= last; i += 3) {
    const [x, y, near] = turn(v, i);
    if (near < 0) seen = false;
    else if (seen) ctx.lineTo(x, y);
    else ctx.moveTo(x, y);
    seen = near >= 0;
  }
}
