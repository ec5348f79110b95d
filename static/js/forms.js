/**
 * Forms marked `data-form`: Ctrl+S saves, leaving with unsaved words asks, a double click sends once, and what cannot be
 * sent stays on the page. In a form for something new, `data-begin`, one can type at once.
 */

import { sizeInWords } from "./sizes.js";
import { showToast } from "./toasts.js";
import { word } from "./words.js";

const FORM = "form[data-form]";
const PROBE = "/canli/parcalar/?url=/"; // needs what saving needs: the server, its database and one's session
const PROBE_WITHIN = 8000;
const PREVIEW_SIDE = 112;
const probed = new WeakSet(); // forms whose server answered just now

const FINE = matchMedia("(pointer: fine)"); // elsewhere the focus opens a keyboard over the page

const first = document.querySelector("[data-focus]") ?? (FINE.matches && document.querySelector("[data-begin] .control"));
if (first) first.focus();

for (const name of ["input", "change"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.form?.closest(FORM);
    if (form) form.dataset.dirty = "";
    if (event.target.type === "file") preview(event.target);
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest(FORM);
  if (!form || event.defaultPrevented) return;
  if ("sending" in form.dataset) return event.preventDefault();
  form.dataset.sending = "";
  const button = event.submitter ?? form.querySelector("[data-save]");
  button?.setAttribute("aria-busy", "true");
  if (probed.delete(form) || !isLineDown()) return delete form.dataset.dirty;
  event.preventDefault();
  sendIfPossible(form, event.submitter);
});

document.addEventListener("htmx:after:request", (event) => free(event.target.closest?.(FORM)));
window.addEventListener("pageshow", () => document.querySelectorAll(FORM).forEach(free)); // back from the next page

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  // What is left in a dialog is there for a moment after it closed, and so is the focus in it.
  const shown = `dialog[open] ${FORM}, ${FORM}:not(dialog *)`;
  const form = document.activeElement?.closest(shown) ?? document.querySelector(shown);
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-save]"));
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector(`${FORM}[data-dirty]`)) event.preventDefault();
});

function isLineDown() {
  return document.querySelector('#live-lamp:not([data-state="live"])') !== null;
}

/** A browser that sends a form in vain shows its error in the place of the page, and all that was typed is gone. */
async function sendIfPossible(form, submitter) {
  const answer = await fetch(PROBE, { cache: "no-store", signal: AbortSignal.timeout(PROBE_WITHIN) }).catch(() => null);
  free(form);
  if (!answer?.ok) return showToast(word(answer?.status === 401 ? "unsentSignedOut" : "unsent"), "danger");
  probed.add(form);
  form.requestSubmit(submitter);
}

function free(form) {
  if (!form) return;
  delete form.dataset.sending;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

/** Show what was chosen before it is sent: its name and size, and a picture if it is one. */
function preview(input) {
  const chosen = [...input.files];
  const box = document.createElement("div");
  box.className = "file-preview";
  for (const file of chosen) {
    if (file.type.startsWith("image/")) box.append(picture(file));
    box.append(`${file.name} · ${sizeInWords(file.size)}`);
  }
  input.parentElement.querySelector(".file-preview")?.remove();
  if (chosen.length) input.after(box);
}

/** A canvas, since the policy of the pages lets no image come from the memory of the browser. */
function picture(file) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = PREVIEW_SIDE;
  createImageBitmap(file).then(
    (bitmap) => {
      const side = Math.min(bitmap.width, bitmap.height);
      const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
      canvas.getContext("2d").drawImage(bitmap, left, top, side, side, 0, 0, PREVIEW_SIDE, PREVIEW_SIDE);
      bitmap.close();
    },
    () => canvas.remove(), // no picture after all; the server will say so
  );
  return canvas;
}
