/**
 * A clock nobody can set: it counts what passed, as the browser measures it, from a beginning that
 * the phone's own clock gave once. A phone that corrects its time neither shortens nor freezes a hold.
 */

export class SteadyClock {
  /** @param {{at: number, wall: number} | null} seen when this session was last seen: by this clock,
   *   and by the phone's, which alone knows how long the page was closed */
  constructor(seen) {
    const begin = seen ? seen.at + Math.max(0, Date.now() - seen.wall) : Date.now();
    this.offset = begin - performance.now();
    this.ahead = this.#ahead;
    this.wasHidden = false;
    document.addEventListener("visibilitychange", () => { this.wasHidden ||= document.hidden; });
  }

  /** Milliseconds. */
  now() {
    return this.offset + performance.now();
  }

  get #ahead() {
    return Date.now() - this.now();
  }

  /** Milliseconds that the phone's clock went on and this one did not since the last look, while the
   * page was out of sight: the phone slept, or somebody set its clock. In sight it was set. */
  missed() {
    const grew = this.wasHidden ? this.#ahead - this.ahead : 0;
    this.ahead = this.#ahead;
    this.wasHidden = document.hidden;
    return grew;
  }
}
