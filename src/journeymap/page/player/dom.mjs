// Elements from plain values. Text is always text: nothing here reads markup.

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] `class`, `data-…`, `aria-…`, or `on…` listeners
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

// 24 × 24, drawn with a stroke of 2 unless the name is in SOLID.
const ICONS = new Map(
  Object.entries({
    play: "M7 4.5v15l12-7.5z",
    pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z",
    previous: "M15 5l-7 7 7 7",
    next: "M9 5l7 7-7 7",
    first: "M18 5l-7 7 7 7M6 5v14",
    last: "M6 5l7 7-7 7M18 5v14",
    slower: "M5 12h14",
    faster: "M5 12h14M12 5v14",
    overview: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18",
    "true-time": "M4 5v14M12 5v14M20 5v14M4 12h16",
    list: "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01",
    fullscreen: "M8 3H3v5M16 3h5v5M8 21H3v-5M16 21h5v-5",
    help: "M9.2 9a3 3 0 1 1 4.3 2.7c-1 .5-1.5 1.2-1.5 2.3M12 17.5h.01",
    tools: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM20 20l-4.6-4.6",
    copy: "M9 9h11v11H9zM5 15H4V4h11v1",
    present: "M3 5h18v11H3zM8 21l4-5 4 5",
    hide: "M4 4l16 16M3 12q4-6 9-6M21 12q-4 6-9 6",
    easy: "M5 7h14M5 12h9M5 17h12",
    handout: "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z",
    worksheet: "M5 3h14v18H5zM8 17h8M8 13h8",
    answers: "M5 3h14v18H5zM8.5 12l2.5 3 5-6",
    more: "M5 12h.01M12 12h.01M19 12h.01",
    close: "M6 6l12 12M18 6L6 18",
    zoom_in: "M5 12h14M12 5v14",
    zoom_out: "M5 12h14",
  }),
);
const SOLID = ["play", "pause"];

/**
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS.get(name) ?? "");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", SOLID.includes(name) ? "j-icon j-icon-solid" : "j-icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}

/**
 * A button with an icon, a name for those who do not see it, and perhaps a word beside it.
 * @param {string} action
 * @param {string} label
 * @param {Record<string, unknown>} [attributes]
 */
export function button(action, label, attributes = {}) {
  return el(
    "button",
    { type: "button", class: "j-button", "data-action": action, "aria-label": label, title: label, ...attributes },
    icon(action),
  );
}

/**
 * Set an attribute only where it changes, so that nothing is laid out or announced anew.
 * @param {Element} element
 * @param {string} name
 * @param {unknown} value null takes the attribute away
 */
export function set(element, name, value) {
  if (value === null || value === undefined || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, String(value));
  }
}

/**
 * @param {Element} element
 * @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Listen to events of a target.
 * @param {EventTarget} target
 * @param {Record<string, (event: any) => void>} listeners by event
 * @param {AddEventListenerOptions} [options]
 * @returns {() => void} takes the listeners away again
 */
export function listenTo(target, listeners, options) {
  const pairs = Object.entries(listeners);
  for (const [event, listener] of pairs) target.addEventListener(event, listener, options);
  return () => pairs.forEach(([event, listener]) => target.removeEventListener(event, listener, options));
}
