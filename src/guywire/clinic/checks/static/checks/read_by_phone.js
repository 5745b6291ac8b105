/**
 * Fills the boxes of a side from the phone's own tilt, for somebody who lies down and does not look:
 * one spot after the other, round after round, each reading said aloud.
 *
 * @typedef {"ready" | "first_lift" | "lift" | "sideways" | "turned" | "bend" | "wait" | "still"} Hint
 * @typedef {{name: string, title: string, where: string, hints: Record<Hint, string>, read_again: string, low: number, high: number, within: number, face_down: boolean, zero: number}} Spot
 * @typedef {{spots: Spot[], repeats: string[], degrees: [string, string], degrees_below: [string, string], pauses: {start: number, again: number, tapped: number}, again: string, back: string, done: string, nothing: string, full: string, stopped: string, lost: string, asking: string, refused: string, silent: string, unreached: string, place: string, place_removed: string}} Words
 * @typedef {{spot: Spot, round: number, box: HTMLInputElement}} Target
 */

import { Cues, ScreenKeeper } from "../site/cues.js";
import { number } from "../site/numbers.js";
import { storage } from "../site/storage.js";
import { ask, inclination, Level, Lift, mayRead, sideways, Stillness } from "../site/level.js";

const SIDEWAYS_DEG = 25;
/** A leg that lies flat may read a little past it; farther, the phone is the wrong way round. */
const PAST_FLAT_DEG = -20;
/** What somebody who does not look has to be told. */
const SAID_HINTS = new Set(["first_lift", "lift", "sideways", "turned", "bend"]);
const SAY_AFTER_SECONDS = 3;
const SAY_AGAIN_AFTER_SECONDS = 12;
/** A spot that gives no reading for so long is left out, after the page has said so. */
const GIVE_UP_AFTER_SECONDS = 90;
/** About as fast as a phone speaks; a hint does not cut short what is being said. */
const LETTERS_A_SECOND = 14;
/** Kept on the device, so that it holds for the other leg, for the knee bend, and next time. */
const VOICE = "guywire-reader-voice";

class Reader {
  /** @param {HTMLElement} root @param {Words} words */
  constructor(root, words) {
    this.root = root;
    this.words = words;
    this.cues = new Cues(root, this.part("said"));
    this.screen = new ScreenKeeper((isOn) => { this.part("no-wake-lock").hidden = isOn; });
    this.level = new Level(
      (beta, gamma, second) => this.#hear(beta, gamma, second),
      (hadTold) => this.#end(hadTold ? words.lost : words.silent),
    );
    this.still = new Stillness();
    /** @type {Lift | null} */
    this.lift = null;
    /** @type {Hint} */
    this.unlifted = "first_lift";
    this.armedAt = 0;
    /** @type {HTMLInputElement | null} the box that was asked for */
    this.box = null;
    this.quietAt = 0;
    /** @type {{name: Hint, sayAt: number} | null} */
    this.hint = null;
    this.asking = false;
    /** @type {Set<string>} */
    this.skipped = new Set();
    /** @type {(Target & {value: string})[]} */
    this.filled = [];
    root.hidden = false;
    this.part("start").addEventListener("click", () => this.#start());
    this.part("skip").addEventListener("click", () => this.#skip());
    this.part("undo").addEventListener("click", () => this.#undo());
    this.part("stop").addEventListener("click", () => this.#end(words.stopped));
    this.part("type").addEventListener("click", () => this.#typeInstead());
    this.part("voice").addEventListener("click", () => this.#switchVoice());
    this.part("voice").hidden = !("speechSynthesis" in window);
    this.#setVoice(storage.getItem(VOICE) !== "off");
    this.#offerToReadAgain();
  }

  /** @param {string} name @returns {HTMLElement} */
  part(name) {
    return /** @type {HTMLElement} */ (this.root.querySelector(`[data-${name}]`));
  }

  get reading() {
    return !this.part("reading").hidden;
  }

  /** @param {Spot} spot @returns {HTMLInputElement[]} one a round */
  boxes(spot) {
    return this.words.repeats.map((_, round) => /** @type {HTMLInputElement} */ (document.getElementById(`id_${spot.name}_${round}`)));
  }

  /** The first empty box: every spot once, then every spot again. @returns {Target | null} */
  get target() {
    for (let round = 0; round < this.words.repeats.length; round += 1) {
      for (const spot of this.words.spots) {
        const box = this.boxes(spot)[round];
        if (!this.skipped.has(spot.name) && !box.value.trim()) return { spot, round, box };
      }
    }
    return null;
  }

  get nothingRead() {
    return this.words.spots.every((spot) => this.boxes(spot).every((box) => !box.value.trim()));
  }

  // Taps

  /** A form that came back names a spot that cannot be right; its boxes are full. */
  #offerToReadAgain() {
    for (const spot of this.words.spots) {
      if (!this.boxes(spot)[0].closest(".field--wrong") || this.boxes(spot).every((box) => !box.value)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--quiet";
      button.textContent = spot.read_again;
      button.addEventListener("click", () => {
        for (const box of this.boxes(spot)) fill(box, "");
        this.part("start").focus();
        button.remove();
        this.#start();
      });
      this.part("read-again").append(button);
      this.part("read-again").hidden = false;
    }
  }

  async #start() {
    this.cues.wake();
    if (this.asking || this.reading) return;
    this.skipped.clear();
    if (!this.target) return this.cues.give("end", this.words.full);
    this.asking = true;
    this.cues.live.textContent = this.words.asking;
    const allowed = await ask();
    this.asking = false;
    this.cues.live.textContent = allowed ? "" : this.words.refused;
    if (!allowed) return;
    this.level.start();
    this.#show(true);
    this.screen.keepOn();
    this.#afresh();
    this.#next("ready", "", this.words.pauses.start);
  }

  #skip() {
    const { target } = this;
    if (target) this.skipped.add(target.spot.name);
    this.#afresh();
    this.#next("ready", "", this.words.pauses.tapped);
  }

  #typeInstead() {
    const box = this.box;
    this.#end(this.words.stopped);
    box?.focus();
  }

  /** Takes back the last reading that nobody has typed over. */
  #undo() {
    const last = this.undoable.at(-1);
    if (!last) return;
    this.filled = this.filled.filter((one) => one !== last);
    this.skipped.delete(last.spot.name);
    fill(last.box, "");
    if (this.reading) {
      this.#afresh();
      this.#next("ready", this.words.back, this.words.pauses.tapped);
    } else {
      this.#say("ready", this.#place(this.words.place_removed, last.spot, last.round));
      this.#offerUndo();
    }
  }

  get undoable() {
    return this.filled.filter(({ box, value }) => box.value === value);
  }

  #offerUndo() {
    const button = this.part("undo");
    const hadFocus = document.activeElement === button;
    button.hidden = !this.undoable.length;
    if (hadFocus && button.hidden) this.part(this.reading ? "what" : "title").focus();
  }

  #switchVoice() {
    this.#setVoice(!this.cues.speaks);
    storage.setItem(VOICE, this.cues.speaks ? "on" : "off");
  }

  /** @param {string} words @param {Spot} spot @param {number} round */
  #place(words, spot, round) {
    return words.replace("{title}", spot.title).replace("{reading}", this.words.repeats[round]);
  }

  /** @param {boolean} speaks */
  #setVoice(speaks) {
    this.cues.setVoice(speaks);
    this.part("voice").setAttribute("aria-pressed", String(speaks));
    this.part("voice").textContent = this.part("voice").dataset[speaks ? "on" : "off"] ?? "";
  }

  // What is shown and said

  /** Focus goes to a heading: a key still held down would press a button that took its place.
   * @param {boolean} reading */
  #show(reading) {
    const moved = reading !== this.reading;
    this.part("reading").hidden = !reading;
    this.part("before").hidden = reading;
    document.body.classList.toggle("reads-alone", reading);
    for (const part of this.root.querySelectorAll("[data-while-reading]")) part.toggleAttribute("hidden", !reading);
    this.part("said").classList.toggle("visually-hidden", reading); // Heard; its words stand above.
    this.#offerUndo();
    if (moved) this.part(reading ? "what" : "title").focus();
  }

  /** @param {string} cue @param {string} words */
  #say(cue, words) {
    this.quietAt = performance.now() / 1000 + words.length / LETTERS_A_SECOND;
    this.cues.give(cue, words);
  }

  /** After a tap the phone is in the hand, wherever it lay before. */
  #afresh() {
    this.lift = null;
    this.unlifted = "first_lift";
    this.still.clear();
  }

  /** @param {string} cue @param {string} first what is said before the next spot
   * @param {number} seconds until it may be read */
  #next(cue, first, seconds) {
    const { target } = this;
    if (!target) return this.#end(this.nothingRead ? this.words.nothing : `${first} ${this.words.done}`.trim());
    const { spot, round, box } = target;
    this.box = box;
    const begins = round > 0 && spot === this.words.spots.find((one) => !this.skipped.has(one.name));
    const pause = begins ? Math.max(seconds, this.words.pauses.again) : seconds;
    this.armedAt = performance.now() / 1000 + pause;
    this.hint = null;
    for (const picture of this.root.querySelectorAll("[data-picture]")) picture.toggleAttribute("hidden", /** @type {HTMLElement} */ (picture).dataset.picture !== spot.name);
    this.part("what").textContent = this.#place(this.words.place, spot, round);
    this.part("where").textContent = spot.where;
    this.#offerUndo();
    const parts = [first, begins ? this.words.again : "", round > 0 ? `${spot.title}.` : spot.where, pause ? spot.hints.ready : ""];
    this.#say(cue, parts.filter(Boolean).join(" "));
  }

  /** @param {Spot} spot @param {Hint} hint @param {number} second */
  #tell(spot, hint, second) {
    const words = spot.hints[hint];
    if (this.part("hint").textContent !== words) this.part("hint").textContent = words;
    if (this.hint?.name !== hint) this.hint = { name: hint, sayAt: second + SAY_AFTER_SECONDS };
    if (!SAID_HINTS.has(hint) || second < Math.max(this.hint.sayAt, this.quietAt)) return;
    this.hint.sayAt = second + SAY_AGAIN_AFTER_SECONDS;
    this.#say("hint", words);
  }

  /** @param {string} words */
  #end(words) {
    this.level.stop();
    this.screen.letGo();
    this.part("no-wake-lock").hidden = true;
    this.#show(false);
    this.#say("end", words);
  }

  // Readings

  /** @param {number} beta @param {number} gamma @param {number} second */
  #hear(beta, gamma, second) {
    const { target } = this;
    if (!target || target.box !== this.box) return this.#next("ready", "", 0); // Somebody typed.
    const side = sideways(beta, gamma);
    const angle = tilt(target.spot, inclination(beta, gamma));
    this.part("angle").textContent = degrees(angle);
    this.#tell(target.spot, this.#judge(target.spot, angle, side, second), second);
    /** @type {HTMLProgressElement} */ (this.part("still")).value = this.still.share;
    this.part("ring").style.strokeDashoffset = String(1 - this.still.share);
    if (this.still.angle !== null) this.#take(target, this.still.angle, side);
    else if (second > this.armedAt + GIVE_UP_AFTER_SECONDS && !this.still.share) this.#leaveOut(target);
  }

  /** @param {Target} target */
  #leaveOut(target) {
    this.skipped.add(target.spot.name);
    this.#afresh();
    this.#next("hint", `${target.spot.title}: ${this.words.unreached}`, this.words.pauses.tapped);
  }

  /** What to tell about the phone as it lies; only `wait` and `still` count toward a reading.
   * @param {Spot} spot @param {number} angle @param {number} side @param {number} second @returns {Hint} */
  #judge(spot, angle, side, second) {
    this.lift ??= new Lift(angle, side);
    this.lift.see(angle, side);
    if (second < this.armedAt) return "ready";
    if (!this.lift.happened) return this.unlifted;
    const wrong = whatIsWrong(spot, angle, side);
    if (wrong) {
      this.still.clear();
      return wrong;
    }
    this.still.add(second, angle, spot.within);
    return this.still.share > 0.3 ? "still" : "wait";
  }

  /** @param {Target} target @param {number} angle @param {number} side */
  #take(target, angle, side) {
    const value = number(angle, 1);
    fill(target.box, value);
    this.filled.push({ ...target, value });
    this.lift = new Lift(angle, side);
    this.unlifted = "lift";
    this.still.clear();
    this.#next("read", `${target.spot.title}: ${spoken(angle, this.words)}.`, 0);
  }
}

/** Within ±180; face down the phone lies under the leg, and a flat leg reads 0.
 * @param {Spot} spot @param {number} upward */
function tilt(spot, upward) {
  if (!spot.face_down) return upward - spot.zero;
  return upward < 0 ? -180 - upward : 180 - upward;
}

/** @param {Spot} spot @param {number} angle @param {number} side @returns {Hint | null} */
function whatIsWrong(spot, angle, side) {
  if (side > SIDEWAYS_DEG) return "sideways";
  if (spot.face_down && angle < spot.low && angle > PAST_FLAT_DEG) return "bend";
  return angle < spot.low || angle > spot.high ? "turned" : null;
}

/** @param {HTMLInputElement} box @param {string} value */
function fill(box, value) {
  box.value = value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {number} angle */
const degrees = (angle) => `${number(Math.round(angle))}°`;

/** @param {number} angle @param {Words} words */
function spoken(angle, words) {
  const whole = Math.round(angle);
  const [one, more] = whole < 0 ? words.degrees_below : words.degrees;
  return (Math.abs(whole) === 1 ? one : more).replace("{count}", String(Math.abs(whole)));
}

const root = document.querySelector("[data-by-phone]");
const words = document.getElementById("by-phone-words")?.textContent;
if (root instanceof HTMLElement && words && mayRead()) new Reader(root, JSON.parse(words));
