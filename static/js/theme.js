/** Theme, density and language: shown at once in this tab, and in the person's other tabs when the server tells them. */

import { showToast } from "./toasts.js";
import { word } from "./words.js";

const root = document.documentElement;

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-preferences]");
  if (!form || event.submitter?.name === "language") return; // a new language needs a new page
  event.preventDefault();
  show({ [event.submitter.name]: event.submitter.value });
  fetch(form.action, {
    method: "POST",
    body: new FormData(form, event.submitter),
    headers: { "HX-Request": "true" },
  }).catch(() => showToast(word("failed"), "danger"));
});

document.addEventListener("live:event", ({ detail }) => {
  if (detail.event === "preferences") show(detail);
});

function show({ theme, density, language }) {
  if (theme) root.dataset.theme = theme;
  if (density) root.dataset.density = density;
  for (const [name, value] of Object.entries({ theme, density })) if (value) press(name, value);
  if (language && language !== root.lang) changeLanguage();
}

function press(name, value) {
  for (const button of document.querySelectorAll(`[data-preferences] [name="${name}"]`)) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
}

/** Read the page again in its new language, unless somebody would lose what they are typing. */
function changeLanguage() {
  if (document.querySelector("form[data-dirty], dialog[open]")) showToast(word("languageChanged"), "info");
  else location.reload();
}
