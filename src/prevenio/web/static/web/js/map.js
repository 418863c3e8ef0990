// The maps of a page. Each is an element that `{% map %}` writes, with all it needs in `data-map-*`.
//
// Nothing is fetched before a map is asked for (`data-map-when="asked"`, by its button) or comes
// near the screen (`"seen"`). When it is drawn, the element fires `map:ready` with
// `{map, library, brand}`: other scripts of the page draw and edit on it from there.
// Everything that a map shows stands in a list beside it, which needs no script.
import { ground, tilesOf } from "./map-ground.js";

const files = new Map();
// What each map says at present: one thing at a time.
const said = new WeakMap();

/** Draw the map of an element, once. Resolves to the MapLibre map. */
export function drawMap(element) {
  element.mapDrawn ??= draw(element);
  return element.mapDrawn;
}

async function draw(element) {
  const asked = element.dataset;
  sheet(asked.mapSheet);
  const library = await import(asked.mapLibrary);
  library.setWorkerUrl(new URL(asked.mapWorker, location.href).href);
  const brand = colours(element);
  const canvas = element.querySelector("[data-map-canvas]");
  element.classList.add("map--drawn");
  const map = new library.Map({
    container: canvas,
    style: ground(brand, await tilesOf(asked, library, script)),
    bounds: boundsOf(asked),
    fitBoundsOptions: { padding: 24, maxZoom: 15 },
    maxBounds: aroundOf(asked),
    locale: JSON.parse(asked.mapWords),
    attributionControl: asked.mapTiles ? { compact: false } : false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  await map.once("load");
  const drawing = { element, map, library, brand };
  if (asked.mapShapes) await shapes(drawing);
  marks(drawing);
  if (asked.mapChoose) choosing(drawing);
  else naming(drawing);
  element.dataset.mapState = "ready";
  element.dispatchEvent(new CustomEvent("map:ready", { bubbles: true, detail: drawing }));
  return map;
}

function colours(element) {
  const style = getComputedStyle(element);
  const value = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    brand: value("brand"),
    deep: value("brand-deep"),
    soft: value("brand-soft"),
    line: value("line-strong"),
    mist: value("mist"),
    warm: value("mist-2"),
    paper: value("paper"),
    ink: value("ink-2"),
  };
}

function numbers(words) {
  const found = (words ?? "").split(",").map(Number);
  return found.length === 4 && found.every(Number.isFinite) ? found : null;
}

function boundsOf(asked) {
  const [west, south, east, north] = numbers(asked.mapBounds) ?? [12, 48.5, 24.2, 54.9];
  return [
    [west, south],
    [east, north],
  ];
}

// Far outside there is nothing to see: the map stays near what it is about.
function aroundOf(asked) {
  const found = numbers(asked.mapBounds);
  if (!found) return undefined;
  const [west, south, east, north] = found;
  const wide = Math.max(east - west, 0.5);
  const high = Math.max(north - south, 0.4);
  return [
    [Math.max(west - wide, -180), Math.max(south - high, -85)],
    [Math.min(east + wide, 180), Math.min(north + high, 85)],
  ];
}

async function shapes({ element, map, library, brand }) {
  const response = await fetch(element.dataset.mapShapes);
  if (!response.ok) return;
  map.addSource("shapes", { type: "geojson", data: await response.json(), promoteId: "id" });
  const isMine = ["==", ["get", "id"], Number(element.dataset.mapMine || -1)];
  map.addLayer({
    id: "shapes-fill",
    type: "fill",
    source: "shapes",
    paint: {
      "fill-color": ["case", isMine, brand.brand, brand.paper],
      "fill-opacity": ["case", isMine, 0.12, element.dataset.mapTiles ? 0 : 1],
    },
  });
  map.addLayer({
    id: "shapes-line",
    type: "line",
    source: "shapes",
    layout: { "line-join": "round" },
    paint: {
      "line-color": ["case", isMine, brand.brand, brand.line],
      "line-width": ["case", isMine, 3.5, 1],
    },
  });
  map.addLayer({
    id: "shapes-name",
    type: "symbol",
    source: "shapes",
    layout: {
      "text-field": ["get", "name"],
      "text-font": ["Figtree Variable", "sans-serif"],
      "text-size": 13,
      "text-padding": 6,
    },
    paint: { "text-color": brand.ink, "text-halo-color": brand.paper, "text-halo-width": 1.5 },
  });
}

// Where the map is pressed it says what the shape is called, with a link to its page, and offers to
// say who answers there, if the page knows.
function naming({ element, map, library }) {
  map.on("click", ({ point, lngLat }) => {
    const layers = ["shapes-fill"].filter((layer) => map.getLayer(layer));
    const [shape] = layers.length ? map.queryRenderedFeatures(point, { layers }) : [];
    const lines = [shape && called(shape.properties), question(element.dataset, lngLat)];
    say({ map, library }, lngLat, lines.filter(Boolean));
  });
}

function called({ name, url }) {
  return line(name, url);
}

function question({ mapAnswers, mapQuestion }, lngLat) {
  return mapAnswers ? line(mapQuestion, addressOf(mapAnswers, lngLat)) : null;
}

function line(text, address) {
  const words = document.createElement(address ? "a" : "span");
  words.textContent = text;
  if (address) words.href = address;
  return words;
}

function say({ map, library }, lngLat, lines) {
  if (!lines.length) return;
  const words = document.createElement("div");
  words.className = "map__said";
  words.append(...lines);
  said.get(map)?.remove();
  said.set(map, new library.Popup({ closeButton: true }).setLngLat(lngLat).setDOMContent(words));
  said.get(map).addTo(map);
}

// Some ten metres are near enough.
function addressOf(address, lngLat) {
  const asked = new URL(address, location.href);
  asked.searchParams.set("lat", lngLat.lat.toFixed(4));
  asked.searchParams.set("lon", lngLat.wrap().lng.toFixed(4));
  return asked.href;
}

// The numbers of the lists stand on the map too, and lead where the lists lead; screen readers have
// the lists.
function marks({ element, map, library }) {
  for (const item of itemsOf(element.dataset.mapMarks ?? "")) {
    const at = [Number(item.dataset.longitude), Number(item.dataset.latitude)];
    const shown = mark(item.dataset.number);
    new library.Marker({ element: shown }).setLngLat(at).addTo(map);
    shown.addEventListener("click", (event) => {
      event.stopPropagation();
      const links = [...item.querySelectorAll("a")].map((link) => link.cloneNode(true));
      say({ map, library }, new library.LngLat(...at), links);
    });
  }
  const point = (element.dataset.mapPoint ?? "").split(",").map(Number);
  if (point.length === 2 && point.every(Number.isFinite)) {
    new library.Marker({ element: pin(), anchor: "bottom" }).setLngLat(point).addTo(map);
  }
}

function itemsOf(lists) {
  const found = lists.split(" ").map((id) => id && document.getElementById(id));
  return found.flatMap((list) => (list ? [...list.querySelectorAll("[data-longitude]")] : []));
}

function mark(number) {
  const shown = document.createElement("span");
  shown.className = "map-mark";
  shown.textContent = number;
  shown.setAttribute("aria-hidden", "true");
  return shown;
}

// The turned drop stands in a mark of its own: the library moves the mark along its axes.
function pin() {
  const shown = document.createElement("span");
  shown.setAttribute("aria-hidden", "true");
  shown.append(document.createElement("span"));
  shown.firstChild.className = "map-pin";
  return shown;
}

// A press on the map asks about that point.
function choosing({ element, map }) {
  map.getCanvas().classList.add("map__choosing");
  map.on("click", ({ lngLat }) => location.assign(addressOf(element.dataset.mapChoose, lngLat)));
}

function once(address, make) {
  if (!files.has(address)) files.set(address, make());
  return files.get(address);
}

function sheet(address) {
  once(address, () => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    // The sheet of the page stands above that of the library.
    document.head.prepend(link);
    return link;
  });
}

function script(address) {
  return once(
    address,
    () =>
      new Promise((done, failed) => {
        const asked = document.createElement("script");
        asked.src = address;
        asked.onload = done;
        asked.onerror = failed;
        document.head.append(asked);
      }),
  );
}

function begin(element) {
  drawMap(element).catch((fault) => {
    element.dataset.mapState = "failed";
    element.classList.remove("map--drawn");
    element.querySelector("[data-map-failed]")?.removeAttribute("hidden");
    console.warn(fault);
  });
}

const near = new IntersectionObserver(
  (entries) => {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      near.unobserve(entry.target);
      begin(entry.target);
    }
  },
  { rootMargin: "100px" },
);

for (const element of document.querySelectorAll("[data-map]")) {
  const button = element.querySelector("[data-map-ask]");
  if (element.dataset.mapWhen === "seen") {
    near.observe(element);
  } else if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      button.hidden = true;
      begin(element);
    });
  }
}
