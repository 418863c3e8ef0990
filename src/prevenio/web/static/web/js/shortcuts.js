// Single keys for links and buttons: <div data-shortcuts> … <button data-key="a">.
// Nothing happens while a person types, or with Ctrl, Alt or the command key held.
const TYPED_IN = "input:not([type=radio], [type=checkbox], [type=submit]), textarea, select, [contenteditable]";

function isTyping(target) {
  return target instanceof Element && target.closest(TYPED_IN) !== null;
}

function controlFor(key) {
  const escaped = CSS.escape(key.toLowerCase());
  return [...document.querySelectorAll(`[data-shortcuts] [data-key="${escaped}"]`)].find(
    (control) => !control.disabled && control.checkVisibility(),
  );
}

document.addEventListener("keydown", (event) => {
  const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat;
  if (!isPlain || event.key.length !== 1 || isTyping(event.target)) return;
  const control = controlFor(event.key);
  if (!control) return;
  event.preventDefault();
  control.focus();
  control.click();
});

// A key means nothing without JavaScript: its sign is shown only here.
for (const sign of document.querySelectorAll("[data-shortcuts] kbd[hidden]")) sign.hidden = false;
