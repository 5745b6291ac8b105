/**
 * What a form needs from the browser: focus goes to the errors, a second tap does not send twice,
 * and what was typed is still there until it has arrived: after the tab was closed, and after the
 * network was gone. What nobody came back to for two days is forgotten.
 *
 * @typedef {{fields: [string, string][], sentFrom?: string}} Typed
 * @typedef {Typed & {seenAt: number}} Draft `seenAt`: last typed in, or looked at on its open page
 */

import { storage } from "./storage.js";

const DRAFT = "guywire-draft:";
const OLD = 2 * 24 * 3600 * 1000;
/** In the language of the page. */
const NO_NETWORK = /** @type {HTMLElement | null} */ (document.querySelector("script[data-no-network]"))?.dataset.noNetwork ?? "";

const summary = /** @type {HTMLElement | null} */ (document.querySelector("[data-error-summary]"));
summary?.focus();

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    else if (needsNetwork(form) && !navigator.onLine) sayNoNetwork(form, event);
    else form.dataset.sent = "yes";
  });
}
// A page taken from the back-forward cache must be sendable again.
addEventListener("pageshow", ({ persisted }) => {
  for (const form of document.querySelectorAll("form")) {
    delete form.dataset.sent;
    if (persisted && form.dataset.draft) markSent(form, undefined);
  }
});

/** A session begins without one too. @param {HTMLFormElement} form */
function needsNetwork(form) {
  return form.method === "post" && form.dataset.beginsOffline === undefined;
}

/** @param {HTMLFormElement} form @param {SubmitEvent} event */
function sayNoNetwork(form, event) {
  event.preventDefault();
  form.querySelector("[data-no-network]")?.remove();
  const note = document.createElement("p");
  note.dataset.noNetwork = "";
  note.className = "panel panel--notice";
  note.setAttribute("role", "alert");
  note.textContent = NO_NETWORK;
  const button = event.submitter;
  if (button && form.contains(button)) (button.closest(".cluster") ?? button).after(note);
  else form.append(note);
  addEventListener("online", () => note.remove(), { once: true });
}

/** @param {string} key @returns {Draft | null} */
function draftAt(key) {
  const draft = JSON.parse(storage.getItem(key) ?? "null");
  return Array.isArray(draft?.fields) ? draft : null;
}

/** @param {string} key @param {Typed} typed */
function keep(key, typed) {
  storage.setItem(key, JSON.stringify({ ...typed, seenAt: Date.now() }));
}

/** @param {HTMLFormElement} form @param {string | undefined} sentFrom */
function markSent(form, sentFrom) {
  const key = DRAFT + form.dataset.draft;
  const draft = draftAt(key);
  if (draft) keep(key, { ...draft, sentFrom });
}

/** @param {HTMLFormElement} form */
function keepDraft(form) {
  const key = DRAFT + form.dataset.draft;
  const draft = draftAt(key);
  if (draft) restore(form, draft.fields);
  markSent(form, undefined);
  form.addEventListener("input", () => keep(key, { fields: typedIn(form) }));
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) keep(key, { fields: typedIn(form), sentFrom: location.href.split("#")[0] });
  });
  document.addEventListener("visibilitychange", () => {
    const open = draftAt(key);
    if (open) keep(key, open);
  });
}

/** @param {HTMLFormElement} form @returns {[string, string][]} */
function typedIn(form) {
  /** @type {[string, string][]} */
  const typed = [];
  for (const [name, value] of new FormData(form)) {
    if (name !== "csrfmiddlewaretoken" && typeof value === "string") typed.push([name, value]);
  }
  return typed;
}

/** Several boxes of one name each keep their own tick, and an unticked one stays unticked.
 * @param {HTMLFormElement} form @param {[string, string][]} fields */
function restore(form, fields) {
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)) continue;
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type)) {
      if (field.type === "checkbox" || values.length) field.checked = values.includes(field.value);
    } else if (!field.value && values.length) {
      [field.value] = values;
    }
  }
}

/** A sent draft has arrived once the page its form leads to is here: its referrer is the page of
 * the form, and it is no error of the server. A page that was never reached leaves no such trace. */
function dropArrived() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (visit?.responseStatus >= 400 || !document.referrer) return;
  for (const key of storage.keys()) {
    if (key.startsWith(DRAFT) && draftAt(key)?.sentFrom === document.referrer) storage.removeItem(key);
  }
}

/** Readings of a check nobody went on with, say; on a shared phone the next person would find them. */
function forgetOldDrafts() {
  for (const key of storage.keys()) {
    const draft = key.startsWith(DRAFT) ? draftAt(key) : null;
    if (draft && draft.seenAt < Date.now() - OLD) storage.removeItem(key);
  }
}

forgetOldDrafts();
for (const form of document.querySelectorAll("form[data-draft]")) {
  if (form instanceof HTMLFormElement) keepDraft(form);
}
dropArrived();
