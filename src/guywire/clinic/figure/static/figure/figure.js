/**
 * The body in side view, facing right, moved by the engine's angles.
 *
 * Lengths in millimeters of the drawing, angles in degrees. Flexion, anterior pelvic tilt,
 * dorsiflexion and lumbar extension are positive, as everywhere in Guywire; zero is upright
 * standing. The hip joint is the origin; x points forward, y down, as SVG has it.
 *
 * @typedef {{hip: number, knee: number, ankle: number}} LegAngles
 * @typedef {{pelvis: number, lumbar: number, near: LegAngles, far: LegAngles}} Posture
 * @typedef {[number, number]} Point
 * @typedef {{
 *   knee: Point, shank: number, lumbosacral: Point, sacral_slope: number, lordosis_shares: number[], lordosis: number,
 *   lumbar_step: number, thoracic_step: number, kyphosis_step: number, patella_share: number,
 *   belly: Point[], hips: Point[], soles: Point[], wires: Record<string, [string, number, number][]>,
 *   arms: {shoulder: Point, elbow: number, share: number, bend: number, held: number},
 * }} Lengths every number of the drawing, from side_view.drawn_by(); `belly` is how far the skin lies before
 *   and behind the spine, from the sacrum up to the chest, which is the server's
 * @typedef {{x: number, y: number, turn: number}} Frame
 */

import { number } from "../site/numbers.js";

/** How far the back may bend, in degrees, before anybody sees it: the head moves a tenth of a pixel. */
const UNSEEN = 0.05;

/** @param {[number, number]} point @param {number} turn degrees, clockwise on the screen */
function turned([x, y], turn) {
  const radians = (turn * Math.PI) / 180;
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  return /** @type {[number, number]} */ ([x * cos - y * sin, x * sin + y * cos]);
}

/** @param {Frame} frame @param {[number, number]} point */
export function at(frame, point) {
  const [x, y] = turned(point, frame.turn);
  return /** @type {[number, number]} */ ([frame.x + x, frame.y + y]);
}

/** Where every segment is. @param {Posture} posture @param {Lengths} lengths */
export function frames(posture, lengths) {
  const pelvis = { x: 0, y: 0, turn: posture.pelvis };
  const back = spine(posture.lumbar, lengths);
  const [chestX, chestY] = at(pelvis, [back.chest.x, back.chest.y]);
  const chest = { x: chestX, y: chestY, turn: back.chest.turn + pelvis.turn };
  const arms = { near: arm(chest, posture.near, posture.far, lengths), far: arm(chest, posture.far, posture.near, lengths) };
  return { pelvis, near: leg(posture, posture.near, lengths), far: leg(posture, posture.far, lengths), spine: back, arms };
}

/** An arm swings against the leg of its side; both hands go to a thigh that is held.
 * @param {Frame} chest @param {LegAngles} own @param {LegAngles} other @param {Lengths} lengths */
function arm(chest, own, other, { arms: { shoulder, elbow, share, bend, held } }) {
  const raised = Math.max(own.hip, other.hip);
  const forward = share * (raised > held ? raised : other.hip - own.hip);
  const [x, y] = at(chest, shoulder);
  const upperarm = { x, y, turn: -forward };
  const [elbowX, elbowY] = at(upperarm, [0, elbow]);
  return { upperarm, forearm: { x: elbowX, y: elbowY, turn: -forward - bend - Math.max(0, forward) } };
}

/** @param {Posture} posture @param {LegAngles} angles @param {Lengths} lengths */
function leg(posture, angles, lengths) {
  const forward = angles.hip - posture.pelvis;
  const thigh = { x: 0, y: 0, turn: -forward };
  const [kneeX, kneeY] = at(thigh, lengths.knee);
  const shank = { x: kneeX, y: kneeY, turn: angles.knee - forward };
  const [ankleX, ankleY] = at(shank, [0, lengths.shank]);
  const foot = { x: ankleX, y: ankleY, turn: shank.turn - angles.ankle };
  const patella = { x: kneeX, y: kneeY, turn: lengths.patella_share * angles.knee - forward };
  return { thigh, shank, foot, patella };
}

/**
 * Seen from the pelvis: five lumbar vertebrae, the chest on them, and the joints up to where the
 * skin no longer bends.
 *
 * @param {number} lumbar @param {Lengths} lengths
 */
function spine(lumbar, lengths) {
  let [x, y] = lengths.lumbosacral;
  let turn = lengths.sacral_slope;
  /** @type {Frame[]} */
  const vertebrae = [];
  const joints = [/** @type {[number, number]} */ ([x, y])];
  let chest = { x, y, turn };
  for (let level = 0; level < lengths.belly.length; level += 1) {
    const low = level < lengths.lordosis_shares.length;
    turn += low ? -lengths.lordosis_shares[level] * lengths.lordosis - lumbar / 5 : lengths.kyphosis_step;
    const [upX, upY] = turned([0, low ? -lengths.lumbar_step : -lengths.thoracic_step], turn);
    if (low) vertebrae.push({ x: x + upX / 2, y: y + upY / 2, turn });
    x += upX;
    y += upY;
    if (low) chest = { x, y, turn };
    joints.push([x, y]);
  }
  return { vertebrae, joints, chest };
}

/** How far the lowest point of either foot lies below the hips. @param {ReturnType<typeof frames>} body @param {Lengths} lengths */
export function lowest(body, { soles }) {
  return Math.max(...[body.near.foot, body.far.foot].flatMap((foot) => soles.map((sole) => at(foot, sole)[1])));
}

/** The skin that bends, seen from the pelvis: from the hips a little way up under the chest. @param {[number, number][]} joints @param {Lengths} lengths */
export function bellyOutline(joints, { belly, hips }) {
  const front = [];
  const back = [];
  for (let index = 2; index < belly.length; index += 1) {
    const [[x0, y0], [x, y], [x1, y1]] = [joints[index - 1], joints[index], joints[index + 1]];
    const length = Math.hypot(x1 - x0, y1 - y0);
    const [nx, ny] = [(y0 - y1) / length, (x1 - x0) / length];
    const [before, behind] = belly[index];
    front.push([x + nx * before, y + ny * before]);
    back.push([x - nx * behind, y - ny * behind]);
  }
  return `${curve([...back.reverse(), ...hips, ...front], false)}Z`;
}

/** @param {ReturnType<typeof frames>} body @param {Lengths} lengths @returns {Record<string, string>} */
export function wirePaths({ pelvis, spine, near }, { wires }) {
  /** @type {Record<string, (point: Point) => Point>} */
  const on = {
    pelvis: (point) => at(pelvis, point),
    "vertebra-2": (point) => at(pelvis, at(spine.vertebrae[2], point)),
    thigh: (point) => at(near.thigh, point),
    patella: (point) => at(near.patella, point),
    shank: (point) => at(near.shank, point),
  };
  return Object.fromEntries(
    Object.entries(wires).map(([name, points]) => [`wire-${name}`, curve(points.map(([segment, x, y]) => on[segment]([x, y])))]),
  );
}

/** A smooth path through the points (Catmull-Rom); without ends, they only give direction. @param {number[][]} points @param {boolean} [ends] */
function curve(points, ends = true) {
  const last = points.length - 1;
  const [first, stop] = ends ? [0, last] : [1, last - 1];
  let path = `M${say(points[first])}`;
  for (let index = first; index < stop; index += 1) {
    const [before, from] = [points[Math.max(0, index - 1)], points[index]];
    const [to, after] = [points[index + 1], points[Math.min(last, index + 2)]];
    const leave = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6];
    const reach = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6];
    path += `C${say(leave)} ${say(reach)} ${say(to)}`;
  }
  return path;
}

/** @param {number[]} point */
const say = ([x, y]) => `${tenths(x)},${tenths(y)}`;

/** What toFixed(1) says, in half the time: a step says 400 numbers. @param {number} value */
function tenths(value) {
  const all = Math.round(Math.abs(value) * 10);
  const whole = Math.floor(all / 10);
  return `${value < 0 ? "-" : ""}${whole}.${all - 10 * whole}`;
}

/** @param {Frame} frame */
const place = ({ x, y, turn }) => `translate(${x.toFixed(2)} ${y.toFixed(2)}) rotate(${turn.toFixed(2)})`;

/** The parts that every step moves. @param {ReturnType<typeof frames>} body @param {Lengths} lengths @returns {[string, Frame][]} */
export function limbs({ pelvis, near, far, arms }, { shank: length }) {
  const parts = [{ ...near, ...arms.near }, { ...far, ...arms.far }].map(({ thigh, shank, foot, patella, upperarm, forearm }) => ({
    thigh, shank, foot: { x: 0, y: length, turn: foot.turn - shank.turn }, patella, upperarm, forearm,
  }));
  return [
    ["pelvis", pelvis],
    ...["near", "far"].flatMap((side, index) =>
      Object.entries(parts[index]).map(([name, frame]) => /** @type {[string, Frame]} */ ([`${side}-${name}`, frame])),
    ),
  ];
}

/** The parts that move only where the back bends. @param {ReturnType<typeof spine>} spine @returns {[string, Frame][]} */
export function back({ vertebrae, chest }) {
  return [["chest", chest], ...vertebrae.map((frame, level) => /** @type {[string, Frame]} */ ([`vertebra-${level}`, frame]))];
}

/** A thin slice between two tilts of the pelvis. @param {number} from @param {number} to @param {number} arm */
export function wedge(from, to, arm) {
  const end = (/** @type {number} */ turn) => say(turned([arm, -46], turn));
  return `M0,0L${end(from)}A${arm},${arm} 0 0 ${to > from ? 1 : 0} ${end(to)}Z`;
}

/** @param {number} more degrees of tilt beyond the usual */
export function tiltText(more) {
  return Math.abs(more) < 0.05 ? "" : `${more > 0 ? "+" : ""}${number(more, 1)}°`;
}

/** The tension a wire is drawn with, from 0 (slack) to 10. @param {number} tension */
export const tightness = (tension) => Math.max(0, Math.min(10, Math.round(tension)));

/** One drawn figure: found once in the page, then moved as often as the screen refreshes. */
export class Figure {
  /** @param {SVGElement} svg @param {Lengths} lengths */
  constructor(svg, lengths) {
    this.lengths = lengths;
    this.lumbar = NaN;
    /** @type {Map<string, Element[]>} */
    this.parts = new Map();
    for (const element of svg.querySelectorAll("[data-part]")) {
      const name = element.getAttribute("data-part") ?? "";
      this.parts.set(name, [...(this.parts.get(name) ?? []), element]);
    }
  }

  /** @param {Posture} posture */
  show(posture) {
    const body = frames(posture, this.lengths);
    for (const [name, frame] of limbs(body, this.lengths)) this.#put(name, "transform", place(frame));
    if (!(Math.abs(posture.lumbar - this.lumbar) < UNSEEN)) this.#bend(posture.lumbar, body.spine);
    for (const [name, path] of Object.entries(wirePaths(body, this.lengths))) this.#put(name, "d", path);
    return body;
  }

  /** @param {number} lumbar @param {ReturnType<typeof spine>} spine */
  #bend(lumbar, spine) {
    this.lumbar = lumbar;
    for (const [name, frame] of back(spine)) this.#put(name, "transform", place(frame));
    this.#put("belly", "d", bellyOutline(spine.joints, this.lengths));
  }

  /** Shows how far the pelvis is tipped from where it would usually be. @param {number} from @param {number} to @param {number} arm */
  tilt(from, to, arm) {
    this.#put("tilt-wedge", "d", wedge(from, to, arm));
    const text = tiltText(to - from);
    for (const label of this.parts.get("tilt-label") ?? []) if (label.textContent !== text) label.textContent = text;
  }

  /** How tight each wire looks. @param {Record<string, number>} tensions */
  pull(tensions) {
    for (const [name, tension] of Object.entries(tensions)) this.#put(`wire-${name}`, "data-tension", String(tightness(tension)));
  }

  /** @param {string} part @param {string} attribute @param {string} value */
  #put(part, attribute, value) {
    for (const element of this.parts.get(part) ?? []) element.setAttribute(attribute, value);
  }
}
