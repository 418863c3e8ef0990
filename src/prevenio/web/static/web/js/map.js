// The maps of a page. Each is an element that `{% map %}` writes, with all it needs in `data-map-*`.
//
// Nothing is fetched before a map is asked for (`data-map-when="asked"`, by its button) or comes
// near the screen (`"seen"`). When it is drawn, the element fires `map:ready` with
// `{map, library, brand}`: other scripts of the page draw and edit on it from there.
// Everything that a map shows stands in a list beside it, which needs no script.
import { ground, tilesOf } from "./map-ground.js";

const files = new Map();

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
  if (!element.dataset.mapChoose) naming({ map, library });
}

// What a shape is called, with a link to its page, where it is pressed.
function naming({ map, library }) {
  map.on("click", "shapes-fill", (event) => {
    const { name, url } = event.features[0].properties;
    const words = document.createElement(url ? "a" : "span");
    words.textContent = name;
    if (url) words.href = url;
    new library.Popup({ closeButton: true }).setLngLat(event.lngLat).setDOMContent(words).addTo(map);
  });
}

// The numbers of the list stand on the map too; screen readers have the list.
function marks({ element, map, library }) {
  const list = document.getElementById(element.dataset.mapMarks ?? "");
  for (const item of list?.querySelectorAll("[data-longitude]") ?? []) {
    const at = [Number(item.dataset.longitude), Number(item.dataset.latitude)];
    new library.Marker({ element: mark(item.dataset.number) }).setLngLat(at).addTo(map);
  }
  const point = (element.dataset.mapPoint ?? "").split(",").map(Number);
  if (point.length === 2 && point.every(Number.isFinite)) {
    new library.Marker({ element: pin(), anchor: "bottom" }).setLngLat(point).addTo(map);
  }
}

function mark(number) {
  const shown = document.createElement("span");
  shown.className = "map-mark";
  shown.textContent = number;
  shown.setAttribute("aria-hidden", "true");
  return shown;
}

function pin() {
  const shown = document.createElement("span");
  shown.className = "map-pin";
  shown.setAttribute("aria-hidden", "true");
  return shown;
}

// A press on the map asks about that point; some ten metres are near enough.
function choosing({ element, map }) {
  map.getCanvas().classList.add("map__choosing");
  map.on("click", ({ lngLat }) => {
    const asked = new URL(element.dataset.mapChoose, location.href);
    asked.searchParams.set("lat", lngLat.lat.toFixed(4));
    asked.searchParams.set("lon", lngLat.wrap().lng.toFixed(4));
    location.assign(asked);
  });
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
