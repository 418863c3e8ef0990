// The list of what this device keeps, on the page that is shown where there is no network.
const part = document.querySelector("[data-kept-pages]");
const scope = new URL(document.querySelector("[data-kept-notice]").dataset.scope, location.href);
const name = `pages ${scope.pathname}`;
const language = document.documentElement.lang;
const time = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });

function found(selector) {
  return part.querySelector(selector);
}

function element(tag, words, attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = words;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function row(title, note) {
  const item = element("li", "", { class: "row row--plain" });
  const words = document.createElement("div");
  title.classList.add("row__title");
  words.append(title, note);
  item.append(words);
  return item;
}

async function pages(cache) {
  const kept = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    const title = decodeURIComponent(response.headers.get("x-kept-title") ?? "");
    if (title) kept.push({ title, url: request.url, at: response.headers.get("x-kept-at") });
  }
  return kept.reverse();
}

function list(kept) {
  const rows = found("[data-kept-rows]");
  rows.replaceChildren(
    ...kept.map(({ title, url, at }) => {
      const heading = document.createElement("p");
      heading.append(element("a", title, { href: url }));
      return row(heading, element("p", time.format(new Date(at)), { class: "row__note" }));
    }),
  );
  found("[data-kept-list]").hidden = kept.length === 0;
  found("[data-kept-none]").hidden = kept.length > 0;
}

function phone(number) {
  return element("a", number, { href: `tel:${number.replace(/[^+\d]/g, "")}` });
}

function last(answer) {
  if (!answer) return;
  found("[data-last-title]").textContent = answer.title;
  found("[data-last-at]").textContent = time.format(new Date(answer.at));
  found("[data-last-people]").replaceChildren(
    ...answer.people.map((one) => {
      const note = element("p", [one.role, one.hours].filter(Boolean).join(", ") + " ", {
        class: "row__note",
      });
      if (one.phone) note.append(phone(one.phone));
      return row(element("p", one.who), note);
    }),
  );
  found("[data-last]").hidden = false;
}

async function show() {
  const cache = await caches.open(name);
  list(await pages(cache));
  const answer = await cache.match(`${scope.pathname}street/last-answer.json`);
  last(answer && (await answer.json()));
}

function forget() {
  navigator.serviceWorker.controller?.postMessage({ forget: true });
  found("[data-last]").hidden = true;
  list([]);
}

if ("caches" in window) show().catch((fault) => console.warn(fault));
found("[data-forget]").addEventListener("click", forget);
