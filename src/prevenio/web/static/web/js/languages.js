// The page is fetched anew in another language: whoever has typed something is asked first.
const isChanged = (field) => {
  if (field.type === "hidden" || field.type === "submit") return false;
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  if (field.tagName === "SELECT") {
    const options = [...field.options];
    const first = field.multiple ? -1 : 0;
    const known = options.some((one) => one.defaultSelected)
      ? options.map((one) => one.defaultSelected)
      : options.map((_one, number) => number === first);
    return options.some((one, number) => one.selected !== known[number]);
  }
  return "defaultValue" in field && field.value !== field.defaultValue;
};

const isTyped = (choice) =>
  [...document.forms]
    .filter((form) => form !== choice && form.method === "post")
    .some((form) => [...form.elements].some(isChanged));

for (const choice of document.querySelectorAll("form[data-languages]")) {
  choice.addEventListener("submit", (event) => {
    if (isTyped(choice) && !confirm(choice.dataset.languages)) event.preventDefault();
  });
}
