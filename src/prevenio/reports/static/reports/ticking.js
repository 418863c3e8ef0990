// Says how many rows are ticked, and shows the bar only while there are some.
const bar = document.querySelector("[data-bar]");
const ticks = [...document.querySelectorAll("[data-tick]")];
const count = bar?.querySelector("[data-bar-count]");
const said = count?.textContent ?? "";

function show() {
  const number = ticks.filter((one) => one.checked).length;
  bar.hidden = number === 0;
  count.textContent = `${said} ${number}`;
  for (const one of ticks) one.closest("li").classList.toggle("report-row--ticked", one.checked);
}

if (bar) {
  for (const one of ticks) one.addEventListener("change", show);
  // The form is emptied after the event.
  bar.closest("form").addEventListener("reset", () => setTimeout(show));
  show();
}
