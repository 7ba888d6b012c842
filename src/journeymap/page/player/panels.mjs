// What opens over the map: the list with the sources, the signs, the keys.

import { button, el } from "./dom.mjs";
import { DASHES } from "./trail.mjs";
import { drawCount, traceGlyph } from "./marks.mjs";

/**
 * The panels over a map, of which one at a time is open.
 * @param {any} wording
 * @param {Record<string, {content?: Array<Node | string>, fill?: () => Array<Node | string>}>} contents by the
 *   panel's name: what is in it from the start, and what is put into it when it is first opened
 * @param {(name: string, open: boolean) => void} onChange
 */
export function makePanels(wording, contents, onChange) {
  const panels = new Map(Object.entries(contents).map(([name, content]) => [name, makePanel(name, wording, { ...content, onChange: (open) => onChange(name, open) })]));
  const opened = () => [...panels.values()].find((panel) => panel.isOpen);

  function show(name) {
    close();
    panels.get(name).show(true);
  }

  /** @returns {boolean} whether one was open */
  function close() {
    const panel = opened();
    panel?.show(false);
    return Boolean(panel);
  }

  return {
    elements: [...panels.values()].map((panel) => panel.element),
    show,
    toggle: (name) => (panels.get(name).isOpen ? close() : show(name)),
    close,
    get isOpen() {
      return Boolean(opened());
    },
  };
}

/** A panel that opens and closes, and gives the focus back to where it came from. */
function makePanel(name, wording, { content = [], fill = () => [], onChange }) {
  const close = button("close", wording.text("ui", "close"), { onclick: () => show(false) });
  const element = el("div", { class: `j-panel j-panel-${name}`, role: "region", "aria-label": wording.text("ui", name), hidden: true }, close, ...content);
  let isFilled = false;
  let before = null;

  function show(open) {
    if (element.hidden === !open) return;
    if (open && !isFilled) element.append(...fill());
    isFilled ||= open;
    if (open) before = document.activeElement;
    element.hidden = !open;
    onChange(open); // until then what was covered cannot take the focus
    (open ? close : before).focus({ preventScroll: true });
  }

  return {
    element,
    show,
    get isOpen() {
      return !element.hidden;
    },
  };
}

/** The keys, and what the signs on the map mean. */
export function helpContent(wording) {
  const rows = [
    [wording.text("help", "space"), "play"],
    ["← →", "stay"],
    ["Shift ← →", "era"],
    ["Page ↑ ↓", "stay"],
    ["Home End", "ends"],
    ["L", "list"],
    ["/", "tools"],
    ["F", "fullscreen"],
    ["?", "help"],
    ["Esc", "overview"],
  ].map(([keys, what]) => el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, keys)), el("td", {}, wording.text("help", what))));
  return [el("h2", {}, wording.text("ui", "keys")), el("table", { class: "j-keys" }, el("tbody", {}, ...rows))];
}

const SIGNS = [
  ["line", "known"],
  ["line", "unrecorded"],
  ["line", "doubtful"],
  ["line", "unreached"],
  ["line", "parted"],
  ["line", "future"],
  ["glyph", "place"],
  ["glyph", "held"],
  ["glyph", "trip"],
  ["glyph", "event"],
  ["glyph", "hiding"],
  ["count", "count"],
  ["halo", "halo"],
  ["area", "area"],
];

/** The legend: each sign as it is drawn, and its meaning. */
export function legendContent(wording) {
  const canvases = [];
  const rows = SIGNS.map(([kind, name]) => {
    const canvas = el("canvas", { width: 88, height: 40, class: "j-sign", "aria-hidden": "true" });
    canvases.push([canvas, kind, name]);
    return el("li", {}, canvas, el("span", {}, wording.text("legend", name)));
  });
  const draw = (theme) => canvases.forEach(([canvas, kind, name]) => drawSign(canvas, kind, name, theme));
  return { nodes: [el("h2", {}, wording.text("ui", "legend")), el("ul", { class: "j-signs" }, ...rows)], draw };
}

function drawSign(canvas, kind, name, theme) {
  const ctx = canvas.getContext("2d");
  ctx.setTransform(2, 0, 0, 2, 0, 0);
  ctx.clearRect(0, 0, 44, 20);
  ctx.strokeStyle = ctx.fillStyle = theme.ink;
  ctx.lineWidth = 2.25;
  if (kind === "line") {
    const hasRing = name === "unreached" || name === "future";
    ctx.setLineDash(DASHES.get(name) ?? [1, 4]);
    ctx.beginPath();
    ctx.moveTo(2, 10);
    ctx.lineTo(hasRing ? 30 : 42, 10);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    if (hasRing) ctx.arc(36, 10, name === "future" ? 3 : 4.5, 0, 2 * Math.PI);
    if (name === "unreached") {
      ctx.moveTo(27, 5);
      ctx.lineTo(27, 15);
    }
    ctx.stroke();
  } else if (kind === "count") {
    drawCount(ctx, 22, 10, "3", theme, "sans-serif");
  } else if (kind === "glyph") {
    traceGlyph(ctx, name, 22, 10, 6);
    ctx.fill();
  } else {
    ctx.beginPath();
    if (kind === "halo") ctx.arc(22, 10, 8.5, 0, 2 * Math.PI);
    else ctx.roundRect(6, 3, 32, 14, 7);
    ctx.globalAlpha = 0.12;
    ctx.fill();
    ctx.globalAlpha = 0.7;
    ctx.lineWidth = 1;
    ctx.setLineDash([2, 3]);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }
}
