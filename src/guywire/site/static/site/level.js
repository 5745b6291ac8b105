/**
 * The phone as a level. Angles come from `deviceorientation`, whose signs every phone shares (W3C):
 * with the world's up seen from the phone, x across the screen, y along it to its top edge and z out
 * of it, up is (−cos β · sin γ, sin β, cos β · cos γ).
 */

const RADIANS = Math.PI / 180;
const SECONDS = 3;
const SILENT_AFTER_SECONDS = 1.5;
const SPEAKS_WITHIN_SECONDS = 4;
const LOST_AFTER_SECONDS = 3;
const MOVED_DEG = 5;

/** Degrees the top edge stands above the lower edge, screen up; past upright it goes on to ±180.
 * @param {number} beta @param {number} gamma */
export function inclination(beta, gamma) {
  const [b, g] = [beta * RADIANS, gamma * RADIANS];
  return Math.atan2(Math.sin(b), Math.cos(b) * Math.cos(g)) / RADIANS;
}

/** Degrees the long side is turned out of the leg's plane: 0 when neither long edge is higher.
 * @param {number} beta @param {number} gamma */
export function sideways(beta, gamma) {
  return Math.abs(Math.asin(Math.cos(beta * RADIANS) * Math.sin(gamma * RADIANS)) / RADIANS);
}

/** Waits until angles have stayed together for three seconds. */
export class Stillness {
  constructor() {
    /** @type {[number, number][]} second and angle */
    this.kept = [];
  }

  /** @param {number} second @param {number} angle @param {number} within degrees */
  add(second, angle, within) {
    const last = this.kept.at(-1);
    if (last && second - last[0] > SILENT_AFTER_SECONDS) this.clear();
    this.kept.push([second, angle]);
    while (this.spread > within) this.kept.shift();
    while (this.kept.length > 1 && second - this.kept[1][0] >= SECONDS) this.kept.shift();
  }

  clear() {
    this.kept = [];
  }

  get spread() {
    const angles = this.kept.map(([, angle]) => angle);
    return Math.max(...angles) - Math.min(...angles);
  }

  /** From 0 to 1. */
  get share() {
    if (this.kept.length < 2) return 0;
    return Math.min(1, (this.kept[this.kept.length - 1][0] - this.kept[0][0]) / SECONDS);
  }

  /** Degrees, once it has been still for long enough. */
  get angle() {
    if (this.share < 1) return null;
    return this.kept.reduce((sum, [, angle]) => sum + angle, 0) / this.kept.length;
  }
}

/** Says whether the phone has been lifted since it lay like this. */
export class Lift {
  /** @param {number} angle @param {number} side */
  constructor(angle, side) {
    this.from = { angle, side };
    this.happened = false;
  }

  /** @param {number} angle @param {number} side */
  see(angle, side) {
    const { from } = this;
    if (Math.abs(angle - from.angle) > MOVED_DEG || Math.abs(side - from.side) > MOVED_DEG) this.happened = true;
  }
}

/** Some phones give gravity without angles. Apple's point it the other way. */
const GRAVITY_SIGN = navigator.vendor.startsWith("Apple") ? -1 : 1;
/** The share of a new reading in the smoothed one: gravity comes rounded to about 0.6 degrees. */
const SMOOTHING = 0.2;

/** β and γ of the world's up, as `deviceorientation` has them. @param {number[]} up
 * @returns {[number, number]} */
export function anglesOf([x, y, z]) {
  const rise = Math.atan2(y, Math.hypot(x, z)) / RADIANS;
  if (z >= 0) return [rise, Math.atan2(-x, z) / RADIANS];
  return [rise < 0 ? -180 - rise : 180 - rise, Math.atan2(x, -z) / RADIANS];
}

/** Offered wherever a tilt can come: a touch screen says that it is held in the hand. */
export const mayRead = () =>
  ("DeviceOrientationEvent" in window || "DeviceMotionEvent" in window) &&
  (navigator.maxTouchPoints > 0 || matchMedia("(any-pointer: coarse)").matches);

/** Asks for the sensors where a phone wants to be asked; call it inside a tap.
 * @returns {Promise<boolean>} */
export async function ask() {
  for (const event of [window.DeviceOrientationEvent, window.DeviceMotionEvent]) {
    const request = /** @type {any} */ (event)?.requestPermission;
    if (!request) continue;
    try {
      if ((await request.call(event)) !== "granted") return false;
    } catch {
      return false; // Browsers reject with whatever they like; each means that there is no tilt.
    }
  }
  return true;
}

/** Tells β and γ ten times a second while the sensors are alive. A phone that lies still may send no
 * new orientation: the beat of its motion then says that the last one holds. Once, when nothing comes
 * while the page is in sight, it tells that too, and whether anything had come before. */
export class Level {
  /** @param {(beta: number, gamma: number, second: number) => void} tell
   * @param {(hadTold: boolean) => void} lost */
  constructor(tell, lost) {
    this.tell = tell;
    this.lost = lost;
    /** @type {[number, number] | null} */
    this.last = null;
    this.heardAt = 0;
    this.hasAngles = false;
    /** @type {number[] | null} the world's up, smoothed */
    this.up = null;
    this.onTurn = (/** @type {DeviceOrientationEvent} */ event) => {
      if (event.beta === null || event.gamma === null) return;
      this.hasAngles = true;
      this.last = [event.beta, event.gamma];
      this.heardAt = performance.now();
    };
    this.onBeat = (/** @type {DeviceMotionEvent} */ event) => {
      if (!this.hasAngles) this.#feel(event.accelerationIncludingGravity);
      if (this.last) this.heardAt = performance.now();
    };
  }

  start() {
    this.stop();
    this.heardAt = performance.now();
    addEventListener("deviceorientation", this.onTurn);
    addEventListener("devicemotion", this.onBeat);
    this.timer = setInterval(() => this.#tick(), 100);
  }

  stop() {
    removeEventListener("deviceorientation", this.onTurn);
    removeEventListener("devicemotion", this.onBeat);
    clearInterval(this.timer);
    this.last = null;
    this.up = null;
    this.hasAngles = false;
  }

  /** @param {DeviceMotionEventAcceleration | null} felt */
  #feel(felt) {
    if (!felt || felt.x === null || felt.y === null || felt.z === null) return;
    const now = [felt.x, felt.y, felt.z].map((one) => one * GRAVITY_SIGN);
    this.up = this.up?.map((one, axis) => one + SMOOTHING * (now[axis] - one)) ?? now;
    this.last = anglesOf(this.up);
  }

  #tick() {
    const now = performance.now();
    if (document.hidden) this.heardAt = now;
    const silent = (now - this.heardAt) / 1000;
    if (silent > (this.last ? LOST_AFTER_SECONDS : SPEAKS_WITHIN_SECONDS)) return this.#lose();
    if (this.last && !document.hidden && silent <= SILENT_AFTER_SECONDS) this.tell(...this.last, now / 1000);
  }

  #lose() {
    const hadTold = this.last !== null;
    this.stop();
    this.lost(hadTold);
  }
}
