/** Brings a fragment to new HTML by htmx's morph, leaving alone whatever a person is busy with. */

const ROWS = "tr, li, [data-live-row]";
const FIELDS = "input, select, textarea, [contenteditable]";
const OPENABLE = "details, dialog";
const MARKED = 2000;

let morph;
let applying = false;
const skipped = new WeakSet(); // what is not as the server wrote it, because somebody was busy in there

/** Say that a morph of ours runs, so that the rules below do not bind htmx's own swaps. */
window.htmx?.registerExtension("live", {
  init: (api) => {
    morph = api.morph;
  },
  htmx_before_morph_node: (element, { newNode }) => !(applying && isInUse(element) && skip(element, newNode)),
  htmx_before_morph_attr: (element, { attrName }) => !(applying && isKept(element, attrName)),
});

/** Returns false if a patch does not fit what is on the screen; then nothing was changed. */
export function apply(element, { digest, html, of, rows }) {
  const before = new Set(rowsOf(element).map(trace));
  const template = document.createElement("template");
  template.innerHTML = html;
  if (of && !(of === element.dataset.liveDigest && fillIn(template.content, outermostRows(element), rows))) return false;
  applying = true;
  try {
    if (morph) morph(element, template.content, true);
    else element.replaceChildren(template.content);
  } finally {
    applying = false;
  }
  element.dataset.liveDigest = digest;
  window.htmx?.process(element);
  for (const row of rowsOf(element)) if (!before.has(trace(row))) mark(row);
  return true;
}

/** Put the rows that the server left out, because they stayed as they were, where it marked their places. */
function fillIn(content, shown, count) {
  const places = [...content.querySelectorAll("[data-live-same]")];
  const rows = places.map((place) => shown[place.dataset.liveSame]);
  if (shown.length !== count || rows.some((row) => !row || skipped.has(row))) return false;
  places.forEach((place, index) => place.replaceWith(asWritten(rows[index])));
  return true;
}

/** A copy of a row without marks and without what htmx notes in it, as if the server had sent it. */
function asWritten(row) {
  const copy = row.cloneNode(true);
  copy.classList.remove("is-changed");
  if (!copy.classList.length) copy.removeAttribute("class");
  for (const powered of [copy, ...copy.querySelectorAll("[data-htmx-powered]")]) powered.removeAttribute("data-htmx-powered");
  return copy;
}

function outermostRows(element) {
  return [...element.querySelectorAll("tr, li")].filter((row) => {
    const outer = row.parentElement.closest("tr, li");
    return !outer || !element.contains(outer);
  });
}

function skip(field, wanted) {
  const row = outermostRow(field);
  if (row && !field.isEqualNode(wanted)) skipped.add(row);
  return true;
}

function outermostRow(field) {
  const fragment = field.closest("[data-live]");
  let row = null;
  for (let at = field.closest("tr, li"); at && fragment?.contains(at); at = at.parentElement?.closest("tr, li")) row = at;
  return row;
}

/** A field that has the focus or holds what nobody saved yet. */
function isInUse(element) {
  return element.matches?.(FIELDS) === true && (element.contains(document.activeElement) || isDirty(element));
}

function isDirty(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field instanceof HTMLSelectElement) {
    const choosable = [...field.options];
    const preset = choosable.some((option) => option.defaultSelected);
    return preset && choosable.some((option) => option.selected !== option.defaultSelected);
  }
  return field.value !== field.defaultValue;
}

/** An open menu or dialog stays open; `data-live-keep="class"` names other attributes that scripts have set. */
function isKept(element, name) {
  if (name === "open" && element.matches(OPENABLE)) return true;
  return (element.dataset.liveKeep ?? "").split(" ").includes(name);
}

function rowsOf(element) {
  const rows = [...element.querySelectorAll(ROWS)];
  return rows.length ? rows : [...element.children];
}

/** A row as the server wrote it: without marks and with moments that scripts have put into words left out. */
function trace(row) {
  const copy = asWritten(row);
  for (const time of copy.querySelectorAll("time")) {
    time.textContent = "";
    time.removeAttribute("title");
  }
  return copy.outerHTML;
}

function mark(row) {
  row.classList.add("is-changed");
  setTimeout(() => {
    row.classList.remove("is-changed");
    if (!row.classList.length) row.removeAttribute("class");
  }, MARKED);
}
