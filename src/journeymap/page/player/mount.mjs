// One player in one root: the clock, the stage, the controls, put together and taken apart.

import { makeAddress, settingsOf, stayOfHash } from "./address.mjs";
import { makeApi } from "./api.mjs";
import { makeCard } from "./card.mjs";
import { makeClock } from "./clock.mjs";
import { makeControls } from "./controls.mjs";
import { makeDirector } from "./director.mjs";
import { listenTo, say, set } from "./dom.mjs";
import { makeEvents } from "./events.mjs";
import { makeFan } from "./fan.mjs";
import { makeKeys } from "./keys.mjs";
import { makeLayout, remember } from "./layout.mjs";
import { makeLesson } from "./lesson.mjs";
import { makeList } from "./list.mjs";
import { helpContent, legendContent, makePanels } from "./panels.mjs";
import { makePlayer } from "./player.mjs";
import { reword } from "./reword.mjs";
import { saveButton } from "./save.mjs";
import { makeStage } from "./stage.mjs";
import { makeTelling } from "./telling.mjs";
import { makeTimeline } from "./timeline.mjs";
import { undoable } from "./undoing.mjs";
import { makeView } from "./view.mjs";
import { makeWording } from "./wording.mjs";
import { makeWorld } from "./world.mjs";

const QUIET_FROM_SPEED = 2;

/**
 * Make a player in a root that holds a page's list; the root then is the player.
 *
 * @param {HTMLElement} root
 * @param {any} data the page's journey-data
 * @param {any} map a Leaflet map in the root
 * @param {object} [options]
 * @param {{events: any, messages: any} | null} [options.page] what of the page outlasts the player, whose
 *   address, hash and focus are then its own; null for one of several
 * @param {(() => Node[]) | null} [options.readings] makes the choice among readings
 * @param {{all: any, person: number, choose: (person: number) => void} | null} [options.persons] of several lives the one followed
 * @returns {(() => void) & {api: any}} takes the player apart again; of one that cannot be made nothing is left
 */
export function mount(root, data, map, options = {}) {
  return undoable((later) => ({ api: makeAll(root, data, map, options, later) }));
}

function makeAll(root, data, map, { page = null, readings = null, persons = null }, later) {
  const ownsPage = page !== null;
  const { events, messages } = page ?? { events: makeEvents(), messages: null };
  later(remember(root));
  const asked = settingsOf(ownsPage ? window.location.search : "");
  const language = Object.hasOwn(data.locales, asked.language) ? asked.language : data.language;
  const wording = makeWording(language, data.locales[language]);
  const clock = makeClock(data.stays, data.legs, data.closing);
  const world = makeWorld(data);
  const list = makeList(root.querySelector(".j-list"), { data, wording, onChoose: (stay) => lesson.pick(stay) });
  later(list.destroy);
  if (language !== data.language) {
    set(root, "lang", language);
    set(root, "dir", wording.table.direction);
    reword(root, data, list.rows, wording);
  }
  const names = list.names();
  const telling = makeTelling({ data, clock, wording, names });

  let reduced = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let isDragging = false;
  let isTrueTime = false;
  let isMounted = true;
  /** Whether the first frame has been seen: what leads to it is no news. */
  let isShown = false;

  const director = makeDirector();
  const player = makePlayer(clock, { isReduced: () => reduced, isLooping: () => asked.loop, stays: data.stays, changed });
  later(() => {
    isMounted = false;
    player.pause();
  });
  const api = makeApi({ data, clock, player, names, events });
  const address = ownsPage ? makeAddress() : null;
  const stage = makeStage(map, { data, world, clock, names, wording, onMove: takeCamera, onChoose: chooseMark });
  later(stage.destroy);
  const card = makeCard({ data, wording, rows: list.rows, clock, highlights: player.highlights, onPlay: player.playFrom });
  const timeline = makeTimeline({ data, clock, wording, names, onSeek: player.seek, onDrag, onEra: choose });
  let legend = null;
  const contents = {
    list: {
      content: [...(readings?.() ?? []), ...root.querySelectorAll(".j-list, .j-sources, .j-about")],
      fill: () => {
        list.addButtons();
        return [lesson.around.downloads && saveButton(data.files?.table, wording.text("page", "download"))].filter(Boolean);
      },
    },
    help: {
      fill: () => {
        legend = legendContent(wording);
        legend.draw(view.theme);
        return [...legend.nodes, ...helpContent(wording)];
      },
    },
    tools: { fill: () => lesson.tools() },
  };
  const panels = makePanels(wording, contents, onPanel);
  const actions = {
    play: player.toggle,
    previous: player.previous,
    next: player.next,
    first: () => choose(0),
    last: () => choose(data.stays.length - 1),
    slower: () => player.changeSpeed(-1),
    faster: () => player.changeSpeed(1),
    overview: toOverview,
    list: () => panels.toggle("list"),
    help: () => panels.toggle("help"),
    tools: () => panels.toggle("tools"),
    fullscreen: toggleFullscreen,
    "true-time": toggleTrueTime,
    search: () => {
      panels.show("tools");
      lesson.search.focus();
    },
    previousEra: () => stepEra(-1),
    nextEra: () => stepEra(1),
    escape,
  };
  const controls = makeControls(wording, actions, { hasTrueTime: timeline.canBeTrue });
  const fan = makeFan(root, { data, wording, names, onChoose: choose });
  later(fan.destroy);
  const layout = makeLayout(root, {
    wording,
    attribution: data.attribution,
    card: card.element,
    timeline: timeline.element,
    controls: controls.element,
    fan: fan.element,
    panels: panels.elements,
    on: { goOn: player.play, zoom: (by) => takeCamera(stage.zoomed(director.shown, by)), allowMotion: () => keepingFocus(() => setReduced(false)) },
  });
  const view = makeView(root, {
    ...{ clock, world, player, director, stage, timeline, controls, layout, telling, asked },
    onFrame(now) {
      lesson.frame();
      return !isDragging && address?.settle(now);
    },
    onSize() {
      fan.close();
      messages?.sendHeight(root.clientWidth);
      card.fit();
    },
    onTheme: (theme) => legend?.draw(theme),
  });
  later(view.destroy);
  root.classList.toggle("j-minimal", asked.minimal);
  const lesson = makeLesson(root, { data, asked, persons, map, ownsPage, wording, clock, world, player, timeline, card: card.element, rows: list.rows, names, actions, choose, closePanels: panels.close, later });

  // ---------------------------------------------------------------- what has changed

  function changed({ t, jumped, stay, state, end }) {
    if (!isMounted) return;
    if (jumped || player.playing) fan.close();
    if (jumped) director.ease(reduced);
    if (jumped || player.playing) director.release(reduced);
    if (stay || state || jumped) {
      keepingFocus(() => {
        if (stay) showStay();
        if (state || jumped) showState();
      });
    }
    if (stay) tell("stay", { id: api.idOf(player.stay) });
    if (state || (jumped && isShown && !isDragging)) tell("state", api.functions.state());
    if (end) tell("end", {});
    if (t || state) view.schedule();
  }

  function tell(event, detail) {
    events.tell(event, detail);
    messages?.send(event, detail);
  }

  /** Where what has the focus goes away the player gets it, so that its keys still work. */
  function keepingFocus(change) {
    const isInside = root.contains(document.activeElement);
    change();
    const now = document.activeElement;
    if (isInside && !(root.contains(now) && now.getClientRects().length)) root.focus({ preventScroll: true });
  }

  function showStay() {
    const now = player.stay;
    set(root, "data-stay", api.idOf(now));
    card.show(now);
    set(layout.side, "data-slot", now < 0 ? "" : data.eras[data.stays[now].era][2]);
    lesson.show(now);
    list.mark(now);
    timeline.markEra(data.stays[now]?.era ?? -1);
    view.resize();
    card.fit();
    settle();
  }

  /** What follows a stay, but not one that is only passed over while dragging. */
  function settle() {
    if (isDragging) return;
    if (address?.show(api.idOf(player.stay), window.performance.now())) view.schedule();
    if (!player.playing || player.speed < QUIET_FROM_SPEED) say(layout.live, player.stay < 0 ? "" : telling.position("stay_of", player.stay));
  }

  function showState() {
    set(root, "data-state", player.state);
    controls.showPlaying(player.playing);
    controls.showSpeed(player.speed);
    layout.goOn.hidden = !director.isFree;
  }

  // ---------------------------------------------------------------- what the reader does

  function setReduced(value) {
    reduced = value;
    layout.motion.hidden = !value;
  }

  function choose(stay) {
    controls.closeMore();
    player.goTo(stay);
  }

  /** A mark shows its stay, or opens where there are more. */
  function chooseMark(marks, mark) {
    const stays = marks.flatMap(({ index, begun }) => (world.hidesWhatComes ? begun : world.marks[index].stays)).sort((a, b) => a - b);
    if (stays.length < 2) return choose(stays[0]);
    player.pause();
    fan.open(stays, player.stay, mark, view.frame);
  }

  function toOverview() {
    player.pause();
    choose(-1);
  }

  function escape() {
    if (fan.close() || panels.close()) return;
    if (player.playing) player.pause();
    else toOverview();
  }

  function stepEra(step) {
    const { bands } = timeline;
    const at = bands.findLastIndex((band) => band.stay <= player.stay);
    const isBegun = at >= 0 && bands[at].stay < player.stay;
    const next = step < 0 && isBegun ? at : at + step;
    choose(bands[Math.min(bands.length - 1, Math.max(0, next))].stay);
  }

  function onDrag(dragging) {
    isDragging = dragging;
    settle();
    if (!dragging) tell("state", api.functions.state());
  }

  function onPanel(name, open) {
    keepingFocus(() => {
      controls.showOpen(name, open);
      layout.cover(panels.isOpen);
    });
    list.mark(player.stay);
    view.resize();
  }

  function toggleTrueTime() {
    isTrueTime = !isTrueTime;
    timeline.setTrue(isTrueTime);
    controls.showPressed("true-time", isTrueTime);
    view.schedule();
  }

  function toggleFullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen?.().catch(() => {});
  }

  /** The reader has the map in hand: the journey waits, and offers to go on. */
  function takeCamera(wanted) {
    fan.close();
    director.take(wanted);
    player.pause();
    showState();
    view.schedule();
  }

  // ---------------------------------------------------------------- begin, and end

  later(makeKeys(root, actions));
  const sizes = new ResizeObserver(view.resize);
  later(() => sizes.disconnect());
  sizes.observe(root);
  sizes.observe(layout.side);
  later(listenTo(window.matchMedia("(prefers-color-scheme: dark)"), { change: view.chooseTheme }));
  later(listenTo(window.matchMedia("(prefers-reduced-motion: reduce)"), { change: (event) => setReduced(event.matches) }));
  if (ownsPage) later(listenTo(window, { hashchange: (event) => choose(stayOfHash(new URL(event.newURL).hash, api.find)) }));

  card.show(-1);
  set(layout.side, "data-slot", "");
  setReduced(reduced);
  showState();
  if (ownsPage && window === window.top) root.focus({ preventScroll: true });
  view.chooseTheme();
  if (ownsPage) player.goTo(stayOfHash(window.location.hash, api.find));
  director.ease(true);
  view.drawNow();
  set(root, "data-ready", true);
  isShown = true;
  if (asked.autoplay) player.play();
  return api.functions;
}
