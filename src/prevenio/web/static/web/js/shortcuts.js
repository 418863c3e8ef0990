// Single keys for links and buttons: <div data-shortcuts> … <button data-key="a">.
// Nothing happens while a person types, or with Ctrl, Alt or the command key held. "?" opens the
// list of the keys; there they can be switched off, because speech input may set them off.
const TYPED_IN =
  "input:not([type=radio], [type=checkbox], [type=submit]), textarea, select, [contenteditable]";
const KEPT_AS = "prevenio.keys";
const list = document.getElementById("keys");
const toggle = list?.querySelector("[data-keys-switch]");
const controls = [...document.querySelectorAll("[data-shortcuts] [data-key]")];

function isTyping(target) {
  return target instanceof Element && target.closest(TYPED_IN) !== null;
}

function isOn() {
  return localStorage.getItem(KEPT_AS) !== "off";
}

function controlFor(key) {
  return controls.find(
    (control) =>
      control.dataset.key.toLowerCase() === key.toLowerCase() &&
      control.isConnected &&
      !control.disabled &&
      control.checkVisibility(),
  );
}

function wordsOf(control) {
  const words = control.cloneNode(true);
  for (const sign of words.querySelectorAll("kbd, svg")) sign.remove();
  return words.textContent.trim().replaceAll(/\s+/g, " ");
}

function showList() {
  const rows = list.querySelector("dl");
  for (const old of rows.querySelectorAll("[data-row]")) old.remove();
  for (const control of controls) rows.prepend(rowOf(control));
  toggle.checked = isOn();
  list.showModal();
}

function rowOf(control) {
  const row = document.createElement("div");
  const [term, key, words] = ["dt", "kbd", "dd"].map((name) => document.createElement(name));
  row.dataset.row = "";
  key.textContent = control.dataset.key.toUpperCase();
  words.textContent = wordsOf(control);
  term.append(key);
  row.append(term, words);
  return row;
}

function showSigns() {
  for (const sign of document.querySelectorAll("[data-shortcuts] kbd")) sign.hidden = !isOn();
}

document.addEventListener("keydown", (event) => {
  const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat;
  if (!isPlain || event.key.length !== 1 || isTyping(event.target) || list?.open) return;
  if (event.key === "?" && list) return showList();
  const control = isOn() ? controlFor(event.key) : undefined;
  if (!control) return;
  event.preventDefault();
  control.focus();
  control.click();
});

toggle?.addEventListener("change", () => {
  localStorage.setItem(KEPT_AS, toggle.checked ? "on" : "off");
  showSigns();
});

if (controls.length > 0) {
  showSigns();
  for (const opener of document.querySelectorAll("[data-open-keys]")) {
    opener.hidden = false;
    opener.querySelector("button").addEventListener("click", showList);
  }
}
