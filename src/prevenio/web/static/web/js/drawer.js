// Escape closes the menu of narrow screens and leads back to what opened it.
addEventListener("keydown", (event) => {
  const drawer = document.querySelector("details.drawer[open]");
  if (event.key !== "Escape" || !drawer) return;
  drawer.open = false;
  drawer.querySelector("summary").focus();
});
