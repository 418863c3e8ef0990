// Without this module the link is a plain link and printing is the browser's own.
const announcer = document.getElementById("announcer");

for (const link of document.querySelectorAll("[data-copy-link]")) {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    announcer.textContent = link.dataset.copied;
    link.textContent = link.dataset.copied;
  });
}

for (const item of document.querySelectorAll("[data-print]")) {
  item.hidden = false;
  item.querySelector("button").addEventListener("click", () => window.print());
}
