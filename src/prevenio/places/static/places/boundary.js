// Draws a boundary on the map of the page and keeps its GeoJSON in the form's field.
//
// The field is what is sent: without this script it is filled by hand. Corners that come near a
// corner of a neighbour are put on it, so that borders meet.
const NEAR = 12;
const DECIMALS = 7;

for (const place of document.querySelectorAll("[data-boundary]")) {
  const map = document.getElementById(place.dataset.boundaryMap);
  map?.addEventListener("map:ready", (event) => {
    edit(place, event.detail).catch(() => plain(place));
  });
  // What to do without a map is said from the start; now only if the map cannot be drawn.
  const off = place.querySelector("[data-boundary-off]");
  map?.querySelector("[data-map-failed]")?.replaceChildren(...off.childNodes);
  off.hidden = true;
}

async function edit(place, { map, library, brand }) {
  const field = document.getElementById(place.dataset.boundary);
  const before = field.value;
  const corners = await cornersAround(place.dataset.boundaryAround);
  const drawing = makeDrawing(map, library, brand, corners);
  drawing.start();
  const fits = fill(drawing, before);
  if (!fits) {
    drawing.stop();
    plain(place);
    return;
  }
  drawing.setMode(before.trim() ? "select" : "polygon");
  let chosen;
  drawing.on("select", (id) => (chosen = id));
  drawing.on("deselect", () => (chosen = undefined));
  drawing.on("finish", () => write(drawing, field));
  drawing.on("change", (_ids, kind) => kind === "delete" && write(drawing, field));

  const doing = {
    select: () => drawing.setMode("select"),
    polygon: () => drawing.setMode("polygon"),
    remove: () => {
      if (chosen === undefined) return;
      drawing.removeFeatures([chosen]);
      chosen = undefined;
      write(drawing, field);
    },
    back: () => {
      drawing.clear();
      fill(drawing, before);
      field.value = before;
      drawing.setMode(before.trim() ? "select" : "polygon");
    },
  };
  const tools = place.querySelector("[data-boundary-tools]");
  tools.addEventListener("click", (event) => {
    const wanted = event.target.closest("[data-boundary-do]")?.dataset.boundaryDo;
    if (!wanted) return;
    doing[wanted]();
    for (const button of tools.querySelectorAll("[aria-pressed]")) {
      button.setAttribute("aria-pressed", button.dataset.boundaryDo === drawing.getMode());
    }
  });
  tools.hidden = false;
  place.querySelector("[data-boundary-hint]").hidden = false;
  // What is typed or pasted into the field is drawn as well.
  field.addEventListener("change", () => {
    drawing.clear();
    fill(drawing, field.value);
    drawing.setMode("select");
  });
}

function makeDrawing(map, library, brand, corners) {
  const { TerraDraw, TerraDrawPolygonMode, TerraDrawSelectMode } = globalThis.terraDraw;
  const { TerraDrawMapLibreGLAdapter } = globalThis.terraDrawMaplibreGlAdapter;
  const snapping = { toCoordinate: true, toCustom: (event, context) => nearest(corners, event, context) };
  const colour = brand.brand;
  return new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, lib: library }),
    modes: [
      new TerraDrawSelectMode({
        flags: {
          polygon: {
            feature: {
              draggable: false,
              coordinates: { draggable: true, midpoints: true, deletable: true, snappable: snapping },
            },
          },
        },
        styles: { selectedPolygonColor: colour, selectedPolygonOutlineColor: colour, selectionPointColor: colour },
      }),
      new TerraDrawPolygonMode({
        snapping,
        styles: { fillColor: colour, fillOpacity: 0.12, outlineColor: colour, outlineWidth: 3 },
      }),
    ],
  });
}

/** The corner of a neighbour that lies within some pixels of the pointer. */
function nearest(corners, event, context) {
  let best;
  let distance = NEAR;
  for (const corner of corners) {
    // Far corners are put aside by degrees, which is quicker than by pixels.
    if (Math.abs(corner[0] - event.lng) > 0.02 || Math.abs(corner[1] - event.lat) > 0.02) continue;
    const { x, y } = context.project(corner[0], corner[1]);
    const away = Math.hypot(x - event.containerX, y - event.containerY);
    if (away < distance) [best, distance] = [corner, away];
  }
  return best;
}

async function cornersAround(address) {
  const response = await fetch(address);
  if (!response.ok) return [];
  const found = await response.json();
  return found.features.flatMap((feature) => polygonsOf(feature.geometry).flat(2));
}

function polygonsOf(geometry) {
  if (geometry?.type === "Polygon") return [geometry.coordinates];
  if (geometry?.type === "MultiPolygon") return geometry.coordinates;
  if (geometry?.type === "Feature") return polygonsOf(geometry.geometry);
  if (geometry?.type === "FeatureCollection") return geometry.features.flatMap(polygonsOf);
  return [];
}

/** Put the areas of a text on the map; says whether all of them could be drawn. */
function fill(drawing, text) {
  if (!text.trim()) return true;
  let polygons;
  try {
    polygons = polygonsOf(JSON.parse(text));
  } catch {
    return false;
  }
  if (!polygons.length || polygons.some((rings) => rings.length !== 1)) return false;
  const added = drawing.addFeatures(
    polygons.map(([ring]) => ({
      type: "Feature",
      properties: { mode: "polygon" },
      geometry: { type: "Polygon", coordinates: [ring.map(rounded)] },
    })),
  );
  return added.every((one) => one.valid);
}

function write(drawing, field) {
  const areas = drawing
    .getSnapshot()
    .filter((feature) => feature.geometry.type === "Polygon" && feature.properties.mode === "polygon")
    .map((feature) => feature.geometry.coordinates.map((ring) => ring.map(rounded)));
  if (!areas.length) field.value = "";
  else if (areas.length === 1) field.value = JSON.stringify({ type: "Polygon", coordinates: areas[0] });
  else field.value = JSON.stringify({ type: "MultiPolygon", coordinates: areas });
}

function rounded([longitude, latitude]) {
  return [Number(longitude.toFixed(DECIMALS)), Number(latitude.toFixed(DECIMALS))];
}

function plain(place) {
  place.querySelector("[data-boundary-plain]").hidden = false;
}
