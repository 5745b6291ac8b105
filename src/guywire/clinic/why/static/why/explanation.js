/**
 * What the figures of the explanation do, on tables the engine made. Knows no page, so that a
 * worker can ask it too.
 *
 * @typedef {{pelvis: number[], lumbar: number[], near_hip: number[], far_hip: number[], near_front: number[], near_rectus: number[], back: number[]}} Stride
 * @typedef {{pelvis: number, lumbar: number, near_hip: number, near_knee: number, far_hip: number, far_knee: number, front: number, rectus: number, back: number}} Rest
 * @typedef {[number, number, number]} Band low, middle, high
 * @typedef {{
 *   levels: number[], own: {lost_deg: number, steps: number, sitting_hours: number},
 *   lengths: import("../figure/figure.js").Lengths,
 *   near_knee: number[], near_ankle: number[], far_knee: number[], far_ankle: number[],
 *   walk: Stride[], stand: Rest[], supine: Rest[], prone: Rest[],
 *   traded_deg: Band[], travel_mm: Band[], average_travel_mm: Band[], late_percent: number,
 *   upright: {box: number[], ground: number, tilt_arm: number},
 *   sitting: {short_hours: number, long_hours: number, difference_deg: number},
 * }} Tables
 */

const STRIDE_SECONDS = 1.6;
export const POSES = /** @type {const} */ (["walk", "stand", "supine", "prone"]);

/** @param {number[]} levels @param {number} level */
export function between(levels, level) {
  const last = levels.length - 1;
  const clamped = Math.max(levels[0], Math.min(levels[last], level));
  let below = levels.findIndex((edge) => edge > clamped) - 1;
  if (below < 0) below = last - 1;
  return { below, share: (clamped - levels[below]) / (levels[below + 1] - levels[below]) };
}

/** @param {number} from @param {number} to @param {number} share */
export const mix = (from, to, share) => from + (to - from) * share;

/** A value on a closed cycle of samples. @param {number[]} samples @param {number} phase 0 to 1 */
export function onCycle(samples, phase) {
  const position = (((phase % 1) + 1) % 1) * samples.length;
  const index = Math.floor(position) % samples.length;
  return mix(samples[index], samples[(index + 1) % samples.length], position - Math.floor(position));
}

/** Where in the step a walk is. @param {number} phase where it was @param {number} milliseconds ago */
export const phaseAfter = (phase, milliseconds) => (phase + milliseconds / 1000 / STRIDE_SECONDS) % 1;

export class Explanation {
  /** @param {Tables} tables */
  constructor(tables) {
    this.tables = tables;
  }

  /** How somebody upright is looked at: what of the drawing is seen, where the ground lies, and how far from the hips the tilt is shown. */
  get upright() {
    const { box, ground, tilt_arm: tiltArm } = this.tables.upright;
    return { box, ground, tiltArm };
  }

  /** The level of free hips. */
  get free() {
    return this.tables.levels[0];
  }

  /** What a figure shows, and how free hips would tip its pelvis then. @param {typeof POSES[number]} pose @param {number} level @param {number} phase */
  picture(pose, level, phase) {
    return { ...this.posture(pose, level, phase), usual: this.posture(pose, this.free, phase).posture.pelvis };
  }

  /** @param {keyof Stride} what @param {number} level @param {number} phase */
  #stride(what, level, phase) {
    const { below, share } = between(this.tables.levels, level);
    const { walk } = this.tables;
    return mix(onCycle(walk[below][what], phase), onCycle(walk[below + 1][what], phase), share);
  }

  /** @param {"stand" | "supine" | "prone"} pose @param {keyof Rest} what @param {number} level */
  #rest(pose, what, level) {
    const { below, share } = between(this.tables.levels, level);
    const rests = this.tables[pose];
    return mix(rests[below][what], rests[below + 1][what], share);
  }

  /** @param {typeof POSES[number]} pose @param {number} level @param {number} phase */
  posture(pose, level, phase) {
    const table = this.tables;
    if (pose !== "walk") {
      const rest = (/** @type {keyof Rest} */ what) => this.#rest(pose, what, level);
      const far = pose === "supine" ? { hip: rest("far_hip"), knee: rest("far_knee"), ankle: -10 } : { hip: rest("far_hip"), knee: rest("far_knee"), ankle: pose === "prone" ? -35 : 0 };
      return {
        posture: { pelvis: rest("pelvis"), lumbar: rest("lumbar"), near: { hip: rest("near_hip"), knee: rest("near_knee"), ankle: pose === "stand" ? 0 : -15 }, far },
        tensions: { psoas: rest("front"), iliacus: rest("front"), rectus: rest("rectus"), gluteus: rest("back"), hamstrings: rest("back") },
      };
    }
    const now = (/** @type {keyof Stride} */ what) => this.#stride(what, level, phase);
    return {
      posture: {
        pelvis: now("pelvis"),
        lumbar: now("lumbar"),
        near: { hip: now("near_hip"), knee: onCycle(table.near_knee, phase), ankle: onCycle(table.near_ankle, phase) },
        far: { hip: now("far_hip"), knee: onCycle(table.far_knee, phase), ankle: onCycle(table.far_ankle, phase) },
      },
      tensions: { psoas: now("near_front"), iliacus: now("near_front"), rectus: now("near_rectus"), gluteus: now("back"), hamstrings: now("back") },
    };
  }

  /** @param {"traded_deg" | "travel_mm" | "average_travel_mm"} what @param {number} level @returns {Band} */
  band(what, level) {
    const { below, share } = between(this.tables.levels, level);
    const bands = this.tables[what];
    return /** @type {Band} */ (bands[below].map((value, index) => mix(value, bands[below + 1][index], share)));
  }

  /** How much tighter or looser hips went with sitting, in the one study there is. @param {number} hours */
  sittingDifference(hours) {
    const { short_hours: short, long_hours: long, difference_deg: difference } = this.tables.sitting;
    const at = (/** @type {number} */ value) => Math.max(0, Math.min(1, (value - short) / (long - short)));
    return difference * (at(hours) - at(this.tables.own.sitting_hours));
  }
}
