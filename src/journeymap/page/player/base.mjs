// The built-in map: land, lakes and rivers as paths, as fine as the zoom can show.
//
// Far out the world is one path, of land that comes thinned. Closer in it is cut into cells,
// made when they are first seen: a frame costs what it shows and not what the world holds.

import { boxOf, meets } from "./camera.mjs";
import { clipRing } from "./clip.mjs";
import { decode } from "./deltas.mjs";
import { WORLD, latitude, scaleOf, worldY } from "./mercator.mjs";

// Up to which zoom each set serves, how wide its cells are in world units, and what it shows.
const ALL = ["land", "lakes", "rivers"];
const BANDS = [
  { limit: 2.9, cell: 0, layers: ["far"] },
  { limit: 3.6, cell: 0, layers: ["land", "lakes"] },
  { limit: 4.4, cell: 0, layers: ALL },
  { limit: 5.6, cell: WORLD / 16, layers: ALL },
  { limit: 6.8, cell: WORLD / 32, layers: ALL },
  { limit: 8, cell: WORLD / 64, layers: ALL },
  { limit: Infinity, cell: WORLD / 128, layers: ALL },
];
const ARCTIC_CIRCLE = 6656400;

/**
 * @typedef {{points: Int32Array, box: import("./camera.mjs").Box}} Shape
 * @typedef {{fill: Path2D, shore: Path2D}} Layer
 * @typedef {{far?: Layer, land?: Layer, lakes?: Layer, rivers?: Layer}} Cell
 */

/**
 * @param {{land: string, lakes: string, rivers: string, far: string}} basemap
 */
export function makeBase(basemap) {
  const decoded = new Map();
  const thinned = new Map();
  const cells = new Map();

  /** A layer's shapes, read when they are first needed: far out only the land is. */
  function whole(name) {
    if (!decoded.has(name)) decoded.set(name, shapes(basemap[name]));
    return decoded.get(name);
  }

  function thinnedFor(band) {
    if (!thinned.has(band)) {
      const { limit, layers } = BANDS[band];
      const tolerance = limit === Infinity ? 0 : 1 / scaleOf(limit);
      const thinnedLayer = (name) => whole(name).flatMap((shape) => thin(shape, tolerance, name !== "rivers"));
      const made = layers.map((name) => [name, name === "far" ? whole("far") : thinnedLayer(name)]);
      thinned.set(band, Object.fromEntries(made));
    }
    return thinned.get(band);
  }

  function cellAt(band, column, row) {
    const key = `${band} ${column} ${row}`;
    if (!cells.has(key)) cells.set(key, makeCell(thinnedFor(band), BANDS[band].cell, column, row));
    return cells.get(key);
  }

  /** The cells of the zoom's band that a box meets. */
  function cellsIn(box, zoom) {
    const band = BANDS.findIndex(({ limit }) => zoom <= limit);
    const size = BANDS[band].cell;
    if (!size) return [cellAt(band, 0, 0)];
    const found = [];
    const count = WORLD / size;
    const index = (value) => Math.max(0, Math.min(count - 1, Math.floor(value / size)));
    for (let row = index(box[1]); row <= index(box[3]); row++) {
      for (let column = index(box[0]); column <= index(box[2]); column++) found.push(cellAt(band, column, row));
    }
    return found;
  }

  /**
   * Draw the map into a context whose transform is the camera's; `box` is what it shows.
   * @param {CanvasRenderingContext2D} ctx
   * @param {import("./camera.mjs").Box} box
   * @param {number} zoom
   * @param {import("./theme.mjs").Theme} theme
   */
  function draw(ctx, box, zoom, theme) {
    const paint = painter(ctx, box, zoom);
    paint("far", theme.land, null, 0);
    paint("land", theme.land, null, 0);
    graticule(ctx, box, zoom, theme);
    paint("rivers", null, theme.river, Math.min(1.4, 0.25 * (zoom - 2)));
    paint("far", null, theme.coast, 0.8);
    paint("land", null, theme.coast, 0.8);
    drawLakes(ctx, box, zoom, theme);
  }

  /** The lakes alone, over what has been laid on the land. */
  function drawLakes(ctx, box, zoom, theme) {
    painter(ctx, box, zoom)("lakes", theme.sea, theme.coast, 0.6);
  }

  function painter(ctx, box, zoom) {
    const shown = cellsIn(box, zoom);
    const pixel = 1 / scaleOf(zoom);
    ctx.lineJoin = "round";
    ctx.lineCap = "butt";
    return (layer, fill, stroke, width) => {
      ctx.fillStyle = fill;
      ctx.strokeStyle = stroke;
      ctx.lineWidth = width * pixel;
      for (const cell of shown) {
        if (fill && cell[layer]) ctx.fill(cell[layer].fill, "evenodd");
        if (stroke && cell[layer]) ctx.stroke(cell[layer].shore);
      }
    };
  }

  /**
   * Make the next of what will be needed, so that no frame has to wait for it.
   * @returns {boolean} whether there is more to make
   */
  function prepare() {
    const band = BANDS.findIndex((_, i) => !thinned.has(i));
    if (band < 0) return false;
    thinnedFor(band);
    if (!BANDS[band].cell) cellAt(band, 0, 0);
    return true;
  }

  return { draw, drawLakes, prepare, far: () => whole("far").map((shape) => shape.points) };
}

/** @returns {Shape[]} */
function shapes(text) {
  return decode(text).map((points) => ({ points, box: boxOf(points) }));
}

/** The shape without the points nearer than the tolerance to the one before; none if tiny. */
function thin({ points, box }, tolerance, closed) {
  if (Math.max(box[2] - box[0], box[3] - box[1]) < 2 * tolerance) return [];
  if (!tolerance) return [{ points, box }];
  const kept = new Int32Array(points.length);
  let count = 0;
  let x = Infinity;
  let y = Infinity;
  const last = points.length - 2;
  for (let i = 0; i <= last; i += 2) {
    const nextX = points[i];
    const nextY = points[i + 1];
    if (i < last && Math.abs(nextX - x) < tolerance && Math.abs(nextY - y) < tolerance) continue;
    x = kept[count++] = nextX;
    y = kept[count++] = nextY;
  }
  return closed && count < 6 ? [] : [{ points: kept.subarray(0, count), box }];
}

/** @returns {Cell} */
function makeCell(layers, size, column, row) {
  // The cells overlap a little, so that no hair of sea shows between them.
  const margin = size / 64;
  const bounds = size
    ? [column * size - margin, row * size - margin, (column + 1) * size + margin, (row + 1) * size + margin]
    : [0, -Infinity, WORLD, Infinity];
  const made = Object.entries(layers).map(([name, all]) => {
    const layer = { fill: new Path2D(), shore: new Path2D() };
    for (const shape of all) {
      if (!meets(shape.box, bounds)) continue;
      if (name === "rivers") traceLine(layer.shore, shape.points);
      else traceRing(layer, size ? clipRing(shape.points, bounds) : shape.points, bounds);
    }
    return [name, layer];
  });
  return Object.fromEntries(made);
}

/** A ring as a path to fill, and without the edges where it was cut as one to stroke. */
function traceRing({ fill, shore }, points, [west, north, east, south]) {
  if (points.length < 6) return;
  let x = points[points.length - 2];
  let y = points[points.length - 1];
  fill.moveTo(x, y);
  shore.moveTo(x, y);
  for (let i = 0; i < points.length; i += 2) {
    const nextX = points[i];
    const nextY = points[i + 1];
    const isCut = (nextX === x && (x === west || x === east || x === 0 || x === WORLD)) || (nextY === y && (y === north || y === south));
    fill.lineTo(nextX, nextY);
    if (isCut) shore.moveTo(nextX, nextY);
    else shore.lineTo(nextX, nextY);
    x = nextX;
    y = nextY;
  }
}

function traceLine(path, points) {
  path.moveTo(points[0], points[1]);
  for (let i = 2; i < points.length; i += 2) path.lineTo(points[i], points[i + 1]);
}

/** Meridians and parallels, wider apart the farther the camera; the Arctic Circle dashed. */
function graticule(ctx, box, zoom, theme) {
  const every = zoom < 3.5 ? 30 : zoom < 5 ? 10 : zoom < 7 ? 5 : 1;
  const pixel = 1 / scaleOf(zoom);
  ctx.strokeStyle = theme.grid;
  ctx.lineWidth = 0.6 * pixel;
  ctx.beginPath();
  const unit = (WORLD / 360) * every;
  for (let x = Math.ceil(box[0] / unit) * unit; x <= box[2]; x += unit) segment(ctx, x, box[1], x, box[3]);
  const [south, north] = [latitude(box[3]), latitude(box[1])];
  for (let lat = Math.ceil(south / every) * every; lat <= north; lat += every) {
    const y = worldY(lat * 100000);
    segment(ctx, box[0], y, box[2], y);
  }
  ctx.stroke();
  ctx.setLineDash([6 * pixel, 4 * pixel]);
  ctx.beginPath();
  segment(ctx, box[0], worldY(ARCTIC_CIRCLE), box[2], worldY(ARCTIC_CIRCLE));
  ctx.stroke();
  ctx.setLineDash([]);
}

function segment(ctx, x0, y0, x1, y1) {
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
}
