// Keeps the street pages that somebody opened, and gives them back where there is no network.
//
// Only pages of addresses and precincts, the search itself, the empty first page of a report, what
// is shown instead of the others, and what they are drawn with are kept, on this device; never what
// was typed. Every other request goes its way untouched.
const SCOPE = new URL(self.registration.scope).pathname;
const PAGES = `pages ${SCOPE}`;
const ASSETS = `assets ${SCOPE}`;
const KEPT = new RegExp(
  `^${SCOPE}(street/(addresses/\\d+/|at/|precincts/(\\d+/)?|offline/)?|reports/new/(offline/)?)$`,
);
const REPORTS = `${SCOPE}reports/new/`;
const OFFLINE = [`${SCOPE}street/offline/`, `${REPORTS}offline/`].map(
  (path) => new URL(path, location.origin).href,
);
const MOST_PAGES = 30;
const MOST_ASSETS = 120;
const LAST_ANSWER = `${SCOPE}street/last-answer.json`;
const PATIENCE = 8_000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", ({ data, source }) => {
  if (data?.keep) keep(data).then(() => source?.postMessage({ kept: data.keep }));
  if (data?.forget) forget().then(() => source?.postMessage({ forgotten: true }));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, address));
  else if (address.pathname.startsWith("/static/")) event.respondWith(asset(request));
});

// The network first: an answer of now is better than one of yesterday.
async function page(request, address) {
  try {
    return await soon(request, isKept(address));
  } catch {
    for (const one of [request.url, ...insteadOf(address)]) {
      const kept = await keptPage(one);
      if (kept) return kept;
    }
    return Response.error();
  }
}

// Whoever writes a report is told about it first.
function insteadOf(address) {
  return address.pathname.startsWith(REPORTS) ? [...OFFLINE].reverse() : OFFLINE.slice(0, 1);
}

function isKept(address) {
  if (address.pathname === REPORTS) return address.search === "";
  return KEPT.test(address.pathname) && !address.searchParams.has("q");
}

// A page that is kept is not waited for as long as a browser would wait.
async function soon(request, isPatient) {
  if (!isPatient || !(await caches.match(request.url, { cacheName: PAGES }))) return fetch(request);
  const late = new Promise((_done, failed) => setTimeout(failed, PATIENCE, new Error("late")));
  return Promise.race([fetch(request), late]);
}

async function asset(request) {
  try {
    return await fetch(request);
  } catch (fault) {
    const kept = await caches.match(request, { cacheName: ASSETS, ignoreVary: true });
    if (kept) return kept;
    throw fault;
  }
}

// A kept page says on its first tag when it was kept; its script shows that to the reader.
async function keptPage(address) {
  const kept = await caches.match(address, { cacheName: PAGES, ignoreVary: true });
  if (!kept) return undefined;
  const at = kept.headers.get("x-kept-at");
  const isOffline = OFFLINE.includes(address);
  const text = await kept.text();
  const marked = isOffline ? text : text.replace("<html ", `<html data-kept-at="${at}" `);
  return new Response(marked, { headers: kept.headers });
}

async function keep({ keep: address, title, isAnswer, answer, offline, assets }) {
  const pages = await caches.open(PAGES);
  if (isKept(new URL(address))) await store(pages, address, isAnswer ? title : "");
  await store(pages, offline, "");
  const shown = await (await pages.match(offline))?.text();
  if (answer) await store(pages, answer, "", LAST_ANSWER);
  await trim(pages, MOST_PAGES);
  const drawn = await caches.open(ASSETS);
  // Without its own files the page of kept addresses shows nothing: they come first.
  for (const one of new Set([...named(shown ?? ""), ...assets])) await refresh(drawn, one);
  await trim(drawn, MOST_ASSETS);
}

// The files that a page names itself; those of its sheets came with the pages that were seen.
function named(text) {
  const found = text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g);
  return [...found].map(([, path]) => new URL(path, location.origin).href);
}

async function store(cache, address, title, name = address) {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok || response.redirected) return;
  const headers = new Headers(response.headers);
  headers.set("x-kept-at", new Date().toISOString());
  headers.set("x-kept-title", encodeURIComponent(title));
  // Read first: a network that is lost meanwhile takes away nothing that is kept.
  const whole = new Response(await response.blob(), { headers });
  // The newest stands last, so that the oldest go first.
  await cache.delete(name);
  await cache.put(name, whole);
}

async function refresh(cache, address) {
  try {
    const response = await fetch(address);
    if (response.ok) await cache.put(address, response);
  } catch (fault) {
    console.warn(fault);
  }
}

async function trim(cache, most) {
  const known = (await cache.keys()).filter((one) => !OFFLINE.includes(one.url));
  for (const old of known.slice(0, Math.max(known.length - most, 0))) await cache.delete(old);
}

async function forget() {
  const pages = await caches.open(PAGES);
  for (const one of await pages.keys()) {
    if (!OFFLINE.includes(one.url)) await pages.delete(one);
  }
}
