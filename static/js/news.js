/**
 * What others save while a form is open. The server tells it at the foot of the form (`data-news`, a live fragment);
 * here each field is taken over or left, and nothing that a person types is touched unless they say so.
 *
 * Whatever was decided goes into the form as `seen-<field>`: what then stands in the field is what the person wants,
 * knowing the value that was shown. A further change has another digest and is shown again.
 */

import { showToast } from "./toasts.js";
import { token } from "./tokens.js";
import { announce, word } from "./words.js";

const NARROW = matchMedia("(max-width: 48rem), (max-height: 30rem)"); // where open news would cover the form
const ROOM = 12; // pixels between a field and the news
const FEW = 2; // this many changes are read out whole
const KEY = "F8"; // leads to the news and, pressed there, back
const said = new Set();
const lastUsed = new WeakMap(); // form → the field to return to

document.addEventListener("live:applied", ({ detail }) => docksOf(detail.url).forEach(show));
document.addEventListener("live:gone", ({ detail }) => {
  if (detail.why === "denied" || detail.why === "missing") docksOf(detail.url).forEach(refuse);
});

document.addEventListener("focusin", ({ target }) => {
  if (!target.form || target.closest("[data-news], .save-bar")) return;
  lastUsed.set(target.form, target);
  uncover(target);
});

document.addEventListener("change", ({ target }) => {
  const dock = target.form?.querySelector("[data-news]");
  if (dock && !dock.hidden) show(dock);
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-news] button");
  if (!button) return;
  const dock = button.closest("[data-news]");
  const item = button.closest("[data-news-item]");
  if ("newsGo" in button.dataset) return go(dock, item);
  if ("newsUnveil" in button.dataset) return unveil(dock, item);
  if ("newsAll" in button.dataset) untouchedItems(dock).forEach((each) => take(dock, each));
  else if ("newsTake" in button.dataset) take(dock, item);
  else if ("newsKeep" in button.dataset) decide(dock, item);
  show(dock);
  moveOn(dock, item);
});

document.addEventListener("keydown", (event) => {
  const inside = document.activeElement?.closest("[data-news]");
  const dock = inside ?? document.querySelector("[data-news]:not([hidden])");
  if (!dock || !(event.key === KEY || (inside && event.key === "Escape"))) return;
  event.preventDefault();
  if (inside) return lastUsed.get(formOf(dock))?.focus();
  dock.querySelector("details")?.setAttribute("open", "");
  [...dock.querySelectorAll("[data-news-item] button")].find(isVisible)?.focus({ preventScroll: true });
});

// What is shown

/** Leave out what was decided or says what the form says anyway, and tell of the rest. */
function show(dock) {
  const form = formOf(dock);
  if ("sending" in form.dataset) return; // one's own save comes back before the next page does
  for (const item of itemsOf(dock)) {
    item.hidden = isDecided(form, item) || isSame(form, item);
    if (!item.hidden) offer(dock, item);
  }
  const open = openItems(dock);
  const refusal = dock.querySelector("[data-live] [data-news-refusal]");
  const box = dock.querySelector("details");
  if (dock.hidden && box && NARROW.matches) box.open = false;
  dock.hidden = !open.length && !refusal;
  box?.toggleAttribute("hidden", !open.length);
  setText(dock.querySelector("[data-news-count]"), String(open.length));
  dock.querySelector("[data-news-all]")?.toggleAttribute("hidden", untouchedItems(dock).length < 2);
  for (const field of form.querySelectorAll(".field.is-news")) field.classList.remove("is-news");
  for (const item of open) for (const control of controlsOf(form, item)) control.closest(".field")?.classList.add("is-news");
  tell(dock, refusal ? [refusal] : open);
  if (document.activeElement?.form === form) uncover(document.activeElement);
}

/** The news must not cover what somebody is typing. */
function uncover(control) {
  const dock = control.form.querySelector("[data-news]:not([hidden])");
  if (!dock || control.closest("[data-news], .save-bar")) return;
  const covered = control.getBoundingClientRect().bottom + ROOM - dock.getBoundingClientRect().top;
  if (covered > 0) scrollBy({ top: covered, behavior: "instant" });
}

/** A masked value that nobody typed here is nothing that could be kept, and no input is nowhere to take it. */
function offer(dock, item) {
  const form = formOf(dock);
  const controls = controlsOf(form, item);
  const touched = isTouched(dock, item);
  item.querySelector("[data-news-take]")?.toggleAttribute("hidden", !controls.length);
  item.querySelector("[data-news-keep]")?.toggleAttribute("hidden", !controls.length || ("secret" in item.dataset && !touched));
  const mine = item.querySelector("[data-news-mine]");
  mine?.toggleAttribute("hidden", !touched || "secret" in item.dataset || !inWords(controls));
  setText(item.querySelector("[data-news-mine-value]"), inWords(controls));
  for (const clash of form.querySelectorAll(`.clash:has([name$="choice-${item.dataset.newsItem}"])`)) clash.remove(); // it is out of date
}

function tell(dock, elements) {
  const fresh = elements.filter((element) => !said.has(keyOf(element)));
  if (!fresh.length) return;
  for (const element of fresh) said.add(keyOf(element));
  announce(fresh.length > FEW ? `${textOf(dock.querySelector(".news-title"))}: ${fresh.map(labelOf).join(", ")}` : fresh.map(sentenceOf).join(" "));
}

function sentenceOf(element) {
  return element.dataset.said ?? textOf(element);
}

function labelOf(item) {
  return textOf(item.querySelector("[data-news-go]"));
}

function keyOf(element) {
  return `${element.dataset.newsItem ?? textOf(element)} ${element.dataset.digest ?? ""} ${element.dataset.said ?? ""}`;
}

/** The page is not one's own any more; what was typed stays. */
function refuse(dock) {
  const place = dock.querySelector("[data-live]");
  if (!place.querySelector("[data-news-refusal]")) {
    place.replaceChildren(dock.querySelector("[data-news-gone]").content.cloneNode(true));
    delete place.dataset.liveDigest;
  }
  show(dock);
}

/** Ask for values that are shown only to who asks: the server records it. A later update covers them again. */
async function unveil(dock, item) {
  const headers = { "X-CSRFToken": token() };
  const answer = await fetch(dock.dataset.liveUrl, { method: "POST", headers }).catch(() => null);
  if (!answer?.ok) return showToast(word("failed"), "danger");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const place = dock.querySelector("[data-live]");
  place.replaceChildren(...page.querySelector("[data-live]").childNodes);
  delete place.dataset.liveDigest; // it is not what the live layer sent
  document.dispatchEvent(new CustomEvent("live:applied", { detail: { url: dock.dataset.liveUrl, names: ["news"] } }));
  dock.querySelector(`#${item.id} button:not([data-news-go])`)?.focus({ preventScroll: true });
}

// What is decided

function take(dock, item) {
  const form = formOf(dock);
  for (const [name, { values, lines, text, note }] of Object.entries(inputsOf(item))) {
    if (lines) fillLines(form, name, lines);
    else fill(form, name, values, text);
    if (note) setText(form.elements[name].closest(".field").querySelector(".secret-note span"), note);
  }
  decide(dock, item);
}

function decide(dock, item) {
  const form = formOf(dock);
  const name = item.dataset.seen;
  const input = form.querySelector(`input[type="hidden"][name="${name}"]`) ?? document.createElement("input");
  Object.assign(input, { type: "hidden", name, value: item.dataset.digest });
  form.append(input);
  form.dataset.dirty = "";
}

function isDecided(form, item) {
  return form.querySelector(`input[name="${item.dataset.seen}"]`)?.value === item.dataset.digest;
}

/** Type `values` into the inputs called `name`, as if by hand, so that masks and all else that listens take part. */
function fill(form, name, values, text) {
  for (const control of namedControls(form, name)) {
    const before = stateOf(control);
    if (isTick(control)) control.checked = values.includes(control.value);
    else if (control instanceof HTMLSelectElement) choose(control, values[0] ?? "", text);
    else control.value = values[0] ?? "";
    if (stateOf(control) === before) continue;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Choose what a select does not offer yet, and again when its options come: districts follow their province. */
function choose(select, value, text) {
  if (!offers(select, value)) {
    select.add(new Option(text, value));
    const observer = new MutationObserver(() => {
      observer.disconnect();
      if (offers(select, value)) select.value = value;
    });
    queueMicrotask(() => observer.observe(select, { childList: true }));
  }
  select.value = value;
}

function offers(select, value) {
  return [...select.options].some((option) => option.value === value);
}

/** Make the lines of a budget `lines`: further ones are added, left over ones are ticked off or emptied. */
function fillLines(form, prefix, lines) {
  const total = form.elements[`${prefix}-TOTAL_FORMS`];
  const stored = Number(form.elements[`${prefix}-INITIAL_FORMS`].value);
  const adder = total.closest("[data-lines]").querySelector("[data-lines-add]");
  while (Number(total.value) < lines.length) adder.click();
  for (let at = 0; at < Number(total.value); at++) {
    const name = `${prefix}-${at}-`;
    for (const [column, value] of Object.entries(lines[at] ?? {})) fill(form, name + column, [value], value);
    if (at >= lines.length && at >= stored) for (const control of startingWith(form, name)) empty(form, control);
    fill(form, `${name}DELETE`, at >= lines.length && at < stored ? ["on"] : []);
  }
}

function empty(form, control) {
  fill(form, control.name, [control instanceof HTMLSelectElement ? control.options[0].value : ""]);
}

// Where to go

function go(dock, item) {
  controlsOf(formOf(dock), item).find(isVisible)?.focus();
}

/** To the next open item, or back to where the person was typing. */
function moveOn(dock, item) {
  const follows = (each) => !item || item.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING;
  const next = openItems(dock).find(follows) ?? openItems(dock)[0];
  const button = next?.querySelector("[data-news-take]:not([hidden])");
  if (!button) return (lastUsed.get(formOf(dock)) ?? controlsOf(formOf(dock), item ?? dock)[0])?.focus();
  button.focus({ preventScroll: true }); // the news stand where they are; only their list moves
  next.parentElement.scrollTop = next.offsetTop - next.parentElement.offsetTop;
}

// Questions

function docksOf(url) {
  return [...document.querySelectorAll("[data-news]")].filter((dock) => dock.dataset.liveUrl === url);
}

function formOf(dock) {
  return dock.closest("form");
}

function itemsOf(dock) {
  return [...dock.querySelectorAll("[data-news-item]")];
}

function openItems(dock) {
  return itemsOf(dock).filter((item) => !item.hidden);
}

function untouchedItems(dock) {
  return openItems(dock).filter((item) => controlsOf(formOf(dock), item).length && !isTouched(dock, item));
}

function inputsOf(item) {
  return JSON.parse(item.dataset.inputs ?? "{}");
}

function namedControls(form, name) {
  return [...form.elements].filter((control) => control.name === name);
}

function controlsOf(form, item) {
  return Object.entries(inputsOf(item)).flatMap(([name, { lines }]) =>
    lines ? startingWith(form, `${name}-`) : namedControls(form, name),
  );
}

function startingWith(form, start) {
  return [...form.elements].filter(({ name, type }) => name.startsWith(start) && type !== "hidden");
}

/** What a refused form shows was typed, as far as anybody can tell from it. */
function isTouched(dock, item) {
  return "newsSent" in dock.dataset || controlsOf(formOf(dock), item).some(isChanged);
}

function isChanged(control) {
  if (isTick(control)) return control.checked !== control.defaultChecked;
  if (!(control instanceof HTMLSelectElement)) return control.value !== control.defaultValue;
  const preset = [...control.options].findIndex((option) => option.defaultSelected);
  return control.selectedIndex !== Math.max(preset, 0);
}

function isSame(form, item) {
  const inputs = Object.entries(inputsOf(item));
  if (!inputs.length || "secret" in item.dataset || inputs.some(([, { lines }]) => lines)) return false;
  return inputs.every(([name, { values }]) => {
    const controls = namedControls(form, name);
    return controls.length && controls.every((control) => (isTick(control) ? control.checked === values.includes(control.value) : control.value === (values[0] ?? "")));
  });
}

/** What stands in the form, as the other value is said. */
function inWords(controls) {
  const said = controls.map((control) => {
    if (isTick(control)) return control.checked ? textOf(control.closest("label")) : "";
    return control instanceof HTMLSelectElement ? (control.value ? textOf(control.selectedOptions[0]) : "") : control.value;
  });
  return said.filter(Boolean).join(controls.some(isTick) ? ", " : " / ");
}

function isTick(control) {
  return control.type === "checkbox" || control.type === "radio";
}

function stateOf(control) {
  return isTick(control) ? String(control.checked) : control.value;
}

function isVisible(element) {
  return element.checkVisibility();
}

function textOf(element) {
  return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
}

function setText(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}
