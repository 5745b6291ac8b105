/**
 * Arrow keys move over the schedule from time to time and from therapist to therapist. Tab still
 * goes through all of it in order, and a screen reader reads it as the table it is.
 */

const CONTROLS = ".slot__open, .slot__free, thead a";
/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

addEventListener("keydown", (event) => {
  const way = WAYS[event.key];
  const from = event.target instanceof Element ? event.target.closest(CONTROLS) : null;
  if (!way || !from?.closest(".schedule") || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  nearest(from, way)?.focus();
});

/** @param {Element} control */
const cellOf = (control) => /** @type {Element} */ (control.closest("td, th")).getBoundingClientRect();

/**
 * The next control that way: in the same column up and down, in the same row left and right.
 *
 * @param {Element} from
 * @param {[number, number]} way
 */
function nearest(from, [right, down]) {
  const here = cellOf(from);
  let best = null;
  let least = Infinity;
  for (const control of from.closest(".schedule")?.querySelectorAll(CONTROLS) ?? []) {
    const there = cellOf(control);
    const ahead = right * (there.left - here.left) + down * (there.top - here.top);
    const aside = right ? apart(here.top, here.bottom, there.top, there.bottom) : apart(here.left, here.right, there.left, there.right);
    // A row of a long visit meets several others: the one that starts nearest is next.
    const far = ahead + (right ? Math.abs(there.top - here.top) / 1000 : 0);
    if (control !== from && ahead > 1 && aside <= 0 && far < least && control instanceof HTMLElement) {
      best = control;
      least = far;
    }
  }
  return best;
}

/**
 * How far two spans are from meeting; 0 or less when they share more than an edge.
 *
 * @param {number} begins @param {number} ends @param {number} otherBegins @param {number} otherEnds
 */
function apart(begins, ends, otherBegins, otherEnds) {
  return Math.max(begins, otherBegins) + 2 - Math.min(ends, otherEnds);
}
