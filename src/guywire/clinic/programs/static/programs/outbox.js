/**
 * Finished sessions on their way to the record: kept on the device until the server has said yes.
 * The network can come back in two tabs at once, so one tab takes a lock; and each session has an
 * id that the server keeps once, however often it arrives.
 */

import { storage } from "../site/storage.js";

const PREFIX = "guywire-outbox:";
const LOCK = "guywire-outbox";

/** @param {string} id @param {Record<string, string>} answers */
export function keep(id, answers) {
  storage.setItem(PREFIX + id, JSON.stringify(answers));
}

/** @param {string} id */
export function drop(id) {
  storage.removeItem(PREFIX + id);
}

/** @returns {string[]} the ids that wait */
export function waiting() {
  return storage.keys()
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length));
}

/** @typedef {"kept" | "refused" | "no network"} Outcome */

/** Send all that wait. @returns {Promise<Map<string, Outcome>>} */
export async function sendAll() {
  if (!("locks" in navigator)) return sendEach();
  return navigator.locks.request(LOCK, sendEach);
}

/** @returns {Promise<Map<string, Outcome>>} */
async function sendEach() {
  const outcomes = new Map();
  for (const id of waiting()) outcomes.set(id, await send(id));
  return outcomes;
}

/** @param {string} id @returns {Promise<Outcome>} */
async function send(id) {
  const answers = storage.getItem(PREFIX + id);
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-outbox]"));
  if (!answers || !form) return "no network";
  const token = /** @type {HTMLInputElement} */ (form.elements.namedItem("csrfmiddlewaretoken")).value;
  try {
    const response = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      body: new URLSearchParams(JSON.parse(answers)),
    });
    const unchanged = storage.getItem(PREFIX + id) === answers;
    if (response.ok && unchanged) drop(id);
    if (response.ok) return "kept";
    return response.status === 422 ? "refused" : "no network";
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // What fetch throws when there is no network.
    return "no network";
  }
}

const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 60000;
let keptOne = false;

/** A browser can think it is online before it is, so what found no network is tried again. */
async function sendLeftOver(retryMs = FIRST_RETRY_MS) {
  const outcomes = [...(await sendAll()).values()];
  keptOne ||= outcomes.includes("kept");
  show("[data-outbox-kept]", keptOne);
  show("[data-outbox-waiting]", outcomes.some((outcome) => outcome !== "kept"));
  if (outcomes.includes("no network") && navigator.onLine && retryMs <= LAST_RETRY_MS) {
    setTimeout(() => sendLeftOver(retryMs * 2), retryMs);
  }
}

/** @param {string} selector @param {boolean} shown */
function show(selector, shown) {
  const panel = /** @type {HTMLElement | null} */ (document.querySelector(selector));
  if (panel) panel.hidden = !shown;
}

if (document.querySelector("[data-outbox-kept]")) {
  addEventListener("online", () => sendLeftOver());
  if (waiting().length) sendLeftOver();
}
