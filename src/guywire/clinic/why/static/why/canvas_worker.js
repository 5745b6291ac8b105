/**
 * Lets a worker walk the figures on canvases that lie over the drawings. The drawings stay: for
 * whoever has no such worker, for every pose that rests, for paper, and for a screen reader.
 *
 * @typedef {{svg: SVGSVGElement, body: Element, free: boolean}} Drawn
 */

import { readShapes } from "../figure/canvas_figure.js";

/** Pixels to a CSS pixel that a moving figure is worth; on a screen with three, less than half the work. */
const FINEST = 2;

export class Beside {
  /** @param {HTMLElement} stage @param {Drawn[]} drawings @param {import("./explanation.js").Tables} tables @param {string} address of the worker @param {() => void} onSettled once it is known whether a worker walks them */
  constructor(stage, drawings, tables, address, onSettled) {
    this.onSettled = onSettled;
    this.stage = stage;
    this.drawings = drawings;
    this.tables = tables;
    this.address = address;
    this.able = "Worker" in window && "OffscreenCanvas" in window && "transferControlToOffscreen" in HTMLCanvasElement.prototype;
    /** Whether the worker walks them, seen or about to be: the drawings stand meanwhile. */
    this.walking = false;
    this.asked = false;
    this.ready = false;
  }

  /** Whether figures can set off now: a worker walks them, or none can. Else asks for the worker,
   * in a separate task: with the page's first script in one, a slow phone could not answer a tap. */
  get settled() {
    if (this.able && !this.asked) setTimeout(() => this.#begin());
    this.asked = true;
    return this.ready || !this.able;
  }

  /** @param {number} level @param {number} phase @param {number} since when they were there, by the page's clock */
  walk(level, phase, since) {
    if (!this.able) return;
    this.walking = true;
    this.#tell("fill", this.#sizes());
    this.#tell("walk", { level, phase, since: performance.timeOrigin + since });
  }

  rest() {
    this.walking = false;
    this.#tell("rest");
    this.#show(false);
  }

  #begin() {
    this.worker = new Worker(this.address, { type: "module", name: document.documentElement.lang });
    this.worker.addEventListener("message", ({ data }) => this.#hear(data));
    this.worker.addEventListener("error", () => this.#giveUp());
    const canvases = this.drawings.map(({ svg }) => laidOver(svg));
    const places = canvases.map((canvas, index) => ({ canvas, free: this.drawings[index].free }));
    this.worker.postMessage(["begin", { tables: this.tables, places }], canvases);
    const wear = async () => this.#tell("wear", await readShapes(this.drawings.map(({ body }) => body)));
    void wear();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", wear);
    const sized = new ResizeObserver(() => this.#tell("fill", this.#sizes()));
    for (const { svg } of this.drawings) sized.observe(svg);
  }

  /** @param {"ready" | "walking"} said */
  #hear(said) {
    if (said === "walking") this.#show(this.walking);
    else if (!this.ready) {
      this.ready = true;
      this.onSettled();
    }
  }

  /** @param {string} what @param {unknown} [given] */
  #tell(what, given) {
    this.worker?.postMessage([what, given]);
  }

  /** In pixels. */
  #sizes() {
    const density = Math.min(devicePixelRatio, FINEST);
    return this.drawings.map(({ svg }) => {
      const { width, height } = svg.getBoundingClientRect();
      return [width, height].map((side) => Math.round(side * density));
    });
  }

  /** @param {boolean} seen */
  #show(seen) {
    this.stage.classList.toggle("stage--beside", seen);
  }

  /** This browser cannot after all: the drawings walk. */
  #giveUp() {
    this.able = false;
    this.rest();
    this.worker?.terminate();
    this.worker = undefined;
    this.onSettled();
  }
}

/** @param {SVGElement} svg */
function laidOver(svg) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  svg.after(canvas);
  return canvas.transferControlToOffscreen();
}
