// Moves focus to what has just been said: the list of errors, else the result of the last act.
const said =
  document.querySelector(".govuk-error-summary[data-take-focus]") ??
  document.querySelector("[data-take-focus]");
said?.focus();
