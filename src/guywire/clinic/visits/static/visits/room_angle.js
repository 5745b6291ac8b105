/** The angle of the patient's phone: their page sends it, the therapist's shows it and can keep it. */

import { ask, inclination, Level, mayRead } from "../site/level.js";

const AVERAGE_MS = 2000;
const SEND_MS = 200;
const STALE_MS = 1500;
const UPRIGHT_READS_DEG = -90;

/** @typedef {{part: (selector: string) => any, says: (name: string, text: string) => void,
 * words: Record<string, string>, say: (message: any) => boolean}} Page */

export class SentAngle {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.sentAt = 0;
    this.level = new Level((beta, gamma) => this.#send(beta, gamma), () => this.stop(page.words.no_sensor));
  }

  /** @param {HTMLButtonElement} button */
  async toggle(button) {
    const { says, words } = this.page;
    if (button.getAttribute("aria-pressed") === "true") return this.stop(words.not_sending);
    if (!mayRead()) return says("angle", words.no_sensor);
    if (!(await ask())) return says("angle", words.sensor_refused);
    button.setAttribute("aria-pressed", "true");
    says("angle", words.sending);
    this.level.start();
  }

  /** @param {string} text */
  stop(text) {
    this.level.stop();
    this.page.part('[data-act="angle"]')?.setAttribute("aria-pressed", "false");
    this.page.says("angle", text);
    this.page.say({ angle: null });
  }

  /** @param {number} beta @param {number} gamma */
  #send(beta, gamma) {
    const now = performance.now();
    if (now - this.sentAt < SEND_MS) return;
    this.sentAt = now;
    this.page.say({ angle: inclination(beta, gamma) });
  }
}

export class ShownAngle {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    /** @type {[number, number][]} moment and angle */
    this.angles = [];
    this.spot = page.part("#room_spot");
    this.spot?.addEventListener("change", () => {
      this.clear();
      this.sayPlace();
    });
  }

  /** The patient's page reads where to put the phone. */
  sayPlace() {
    if (this.spot) this.page.say({ spot: this.spot.value });
  }

  /** @param {number | null} tilt */
  show(tilt) {
    if (!this.spot) return;
    if (tilt === null) return this.clear();
    const { part, says, words } = this.page;
    const isPelvis = this.spot.value === "pelvis";
    const angle = isPelvis ? tilt - UPRIGHT_READS_DEG : tilt;
    this.angles = [...this.#recent(), [performance.now(), angle]];
    const whole = Math.round(angle);
    part("[data-angle]").textContent = `${whole}°`.replace("-", "−");
    const sign = whole === 0 ? "level" : whole > 0 ? "plus" : "minus";
    says("means", words[`${isPelvis ? "pelvis" : "thigh"}_${sign}`]);
    part('[data-act="keep"]').disabled = false;
    clearTimeout(this.timer);
    // What has stopped arriving must not look like what the hip does now.
    this.timer = setTimeout(() => this.clear(), STALE_MS);
  }

  clear() {
    if (!this.spot) return;
    clearTimeout(this.timer);
    this.angles = [];
    this.page.part("[data-angle]").textContent = "–";
    this.page.says("means", this.page.words.no_angle);
    this.page.part('[data-act="keep"]').disabled = true;
  }

  /** @param {(address: string, body: FormData) => Promise<Response>} post @param {string} address */
  async keep(post, address) {
    const { says, words } = this.page;
    const recent = this.#recent();
    if (!recent.length) return says("reading", words.no_angle);
    const body = new FormData();
    body.set("spot", this.spot.value);
    body.set("angle", (recent.reduce((sum, [, angle]) => sum + angle, 0) / recent.length).toFixed(1));
    // A second tap finds nothing to keep: the next reading begins now.
    this.clear();
    try {
      const answer = await post(address, body);
      says("reading", (await answer.json()).text);
    } catch {
      says("reading", words.no_server);
    }
  }

  #recent() {
    const now = performance.now();
    return this.angles.filter(([moment]) => now - moment < AVERAGE_MS);
  }
}
