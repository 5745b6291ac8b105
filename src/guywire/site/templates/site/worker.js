/**
 * Answers without a network: a stored page of the person's, or a page of our own that says so.
 * Release {{ release }}.
 *
 * Pages come from the network first. Stored are those on the list below and nothing else: nothing
 * of the desk, no private link. They go whenever something was sent, because it may have changed
 * them; the next page that opens has them stored again. Files have a hash in their address, so a
 * stored page keeps the files it was made with, whatever has been released since.
 */
const SETTINGS = {{ settings|safe }};
const PAGES = "guywire-pages";
const FILES = "guywire-files";
const OLD_CACHE = "guywire-session";
const STORED_AT = "X-Guywire-Stored-At";
const BEGUN_HERE = "X-Guywire-Begun-Here";
const PATIENCE_MS = 4000;
/** The files of a release, and the logo, photos and color of the practice. */
const FILE_FOLDERS = /^\/(?:static|look)\//;
const MAX_FILES = 300;
const FRESH_MS = 24 * 3600 * 1000;
const FORGETS_RUN = [SETTINGS.begin, SETTINGS.answer, SETTINGS.forget];

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", ({ data }) => {
  if (data?.type === "stock") stock(data.paths);
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST") event.respondWith(send(request, pathname));
  else if (request.mode === "navigate") event.respondWith(open(event, pathname));
  else if (FILE_FOLDERS.test(pathname)) event.respondWith(file(request));
});

async function install() {
  await store(SETTINGS.ownPage, await fetch(SETTINGS.ownPage, { cache: "reload" }));
  await self.skipWaiting();
}

async function activate() {
  await caches.delete(OLD_CACHE);
  await self.clients.claim();
}

// Pages

/** @param {FetchEvent} event @param {string} path */
async function open(event, path) {
  if (path === SETTINGS.ownPage) return ownPage();
  const stored = await storedPage(path);
  // The server knows nothing yet of a session that began without a network.
  if (stored?.headers.has(BEGUN_HERE)) return asStored(stored);
  const answer = fetch(event.request);
  event.waitUntil(answer.then((response) => remember(path, response.clone())).catch(() => {}));
  const first = await withinPatience(answer, stored);
  if (first) return first;
  return stored ? asStored(stored) : ownPage();
}

/** The answer of the network; nothing when there is none, or when what is stored is as good.
 * @param {Promise<Response>} answer @param {Response | undefined} stored */
async function withinPatience(answer, stored) {
  const working = answer.then((response) => (stored && response.status >= 502 ? null : response), () => null);
  if (!stored) return working;
  return Promise.race([working, new Promise((done) => setTimeout(() => done(null), PATIENCE_MS))]);
}

/** @param {string} path @returns {Promise<Response | undefined>} */
async function storedPage(path) {
  return (await caches.open(PAGES)).match(path, { ignoreVary: true });
}

async function ownPage() {
  const page = await storedPage(SETTINGS.ownPage);
  if (!page) return Response.error();
  return new Response(await page.text(), { status: 503, headers: page.headers });
}

/** The stored page, which says since when it is. @param {Response} page */
async function asStored(page) {
  const at = page.headers.has(BEGUN_HERE) ? "" : page.headers.get(STORED_AT);
  const text = (await page.text()).replace("<html ", `<html data-stored-at="${at}" `);
  return new Response(text, { headers: page.headers });
}

/** @param {string} path @param {Response} response */
async function remember(path, response) {
  if (!SETTINGS.stored.includes(path) || response.status >= 500) return;
  if (isPage(response)) return store(path, response);
  await (await caches.open(PAGES)).delete(path);
}

/** @param {Response} response */
function isPage(response) {
  const type = response.headers.get("Content-Type") ?? "";
  const mayBe = !(response.headers.get("Cache-Control") ?? "").includes("no-store");
  return response.ok && !response.redirected && mayBe && type.startsWith("text/html");
}

/** @param {string} path @param {Response} response @param {Record<string, string>} [more] headers */
async function store(path, response, more = {}) {
  const text = await response.text();
  if (text.includes('class="messages"')) return; // Said once, to be read once.
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  headers.set(STORED_AT, new Date().toISOString());
  await storeFiles(filesOf(text, location.href));
  await (await caches.open(PAGES)).put(path, new Response(text, { headers }));
}

/** Have these pages stored, unless they are from today. @param {string[]} paths */
async function stock(paths) {
  for (const path of [SETTINGS.ownPage, ...paths.filter((path) => SETTINGS.stored.includes(path))]) {
    if (isFresh(await storedPage(path))) continue;
    try {
      const response = await fetch(path);
      if (path !== SETTINGS.ownPage) await remember(path, response);
      else if (isPage(response)) await store(path, response);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
      return; // The network went, or there is no room.
    }
  }
  await dropSpareFiles();
}

/** @param {Response | undefined} page */
function isFresh(page) {
  if (!page) return false;
  return page.headers.has(BEGUN_HERE) || Date.now() - Date.parse(page.headers.get(STORED_AT) ?? "") < FRESH_MS;
}

// Files

/** @param {Request} request */
async function file(request) {
  const stored = await caches.match(request.url, { cacheName: FILES, ignoreVary: true });
  return stored ?? fetch(request);
}

/** The files that a page, a style sheet or a script names. @param {string} text @param {string} base */
function filesOf(text, base) {
  const named = [...text.matchAll(/\/(?:static|look)\/[^"'\s)<>#?&]+/g)].map(([name]) => name);
  const imported = [...text.matchAll(/(?:from|import|url\()\s*["']?(\.{0,2}\/?[\w./-]+\.\w+)["')]/g)].map(([, name]) => name);
  return new Set([...named, ...imported].map((name) => new URL(name, base).href).filter((url) => url.startsWith(location.origin) && FILE_FOLDERS.test(new URL(url).pathname)));
}

/** With what they name in turn. @param {Set<string>} urls */
async function storeFiles(urls) {
  const cache = await caches.open(FILES);
  await Promise.all([...urls].map(async (url) => {
    if (await cache.match(url, { ignoreVary: true })) return;
    const response = await fetch(url);
    if (!response.ok) return;
    await cache.put(url, response.clone());
    if (/\.(css|js)$/.test(url)) await storeFiles(filesOf(await response.text(), url));
  }));
}

/** When there are many: the files of releases long past, which no stored page names. */
async function dropSpareFiles() {
  const cache = await caches.open(FILES);
  const stored = await cache.keys();
  if (stored.length <= MAX_FILES) return;
  const pages = await caches.open(PAGES);
  const needed = new Set();
  for (const request of await pages.keys()) {
    const page = await pages.match(request);
    if (page) await addNeeded(cache, needed, filesOf(await page.text(), request.url));
  }
  for (const request of stored) if (!needed.has(request.url)) await cache.delete(request);
}

/** @param {Cache} cache @param {Set<string>} needed @param {Set<string>} urls */
async function addNeeded(cache, needed, urls) {
  for (const url of urls) {
    if (needed.has(url)) continue;
    needed.add(url);
    const file = /\.(css|js)$/.test(url) ? await cache.match(url) : undefined;
    if (file) await addNeeded(cache, needed, filesOf(await file.text(), url));
  }
}

// What is sent

/** @param {Request} request @param {string} path */
async function send(request, path) {
  const sent = request.mode === "navigate" && path === SETTINGS.begin ? await request.clone().formData() : null;
  try {
    const response = await fetch(request);
    if (response.ok || response.type === "opaqueredirect") await forgetPages(path);
    return response;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // What fetch throws when there is no network.
    if (request.mode !== "navigate") return Response.error();
    const begun = sent && (await beginHere(sent));
    return Response.redirect(begun ? SETTINGS.run : SETTINGS.ownPage, 303);
  }
}

/** What was sent may have changed what is stored. @param {string} path where it was sent */
async function forgetPages(path) {
  const cache = await caches.open(PAGES);
  const spared = [SETTINGS.ownPage, ...(FORGETS_RUN.includes(path) ? [] : [SETTINGS.run])];
  for (const request of await cache.keys()) {
    if (!spared.includes(new URL(request.url).pathname)) await cache.delete(request);
  }
}

/** Begin a session on this device. @param {FormData} sent @returns {Promise<boolean>} */
async function beginHere(sent) {
  const spare = await storedPage(SETTINGS.spare);
  const before = String(sent.get("before"));
  if (!spare || !/^\d{1,2}$/.test(before)) return false;
  const id = [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const text = (await spare.text())
    .replaceAll("__SESSION__", id)
    .replaceAll("__STARTED_AT__", new Date().toISOString())
    .replaceAll("__BEFORE__", before);
  await store(SETTINGS.run, new Response(text, { headers: spare.headers }), { [BEGUN_HERE]: "yes" });
  return true;
}
