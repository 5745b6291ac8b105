/**
 * What happened in a running session, written down as it happens and only ever added to, so that
 * a killed tab loses nothing. One tab writes at a time.
 *
 * @typedef {import("./clock.js").Happening} Happening
 */

const PREFIX = "guywire-session:";
const SEEN = "guywire-seen:";
const LOCK = "guywire-session";
const OLD = 2 * 24 * 3600 * 1000;

export class Log {
  /** @param {string} id */
  constructor(id) {
    this.id = id;
    /** @type {Happening[]} */
    this.happenings = JSON.parse(localStorage.getItem(PREFIX + id) ?? "[]");
    /** When this page was last seen running, before it was closed. */
    this.seenAt = Number(localStorage.getItem(SEEN + id)) || null;
  }

  /** @param {string} type @param {Partial<Happening>} [more] */
  add(type, more = {}) {
    this.happenings.push({ type, at: Date.now(), ...more });
    localStorage.setItem(PREFIX + this.id, JSON.stringify(this.happenings));
  }

  see() {
    localStorage.setItem(SEEN + this.id, String(Date.now()));
  }

  forget() {
    localStorage.removeItem(PREFIX + this.id);
    localStorage.removeItem(SEEN + this.id);
  }
}

/** Logs of sessions nobody came back to. */
export function forgetOldLogs() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(SEEN) || Date.now() - Number(localStorage.getItem(key)) < OLD) continue;
    localStorage.removeItem(key);
    localStorage.removeItem(PREFIX + key.slice(SEEN.length));
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
