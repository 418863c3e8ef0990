// A quick way out: the page gives place to a neutral one, so that the way back does not return to
// it, and what was typed is erased from this device. Without scripts it is a plain link.
import { forgetAll } from "./report-draft.js";

const PRESSES = 3;
const WITHIN = 5_000;
const link = document.querySelector("[data-leave]");

function leave() {
  forgetAll();
  // What stands here must not be read while the other page is on its way.
  document.title = new URL(link.href).host;
  document.body.replaceChildren();
  location.replace(link.href);
}

let pressed = [];
function count({ key, repeat, timeStamp }) {
  if (repeat) return;
  pressed = key === "Escape" ? [...pressed, timeStamp].slice(-PRESSES) : [];
  if (pressed.length === PRESSES && timeStamp - pressed[0] < WITHIN) leave();
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", count);
  document.querySelector("[data-leave-hint]").hidden = false;
}
