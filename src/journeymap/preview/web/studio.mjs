// The studio: a table is dropped, its problems are seen where they are, its places chosen.

import { say } from "./dom.mjs";
import { makeDropping } from "./dropping.mjs";
import { makeGrid } from "./grid.mjs";
import { makeMapFrame } from "./mapframe.mjs";
import { follow } from "./news.mjs";
import { makePlaces } from "./places.mjs";
import { countsOf } from "./problems.mjs";

const at = (id) => document.getElementById(id);
const EXAMPLE = `place,today,country,start,end,title,description
Warsaw,,Poland,1867-11-07,1891,A childhood under the Tsar,Maria Skłodowska is born as the youngest of five.
Paris,,France,1891,1894,Two degrees at the Sorbonne,She lives in a garret and studies physics and mathematics.
Paris,,France,1895,1906,With Pierre,They discover polonium and radium in a shed.
Stockholm,,Sweden,1911-12-10,1911-12-11,A second Nobel Prize,"For chemistry, alone this time."
Passy,,France,1934-06,1934-07-04,The sanatorium,She dies of what her work did to her.
`;

let token = "";
let unsaved = false; // whether something was made here since the last save
const map = makeMapFrame(at("panel-map"), "The map");
const grid = makeGrid(at("panel-table"), { readAs, choose: lookAt });
const places = makePlaces(at("panel-places"), { choose, ask });
const dropping = makeDropping({ input: at("input"), over: at("over"), send, build, tell: announce });

async function send(path, body, headers = {}) {
  if (!token) token = await (await fetch("/token")).json();
  const reply = await fetch(path, { method: "POST", body, headers: { "X-Journeymap-Token": token, ...headers } });
  if (!reply.ok) throw new Error(await reply.text());
}

async function build() {
  document.body.classList.add("s-busy");
  await send("/build");
}

async function choose(letter) {
  document.body.classList.add("s-busy");
  try {
    await send("/choose", JSON.stringify(letter));
  } catch (error) {
    announce(error.message);
  }
}

async function readAs(encoding) {
  document.body.classList.add("s-busy");
  await send(`/encoding?name=${encodeURIComponent(encoding)}`).catch((error) => announce(error.message));
}

function quit() {
  if (unsaved && !window.confirm("Close the studio without saving the map? What you chose here will be lost.")) return;
  send("/quit").catch((error) => announce(error.message));
}

async function ask(path) {
  const reply = await fetch(path);
  return reply.ok ? reply.json() : [];
}

function announce(text) {
  document.body.classList.remove("s-busy");
  say(at("verdict"), text);
  at("verdict").dataset.severity = "error";
  say(at("status"), text);
}

// ------------------------------------------------------------ what the server says

function tell(state) {
  if (!state.builds) return;
  const doubts = (state.places ?? []).filter((place) => place.doubt).length;
  unsaved = Boolean(state.map);
  document.body.classList.remove("s-busy");
  document.body.dataset.stage = "work";
  at("welcome").hidden = true;
  at("work").hidden = false;
  document.title = `${state.file} – journeymap studio`;
  say(at("open"), "Open another table");
  say(at("file"), state.file);
  say(at("verdict"), verdict(state, doubts));
  at("verdict").dataset.severity = state.errors ? "error" : state.warnings || doubts ? "warning" : "";
  at("save-map").hidden = !state.map;
  at("save-ledger").hidden = !state.ledger;
  at("empty").hidden = Boolean(state.map);
  grid.show(state);
  places.show(state);
  badge("table", state.errors, state.errors ? "error" : "warning");
  badge("places", doubts, "warning");
  map.load(state.map);
  say(at("status"), `${state.file}: ${verdict(state, doubts)}`);
}

function verdict(state, doubts) {
  if (state.errors) return `${countsOf({ errors: state.errors })}${state.map ? ": the map is the one from before" : ""}`;
  if (doubts) return `The map is ready; ${doubts} ${doubts === 1 ? "place" : "places"} to look over`;
  return state.warnings ? `The map is ready; ${countsOf({ warnings: state.warnings })}` : "The map is ready";
}

function badge(name, count, severity) {
  const element = at(`badge-${name}`);
  element.hidden = !count;
  element.dataset.severity = severity;
  say(element, String(count));
}

function lost(isThere) {
  document.body.classList.toggle("p-lost", !isThere);
  if (!isThere) announce("The studio has been closed. What you saved is yours; this page can be closed, too.");
}

// ------------------------------------------------------------ tabs

const tabs = ["table", "places", "map"];

function select(name, focus = false) {
  document.body.dataset.tab = name;
  for (const other of tabs) {
    const tab = at(`tab-${other}`);
    tab.setAttribute("aria-selected", String(other === name));
    tab.tabIndex = other === name ? 0 : -1;
    if (other !== "map") at(`panel-${other}`).hidden = other !== name;
    if (focus && other === name) tab.focus();
  }
  if (name === "places") places.draw();
}

function lookAt(place) {
  select("places");
  places.look(place);
}

function keyOnTab(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const shown = tabs.filter((name) => at(`tab-${name}`).getClientRects().length);
  const now = shown.indexOf(document.body.dataset.tab ?? "table");
  select(shown[(now + step + shown.length) % shown.length], true);
}

for (const name of tabs) {
  at(`tab-${name}`).addEventListener("click", () => select(name));
  at(`tab-${name}`).addEventListener("keydown", keyOnTab);
}
for (const id of ["open", "choose"]) at(id).addEventListener("click", dropping.pick);
at("example").addEventListener("click", () => dropping.take([new File([EXAMPLE], "example.csv")]));
for (const id of ["save-map", "save-ledger"]) at(id).addEventListener("click", () => (unsaved = false));
at("quit").addEventListener("click", quit);
select("table");
follow(tell, lost);
