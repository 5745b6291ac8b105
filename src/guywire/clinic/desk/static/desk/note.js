/**
 * Saves the draft of a note while it is written. What is about a person's health stays out of the
 * browser's storage, which a shared computer would show to others: the draft goes to the server,
 * and while the server does not have it, leaving the page asks first.
 */

const PAUSE = 1500;
const RETRY = 5000;
const NOT_REACHED = "Not saved yet. We are trying again. Keep this page open.";
const SIGNED_OUT = "Not saved: you are signed out. Sign in again in a new tab, then come back and go on writing.";

/** @param {HTMLFormElement} form */
function saveItself(form) {
  const saved = /** @type {HTMLElement} */ (form.querySelector("[data-saved]"));
  const notSaved = /** @type {HTMLElement} */ (form.querySelector("[data-not-saved]"));
  const shown = /** @type {HTMLInputElement} */ (form.elements.namedItem("shown"));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<void> | null} */
  let saving = null;
  let isTyped = false;
  let isSent = false;
  /** What is written here does not follow from what the server has: a person must decide. */
  let isRefused = false;

  const hasText = () => [...form.querySelectorAll("textarea")].some((area) => area.value.trim());

  /** @param {string} text */
  const warn = (text) => {
    if (notSaved.textContent !== text) notSaved.textContent = text;
    notSaved.hidden = !text;
  };

  async function send() {
    const body = new FormData(form);
    body.set("by_itself", "1");
    isTyped = false;
    try {
      const answer = await fetch(location.href, { method: "POST", body, keepalive: true, redirect: "manual" });
      if (answer.type === "opaqueredirect") return fail(SIGNED_OUT);
      if (answer.status >= 500 || answer.status === 403 || answer.status === 423) return fail(NOT_REACHED);
      const { text, shown: stamp } = await answer.json();
      if (!answer.ok) {
        isRefused = answer.status === 409;
        isTyped = true;
        return warn(text);
      }
      shown.value = stamp;
      saved.textContent = text;
      warn("");
    } catch {
      fail(NOT_REACHED);
    }
  }

  /** @param {string} text */
  function fail(text) {
    isTyped = true;
    warn(text);
    clearTimeout(timer);
    timer = setTimeout(save, RETRY);
  }

  function save() {
    clearTimeout(timer);
    if (!isTyped || isRefused || isSent || !hasText()) return saving ?? Promise.resolve();
    saving ??= send().finally(() => { saving = null; });
    return saving;
  }

  form.addEventListener("input", () => {
    isTyped = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  addEventListener("online", save);
  // A form that is sent while a draft is under way would find its own draft newer than itself.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!saving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    saving.then(() => form.requestSubmit(submitter));
  }, { capture: true });
  form.addEventListener("submit", (event) => { isSent = !event.defaultPrevented; });
  addEventListener("pageshow", () => { isSent = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  addEventListener("beforeunload", (event) => {
    if (isSent || !hasText()) return;
    const cannotSave = !notSaved.hidden || !navigator.onLine;
    if (isTyped && cannotSave) event.preventDefault();
    else save();
  });
}

const form = document.querySelector("form[data-saves-itself]");
if (form instanceof HTMLFormElement) saveItself(form);
