// The map on the screen: two canvases over a Leaflet map, drawn from a moment and a camera.
//
// Leaflet keeps the view, its gestures and whatever layers a page adds; the built-in map, the
// trail, marks and names are ours. One canvas holds the ground and is drawn again only when
// the camera has moved, the other holds what changes with time.

import { makeBase } from "./base.mjs";
import { makeBearings } from "./bearings.mjs";
import { WITH_GLOBE } from "./layout.mjs";
import { closeGroups, drawPlan } from "./plan.mjs";
import { drawDiscs } from "./discs.mjs";
import { drawEdges, drawScale } from "./furniture.mjs";
import { makeGlobe } from "./globe.mjs";
import { makeLabels } from "./labels.mjs";
import { drawHead, drawMarks, markAt, placeMarks } from "./marks.mjs";
import { PER_DEGREE, WORLD, latitude, longitude, scaleOf, worldX, worldY } from "./mercator.mjs";
import { drawCounts, drawParted, partedWays } from "./parted.mjs";
import { eraColour } from "./theme.mjs";
import { drawTrail, headAt } from "./trail.mjs";
import { passes } from "./ways.mjs";
import { el } from "./dom.mjs";

const MIN_ZOOM = 1;
const MAX_ZOOM = 12;
const NAMES_ON_PHONE = 14;
const NAMES = 30;
const AREA_NAMES_FROM = 4.5;
const LINE_REACH = 260; // pixels
const LINE_STEP = 5;
const GLOBE_RADIUS = 56;
const PLAN = { width: 224, height: 164, low: 130, roomy: 420, rises: 34, clear: 24 };
const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Noto Serif", serif';

/**
 * @param {any} map a Leaflet map
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.world
 * @param {any} of.clock
 * @param {Array<{place: string, today: string, rank: number}>} of.names by stay
 * @param {any} of.wording
 * @param {(camera: import("./camera.mjs").Camera) => void} of.onMove the reader has moved the map
 * @param {(mark: number) => void} of.onChoose the reader has chosen a mark
 */
export function makeStage(map, { data, world, clock, names, wording, onMove, onChoose }) {
  const container = map.getContainer();
  const ground = el("canvas", { class: "j-canvas", "aria-hidden": "true" });
  const above = el("canvas", { class: "j-canvas", "aria-hidden": "true" });
  container.append(ground, above);
  map.setMinZoom(MIN_ZOOM);
  map.setMaxZoom(MAX_ZOOM);
  let hasTiles = false;
  map.eachLayer(() => {
    hasTiles = true;
  });
  const base = hasTiles ? null : makeBase(data.basemap);
  const labels = makeLabels();
  const bearings = hasTiles ? null : makeBearings(data, clock, labels.widthOf);
  const groups = closeGroups(world.marks);
  const parted = partedWays(data);
  let globe = null;
  let placed = [];
  let drawn = null;
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
      if (mark) onChoose(mark.index);
    },
    mousemove: (event) => {
      container.style.cursor = markAt(placed, event.containerPoint.x, event.containerPoint.y) ? "pointer" : "";
    },
  };
  map.on(listeners);

  /** The size of the view in pixels; the canvases follow it. */
  function measure() {
    const [width, height] = [container.clientWidth, container.clientHeight];
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    for (const canvas of [ground, above]) {
      if (canvas.width === Math.round(width * ratio) && canvas.height === Math.round(height * ratio)) continue;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      drawn = null;
    }
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
   * Runs a painter once for every copy of the world in view, its transform the camera's, and
   * for as many copies beside it as what is painted may reach over.
   */
  function inWorld(ctx, camera, paint, beside = 0) {
    const ratio = above.width / Math.max(1, container.clientWidth);
    const scale = scaleOf(camera.zoom);
    const [halfWide, halfHigh] = [container.clientWidth / 2 / scale, container.clientHeight / 2 / scale];
    const [west, east] = [camera.x - halfWide, camera.x + halfWide];
    for (let turn = Math.floor(west / WORLD) - beside; turn <= Math.floor(east / WORLD) + beside; turn++) {
      const shift = turn * WORLD;
      ctx.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * scale * (shift - west), ratio * scale * (halfHigh - camera.y));
      const seen = [west - shift, camera.y - halfHigh, east - shift, camera.y + halfHigh];
      paint([Math.max(0, seen[0]), seen[1], Math.min(WORLD, seen[2]), seen[3]], seen);
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  function drawGround(camera, theme) {
    const ctx = ground.getContext("2d", { alpha: hasTiles });
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    if (!base) return ctx.clearRect(0, 0, ground.width, ground.height);
    ctx.fillStyle = theme.sea;
    ctx.fillRect(0, 0, ground.width, ground.height);
    inWorld(ctx, camera, (box) => base.draw(ctx, box, camera.zoom, theme));
  }

  /**
   * @param {number} t
   * @param {import("./camera.mjs").Camera} camera
   * @param {import("./camera.mjs").View} frame what of the view is covered
   * @param {import("./theme.mjs").Theme} theme
   * @param {string} font
   * @param {boolean} isAtRest whether nothing moves, neither time nor the map
   */
  function draw(t, camera, frame, theme, font, isAtRest) {
    const same = drawn && drawn.x === camera.x && drawn.y === camera.y && drawn.zoom === camera.zoom && drawn.theme === theme;
    if (!same) drawGround(camera, theme);
    drawn = { ...camera, theme };
    const ctx = above.getContext("2d");
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, above.width, above.height);
    const scene = { data, world, clock };
    inWorld(ctx, camera, (_, seen) => drawTrail(ctx, scene, t, camera.zoom, theme, seen), world.beside);
    if (parted.length) inWorld(ctx, camera, () => drawParted(ctx, parted, { clock, t, zoom: camera.zoom, theme }), 1);
    const project = projection(camera);
    placed = placeMarks(scene, t, project);
    const within = [frame.left + 4, frame.top + 4, frame.width - frame.right - 4, frame.height - frame.bottom - 4];
    const taken = drawFurniture(ctx, t, camera, frame, theme, font);
    taken.push(...drawDiscs(ctx, { ...scene, t, scale: scaleOf(camera.zoom), project, placed, within, font, theme }));
    taken.push(...drawCounts(ctx, parted, { clock, t, scale: scaleOf(camera.zoom), project, font, theme }));
    drawMarks(ctx, placed, data, theme, font);
    drawNames(ctx, { t, zoom: camera.zoom, project, taken, within, font, theme, isAtRest });
    const plan = planRect(t, camera, frame);
    if (plan) drawPlan(ctx, plan, { group: groupAt(t), world, data, stay: clock.at(t).stay, t, clock, names, wording, font, theme });
    const head = headAt(scene, t);
    if (head) {
      for (const [x, y] of project(head.x, head.y)) drawHead(ctx, x, y, head.dx, head.dy, eraColour(theme, data.eras[head.era][2]), theme);
    }
  }

  /** Scale, globe, plan and arrows: where they stand nothing else may. */
  function drawFurniture(ctx, t, camera, frame, theme, font) {
    const [right, bottom] = [frame.width - 16, frame.height - frame.bottom - 16];
    const hasGlobe = globe && frame.width >= WITH_GLOBE && frame.right < 200 && bottom > 420;
    const taken = [];
    if (hasGlobe) {
      const r = GLOBE_RADIUS;
      const place = traveller(t);
      const scale = scaleOf(camera.zoom);
      const middle = place ?? { x: camera.x + (frame.left - frame.right) / 2 / scale, y: camera.y + (frame.top - frame.bottom) / 2 / scale };
      globe.draw(ctx, { x: right - r, y: bottom - r, r }, { t, middle, isThere: place !== null, ratio: above.width / Math.max(1, container.clientWidth), theme });
      taken.push([right - 2 * r - 4, bottom - 2 * r - 4, right + 4, bottom + 4]);
    }
    const end = frame.right < 200 ? right - (hasGlobe ? 2 * GLOBE_RADIUS + 18 : 0) : frame.width - frame.right - 16;
    taken.push(drawScale(ctx, { x: end, y: bottom }, camera, wording.number, font, theme));
    const { phase } = clock.at(t);
    if (phase === "overview" || phase === "end") {
      const first = world.marks.map((mark) => names[mark.stays[0]].place);
      taken.push(...drawEdges(ctx, { marks: world.marks, names: first, camera, scale: scaleOf(camera.zoom), frame, number: wording.number, font, theme }));
    }
    const plan = planRect(t, camera, frame);
    if (plan) taken.push(plan);
    return taken;
  }

  /** Where he is: on his way, or at the stay shown; null at the overview and the end. */
  function traveller(t) {
    const { phase, stay } = clock.at(t);
    if (phase !== "approach" && phase !== "hold") return null;
    const head = headAt({ data, world, clock }, t);
    return head ?? (phase === "hold" || stay === 0 ? world.spots[stay] : world.spots[stay - 1]);
  }

  /** Where the plan of the spots around the current one stands: away from it; null without one. */
  function planRect(t, camera, frame) {
    const group = groupAt(t);
    const bottom = frame.height - frame.bottom - 16;
    const [left, right] = [frame.left + 16, frame.width - frame.right - 16];
    const high = bottom - frame.top < PLAN.roomy ? PLAN.low : PLAN.height;
    if (!group || bottom - high < 60 || right - left < PLAN.width) return null;
    const scale = scaleOf(camera.zoom);
    const mark = world.marks[group[0]];
    const [x, y] = [frame.width / 2 + (mark.x - camera.x) * scale, frame.height / 2 + (mark.y - camera.y) * scale];
    const from = x - left < right - x ? right - PLAN.width : left;
    const low = bottom - (from > left ? PLAN.rises : 0); // above the scale
    const covers = x > from - PLAN.clear && x < from + PLAN.width + PLAN.clear && y > low - high - PLAN.clear;
    return covers ? null : [from, low - high, from + PLAN.width, low];
  }

  function groupAt(t) {
    const { phase, stay } = clock.at(t);
    return phase === "overview" || phase === "end" ? null : groups.find((group) => group.includes(data.stays[stay].mark));
  }

  function drawNames(ctx, { t, zoom, project, taken, within, font, theme, isAtRest }) {
    const { phase, stay } = clock.at(t);
    const next = phase === "approach" ? stay : phase === "hold" ? stay + 1 : -1;
    const most = container.clientWidth < 700 ? NAMES_ON_PHONE : NAMES;
    const isTold = (mark) => mark.state === "current" || (phase === "approach" && mark.stay === next);
    const lined = placed.map((mark) => (isTold(mark) ? { ...mark, lines: linesAt(mark, t, zoom) } : mark));
    const named = [...lined.map((mark) => withName(mark, t)), ...areaNames(t, zoom, project), ...ringNames(t, project)];
    const busy = labels.draw(ctx, { placed: named, names, next, taken, within, most, zoom, font, theme, isAtRest });
    bearings?.draw(ctx, { t, zoom, project, busy, within, font, serif: SERIF, theme, isAtRest });
  }

  /** Lines around a mark, as far as its name may reach: what is told just now is not struck out. */
  function linesAt(mark, t, zoom) {
    const { x, y } = world.marks[mark.index];
    const scale = scaleOf(zoom);
    const { stay } = clock.at(t);
    const told = world.ways.filter((_, j) => data.legs[j].stay === stay || clock.legShare(j, t) > 0);
    return told
      .flatMap((way) => passes(way, x, y, LINE_REACH / scale, LINE_STEP / scale))
      .map(([dx, dy]) => [mark.x + dx * scale - 2, mark.y + dy * scale - 2, mark.x + dx * scale + 2, mark.y + dy * scale + 2]);
  }

  /** A mark with what it was called on the day; the current stay has its own words for it. */
  function withName(mark, t) {
    const called = world.marks[mark.index].names;
    if (mark.state === "current" || !called.length || !clock.isDated) return mark;
    const day = clock.dayAt(t);
    const name = called.find(([last]) => last === null || day <= last)?.[1];
    return name ? { ...mark, name } : mark;
  }

  /** Areas as the names want them: the current one, and near by those he has been in. */
  function areaNames(t, zoom, project) {
    const { stay: now } = clock.at(t);
    return world.areas.flatMap((area, i) => {
      const begun = t > 0 ? area.stays.filter((stay) => clock.approachFrom[stay] <= t) : [];
      const isNow = area.stays.includes(now);
      if (!begun.length || !(isNow || zoom >= AREA_NAMES_FROM)) return [];
      const stay = isNow ? now : begun[begun.length - 1];
      return project(area.x, area.y).map(([x, y]) => ({ index: `area ${i}`, x, y, r: 0, state: isNow ? "current" : "visited", stay, begun, isArea: true }));
    });
  }

  /** Where he was bound for and never came, once that has been told. */
  function ringNames(t, project) {
    return data.legs.flatMap((leg, j) => {
      if (leg.kind !== "unreached" || clock.legShare(j, t) < 1) return [];
      const { xs, ys } = world.ways[j];
      const name = data.stays[leg.stay].unreached;
      return project(xs[xs.length - 1], ys[ys.length - 1]).map(([x, y]) => ({ index: `ring ${j}`, x, y, r: 6, state: "future", stay: leg.stay, name, begun: [] }));
    });
  }

  /** World units → pixels, for every copy of the point that is in view or just outside. */
  function projection(camera) {
    const scale = scaleOf(camera.zoom);
    const [width, height] = [container.clientWidth, container.clientHeight];
    return (x, y) => {
      const copies = [];
      const screenY = (y - camera.y) * scale + height / 2;
      const first = Math.ceil((camera.x - (width / 2 + 40) / scale - x) / WORLD);
      const last = Math.floor((camera.x + (width / 2 + 40) / scale - x) / WORLD);
      for (let turn = first; turn <= last; turn++) copies.push([(x + turn * WORLD - camera.x) * scale + width / 2, screenY]);
      return copies;
    };
  }

  /** Make the next of what will be needed while nothing else is to be done. */
  function prepare() {
    if (!base) return false;
    if (base.prepare()) return true;
    globe ??= makeGlobe(base.land(), { data, world, clock });
    return false;
  }

  function destroy() {
    map.off(listeners);
    ground.remove();
    above.remove();
  }

  return { measure, setView, land, zoomed, draw, destroy, prepare };
}
