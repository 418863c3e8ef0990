// Puts the brackets around the marked words; one can also type them.
const line = document.querySelector("[data-blacken]");
const text = document.querySelector(`textarea[name=${line.dataset.blacken}]`);
line.hidden = false;
line.querySelector("button").addEventListener("click", () => {
  const { selectionStart: from, selectionEnd: to, value } = text;
  if (from === to) return text.focus();
  text.setRangeText(`[[${value.slice(from, to)}]]`, from, to, "end");
  text.focus();
});
