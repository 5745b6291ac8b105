/**
 * The same figure on a canvas, for a worker to move: the page reads its shapes and colors once
 * from the drawing, `figure.js` says where the parts go.
 *
 * @typedef {[number, number, number, number, number, number]} Matrix as in setTransform
 * @typedef {{fill: string, stroke: string, width: number, cap: CanvasLineCap, join: CanvasLineJoin, alpha: number, strokeFirst: boolean}} Look
 * @typedef {{part: string | null, matrix: Matrix | null}} Place what moves it: a part's frame, or a fixed transform
 * @typedef {{
 *   part: string | null, places: Place[], path: string | null, rule: CanvasFillRule,
 *   text: {font: string, x: number, y: number} | null,
 *   looks: Look[],
 * }} Shape `looks` has one look, or one for each tension of a wire
 * @typedef {import("./figure.js").Posture} Posture
 * @typedef {import("./figure.js").Lengths} Lengths
 */

import { back, bellyOutline, frames, limbs, lowest, tightness, tiltText, wedge, wirePaths } from "./figure.js";

const TENSIONS = 11;

// In the page

/** How many shapes are read before the page may answer a tap. */
const SHAPES_A_TASK = 16;

/** The shapes inside some bodies of the page, in the order they are drawn; their wires look alike.
 * The browser works out a style for each of them, so it is done in many short tasks.
 * @param {Element[]} bodies @returns {Promise<Shape[][]>} */
export async function readShapes(bodies) {
  const drawn = bodies.map((body) => /** @type {SVGGraphicsElement[]} */ ([...body.querySelectorAll("path, circle, ellipse, text")]));
  const pulled = await looksPulled(drawn[0].filter((element) => element.dataset.part?.startsWith("wire-")));
  /** @type {Shape[][]} */
  const shapes = bodies.map(() => []);
  for (const [index, body] of bodies.entries()) {
    for (const [number, element] of drawn[index].entries()) {
      if (number % SHAPES_A_TASK === 0) await nextTask();
      shapes[index].push({
        part: element.dataset.part ?? null,
        places: placesOf(element, body),
        path: element.localName === "text" ? null : outline(element),
        rule: /** @type {CanvasFillRule} */ (getComputedStyle(element).fillRule),
        text: element.localName === "text" ? textOf(element) : null,
        looks: pulled.get(element.dataset.part) ?? [look(element)],
      });
    }
  }
  return shapes;
}

/**
 * How each wire looks, slack to tightest. All wires change before any is read: a change between two
 * reads makes the browser work out the page's styles once more. They are put back in the same task,
 * so that nobody sees it.
 * @param {SVGElement[]} wires @returns {Promise<Map<string | undefined, Look[]>>} by part
 */
async function looksPulled(wires) {
  /** @type {Map<string | undefined, Look[]>} */
  const looks = new Map(wires.map((wire) => [wire.dataset.part, []]));
  for (let tension = 0; tension < TENSIONS; tension += 1) {
    await nextTask();
    const before = wires.map((wire) => wire.getAttribute("data-tension"));
    for (const wire of wires) wire.dataset.tension = String(tension);
    for (const wire of wires) looks.get(wire.dataset.part)?.push(look(wire));
    wires.forEach((wire, index) => put(wire, "data-tension", before[index]));
  }
  return looks;
}

function nextTask() {
  return new Promise((go) => { setTimeout(go); });
}

/** @param {Element} element @param {string} name @param {string | null} text */
function put(element, name, text) {
  if (text === null) element.removeAttribute(name);
  else element.setAttribute(name, text);
}

/** @param {Element} element @returns {Look} */
function look(element) {
  const style = getComputedStyle(element);
  return {
    fill: style.fill,
    stroke: style.stroke,
    width: parseFloat(style.strokeWidth),
    cap: /** @type {CanvasLineCap} */ (style.strokeLinecap),
    join: /** @type {CanvasLineJoin} */ (style.strokeLinejoin),
    alpha: Number(style.fillOpacity),
    strokeFirst: style.paintOrder.startsWith("stroke"),
  };
}

/** What moves an element, outermost first. @param {Element} element @param {Element} body */
function placesOf(element, body) {
  /** @type {Place[]} */
  const places = [];
  for (let one = /** @type {Element | null} */ (element); one && one !== body; one = one.parentElement) {
    const part = one.getAttribute("data-part");
    const matrix = fixed(/** @type {SVGGraphicsElement} */ (one));
    if (part || matrix) places.unshift({ part, matrix });
  }
  return places;
}

/** @param {SVGGraphicsElement} element @returns {Matrix | null} */
function fixed({ transform: { baseVal: steps } }) {
  let all = new DOMMatrix();
  for (let index = 0; index < steps.numberOfItems; index += 1) all = all.multiply(steps.getItem(index).matrix);
  return steps.numberOfItems ? [all.a, all.b, all.c, all.d, all.e, all.f] : null;
}

/** @param {Element} element */
function outline(element) {
  const of = (/** @type {string} */ name) => Number(element.getAttribute(name) ?? 0);
  if (element.localName === "path") return element.getAttribute("d") ?? "";
  const [rx, ry] = element.localName === "circle" ? [of("r"), of("r")] : [of("rx"), of("ry")];
  const [left, right, y] = [of("cx") - rx, of("cx") + rx, of("cy")];
  return `M${left},${y}A${rx},${ry} 0 1 1 ${right},${y}A${rx},${ry} 0 1 1 ${left},${y}Z`;
}

/** @param {Element} element */
function textOf(element) {
  const { fontWeight, fontSize, fontFamily } = getComputedStyle(element);
  const of = (/** @type {string} */ name) => Number(element.getAttribute(name) ?? 0);
  return { font: `${fontWeight} ${fontSize} ${fontFamily}`, x: of("x"), y: of("y") };
}

// Wherever there is a canvas

export class CanvasFigure {
  /** @param {OffscreenCanvas | HTMLCanvasElement} canvas @param {Lengths} lengths */
  constructor(canvas, lengths) {
    this.canvas = canvas;
    this.context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.lengths = lengths;
    /** @type {(Shape & {drawn: Path2D})[]} */
    this.shapes = [];
  }

  /** @param {Shape[]} shapes */
  wear(shapes) {
    this.shapes = shapes.map((shape) => ({ ...shape, drawn: new Path2D(shape.path ?? "") }));
  }

  /** Fill so many pixels; a canvas that is given a size loses its picture, the same size too. @param {number} width @param {number} height */
  fill(width, height) {
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
  }

  /**
   * Draws all of it, the feet on the ground.
   * @param {{posture: Posture, tensions: Record<string, number>, usual: number}} picture
   * @param {{box: number[], ground: number, tiltArm: number}} view what of the drawing the canvas
   *   shows (x, y, width, height), where the ground lies, and how far out the tilt is shown
   */
  show({ posture, tensions, usual }, { box, ground, tiltArm }) {
    const body = frames(posture, this.lengths);
    const moved = new Map([...limbs(body, this.lengths), ...back(body.spine)].map(([name, { x, y, turn }]) => [name, turning(x, y, turn)]));
    const bent = { ...wirePaths(body, this.lengths), belly: bellyOutline(body.spine.joints, this.lengths), "tilt-wedge": wedge(usual, posture.pelvis, tiltArm) };
    const paths = new Map(Object.entries(bent).map(([name, path]) => [name, new Path2D(path)]));
    const pulls = new Map(Object.entries(tensions).map(([name, tension]) => [`wire-${name}`, tightness(tension)]));
    const { context } = this;
    context.resetTransform();
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const root = after(this.#fit(box), [1, 0, 0, 1, 0, ground - lowest(body, this.lengths)]);
    for (const shape of this.shapes) {
      const matrix = shape.places.reduce((so, { part, matrix: fixed }) => after(so, moved.get(part ?? "") ?? fixed), root);
      context.setTransform(...matrix);
      const worn = shape.looks[pulls.get(shape.part ?? "") ?? 0];
      if (shape.text) this.#write(tiltText(posture.pelvis - usual), shape.text, worn);
      else this.#paint(paths.get(shape.part ?? "") ?? shape.drawn, shape.rule, worn);
    }
  }

  /** The box in the middle of the canvas, as large as it goes, as an SVG's view box lies. @param {number[]} box @returns {Matrix} */
  #fit([x, y, width, height]) {
    const scale = Math.min(this.canvas.width / width, this.canvas.height / height);
    return [scale, 0, 0, scale, this.canvas.width / 2 - scale * (x + width / 2), this.canvas.height / 2 - scale * (y + height / 2)];
  }

  /** @param {Path2D} path @param {CanvasFillRule} rule @param {Look} worn */
  #paint(path, rule, worn) {
    this.#use(worn);
    if (worn.fill !== "none") this.context.fill(path, rule);
    this.context.globalAlpha = 1;
    if (worn.stroke !== "none") this.context.stroke(path);
  }

  /** @param {string} words @param {{font: string, x: number, y: number}} text @param {Look} worn */
  #write(words, { font, x, y }, worn) {
    this.#use(worn);
    this.context.font = font;
    if (worn.stroke !== "none" && worn.strokeFirst) this.context.strokeText(words, x, y);
    this.context.fillText(words, x, y);
  }

  /** @param {Look} worn */
  #use({ fill, stroke, width, cap, join, alpha }) {
    const { context } = this;
    context.globalAlpha = alpha;
    context.fillStyle = fill;
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.lineCap = cap;
    context.lineJoin = join;
  }
}

/** @param {number} x @param {number} y @param {number} turn degrees @returns {Matrix} */
function turning(x, y, turn) {
  const radians = (turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  return [cos, sin, -sin, cos, x, y];
}

/** The second seen in the first. @param {Matrix} first @param {Matrix | null} second @returns {Matrix} */
function after(first, second) {
  if (!second) return first;
  const [a, b, c, d, e, f] = first;
  const [g, h, i, j, k, l] = second;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
