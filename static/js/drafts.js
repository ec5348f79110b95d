/**
 * Forms marked `data-draft`, with a name for what they are of: what is typed is kept on this device until it is sent, so
 * that a phone that loses the line, or its page, loses no word. Files are not kept. Signing out takes all drafts away.
 */

import { DRAFT, forget, keep, kept, keysOf } from "./typed.js";

const KEPT_FOR = 14 * 24 * 60 * 60 * 1000;
const SETTLES_AFTER = 300;
const UNTYPED = new Set(["file", "hidden", "password", "submit"]);
const waiting = new WeakMap();

forgetOld();
for (const { dataset } of document.querySelectorAll("[data-draft-sent]")) forget(DRAFT + dataset.draftSent);
document.querySelectorAll("form[data-draft]").forEach(restore);

for (const name of ["input", "change"]) {
  document.addEventListener(name, ({ target }) => {
    const form = target.form?.closest("form[data-draft]");
    if (form) keepSoon(form);
  });
}

document.addEventListener("submit", ({ target }) => {
  if (target.matches("form[data-draft]")) keepForm(target);
});

function keepSoon(form) {
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(keepForm, SETTLES_AFTER, form));
}

function keepForm(form) {
  keep(DRAFT + form.dataset.draft, { at: Date.now(), values: valuesOf(form) });
}

function restore(form) {
  const values = kept(DRAFT + form.dataset.draft)?.values;
  if (!values) return;
  const now = valuesOf(form);
  const changed = Object.keys(values).filter((name) => name in now && values[name] !== now[name]);
  if (!changed.length) return;
  for (const name of changed) fill(form.elements[name], values[name]);
  form.dataset.dirty = "";
  tell(form);
}

function tell(form) {
  const note = document.createElement("p");
  note.className = "draft-note";
  note.setAttribute("role", "status");
  note.textContent = form.dataset.draftWords;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "button button-small";
  drop.textContent = form.dataset.draftDrop;
  drop.addEventListener("click", () => {
    forget(DRAFT + form.dataset.draft);
    delete form.dataset.dirty;
    location.reload();
  });
  note.append(" ", drop);
  (form.querySelector(".sheet-body") ?? form).prepend(note);
}

function valuesOf(form) {
  const typed = [...form.elements].filter((field) => field.name && !UNTYPED.has(field.type));
  return Object.fromEntries(typed.map(({ name }) => [name, form.elements[name].value ?? ""]));
}

/** Give a control, or the radio buttons of one name, a value. */
function fill(control, value) {
  control.value = value;
}

function forgetOld() {
  for (const key of keysOf(DRAFT)) if (!(kept(key)?.at > Date.now() - KEPT_FOR)) forget(key);
}
