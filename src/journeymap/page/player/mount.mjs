// One player in one root: the clock, the stage, the controls, put together and taken apart.

import { settingsOf, stayOfHash, writeHash } from "./address.mjs";
import { makeCamera } from "./camera.mjs";
import { clockTime, makeCard } from "./card.mjs";
import { makeClock } from "./clock.mjs";
import { makeControls } from "./controls.mjs";
import { edtf, firstDayOf, yearMonthDay } from "./days.mjs";
import { makeDirector } from "./director.mjs";
import { button, el, icon, say, set } from "./dom.mjs";
import { makeKeys } from "./keys.mjs";
import { makeList } from "./list.mjs";
import { makeMessages } from "./messages.mjs";
import { helpContent, legendContent, makePanel } from "./panels.mjs";
import { makePlayer } from "./player.mjs";
import { reword } from "./reword.mjs";
import { makeStage } from "./stage.mjs";
import { DARK, LIGHT } from "./theme.mjs";
import { makeTimeline } from "./timeline.mjs";
import { makeWording } from "./wording.mjs";
import { makeWorld } from "./world.mjs";

const NARROW = 720;
const QUIET_FROM_SPEED = 2;

/**
 * Make a player in a root that holds the page's list; the root then is the player.
 *
 * @param {HTMLElement} root
 * @param {any} data the page's journey-data
 * @param {object} [options]
 * @param {any} [options.map] a Leaflet map in the root; without one it is made
 * @param {boolean} [options.ownsPage] whether address and messages of the window are its own
 * @param {Document | HTMLElement} [options.source]
 * @returns {(() => void) & {api: any}} takes the player apart; `api` is its public functions
 */
export function mount(root, data, { map: given = null, ownsPage = false } = {}) {
  const asked = ownsPage ? settingsOf(window.location.search) : settingsOf("");
  const language = Object.hasOwn(data.locales, asked.language) ? asked.language : data.language;
  const wording = makeWording(language, data.locales[language]);
  const clock = makeClock(data.stays, data.legs, data.closing);
  const world = makeWorld(data);
  const undo = [];
  const original = [...root.childNodes];

  // ------------------------------------------------------------ the page becomes the player

  const mapElement = root.querySelector(".j-map");
  const map = given ?? window.L.map(mapElement, { center: [30, 20], zoom: 3, zoomSnap: 0, zoomControl: false, attributionControl: false, keyboard: false, zoomAnimation: false, fadeAnimation: false, inertia: false });
  const hasTiles = Object.keys(map._layers ?? {}).length > 0;
  const section = root.querySelector(".j-list");
  set(root, "lang", language === data.language ? root.getAttribute("lang") : language);
  const list = makeList(section, { data, wording, onChoose: (stay) => choose(stay) });
  if (language !== data.language) reword(root, data, list.rows, wording);
  const names = list.names();

  const player = makePlayer(clock, { isReduced: () => reduced, isLooping: () => asked.loop, changed });
  const director = makeDirector();
  const stage = makeStage(map, { data, world, clock, names, hasTiles });
  let reduced = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let theme = LIGHT;
  let camera = null;
  let frame = null;
  let isDragging = false;
  let request = 0;

  const card = makeCard({ data, wording, rows: list.rows, clock, onPlay: () => player.play() });
  const timeline = makeTimeline({
    data,
    clock,
    wording,
    onSeek: (t) => player.seek(t),
    onDrag: (value) => {
      isDragging = value;
      if (!value) settle();
    },
    onEra: (stay) => choose(stay),
  });
  const actions = {
    play: () => player.toggle(),
    previous: () => player.previous(),
    next: () => player.next(),
    first: () => player.goTo(0),
    last: () => player.goTo(data.stays.length - 1),
    slower: () => player.changeSpeed(-1),
    faster: () => player.changeSpeed(1),
    overview: () => toOverview(),
    list: () => listPanel.toggle(),
    help: () => helpPanel.toggle(),
    fullscreen: () => toggleFullscreen(),
    previousEra: () => stepEra(-1),
    nextEra: () => stepEra(1),
    escape,
  };
  const controls = makeControls(wording, actions);
  const opened = (name) => (open) => {
    controls.showOpen(name, open);
    root.classList.toggle(`j-has-${name}`, open);
    if (open) for (const panel of panels) if (panel.name !== name) panel.show(false);
    if (open) list.mark(player.stay);
    resize();
  };
  const legend = legendContent(wording);
  const listPanel = { name: "list", ...withName("list", [section, ...root.querySelectorAll(".j-sources, .j-about")]) };
  const helpPanel = { name: "help", ...withName("help", [...helpContent(wording), ...legend.nodes]) };
  const panels = [listPanel, helpPanel];

  function withName(name, content) {
    const panel = makePanel(name, wording, content, opened(name));
    return { element: panel.element, show: panel.show, toggle: panel.toggle, isOpen: () => panel.isOpen };
  }

  const live = el("p", { class: "j-live", "aria-live": "polite", role: "status" });
  const goOn = el("button", { type: "button", class: "j-go-on", hidden: true, onclick: () => player.play() }, icon("play"), el("span", {}, wording.text("ui", "continue")));
  const zoom = (by) => takeCamera({ ...camera, zoom: camera.zoom + by });
  const tools = el(
    "div",
    { class: "j-tools" },
    button("zoom_in", wording.text("ui", "zoom_in"), { "data-action": "zoom-in", onclick: () => zoom(0.75) }),
    button("zoom_out", wording.text("ui", "zoom_out"), { "data-action": "zoom-out", onclick: () => zoom(-0.75) }),
  );
  const motionNote = el("p", { class: "j-motion", hidden: true }, el("span", {}, wording.text("ui", "motion_reduced")), " ", el("button", { type: "button", onclick: () => allowMotion() }, wording.text("ui", "motion_on")));
  const side = el("div", { class: "j-side" }, root.querySelector(".j-head"), card.element, motionNote);
  const dock = el("div", { class: "j-dock" }, timeline.element, controls.element);
  set(mapElement, "role", "img");
  set(mapElement, "aria-label", wording.text("ui", "map"));
  root.replaceChildren(side, dock, tools, goOn, mapElement, ...panels.map((panel) => panel.element), live);
  root.classList.add("j-is-live");
  root.classList.toggle("j-minimal", asked.minimal);

  // ------------------------------------------------------------ what changes

  function changed({ t, jumped, stay, state, end }) {
    if (jumped) {
      director.release(reduced);
      director.ease(reduced);
    }
    if (state && player.playing) director.release(reduced);
    if (stay) showStay();
    if (state || end) showState();
    if (stay) tell("stay", { id: idOf(player.stay) });
    if (state) tell("state", api.state());
    if (end) tell("end", {});
    if (t || state) schedule();
  }

  function idOf(stay) {
    return data.stays[stay]?.id ?? "";
  }

  function showStay() {
    const now = player.stay;
    set(root, "data-stay", idOf(now));
    card.show(now);
    list.mark(now);
    timeline.markEra(data.stays[now]?.era ?? -1);
    resize();
    settle();
  }

  /** What follows a stay that is not only passed over while dragging. */
  function settle() {
    if (isDragging) return;
    if (ownsPage) writeHash(idOf(player.stay));
    if (!player.playing || player.speed < QUIET_FROM_SPEED) say(live, spoken());
  }

  function spoken() {
    const now = player.stay;
    if (now < 0) return "";
    return wording.text("ui", "stay_of", { n: now + 1, count: data.stays.length, place: names[now].place, date: names[now].when });
  }

  function showState() {
    set(root, "data-state", player.state);
    controls.showPlaying(player.playing);
    controls.showSpeed(player.speed);
    goOn.hidden = !director.isFree || player.playing;
  }

  // ------------------------------------------------------------ frames

  function schedule() {
    if (!request) request = window.requestAnimationFrame(drawFrame);
  }

  function drawFrame(now) {
    request = 0;
    player.tick(now);
    const moment = clock.at(player.t);
    const shown = director.follow(camera.at(moment), now);
    stage.setView(shown);
    stage.draw(player.t, shown, frame, theme, fontFamily);
    showTime();
    if (player.playing || director.isEasing) schedule();
    else stage.land();
  }

  function showTime() {
    const t = player.t;
    timeline.show(t, playheadDate(t), valueText());
    controls.showTime(`${clockTime(t)} / ${clockTime(clock.duration)}`);
  }

  function playheadDate(t) {
    if (t <= 0 || !hasDates) return "";
    const [year, month] = yearMonthDay(clock.dayAt(t));
    return wording.month(year, month);
  }

  function valueText() {
    const now = player.stay;
    if (now < 0) return wording.text("ui", "overview");
    return wording.text("ui", "position", { n: now + 1, count: data.stays.length, place: names[now].place, date: names[now].when });
  }

  // ------------------------------------------------------------ size, theme, motion

  let fontFamily = "sans-serif";
  const hasDates = data.stays.some((stay) => stay.days.some((day) => day !== null));

  function resize() {
    if (!camera && !root.isConnected) return;
    const size = stage.measure();
    const narrow = size.width < NARROW;
    const origin = mapElement.getBoundingClientRect();
    const sideBox = side.getBoundingClientRect();
    const dockBox = dock.getBoundingClientRect();
    const panelBox = panels.map((panel) => panel.element).find((element) => !element.hidden)?.getBoundingClientRect();
    const next = {
      ...size,
      left: narrow || asked.minimal ? 0 : Math.max(0, sideBox.right - origin.left),
      top: 0,
      right: panelBox && !narrow ? Math.max(0, origin.right - panelBox.left) : narrow ? 0 : 56,
      bottom: Math.max(0, origin.bottom - (narrow ? Math.min(sideBox.top, dockBox.top) : dockBox.top)),
    };
    if (frame && Object.keys(next).every((key) => Math.abs(next[key] - frame[key]) < 1)) return;
    frame = next;
    camera = makeCamera(world.spots, world.approaches, frame);
    timeline.draw(theme, fontFamily);
    schedule();
  }

  function chooseTheme() {
    const dark = asked.theme ? asked.theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
    theme = dark ? DARK : LIGHT;
    set(root, "data-theme", dark ? "dark" : "light");
    fontFamily = window.getComputedStyle(root).fontFamily;
    legend.draw(theme);
    timeline.draw(theme, fontFamily);
    schedule();
  }

  function showMotion() {
    motionNote.hidden = !reduced;
  }

  function allowMotion() {
    reduced = false;
    showMotion();
  }

  function watchMedia(query, onChange) {
    const media = window.matchMedia(query);
    media.addEventListener("change", onChange);
    undo.push(() => media.removeEventListener("change", onChange));
  }

  // ------------------------------------------------------------ what the reader does

  /** To the start of a stay's hold, from the list, an era or the map. */
  function choose(stay) {
    player.goTo(stay);
    controls.closeMore();
  }

  function toOverview() {
    player.pause();
    player.goTo(-1);
  }

  function escape() {
    const open = panels.find((panel) => panel.isOpen());
    if (open) open.show(false);
    else if (player.playing) player.pause();
    else toOverview();
  }

  function stepEra(step) {
    const at = timeline.bands.findLastIndex((band) => band.stay <= Math.max(0, player.stay));
    const begins = timeline.bands[at]?.stay === player.stay;
    const next = step < 0 && !begins ? at : at + step;
    choose(timeline.bands[Math.min(timeline.bands.length - 1, Math.max(0, player.stay < 0 ? 0 : next))].stay);
  }

  function toggleFullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen?.().catch(() => {});
  }

  function takeCamera(view) {
    player.pause();
    director.take(view);
    showState();
    schedule();
  }

  /** The reader has the map in hand: the journey waits, and offers to go on. */
  function onMapMove() {
    if (isOwnMove) return;
    player.pause();
    director.take(stage.view());
    showState();
    schedule();
  }

  let isOwnMove = false;
  const originalSetView = stage.setView;
  stage.setView = (view) => {
    isOwnMove = true;
    originalSetView(view);
    isOwnMove = false;
  };

  function onMapClick(event) {
    const mark = stage.hit(event.containerPoint.x, event.containerPoint.y);
    if (!mark) return;
    const stays = world.marks[mark.index].stays;
    const at = stays.indexOf(player.stay);
    choose(stays[(at + 1) % stays.length]);
  }

  function onMapHover(event) {
    mapElement.style.cursor = stage.hit(event.containerPoint.x, event.containerPoint.y) ? "pointer" : "";
  }

  // ------------------------------------------------------------ what others may do

  const listeners = new Map();
  const stayById = (id) => data.stays.findIndex((stay) => stay.id === id || stay.formerly?.includes(id));
  const find = {
    stayById,
    stayByEra: (slug) => data.stays.findIndex((stay) => data.eras[stay.era][0] === slug),
    stayOn: clock.stayOn,
  };

  /** @param {string} idOrDate */
  function goTo(idOrDate) {
    const day = firstDayOf(idOrDate);
    const stay = day === null ? stayById(idOrDate) : clock.stayOn(day);
    if (stay < 0) return false;
    player.goTo(stay);
    return true;
  }

  function stateDate() {
    const now = data.stays[player.stay];
    if (!now || !hasDates) return null;
    const exact = now.days[0] !== null && now.days[0] === now.days[3];
    return edtf(clock.dayAt(player.t), exact ? "day" : "month");
  }

  const api = {
    version: data.version,
    stays: data.stays.map((stay, i) => ({
      id: stay.id,
      place: names[i].place,
      lat: stay.at[1] / 100000,
      lon: stay.at[0] / 100000,
      date: stay.edtf,
      era: data.eras[stay.era][0],
      t: clock.holdFrom[i],
    })),
    duration: clock.duration,
    state: () => ({
      playing: player.playing,
      t: player.t,
      stay: idOf(player.stay) || null,
      date: stateDate(),
      era: player.stay < 0 ? null : data.eras[data.stays[player.stay].era][0],
    }),
    play: player.play,
    pause: player.pause,
    seek: (ms) => {
      if (Number.isFinite(ms)) player.seek(ms);
    },
    goTo,
    speed: player.setSpeed,
    on(event, listener) {
      if (!listeners.has(event)) listeners.set(event, new Set());
      listeners.get(event).add(listener);
      return () => listeners.get(event).delete(listener);
    },
  };
  const messages = ownsPage ? makeMessages(api) : null;

  function tell(event, detail) {
    for (const listener of listeners.get(event) ?? []) listener(detail);
    messages?.send(event, detail);
  }

  // ------------------------------------------------------------ begin, and end

  const keys = makeKeys(root, actions);
  const sizes = new ResizeObserver(() => {
    resize();
    messages?.sendHeight(root.clientWidth);
  });
  sizes.observe(root);
  sizes.observe(side);
  map.on("move", onMapMove);
  map.on("click", onMapClick);
  map.on("mousemove", onMapHover);
  watchMedia("(prefers-color-scheme: dark)", chooseTheme);
  watchMedia("(prefers-reduced-motion: reduce)", (event) => {
    reduced = event.matches;
    showMotion();
  });
  const onHash = () => choose(stayOfHash(window.location.hash, find));
  if (ownsPage) window.addEventListener("hashchange", onHash);

  card.show(-1);
  showState();
  showMotion();
  resize();
  chooseTheme();
  const first = ownsPage ? stayOfHash(window.location.hash, find) : -1;
  if (first >= 0) player.goTo(first);
  director.ease(true);
  window.cancelAnimationFrame(request);
  drawFrame(window.performance.now());
  set(root, "data-ready", true);
  if (ownsPage && window === window.top) root.focus({ preventScroll: true });
  if (asked.autoplay) player.play();

  function unmount() {
    player.pause();
    window.cancelAnimationFrame(request);
    request = -1;
    sizes.disconnect();
    keys.destroy();
    messages?.destroy();
    window.removeEventListener("hashchange", onHash);
    undo.forEach((step) => step());
    stage.destroy();
    map.off("move", onMapMove).off("click", onMapClick).off("mousemove", onMapHover);
    if (!given) map.remove();
    list.destroy();
    root.classList.remove("j-is-live");
    root.replaceChildren(...original);
    root.removeAttribute("data-ready");
  }
  unmount.api = api;
  unmount.announce = () => messages?.send("ready", { duration: clock.duration, stays: api.stays.length });
  return unmount;
}
