// Who answers in the middle of the map: the way of the keyboard, which presses no place on it.
const way = document.querySelector("[data-map-middle]");

if (way) {
  document.addEventListener("map:ready", ({ detail: { map } }) => {
    way.hidden = false;
    way.querySelector("button").addEventListener("click", () => {
      const { lat, lng } = map.getCenter().wrap();
      const asked = new URL(way.dataset.mapMiddle, location.href);
      asked.searchParams.set("lat", lat.toFixed(4));
      asked.searchParams.set("lon", lng.toFixed(4));
      location.assign(asked);
    });
  });
}
