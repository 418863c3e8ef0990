// A report that is being written, on this device alone: until its receipt is seen, for a day at
// most. It is a map of the names of fields to their values; photos are named by their signed keys.
const DAY = 24 * 3600 * 1000;
const OURS = /^report-/;
const NOT_KEPT =
  /^(csrfmiddlewaretoken|website|act|language|danger_seen|photos?|guard_work|guard_proof|q|list|hit)$/;
// The key of a form is that of one report: about something else, a new one is begun.
const OF_ONE_REPORT = ["guard_token"];

export function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (kept && Date.now() - kept.at < DAY) return gathered(kept.fields);
    localStorage.removeItem(key);
  } catch {
    // Where nothing can be kept, nothing is known.
  }
  return null;
}

export function write(key, draft) {
  const fields = [...draft].flatMap(([name, values]) => values.map((value) => [name, value]));
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
  } catch {
    // A full or forbidden store: what was typed is still in the page.
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept where nothing can be.
  }
}

// Also of other authorities, where one server is that of several.
export function forgetAll() {
  for (const key of keys()) forget(key);
}

// Reading a draft erases it where its day is over.
export function forgetOld() {
  for (const key of keys()) read(key);
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => OURS.test(key));
  } catch {
    return [];
  }
}

function gathered(pairs) {
  const known = new Map();
  for (const [name, value] of pairs) known.set(name, [...(known.get(name) ?? []), value]);
  return known;
}

export function first(draft, name) {
  return draft?.get(name)?.[0] ?? "";
}

// What a form says; with the button that was pressed, since on the first page that is the answer.
export function saidIn(form, submitter) {
  const said = [...new FormData(form, submitter)].filter(([name, value]) => {
    return typeof value === "string" && value && !NOT_KEPT.test(name);
  });
  return gathered(said);
}

// Degrees are written with more or fewer noughts.
function isSame(one, other, name) {
  const [here, there] = [first(one, name), first(other, name)];
  return here === there || (name !== "category" && Number(here) === Number(there));
}

// The draft with what one of its pages says: the last page is whole, the others know a part.
export function joined(draft, said) {
  const whole = new Map(draft ?? []);
  const has = (name) => said.has(name) && whole.has(name) && !isSame(said, whole, name);
  const [isOther, isMoved] = [has("category"), has("lat") || has("lon")];
  const ended = [
    // Photo and place of something else go along only where the page itself carries them.
    ...(isOther ? ["held", "lat", "lon", "told"] : []),
    ...(isOther || isMoved ? ["place", "source"] : []),
    ...(isOther || isMoved ? OF_ONE_REPORT : []),
  ];
  for (const name of ended) whole.delete(name);
  for (const [name, values] of said) whole.set(name, values);
  return whole;
}

// Whether there is something that must stand in no address.
export function isPrivate(draft) {
  const open = ["category", "place", "opened", "source", "lat", "lon", "nature", "told"];
  return [...(draft?.keys() ?? [])].some((name) => ![...open, ...OF_ONE_REPORT].includes(name));
}

function isOfOne(draft, form) {
  const at = (name) => Number(first(draft, name)) === Number(form.elements[name]?.value);
  return first(draft, "category") === form.elements.category?.value && at("lat") && at("lon");
}

export function fill(form, draft) {
  const hidden = isOfOne(draft, form) ? OF_ONE_REPORT : [];
  for (const field of form.elements) {
    const values = draft.get(field.name);
    if (!values || field.type === "file" || NOT_KEPT.test(field.name)) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.type !== "hidden" || hidden.includes(field.name)) field.value = values[0];
    const part = field.closest("details");
    if (part && field.type !== "radio" && (field.checked || (field.type !== "checkbox" && field.value)))
      part.open = true;
  }
}

export function addHidden(form, name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  form.append(field);
}
