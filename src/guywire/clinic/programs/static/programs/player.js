/** The running session on the screen: shows what the clock says, and writes down what is tapped. */

import { cueBetween, holdsDone, quietWordAt, stateAt, timeLeft } from "./clock.js";
import { Cues, ScreenKeeper } from "../site/cues.js";
import { Log, forgetOldLogs, inOneTab } from "./log.js";
import { drop, keep, sendAll } from "./outbox.js";
import { restWithoutNetwork } from "./pantry.js";
import { whenBack } from "../site/offline.js";
import { tabStorage } from "../site/storage.js";
import { SetUp } from "./setup.js";
import { Watching } from "./watch.js";
import { ask, mayRead } from "../site/level.js";

/** @typedef {import("./clock.js").State} State @typedef {import("./clock.js").Plan} Plan */

const TICK_MILLISECONDS = 250;
const GAP_MILLISECONDS = 20_000;
const DOUBLE_TAP_MILLISECONDS = 500;
const RING_LENGTH = 2 * Math.PI * 45;
const GET_UP_MILLISECONDS = 20_000;

/** @param {string} name @returns {HTMLElement} */
const part = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-${name}]`));
/** @param {string} name */
const dialog = (name) => /** @type {HTMLDialogElement} */ (part(name));

/** A sentence in the language of the page. @param {string} name @param {string} key */
const words = (name, key) => part(name).dataset[key] ?? "";

const player = part("player");
/** @type {Plan} */
const plan = JSON.parse(document.getElementById("timer-plan")?.textContent ?? "null");
const log = new Log(plan.id);
const cues = new Cues(player, part("live"));
const screenKeeper = new ScreenKeeper((isOn) => { part("no-wake-lock").hidden = isOn; });
/** @type {State} */
let shown = stateAt(plan, log.happenings, log.seenAt ?? log.now());
let ticking = 0;
let movedAt = -Infinity;
const setUp = new SetUp(player, plan.holds, cues, start);
const watching = new Watching(sayOfPelvis, () => showWatch("lost"));

// Time

function tick() {
  if (asking()) return;
  const now = log.now();
  const state = stateAt(plan, log.happenings, now);
  if (sleptThrough(shown, state, now, log.clock.missed())) return askAboutGap();
  log.see();
  const cue = cueBetween(plan, shown, state);
  if (cue === "quiet") cues.tell(quietWordAt(plan, state));
  else if (cue) cues.give(cue, plan.holds[cue === "ready" || cue === "hold" ? state.index : shown.index].say[cue]);
  show(state);
  if (state.phase === "position") setUp.tick();
  followPelvis(state);
}

/** The page was not running while a hold came to its end, so nobody heard the cue; or the phone may
 * have slept, and nobody knows how long.
 * @param {State} before @param {State} after @param {number} now @param {number} missed */
function sleptThrough(before, after, now, missed) {
  const gap = now - (log.seenAt ?? now);
  const running = before.phase === "hold" && !before.paused;
  const isOver = after.index !== before.index || after.phase !== "hold";
  return running && ((gap > GAP_MILLISECONDS && isOver) || missed > GAP_MILLISECONDS);
}

function asking() {
  return ["ask-gap", "ask-stop", "elsewhere"].some((name) => dialog(name).open);
}

/** @param {string} type @param {object} [more] */
function happen(type, more) {
  log.add(type, more);
  tick();
}

// Screen

/** @param {State} state */
function show(state) {
  const moved = state.phase !== shown.phase || state.index !== shown.index || state.paused !== shown.paused;
  shown = state;
  const hold = plan.holds[state.index];
  player.dataset.phase = state.phase;
  player.dataset.paused = String(state.paused);
  part("tap-for-sound").hidden = state.phase === "position" || !cues.needsTap;
  player.dataset.last = String(state.phase === "hold" && timeLeft(plan, state) <= 10_000);
  showTime(state);
  if (moved) movedAt = performance.now();
  if (moved || !player.dataset.ready) showHold(state, hold);
  player.dataset.ready = "yes";
}

/** @param {State} state */
function showTime(state) {
  if (state.phase !== "ready" && state.phase !== "hold") return;
  const left = timeLeft(plan, state);
  const seconds = Math.ceil(left / 1000);
  const text = state.phase === "ready" ? String(seconds) : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  if (part("time").textContent !== text) part("time").textContent = text;
  const whole = state.phase === "hold" ? plan.holds[state.index].seconds * 1000 : Infinity;
  part("ring").setAttribute("stroke-dashoffset", String(RING_LENGTH * (1 - left / whole || 0)));
}

/** @param {State} state @param {import("./clock.js").Hold} hold */
function showHold(state, hold) {
  if (state.phase === "finished") return finish(state);
  part("side").textContent = hold.leg;
  part("under").textContent = under(state);
  part("cue").textContent = state.phase === "ready" ? hold.next : hold.cue;
  part("pause").textContent = words("pause", state.paused ? "off" : "on");
  for (const one of document.querySelectorAll("[data-hold]")) {
    const here = /** @type {HTMLElement} */ (one).dataset.hold === String(state.index);
    one.toggleAttribute("hidden", !here);
  }
  for (const [index, dot] of document.querySelectorAll("[data-dot]").entries()) {
    dot.className = index < state.index ? "dot dot--done" : index === state.index ? "dot dot--now" : "dot";
  }
  part("progress").textContent = words("progress", "words").replace("{number}", String(state.index + 1));
  part("advice").hidden = true;
  if (state.phase === "position") setUp.open(state.index, state.index ? GET_UP_MILLISECONDS : 0);
  else setUp.close();
  part("watch").hidden = !hold.watch || !mayRead();
  if (watching.wanted) showWatch(state.phase === "hold" ? "learn" : "place");
  scrollTo(0, 0);
  keepFocus();
}

/** @param {State} state */
function under(state) {
  return words("player", state.paused ? "pausedWords" : state.phase === "ready" ? "getReady" : "toGo");
}

/** When the control that had focus is gone, the main one of this moment takes it. */
function keepFocus() {
  const focused = document.activeElement;
  const lost = !focused || focused === document.body || !/** @type {HTMLElement} */ (focused).checkVisibility();
  if (!lost) return;
  const main = [...player.querySelectorAll("[data-main]")].find((one) => /** @type {HTMLElement} */ (one).checkVisibility());
  /** @type {HTMLElement | undefined} */ (main)?.focus({ preventScroll: true });
}

// Taps

function start() {
  cues.wake();
  screenKeeper.keepOn();
  happen("start");
}

function pauseOrGoOn() {
  cues.wake();
  const wasPaused = shown.paused;
  happen(wasPaused ? "resume" : "pause");
  if (wasPaused) screenKeeper.keepOn();
  const cue = wasPaused ? "resume" : "pause";
  cues.give(cue, plan.holds[shown.index].say[cue]);
}

function easeOff() {
  happen("ease");
  const hold = plan.holds[shown.index];
  const times = shown.done[shown.index].eased;
  const advice = hold.easeOff[Math.min(times, hold.easeOff.length) - 1];
  part("advice-words").textContent = times > hold.easeOff.length ? words("player", "tooMuch") : advice;
  part("advice").hidden = false;
  cues.live.textContent = advice;
  if (!cues.silent) cues.say(part("advice-words").textContent ?? "");
}

function askWhyStop() {
  if (!shown.paused) happen("pause");
  dialog("ask-stop").showModal();
}

/** @param {string} reason */
function stop(reason) {
  dialog("ask-stop").close();
  happen("stop", { reason });
}

function askAboutGap() {
  const held = Math.floor(shown.elapsed / 1000);
  const time = `${Math.floor(held / 60)}:${String(held % 60).padStart(2, "0")}`;
  part("gap-words").textContent = words("gap-words", "gapWords").replace("{time}", time).replace("{leg}", plan.holds[shown.index].leg);
  part("gap").textContent = words("gap", "words").replace("{time}", time);
  dialog("ask-gap").showModal();
}

/** @param {string} type */
function answerGap(type) {
  const from = log.seenAt ?? log.now();
  dialog("ask-gap").close();
  cues.wake();
  screenKeeper.keepOn();
  log.see();
  happen(type, { from });
}

function switchSound() {
  cues.wake();
  cues.setSilent(!cues.silent);
  part("sound").setAttribute("aria-pressed", String(!cues.silent));
  part("sound").textContent = words("sound", cues.silent ? "off" : "on");
}

// The phone on the pelvis

/** @param {State} state */
function followPelvis(state) {
  const { watch } = plan.holds[state.index];
  if (state.phase === "hold" && !state.paused) watching.follow(state.index, watch);
  else watching.rest();
}

async function askToWatch() {
  cues.wake();
  const on = !watching.wanted && (await ask());
  if (on) watching.want();
  else if (watching.wanted) watching.off();
  else return showWatch("refused");
  part("watch").setAttribute("aria-pressed", String(on));
  showWatch(on ? "place" : "");
  if (on) cues.tell(plan.holds[shown.index].watch?.place ?? "");
}

/** @param {import("./watch.js").Word} word */
function sayOfPelvis(word) {
  const { watch } = plan.holds[shown.index];
  showWatch(word);
  if (watch && (word === "away" || word === "back")) cues.tell(watch[word]);
}

/** @param {string} what a moment of the watch, or nothing */
function showWatch(what) {
  const words = { ...player.dataset, ...plan.holds[shown.index].watch };
  for (const place of document.querySelectorAll("[data-watch-says]")) {
    place.textContent = String(words[what] ?? words[`watch${what.charAt(0).toUpperCase()}${what.slice(1)}`] ?? "");
    place.toggleAttribute("hidden", !place.textContent);
    place.toggleAttribute("data-urgent", what === "refused" || what === "lost");
  }
}

// The end

const form = /** @type {HTMLFormElement} */ (part("after").querySelector("form"));

/** @param {State} state */
function finish(state) {
  clearInterval(ticking);
  screenKeeper.letGo();
  watching.off();
  player.hidden = true;
  part("after").classList.remove("without-script");
  part("ended").hidden = true;
  const holds = holdsDone(plan, state);
  /** @type {HTMLInputElement} */ (form.elements.namedItem("holds")).value = JSON.stringify(holds);
  const pain = holds.some((hold) => hold.stopped === "pain");
  const early = holds.some((hold) => hold.stopped);
  part("after-title").textContent = words("after-title", pain ? "pain" : early ? "early" : "all");
  part("after-title").focus();
  scrollTo(0, 0);
  tellWithoutAnswer();
}

/** The clinic's rules should know that somebody stopped for pain even when no answer follows. */
function tellWithoutAnswer() {
  /** @type {Record<string, string>} */
  const told = { ...answers(), unanswered: "yes" };
  if (JSON.parse(told.holds).length) {
    keep(plan.id, told);
    sendAll();
  }
}

/** @returns {Record<string, string>} */
function answers() {
  const { csrfmiddlewaretoken, ...given } = Object.fromEntries(new FormData(form));
  return /** @type {Record<string, string>} */ (given);
}

/** @param {SubmitEvent} event */
async function answer(event) {
  event.preventDefault();
  const given = answers();
  const missing = ["comfortable", "feeling"].find((name) => !given[name]);
  part("after-missing").hidden = !missing;
  if (missing) return /** @type {HTMLElement} */ (form.querySelector(`[name="${missing}"]`)).focus();
  keep(plan.id, given);
  const outcome = (await sendAll()).get(plan.id);
  if (outcome === "no network") return showKept(given);
  if (outcome === "refused") return sendAsPage();
  leave();
}

/** The server has something to say about the answers: let it say so on its own page. */
function sendAsPage() {
  drop(plan.id);
  form.submit();
}

function leave() {
  log.forget();
  location.assign(part("after").dataset.next ?? "/");
}

/** @param {Record<string, string>} given */
function showKept(given) {
  const unwell = given.comfortable === "no" || given.feeling === "worse" || given.holds.includes('"pain"');
  if (unwell) restWithoutNetwork();
  form.hidden = true;
  part("kept").hidden = false;
  part("kept-human").hidden = !unwell;
  part("kept-title").focus();
  whenBack(sendWhenBack);
}

async function sendWhenBack() {
  if ((await sendAll()).get(plan.id) === "no network") whenBack(sendWhenBack);
  else leave();
}

// Begin

function run() {
  if (dialog("elsewhere").open) dialog("elsewhere").close();
  const gap = log.now() - (log.seenAt ?? log.now());
  const wasRunning = shown.phase === "hold" && !shown.paused;
  show(shown);
  if (shown.phase === "finished") return;
  ticking = setInterval(tick, TICK_MILLISECONDS);
  if (wasRunning && gap > GAP_MILLISECONDS) askAboutGap();
}

function elsewhere() {
  clearInterval(ticking);
  screenKeeper.letGo();
  player.dataset.ready = "yes";
  if (!dialog("elsewhere").open) dialog("elsewhere").showModal();
}

/** The second half of a double tap lands on whatever has just taken the button's place. Stopping
 * and easing off never wait.
 * @param {() => void} tapped */
function onceSettled(tapped) {
  return () => {
    if (performance.now() - movedAt >= DOUBLE_TAP_MILLISECONDS) tapped();
  };
}

/** @type {Record<string, () => void>} */
const TAPS = {
  start: onceSettled(start),
  pause: onceSettled(pauseOrGoOn),
  go: onceSettled(() => { cues.wake(); happen("go"); }),
  ease: easeOff,
  stop: askWhyStop,
  leave: onceSettled(() => happen("leave")),
  talk: () => { cues.wake(); screenKeeper.keepOn(); setUp.talk(); },
  hush: () => setUp.quiet(),
  next: onceSettled(() => { cues.wake(); setUp.next(); }),
  back: () => setUp.back(),
  watch: askToWatch,
  sound: switchSound,
  "here-instead": () => location.reload(),
};
for (const [name, tapped] of Object.entries(TAPS)) {
  for (const button of document.querySelectorAll(`[data-${name}]`)) button.addEventListener("click", tapped);
}
for (const button of document.querySelectorAll("[data-because]")) {
  button.addEventListener("click", () => stop(/** @type {HTMLElement} */ (button).dataset.because ?? "other"));
}
for (const button of document.querySelectorAll("[data-gap]")) {
  button.addEventListener("click", () => answerGap(/** @type {HTMLElement} */ (button).dataset.gap ?? "lost"));
}
for (const name of ["ask-gap", "elsewhere"]) dialog(name).addEventListener("cancel", (event) => event.preventDefault());
document.addEventListener("pointerup", () => {
  if (!part("tap-for-sound").hidden) cues.wake();
});
form.addEventListener("submit", answer);

const taken = tabStorage.getItem("guywire-take-over") === plan.id;
tabStorage.removeItem("guywire-take-over");
part("here-instead").addEventListener("click", () => tabStorage.setItem("guywire-take-over", plan.id), { capture: true });
forgetOldLogs();
inOneTab(run, elsewhere, taken);
