// What lies below the marks: warm greys from a PMTiles file of the authority, else plain ground.

// Layers of the common schemas (Protomaps, OpenMapTiles) by name, from the ground up.
function layersOf(colour) {
  const fill = (tone, opacity = 1) => ["fill", { "fill-color": tone, "fill-opacity": opacity }];
  const line = (tone, wide) => ["line", { "line-color": tone, "line-width": wide }];
  const road = ["interpolate", ["exponential", 1.6], ["zoom"], 8, 0.6, 14, 3, 18, 16];
  const water = "#c9d9e6";
  return {
    earth: fill(colour.mist),
    countries: fill(colour.mist),
    landcover: fill("#eef0e4", 0.6),
    landuse: fill("#eceadd", 0.6),
    park: fill("#e3e9d9", 0.7),
    water: fill(water),
    waterway: line(water, 1.4),
    roads: line(colour.paper, road),
    transportation: line(colour.paper, road),
    buildings: fill("#e0d9cb"),
    building: fill("#e0d9cb"),
    boundaries: line("#c4bdae", 1),
    boundary: line("#c4bdae", 1),
    powiaty: line("#c4bdae", 1),
    okresy: line("#c4bdae", 1),
    gminy: line("#d8d1c2", 0.7),
    municipalities: line("#d8d1c2", 0.7),
  };
}

const NAMES = ["places", "place"];

/** The PMTiles file that the map names: its source and the layers in it; null without one. */
export async function tilesOf(asked, library, script) {
  if (!asked.mapTiles) return null;
  try {
    await script(asked.mapReader);
    const address = new URL(asked.mapTiles, location.href).href;
    const archive = new window.pmtiles.PMTiles(address);
    const protocol = new window.pmtiles.Protocol({ metadata: true });
    protocol.add(archive);
    library.addProtocol("pmtiles", protocol.tile);
    const known = await archive.getMetadata();
    return { address, layers: new Set((known.vector_layers ?? []).map((one) => one.id)) };
  } catch (fault) {
    // The boundaries alone still say where things are.
    console.warn(fault);
    return null;
  }
}

/** The style of the ground. No address in it leads anywhere but to this server. */
export function ground(colour, tiles) {
  const layers = [
    { id: "ground", type: "background", paint: { "background-color": colour.mist } },
  ];
  if (!tiles) return { version: 8, sources: {}, layers };
  for (const [name, [type, paint]] of Object.entries(layersOf(colour))) {
    if (tiles.layers.has(name)) {
      layers.push({ id: `ground-${name}`, type, source: "ground", "source-layer": name, paint });
    }
  }
  for (const name of NAMES.filter((one) => tiles.layers.has(one))) layers.push(names(name, colour));
  const source = { type: "vector", url: `pmtiles://${tiles.address}` };
  return { version: 8, sources: { ground: source }, layers };
}

// Without an address for glyphs the letters are drawn from the fonts of the page.
function names(layer, colour) {
  return {
    id: `ground-${layer}`,
    type: "symbol",
    source: "ground",
    "source-layer": layer,
    layout: {
      "text-field": ["coalesce", ["get", "name"], ""],
      "text-font": ["Figtree Variable", "sans-serif"],
      "text-size": 13,
    },
    paint: { "text-color": colour.ink, "text-halo-color": colour.paper, "text-halo-width": 1.5 },
  };
}
