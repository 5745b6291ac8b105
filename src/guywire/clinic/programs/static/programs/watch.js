/**
 * A phone on the pelvis during a hold: it learns how it lies at rest, says when the pelvis has rolled
 * forward, and when it lies as before. The rule is `PelvisWatch`, which knows only angles and seconds.
 */

import { Level, inclination, sideways } from "../site/level.js";

/** @typedef {{limit: number, up: boolean, place: string, away: string, back: string}} Watch */
/** @typedef {"rest" | "away" | "back" | "moved"} Word */

const LEARN_SECONDS = 6;
const LEARN_WITHIN_DEG = 3;
/** Breathing moves the phone; the mean of so long does not. */
const MEAN_SECONDS = 3;
const MUST_LAST_SECONDS = 3;
const QUIET_SECONDS = 30;
const MAX_WORDS_A_HOLD = 4;
/** Back under this share of the limit is back: on the limit itself it would say both in turn. */
const BACK_SHARE = 0.6;
/** No pelvis rolls so far in a hold: the phone slid, or is in a hand. */
const FAR_DEG = 25;
const GAP_SECONDS = 2;

/** Says at most one word at a time: `rest` once it knows how the phone lies, `away`, `back`, and `moved`. */
export class PelvisWatch {
  /** @param {{limit: number, up: boolean}} watch degrees, and whether rolling raises the top edge */
  constructor({ limit, up }) {
    this.limit = limit;
    this.sign = up ? 1 : -1;
    this.said = 0;
    this.saidAt = -Infinity;
    this.forget();
  }

  forget() {
    /** @type {number | null} */
    this.rest = null;
    /** @type {[number, number][]} second and angle */
    this.lately = [];
    this.away = false;
    this.told = false;
    /** @type {number | null} */
    this.since = null;
  }

  /** @param {number} angle @param {number} second @returns {Word | null} */
  see(angle, second) {
    const last = this.lately.at(-1);
    if (last && second - last[0] > GAP_SECONDS) this.lately = [];
    this.lately.push([second, angle]);
    return this.rest === null ? this.#learn(second) : this.#judge(this.rest, angle, second);
  }

  /** @param {number} second @returns {Word | null} */
  #learn(second) {
    this.#keep(LEARN_SECONDS, second);
    const angles = this.lately.map(([, angle]) => angle);
    const whole = second - this.lately[0][0] >= LEARN_SECONDS * 0.9;
    if (!whole || Math.max(...angles) - Math.min(...angles) > LEARN_WITHIN_DEG) return null;
    this.rest = this.#mean;
    return "rest";
  }

  /** @param {number} rest @param {number} angle @param {number} second @returns {Word | null} */
  #judge(rest, angle, second) {
    if (Math.abs(angle - rest) > FAR_DEG) {
      this.forget();
      return "moved";
    }
    this.#keep(MEAN_SECONDS, second);
    const rolled = this.sign * (this.#mean - rest);
    const changed = this.away ? rolled < this.limit * BACK_SHARE : rolled > this.limit;
    this.since = changed ? (this.since ?? second) : null;
    if (this.since !== null && second - this.since >= MUST_LAST_SECONDS) {
      this.away = !this.away;
      this.since = null;
      if (!this.away) return this.#tellBack();
    }
    return this.away ? this.#tellAway(second) : null;
  }

  /** @param {number} second @returns {Word | null} */
  #tellAway(second) {
    if (this.said >= MAX_WORDS_A_HOLD || second - this.saidAt < QUIET_SECONDS) return null;
    this.said += 1;
    this.saidAt = second;
    this.told = true;
    return "away";
  }

  /** Only who was told that it rolled hears that it is back. @returns {Word | null} */
  #tellBack() {
    const { told } = this;
    this.told = false;
    return told ? "back" : null;
  }

  /** @param {number} seconds @param {number} now */
  #keep(seconds, now) {
    while (now - this.lately[0][0] > seconds) this.lately.shift();
  }

  get #mean() {
    return this.lately.reduce((sum, [, angle]) => sum + angle, 0) / this.lately.length;
  }
}

/** The watch of a running session: on when the person asks for it, only while a hold runs. */
export class Watching {
  /** @param {(word: Word) => void} tell @param {() => void} lost */
  constructor(tell, lost) {
    this.tell = tell;
    this.wanted = false;
    /** @type {PelvisWatch | null} */
    this.watch = null;
    this.index = -1;
    this.level = new Level((beta, gamma, second) => this.#hear(beta, gamma, second), lost);
  }

  want() {
    this.wanted = true;
  }

  off() {
    this.wanted = false;
    this.rest();
  }

  /** A hold runs. @param {number} index @param {Watch | null} watch */
  follow(index, watch) {
    if (!this.wanted || !watch || this.index === index) return;
    this.index = index;
    this.watch = new PelvisWatch(watch);
    this.level.start();
  }

  /** No hold runs. */
  rest() {
    if (this.index < 0) return;
    this.index = -1;
    this.watch = null;
    this.level.stop();
  }

  /** @param {number} beta @param {number} gamma @param {number} second */
  #hear(beta, gamma, second) {
    if (!this.watch) return;
    const lying = sideways(beta, gamma) < FAR_DEG;
    const word = lying ? this.watch.see(inclination(beta, gamma), second) : null;
    if (!lying) this.watch.forget();
    if (word) this.tell(word);
  }
}
