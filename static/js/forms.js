/** Forms marked `data-form`: Ctrl+S saves, leaving with unsaved words asks, a double click sends once. */

import { word } from "./words.js";

const FORM = "form[data-form]";

document.querySelector("[data-focus]")?.focus();

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
  delete form.dataset.dirty;
  const button = event.submitter ?? form.querySelector("[data-save]");
  button?.setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:after:request", (event) => free(event.target.closest?.(FORM)));
window.addEventListener("pageshow", () => document.querySelectorAll(FORM).forEach(free)); // back from the next page

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  const form = document.activeElement?.closest(FORM) ?? document.querySelector(`dialog[open] ${FORM}, ${FORM}`);
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-save]"));
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector(`${FORM}[data-dirty]`)) event.preventDefault();
});

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
    box.append(`${file.name} · ${Math.ceil(file.size / 1024)} KB`);
  }
  input.parentElement.querySelector(".file-preview")?.remove();
  if (chosen.length) input.after(box);
}

function picture(file) {
  const image = document.createElement("img");
  image.alt = "";
  image.src = URL.createObjectURL(file);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  return image;
}
