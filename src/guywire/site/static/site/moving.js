/**
 * A drawing that moves: its frames come as a file when somebody asks to see them, one file for each
 * side it is seen from, and each frame stands for one step of the words. People who asked for less motion see the key frames in turn.
 */

const FRAME_MILLISECONDS = 150;
const KEY_MILLISECONDS = 1400;
const MILLISECONDS_PER_WORD = 260;

/** @typedef {{shapes: Element[], step: number, isKey: boolean}} Frame `shapes` has one of each film */

class Moving {
  /** @param {HTMLElement} figure */
  constructor(figure) {
    this.figure = figure;
    this.button = /** @type {HTMLButtonElement} */ (figure.querySelector("[data-moving-play]"));
    this.caption = /** @type {HTMLElement} */ (figure.querySelector("[data-moving-words]"));
    /** @type {string[]} */
    this.words = JSON.parse(figure.dataset.words ?? "[]");
    /** @type {Frame[]} */
    this.frames = [];
    this.at = 0;
    this.timer = 0;
    this.button.addEventListener("click", () => this.tap());
    /** @type {HTMLElement} */ (figure.querySelector("[data-moving-bar]")).hidden = false;
  }

  async tap() {
    if (this.timer) return this.pause();
    if (!this.frames.length && !(await this.load())) return;
    if (this.at >= this.frames.length - 1) this.at = 0;
    this.label("pause");
    this.show();
  }

  /** @returns {Promise<boolean>} whether the frames are here */
  async load() {
    try {
      const addresses = (this.figure.dataset.moving ?? "").split(" ");
      const texts = await Promise.all(addresses.map(async (address) => {
        const answer = await fetch(address);
        if (!answer.ok) throw new TypeError(String(answer.status));
        return answer.text();
      }));
      const films = texts.map((text) => new DOMParser().parseFromString(text, "image/svg+xml").documentElement);
      this.frames = this.join(films.map((film, number) => this.place(film, number)));
      return true;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // The network is gone: the still drawing stays.
      this.caption.textContent = this.button.dataset.missing ?? "";
      return false;
    }
  }

  /** Put a film where its still drawing is. @param {Element} film @param {number} number @returns {Element[]} its frames */
  place(film, number) {
    const stills = this.figure.querySelectorAll("svg.drawn");
    film.setAttribute("class", "drawn");
    film.setAttribute("role", "img");
    film.setAttribute("aria-label", stills[Math.min(number, stills.length - 1)].getAttribute("aria-label") ?? "");
    const scene = /** @type {Element} */ (film.firstElementChild);
    scene.removeAttribute("id");
    if (this.figure.dataset.leg === "right") {
      const [left, , width] = (film.getAttribute("viewBox") ?? "0 0 0 0").split(" ").map(Number);
      scene.setAttribute("transform", `matrix(-1 0 0 1 ${2 * left + width} 0)`);
    }
    const placed = document.importNode(film, true);
    if (stills[number]) stills[number].replaceWith(placed);
    else stills[number - 1].after(placed);
    return [...placed.querySelectorAll("[data-step]")];
  }

  /** Steps that have no words are not this person's, such as the towel. @param {Element[][]} films @returns {Frame[]} */
  join(films) {
    const [first] = films;
    for (const shape of films.flat()) shape.setAttribute("display", "none");
    return first
      .map((shape, index) => ({
        shapes: films.map((film) => film[index]),
        step: Number(/** @type {SVGElement} */ (shape).dataset.step),
        isKey: shape.hasAttribute("data-key"),
      }))
      .filter(({ step }) => step < this.words.length);
  }

  show() {
    const frame = this.frames[this.at];
    for (const one of this.frames) {
      for (const shape of one.shapes) shape.setAttribute("display", one === frame ? "inline" : "none");
    }
    const words = this.words[frame.step] ?? "";
    if (this.caption.textContent !== words) this.caption.textContent = words;
    if (this.at === this.frames.length - 1) return this.end();
    const stays = KEY_MILLISECONDS + words.split(" ").length * MILLISECONDS_PER_WORD;
    this.timer = setTimeout(() => this.next(), frame.isKey ? stays : FRAME_MILLISECONDS);
  }

  next() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    do this.at += 1;
    while (calm && !this.frames[this.at].isKey);
    this.show();
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.label("resume");
  }

  end() {
    this.timer = 0;
    this.label("again");
  }

  /** @param {string} which */
  label(which) {
    this.button.textContent = this.button.dataset[which] ?? "";
  }
}

for (const figure of document.querySelectorAll("[data-moving]")) new Moving(/** @type {HTMLElement} */ (figure));
