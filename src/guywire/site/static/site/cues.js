/**
 * Each cue by sound, voice, vibration and a flash of the screen together, so that one of them
 * reaches a person who lies with eyes closed. All of it has to be woken inside a tap.
 */

/** Notes of each cue: frequency in hertz, begin and length in seconds.
 * @type {Record<string, [number, number, number][]>} */
const NOTES = {
  ready: [[523, 0, 0.25]],
  hold: [[523, 0, 0.2], [659, 0.22, 0.5]],
  half: [[587, 0, 0.5]],
  ten: [[587, 0, 0.18], [587, 0.3, 0.18]],
  switch: [[784, 0, 0.2], [659, 0.22, 0.2], [523, 0.44, 0.5]],
  next: [[784, 0, 0.2], [659, 0.22, 0.2], [523, 0.44, 0.5]],
  end: [[523, 0, 0.2], [659, 0.22, 0.2], [784, 0.44, 0.8]],
  pause: [[440, 0, 0.25]],
  read: [[784, 0, 0.12], [1047, 0.14, 0.3]],
  hint: [[392, 0, 0.2], [392, 0.3, 0.2]],
  resume: [[523, 0, 0.25]],
};
const BUZZ = { half: [200], ten: [120, 120, 120], pause: [80], resume: [80], read: [60, 60, 60], hint: [120, 120, 120] };
const FLASH_MILLISECONDS = 900;
const LOUDNESS = 0.3;
/** A sound that could not be made at once is of the past. */
const LATE_MILLISECONDS = 700;
const STALE_SPEECH_MILLISECONDS = 3000;
const TAKE_AGAIN_MILLISECONDS = 1000;

export class Cues {
  /** @param {HTMLElement} screen what flashes @param {HTMLElement} live what a screen reader reads */
  constructor(screen, live) {
    this.screen = screen;
    this.live = live;
    this.silent = false;
    /** A screen reader reads the same words, so its user may want the notes without the voice. */
    this.speaks = true;
    /** @type {AudioContext | null} */
    this.audio = null;
    this.voiceIsAwake = false;
    this.saidAt = 0;
    document.addEventListener("visibilitychange", () => this.#comeBack());
  }

  /** After a call, or another app: sound again, and nothing of what was to be said meanwhile. */
  #comeBack() {
    if (document.hidden) return;
    this.#resume();
    const isStale = performance.now() - this.saidAt > STALE_SPEECH_MILLISECONDS;
    if (isStale && "speechSynthesis" in window) speechSynthesis.cancel();
  }

  async #resume() {
    try {
      await this.audio?.resume();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // A call has the sound; a tap brings it back.
    }
  }

  /** Call inside a tap: phones let a page make sound only then. */
  wake() {
    if (!this.audio && "AudioContext" in window) {
      letMusicGoOn();
      this.audio = new AudioContext();
    }
    this.#resume();
    if (!this.voiceIsAwake && "speechSynthesis" in window) {
      const nothing = new SpeechSynthesisUtterance(" ");
      nothing.volume = 0;
      speechSynthesis.speak(nothing);
      this.voiceIsAwake = true;
    }
  }

  /** After a reload, or a telephone call, the phone waits for a tap before it makes sound again. */
  get needsTap() {
    return !this.silent && "AudioContext" in window && this.audio?.state !== "running";
  }

  /** @param {string} cue @param {string} words */
  give(cue, words) {
    this.live.textContent = words;
    this.flash();
    navigator.vibrate?.(BUZZ[/** @type {keyof typeof BUZZ} */ (cue)] ?? [300, 150, 300]);
    if (this.silent) return;
    this.play(NOTES[cue] ?? NOTES.ready);
    if (this.speaks) this.say(words);
  }

  flash() {
    this.screen.classList.add("flash");
    setTimeout(() => this.screen.classList.remove("flash"), FLASH_MILLISECONDS);
  }

  /** @param {[number, number, number][]} notes */
  async play(notes) {
    const { audio } = this;
    if (!audio) return;
    const asked = performance.now();
    if (audio.state !== "running") await this.#resume();
    if (audio.state !== "running" || performance.now() - asked > LATE_MILLISECONDS) return;
    for (const [frequency, begin, length] of notes) note(audio, frequency, begin, length);
  }

  /** @param {string} words */
  say(words) {
    if (!("speechSynthesis" in window)) return;
    this.saidAt = performance.now();
    speechSynthesis.cancel();
    const spoken = new SpeechSynthesisUtterance(words);
    spoken.lang = document.documentElement.lang;
    spoken.rate = 0.95;
    speechSynthesis.speak(spoken);
  }

  /** Words of getting into place: for ears and screen readers, without notes or a flash.
   * @param {string} words */
  tell(words) {
    this.live.textContent = words;
    if (!this.silent && this.speaks) this.say(words);
  }

  hush() {
    if ("speechSynthesis" in window) speechSynthesis.cancel();
  }

  /** @param {boolean} speaks */
  setVoice(speaks) {
    this.speaks = speaks;
    if (!speaks && "speechSynthesis" in window) speechSynthesis.cancel();
  }

  /** @param {boolean} silent */
  setSilent(silent) {
    this.silent = silent;
    if (silent && "speechSynthesis" in window) speechSynthesis.cancel();
  }
}

function letMusicGoOn() {
  if ("audioSession" in navigator) /** @type {any} */ (navigator).audioSession.type = "transient";
}

/** One soft note. @param {AudioContext} audio @param {number} frequency @param {number} begin @param {number} length */
function note(audio, frequency, begin, length) {
  const from = audio.currentTime + begin;
  const tone = new OscillatorNode(audio, { frequency, type: "sine" });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.03);
  volume.gain.setValueAtTime(LOUDNESS, from + length * 0.5);
  volume.gain.linearRampToValueAtTime(0, from + length);
  tone.connect(volume).connect(audio.destination);
  tone.start(from);
  tone.stop(from + length);
}

/** Keeps the screen on while the page is in sight, and says whether this browser does: it may refuse,
 * and it may take the lock away at any time. */
export class ScreenKeeper {
  /** @param {(isOn: boolean) => void} tell */
  constructor(tell = () => {}) {
    this.tell = tell;
    /** @type {WakeLockSentinel | null} */
    this.lock = null;
    this.wanted = false;
    this.asking = false;
    for (const event of ["visibilitychange", "pointerup"]) document.addEventListener(event, () => this.#take());
  }

  keepOn() {
    this.wanted = true;
    return this.#take();
  }

  async letGo() {
    this.wanted = false;
    await this.lock?.release();
    this.lock = null;
  }

  async #take() {
    if (!this.wanted || this.asking || document.hidden || (this.lock && !this.lock.released)) return;
    this.asking = true;
    this.lock = await request();
    this.asking = false;
    if (!this.wanted) return this.letGo();
    this.lock?.addEventListener("release", () => setTimeout(() => this.#take(), TAKE_AGAIN_MILLISECONDS));
    this.tell(this.lock !== null);
  }
}

/** @returns {Promise<WakeLockSentinel | null>} */
async function request() {
  try {
    return (await navigator.wakeLock?.request("screen")) ?? null;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // Refused, for example to save power.
    return null;
  }
}
