/**
 * What every page does for the time without a network: starts the worker that answers then, names
 * the pages to store for it, and says when a page comes from the device.
 */

const script = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[data-worker]"));
const storedAt = document.documentElement.dataset.storedAt;
const IDLE_MS = 2500;
const RETRY_MS = 5000;

/** @param {string} worker @param {string[]} paths */
async function start(worker, paths) {
  try {
    await dropOldWorker();
    await navigator.serviceWorker.register(worker, { scope: "/" });
    const { active } = await navigator.serviceWorker.ready;
    setTimeout(() => active?.postMessage({ type: "stock", paths }), IDLE_MS);
  } catch (error) {
    // Not allowed here, or the network went: the site works on without it.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
  }
}

/** The first release had a worker for the session alone. */
async function dropOldWorker() {
  for (const one of await navigator.serviceWorker.getRegistrations()) {
    if (new URL(one.scope).pathname !== "/") await one.unregister();
  }
}

/** Say since when this stored page is, and open the page itself when the network is back.
 * @param {string} at */
function sayStored(at) {
  const note = /** @type {HTMLElement | null} */ (document.querySelector("[data-stored-note]"));
  if (!note || document.querySelector("[data-player]")) return;
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", hour: "numeric", minute: "2-digit" });
  const words = when.format(new Date(at)).replace(/[\u202f ]([AP])M/, (_, half) => ` ${half.toLowerCase()}m`);
  note.textContent = note.textContent?.replace("{when}", words) ?? "";
  note.hidden = false;
  let typed = false;
  addEventListener("input", () => { typed = true; }, { once: true });
  whenBack(() => { if (!typed) location.reload(); });
}

/** A browser can think it is online before it is, so ask the server. @param {() => void} back */
export function whenBack(back) {
  const look = async () => {
    const here = document.visibilityState === "visible" && (await isBack());
    if (here) back();
    else setTimeout(look, RETRY_MS);
  };
  setTimeout(look, RETRY_MS);
  addEventListener("online", async () => { if (await isBack()) back(); });
}

async function isBack() {
  try {
    return (await fetch("/manifest.webmanifest", { cache: "no-store" })).ok;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return false;
  }
}

/** An iPhone shows a white screen while an app opens, unless it is given a picture of its own size. */
function drawSplash() {
  const meta = document.createElement("meta");
  [meta.name, meta.content] = ["apple-mobile-web-app-capable", "yes"];
  document.head.append(meta);
  const canvas = document.createElement("canvas");
  const [width, height] = [screen.width, screen.height].map((one) => one * devicePixelRatio);
  [canvas.width, canvas.height] = [width, height];
  const paint = canvas.getContext("2d");
  const icon = new Image();
  icon.onload = () => {
    if (!paint) return;
    paint.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--paper");
    paint.fillRect(0, 0, width, height);
    const size = Math.min(width, height) / 4;
    paint.drawImage(icon, (width - size) / 2, (height - size) / 2, size, size);
    const link = document.createElement("link");
    link.rel = "apple-touch-startup-image";
    link.href = canvas.toDataURL("image/png");
    document.head.append(link);
  };
  icon.src = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=icon]"))?.href ?? "";
}

/** Where no worker answers yet, or ever, a tap would end on the browser's own error page.
 * @param {MouseEvent} event */
function stayWithoutNetwork(event) {
  const link = event.target instanceof Element ? /** @type {HTMLAnchorElement | null} */ (event.target.closest("a[href]")) : null;
  const note = /** @type {HTMLElement | null} */ (document.querySelector("[data-stored-note]"));
  const staysHere = !link || link.origin !== location.origin || link.pathname === location.pathname;
  if (navigator.onLine || navigator.serviceWorker?.controller || staysHere || !note) return;
  event.preventDefault();
  note.textContent = note.dataset.stay ?? "";
  note.hidden = false;
  note.scrollIntoView({ block: "center" });
  addEventListener("online", () => { note.hidden = true; }, { once: true });
}

document.addEventListener("click", stayWithoutNetwork);
if (storedAt) sayStored(storedAt);
if ("standalone" in navigator) addEventListener("load", drawSplash);
if ("serviceWorker" in navigator && script) {
  const paths = [location.pathname, ...(script.dataset.stock?.split(" ") ?? [])];
  start(script.dataset.worker ?? "", paths);
}
