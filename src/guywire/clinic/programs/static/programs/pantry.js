/** What this device stores to run a session without a network (see the worker of the site). */

const PAGES = "guywire-pages";
const SESSION = "/session/";

/** Until the server has heard of a session that went badly, no other begins without a network. */
export async function restWithoutNetwork() {
  if (!("caches" in window)) return;
  const cache = await caches.open(PAGES);
  for (const request of await cache.keys()) {
    if (new URL(request.url).pathname.startsWith(SESSION)) await cache.delete(request);
  }
}
