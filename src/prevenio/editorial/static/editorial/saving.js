// A page saves itself while it is written. Sent by a button in that moment, a new page would be made
// twice: once by itself, once by the button. The button waits until the page has saved itself.
let saving = false;
let waiting = null;
let gone = false;

document.addEventListener("w-autosave:save", (event) => {
  if (gone) event.preventDefault();
  else saving = true;
});

for (const end of ["w-autosave:success", "w-autosave:error"]) {
  document.addEventListener(end, () => {
    saving = false;
    if (!waiting) return;
    const { form, button } = waiting;
    waiting = null;
    // Wagtail takes a pressed button out of use; one out of use is not sent along.
    if (button) button.disabled = false;
    form.requestSubmit(button);
  });
}

document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.matches("[data-controller~='w-autosave']")) return;
    if (saving) {
      event.preventDefault();
      event.stopPropagation();
      waiting = { form: event.target, button: event.submitter };
    } else gone = true;
  },
  { capture: true },
);
