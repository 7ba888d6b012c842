// What others may do with a player: the functions of window.journeymap.

import { edtf, firstDayOf } from "./days.mjs";

/**
 * @param {object} of
 * @param {any} of.data
 * @param {any} of.clock
 * @param {any} of.player
 * @param {Array<{place: string, edtf: string}>} of.names by stay
 * @param {{on: Function}} of.events
 */
export function makeApi({ data, clock, player, names, events }) {
  const idOf = (stay) => data.stays[stay]?.id ?? "";
  const eraOf = (stay) => data.eras[data.stays[stay].era][0];
  const stayById = (id) => data.stays.findIndex((stay) => stay.id === id || stay.formerly?.includes(id));

  /** Where to find a stay: by id, by era, by day; -1 where there is none. */
  const find = {
    stayById,
    stayByEra: (slug) => data.stays.findIndex((_, stay) => eraOf(stay) === slug),
    stayOn: clock.stayOn,
  };

  /** The day of the playhead, as precise as the stay's own dates are; its own words where they are vague. */
  function dateNow() {
    const stay = data.stays[player.stay];
    if (!stay || !clock.isDated) return null;
    const day = clock.dayAt(player.t);
    const precision = clock.precisionAt(player.stay, day);
    if (precision) return edtf(day, precision);
    const [from, to] = names[player.stay].edtf.split("/");
    return from || to || null;
  }

  function state() {
    const now = player.stay;
    return { playing: player.playing, t: player.t, stay: idOf(now) || null, date: dateNow(), era: now < 0 ? null : eraOf(now) };
  }

  /**
   * @param {string | number} idOrDate a stay's id, or a date like 1917, 1917-10, 1917-10-25, or a stay's own
   * @returns {boolean} whether there is such a stay
   */
  function goTo(idOrDate) {
    const asked = typeof idOrDate === "number" ? String(idOrDate) : idOrDate;
    if (typeof asked !== "string") return false;
    const day = firstDayOf(asked);
    const byId = stayById(asked);
    const named = byId < 0 && asked ? names.findIndex((one) => one.edtf === asked && day === null) : byId;
    const stay = named < 0 && day !== null ? clock.stayOn(day) : named;
    if (stay < 0) return false;
    player.goTo(stay);
    return true;
  }

  const functions = {
    version: data.version,
    stays: data.stays.map((stay, i) => ({
      id: stay.id,
      place: names[i].place,
      lat: stay.at[1] / 100000,
      lon: stay.at[0] / 100000,
      date: names[i].edtf,
      era: eraOf(i),
      t: clock.holdFrom[i],
    })),
    duration: clock.duration,
    state,
    play: player.play,
    pause: player.pause,
    seek: (ms) => {
      if (Number.isFinite(ms)) player.seek(ms);
    },
    goTo,
    speed: player.setSpeed,
    on: events.on,
  };
  return { functions, find, idOf };
}
