/**
 * Keeps an open page of the desk up to date. While the page is in view it asks every 15 seconds
 * whether anything changed; if so it fetches the page and replaces the parts marked data-live.
 * A part in which somebody types, or has a card open, waits until they are done.
 */

const EVERY = 15_000;
/** The page is fetched this often even when no change was heard of. */
const AT_LEAST_EVERY = 5 * 60_000;
/** The desk does not count this as somebody using it. */
const UNATTENDED = { "X-Guywire-Unattended": "1" };
const FOCUSABLE = "a, button, input, select, textarea, summary, [tabindex]";

const address = document.body.dataset.version ?? "";
/** Known before the page was rendered, so that no change between the two is missed. */
let etag = `"${document.body.dataset.number}"`;
let fetchedAt = Date.now();
/** @type {number | undefined} */
let timer;

/** @param {Element} part */
function isInUse(part) {
  if (part.querySelector(":popover-open, dialog[open]")) return true;
  for (const field of part.querySelectorAll("input, textarea, select")) {
    if (field instanceof HTMLSelectElement) {
      const usual = [...field.options].findIndex((option) => option.defaultSelected);
      if (field.selectedIndex !== Math.max(usual, 0)) return true;
    } else if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
      if (field.checked !== field.defaultChecked) return true;
    } else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      if (field.type !== "hidden" && field.value !== field.defaultValue) return true;
    }
  }
  const form = document.activeElement?.closest("form");
  return document.activeElement instanceof HTMLTextAreaElement && part.contains(form ?? null);
}

/** The same control in the page before and after. @param {Element} control */
function nameOf(control) {
  const given = ["id", "href", "name", "value", "formaction", "popovertarget"].map((name) => control.getAttribute(name));
  const form = control.closest("form")?.getAttribute("action");
  return JSON.stringify([control.tagName, ...given, form, control.textContent?.trim()]);
}

/** The token of a form differs each time, and says nothing. @param {Element} part */
function textOf(part) {
  return part.innerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");
}

/** @param {Element} part @param {Element} fresh */
function replace(part, fresh) {
  const active = document.activeElement;
  const focused = active && part.contains(active) ? nameOf(active) : "";
  const scrolled = [...part.querySelectorAll("*")]
    .filter((element) => element.scrollLeft || element.scrollTop)
    .map((element) => ({ className: element.className, left: element.scrollLeft, top: element.scrollTop }));
  const open = [...part.querySelectorAll("details[open] > summary")].map((summary) => nameOf(summary));
  part.replaceChildren(...fresh.childNodes);
  for (const summary of part.querySelectorAll("details > summary")) {
    if (open.includes(nameOf(summary))) summary.parentElement?.setAttribute("open", "");
  }
  for (const { className, left, top } of scrolled) {
    const element = className && part.getElementsByClassName(className)[0];
    if (element) element.scrollTo({ left, top, behavior: "instant" });
  }
  if (!focused) return;
  const same = [...part.querySelectorAll(FOCUSABLE)].find((control) => nameOf(control) === focused);
  const target = same ?? part;
  if (target === part) part.setAttribute("tabindex", "-1");
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
}

/** Return whether every part shows what is true now. */
async function refresh() {
  const response = await fetch(location.href, { headers: UNATTENDED });
  if (!response.ok || response.redirected) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  let isDone = true;
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh || textOf(fresh) === textOf(part)) continue;
    if (isInUse(part)) isDone = false;
    else replace(part, fresh);
  }
  return isDone;
}

async function look() {
  if (document.visibilityState !== "visible") return;
  const response = await fetch(address, { headers: { ...UNATTENDED, "If-None-Match": etag }, cache: "no-store" });
  const isNew = response.status === 204;
  const isOld = response.status === 304 && Date.now() - fetchedAt > AT_LEAST_EVERY;
  if ((isNew || isOld) && (await refresh())) {
    etag = response.headers.get("ETag") ?? etag;
    fetchedAt = Date.now();
  }
}

async function keepLooking() {
  clearTimeout(timer);
  try {
    await look();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // No network: the next look may have one.
  } finally {
    clearTimeout(timer);
    timer = setTimeout(keepLooking, EVERY);
  }
}

if (document.querySelector("[data-live]")) {
  timer = setTimeout(keepLooking, EVERY);
  document.addEventListener("visibilitychange", keepLooking);
}
