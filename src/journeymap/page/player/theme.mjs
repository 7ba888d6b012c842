// The colours of the map in its two themes. Eras by palette slot, computed so that every
// pair stays apart for colour-blind readers and every one is 3:1 on land and on sea.

/**
 * @typedef {object} Theme
 * @property {string} land @property {string} sea @property {string} coast @property {string} river
 * @property {string} ink @property {string} quiet @property {string} town @property {string} region @property {string} water @property {string} casing @property {string} grid
 * @property {string[]} eras by slot, slot 1 first
 */

/** @type {Theme} */
export const LIGHT = {
  land: "#F3F0E8",
  sea: "#D6E1E6",
  coast: "#8FA5AF",
  river: "#B9CBD3",
  ink: "#1F2A30",
  quiet: "#6A6258",
  town: "#6A6258",
  region: "#8A8172",
  water: "#466470",
  casing: "#FBFAF6",
  grid: "#C3D1D8",
  eras: ["#545703", "#12848E", "#005032", "#50014D", "#816BD8", "#9A7403", "#484D5B", "#4F1C00", "#0256A9", "#D14A5F"],
};

/** @type {Theme} */
export const DARK = {
  land: "#262B30",
  sea: "#141B22",
  coast: "#56646F",
  river: "#39454F",
  ink: "#E8E6E0",
  quiet: "#A39C90",
  town: "#A39C90",
  region: "#857E72",
  water: "#7F95A3",
  casing: "#0E1317",
  grid: "#222C35",
  eras: ["#D7F296", "#128585", "#53C48E", "#FEC0F7", "#7B65D1", "#D49838", "#9FA4B5", "#FEE6D6", "#79A1FD", "#D24C49"],
};

/**
 * @param {Theme} theme
 * @param {number} slot 1–10
 */
export function eraColour(theme, slot) {
  return theme.eras[(slot - 1) % theme.eras.length];
}
