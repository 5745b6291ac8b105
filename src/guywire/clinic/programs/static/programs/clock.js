/**
 * The timer: works out from what happened, and from the time now, what the screen should show.
 * It counts no ticks, so a slow, sleeping or reloaded page is never wrong, only late.
 *
 * @typedef {{stretch: string, side: string, seconds: number, supported: boolean, leg: string, next: string,
 *   cue: string, watch: import("./watch.js").Watch | null, easeOff: string[], quiet: string[], steps: {say: string, seconds: number}[],
 *   say: Record<string, string>}} Hold
 * @typedef {{id: string, getReadySeconds: number, changeSidesSeconds: number, holds: Hold[]}} Plan
 * @typedef {{type: string, at: number, from?: number, reason?: string}} Happening
 * @typedef {"position" | "ready" | "hold" | "finished"} Phase
 * @typedef {{eased: number, stopped: string | null, held: number}} Done
 * @typedef {{index: number, phase: Phase, paused: boolean, changing: boolean, readyLeft: number,
 *   elapsed: number, done: Done[]}} State
 */

const SETTLE_SECONDS = 10;
const SPOKEN_BEFORE_HOLD = 8_000;
const LAST_SECONDS = 10_000;
const QUIET_MILLISECONDS = 30_000;

/** @param {Plan} plan @param {Happening[]} happenings @param {number} now @returns {State} */
export function stateAt(plan, happenings, now) {
  const state = beginning(plan);
  let last = happenings[0]?.at ?? now;
  for (const happening of happenings) {
    advance(plan, state, (happening.from ?? happening.at) - last);
    apply(plan, state, happening);
    last = happening.at;
  }
  advance(plan, state, now - last);
  return state;
}

/** @param {Plan} plan @returns {State} */
function beginning(plan) {
  const done = plan.holds.map(() => ({ eased: 0, stopped: null, held: 0 }));
  return { index: 0, phase: "position", paused: false, changing: false, readyLeft: 0, elapsed: 0, done };
}

/** Let time pass. A phone's clock can be set back; time never runs backward here.
 * @param {Plan} plan @param {State} state @param {number} passed milliseconds */
function advance(plan, state, passed) {
  let left = Math.max(0, passed);
  while (left > 0 && !state.paused && (state.phase === "ready" || state.phase === "hold")) {
    left = state.phase === "ready" ? getReady(state, left) : hold(plan, state, left);
  }
}

/** @param {State} state @param {number} passed @returns {number} what is left over */
function getReady(state, passed) {
  const spent = Math.min(passed, state.readyLeft);
  state.readyLeft -= spent;
  if (state.readyLeft === 0) state.phase = "hold";
  return passed - spent;
}

/** @param {Plan} plan @param {State} state @param {number} passed @returns {number} */
function hold(plan, state, passed) {
  const whole = plan.holds[state.index].seconds * 1000;
  const spent = Math.min(passed, whole - state.elapsed);
  held(state, state.elapsed + spent);
  if (state.elapsed >= whole) goOn(plan, state);
  return passed - spent;
}

/** @param {State} state @param {number} elapsed */
function held(state, elapsed) {
  state.elapsed = elapsed;
  state.done[state.index].held = Math.floor(elapsed / 1000);
}

/** To the next hold: by itself when only the side changes, after a tap when the stretch does.
 * @param {Plan} plan @param {State} state */
function goOn(plan, state) {
  const before = plan.holds[state.index];
  const after = plan.holds[state.index + 1];
  if (!after) {
    state.phase = "finished";
    return;
  }
  state.index += 1;
  state.elapsed = 0;
  if (before.stretch === after.stretch) settle(state, plan.changeSidesSeconds, true);
  else state.phase = "position";
}

/** @param {State} state @param {number} seconds @param {boolean} changing */
function settle(state, seconds, changing = false) {
  state.phase = "ready";
  state.readyLeft = seconds * 1000;
  state.changing = changing;
  state.paused = false;
}

/** @type {Record<string, (plan: Plan, state: State, happening: Happening) => void>} */
const WHAT_HAPPENS = {
  start: (plan, state) => settle(state, plan.getReadySeconds),
  go: (_plan, state) => { state.phase = "hold"; state.readyLeft = 0; },
  pause: (_plan, state) => { state.paused = true; },
  resume: (_plan, state) => { state.paused = false; },
  ease: (_plan, state) => { state.done[state.index].eased += 1; },
  lost: (_plan, state) => settle(state, SETTLE_SECONDS),
  again: (_plan, state) => { held(state, 0); settle(state, SETTLE_SECONDS); },
  believed: (plan, state) => {
    held(state, plan.holds[state.index].seconds * 1000);
    goOn(plan, state);
    if (state.phase === "ready") state.phase = "position";
    state.paused = false;
  },
  leave: (plan, state) => leaveOut(plan, state),
  stop: (_plan, state, { reason }) => {
    state.done[state.index].stopped = reason ?? "other";
    state.phase = "finished";
    state.paused = false;
  },
};

/** @param {Plan} plan @param {State} state @param {Happening} happening */
function apply(plan, state, happening) {
  const finished = state.phase === "finished";
  if (!finished && happening.type in WHAT_HAPPENS) WHAT_HAPPENS[happening.type](plan, state, happening);
}

/** Leave out the rest of this stretch. @param {Plan} plan @param {State} state */
function leaveOut(plan, state) {
  const { stretch } = plan.holds[state.index];
  while (state.phase !== "finished" && plan.holds[state.index].stretch === stretch) {
    state.done[state.index].stopped = "other";
    goOn(plan, state);
  }
  if (state.phase === "ready") state.phase = "position";
  state.paused = false;
}

/** Milliseconds left of what is counted down now. @param {Plan} plan @param {State} state */
export function timeLeft(plan, state) {
  if (state.phase === "ready") return state.readyLeft;
  return plan.holds[state.index].seconds * 1000 - state.elapsed;
}

/** The one cue between two looks at the clock; after a long sleep only the newest counts.
 * @param {Plan} plan @param {State} before @param {State} after @returns {string | null} */
export function cueBetween(plan, before, after) {
  if (before.phase === "finished") return null;
  if (after.phase === "finished") return after.done[after.index].stopped ? null : "end";
  if (after.phase !== before.phase || after.index !== before.index) return cueOfChange(before, after);
  if (after.phase === "ready") return passedBelow(before.readyLeft, after.readyLeft, after.changing ? SPOKEN_BEFORE_HOLD : 0) ? "ready" : null;
  if (after.phase === "hold") return cueWithin(plan, before, after);
  return null;
}

/** @param {State} before @param {State} after */
function cueOfChange(before, after) {
  if (after.phase === "hold") return "hold";
  if (after.phase === "position") return "next";
  return before.phase === "position" ? "ready" : "switch";
}

/** @param {Plan} plan @param {State} before @param {State} after */
function cueWithin(plan, before, after) {
  const [was, is] = [timeLeft(plan, before), timeLeft(plan, after)];
  if (passedBelow(was, is, LAST_SECONDS)) return "ten";
  if (passedBelow(was, is, plan.holds[after.index].seconds * 500)) return "half";
  return quietWord(before, after) ? "quiet" : null;
}

/** A word every half minute; the n-th half minute has the n-th word.
 * @param {State} before @param {State} after */
function quietWord(before, after) {
  return Math.floor(after.elapsed / QUIET_MILLISECONDS) > Math.floor(before.elapsed / QUIET_MILLISECONDS);
}

/** @param {Plan} plan @param {State} state */
export function quietWordAt(plan, state) {
  const { quiet } = plan.holds[state.index];
  return quiet[(Math.floor(state.elapsed / QUIET_MILLISECONDS) - 1) % quiet.length];
}

/** @param {number} was @param {number} is @param {number} mark */
function passedBelow(was, is, mark) {
  return was > mark && is <= mark;
}

/** What is told to the clinic's rules: each hold that was begun, left out or stopped.
 * @param {Plan} plan @param {State} state */
export function holdsDone(plan, state) {
  return plan.holds
    .map((one, index) => ({ one, did: state.done[index] }))
    .filter(({ did }) => did.held > 0 || did.stopped)
    .map(({ one, did }) => ({
      stretch: one.stretch,
      side: one.side,
      seconds_asked: one.seconds,
      seconds_held: did.held,
      eased_off: Math.min(did.eased, 99),
      stopped: did.stopped,
    }));
}
