// What the street pages add where scripts run: the position of the phone, and pages kept for when
// there is no network. Without it every page works by its form and its links.
const notice = document.querySelector("[data-kept-notice]");

function rounded(degrees) {
  return degrees.toFixed(4);
}

function locate(button) {
  const fault = document.querySelector("[data-locate-fault]");
  button.disabled = true;
  fault.hidden = true;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const asked = new URL(button.dataset.locate, location.href);
      asked.searchParams.set("lat", rounded(coords.latitude));
      asked.searchParams.set("lon", rounded(coords.longitude));
      location.assign(asked);
    },
    () => {
      button.disabled = false;
      fault.hidden = false;
    },
    { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
  );
}

if ("geolocation" in navigator && window.isSecureContext) {
  for (const part of document.querySelectorAll("[data-locate-way]")) part.hidden = false;
  for (const button of document.querySelectorAll("[data-locate]")) {
    button.addEventListener("click", () => locate(button));
  }
}

// The service worker writes into a page that it gives from what it kept when that was.
const keptAt = document.documentElement.dataset.keptAt;
if (keptAt && notice) {
  const form = { dateStyle: "full", timeStyle: "short" };
  const words = new Intl.DateTimeFormat(document.documentElement.lang, form).format(new Date(keptAt));
  notice.querySelector("[data-kept-at]").textContent = words;
  notice.hidden = false;
}

// What this page was drawn with, so that it looks the same without a network.
function assets() {
  const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  return loaded
    .filter((one) => one.origin === location.origin && one.pathname.startsWith("/static/"))
    .filter((one) => !one.pathname.includes("/maplibre/"))
    .map((one) => one.href);
}

async function keep() {
  const { worker, scope, offline } = notice.dataset;
  const registered = await navigator.serviceWorker.register(worker, { scope });
  await navigator.serviceWorker.ready;
  const answer = document.querySelector("[data-answer]");
  registered.active.postMessage({
    keep: location.href,
    title: document.querySelector("h1").textContent.trim(),
    isAnswer: answer !== null,
    answer: answer?.href,
    offline: new URL(offline, location.href).href,
    assets: assets(),
  });
}

if (notice && !keptAt && "serviceWorker" in navigator && window.isSecureContext) {
  const ready = () => keep().catch((fault) => console.warn(fault));
  if (document.readyState === "complete") ready();
  else window.addEventListener("load", ready);
}
