/**
 * The explanation, moving: this person beside a person with free hips, on tables the engine made.
 *
 * Everything shown is interpolated from the tables in the page; nothing is asked of the server.
 *
 * @typedef {{pelvis: number[], lumbar: number[], near_hip: number[], far_hip: number[], near_front: number[], near_rectus: number[], back: number[]}} Stride
 * @typedef {{pelvis: number, lumbar: number, near_hip: number, near_knee: number, far_hip: number, far_knee: number, front: number, rectus: number, back: number}} Rest
 * @typedef {[number, number, number]} Band low, middle, high
 * @typedef {{
 *   levels: number[], own: {lost_deg: number, steps: number, sitting_hours: number},
 *   lengths: import("../site/figure.js").Lengths,
 *   near_knee: number[], near_ankle: number[], far_knee: number[], far_ankle: number[],
 *   walk: Stride[], stand: Rest[], supine: Rest[], prone: Rest[],
 *   traded_deg: Band[], lumbosacral_mm: Band[], late_percent: number,
 *   sitting: {short_hours: number, long_hours: number, difference_deg: number},
 * }} Tables
 */

import { Figure, lowest } from "../site/figure.js";

const STRIDE_SECONDS = 1.6;
const SLIDE_MS = 45;
const POSES = /** @type {const} */ (["walk", "stand", "supine", "prone"]);
const ROOTS = { walk: "", stand: "", supine: "rotate(-90)", prone: "scale(1 -1) rotate(-90)" };
const UPRIGHT = "-450 -870 900 1800";
const GROUND = 900;
/** How far from the hips the tilt is shown. */
const TILT_ARM = 235;
const LYING = "-880 -640 1800 1280";

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

export class Explanation {
  /** @param {Tables} tables */
  constructor(tables) {
    this.tables = tables;
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

  /** @param {"traded_deg" | "lumbosacral_mm"} what @param {number} level @returns {Band} */
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

/** @param {number} value */
const whole = (value) => Math.round(value).toLocaleString("en-US");
/** @param {number} value */
const tenth = (value) => (Math.abs(value) < 9.95 ? value.toFixed(1) : whole(value));

/** Millimeters in the unit a person can picture. @param {number} millimeters */
export function distance(millimeters) {
  if (millimeters < 1000) return `${whole(millimeters)} mm`;
  const feet = millimeters / 304.8;
  return feet < 5280 ? `${whole(feet)} feet` : `${tenth(feet / 5280)} miles`;
}

class Page {
  /** @param {HTMLElement} root */
  constructor(root) {
    const data = root.querySelector('script[type="application/json"]');
    /** @type {Tables} */
    const tables = JSON.parse(data?.textContent ?? "null");
    this.root = root;
    this.tables = tables;
    this.explanation = new Explanation(tables);
    this.figures = [...root.querySelectorAll("svg.figure")].map((svg) => ({
      svg,
      body: /** @type {Element} */ (svg.querySelector("[data-body]")),
      figure: new Figure(/** @type {SVGElement} */ (svg), tables.lengths),
      free: svg.hasAttribute("data-free"),
    }));
    /** @type {typeof POSES[number]} */
    this.pose = "walk";
    this.phase = tables.late_percent / 100;
    this.slid = 0;
    this.playing = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.inputs = {
      lost: this.#input("lost"), sitting: this.#input("sitting"), steps: this.#input("steps"),
      weeks: this.#input("weeks"), phase: this.#input("phase"),
    };
    this.play = /** @type {HTMLButtonElement} */ (root.querySelector("[data-play]"));
    for (const input of Object.values(this.inputs)) input.value = input.defaultValue;
    /** The notches nearest to the person's own numbers. */
    this.notches = { lost: this.inputs.lost.value, sitting: this.inputs.sitting.value, steps: this.inputs.steps.value };
    this.#listen();
    for (const live of root.querySelectorAll('[data-live]')) live.toggleAttribute('hidden', false);
    this.inView = true;
    new IntersectionObserver((seen) => this.#see(seen.some((stage) => stage.isIntersecting))).observe(/** @type {Element} */ (root.querySelector(".stage")));
    this.#words();
  }

  /** @param {string} name */
  #input(name) {
    return /** @type {HTMLInputElement} */ (this.root.querySelector(`input[name="${name}"]`));
  }

  get level() {
    return this.#asked("lost", "lost_deg") + this.explanation.sittingDifference(this.#asked("sitting", "sitting_hours"));
  }

  /** Where a slider stands; until it is moved, the person's own number, which lies between its notches.
   * @param {"lost" | "sitting" | "steps"} name @param {"lost_deg" | "sitting_hours" | "steps"} own */
  #asked(name, own) {
    const { value } = this.inputs[name];
    return value === this.notches[name] ? this.tables.own[own] : Number(value);
  }

  #listen() {
    for (const input of Object.values(this.inputs)) input.addEventListener("input", () => this.#words());
    this.inputs.phase.addEventListener("input", () => {
      this.phase = Number(this.inputs.phase.value) / 100;
      this.#run(false);
    });
    for (const radio of this.root.querySelectorAll('input[name="pose"]')) {
      radio.addEventListener("change", (event) => {
        const chosen = POSES.find((pose) => pose === /** @type {HTMLInputElement} */ (event.target).value);
        if (chosen) this.#turn(chosen);
      });
    }
    this.play.addEventListener("click", () => this.#run(!this.playing));
    this.root.querySelector("[data-reset]")?.addEventListener("click", () => this.#reset());
    this.#run(this.playing);
  }

  #reset() {
    for (const input of Object.values(this.inputs)) input.value = input.defaultValue;
    this.#words();
  }

  /** @param {boolean} playing */
  #run(playing) {
    this.playing = playing;
    this.play.textContent = playing ? "Stand still" : "Walk";
    this.#move();
  }

  /** Nobody sees a figure that is scrolled away, so it waits. @param {boolean} inView */
  #see(inView) {
    this.inView = inView;
    this.#move();
  }

  get walking() {
    return this.playing && this.inView && this.pose === "walk";
  }

  /** Draws at the next refresh of the screen, and goes on from there while the figures walk. */
  #move() {
    this.asked ??= requestAnimationFrame((now) => this.#frame(now));
  }

  /** @param {typeof POSES[number]} pose */
  #turn(pose) {
    this.pose = pose;
    const lying = pose === "supine" || pose === "prone";
    for (const { svg, body } of this.figures) {
      svg.setAttribute("viewBox", lying ? LYING : UPRIGHT);
      body.setAttribute("transform", ROOTS[pose]);
      for (const scenery of svg.querySelectorAll("[data-scene]")) scenery.toggleAttribute("hidden", scenery.getAttribute("data-scene") !== (lying ? pose : "ground"));
    }
    for (const only of this.root.querySelectorAll("[data-only]")) only.toggleAttribute("hidden", only.getAttribute("data-only") !== pose);
    this.root.dataset.pose = pose;
    this.#words();
  }

  /** @param {number} now */
  #frame(now) {
    this.asked = undefined;
    if (this.walking) this.phase = (this.phase + (now - (this.before ?? now)) / 1000 / STRIDE_SECONDS) % 1;
    this.before = this.walking ? now : undefined;
    this.#slide(now);
    const level = this.level;
    for (const { figure, free, body } of this.figures) {
      const { posture, tensions } = this.explanation.posture(this.pose, free ? this.tables.levels[0] : level, this.phase);
      const shown = figure.show(posture);
      figure.pull(tensions);
      if (this.pose === "walk" || this.pose === "stand") body.setAttribute("transform", `translate(0 ${(GROUND - lowest(shown)).toFixed(2)})`);
      const usual = this.explanation.posture(this.pose, this.tables.levels[0], this.phase).posture.pelvis;
      figure.tilt(usual, posture.pelvis, TILT_ARM);
    }
    if (this.walking) this.#move();
  }

  /** The slider follows; twenty times a second is smooth enough for it. @param {number} now */
  #slide(now) {
    if (this.walking && now - this.slid < SLIDE_MS) return;
    this.slid = now;
    this.inputs.phase.value = String(Math.round(this.phase * 100));
  }

  #words() {
    this.#move();
    const [degLow, deg, degHigh] = this.explanation.band("traded_deg", this.level);
    const [mmLow, mm, mmHigh] = this.explanation.band("lumbosacral_mm", this.level);
    const steps = this.#asked("steps", "steps");
    const days = Number(this.inputs.weeks.value) * 7;
    this.#say("lost", `${tenth(Math.max(0, this.level))}°`);
    this.#say("sitting", `${this.#asked("sitting", "sitting_hours")} hours`);
    this.#say("steps", `${whole(steps)} steps`);
    this.#say("weeks", this.inputs.weeks.value === "1" ? "1 week" : `${this.inputs.weeks.value} weeks`);
    this.#say("traded", `${tenth(deg)}°`);
    this.#say("traded-band", `${tenth(degLow)}° to ${tenth(degHigh)}°`);
    this.#say("travel", `${tenth(mm)} mm`);
    this.#say("travel-band", `${tenth(mmLow)} to ${tenth(mmHigh)} mm`);
    this.#say("total", distance(mm * steps * days));
    this.#say("total-band", `${distance(mmLow * steps * days)} to ${distance(mmHigh * steps * days)}`);
    const full = this.#fullTotal();
    for (const [name, value] of /** @type {[string, number][]} */ ([["low", mmLow], ["middle", mm], ["high", mmHigh]])) {
      this.root.querySelector(`[data-bar="${name}"]`)?.setAttribute("width", String(Math.min(1000, (1000 * value * steps * days) / full)));
    }
    this.root.classList.toggle("what-if", this.level !== this.tables.own.lost_deg || steps !== this.tables.own.steps);
  }

  /** The whole width of the bar: the widest total the sliders here can reach for this person's week. */
  #fullTotal() {
    const { own } = this.tables;
    const high = this.explanation.band("lumbosacral_mm", Math.max(own.lost_deg, 6))[2];
    return Math.max(1, high * Math.max(own.steps, 4000) * 7 * Number(this.inputs.weeks.max));
  }

  /** @param {string} name @param {string} text */
  #say(name, text) {
    for (const element of this.root.querySelectorAll(`[data-say="${name}"]`)) {
      if (element.textContent !== text) element.textContent = text;
    }
  }
}

for (const root of document.querySelectorAll("[data-why]")) new Page(/** @type {HTMLElement} */ (root));
