// The preview of ``watch``: the last good map, and the table's problems over it.

import { say } from "./dom.mjs";
import { makeMapFrame } from "./mapframe.mjs";
import { follow } from "./news.mjs";
import { countsOf, problemItem } from "./problems.mjs";

const at = (id) => document.getElementById(id);
const map = makeMapFrame(at("map"), "The map");
let isOpen = false;
let wasWrong = false;

function tell(state) {
  if (!state.file) return;
  document.title = `${state.errors ? "✗ " : ""}${state.file} – journeymap`;
  say(at("title"), `Preview of ${state.file}`);
  map.load(state.map);
  at("empty").hidden = Boolean(state.map);
  at("problems").replaceChildren(...state.problems.map((problem) => problemItem(problem)));
  at("more").hidden = !state.more;
  say(at("more"), `… and ${state.more} more: journeymap check tells all.`);
  const counts = countsOf(state);
  say(at("verdict"), state.errors ? `${counts}: this is the map from before` : counts);
  say(at("chip"), counts);
  at("chip").hidden = !counts;
  const isWrong = state.errors > 0;
  const opens = isWrong || (isOpen && !wasWrong);
  wasWrong = isWrong;
  show(opens && Boolean(counts));
  say(at("status"), state.errors ? `${counts}. The map stays as it was.` : `The map is up to date. ${counts}`);
}

function show(open) {
  isOpen = open;
  at("said").hidden = !open;
  at("said").dataset.wrong = String(wasWrong);
  at("chip").setAttribute("aria-expanded", String(open));
}

function lost(isThere) {
  document.body.classList.toggle("p-lost", !isThere);
  say(at("status"), isThere ? "The preview is back." : "journeymap watch has ended; the map stays as it was.");
}

at("chip").addEventListener("click", () => show(!isOpen));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isOpen) {
    show(false);
    at("chip").focus();
  }
});
follow(tell, lost);
