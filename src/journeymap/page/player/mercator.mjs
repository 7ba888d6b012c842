// The world the player draws in: Web Mercator, 262,144 units wide (a pixel at zoom 10), y down.

export const WORLD = 262144;

/** How many of the scene's units a degree has. */
export const PER_DEGREE = 100000;

const EARTH_RADIUS_KM = 6371.0088;

/**
 * @param {number} lon hundred-thousandths of a degree, may pass ±180°
 * @returns {number} world units
 */
export function worldX(lon) {
  return (lon / PER_DEGREE / 360 + 0.5) * WORLD;
}

/**
 * @param {number} lat hundred-thousandths of a degree
 * @returns {number} world units
 */
export function worldY(lat) {
  const sin = Math.sin((Math.max(-85, Math.min(85, lat / PER_DEGREE)) * Math.PI) / 180);
  return (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * WORLD;
}

/**
 * @param {number} x world units
 * @returns {number} degrees
 */
export function longitude(x) {
  return (x / WORLD - 0.5) * 360;
}

/**
 * @param {number} y world units
 * @returns {number} degrees
 */
export function latitude(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD))) * 180) / Math.PI;
}

/**
 * Pixels per world unit at a zoom.
 * @param {number} zoom
 */
export function scaleOf(zoom) {
  return 2 ** (zoom - 10);
}

/**
 * Kilometres that one pixel shows at a latitude and a zoom.
 * @param {number} y world units
 * @param {number} zoom
 */
export function kmPerPixel(y, zoom) {
  return (40030.2 * Math.cos((latitude(y) * Math.PI) / 180)) / (WORLD * scaleOf(zoom));
}

/**
 * Kilometres along the great circle of a sphere of 6,371 km (the haversine formula).
 * @param {[number, number]} from longitude and latitude in hundred-thousandths of a degree
 * @param {[number, number]} to
 */
export function kilometres([lon, lat], [lon2, lat2]) {
  const radians = Math.PI / 180 / PER_DEGREE;
  const hav = (angle) => Math.sin((angle * radians) / 2) ** 2;
  const h = hav(lat2 - lat) + Math.cos(lat * radians) * Math.cos(lat2 * radians) * hav(lon2 - lon);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
