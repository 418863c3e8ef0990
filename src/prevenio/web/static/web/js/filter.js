// Narrows a list while a person types: <input data-filter="list-id" data-none="…">.
// Each child of the list is kept if all typed words stand in its text, marks left out of account.
const fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll(/[łŁ]/g, "l").toLowerCase();

function narrow(list, typed) {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  for (const item of list.children) {
    const text = fold(item.textContent);
    item.hidden = !words.every((word) => text.includes(word));
  }
}

for (const input of document.querySelectorAll("input[data-filter]")) {
  const list = document.getElementById(input.dataset.filter);
  const announcer = document.getElementById("announcer");
  input.addEventListener("input", () => {
    narrow(list, input.value);
    const kept = [...list.children].filter((item) => !item.hidden).length;
    announcer.textContent = kept === 0 ? input.dataset.none : String(kept);
  });
}
