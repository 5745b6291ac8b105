/** Covers a page of the desk that nobody uses, until somebody shows who is there. What was typed stays
 * in the page under the cover. The tabs of one browser share when it was last used. The server
 * refuses by its own clock, whatever this page does. */

import { askDevice, canAsk, errorText } from "./passkey.js";

const cover = /** @type {HTMLDialogElement} */ (document.getElementById("lock"));
const form = /** @type {HTMLFormElement} */ (cover.querySelector("form"));
const error = /** @type {HTMLElement} */ (cover.querySelector(".lock__error"));
const passkeyButton = /** @type {HTMLButtonElement} */ (cover.querySelector("[data-passkey-button]"));
const { staff, lock = "", stay = "", state = "" } = cover.dataset;
const IDLE_MS = Number(cover.dataset.minutes) * 60_000;
const STAY_MS = Math.min(60_000, IDLE_MS / 4);
const USED = "guywire.desk.used";
const LOCKED = "guywire.desk.locked";
const title = document.title;
const SIGNED_OUT = "You are signed out here. Sign in again in a new tab, then come back and press Unlock. What you typed stays on this page.";
const SOMEONE_ELSE = "Someone else is signed in in this browser. Sign in again in a new tab, then come back and press Unlock.";
const NO_SERVER = "The server does not answer. Try again in a moment.";

let usedAt = Date.now();
let stayedAt = Date.now();

const read = () => Math.max(usedAt, Number(localStorage.getItem(USED) ?? 0));
const token = () => /** @type {HTMLInputElement} */ (form.elements.namedItem("csrfmiddlewaretoken")).value;

/** @param {string} address @param {BodyInit} [body] */
const post = (address, body) =>
  fetch(address, {
    method: "POST",
    body,
    keepalive: true,
    headers: { Accept: "application/json", "X-CSRFToken": token() },
  });

function use() {
  const now = Date.now();
  if (cover.open) return;
  if (now - read() >= IDLE_MS) return close();
  if (now - usedAt < 1000) return;
  usedAt = now;
  localStorage.setItem(USED, String(now));
  if (now - stayedAt < STAY_MS) return;
  stayedAt = now;
  post(stay).then((answer) => { if (answer.status === 423) show(); }, () => {});
}

function show() {
  if (cover.open) return;
  document.documentElement.dataset.locked = "";
  document.title = "Locked";
  error.textContent = "";
  passkeyButton.hidden = true;
  if (canAsk()) ask().then((known) => { passkeyButton.hidden = !known.has_passkey; }, () => {});
  cover.showModal();
}

/** Locks this page, the other tabs, and the server. */
function close() {
  show();
  localStorage.setItem(LOCKED, String(Date.now()));
  post(lock).catch(() => {});
}

/** @param {string} fresh */
function open(fresh) {
  for (const input of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) {
    if (input instanceof HTMLInputElement) input.value = fresh;
  }
  form.reset();
  usedAt = stayedAt = Date.now();
  localStorage.setItem(USED, String(usedAt));
  localStorage.removeItem(LOCKED);
  delete document.documentElement.dataset.locked;
  document.title = title;
  cover.close();
}

/** @param {boolean} [passkey] */
const ask = async (passkey) =>
  (await fetch(passkey ? `${state}?passkey` : state, { headers: { Accept: "application/json" } })).json();

/** @param {boolean} byPasskey */
async function unlock(byPasskey) {
  const known = await ask(byPasskey);
  if (known.staff === null) return void (error.textContent = SIGNED_OUT);
  if (String(known.staff) !== staff) return void (error.textContent = SOMEONE_ELSE);
  if (!known.is_locked) return open(known.token);
  const sent = new FormData(form);
  sent.set("csrfmiddlewaretoken", known.token);
  if (byPasskey) {
    if (!known.passkey) return void (error.textContent = "You have no passkey yet. Use your password.");
    sent.set("credential", await askDevice("get", known.passkey.publicKey));
  }
  const answer = await fetch(form.action, { method: "POST", body: sent, headers: { Accept: "application/json" } });
  const content = await answer.json();
  if (answer.ok) open(content.token);
  else error.textContent = content.error;
}

/** @param {boolean} byPasskey */
function tryTo(byPasskey) {
  error.textContent = "";
  unlock(byPasskey).catch((reason) => {
    error.textContent = byPasskey && reason instanceof DOMException ? errorText(reason) : NO_SERVER;
  });
}

const look = () => { if (Date.now() - read() >= IDLE_MS) close(); };

localStorage.setItem(USED, String(usedAt));
for (const event of ["pointerdown", "pointermove", "keydown", "wheel", "input"]) {
  addEventListener(event, use, { passive: true, capture: true });
}
setInterval(look, 1000);
for (const event of ["focus", "pageshow"]) addEventListener(event, look);
document.addEventListener("visibilitychange", look);
addEventListener("storage", (event) => {
  if (event.key !== LOCKED) return;
  if (event.newValue) show();
  else ask().then((known) => { if (String(known.staff) === staff && !known.is_locked) open(known.token); }, () => {});
});
form.addEventListener("submit", (event) => { event.preventDefault(); tryTo(false); });
passkeyButton.addEventListener("click", () => tryTo(true));
cover.addEventListener("cancel", (event) => event.preventDefault());
cover.addEventListener("close", () => { if ("locked" in document.documentElement.dataset) cover.showModal(); });
for (const button of document.querySelectorAll("[data-lock-now]")) {
  button.addEventListener("click", (event) => { event.preventDefault(); close(); });
}
