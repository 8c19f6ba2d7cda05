// Keeps the site in the browser, so that it opens without a connection, and keeps its versions apart. The build puts the version and the
// list of files in (src/xtask/offline.rs) and writes the result to sw.js at the site's root.
//
// Each version has a cache of its own, filled whole before the version counts. A page gets all that it asks for from the cache that it
// came from itself, as long as it is open, also when a newer version has taken over meanwhile: which page came from which version
// is noted. A version takes over when no page of the one before is left, or when a page says "use".
"use strict";

/** Names all that this worker knows: the files and this script. */
const VERSION = "none";
/** The files of this version by their paths from the site's root, each with the SHA-256 of its bytes in hexadecimal digits. */
const FILES = {};

const SCOPE = self.registration.scope;
/** Of two sites under one origin, each has its caches, and neither touches the other's. A scope holds no space. */
const OURS = `leadlens ${SCOPE} `;
const HERE = OURS + VERSION;
/** Which page came from which cache. All versions read these notes: an address made of the page's id, the cache's name, the time. */
const PAGES = `${OURS}pages`;
/** The page that the site's own address shows. */
const START = "index.html";
/** A page that is being opened is not among the open ones yet. Its note counts for so many milliseconds anyway. */
const OPENING = 10_000;
/** Files fetched at the same time: a visitor who is reading goes first. */
const AT_ONCE = 4;

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("message", ({ data }) => {
  if (data === "use") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const whole = request.method === "GET" && !request.headers.has("range") && request.cache !== "only-if-cached";
  if (!whole || !request.url.startsWith(SCOPE)) return;
  if (request.mode === "navigate") {
    // What stands behind ? is for the page, not for the host: a link to a quiz may carry its campaign there.
    const path = bare(request.url).slice(SCOPE.length) || START;
    if (isPage(path)) event.respondWith(page(event, addressOf(path)));
  } else if (event.clientId && bare(request.url) === request.url) {
    event.respondWith(part(event));
  }
});

/** An address without what stands behind ? and #. */
function bare(address) {
  return address.split(/[?#]/, 1)[0];
}

/** Whether a path may be a page of this version. Some hosts name pages without ".html" and send everybody there. */
function isPage(path) {
  return Object.hasOwn(FILES, path) || Object.hasOwn(FILES, `${path}.html`);
}

function addressOf(path) {
  return SCOPE + (path === START ? "" : path);
}

/** A page of this version, and a note that it is one; from the network where the cache is gone, or does not know this name. */
async function page(event, address) {
  const found = await kept(address, HERE);
  if (!found) return fetch(event.request);
  const id = event.resultingClientId;
  if (id) {
    cacheOfPage.set(id, HERE);
    // Noted before the page is there and asks for more. Where there is no room for a note, this worker knows as long as it runs.
    await note(id).catch(() => {});
  }
  event.waitUntil(tidy());
  return found;
}

/** What a page asks for: from the cache that it came from. Pages that did not come from here are none of our business. */
async function part({ request, clientId }) {
  const cacheName = await cacheOf(clientId).catch(() => null);
  return (cacheName && (await kept(request.url, cacheName))) || fetch(request);
}

/** What a cache has for an address. A cache that cannot be read, as on a full or broken disk, has nothing: the host has it. */
function kept(address, cacheName) {
  return caches.match(address, { cacheName, ignoreVary: true }).catch(() => null);
}

/** What was noted, so far as this worker was asked since it was started. */
const cacheOfPage = new Map();

function noteAddress(id) {
  return `${SCOPE}page/${encodeURIComponent(id)}`;
}

async function note(id) {
  const notes = await caches.open(PAGES);
  await notes.put(noteAddress(id), new Response(JSON.stringify({ cache: HERE, since: Date.now() })));
}

async function cacheOf(id) {
  if (!cacheOfPage.has(id)) {
    const found = await kept(noteAddress(id), PAGES);
    if (!found) return null;
    cacheOfPage.set(id, (await found.json()).cache);
  }
  return cacheOfPage.get(id);
}

/** Removes the notes about pages that are gone, and the caches of versions before this one that no page uses any more. */
async function tidy() {
  const used = await usedCaches();
  // One that waits may be a version from before that is back, with the cache it had then.
  if (self.registration.installing || self.registration.waiting) return;
  // Caches come in the order in which they were made. What comes after this version's own is of later ones.
  const names = await caches.keys();
  for (const name of names.slice(0, Math.max(names.indexOf(HERE), 0))) {
    if (name.startsWith(OURS) && name !== PAGES && !used.has(name)) await caches.delete(name);
  }
}

/** The caches that pages use. Forgets what was noted about pages that are gone. */
async function usedCaches() {
  const clients = await self.clients.matchAll({ type: "all", includeUncontrolled: true });
  const open = new Set(clients.map((client) => noteAddress(client.id)));
  const used = new Set();
  const notes = await caches.open(PAGES);
  for (const { url } of await notes.keys()) {
    const { cache, since } = await (await notes.match(url)).json();
    if (open.has(url) || Math.abs(Date.now() - since) < OPENING) used.add(cache);
    else await notes.delete(url);
  }
  return used;
}

/** Fills the cache of this version, whole or not at all. */
async function fill() {
  const stop = new AbortController();
  try {
    const cache = await caches.open(HERE);
    const older = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== PAGES);
    const take = async (path) => {
      const found = await sameFile(path, older);
      if (found) await cache.put(addressOf(path), found);
      else await bring(cache, path, stop.signal);
    };
    // A host that is being given a new version may serve a mixture. It has the start page last or first; if that is not of this
    // version, it is asked for nothing more.
    await take(START);
    const left = Object.keys(FILES).filter((path) => path !== START).values();
    const lane = async () => {
      for (const path of left) await take(path);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  } catch (error) {
    stop.abort();
    // Unless it is a version from before that is back, and still has pages.
    if (!(await usedCaches()).has(HERE)) await caches.delete(HERE);
    throw error;
  }
}

/** The same file from a cache there is. Pages are always fetched, since headers come with them that may be others now. */
async function sameFile(path, names) {
  if (path.endsWith(".html")) return null;
  for (const name of names) {
    const found = await kept(addressOf(path), name);
    if (found && (await isOurs(path, found.clone()))) return found;
  }
  return null;
}

/** Brings a file of this version from the host. */
async function bring(cache, path, signal) {
  const address = addressOf(path);
  // A file that is named after what is in it may have come for the page just now; of others the browser may have an old one.
  const named = /-[0-9a-f]{16}(_bg)?\.\w+$/.test(path);
  for (const how of named ? ["default", "reload"] : ["reload"]) {
    const response = await fetch(address, { cache: how, signal });
    if (!response.ok || !(await isOurs(path, response.clone()))) continue;
    const plain = response.redirected || response.headers.get("vary")?.includes("*") ? await bareOf(response) : response;
    // A host that sends everybody on to another name is right: the file has both names then.
    const other = bare(response.url);
    if (other !== address && other.startsWith(SCOPE)) await cache.put(other, plain.clone());
    await cache.put(address, plain);
    return;
  }
  throw new Error(`${address} is not of version ${VERSION}, or the host does not have it.`);
}

/** Whether what arrived is the file of this version. */
async function isOurs(path, response) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === FILES[path];
}

/** A response that may answer for any address: browsers take none for a page that was sent on from elsewhere. */
async function bareOf(response) {
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  return new Response(await response.arrayBuffer(), { headers });
}
