// The reports on the map, in clusters that the server has counted: only what is in sight is fetched,
// and a number tells how many lie there. Everything stands in the list beside it too.
const DEEPEST = 17;
const NO_KEY = "00000000-0000-0000-0000-000000000000";
const kept = new Map();

document.addEventListener("map:ready", ({ target, detail: { map, brand } }) => {
  const mark = target.closest("[data-report-tiles]");
  if (!mark) return;
  const asked = new URL(mark.dataset.reportTiles, location.href);
  const source = { type: "FeatureCollection", features: [] };
  map.addSource("reports", { type: "geojson", data: source });
  map.addLayer({
    id: "reports-circle",
    type: "circle",
    source: "reports",
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 9, 30, 26],
      "circle-color": brand.brand,
      "circle-opacity": 0.85,
      "circle-stroke-color": brand.paper,
      "circle-stroke-width": 2,
    },
  });
  map.addLayer({
    id: "reports-count",
    type: "symbol",
    source: "reports",
    filter: [">", ["get", "count"], 1],
    layout: {
      "text-field": ["get", "count"],
      "text-font": ["Figtree Variable", "sans-serif"],
      "text-size": 12,
      "text-allow-overlap": true,
    },
    paint: { "text-color": brand.paper },
  });
  const show = () => draw(map, asked, mark.dataset.reportQuery);
  map.on("moveend", show);
  map.on("click", "reports-circle", (event) => open(map, event, mark.dataset.reportPage));
  map.on("mouseenter", "reports-circle", () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", "reports-circle", () => (map.getCanvas().style.cursor = ""));
  show();
});

async function draw(map, asked, query) {
  const tiles = inSight(map);
  const found = await Promise.all(tiles.map((tile) => read(asked, tile, query)));
  map.getSource("reports").setData({ type: "FeatureCollection", features: found.flat() });
}

// The tiles that the screen shows, as web maps cut the world.
function inSight(map) {
  const zoom = Math.max(0, Math.min(DEEPEST, Math.round(map.getZoom())));
  const size = 2 ** zoom;
  const bounds = map.getBounds();
  const column = (longitude) => Math.floor(((longitude + 180) / 360) * size);
  const row = (latitude) => {
    const angle = (Math.max(-85, Math.min(85, latitude)) * Math.PI) / 180;
    return Math.floor(((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2) * size);
  };
  const within = (number) => Math.max(0, Math.min(size - 1, number));
  const tiles = [];
  for (let x = within(column(bounds.getWest())); x <= within(column(bounds.getEast())); x += 1) {
    for (let y = within(row(bounds.getNorth())); y <= within(row(bounds.getSouth())); y += 1) {
      tiles.push([zoom, x, y]);
    }
  }
  return tiles;
}

async function read(asked, [zoom, x, y], query) {
  const address = `${asked.pathname.replace("/0/0/0", `/${zoom}/${x}/${y}`)}${query ? `?${query}` : ""}`;
  if (!kept.has(address)) kept.set(address, fetched(address));
  return kept.get(address);
}

async function fetched(address) {
  try {
    const response = await fetch(address);
    return response.ok ? (await response.json()).features : [];
  } catch {
    kept.delete(address);
    return [];
  }
}

// One report leads to its page, several come nearer.
function open(map, { features: [feature], lngLat }, page) {
  const { key } = feature.properties;
  if (key) location.assign(page.replace(NO_KEY, key));
  else map.easeTo({ center: lngLat, zoom: Math.min(map.getZoom() + 2, DEEPEST) });
}
