// Says on the page that a key did not answer; allauth itself only tells the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const notice = document.getElementById("passkey_trouble");
  if (notice) {
    notice.hidden = false;
  }
});
