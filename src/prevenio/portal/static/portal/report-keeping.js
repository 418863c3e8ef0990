// A report outlives a lost connection on each of its pages: what was chosen and typed is kept on
// this device, no form goes into the void, and whoever comes back goes on where they stopped.
import {
  addHidden, fill, first, forget, forgetOld, isPrivate, joined, read, saidIn, write,
} from "./report-draft.js";

const keeping = document.querySelector("[data-report-keeping]");
const key = keeping?.dataset.key;
const GOING_ON = "#go-on";
// A page that the service worker gives from what it kept says so.
const isKeptPage = "keptAt" in document.documentElement.dataset;

forgetOld();
for (const done of document.querySelectorAll("[data-forget]")) forget(done.dataset.forget);

function show(selector, isShown = true) {
  for (const part of document.querySelectorAll(selector)) part.hidden = !isShown;
}

/* Whether this server is reached is asked before a form leaves the page: a form that goes into the
   void takes everything along. The form keeps its key, so twice is once. */
let waiting = null;

function isReached() {
  return fetch(keeping.dataset.probe, { method: "HEAD", cache: "no-store" }).then(
    (response) => response.ok,
    () => false,
  );
}

async function send(form, submitter) {
  keeping.hidden = await isReached();
  waiting = keeping.hidden ? null : () => send(form, submitter);
  if (waiting) {
    keeping.scrollIntoView();
    return;
  }
  form.dataset.reached = "";
  form.requestSubmit(submitter ?? undefined);
  delete form.dataset.reached;
}

function hold(event) {
  event.preventDefault();
  send(event.target, event.submitter);
}

window.addEventListener("online", () => waiting?.());
for (const button of document.querySelectorAll("[data-report-again]"))
  button.addEventListener("click", () => (waiting ? waiting() : location.reload()));

/* What and where: chosen on pages of which each knows a part. */
function keepStep(form, submitter) {
  const said = saidIn(form, submitter);
  if (submitter?.name === "hit") {
    const [lat, lon, ...name] = submitter.value.split(",");
    for (const [one, value] of [["lat", lat], ["lon", lon], ["place", name.join(",")]])
      said.set(one, [value]);
  }
  const draft = joined(read(key), said);
  // A place that somebody has agreed to is no longer that of the photo alone.
  if (submitter && form === here) draft.delete("source");
  write(key, draft);
  show("[data-draft-line]");
}

const here = document.querySelector("[data-here]");
for (const form of key ? document.querySelectorAll("[data-report-step]") : []) {
  if (form.elements.held) keepStep(form);
  form.addEventListener("input", () => keepStep(form));
  form.addEventListener("submit", (event) => {
    // A photo that is still to be chosen opens the camera first.
    if ("reached" in form.dataset || form.querySelector("[type=file]")?.files.length === 0) return;
    keepStep(form, event.submitter);
    // An address without a network leads to a page of this device, a form that is posted to none.
    if (form.method === "post" || !navigator.onLine) hold(event);
  });
}

if (here && read(key)) putPlace(here, read(key));

// The place that was chosen before this page was lost; that of a photo is looked at first.
function putPlace({ elements }, draft) {
  show("[data-draft-line]");
  const isSame = first(draft, "category") === elements.category?.value;
  if (!isSame || elements.lat.value || first(draft, "source") || !first(draft, "lat")) return;
  for (const name of ["lat", "lon", "place"]) elements[name].value = first(draft, name);
  document.querySelector("[data-here-name]").textContent = first(draft, "place");
}

/* The last page: everything. */
const sending = document.querySelector("[data-report-form]");
if (sending && key) keepAll(sending, read(key));

function keepAll(form, draft) {
  if (draft && !("typed" in form.dataset)) {
    fill(form, draft);
    bringPhotos(form, draft);
  } else if (draft) {
    write(key, saidIn(form));
  }
  show("[data-draft-line]");
  form.addEventListener("input", () => write(key, saidIn(form)));
  form.addEventListener("submit", (event) => {
    if ("reached" in form.dataset) return;
    write(key, saidIn(form));
    hold(event);
  });
}

// Their keys stand in no address, so a page that was opened by one does not know them; one that was
// posted knows them, and says which have ended.
function bringPhotos(form, draft) {
  const isSame = first(draft, "category") === form.elements.category?.value;
  if (!location.search || !isSame || form.elements.held || !draft.has("held")) return;
  for (const held of draft.get("held")) addHidden(form, "held", held);
  show("[data-photos-kept]");
  document.querySelector("[data-photos-kept]").closest("details").open = true;
}

for (const button of document.querySelectorAll("[data-report-forget]"))
  button.addEventListener("click", () => {
    forget(button.dataset.reportForget);
    show("[data-report-going-on], [data-draft-line], [data-photos-kept], [data-draft-kept]", false);
    show("[data-draft-none]");
    for (const held of document.querySelectorAll("[data-report-form] [name=held]")) held.remove();
    sending?.reset();
  });

/* Going on: by a form, since what was typed and the keys of photos stand in no address. */
const goingOn = document.querySelector("[data-report-going-on]");
if (goingOn && key && !isKeptPage) offerToGoOn(goingOn, read(key));

function offerToGoOn(form, draft) {
  const page = document.querySelector("[data-report-step]");
  const isPart = !draft || page.method === "post";
  const isHere = !here || (isPrivate(draft) && isOfPage(draft, page));
  form.hidden = isPart || !isHere;
  // One offer to erase it is enough.
  if (!form.hidden) show("[data-draft-line]", false);
  form.addEventListener("submit", (event) => {
    if ("reached" in form.dataset) return;
    prepare(form, read(key));
    hold(event);
  });
  if (!form.hidden && location.hash === GOING_ON) form.requestSubmit();
}

function isOfPage(draft, page) {
  const category = page.elements.category?.value;
  return !category || category === first(draft, "category");
}

function prepare(form, draft) {
  const { what, where, send } = form.dataset;
  const isPlaced = first(draft, "lat") && !first(draft, "source");
  form.action = !first(draft, "category") ? what : isPlaced ? send : where;
  for (const old of form.querySelectorAll("[type=hidden]:not([name=csrfmiddlewaretoken])"))
    old.remove();
  for (const [name, values] of draft) for (const value of values) addHidden(form, name, value);
}

/* The first page opens without a network once one of them was seen: the report is written there. */
const offline = document.querySelector("[data-report-offline]");
if (offline && isKeptPage) writeOffline(offline);

function writeOffline(form) {
  keeping.hidden = false;
  form.hidden = false;
  show(".report-what, .report-photo, .report-foot", false);
  const draft = read(key);
  if (draft) fill(form, draft);
  const position = new Map();
  form.querySelector("[data-offline-position]").addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      position.set("lat", [coords.latitude.toFixed(6)]);
      position.set("lon", [coords.longitude.toFixed(6)]);
      keep();
      show("[data-offline-placed]");
    }),
  );
  const keep = () => write(key, joined(read(key), new Map([...saidIn(form), ...position])));
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
    show("[data-offline-kept]");
  });
}

/* The page that is shown instead of one that could not be reached. */
const lost = document.querySelector("[data-report-lost]");
if (lost) tellWhatIsKept(read(lost.dataset.key));

function tellWhatIsKept(draft) {
  show("[data-draft-kept]", draft !== null);
  show("[data-draft-none]", draft === null);
  const category = first(draft, "category");
  for (const one of lost.querySelectorAll("[data-category]"))
    one.hidden = one.dataset.category !== category;
  const name = lost.querySelector("[data-draft-place]");
  name.textContent = first(draft, "place");
  name.hidden = !name.textContent;
  lost.querySelector("[data-try-again]").addEventListener("click", tryAgain);
  window.addEventListener("online", tryAgain);
}

async function tryAgain() {
  const { probe, page, own } = lost.dataset;
  const isBack = await fetch(probe, { method: "HEAD", cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
  show("[data-still-lost]", !isBack);
  if (!isBack) return;
  // The address is that of the page which was not reached; opened by itself, this one leads on.
  if (location.pathname === own) location.assign(page + GOING_ON);
  else location.reload();
}

/* What is needed without a network. */
async function keepPages() {
  if (!keeping || isKeptPage || !("serviceWorker" in navigator) || !window.isSecureContext) return;
  const { worker, scope, page, offline: instead } = keeping.dataset;
  const isFirst = location.pathname === page && !location.search;
  if (!isFirst && (await caches.match(new URL(instead, location.href).href))) return;
  const registered = await navigator.serviceWorker.register(worker, { scope });
  await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  registered.active.postMessage({
    keep: new URL(page, location.href).href,
    title: "",
    isAnswer: false,
    offline: new URL(instead, location.href).href,
    assets: loaded
      .filter((one) => one.origin === location.origin && one.pathname.startsWith("/static/"))
      .filter((one) => !one.pathname.includes("/maplibre/"))
      .map((one) => one.href),
  });
}

keepPages().catch((fault) => console.warn(fault));
