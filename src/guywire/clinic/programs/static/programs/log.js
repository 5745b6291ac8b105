/**
 * What happened in a running session, written down as it happens and only ever added to, so that
 * a killed tab loses nothing. One tab writes at a time.
 *
 * @typedef {import("./clock.js").Happening} Happening
 */

import { storage } from "../site/storage.js";
import { SteadyClock } from "./steady.js";

const PREFIX = "guywire-session:";
const SEEN = "guywire-seen:";
const LOCK = "guywire-session";
const OLD = 2 * 24 * 3600 * 1000;

export class Log {
  /** @param {string} id */
  constructor(id) {
    this.id = id;
    /** @type {Happening[]} */
    this.happenings = JSON.parse(storage.getItem(PREFIX + id) ?? "[]");
    const seen = seenOf(storage.getItem(SEEN + id));
    this.clock = new SteadyClock(seen);
    /** When this page was last seen running, before it was closed. */
    this.seenAt = seen?.at ?? null;
  }

  now() {
    return this.clock.now();
  }

  /** @param {string} type @param {Partial<Happening>} [more] */
  add(type, more = {}) {
    this.happenings.push({ type, at: this.now(), ...more });
    storage.setItem(PREFIX + this.id, JSON.stringify(this.happenings));
  }

  see() {
    this.seenAt = this.now();
    storage.setItem(SEEN + this.id, JSON.stringify({ at: this.seenAt, wall: Date.now() }));
  }

  forget() {
    storage.removeItem(PREFIX + this.id);
    storage.removeItem(SEEN + this.id);
  }
}

/** An earlier release wrote one number, the phone's own time.
 * @param {string | null} text @returns {{at: number, wall: number} | null} */
function seenOf(text) {
  const seen = JSON.parse(text ?? "null");
  return typeof seen === "number" ? { at: seen, wall: seen } : seen;
}

/** Logs of sessions nobody came back to. */
export function forgetOldLogs() {
  for (const key of storage.keys()) {
    if (!key.startsWith(SEEN) || Date.now() - (seenOf(storage.getItem(key))?.wall ?? 0) < OLD) continue;
    storage.removeItem(key);
    storage.removeItem(PREFIX + key.slice(SEEN.length));
  }
}

/**
 * Run in this tab unless another one already does.
 * @param {() => void} run @param {() => void} elsewhere called when it runs in another tab, or has
 *   been taken over by one @param {boolean} takeOver
 */
export async function inOneTab(run, elsewhere, takeOver = false) {
  if (!("locks" in navigator)) return run();
  const options = takeOver ? { steal: true } : { ifAvailable: true };
  try {
    await navigator.locks.request(LOCK, options, (lock) => {
      if (!lock) return elsewhere();
      run();
      return new Promise(() => {}); // Held until the tab closes.
    });
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // Taken over by another tab.
    elsewhere();
  }
}
