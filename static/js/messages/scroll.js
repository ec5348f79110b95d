/**
 * Where one is in a thread: it opens at its end or at what is new, stays at the end if one is there, and loads what is
 * older while one goes up. Nothing that one reads moves.
 */

import { announce } from "../words.js";
import { part, say } from "./parts.js";

const NEAR = 48; // pixels from the end that count as being there
const FOUND = 2000;
const MOST_LOADS = 6;
const SOON = 400; // pixels from the first message

const scroll = document.querySelector("[data-talk-scroll]");
const stream = document.querySelector("[data-talk-stream]");
const foot = document.querySelector("[data-talk-foot]");
let isAtEnd = true;
let newest = 0;
let firstNew = 0; // the message above which the line is drawn
let newer = null;

export function lastNumber() {
  return Number(bubbles().at(-1)?.dataset.number ?? 0);
}

export function readNumber() {
  const told = document.querySelector("[data-read-number]")?.dataset.readNumber;
  return told === undefined ? null : Number(told);
}

/** Whether there are newer messages than the page shows: a link leads to them. */
export function endsEarly() {
  return stream.querySelector(".readers a") !== null;
}

/** Whether the newest message is on the screen. */
export function showsNewest() {
  const last = bubbles().at(-1);
  if (!last || endsEarly()) return false;
  return last.getBoundingClientRect().top < scroll.getBoundingClientRect().bottom - NEAR / 2;
}

/** The flow is laid out from its end, so that is where the page opens, and places are told by their distance from it. */
export function toEnd() {
  scroll.scrollTop = 0;
  isAtEnd = true;
}

export function keepPlace() {
  newest = lastNumber();
  document.addEventListener("live:applied", follow);
  document.addEventListener("outbox:changed", () => isAtEnd && toEnd());
  scroll.addEventListener("scroll", noticePlace, { passive: true });
  const growth = new ResizeObserver(() => isAtEnd && toEnd());
  for (const element of [scroll, scroll.firstElementChild]) growth.observe(element);
  document.addEventListener("click", jump);
  watchOlder();
  open();
}

function bubbles(within = stream) {
  return [...within.querySelectorAll(".bubble[data-number]")];
}

async function open() {
  const asked = location.hash.startsWith("#ileti-") && document.getElementById(location.hash.slice(1));
  drawNewLine();
  if (asked) return show(asked);
  toEnd();
  if (firstNew) await loadUnread();
  const first = firstNew && document.getElementById(`ileti-${firstNew}`);
  if (first) scroll.scrollTop += first.getBoundingClientRect().top - scroll.getBoundingClientRect().top - 64;
  return noticePlace();
}

/** The line above what one has not read when the page opens; it stays there until one leaves. */
function drawNewLine() {
  const read = readNumber();
  if (read === null) return;
  const unread = bubbles(scroll).filter((each) => Number(each.dataset.number) > read && !each.matches(".is-mine"));
  unmark();
  firstNew = Number(unread[0]?.dataset.number ?? 0);
  mark();
}

/** More may be unread than the page came with. */
async function loadUnread() {
  const read = readNumber();
  for (let turn = 0; turn < MOST_LOADS && Number(bubbles(scroll)[0].dataset.number) > read + 1; turn++) {
    if (!(await load())) return;
    drawNewLine();
  }
}

function unmark() {
  for (const bubble of scroll.querySelectorAll(".bubble[data-new]")) delete bubble.dataset.new;
}

function mark() {
  const first = firstNew && document.getElementById(`ileti-${firstNew}`);
  if (first && !first.dataset.new) first.dataset.new = say("new");
}

function noticePlace() {
  isAtEnd = -scroll.scrollTop < NEAR;
  if (isAtEnd) hideNewer();
}

function follow() {
  mark();
  const last = lastNumber();
  const fresh = bubbles().filter((each) => Number(each.dataset.number) > newest);
  newest = Math.max(newest, last);
  if (isAtEnd) toEnd();
  const others = fresh.filter((each) => !each.matches(".is-mine"));
  if (others.length && !isAtEnd) showNewer();
  if (fresh.length && !document.hidden) announce(others.length ? wordsOf(others.at(-1)) : say("sent"));
}

function wordsOf(bubble) {
  const words = [".bubble-author strong", ".bubble-text, .bubble-gone, .bubble-event"].map((place) => bubble.querySelector(place)?.textContent.trim());
  return words.filter(Boolean).join(": ");
}

function showNewer() {
  if (newer) return;
  newer = part("newer").element;
  newer.addEventListener("click", () => {
    toEnd();
    hideNewer();
    document.getElementById("composer-text")?.focus({ preventScroll: true });
  });
  foot.prepend(newer);
}

function hideNewer() {
  newer?.remove();
  newer = null;
}

// What is older

function older() {
  return scroll.querySelector("[data-older]");
}

function watchOlder() {
  let hasScrolled = false;
  scroll.addEventListener("scroll", () => {
    if (hasScrolled && scroll.scrollHeight - scroll.clientHeight + scroll.scrollTop < SOON) load();
    hasScrolled = true;
  }, { passive: true });
}

let loading = null;

/** Load the messages before the first one; what stands on the screen stays where it is. */
function load() {
  const button = older();
  if (!button) return Promise.resolve(false);
  loading ??= new Promise((done) => {
    const place = scroll.scrollTop;
    const finish = (came) => {
      document.removeEventListener("htmx:after:swap", look);
      document.removeEventListener("htmx:error", fail);
      loading = null;
      done(came);
    };
    const fail = () => finish(false);
    const look = () => {
      if (button.isConnected) return; // another swap of the page
      scroll.scrollTop = place;
      finish(true);
    };
    document.addEventListener("htmx:after:swap", look);
    document.addEventListener("htmx:error", fail);
    button.click();
  });
  return loading;
}

/** A quoted message is shown where it stands, after loading what lies between, or in a page that begins there. */
async function jump(event) {
  const link = event.target.closest("a.bubble-quote");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const id = link.hash.slice(1);
  for (let turn = 0; turn < MOST_LOADS && !document.getElementById(id); turn++) if (!(await load())) break;
  const found = document.getElementById(id);
  if (found) show(found);
  else location.assign(`${location.pathname}?bas=${id.replace("ileti-", "")}#${id}`);
}

function show(bubble) {
  bubble.scrollIntoView({ block: "center" });
  bubble.classList.add("is-found");
  setTimeout(() => bubble.classList.remove("is-found"), FOUND);
  noticePlace();
}
