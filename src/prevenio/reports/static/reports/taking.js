// A press on the map enters the point of the report, marks it, and lets go of what was found.
document.addEventListener("map:ready", ({ detail: { element, map, library } }) => {
  if (element.id !== "taking-map") return;
  const latitude = document.querySelector("input[name=latitude]");
  const longitude = document.querySelector("input[name=longitude]");
  const pin = document.createElement("span");
  pin.append(document.createElement("span"));
  pin.firstChild.className = "map-pin";
  pin.setAttribute("aria-hidden", "true");
  const marker = new library.Marker({ element: pin, anchor: "bottom" });
  document.querySelector("[data-taking-hint]").hidden = false;
  map.getCanvas().classList.add("map__choosing");

  function show() {
    const at = [Number(longitude.value), Number(latitude.value)];
    if (latitude.value && longitude.value && at.every(Number.isFinite)) {
      marker.setLngLat(at).addTo(map);
    }
  }

  map.on("click", ({ lngLat }) => {
    const { lat, lng } = lngLat.wrap();
    latitude.value = lat.toFixed(6);
    longitude.value = lng.toFixed(6);
    for (const hit of document.querySelectorAll("input[name=hit]")) hit.checked = false;
    show();
  });
  show();
});
