/**
 * Fills the boxes of a side from the phone's own tilt, for somebody who lies down and does not look:
 * one spot after the other, round after round, each reading said aloud.
 *
 * @typedef {{name: string, title: string, where: string, low: number, high: number, face_down: boolean}} Spot
 * @typedef {{spots: Spot[], repeats: string[], hints: Record<string, string>, again: string, done: string, stopped: string, refused: string, silent: string}} Words
 * @typedef {{spot: Spot, round: number, box: HTMLInputElement}} Target
 */

import { Cues, ScreenKeeper } from "../site/cues.js";
import { ask, inclination, Level, Lift, mayRead, sideways, Stillness } from "../site/level.js";

const SIDEWAYS_DEG = 25;
const GIVE_UP_MILLISECONDS = 4000;
/** From the tap until the phone can lie where it should. */
const LAYING_DOWN_SECONDS = 4;

class Reader {
  /** @param {HTMLElement} root @param {Words} words */
  constructor(root, words) {
    this.root = root;
    this.words = words;
    this.cues = new Cues(root, this.part("said"));
    this.screen = new ScreenKeeper();
    this.level = new Level((beta, gamma, second) => this.#hear(beta, gamma, second));
    this.still = new Stillness();
    /** @type {Lift | null} */
    this.lift = null;
    /** @type {Set<string>} */
    this.skipped = new Set();
    /** @type {HTMLInputElement[]} */
    this.filled = [];
    root.hidden = false;
    this.part("start").addEventListener("click", () => this.#start());
    this.part("skip").addEventListener("click", () => this.#skip());
    this.part("undo").addEventListener("click", () => this.#undo());
    this.part("stop").addEventListener("click", () => this.#end(words.stopped));
  }

  /** @param {string} name @returns {HTMLElement} */
  part(name) {
    return /** @type {HTMLElement} */ (this.root.querySelector(`[data-${name}]`));
  }

  /** The first empty box: every spot once, then every spot again. @returns {Target | null} */
  get target() {
    for (let round = 0; round < this.words.repeats.length; round += 1) {
      for (const spot of this.words.spots) {
        const box = /** @type {HTMLInputElement} */ (document.getElementById(`id_${spot.name}_${round}`));
        if (!this.skipped.has(spot.name) && !box.value.trim()) return { spot, round, box };
      }
    }
    return null;
  }

  async #start() {
    this.cues.wake();
    if (!(await ask())) return this.#fail(this.words.refused);
    this.skipped.clear();
    this.heard = false;
    this.notBefore = performance.now() / 1000 + LAYING_DOWN_SECONDS;
    this.lift = null;
    this.still.clear();
    this.level.start();
    this.screen.keepOn();
    this.#show(true);
    this.#next("");
    setTimeout(() => {
      if (!this.heard && !this.part("reading").hidden) this.#fail(this.words.silent);
    }, GIVE_UP_MILLISECONDS);
  }

  /** @param {boolean} reading */
  #show(reading) {
    this.part("reading").hidden = !reading;
    this.part("before").hidden = reading;
    this.part("said").classList.toggle("visually-hidden", reading); // Heard; its words stand above.
    this.part("undo").hidden = !this.filled.length;
    this.part(reading ? "skip" : "start").focus();
  }

  /** @param {string} first what is said before the next spot */
  #next(first) {
    const { target } = this;
    if (!target) return this.#end(`${first} ${this.words.done}`.trim());
    const { spot, round } = target;
    this.part("what").textContent = `${spot.title}, ${this.words.repeats[round].toLowerCase()} reading`;
    this.part("where").textContent = spot.where;
    this.part("undo").hidden = !this.filled.length;
    const again = round > 0 && spot === this.words.spots.find((one) => !this.skipped.has(one.name)) ? this.words.again : "";
    const where = round > 0 ? `${spot.title}.` : spot.where;
    this.cues.give(first ? "read" : "ready", [first, again, where].filter(Boolean).join(" "));
  }

  /** @param {number} beta @param {number} gamma @param {number} second */
  #hear(beta, gamma, second) {
    this.heard = true;
    const { target } = this;
    if (!target) return;
    const side = sideways(beta, gamma);
    const upward = inclination(beta, gamma);
    const angle = target.spot.face_down ? 180 - upward : upward;
    this.part("angle").textContent = degrees(angle);
    const hint = this.#judge(target.spot, angle, side, second);
    const { hints } = this.words;
    if (this.part("hint").textContent !== hints[hint]) this.part("hint").textContent = hints[hint];
    /** @type {HTMLProgressElement} */ (this.part("still")).value = this.still.share;
    if (this.still.angle !== null) this.#take(target, this.still.angle, side);
  }

  /** What to tell about the phone as it lies; only `wait` and `still` count toward a reading.
   * @param {Spot} spot @param {number} angle @param {number} side @param {number} second */
  #judge(spot, angle, side, second) {
    this.lift?.see(angle, side);
    if (this.lift && !this.lift.happened) return "lift";
    if (side > SIDEWAYS_DEG || angle < spot.low || angle > spot.high) {
      this.still.clear();
      return side > SIDEWAYS_DEG ? "sideways" : "turned";
    }
    if (second < (this.notBefore ?? 0)) return "wait";
    this.still.add(second, angle);
    return this.still.share > 0.3 ? "still" : "wait";
  }

  /** @param {Target} target @param {number} angle @param {number} side */
  #take({ spot, box }, angle, side) {
    box.value = angle.toFixed(1).replace("-", "−").replace("−0.0", "0.0");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    this.filled.push(box);
    this.lift = new Lift(angle, side);
    this.still.clear();
    this.#next(`${spot.title}: ${spoken(angle)}.`);
  }

  #skip() {
    const { target } = this;
    if (target) this.skipped.add(target.spot.name);
    this.still.clear();
    this.#next("");
  }

  #undo() {
    const box = this.filled.pop();
    if (!box) return;
    box.value = "";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    this.still.clear();
    this.#next("");
  }

  /** @param {string} words */
  #end(words) {
    this.#leave();
    this.cues.give("end", words);
  }

  /** @param {string} words */
  #fail(words) {
    this.#leave();
    this.cues.live.textContent = words;
  }

  #leave() {
    this.level.stop();
    this.screen.letGo();
    this.#show(false);
  }
}

/** @param {number} angle */
const degrees = (angle) => `${Math.round(angle)}°`.replace("-", "−").replace("−0", "0");

/** @param {number} angle */
function spoken(angle) {
  const whole = Math.round(angle);
  return `${whole < 0 ? "minus " : ""}${Math.abs(whole)} degrees`;
}

const root = document.querySelector("[data-by-phone]");
const words = document.getElementById("by-phone-words")?.textContent;
if (root instanceof HTMLElement && words && mayRead()) new Reader(root, JSON.parse(words));
