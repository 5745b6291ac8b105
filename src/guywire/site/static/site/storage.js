/**
 * What the browser keeps for us, where it lets us have that: with storage switched off or full, a page
 * works on with its own memory, and forgets when it is closed.
 */

class Storage {
  /** @param {() => globalThis.Storage} find reading it throws where storage is switched off */
  constructor(find) {
    this.find = find;
    /** @type {Map<string, string>} */
    this.memory = new Map();
  }

  /** @template T @param {(kept: globalThis.Storage) => T} use @param {T} otherwise @returns {T} */
  #try(use, otherwise) {
    try {
      return use(this.find());
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // Switched off, or full.
      return otherwise;
    }
  }

  /** @param {string} key @returns {string | null} */
  getItem(key) {
    return this.memory.get(key) ?? this.#try((kept) => kept.getItem(key), null);
  }

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    const isKept = this.#try((kept) => { kept.setItem(key, value); return true; }, false);
    if (isKept) this.memory.delete(key);
    else this.memory.set(key, value);
  }

  /** @param {string} key */
  removeItem(key) {
    this.memory.delete(key);
    this.#try((kept) => kept.removeItem(key), undefined);
  }

  /** @returns {string[]} */
  keys() {
    return [...new Set([...this.memory.keys(), ...this.#try((kept) => Object.keys(kept), [])])];
  }
}

export const storage = new Storage(() => localStorage);
/** Of this tab alone. */
export const tabStorage = new Storage(() => sessionStorage);
