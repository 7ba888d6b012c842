// What a lesson needs beside the journey itself: tools, print, presenting, what comes hidden.

import { makeAround, unlink } from "./around.mjs";
import { makeAsking } from "./asking.mjs";
import { el, say, set } from "./dom.mjs";
import { shareGestures, swipeCard } from "./gestures.mjs";
import { makeKiosk } from "./kiosk.mjs";
import { kilometresTo, makeMeanwhile, personSwitch } from "./persons.mjs";
import { makePrinting } from "./printing.mjs";
import { makeLink, makeMeasure, makeSearch, switchButton, toolButton } from "./tools.mjs";

/**
 * @param {HTMLElement} root
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.asked the settings of the address
 * @param {{all: any, person: number, choose: (person: number) => void} | null} of.persons
 * @param {any} of.map Leaflet's
 * @param {boolean} of.ownsPage
 * @param {any} of.wording
 * @param {any} of.clock
 * @param {any} of.world
 * @param {any} of.player
 * @param {any} of.timeline
 * @param {HTMLElement} of.card
 * @param {HTMLElement[]} of.rows
 * @param {Array<{place: string, when: string}>} of.names
 * @param {Record<string, () => void>} of.actions
 * @param {(stay: number) => void} of.choose
 * @param {() => void} of.closePanels
 * @param {(step: () => void) => void} of.later is told how to undo each step
 */
export function makeLesson(root, { data, asked, persons, map, ownsPage, wording, clock, world, player, timeline, card, rows, names, actions, choose, closePanels, later }) {
  const word = (key, values) => wording.text("lesson", key, values);
  const around = makeAround(asked, ownsPage);
  const asking = makeAsking(data, clock, player);
  const printing = makePrinting(root, { data, world, wording, rows, names });
  later(printing.destroy);
  const search = makeSearch({ data, wording, clock, rows, names, onChoose: pick });
  later(search.destroy);
  const link = makeLink(wording, address);
  const meanwhile = persons && persons.person >= 0 ? makeMeanwhile(root, { ...persons, clock, player, map, wording, card }) : null;
  const way = el("p", { class: "j-km" });
  if (meanwhile) later(meanwhile.destroy);
  later(swipeCard(card, actions));
  if (around.embedded) later(shareGestures(root, { wording }));
  if (!around.links) later(unlink(root));
  if (asked.autoplay && asked.loop) later(makeKiosk(root, player, closePanels));
  let furthest = 0;
  let hidesWhatComes = asked.spoilers === "off";

  /** Of the stay shown: in a frame that of the page's own place, if the settings name it. */
  function address() {
    const here = window.location.href.split("#")[0];
    const page = around.framed || !/^(https?|file):/.test(here) ? data.page || here : here;
    if (!/^(https?|file):/.test(page)) return "";
    const id = data.stays[player.stay]?.id;
    return id ? `${page}#stay=${id}` : page;
  }

  // ---------------------------------------------------------------- what the panel holds

  function tools() {
    const switches = [switchButton("present", word("present"), root.classList.contains("j-present"), present), switchButton("hide", word("hide"), hidesWhatComes, hide)];
    if (rows.some((row) => row.querySelector(".j-easy"))) switches.push(switchButton("easy", word("easy"), asked.easy, (on) => set(root, "data-easy", on)));
    const sheets = ["handout", "worksheet", "answers"].filter((sheet) => sheet !== "answers" || rows.some((row) => row.querySelector('[data-part="answer"]')));
    const prints = around.printing ? sheets.map((sheet) => toolButton(sheet, word(sheet), () => printing.print(sheet))) : [];
    const followed = persons ? personSwitch(persons.all, persons.person, wording, persons.choose) : [];
    return [...search.nodes, ...followed, el("h2", {}, word("lesson")), el("div", { class: "j-switches" }, ...switches, ...prints), ...link.nodes, ...makeMeasure(data, wording, names)];
  }

  /** Where a panel covers the map, who has chosen a stay in it wants to see that. */
  function pick(stay) {
    choose(stay);
    if (map.getContainer().inert) closePanels();
  }

  function present(on) {
    root.classList.toggle("j-present", on);
    if (on) closePanels();
  }

  // ---------------------------------------------------------------- what comes is hidden

  function hide(on) {
    hidesWhatComes = on;
    world.hidesWhatComes = on;
    root.classList.toggle("j-hides", on);
    timeline.hideAfter(Infinity);
    frame();
    player.seek(player.t);
  }

  function frame() {
    asking.frame();
    meanwhile?.frame();
    reveal();
  }

  function reveal() {
    furthest = Math.max(furthest, player.t);
    if (!hidesWhatComes) return;
    const seen = clock.at(furthest).stay;
    timeline.hideAfter(furthest);
    rows.forEach((row, i) => set(row, "data-later", i > seen));
    const known = new Set(data.stays.slice(0, seen + 1).map((stay) => data.eras[stay.era][0]));
    for (const chip of root.querySelectorAll(".j-chip")) set(chip, "data-later", !known.has(chip.dataset.era ?? ""));
  }

  // ---------------------------------------------------------------- beside each stay

  /** @param {number} stay -1 is the overview */
  function show(stay) {
    reveal(); // before the strip of eras looks for the one that is shown
    asking.show(stay);
    meanwhile?.show(stay);
    link.show();
    const { km, total } = kilometresTo(data, stay, persons?.person);
    if (!total) return way.remove();
    // Two figures: most ways are not recorded, and no sum of them is exact.
    const about = (whole) => wording.number(Number(whole.toPrecision(2)));
    say(way, word(km ? "km" : "km_in_all", { km: about(km), total: about(total) }));
    card.firstElementChild.append(way);
  }

  if (asked.present) present(true);
  if (asked.easy) set(root, "data-easy", true);
  if (hidesWhatComes) hide(true);
  return {
    around,
    tools,
    frame,
    show,
    pick,
    search: search.field,
  };
}
