/** Numbers as the language of the page writes them: 1.5 or 1,5, with a true minus. */

/** @type {Map<string, Intl.NumberFormat>} */
const FORMATS = new Map();
/** A worker has no page: it gets the language as its name. */
const LANGUAGE = globalThis.document?.documentElement.lang || globalThis.name || "en";

/** @param {number} value @param {number} [decimals] at most so many @param {number} [least] and at least so many */
export function number(value, decimals = 0, least = decimals) {
  const key = `${decimals} ${least}`;
  const format = FORMATS.get(key) ?? new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: least, maximumFractionDigits: decimals });
  FORMATS.set(key, format);
  // Rounded first: −0.04 is no “−0.0”.
  return format.format(Number(value.toFixed(decimals)) + 0).replace("-", "−");
}
