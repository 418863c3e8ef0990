// Draws the boxes that the numbers describe over the photo, and writes the numbers of one that is
// dragged. The numbers alone do the same without a mouse.
const photo = document.querySelector("[data-photo-boxes]");
const rows = [...document.querySelectorAll("[data-photo-box]")].map((row) =>
  ["left", "top", "right", "bottom"].map((side) => row.querySelector(`input[name^=${side}_]`)),
);
const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
drawn.setAttribute("viewBox", "0 0 100 100");
drawn.setAttribute("preserveAspectRatio", "none");
drawn.setAttribute("aria-hidden", "true");
photo.append(drawn);
photo.classList.add("photo-boxes--ready");
document.querySelector("[data-photo-hint]").hidden = false;

function draw(extra) {
  const told = rows
    .filter((row) => row.every((field) => field.value !== ""))
    .map((row) => row.map((field) => Number(field.value)));
  drawn.replaceChildren(...[...told, ...(extra ? [extra] : [])].map(rectangle));
}

function rectangle([left, top, right, bottom]) {
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  shape.setAttribute("x", left);
  shape.setAttribute("y", top);
  shape.setAttribute("width", Math.max(0, right - left));
  shape.setAttribute("height", Math.max(0, bottom - top));
  return shape;
}

function place({ clientX, clientY }) {
  const { left, top, width, height } = photo.getBoundingClientRect();
  const within = (value) => Math.min(100, Math.max(0, value));
  return [within(((clientX - left) / width) * 100), within(((clientY - top) / height) * 100)];
}

function between([x, y], [z, w]) {
  return [Math.min(x, z), Math.min(y, w), Math.max(x, z), Math.max(y, w)];
}

let begun = null;
photo.addEventListener("pointerdown", (event) => {
  begun = place(event);
  photo.setPointerCapture(event.pointerId);
  event.preventDefault();
});
photo.addEventListener("pointermove", (event) => {
  if (begun) draw(between(begun, place(event)));
});
photo.addEventListener("pointercancel", () => {
  begun = null;
  draw();
});
photo.addEventListener("pointerup", (event) => {
  if (!begun) return;
  const box = between(begun, place(event));
  begun = null;
  const free = rows.find((row) => row.every((field) => field.value === ""));
  const isLarge = box[2] - box[0] >= 0.5 && box[3] - box[1] >= 0.5;
  if (free && isLarge) {
    for (const [side, field] of free.entries()) field.value = box[side].toFixed(1);
  }
  draw();
});
for (const field of rows.flat()) field.addEventListener("input", () => draw());
draw();
