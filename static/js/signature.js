/**
 * A signature drawn into a page: `[data-signature]` holds the pad (a canvas, `data-signature-pad`), the hidden input
 * that the picture goes into (`data-signature-value`) and the button that wipes it (`data-signature-clear`). Whoever
 * has no pointer or no scripts proves the handing over by a file or a witness, which the form offers beside it.
 */

const LINE = 3;

const padOf = (target) => target.closest?.("[data-signature-pad]");
const valueOf = (pad) => pad.closest("[data-signature]").querySelector("[data-signature-value]");

let drawing = null;

function place(pad, event) {
  const box = pad.getBoundingClientRect();
  return [
    ((event.clientX - box.left) * pad.width) / box.width,
    ((event.clientY - box.top) * pad.height) / box.height,
  ];
}

document.addEventListener("pointerdown", (event) => {
  const pad = padOf(event.target);
  if (!pad) return;
  event.preventDefault();
  pad.setPointerCapture(event.pointerId);
  const pen = pad.getContext("2d");
  Object.assign(pen, { lineWidth: LINE, lineCap: "round", lineJoin: "round", strokeStyle: "#101418" });
  pen.beginPath();
  const [x, y] = place(pad, event);
  pen.moveTo(x, y);
  pen.lineTo(x + 0.1, y);
  pen.stroke();
  drawing = pad;
});

document.addEventListener("pointermove", (event) => {
  if (!drawing) return;
  const pen = drawing.getContext("2d");
  pen.lineTo(...place(drawing, event));
  pen.stroke();
});

function rest() {
  if (!drawing) return;
  const value = valueOf(drawing);
  value.value = drawing.toDataURL("image/png");
  value.dispatchEvent(new Event("input", { bubbles: true }));
  drawing = null;
}

document.addEventListener("pointerup", rest);
document.addEventListener("pointercancel", rest);

document.addEventListener("click", (event) => {
  const clear = event.target.closest?.("[data-signature-clear]");
  if (!clear) return;
  const pad = clear.closest("[data-signature]").querySelector("[data-signature-pad]");
  pad.getContext("2d").clearRect(0, 0, pad.width, pad.height);
  valueOf(pad).value = "";
});
