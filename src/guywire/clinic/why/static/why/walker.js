/**
 * The worker that walks the figures: it has the tables, the shapes and the time, and draws each
 * refresh of the screen by itself, so that a busy page does not make them stumble.
 *
 * @typedef {import("../figure/canvas_figure.js").Shape} Shape
 * @typedef {{canvas: OffscreenCanvas, free: boolean}} Place
 */

import { CanvasFigure } from "../figure/canvas_figure.js";
import { number } from "../site/numbers.js";
import { Explanation, phaseAfter } from "./explanation.js";

/** @type {Explanation} */
let explanation;
/** @type {{figure: CanvasFigure, free: boolean}[]} */
let figures = [];
/** @type {{level: number, phase: number, since: number} | undefined} how tight, where in the step, and when */
let walk;
let drawn = 0;
/** @type {number | undefined} */
let asked;

const told = {
  /** @param {{tables: import("./explanation.js").Tables, places: Place[]}} given */
  begin({ tables, places }) {
    explanation = new Explanation(tables);
    figures = places.map(({ canvas, free }) => ({ figure: new CanvasFigure(canvas, tables.lengths), free }));
  },
  /** @param {Shape[][]} shapes */
  wear(shapes) {
    figures.forEach(({ figure }, index) => figure.wear(shapes[index]));
    // The first number of a browser takes it 25 to 100 ms, in which no page should have to wait.
    number(0);
    postMessage("ready");
  },
  /** @param {[number, number][]} sizes */
  fill(sizes) {
    figures.forEach(({ figure }, index) => figure.fill(...sizes[index]));
  },
  /** @param {{level: number, phase: number, since: number}} from */
  walk(from) {
    walk = from;
    drawn = 0;
    asked ??= requestAnimationFrame(draw);
  },
  rest() {
    walk = undefined;
  },
};

addEventListener("message", ({ data: [what, given] }) => told[/** @type {keyof typeof told} */ (what)](given));

function draw() {
  asked = undefined;
  if (!walk) return;
  const { level } = walk;
  const phase = phaseAfter(walk.phase, performance.timeOrigin + performance.now() - walk.since);
  for (const { figure, free } of figures) figure.show(explanation.picture("walk", free ? explanation.free : level, phase), explanation.upright);
  drawn += 1;
  // The first picture may not be on the screen yet; with the second it is.
  if (drawn === 2) postMessage("walking");
  asked = requestAnimationFrame(draw);
}
