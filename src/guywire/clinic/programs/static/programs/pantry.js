/** Lays this page and its parts aside, so that it opens again without a network. */

const CACHE = "guywire-session";

/** @param {string} worker the address of the service worker */
export async function layAside(worker) {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  const parts = performance
    .getEntriesByType("resource")
    .map((entry) => entry.name)
    .filter((name) => name.startsWith(`${location.origin}/static/`))
    .concat(drawings());
  try {
    await navigator.serviceWorker.register(worker);
    const cache = await caches.open(CACHE);
    await cache.addAll([location.href, ...new Set(parts)]);
  } catch (error) {
    // Not allowed here, no room, or the network went: the session runs on without it.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
  }
}

/** The drawings of this page, those of later steps too. @returns {string[]} */
function drawings() {
  return [...document.querySelectorAll("use")].map((one) => new URL(one.href.baseVal.split("#")[0], location.href).href);
}

export async function clearAway() {
  if ("caches" in window) await caches.delete(CACHE);
}
