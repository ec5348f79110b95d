/**
 * Lists: ask while somebody types or chooses, move by keyboard, open a row by a click anywhere on it.
 *
 * The form is posted without this script. With it, htmx asks by GET, so that the address says what is shown; texts that
 * are or may become an identity or phone number still go by POST when Enter is pressed, and never into an address.
 */

import { isTyping } from "./words.js";

const PATIENCE = 250;
const SHORTEST = 2; // a single letter finds too much to be asked for while somebody types on
const PERSONAL = /^[0-9]{7,}$/;
const SEPARATORS = /[\s().\-/+]+/g;
const CONTROLS = "a, button, input, label, select, summary, textarea, [contenteditable]";

const formOf = (control) => (control.form?.matches("[data-list-form]") ? control.form : null);
const searchOf = (form) => form.querySelector("[data-list-search]");

export function isPersonal(text) {
  return PERSONAL.test(text.replace(SEPARATORS, ""));
}

function ask(form) {
  const search = searchOf(form);
  if (!search || !isPersonal(search.value)) form.dispatchEvent(new CustomEvent("list:ask"));
}

let waiting;

function askSoon(form) {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PATIENCE, form);
}

/** What is not asked for while typing waits for Enter, and says so. */
function hint(search) {
  search.form.querySelector(".list-search-hint").hidden = !isPersonal(search.value);
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-list-search]")) hint(target);
  if (target.matches("[data-list-search]") && target.value.trim().length !== SHORTEST - 1) askSoon(target.form);
});

document.addEventListener("change", ({ target }) => {
  const form = formOf(target);
  if (form && !target.matches("[data-list-search]")) ask(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-list-form]") || !window.htmx) return;
  clearTimeout(waiting);
  const search = searchOf(form);
  if (search && isPersonal(search.value)) return; // the browser posts it
  event.preventDefault();
  ask(form);
});

/** The drawer is filled when it is opened first, and from then on with each answer. */
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-list-drawer]") || !window.htmx) return;
  event.preventDefault();
  const drawer = document.getElementById("list-drawer");
  drawer.showPopover();
  if (drawer.dataset.filled !== undefined) return;
  const region = "#list-region";
  htmx.ajax("GET", location.href, { target: region, select: region, swap: "outerMorph", headers: { "List-Drawer": "1" } });
});

/** What is empty says nothing, and the token belongs to the posted form alone. */
document.addEventListener("htmx:config:request", ({ target, detail }) => {
  const { request } = detail.ctx;
  if (document.querySelector("#list-drawer[data-filled]")) request.headers["List-Drawer"] = "1";
  if (!target.matches("[data-list-form]")) return;
  const body = request.body;
  for (const [name, value] of [...body]) {
    if (value === "" || name === "csrfmiddlewaretoken") body.delete(name);
  }
});

/** A morph changes attributes, which a control that somebody touched no longer heeds. */
function heed(control) {
  if (control === document.activeElement) return;
  if (control.type === "checkbox") control.checked = control.defaultChecked;
  else if (control.options) for (const option of control.options) option.selected = option.defaultSelected;
  else control.value = control.defaultValue;
}

document.addEventListener("htmx:after:swap", () => {
  const region = document.getElementById("list-region");
  const form = document.querySelector("[data-list-form]");
  if (!region || !form) return;
  region.querySelectorAll("[form=list-form]").forEach(heed);
  const search = searchOf(form);
  if (search && search !== document.activeElement) search.value = region.dataset.text;
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-list] tbody tr");
  if (!row || event.target.closest(CONTROLS) || !getSelection().isCollapsed) return;
  const link = row.querySelector(".list-open");
  if (!link) return;
  if (event.ctrlKey || event.metaKey) window.open(link.href, "_blank", "noopener");
  else link.click();
});

/** The person chose other columns for this list in another tab or on another device. */
document.addEventListener("live:event", ({ detail }) => {
  const form = document.querySelector(`[data-list="${CSS.escape(detail.list ?? "")}"] [data-list-form]`);
  if (detail.event !== "columns" || !form || !window.htmx) return;
  const kept = form.elements.columns;
  if ((kept?.value ?? "") === detail.columns) return;
  (kept ?? addKeptColumns()).value = detail.columns;
  ask(form);
});

function addKeptColumns() {
  const kept = document.createElement("input");
  kept.type = "hidden";
  kept.name = "columns";
  kept.setAttribute("form", "list-form");
  document.getElementById("list-region").append(kept); // the answer renews it
  return kept;
}

const picks = () => [...document.querySelectorAll("input[name=row][form=list-bulk]")];

/** Say how many rows are ticked; the style shows the bar as soon as one is. */
function count() {
  const ticked = picks().filter((pick) => pick.checked).length;
  const all = document.querySelector("[data-list-pick-all]");
  if (all) all.checked = ticked > 0 && ticked === picks().length;
  const words = document.querySelector("[data-list-count]");
  if (words) words.textContent = `${ticked} ${words.dataset.listCount}`;
}

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-list-pick-all]")) for (const pick of picks()) pick.checked = target.checked;
  if (target.closest(".list-pick")) count();
});

for (const event of ["htmx:after:swap", "live:applied"]) document.addEventListener(event, count);

function tick() {
  const pick = document.activeElement?.closest("tr")?.querySelector("input[name=row]");
  if (pick) pick.click();
}

document.querySelector("[data-list]")?.setAttribute("data-scripted", "");

function step(by) {
  const links = [...document.querySelectorAll("[data-list] .list-open")];
  const here = links.indexOf(document.activeElement?.closest("tr")?.querySelector(".list-open"));
  const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by;
  links[Math.max(0, Math.min(next, links.length - 1))]?.focus();
}

const KEYS = { j: () => step(1), k: () => step(-1), x: tick };

document.addEventListener("keydown", (event) => {
  const typing = isTyping(event) && event.target.type !== "checkbox";
  if (!(event.key in KEYS) || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  KEYS[event.key]();
});
