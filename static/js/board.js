/**
 * The board: cards are carried by mouse, finger or keyboard. A card stays where it was dropped until the server answers;
 * what is refused goes back, and the page says why. While one is carried, live updates wait.
 */

import { openSheet } from "./dialogs.js";
import { showToast } from "./toasts.js";
import { token } from "./tokens.js";
import { announce, word } from "./words.js";

const ANSWER_WITHIN = 10_000;
const SHOW_AFTER = 180; // milliseconds that a finger rests on a card before it lifts it; else it scrolls
const MOVED = "moved"; // in place of a digest: this is not what the server wrote
const words = document.getElementById("board-words")?.dataset ?? {};

const board = () => document.querySelector("[data-board]");
const lists = () => [...board().querySelectorAll("[data-column]")];
const cardsOf = (list) => [...list.querySelectorAll(":scope > [data-task]")];
const fragmentOf = (card) => card.closest("[data-live]");
const columnName = (list) => list.closest(".board-column").querySelector(".board-title").textContent.trim();
const say = (event) => document.dispatchEvent(new CustomEvent(event));

let grabbed = null; // the flight of the card that the keyboard carries
let carried = false;

/** Where a card was before it was lifted, and the way back. */
class Flight {
  constructor(card) {
    this.card = card;
    this.from = card.parentElement;
    this.before = card.nextElementSibling;
    this.fragments = new Map();
    this.#touch();
    say("live:hold");
    markTargets(this.from);
  }

  get hasMoved() {
    return this.card.parentElement !== this.from || this.card.nextElementSibling !== this.before;
  }

  /** Let go of the card where it is; the server decides whether it stays. */
  async land() {
    markTargets(null);
    if (!this.hasMoved) return this.back();
    this.#touch();
    for (const fragment of this.fragments.keys()) fragment.dataset.liveDigest = MOVED;
    this.card.setAttribute("aria-busy", "true");
    const refusal = await send(this.card);
    this.card.removeAttribute("aria-busy");
    if (refusal) return this.refuse(refusal);
    say("live:release");
  }

  refuse({ said, ask }) {
    this.back();
    if (ask) return openSheet(ask);
    showToast(said || word("failed"), "danger");
    announce(`${said ?? ""} ${words.back ?? ""}`);
  }

  back() {
    markTargets(null);
    const hadFocus = this.card.contains(document.activeElement);
    this.from.insertBefore(this.card, this.before?.parentElement === this.from ? this.before : null);
    for (const [fragment, digest] of this.fragments) fragment.dataset.liveDigest = digest;
    if (hadFocus) handleOf(this.card).focus();
    say("live:release");
  }

  #touch() {
    const fragment = fragmentOf(this.card);
    if (!this.fragments.has(fragment)) this.fragments.set(fragment, fragment.dataset.liveDigest);
  }
}

/** Ask the server for the move; returns nothing if it is done, else what it said. */
async function send(card) {
  const list = card.parentElement;
  const above = "closed" in list.dataset ? null : card.previousElementSibling;
  const body = new URLSearchParams({ state: list.dataset.column, after: above?.dataset.task ?? "" });
  const headers = { Accept: "application/json", "X-CSRFToken": token() ?? "" };
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN);
    const answer = await fetch(handleOf(card).dataset.move, { method: "POST", body, headers, signal });
    if (answer.ok && !answer.redirected) return null;
    return await answer.json();
  } catch {
    return {};
  }
}

function handleOf(card) {
  return card.querySelector("[data-move]") ?? card.querySelector("a");
}

/** Show which columns a card may go to. */
function markTargets(list) {
  const targets = list ? [list.dataset.column, ...list.dataset.targets.split(" ")] : null;
  for (const each of lists()) {
    each.closest(".board-column").classList.toggle("is-out-of-reach", targets !== null && !targets.includes(each.dataset.column));
  }
}

// Mouse and finger

let flight = null;

function equip(list) {
  if (window.Sortable.get(list) || !list.querySelector("[data-move]")) return equipEmpty(list);
  makeSortable(list);
}

/** A column without cards takes some, if there are any to be moved at all. */
function equipEmpty(list) {
  if (!window.Sortable.get(list) && board().querySelector("[data-move]")) makeSortable(list);
}

function makeSortable(list) {
  list.addEventListener("change", (event) => event.stopPropagation()); // the library's own, and nobody's choice
  window.Sortable.create(list, {
    group: "board",
    draggable: "[data-task]",
    sort: !("closed" in list.dataset),
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140,
    delay: SHOW_AFTER,
    delayOnTouchOnly: true,
    touchStartThreshold: 6,
    forceFallback: true, // pointer events behave alike everywhere, and can be styled
    fallbackOnBody: true,
    fallbackTolerance: 5,
    ghostClass: "is-place",
    fallbackClass: "is-carried",
    scrollSensitivity: 60,
    onStart({ item }) {
      if (grabbed) letGo();
      carried = true;
      flight = new Flight(item);
    },
    onEnd() {
      setTimeout(() => (carried = false));
      flight?.land();
      flight = null;
    },
  });
}

/** The click that ends a carrying opens nothing. */
document.addEventListener(
  "click",
  (event) => {
    if (!carried || !event.target.closest?.("[data-board]")) return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

// Keyboard

document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-board] [data-task]");
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  const press = grabbed ? GRABBED[event.key] : RESTING[event.key];
  if (!press || press(card) === false) return;
  event.preventDefault();
});

const RESTING = {
  " ": grab,
  ArrowDown: (card) => focusOn(card.nextElementSibling),
  ArrowUp: (card) => focusOn(card.previousElementSibling),
  ArrowRight: (card) => focusOn(besides(card, 1)),
  ArrowLeft: (card) => focusOn(besides(card, -1)),
};

const GRABBED = {
  " ": drop,
  Enter: drop,
  Escape: giveUp,
  ArrowDown: (card) => place(card, card.parentElement, card.nextElementSibling?.nextElementSibling ?? null),
  ArrowUp: (card) => card.previousElementSibling && place(card, card.parentElement, card.previousElementSibling),
  ArrowRight: (card) => carryTo(card, 1),
  ArrowLeft: (card) => carryTo(card, -1),
};

function focusOn(card) {
  if (!card) return false;
  (card.querySelector("[data-move]") ?? card.querySelector("a")).focus();
}

function neighbour(list, by) {
  const all = lists();
  return all[all.indexOf(list) + by];
}

/** The card of the next column that has any, at the same height. */
function besides(card, by) {
  const index = cardsOf(card.parentElement).indexOf(card);
  for (let list = neighbour(card.parentElement, by); list; list = neighbour(list, by)) {
    const cards = cardsOf(list);
    if (cards.length) return cards[Math.min(index, cards.length - 1)];
  }
  return null;
}

function grab(card) {
  if (!card.querySelector("[data-move]")) return false;
  grabbed = new Flight(card);
  card.classList.add("is-grabbed");
  focusOn(card);
  announce(`${words.grabbed} ${whereIs(card)}`);
}

function place(card, list, before) {
  if ("closed" in list.dataset && list === card.parentElement) return;
  list.insertBefore(card, before);
  focusOn(card);
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  announce(whereIs(card));
}

function carryTo(card, by) {
  const list = neighbour(card.parentElement, by);
  if (!list) return;
  const index = "closed" in list.dataset ? 0 : cardsOf(card.parentElement).indexOf(card);
  place(card, list, cardsOf(list)[index] ?? null);
}

function whereIs(card) {
  const cards = cardsOf(card.parentElement);
  return `${columnName(card.parentElement)}, ${cards.indexOf(card) + 1} / ${cards.length}`;
}

function drop() {
  const { card } = grabbed;
  const done = letGo();
  announce(`${words.dropped} ${whereIs(card)}`);
  return done;
}

function letGo() {
  const landing = grabbed;
  grabbed = null;
  landing.card.classList.remove("is-grabbed");
  landing.land();
}

function giveUp() {
  const given = grabbed;
  grabbed = null;
  given.card.classList.remove("is-grabbed");
  given.back();
  announce(words.back);
}

/** Whoever goes elsewhere carries nothing any more. */
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (grabbed && grabbed.card.contains(target) && relatedTarget && !grabbed.card.contains(relatedTarget)) giveUp();
});
window.addEventListener("blur", () => grabbed && giveUp());

function equipAll() {
  if (board() && window.Sortable) lists().forEach(equip);
}

for (const event of ["htmx:after:swap", "live:applied"]) document.addEventListener(event, equipAll);
equipAll();
