// The map on the screen: a canvas over a Leaflet map, drawn from a moment and a camera.
//
// Leaflet keeps the view, its gestures and whatever layers a page adds; the built-in map, the
// trail, marks and names are ours, painted from the ground up on the one canvas.

import { makeBase } from "./base.mjs";
import { makeBearings } from "./bearings.mjs";
import { makeCorners } from "./corners.mjs";
import { drawDiscs } from "./discs.mjs";
import { el } from "./dom.mjs";
import { makeGlobe } from "./globe.mjs";
import { makeGround } from "./ground.mjs";
import { makeInk } from "./ink.mjs";
import { makeLabels } from "./labels.mjs";
import { drawHead, drawMarks, markAt, placeMarks, togetherWith } from "./marks.mjs";
import { PER_DEGREE, latitude, longitude, worldX, worldY } from "./mercator.mjs";
import { namedAt } from "./naming.mjs";
import { drawCounts, drawParted, partedWays } from "./parted.mjs";
import { makeProjection } from "./projection.mjs";
import { eraColour } from "./theme.mjs";
import { drawAreas, drawTrail, headAt } from "./trail.mjs";

const MIN_ZOOM = 1;
const MAX_ZOOM = 12;
const NARROW = 700; // pixels
const NAMES_ON_PHONE = 14;
const NAMES = 30;

/**
 * @param {any} map a Leaflet map
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.world
 * @param {any} of.clock
 * @param {Array<{place: string, today: string, rank: number}>} of.names by stay
 * @param {any} of.wording
 * @param {(camera: import("./camera.mjs").Camera) => void} of.onMove the reader has moved the map
 * @param {(marks: import("./marks.mjs").Placed[], mark: import("./marks.mjs").Placed) => void} of.onChoose the reader
 *   has chosen a mark, and what falls together with it
 */
export function makeStage(map, { data, world, clock, names, wording, onMove, onChoose }) {
  const container = map.getContainer();
  const canvas = el("canvas", { class: "j-canvas", "aria-hidden": "true" });
  map.setMinZoom(MIN_ZOOM);
  map.setMaxZoom(MAX_ZOOM);
  let hasTiles = false;
  map.eachLayer(() => {
    hasTiles = true;
  });
  const ctx = canvas.getContext("2d", { alpha: hasTiles });
  const base = hasTiles ? null : makeBase(data.basemap);
  const ground = makeGround(base);
  const ink = makeInk();
  const labels = makeLabels();
  const bearings = hasTiles ? null : makeBearings(data, clock, labels.widthOf);
  const scene = { data, world, clock };
  const corners = makeCorners({ ...scene, names, wording });
  const parted = partedWays(data);
  let globe = null;
  let placed = [];
  let ratio = 1;
  let flying = false;
  /** The camera that Leaflet's view was last taken to; null once it may be elsewhere. */
  let viewed = null;
  /** Whether Leaflet moves because we have told it to. */
  let own = false;

  const listeners = {
    move: () => {
      if (own) return;
      viewed = null;
      onMove(view());
    },
    click: (event) => {
      const mark = markAt(placed, event.containerPoint.x, event.containerPoint.y);
      if (mark) onChoose(togetherWith(mark, placed), mark);
    },
    mousemove: (event) => {
      container.style.cursor = markAt(placed, event.containerPoint.x, event.containerPoint.y) ? "pointer" : "";
    },
  };

  /** The size of the view in pixels; the canvas follows it. */
  function measure() {
    const [width, height] = [container.clientWidth, container.clientHeight];
    ratio = Math.min(2, window.devicePixelRatio || 1);
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    const known = map.getSize();
    if (known.x !== width || known.y !== height) {
      moveMap(() => map.invalidateSize({ animate: false, pan: false }));
      viewed = null;
    }
    return { width, height };
  }

  function moveMap(move) {
    own = true;
    move();
    own = false;
  }

  /** Take Leaflet's view to a camera, as its own flyTo does frame by frame. */
  function setView(camera) {
    if (viewed && viewed.x === camera.x && viewed.y === camera.y && viewed.zoom === camera.zoom) return;
    viewed = camera;
    moveMap(() => {
      if (!flying) map._moveStart(true, false);
      map._move(window.L.latLng(latitude(camera.y), longitude(camera.x)), camera.zoom);
    });
    flying = true;
  }

  /** Tell Leaflet that the flight is over, so that layers below load what they show. */
  function land() {
    if (flying) moveMap(() => map._moveEnd(true));
    flying = false;
  }

  /** @returns {import("./camera.mjs").Camera} where Leaflet's view is */
  function view() {
    const { lat, lng } = map.getCenter();
    return { x: worldX(lng * PER_DEGREE), y: worldY(lat * PER_DEGREE), zoom: map.getZoom() };
  }

  /** A camera so much nearer or farther, as far as the map goes. */
  function zoomed(camera, by) {
    return { ...camera, zoom: Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, camera.zoom + by)) };
  }

  /**
   * @param {number} t
   * @param {import("./camera.mjs").Camera} camera
   * @param {import("./camera.mjs").View} frame what of the view is covered
   * @param {import("./theme.mjs").Theme} theme
   * @param {{sans: string, serif: string}} fonts
   * @param {{isAtRest: boolean, isFlying: boolean, appear: number}} motion whether the map rests or the journey
   *   moves it, and how much of what came when it landed is to be seen
   */
  function draw(t, camera, frame, theme, { sans: font, serif }, motion) {
    const projection = makeProjection(camera, { width: frame.width, height: frame.height, ratio });
    const { scale, project } = projection;
    const { zoom } = camera;
    const within = [frame.left + 4, frame.top + 4, frame.width - frame.right - 4, frame.height - frame.bottom - 4];
    ground.draw(ctx, projection, theme);
    drawAreas(ctx, scene, t, projection, theme, base);
    projection.inWorld(ctx, (_, seen) => drawTrail(ctx, scene, t, zoom, theme, seen), world.beside);
    if (parted.length) projection.inWorld(ctx, () => drawParted(ctx, parted, { clock, t, zoom, theme }), 1);
    placed = placeMarks(scene, t, projection);
    const taken = corners.draw(ctx, t, projection, { frame, globe, theme, font });
    taken.push(...drawDiscs(ctx, { ...scene, t, scale, project, placed, within, taken, font, theme }));
    taken.push(...drawCounts(ctx, parted, { clock, t, scale, project, font, theme }));
    taken.push(...drawMarks(ctx, placed, data, theme, font));
    const most = projection.width < NARROW ? NAMES_ON_PHONE : NAMES;
    ink.lay(scene, t, projection);
    const room = { within, zoom, font, theme, ...motion, isUnder: ink.isUnder };
    const busy = labels.draw(ctx, { ...room, ...namedAt(scene, placed, t, projection), names, taken, most });
    bearings?.draw(ctx, { ...room, t, project, busy, serif });
    corners.drawPlan(ctx, t, projection, { frame, theme, font });
    const head = headAt(scene, t, 1 / scale);
    if (!head) return;
    for (const [x, y] of project(head.x, head.y)) drawHead(ctx, x, y, head.dx, head.dy, eraColour(theme, data.eras[head.era][2]), theme);
  }

  /** Make the next of what will be needed while nothing else is to be done. */
  function prepare() {
    if (!base) return false;
    if (base.prepare()) return true;
    globe ??= makeGlobe(base.far(), scene);
    return false;
  }

  function destroy() {
    map.off(listeners);
    canvas.remove();
  }

  container.append(canvas);
  map.on(listeners);
  return { measure, setView, land, zoomed, draw, destroy, prepare };
}
