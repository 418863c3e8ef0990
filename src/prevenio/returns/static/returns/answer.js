// The form of a return saves itself: a few seconds after a change and when the page is left. What
// could not be saved yet is kept on the device and offered back. Everything here also works by the
// form's own buttons.
const PAUSE = 2500;
const AGAIN = 15000;

for (const done of document.querySelectorAll("[data-forget]")) forget(done.dataset.forget);

for (const area of document.querySelectorAll("textarea[data-count]")) {
  const line = document.getElementById(area.dataset.count);
  const most = Number(line.dataset.most);
  const count = () => {
    line.textContent = line.dataset.words.replace("{}", area.value.length);
    line.toggleAttribute("data-over", area.value.length > most);
  };
  area.addEventListener("input", count);
  count();
}

for (const field of document.querySelectorAll("input[data-given]")) askWhy(field);

for (const form of document.querySelectorAll("form[data-autosave]")) saveItself(form);

// A number that was filled in asks for a reason once it is another one.
function askWhy(field) {
  const why = field.closest("li").querySelector("[data-why]");
  if (!why) return;
  const bare = (text) => text.replace(/\s/g, "");
  const look = () => (why.hidden = bare(field.value) === bare(field.dataset.given) && !why.querySelector("input").value);
  field.addEventListener("input", look);
  look();
}

function saveItself(form) {
  const key = form.dataset.autosave;
  const said = document.querySelector("[data-saved] span");
  let timer;
  let isChanged = false;
  let isStopped = false;
  let underWay = null;

  function changed(event) {
    if (event.target.type === "file" || isStopped) return;
    isChanged = true;
    keep(key, typed(form));
    later(PAUSE);
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  function save() {
    if (isChanged && !isStopped && !underWay) {
      underWay = send().finally(() => {
        underWay = null;
      });
    }
    return underWay;
  }

  async function send() {
    isChanged = false;
    let answer;
    try {
      answer = await post(form, false);
    } catch {
      isChanged = true;
      say(form.dataset.offline, "lost");
      return later(AGAIN);
    }
    await hear(answer);
  }

  async function hear(answer) {
    const told = await answer.json().catch(() => ({}));
    showFaults(form, told.errors ?? {});
    if (answer.ok) {
      form.elements.revision.value = told.revision;
      say(told.said, "");
      if (isChanged) later(PAUSE);
      else forget(key);
    } else if (answer.status >= 500 || answer.status === 429) {
      isChanged = true;
      say(form.dataset.stuck, "lost");
      later(AGAIN);
    } else {
      // Another person's text, a link that ended, a lock: only the person can decide what to do.
      say(told.fault ?? form.dataset.stuck, "lost");
      isStopped = answer.status !== 422 && answer.status !== 401;
    }
  }

  function say(words, state) {
    said.parentElement.dataset.state = state;
    if (said.textContent !== words) said.textContent = words;
  }

  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!underWay) {
      isStopped = true;
      return;
    }
    // What is being saved this moment must not seem to be somebody else's change.
    event.preventDefault();
    underWay.finally(() => form.requestSubmit(event.submitter));
  });
  addEventListener("online", () => later(0));
  addEventListener("pagehide", () => {
    if (isChanged && !isStopped) post(form, true).catch(() => {});
  });

  offerBack(form, key, changed);
  addFilesAtOnce(form);
}

function post(form, keepalive) {
  const body = new FormData(form);
  body.delete("files");
  body.set("act", "save");
  const headers = { Accept: "application/json" };
  return fetch(form.action, { method: "POST", body, headers, keepalive });
}

function typed(form) {
  const words = new FormData(form);
  for (const name of ["files", "revision", "csrfmiddlewaretoken", "act"]) words.delete(name);
  return [...words.entries()];
}

function keep(key, entries) {
  try {
    localStorage.setItem(key, JSON.stringify(entries));
  } catch {
    // A full or forbidden store: the text is still in the page.
  }
}

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
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

function offerBack(form, key, changed) {
  const entries = kept(key);
  const offer = document.querySelector("[data-lost]");
  if (!Array.isArray(entries) || !offer) return;
  if (JSON.stringify(entries) === JSON.stringify(typed(form))) return forget(key);
  offer.hidden = false;
  offer.querySelector("[data-take-back]").addEventListener("click", () => {
    put(form, entries);
    offer.hidden = true;
    changed({ target: form });
    form.querySelector("textarea").dispatchEvent(new Event("input", { bubbles: true }));
  });
  offer.querySelector("[data-drop]").addEventListener("click", () => {
    forget(key);
    offer.hidden = true;
  });
}

function put(form, entries) {
  const places = {};
  for (const [name, value] of entries) {
    const place = (places[name] = (places[name] ?? -1) + 1);
    const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    if (fields[0]?.type === "radio") fields.forEach((one) => (one.checked = one.value === value));
    else if (fields[0]?.type === "checkbox") fields[0].checked = true;
    else if (fields[place]) fields[place].value = value;
  }
}

function showFaults(form, errors) {
  for (const old of form.querySelectorAll("[data-fault]")) clear(old);
  for (const [id, words] of Object.entries(errors)) {
    const field = document.getElementById(id);
    if (!field || document.getElementById(`${id}_error`)) continue;
    const line = document.createElement("p");
    line.className = "govuk-error-message";
    line.id = `${id}_error`;
    line.dataset.fault = id;
    line.textContent = words;
    field.before(line);
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${line.id}`.trim());
  }
}

function clear(line) {
  const field = document.getElementById(line.dataset.fault);
  const rest = (field?.getAttribute("aria-describedby") ?? "").replace(line.id, "").trim();
  if (rest) field.setAttribute("aria-describedby", rest);
  else field?.removeAttribute("aria-describedby");
  line.remove();
}

function addFilesAtOnce(form) {
  const part = form.querySelector("[data-files]");
  if (!part) return;
  part.dataset.live = "";
  part.addEventListener("change", () => form.requestSubmit(document.getElementById("add_files")));
}
