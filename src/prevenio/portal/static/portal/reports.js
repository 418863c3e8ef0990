// What the pages of a report add where scripts run: the map with its pin, the position of the phone,
// a draft that outlives a lost connection, and buttons to copy the words of a receipt. Without it
// the pages work by their forms alone.
import "./report-keeping.js";

/* The map: it moves under the pin, and what lies there is asked of the server. */
const here = document.querySelector("[data-here]");
const place = document.querySelector("[data-report-map]");
if (here && place) document.addEventListener("map:ready", ({ detail: { map } }) => choose(map));

// An address that was typed and not looked up yet is looked up first.
const search = document.querySelector(".report-search");
here?.addEventListener(
  "submit",
  (event) => {
    const isAsked = search.elements.q.value.trim() !== (here.elements.q?.value ?? "");
    if (here.elements.lat.value || !isAsked) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    search.requestSubmit();
  },
  { capture: true },
);

// Without a ground map there are only boundaries to see: from so near they would be out of sight.
const nearest = place?.querySelector("[data-map]").dataset.mapTiles ? 17 : 13;

function choose(map) {
  const { lat, lon } = here.elements;
  map.cooperativeGestures.disable();
  document.querySelector("[data-report-picture]")?.remove();
  for (const words of document.querySelectorAll("[data-report-map-words]")) words.hidden = false;
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
  fields.q?.remove();
  tell();
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
  tell();
}

// Fields that a script fills say nothing by themselves.
function tell() {
  here.dispatchEvent(new Event("input"));
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
