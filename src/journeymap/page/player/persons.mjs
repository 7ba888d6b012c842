// Several lives on one map: all of them, or one that is followed and the others meanwhile.

import { makeClock } from "./clock.mjs";
import { el } from "./dom.mjs";
import { regrouped } from "./readings.mjs";

/**
 * The journey of one person: his stays, ways and marks, counted anew. Pure.
 * @param {any} data the page's journey-data
 * @param {number} person its index; -1 is everyone
 */
export function following(data, person) {
  if (person < 0) return data;
  const kept = data.stays.flatMap((stay, i) => (isOf(stay, person) ? [i] : []));
  if (!kept.length) return data;
  const place = new Map(kept.map((old, i) => [old, i]));
  const at = (index) => place.get(index) ?? -1;
  const marks = regrouped(data.marks, 3, place);
  const areas = regrouped(data.areas, 1, place);
  return {
    ...data,
    stays: kept.map((i) => ({ ...data.stays[i], within: at(data.stays[i].within), mark: marks.now.get(data.stays[i].mark) ?? -1, area: areas.now.get(data.stays[i].area) ?? -1 })),
    legs: data.legs.filter((leg) => isOf(leg, person)).map((leg) => ({ ...leg, stay: at(leg.stay), origin: at(leg.origin) })),
    marks: marks.rows,
    areas: areas.rows,
  };
}

/** Whether a stay or a leg is a person's; one that names nobody is the first one's. */
function isOf(one, person) {
  return (one?.persons ?? [0]).includes(person);
}

/**
 * The kilometres a person went to a stay, and all his way up to it. Pure.
 * @param {any} data
 * @param {number} stay -1 is the overview
 * @param {number} [person] who is followed; of everyone it is whom the stay names first
 */
export function kilometresTo(data, stay, person = -1) {
  const who = person < 0 ? data.stays[stay]?.persons?.[0] ?? 0 : person;
  let [km, total] = [0, 0];
  for (const leg of data.legs) {
    if (leg.stay > stay || leg.kind === "unreached" || !isOf(leg, who)) continue;
    total += leg.km;
    if (leg.stay === stay) km += leg.km;
  }
  return { km, total };
}

/**
 * Where the others are at the day of the playhead: on the card, and as names on the map.
 * @param {HTMLElement} root
 * @param {object} of
 * @param {any} of.all the data of everyone
 * @param {number} of.person who is followed
 * @param {any} of.clock of the journey that is played
 * @param {any} of.player
 * @param {any} of.map Leaflet's
 * @param {any} of.wording
 * @param {HTMLElement} of.card
 */
export function makeMeanwhile(root, { all, person, clock, player, map, wording, card }) {
  const others = all.persons.flatMap((name, index) => {
    const stays = all.stays.filter((stay) => isOf(stay, index));
    return index === person || !stays.length ? [] : [{ name, stays, on: makeClock(stays, [], 0).stayOn, tag: el("p", { class: "j-other", dir: "auto", "aria-hidden": "true", hidden: true }, name) }];
  });
  const text = el("div", { class: "j-meanwhile" });
  map.getContainer().append(...others.map(({ tag }) => tag));
  const rows = new Map([...root.querySelectorAll("li[data-stay-id]")].map((row) => [row.dataset.stayId, row]));
  const hidden = person < 0 ? [] : all.stays.flatMap((stay) => (isOf(stay, person) ? [] : [rows.get(stay.id)]));
  hidden.forEach((row) => (row.hidden = true));

  /** The stay of another that certainly or possibly holds on a day; null where none is known. */
  function stayOf({ stays, on }, day) {
    const stay = stays[on(day)];
    const last = stay && (stay.days[3] ?? stay.days[2] ?? Infinity);
    return stay && last >= day ? stay : null;
  }

  function frame() {
    const day = player.t > 0 && clock.isDated ? clock.dayAt(player.t) : null;
    for (const other of others) {
      const stay = day === null ? null : stayOf(other, day);
      other.tag.hidden = !stay || stay.mark < 0;
      if (!stay || stay.mark < 0) continue;
      const { x, y } = map.latLngToContainerPoint([stay.at[1] / 100000, stay.at[0] / 100000]);
      other.tag.style.left = `${Math.round(x)}px`;
      other.tag.style.top = `${Math.round(y)}px`;
    }
  }

  /** @param {number} stay the one shown, -1 at the overview */
  function show(stay) {
    const day = stay < 0 || !clock.isDated ? null : clock.dayAt(clock.holdFrom[stay]);
    const lines = day === null ? [] : others.flatMap((other) => lineOf(other, day));
    text.replaceChildren(...(lines.length ? [el("h4", {}, wording.text("lesson", "meanwhile")), ...lines] : []));
    if (lines.length) card.firstElementChild.append(text);
    else text.remove();
  }

  function lineOf(other, day) {
    const stay = stayOf(other, day);
    const row = stay && rows.get(stay.id);
    const place = row?.querySelector('[data-part="place"]')?.textContent;
    if (!place) return [];
    const line = el("p", { dir: "auto" }, el("b", {}, other.name));
    line.append(` ${place}, `, wording.span(stay.when));
    return [line];
  }

  return {
    frame,
    show,
    destroy: () => {
      text.remove();
      others.forEach(({ tag }) => tag.remove());
      hidden.forEach((row) => (row.hidden = false));
    },
  };
}

/**
 * The choice of whom to follow.
 * @param {any} data of everyone
 * @param {number} chosen
 * @param {any} wording
 * @param {(person: number) => void} onChoose
 */
export function personSwitch(data, chosen, wording, onChoose) {
  const names = [wording.text("lesson", "everyone"), ...data.persons];
  const list = el("select", { class: "j-field", "data-action": "follow", "aria-label": wording.text("lesson", "follow"), onchange: () => onChoose(list.selectedIndex - 1) }, ...names.map((name) => el("option", {}, name)));
  list.selectedIndex = chosen + 1;
  return [el("h2", {}, wording.text("lesson", "follow")), list];
}
