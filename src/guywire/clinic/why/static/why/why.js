/**
 * The explanation, moving: this person beside a person with free hips, on tables the engine made.
 *
 * Everything shown is interpolated from the tables in the page; nothing is asked of the server.
 */

import { Figure, lowest } from "../figure/figure.js";
import { number } from "../site/numbers.js";
import { Beside } from "./canvas_worker.js";
import { Explanation, POSES, phaseAfter } from "./explanation.js";

const SLIDE_MS = 45;
const ROOTS = { walk: "", stand: "", supine: "rotate(-90)", prone: "scale(1 -1) rotate(-90)" };
const LYING = [-880, -640, 1800, 1280];

/** @param {number} value */
const whole = (value) => number(Math.round(value));
/** @param {number} value */
const tenth = (value) => (Math.abs(value) < 9.95 ? number(value, 1) : whole(value));

/** Whole degrees or millimeters, halves below 2, as degrees_text() on the server. @param {number} value */
const halves = (value) => number(Math.abs(value) < 2 ? Math.round(2 * value) / 2 : Math.round(value), 1, 0);

/** @param {string} text @param {Record<string, string>} values */
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Millimeters in the unit a person can picture. @param {number} millimeters @param {Record<string, string>} words */
export function distance(millimeters, words) {
  if (millimeters < 1000) return filled(words.mm, { count: twoDigits(millimeters) });
  const feet = millimeters / 304.8;
  if (feet < 5280) return filled(words.feet, { count: twoDigits(feet) });
  const miles = feet / 5280;
  return filled(words.miles, { count: miles < 9.95 ? number(miles, 1) : twoDigits(miles) });
}

/** More would claim what a band this wide does not know. @param {number} value */
function twoDigits(value) {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return whole(Math.round(value / step) * step);
}

class Page {
  /** @param {HTMLElement} root */
  constructor(root) {
    const data = root.querySelector('script[type="application/json"]');
    /** @type {import("./explanation.js").Tables} */
    const tables = JSON.parse(data?.textContent ?? "null");
    this.root = root;
    this.tables = tables;
    /** @type {any} */
    this.words = JSON.parse(root.querySelector("[data-words] script")?.textContent ?? "{}");
    this.explanation = new Explanation(tables);
    this.figures = /** @type {SVGSVGElement[]} */ ([...root.querySelectorAll(".stage svg.figure")]).map((svg) => ({
      svg,
      body: /** @type {Element} */ (svg.querySelector("[data-body]")),
      figure: new Figure(svg, tables.lengths),
      free: svg.hasAttribute("data-free"),
    }));
    const stage = /** @type {HTMLElement} */ (root.querySelector(".stage"));
    this.beside = new Beside(stage, this.figures, tables, root.dataset.walker ?? "", () => this.#ask());
    /** @type {typeof POSES[number]} */
    this.pose = "walk";
    /** Where in the step they stand, or stood when they set off. */
    this.phase = tables.late_percent / 100;
    /** When they set off. @type {number | undefined} */
    this.since = undefined;
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
    /** What the drawings show, at first what the server drew. */
    this.drawn = this.#shown(this.phase);
    this.#listen();
    for (const live of root.querySelectorAll('[data-live]')) live.toggleAttribute('hidden', false);
    this.inView = true;
    new IntersectionObserver((seen) => this.#see(seen.some((stage) => stage.isIntersecting))).observe(stage);
    if (!this.playing || this.beside.settled) this.#sayAll();
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
    for (const input of Object.values(this.inputs)) input.addEventListener("input", () => this.#ask());
    this.inputs.phase.addEventListener("input", () => {
      const asked = Number(this.inputs.phase.value) / 100;
      this.#run(false);
      this.phase = asked;
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
    this.#ask();
  }

  /** What if? Asked too when the worker is there: the page's words are the server's until then. */
  #ask() {
    this.#setOff();
    this.#sayAll();
  }

  /** @param {boolean} playing */
  #run(playing) {
    this.playing = playing;
    this.play.textContent = playing ? this.words.pause : this.words.walk;
    this.#setOff();
  }

  /** Nobody sees a figure that is scrolled away, so it waits. @param {boolean} inView */
  #see(inView) {
    this.inView = inView;
    this.#setOff();
  }

  get walking() {
    return this.playing && this.inView && this.pose === "walk";
  }

  /** Where in the step the figures are. @param {number} now */
  #phaseAt(now) {
    return this.since === undefined ? this.phase : phaseAfter(this.phase, now - this.since);
  }

  /** Begins or ends the walk, as what was asked for and what is in view have it. The drawing stands
   * until the worker is there: to move it meanwhile would keep a slow phone from all else. */
  #setOff() {
    const now = performance.now();
    this.phase = this.#phaseAt(now);
    this.since = this.walking && this.beside.settled ? now : undefined;
    if (this.since !== undefined) this.beside.walk(this.level, this.phase, now);
    else this.beside.rest();
    this.#move();
  }

  /** Draws at the next refresh of the screen, and goes on from there while the figures walk. */
  #move() {
    this.asked ??= requestAnimationFrame((now) => this.#frame(now));
  }

  /** @param {typeof POSES[number]} pose */
  #turn(pose) {
    this.pose = pose;
    this.#setOff();
    const lying = pose === "supine" || pose === "prone";
    for (const { svg, body } of this.figures) {
      svg.setAttribute("viewBox", (lying ? LYING : this.explanation.upright.box).join(" "));
      body.setAttribute("transform", ROOTS[pose]);
      for (const scenery of svg.querySelectorAll("[data-scene]")) scenery.toggleAttribute("hidden", scenery.getAttribute("data-scene") !== (lying ? pose : "ground"));
    }
    for (const only of this.root.querySelectorAll("[data-only]")) only.toggleAttribute("hidden", only.getAttribute("data-only") !== pose);
    this.root.dataset.pose = pose;
    this.#sayAll();
  }

  /** @param {number} now */
  #frame(now) {
    this.asked = undefined;
    const phase = this.#phaseAt(now);
    this.#slide(now, phase);
    if (this.beside.walking) {
      clearTimeout(this.later);
      this.later = setTimeout(() => this.#move(), SLIDE_MS);
      return;
    }
    const shown = this.#shown(phase);
    if (shown !== this.drawn) for (const drawing of this.figures) this.#draw(drawing, phase);
    this.drawn = shown;
    if (this.since !== undefined) this.#move();
  }

  /** What the drawings show, or would: nothing is drawn that is there. @param {number} phase */
  #shown(phase) {
    return [this.pose, this.level, phase].join();
  }

  /** @param {Page["figures"][number]} drawing @param {number} phase */
  #draw({ figure, free, body }, phase) {
    const { posture, tensions, usual } = this.explanation.picture(this.pose, free ? this.explanation.free : this.level, phase);
    const shown = figure.show(posture);
    figure.pull(tensions);
    if (this.pose === "walk" || this.pose === "stand") body.setAttribute("transform", `translate(0 ${(this.explanation.upright.ground - lowest(shown, this.tables.lengths)).toFixed(2)})`);
    figure.tilt(usual, posture.pelvis, this.explanation.upright.tiltArm);
  }

  /** The slider follows; twenty times a second is smooth enough for it. @param {number} now @param {number} phase */
  #slide(now, phase) {
    if (this.since !== undefined && now - this.slid < SLIDE_MS) return;
    this.slid = now;
    this.inputs.phase.value = String(Math.round(phase * 100));
  }

  #sayAll() {
    const [degLow, deg, degHigh] = this.explanation.band("traded_deg", this.level);
    const [mmLow, mm, mmHigh] = this.explanation.band("travel_mm", this.level);
    const [allLow, all, allHigh] = this.explanation.band("average_travel_mm", this.level).map((value) => Math.max(0, value));
    const steps = this.#asked("steps", "steps");
    const days = Number(this.inputs.weeks.value) * 7;
    this.#say("lost", `${tenth(Math.max(0, this.level))}°`);
    this.#say("sitting", filled(this.words.hours, { count: String(this.#asked("sitting", "sitting_hours")) }));
    this.#say("steps", filled(this.words.steps, { count: whole(steps) }));
    this.#say("weeks", this.words.weeks[Number(this.inputs.weeks.value) - 1]);
    this.#say("traded", `${halves(deg)}°`);
    this.#say("traded-band", filled(this.words.likely_degrees, { low: halves(degLow), high: halves(degHigh) }));
    this.#say("travel", filled(this.words.mm, { count: halves(mm) }));
    this.#say("travel-band", filled(this.words.likely_mm, { low: halves(mmLow), high: halves(mmHigh) }));
    this.#say("total", distance(all * steps * days, this.words));
    this.#say("total-band", filled(this.words.likely, { low: distance(allLow * steps * days, this.words), high: distance(allHigh * steps * days, this.words) }));
    const full = this.#fullTotal();
    for (const [name, value] of /** @type {[string, number][]} */ ([["low", allLow], ["middle", all], ["high", allHigh]])) {
      this.root.querySelector(`[data-bar="${name}"]`)?.setAttribute("width", String(Math.min(1000, (1000 * value * steps * days) / full)));
    }
    this.root.classList.toggle("what-if", this.level !== this.tables.own.lost_deg || steps !== this.tables.own.steps);
  }

  /** The whole width of the bar: the widest total the sliders here can reach for this person's week. */
  #fullTotal() {
    const { own } = this.tables;
    const high = this.explanation.band("average_travel_mm", Math.max(own.lost_deg, 6))[2];
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
