/** The page without a network: offers what is stored on this device, and goes on when it can. */

import { whenBack } from "./offline.js";

const PAGES = "guywire-pages";
const unsent = location.pathname === document.body.dataset.ownAddress;

/** @param {string} name */
const show = (name) => document.querySelector(`[data-${name}]`)?.removeAttribute("hidden");

async function offer() {
  const cache = await caches.open(PAGES);
  for (const link of document.querySelectorAll("[data-works]")) {
    if (!(await cache.match(/** @type {HTMLElement} */ (link).dataset.works ?? "", { ignoreVary: true }))) continue;
    link.removeAttribute("hidden");
    show("works-now");
  }
}

if (unsent) show("unsent");
document.querySelector("[data-go-back]")?.addEventListener("click", () => history.back());
whenBack(() => { if (unsent) show("is-back"); else location.reload(); });
if ("caches" in window) offer();
