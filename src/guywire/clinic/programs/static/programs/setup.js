/**
 * Getting into place: one step at a time, shown and spoken. The next step comes with a tap, or by
 * itself once the phone has been laid down: hands are needed elsewhere, and eyes may be closed.
 */

import { Level, ask, mayRead } from "../site/level.js";

/** @typedef {{say: string, seconds: number}} Step */

const SPOKEN_MILLISECONDS_PER_WORD = 420;
const STILL_SECONDS = 3;
const STILL_WITHIN_DEG = 2;

/** Says whether the phone lies still, from the angles of its level. */
class LyingStill {
  constructor() {
    /** @type {[number, number] | null} */
    this.from = null;
    this.since = 0;
    this.now = 0;
    this.level = new Level((beta, gamma, second) => this.see(beta, gamma, second), () => this.forget());
  }

  start() {
    this.level.start();
  }

  stop() {
    this.level.stop();
    this.forget();
  }

  forget() {
    this.from = null;
  }

  /** @param {number} beta @param {number} gamma @param {number} second */
  see(beta, gamma, second) {
    const moved = !this.from || Math.abs(beta - this.from[0]) > STILL_WITHIN_DEG || Math.abs(gamma - this.from[1]) > STILL_WITHIN_DEG;
    if (moved) {
      this.from = [beta, gamma];
      this.since = second;
    }
    this.now = second;
  }

  get yes() {
    return this.from !== null && this.now - this.since >= STILL_SECONDS;
  }
}

export class SetUp {
  /** @param {HTMLElement} player @param {{steps: Step[], say: Record<string, string>}[]} holds
   * @param {import("../site/cues.js").Cues} cues @param {() => void} inPlace */
  constructor(player, holds, cues, inPlace) {
    this.player = player;
    this.holds = holds;
    this.cues = cues;
    this.inPlace = inPlace;
    this.hold = 0;
    this.step = 0;
    /** Whether the steps are spoken and come by themselves. */
    this.talking = false;
    this.spokenUntil = 0;
    this.still = new LyingStill();
  }

  get steps() {
    return this.holds[this.hold].steps;
  }

  get isLast() {
    return this.step === this.steps.length - 1;
  }

  /** Show the first step of a hold; a voice that has begun goes on after `wait` milliseconds.
   * @param {number} hold @param {number} wait */
  open(hold, wait) {
    this.hold = hold;
    this.step = 0;
    this.show();
    if (this.talking) this.speakAt = performance.now() + wait;
  }

  /** The steps are over, or left. */
  close() {
    this.speakAt = undefined;
    this.spokenUntil = Infinity;
  }

  async talk() {
    this.talking = true;
    this.player.dataset.talking = "yes";
    if (mayRead() && (await ask())) this.still.start();
    this.speak();
  }

  quiet() {
    this.talking = false;
    delete this.player.dataset.talking;
    this.still.stop();
    this.cues.hush();
  }

  next() {
    if (this.isLast) return this.inPlace();
    this.step += 1;
    this.show();
    if (this.talking) this.speak();
  }

  back() {
    this.step = Math.max(0, this.step - 1);
    this.show();
    if (this.talking) this.speak();
  }

  speak() {
    const words = this.isLast ? `${this.steps[this.step].say} ${this.holds[this.hold].say.when}` : this.steps[this.step].say;
    this.cues.tell(words);
    this.speakAt = undefined;
    const spoken = words.split(" ").length * SPOKEN_MILLISECONDS_PER_WORD;
    this.spokenUntil = performance.now() + spoken;
  }

  /** Called a few times a second while a person gets into place. */
  tick() {
    if (!this.talking) return;
    const now = performance.now();
    if (this.speakAt !== undefined && now >= this.speakAt) return this.speak();
    const given = this.spokenUntil + this.steps[this.step].seconds * 1000;
    if (this.speakAt === undefined && now >= given && this.still.yes) this.next();
  }

  show() {
    const place = this.player.querySelector(`.player__place [data-hold="${this.hold}"]`);
    const items = [...(place?.querySelectorAll("[data-step]") ?? [])];
    for (const [index, item] of items.entries()) item.toggleAttribute("hidden", index !== this.step);
    const of = place?.querySelector("[data-step-of]");
    if (of) of.textContent = of.getAttribute("data-step-of")?.replace("{step}", String(this.step + 1)) ?? "";
    this.player.dataset.lastStep = String(this.isLast);
    this.player.dataset.firstStep = String(this.step === 0);
  }
}
