// The places of the table: those that are in doubt one after the other, with what may be meant.

import { el, say } from "./dom.mjs";
import { makePinMap } from "./pinmap.mjs";

/**
 * @param {HTMLElement} panel
 * @param {object} to
 * @param {(letter: any) => Promise<void>} to.choose
 * @param {(path: string) => Promise<any>} to.ask
 */
export function makePlaces(panel, { choose, ask }) {
  let places = [];
  let now = null;
  let asked = ""; // another name whose places are shown
  let options = [];
  let chosen = -1;
  let moves = false; // whether the reader has chosen here: then the next one takes the focus

  const canvas = el("canvas", { class: "s-pins", "aria-hidden": "true" });
  const map = makePinMap(canvas, take);
  const card = el("div", { class: "s-card" });
  const list = el("div", {});
  const title = el("h2", { id: "place-title", tabindex: "-1" });
  panel.append(card, list);

  const keyOf = (place) => JSON.stringify(place.key);

  async function show(state) {
    places = state.places ?? [];
    const before = now && places.find((place) => keyOf(place) === keyOf(now));
    const stays = before?.doubt && !moves ? before : null;
    open(stays ?? places.find((place) => place.doubt) ?? null);
    drawList();
    if (moves && now) title.focus();
    moves = false;
    if (places.length) map.setLand(await ask("/land"));
  }

  // ------------------------------------------------------------ the one that is looked at

  function open(place) {
    now = place;
    asked = "";
    options = place?.options ?? [];
    chosen = options.findIndex((option) => option.taken);
    drawCard();
  }

  function drawCard() {
    card.hidden = !now;
    if (!now) return card.replaceChildren();
    say(title, now.name);
    const rows = now.rows.length > 1 ? `rows ${now.rows.join(", ")}` : `row ${now.rows[0]}`;
    const found = now.found ? `Now taken for ${now.found.name}, ${now.found.country}.` : "";
    const doubt = now.doubt ? `${now.doubt[0].toUpperCase()}${now.doubt.slice(1)}.` : "";
    card.replaceChildren(
      el("p", { class: "p-where" }, rows),
      title,
      el("p", { class: "s-doubt", dir: "auto" }, [doubt, found].filter(Boolean).join(" ")),
      ...(options.length && now.near.length ? [near()] : []),
      canvas,
      choices(),
      buttons(),
      others(),
    );
    map.show({ options, before: now.before, after: now.after, chosen });
  }

  function choices() {
    if (!options.length) return near();
    return el(
      "fieldset",
      { class: "s-options" },
      el("legend", {}, asked ? `Places called ${asked}` : "Which one is meant?"),
      ...options.map(choice),
    );
  }

  /** Names like one that is not known, or lies far off the way: a click looks them up. */
  function near() {
    if (!now.near.length) return el("p", { class: "p-hint s-row" }, "Look for its present name, or say where it is.");
    const buttons = now.near.map((name) => el("button", { type: "button", class: "s-button", onclick: () => lookUp(name) }, name));
    return el("p", { class: "s-row" }, "Did you mean", ...buttons);
  }

  function choice(option, index) {
    const far = [
      option.before_km !== null && now.before && `${option.before_km.toLocaleString("en")} km from ${now.before.name}`,
      option.after_km !== null && now.after && `${option.after_km.toLocaleString("en")} km to ${now.after.name}`,
    ].filter(Boolean);
    const facts = [option.people > 0 && `${option.people.toLocaleString("en")} people`, ...far].filter(Boolean);
    return el(
      "label",
      { class: "s-option" },
      el("input", { type: "radio", name: "option", value: String(index), checked: index === chosen, onchange: () => take(index) }),
      el("span", { class: "s-number", "aria-hidden": "true" }, String(index + 1)),
      el("span", {}, el("b", { dir: "auto" }, `${option.name}, ${option.country}`), el("span", { class: "p-hint" }, facts.join(" · "))),
    );
  }

  function take(index) {
    chosen = index;
    const input = card.querySelectorAll("input[type=radio]")[index];
    if (input) input.checked = true;
    map.show({ options, before: now.before, after: now.after, chosen });
  }

  function buttons() {
    return el(
      "p",
      { class: "s-row" },
      options.length > 0 && el("button", { type: "button", class: "s-button s-primary", "data-do": "take", onclick: confirm }, "This is the place"),
    );
  }

  function confirm() {
    const option = options[chosen];
    if (option) settle({ key: now.key, ident: option.ident, name: asked });
  }

  /** Two other ways: another name, or degrees. */
  function others() {
    const name = el("input", { type: "text", id: "other-name", autocomplete: "off", spellcheck: "false" });
    const degrees = el("input", { type: "text", id: "other-spot", autocomplete: "off", placeholder: "46.48, 30.73" });
    const hint = el("p", { class: "p-hint", role: "status" });
    return el(
      "details",
      { class: "s-other", open: !options.length },
      el("summary", {}, options.length > 0 ? "It is another place" : "Say which place it is"),
      el("form", { class: "s-row", onsubmit: (event) => submitName(event, name, hint) }, el("label", { for: "other-name" }, "Another name of it"), name, el("button", { class: "s-button" }, "Look it up")),
      el("form", { class: "s-row", onsubmit: (event) => pin(event, degrees, hint) }, el("label", { for: "other-spot" }, "Latitude, longitude"), degrees, el("button", { class: "s-button" }, "Take this spot")),
      hint,
    );
  }

  async function submitName(event, name, hint) {
    event.preventDefault();
    const wanted = name.value.trim();
    if (wanted && !(await lookUp(wanted))) say(hint, `No place called ${wanted} is known.`);
  }

  /** Show the places of another name; whether there are any. */
  async function lookUp(wanted) {
    const query = new URLSearchParams({ key: JSON.stringify(now.key), name: wanted });
    const found = await ask(`/candidates?${query}`);
    if (!found.length) return false;
    asked = wanted;
    options = found.slice(0, 12);
    chosen = 0;
    drawCard();
    card.querySelector("input[type=radio]")?.focus();
    return true;
  }

  function pin(event, degrees, hint) {
    event.preventDefault();
    const [lat, lon] = degrees.value.trim().split(/[,;]\s+|[;,\s]+/).map(Number);
    if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return say(hint, "Write degrees like 46.48, 30.73: north and east positive.");
    settle({ key: now.key, lat, lon });
  }

  function settle(letter) {
    moves = true;
    choose(letter);
  }

  // ------------------------------------------------------------ all of them

  function drawList() {
    const groups = [
      ["To look over", places.filter((place) => place.doubt)],
      ["In order", places.filter((place) => !place.doubt)],
    ];
    const text = places.length ? "" : "The table has no places that had to be looked up.";
    list.replaceChildren(el("p", { class: "p-hint s-pad", hidden: !text }, text), ...groups.filter(([, some]) => some.length).flatMap(group));
  }

  function group([name, some]) {
    return [
      el("h3", {}, `${name} (${some.length})`),
      el("ul", { class: "s-places" }, ...some.map((place) => el("li", {}, entry(place)))),
    ];
  }

  function entry(place) {
    const found = place.found ? `${place.found.name}, ${place.found.country}` : "not found";
    const button = el("button", { type: "button", class: "s-place", "aria-current": place === now ? "true" : null, onclick: () => reopen(place) }, el("b", { dir: "auto" }, place.name), el("span", { class: "p-hint", dir: "auto" }, `${found}${place.state === "reviewed" ? " · signed off" : ""}`));
    return button;
  }

  async function reopen(place) {
    open(place);
    if (!options.length && place.found) {
      const query = new URLSearchParams({ key: JSON.stringify(place.key), name: place.key[1] || place.key[0] });
      options = (await ask(`/candidates?${query}`)).slice(0, 12);
      chosen = options.findIndex((option) => option.taken);
      drawCard();
    }
    drawList();
    panel.scrollTop = 0;
    title.focus();
  }

  return {
    show,
    draw: () => map.draw(),
    /** Look at one place. @param {any} place */
    look: (place) => reopen(places.find((one) => keyOf(one) === keyOf(place)) ?? place),
  };
}
