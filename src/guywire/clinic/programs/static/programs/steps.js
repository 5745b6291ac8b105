/**
 * Counts steps with the phone in a pocket while the page is open. `StepCounter` knows only
 * acceleration and seconds: each step is a peak of its size, and steps come in a rhythm.
 */

import { ask, mayRead } from "../site/level.js";
import { ScreenKeeper } from "../site/cues.js";
import { tabStorage } from "../site/storage.js";

const GRAVITY_SECONDS = 1.2;
const SMOOTH_SECONDS = 0.06;
/** m/s². A slow step in a trouser pocket has a peak of about one; a phone on a table has none. */
const MIN_PEAK = 0.6;
const PEAK_SHARE = 0.45;
const MIN_INTERVAL_SECONDS = 0.3;
const MAX_INTERVAL_SECONDS = 1.6;
/** Neighboring steps of one walk take about as long. */
const MAX_CHANGE = 1.6;
/** So many in a rhythm make a walk; they count from the first one. */
const STEPS_TO_BEGIN = 6;
const GAP_SECONDS = 1;
const KEPT = "guywire-steps";

export class StepCounter {
  constructor() {
    this.steps = 0;
    this.forget();
  }

  /** Nothing was heard for a while: what was in a rhythm before is over. */
  forget() {
    /** @type {number | null} */
    this.second = null;
    this.gravity = 0;
    this.smooth = 0;
    this.rising = false;
    this.typical = MIN_PEAK / PEAK_SHARE;
    this.peakAt = -Infinity;
    this.interval = 0;
    this.run = 0;
  }

  /** Acceleration with gravity, m/s², in whatever axes. @param {number} x @param {number} y @param {number} z @param {number} second */
  see(x, y, z, second) {
    const size = Math.hypot(x, y, z);
    if (this.second === null || second - this.second > GAP_SECONDS) {
      this.forget();
      this.second = second;
      this.gravity = size;
      return;
    }
    const passed = second - this.second;
    this.second = second;
    this.gravity += (size - this.gravity) * (1 - Math.exp(-passed / GRAVITY_SECONDS));
    const before = this.smooth;
    this.smooth += (size - this.gravity - this.smooth) * (1 - Math.exp(-passed / SMOOTH_SECONDS));
    const wasRising = this.rising;
    this.rising = this.smooth > before;
    if (wasRising && !this.rising) this.#peak(before, second);
  }

  /** @param {number} height @param {number} second */
  #peak(height, second) {
    const interval = second - this.peakAt;
    if (height < Math.max(MIN_PEAK, PEAK_SHARE * this.typical) || interval < MIN_INTERVAL_SECONDS) return;
    if (interval > MAX_INTERVAL_SECONDS) this.typical = MIN_PEAK / PEAK_SHARE;
    this.typical += 0.25 * (height - this.typical);
    const ratio = interval / this.interval;
    const inRhythm = interval <= MAX_INTERVAL_SECONDS && (!this.interval || (ratio < MAX_CHANGE && ratio > 1 / MAX_CHANGE));
    this.peakAt = second;
    this.interval = interval <= MAX_INTERVAL_SECONDS ? interval : 0;
    this.run = inRhythm ? this.run + 1 : 1;
    if (this.run === STEPS_TO_BEGIN) this.steps += STEPS_TO_BEGIN;
    else if (this.run > STEPS_TO_BEGIN) this.steps += 1;
  }
}

/** The counter on the page of the walks. */
class Counting {
  /** @param {HTMLElement} root @param {HTMLInputElement} field */
  constructor(root, field) {
    this.root = root;
    this.field = field;
    this.counter = new StepCounter();
    this.screen = new ScreenKeeper();
    this.isOn = false;
    this.hear = (/** @type {DeviceMotionEvent} */ event) => {
      const { x, y, z } = event.accelerationIncludingGravity ?? { x: null, y: null, z: null };
      if (x === null || y === null || z === null) return;
      this.counter.see(x, y, z, performance.now() / 1000);
      this.show();
    };
    this.part("start").addEventListener("click", () => this.start());
    this.part("stop").addEventListener("click", () => this.stop());
    const kept = Number(tabStorage.getItem(KEPT));
    if (kept) this.write(kept);
    root.hidden = false;
  }

  /** @param {string} name */
  part(name) {
    return /** @type {HTMLElement} */ (this.root.querySelector(`[data-steps-${name}]`));
  }

  async start() {
    if (this.isOn) return;
    if (!(await ask())) return this.say("refused");
    this.isOn = true;
    this.counter = new StepCounter();
    this.counter.steps = Number(tabStorage.getItem(KEPT));
    addEventListener("devicemotion", this.hear);
    this.screen.keepOn();
    this.say("on");
    this.show();
    this.switch();
    this.part("stop").focus();
  }

  stop() {
    this.isOn = false;
    removeEventListener("devicemotion", this.hear);
    this.screen.letGo();
    this.write(this.counter.steps);
    this.say("done");
    this.switch();
    this.field.focus();
  }

  switch() {
    for (const name of ["start", "stop", "count"]) this.part(name).toggleAttribute("hidden", (name === "start") === this.isOn);
  }

  show() {
    const words = (this.part("count").dataset.words ?? "").replace("{steps}", String(this.counter.steps));
    if (this.part("count").textContent === words) return;
    this.part("count").textContent = words;
    tabStorage.setItem(KEPT, String(this.counter.steps));
  }

  /** @param {number} steps */
  write(steps) {
    if (!steps) return;
    this.field.value = String(steps);
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {string} what */
  say(what) {
    this.part("says").textContent = this.root.dataset[what] ?? "";
  }
}

const root = document.querySelector("[data-steps]");
const field = document.getElementById("id_steps");
const form = field?.closest("form");
form?.addEventListener("submit", () => tabStorage.removeItem(KEPT));
if (root instanceof HTMLElement && field instanceof HTMLInputElement && mayRead()) {
  new Counting(root, field);
}
