/**
 * Shows what one wrote and is not in the thread yet, at its end, and how many messages wait for a line. A message leaves
 * the list in the moment in which the live list has one with its key.
 */

import { showToast } from "../toasts.js";
import { outbox, store } from "./outbox.js";
import { copy, part, say, sayCount, shortened } from "./parts.js";

const SLOW = 2_500; // what is on its way for so long waits
const BREATH = 300_000;

const thread = document.querySelector("[data-talk]")?.dataset.talk;
const list = document.querySelector("[data-pending]");
let edit = () => {};

/** Begin; `takeUp(entry)` puts a message back into the composer. */
export function showPending(takeUp = edit) {
  edit = takeUp;
  document.addEventListener("outbox:changed", show);
  document.addEventListener("live:applied", show);
  setInterval(() => store.all().length && show(), SLOW);
  show();
}

function show() {
  if (list) showThread();
  showCounts();
}

function showThread() {
  const shown = new Set([...document.querySelectorAll("[data-talk-stream] [data-key]")].map((one) => one.dataset.key));
  const entries = store.of(thread).filter((entry) => !(shown.has(entry.key) && arrived(entry)));
  const wanted = new Set(entries.map((entry) => entry.key));
  for (const line of [...list.children]) if (!wanted.has(line.dataset.key)) line.remove();
  for (const entry of entries) draw(entry);
  let above = [...document.querySelectorAll("[data-talk-stream] .bubble[data-number]")].at(-1);
  for (const line of list.children) {
    line.classList.toggle("is-next", goesOn(above));
    above = line;
  }
}

/** Whether what is said now will stand close below, as the server will draw it. */
function goesOn(above) {
  if (!above?.matches(".is-mine:not(.is-event)")) return false;
  const said = above.querySelector("time")?.dateTime;
  return !said || Date.now() - new Date(said) < BREATH;
}

function arrived(entry) {
  if (entry.state !== "waiting") store.drop(entry.key); // one that waits is asked for once more, and known
  return true;
}

function draw(entry) {
  const state = stateOf(entry);
  const signature = `${state} ${(entry.errors ?? []).join(" ")}`;
  let line = [...list.children].find((each) => each.dataset.key === entry.key);
  if (line?.dataset.signature === signature) return;
  const fresh = drawn(entry, state);
  fresh.dataset.signature = signature;
  if (line) line.replaceWith(fresh);
  else list.append(fresh);
}

function drawn(entry, state) {
  const { element, slot, press, button } = part("pending");
  element.dataset.key = entry.key;
  element.classList.toggle("is-refused", state === "refused" || state === "closed");
  slot("quote").hidden = !entry.quote;
  slot("who").textContent = entry.quote?.who ?? "";
  slot("words").textContent = entry.quote?.words ?? "";
  slot("text").textContent = entry.text;
  slot("files").append(...(entry.files ?? []).map(fileLine));
  slot("state").textContent = say(state);
  slot("errors").textContent = (entry.errors ?? []).join(" ");
  slot("errors").hidden = !entry.errors?.length;
  slot("acts").hidden = !mayAct(entry, state);
  button("retry").hidden = state === "waiting";
  button("copy").hidden = state === "waiting";
  button("edit").hidden = state === "closed";
  press("retry", () => outbox.retry(entry.key));
  press("edit", () => takeBack(entry));
  press("drop", () => outbox.drop(entry.key));
  press("copy", async () => (await copy(entry.text)) && showToast(say("copied"), "success"));
  return element;
}

/** What the server may have by now can only be waited for; what it refused, or was never told, is still one's own. */
function mayAct(entry, state) {
  return state === "refused" || state === "closed" || (state === "waiting" && !entry.tried);
}

function takeBack(entry) {
  outbox.drop(entry.key);
  edit(entry);
}

function fileLine({ name }) {
  const line = document.createElement("li");
  line.textContent = shortened(name);
  return line;
}

function stateOf(entry) {
  if (entry.state !== "waiting") return entry.state;
  return isWaiting(entry) ? "waiting" : "sending";
}

function isWaiting(entry) {
  return entry.state === "waiting" && (!navigator.onLine || outbox.failures > 0 || Date.now() - entry.order > SLOW);
}

function showCounts() {
  const all = store.all();
  const waiting = all.filter(isWaiting);
  const refused = all.filter((entry) => entry.state === "refused" || entry.state === "closed");
  for (const place of document.querySelectorAll("[data-unsent-note]")) {
    const said = [];
    if (waiting.length) said.push(wordsFor("waiting", waiting));
    if (refused.length) said.push(wordsFor("refused", refused));
    const text = said.map((each) => each.textContent).join(" · ");
    place.hidden = !said.length;
    if (place.textContent === text) continue;
    place.replaceChildren(...said.flatMap((each, at) => (at ? [" · ", each] : [each])));
  }
}

/** Lead to the thread of the first of them, unless it is open. */
function wordsFor(name, entries) {
  const elsewhere = entries.find((entry) => entry.thread !== thread);
  const said = document.createElement(elsewhere ? "a" : "span");
  if (elsewhere) said.href = elsewhere.page;
  said.textContent = sayCount(name, entries.length);
  return said;
}
