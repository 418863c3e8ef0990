// Keeps a question that is being written, in this window alone: others may use the same device, so
// closing the window erases it. Everything here also works without this script.
for (const done of document.querySelectorAll("[data-forget]")) forget(done.dataset.forget);

const form = document.querySelector("form[data-draft]");
if (form) keepDraft(form, form.dataset.draft);

function keepDraft(form, key) {
  const kept = read(key);
  if (kept && !("typed" in form.dataset))
    for (const name of ["municipality", "topic", "text"])
      if (form.elements[name] && kept[name]) form.elements[name].value = kept[name];
  document.querySelector("[data-draft-line]").hidden = false;
  form.addEventListener("input", () => {
    const fields = {};
    for (const name of ["municipality", "topic", "text"])
      if (form.elements[name]) fields[name] = form.elements[name].value;
    try {
      sessionStorage.setItem(key, JSON.stringify(fields));
    } catch {
      // A full or forbidden store: the text is still in the page.
    }
  });
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept where nothing can be.
  }
}
