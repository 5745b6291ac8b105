/**
 * An online visit is wherever you are: beside the clinic's time, show it by this device's clock,
 * when the two differ.
 */

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** @param {Date} moment @param {string} zone @param {Intl.DateTimeFormatOptions} options */
function words(moment, zone, options) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { ...options, timeZone: zone })
    .format(moment)
    .replace(/[\u202f ]([AP])M/, (_, half) => ` ${half.toLowerCase()}m`);
}

/** @type {Intl.DateTimeFormatOptions} */
const CLOCK = { hour: "numeric", minute: "2-digit" };
/** @type {Intl.DateTimeFormatOptions} */
const FULL = { ...CLOCK, weekday: "long" };

let differs = false;
for (const element of document.querySelectorAll("[data-moment]")) {
  if (!(element instanceof HTMLElement)) continue;
  const moment = new Date(element.dataset.moment ?? "");
  const there = element.dataset.zone ?? "";
  if (words(moment, here, FULL) === words(moment, there, FULL)) continue;
  const short = element.classList.contains("own-zone--short");
  const sameDay = words(moment, here, { weekday: "long" }) === words(moment, there, { weekday: "long" });
  element.textContent = short
    ? words(moment, here, sameDay ? CLOCK : { ...CLOCK, weekday: "short" })
    : (element.dataset.words ?? "{time}").replace("{time}", words(moment, here, FULL));
  element.hidden = false;
  differs = true;
}

const note = document.querySelector("[data-own-zone-note]");
if (note instanceof HTMLElement && differs) {
  note.hidden = false;
}
