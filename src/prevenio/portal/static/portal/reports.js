// What the pages of a report add where scripts run: the map with its pin, the position of the phone,
// a draft that outlives a lost connection, and buttons to copy the words of a receipt. Without it
// the pages work by their forms alone.
const DAY = 24 * 3600 * 1000;
const keeping = document.querySelector("[data-report-keeping]");

/* The map: it moves under the pin, and what lies there is asked of the server. */
const here = document.querySelector("[data-here]");
const place = document.querySelector("[data-report-map]");
if (here && place) {
  place.hidden = false;
  document.addEventListener("map:ready", ({ detail: { map } }) => choose(map));
}

// Without a ground map there are only boundaries to see: from so near they would be out of sight.
const nearest = place?.querySelector("[data-map]").dataset.mapTiles ? 17 : 13;

function choose(map) {
  const { lat, lon } = here.elements;
  map.cooperativeGestures.disable();
  document.querySelector("[data-report-picture]")?.remove();
  document.querySelector("[data-report-map-words]").hidden = false;
  if (lat.value && lon.value)
    map.jumpTo({ center: [Number(lon.value), Number(lat.value)], zoom: nearest });
  map.on("moveend", ({ originalEvent, chosen }) => {
    if (originalEvent || chosen) settle(map.getCenter().wrap());
  });
  map.on("click", ({ lngLat }) => map.easeTo({ center: lngLat }, { chosen: true }));
  const button = document.querySelector("[data-report-locate]");
  if (!("geolocation" in navigator) || !window.isSecureContext) return;
  button.hidden = false;
  button.addEventListener("click", () => locate(map, button));
}

let asked = 0;
function settle({ lat, lng }) {
  const fields = here.elements;
  // Coming closer to a place that was chosen by its address is no choice of another one.
  const moved = Math.abs(fields.lat.value - lat) + Math.abs(fields.lon.value - lng);
  if (fields.lat.value && moved < 0.00002) return;
  fields.lat.value = lat.toFixed(6);
  fields.lon.value = lng.toFixed(6);
  fields.place.value = "";
  if (fields.source) fields.source.value = "";
  clearTimeout(asked);
  asked = setTimeout(() => name(fields), 250);
}

async function name(fields) {
  const address = new URL(here.dataset.here, location.href);
  address.searchParams.set("lat", fields.lat.value);
  address.searchParams.set("lon", fields.lon.value);
  const lat = fields.lat.value;
  const answer = await fetch(address).then((response) => response.json(), () => null);
  if (!answer || fields.lat.value !== lat) return;
  fields.place.value = answer.outside ? "" : answer.name;
  document.querySelector("[data-here-name]").textContent = answer.name;
  document.querySelector("[data-here-note]").textContent = answer.note;
}

function locate(map, button) {
  const fault = document.querySelector("[data-locate-fault]");
  button.disabled = true;
  fault.hidden = true;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      button.disabled = false;
      const center = [coords.longitude, coords.latitude];
      map.jumpTo({ center, zoom: nearest }, { chosen: true });
    },
    () => {
      button.disabled = false;
      fault.hidden = false;
    },
    { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
  );
}

/* A photo first: one press opens the camera, and what was taken goes at once. */
for (const form of document.querySelectorAll("[data-photo-first]")) {
  const file = form.querySelector("input[type=file]");
  form.querySelector("label").classList.add("govuk-visually-hidden");
  file.classList.add("govuk-visually-hidden");
  file.tabIndex = -1;
  form.addEventListener("submit", (event) => {
    if (file.files.length) return;
    event.preventDefault();
    file.click();
  });
  file.addEventListener("change", () => file.files.length && form.requestSubmit());
}

/* The draft: on this device alone, for a day, until the receipt is seen. */
const NOT_KEPT = /^(csrfmiddlewaretoken|website|act|danger_seen|photos|guard_work|guard_proof)$/;

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (kept && Date.now() - kept.at < DAY) return kept;
    localStorage.removeItem(key);
    return null;
  } catch {
    return null;
  }
}

function write(key, fields) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
  } catch {
    // A full or forbidden store: what was typed is still in the page.
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept where nothing can be.
  }
}

for (const done of document.querySelectorAll("[data-forget]")) forget(done.dataset.forget);

function fieldsOf(form) {
  const said = [...new FormData(form)].filter(([name, value]) => {
    return typeof value === "string" && value && !NOT_KEPT.test(name);
  });
  return said;
}

// The key of a form is that of one report: about something else, a new one is begun.
function isSame(form, known) {
  return ["category", "lat", "lon"].every((name) => known.get(name)?.[0] === form.elements[name]?.value);
}

function fill(form, said) {
  const known = new Map();
  for (const [name, value] of said) known.set(name, [...(known.get(name) ?? []), value]);
  const hidden = isSame(form, known) ? ["guard_token", "language"] : [];
  for (const field of form.elements) {
    const values = known.get(field.name);
    if (!values || field.type === "file" || NOT_KEPT.test(field.name)) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.type !== "hidden" || hidden.includes(field.name))
      field.value = values[0];
    const part = field.closest("details");
    if (part && field.type !== "radio" && (field.checked || (field.type !== "checkbox" && field.value)))
      part.open = true;
  }
}

const sending = document.querySelector("[data-report-form]");
if (sending && keeping) keepDraft(sending, keeping.dataset.key);

function keepDraft(form, key) {
  const kept = read(key);
  if (kept && !("typed" in form.dataset)) fill(form, kept.fields);
  document.querySelector("[data-draft-line]").hidden = false;
  form.addEventListener("input", () => write(key, fieldsOf(form)));
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction") || "reached" in form.dataset) return;
    event.preventDefault();
    write(key, fieldsOf(form));
    send(form, event.submitter);
  });
}

// Whether this server is reached is asked before the form leaves the page: a form that goes into
// the void leaves the page with everything in it. The form keeps its key, so twice is once.
async function send(form, submitter) {
  const isReached = await fetch(keeping.dataset.probe, { method: "HEAD", cache: "no-store" }).then(
    (response) => response.ok,
    () => false,
  );
  keeping.hidden = isReached;
  if (isReached) {
    form.dataset.reached = "";
    form.requestSubmit(submitter ?? undefined);
    delete form.dataset.reached;
    return;
  }
  keeping.scrollIntoView();
  window.addEventListener("online", () => send(form, submitter), { once: true });
}

for (const button of document.querySelectorAll("[data-report-forget]"))
  button.addEventListener("click", () => {
    forget(keeping.dataset.key);
    for (const part of document.querySelectorAll("[data-report-going-on], [data-draft-line]"))
      part.hidden = true;
    sending?.reset();
  });

/* The first page opens without a network once it was seen: then the report is written here. */
const offline = document.querySelector("[data-report-offline]");
if (offline && keeping) {
  const kept = read(keeping.dataset.key);
  const isKeptPage = "keptAt" in document.documentElement.dataset;
  if (isKeptPage) writeOffline(offline, keeping.dataset.key);
  else keepPage();
  if (kept && !isKeptPage) goOn(new Map(kept.fields));
}

function writeOffline(form, key) {
  keeping.hidden = false;
  form.hidden = false;
  for (const part of document.querySelectorAll(".report-what, .report-photo, .report-foot"))
    part.hidden = true;
  const fields = read(key)?.fields ?? [];
  fill(form, fields);
  const position = fields.filter(([name]) => name === "lat" || name === "lon");
  form.querySelector("[data-offline-position]").addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      position.splice(0, 2, ["lat", coords.latitude.toFixed(6)], ["lon", coords.longitude.toFixed(6)]);
      form.querySelector("[data-offline-placed]").hidden = false;
    }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    write(key, [...fieldsOf(form), ...position]);
    form.querySelector("[data-offline-kept]").hidden = false;
  });
}

// What stands in an address is never what was typed: the last page takes that from this device.
function goOn(kept) {
  const part = document.querySelector("[data-report-going-on]");
  const link = part.querySelector("[data-going-on]");
  const address = new URL(link.href);
  for (const name of ["category", "lat", "lon", "place"])
    if (kept.get(name)) address.searchParams.set(name, kept.get(name));
  link.href = address.href;
  part.hidden = false;
}

async function keepPage() {
  if (!("serviceWorker" in navigator) || !window.isSecureContext || location.search) return;
  const { worker, scope, page, offline } = keeping.dataset;
  const registered = await navigator.serviceWorker.register(worker, { scope });
  await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  registered.active.postMessage({
    keep: new URL(page, location.href).href,
    title: "",
    isAnswer: false,
    offline: new URL(offline, location.href).href,
    assets: loaded
      .filter((one) => one.origin === location.origin && one.pathname.startsWith("/static/"))
      .map((one) => one.href),
  });
}

/* The words of a receipt. */
const words = document.querySelector("[data-receipt-words]")?.textContent.trim();
const copying = document.querySelector("[data-copy]");
if (words && copying && navigator.clipboard) {
  copying.hidden = false;
  copying.querySelector("[data-copy-words]").addEventListener("click", async () => {
    await navigator.clipboard.writeText(words);
    document.querySelector("[data-copied]").hidden = false;
  });
  const share = copying.querySelector("[data-share-words]");
  if (navigator.share) {
    share.hidden = false;
    share.addEventListener("click", () => navigator.share({ text: words }).catch(() => {}));
  }
}
