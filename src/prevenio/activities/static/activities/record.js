// The form of an activity: a button on each side of a number, the position of the device, the
// action that goes with a known place, and a draft that stays in the browser until it was saved.
// Everything here also works without this script.
for (const done of document.querySelectorAll("[data-forget]")) forget(done.dataset.forget);

const form = document.querySelector("form.record");
if (form) {
  knowPlaces(form);
  if (form.dataset.draft) keepDraft(form, form.dataset.draft);
  for (const part of form.querySelectorAll("[data-numbers]")) addSteps(part);
  offerPosition(form);
}

function addSteps(part) {
  for (const input of part.querySelectorAll("input")) {
    const name = part.querySelector(`label[for="${input.id}"]`).firstChild.textContent.trim();
    input.before(step(input, -1, "−", `${part.dataset.less}: ${name}`));
    input.after(step(input, 1, "+", `${part.dataset.more}: ${name}`));
  }
  const people = [...part.querySelectorAll(".record-number--people input")];
  const line = part.querySelector("[data-total]");
  const total = () => {
    const sum = people.reduce((so, one) => so + numberIn(one), 0);
    line.textContent = line.dataset.words.replace("{}", sum);
    line.hidden = people.length < 2 || !sum;
  };
  part.addEventListener("input", total);
  total();
}

function numberIn(input) {
  return Number(input.value.replace(/\s/g, "").replace(",", ".")) || 0;
}

function step(input, by, sign, label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "record-step";
  button.textContent = sign;
  button.setAttribute("aria-label", label);
  button.addEventListener("click", () => {
    input.value = String(Math.max(0, numberIn(input) + by)).replace(".", ",");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return button;
}

function knowPlaces(form) {
  const place = form.elements.place;
  if (!place) return;
  place.addEventListener("change", () => {
    const known = [...document.querySelectorAll("#places option")].find(
      (one) => one.value === place.value,
    );
    if (!known) return;
    if (form.elements.precinct && !form.elements.precinct.value)
      form.elements.precinct.value = known.dataset.precinct;
    if (form.elements.municipality && !form.elements.municipality.value)
      form.elements.municipality.value = known.dataset.municipality;
    chooseSubject(form, known.dataset.subject);
  });
}

function chooseSubject(form, value) {
  const radios = [...form.querySelectorAll('[name="subject"]')];
  if (!value || radios.some((one) => one.dataset.chosen)) return;
  const offered = radios.find((one) => one.value === value);
  if (offered) offered.checked = true;
  else {
    radios.find((one) => one.value === "other").checked = true;
    form.elements.other_subject.value = value;
  }
}

function offerPosition(form) {
  const line = form.querySelector("[data-point]");
  if (!line || !("geolocation" in navigator) || !isSecureContext) return;
  const take = line.querySelector("[data-point-take]");
  const drop = line.querySelector("[data-point-drop]");
  const said = line.querySelector("[data-point-said]");
  const show = (latitude, longitude, words) => {
    form.elements.latitude.value = latitude;
    form.elements.longitude.value = longitude;
    said.textContent = words;
    take.hidden = latitude !== "";
    drop.hidden = latitude === "";
    form.dispatchEvent(new Event("input"));
  };
  take.addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        show(coords.latitude.toFixed(6), coords.longitude.toFixed(6), line.dataset.found),
      () => show("", "", line.dataset.failed),
      { timeout: 10000, maximumAge: 60000 },
    ),
  );
  drop.addEventListener("click", () => show("", "", ""));
  if (form.elements.latitude.value)
    show(form.elements.latitude.value, form.elements.longitude.value, line.dataset.found);
  line.hidden = false;
}

function keepDraft(form, key) {
  const line = document.querySelector("[data-draft-line]");
  const back = document.querySelector("[data-draft-back]");
  const known = kept(key);
  const asked = new URLSearchParams(location.search);
  if (known && !("typed" in form.dataset) && !asked.has("like")) {
    put(form, known.fields);
    back.hidden = false;
    back.querySelector("[data-draft-sent]").hidden = !known.sent;
  }
  line.hidden = false;
  form.addEventListener("input", (event) => {
    if (event.target.name === "subject") event.target.dataset.chosen = "";
    keep(key, { fields: { ...kept(key)?.fields, ...typed(form) }, sent: false });
  });
  form.addEventListener("submit", () => {
    const fields = { ...kept(key)?.fields, ...typed(form) };
    keep(key, { fields, sent: true });
  });
  back.querySelector("[data-draft-drop]").addEventListener("click", () => {
    forget(key);
    location.reload();
  });
}

function typed(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || name === "csrfmiddlewaretoken" || name === "body") continue;
    (fields[name] ??= []).push(value);
  }
  for (const box of form.querySelectorAll("[type=checkbox]")) fields[box.name] ??= [];
  return fields;
}

function put(form, fields) {
  for (const [name, values] of Object.entries(fields)) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox")
        field.checked = values.includes(field.value);
      else if (field.type !== "file") field.value = values[0] ?? "";
      const closed = field.value && field.closest("details:not([open])");
      if (closed && field.type !== "checkbox") closed.open = true;
    }
  }
}

function keep(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or forbidden store: the text is still in the page.
  }
}

function kept(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && typeof draft.fields === "object" ? draft : null;
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept where nothing can be.
  }
}
