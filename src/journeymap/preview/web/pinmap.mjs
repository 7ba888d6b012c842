// A small map of the places that may be meant, and of the stays before and after. What it shows
// stands in the list beside it, too: it is for the eye, and for those who would rather point.

import { decode } from "./deltas.mjs";
import { WORLD, worldX, worldY } from "./mercator.mjs";

const EDGE = 26;
const CLOSEST = 4000; // world units that the map shows at least: about 600 km

/**
 * @param {HTMLCanvasElement} canvas
 * @param {(index: number) => void} onChoose
 */
export function makePinMap(canvas, onChoose) {
  let land = null;
  let shown = null;
  let at = [];

  const spot = ({ lon, lat }) => [worldX(lon * 1e5), worldY(lat * 1e5)];

  function setLand(text) {
    land = new Path2D();
    for (const ring of decode(text)) {
      land.moveTo(ring[0], ring[1]);
      for (let i = 2; i < ring.length; i += 2) land.lineTo(ring[i], ring[i + 1]);
      land.closePath();
    }
    draw();
  }

  function draw() {
    const { clientWidth: width, clientHeight: height } = canvas;
    if (!shown || !width) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const context = canvas.getContext("2d");
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const ends = [shown.before, shown.after].filter(Boolean);
    const points = [...shown.options, ...ends].map(spot);
    const view = fitted(points, width, height);
    const place = ([x, y]) => [(x - view.x) * view.scale + width / 2, (y - view.y) * view.scale + height / 2];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = colour("sea");
    context.fillRect(0, 0, width, height);
    if (land) {
      context.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, ratio * (width / 2 - view.x * view.scale), ratio * (height / 2 - view.y * view.scale));
      context.fillStyle = colour("land");
      context.fill(land, "evenodd");
      context.strokeStyle = colour("shore");
      context.lineWidth = 1 / view.scale;
      context.stroke(land);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    at = shown.options.map((option) => place(spot(option)));
    way(context, ends, place, colour("quiet"));
    if (shown.before) dot(context, place(spot(shown.before)), "", shown.before.name, colour, false, -1);
    if (shown.after) dot(context, place(spot(shown.after)), "", shown.after.name, colour, false, 1);
    for (const index of order()) dot(context, at[index], String(index + 1), "", colour, index === shown.chosen);
  }

  /** The chosen one is drawn last, over the others. */
  function order() {
    const all = shown.options.map((_, index) => index).reverse();
    return [...all.filter((index) => index !== shown.chosen), ...all.filter((index) => index === shown.chosen)];
  }

  /** The way through the chosen place, from the stay before to the one after. */
  function way(context, ends, place, colour) {
    if (shown.chosen < 0 || !ends.length) return;
    const through = [shown.before && place(spot(shown.before)), at[shown.chosen], shown.after && place(spot(shown.after))].filter(Boolean);
    context.beginPath();
    through.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.setLineDash([5, 4]);
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.stroke();
    context.setLineDash([]);
  }

  /** A disc with a number, or a small one with a name to its left (-1) or right (1), if it fits. */
  function dot(context, [x, y], number, name, colour, isChosen = false, side = 1) {
    const radius = number ? 10 : 5;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = colour(isChosen ? "accent" : "paper");
    context.fill();
    context.strokeStyle = colour("ink");
    context.lineWidth = 2;
    context.stroke();
    context.font = `600 ${number ? 11 : 12}px ${getComputedStyle(canvas).fontFamily}`;
    context.textAlign = number ? "center" : "left";
    context.textBaseline = "middle";
    context.fillStyle = colour(isChosen ? "on-accent" : "ink");
    if (number) context.fillText(number, x, y + 0.5);
    if (!name) return;
    const { width } = context.measureText(name);
    const isLeft = side < 0 ? x - 12 - width > 0 : x + 12 + width > canvas.clientWidth;
    context.textAlign = isLeft ? "right" : "left";
    context.strokeStyle = colour("paper");
    context.lineWidth = 3;
    context.strokeText(name, x + (isLeft ? -9 : 9), y);
    context.fillStyle = colour("ink");
    context.fillText(name, x + (isLeft ? -9 : 9), y);
  }

  canvas.addEventListener("click", (event) => {
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const nearest = at.map(([px, py], index) => [Math.hypot(px - x, py - y), index]).sort((a, b) => a[0] - b[0])[0];
    if (nearest && nearest[0] < 24) onChoose(nearest[1]);
  });
  new ResizeObserver(draw).observe(canvas);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

  return {
    setLand,
    draw,
    /** @param {{options: any[], before: any, after: any, chosen: number}} next */
    show(next) {
      shown = next;
      draw();
    },
  };
}

function fitted(points, width, height) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right] = [Math.min(...xs, WORLD), Math.max(...xs, 0)];
  const [top, bottom] = [Math.min(...ys, WORLD), Math.max(...ys, 0)];
  if (!points.length) return { x: WORLD / 2, y: WORLD / 2.6, scale: width / WORLD };
  const across = Math.max(right - left, CLOSEST) / Math.max(width - 2 * EDGE, 1);
  const down = Math.max(bottom - top, CLOSEST) / Math.max(height - 2 * EDGE, 1);
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale: 1 / Math.max(across, down) };
}
