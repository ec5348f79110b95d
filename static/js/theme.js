/**
 * Theme, density, the Enter key and language: shown at once in this tab, and in the person's others when the server
 * tells them.
 *
 * The page comes as the server has it, and what the server tells is only shown, never sent back. Each change has a
 * number: for each preference the newest one holds, in whatever order the tab hears of them.
 */

import { showToast } from "./toasts.js";
import { word } from "./words.js";

const NOW = "/tercihler/simdi/";
const SPREAD = 10_000; // after a restart all tabs come back together
const ATTRIBUTES = { theme: "theme", density: "density", enter_key: "enterKey" }; // of the page's root
const root = document.documentElement;
const heard = {}; // preference → the number of the change that was heard last
let opened = false;

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-preferences]");
  if (!form || event.submitter?.name === "language") return; // a new language needs a new page
  event.preventDefault();
  choose(form, event.submitter);
});

document.addEventListener("live:event", ({ detail }) => {
  if (detail.event === "preferences") heed(detail);
});

// What was told while nobody listened: between the page and its socket, or while the line was broken.
document.addEventListener("live:opened", () => {
  setTimeout(catchUp, opened ? Math.random() * SPREAD : 0);
  opened = true;
});
window.addEventListener("pageshow", (event) => event.persisted && catchUp());

async function choose(form, button) {
  const { name, value } = button;
  const before = root.dataset[ATTRIBUTES[name]];
  show({ [name]: value });
  const sent = { method: "POST", body: new FormData(form, button), headers: { "HX-Request": "true" } };
  const answer = await fetch(form.action, sent).catch(() => null);
  if (answer?.ok) return;
  showToast(word("failed"), "danger");
  if (root.dataset[ATTRIBUTES[name]] === value) show({ [name]: before });
}

async function catchUp() {
  const version = Math.max(loadedVersion(), ...Object.values(heard));
  const answer = await fetch(`${NOW}?version=${version}`, { cache: "no-store" }).catch(() => null);
  if (answer?.status === 200) heed(await answer.json());
}

function heed({ version, ...look }) {
  for (const name of [...Object.keys(ATTRIBUTES), "language"]) {
    const value = look[name];
    if (!value || version <= (heard[name] ?? loadedVersion())) continue;
    heard[name] = version;
    show({ [name]: value });
  }
}

function loadedVersion() {
  return Number(root.dataset.lookVersion ?? 0);
}

function show({ language, ...look }) {
  for (const [name, value] of Object.entries(look)) {
    root.dataset[ATTRIBUTES[name]] = value;
    press(name, value);
  }
  if (language && language !== root.lang) changeLanguage();
}

function press(name, value) {
  for (const button of document.querySelectorAll(`[data-preferences] [name="${name}"]`)) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
}

/** Read the page again in its new language, unless somebody would lose what they are typing. */
function changeLanguage() {
  if (!document.querySelector("form[data-dirty], dialog[open]")) return location.reload();
  showToast(word("languageChanged"), "info", { label: word("reload"), press: () => location.reload() });
}
