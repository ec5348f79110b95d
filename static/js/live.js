/**
 * The browser's end of live pages: watches what is on the screen, applies updates, says truthfully how fresh it is.
 *
 * Events on the document: `live:applied` after fragments changed, `live:event` for what the server tells this person's
 * tabs, `live:opened` when the server begins to tell, `live:gone` when a page is no longer there or no longer one's own.
 * Scripts that move parts of the page say `live:hold` and `live:release`; in between nothing changes on the screen.
 */

import { apply } from "./live/apply.js";
import { whenFree } from "./live/hold.js";
import { Line, SIGNED_OUT } from "./live/line.js";
import { Poll } from "./live/poll.js";
import { Watches } from "./live/watches.js";
import { showToast } from "./toasts.js";
import { announce } from "./words.js";

const SOCKET = "/canli/akis/";
const FAILURES_UNTIL_POLLING = 2;
const ANNOUNCE_EVERY = 5000;

const words = document.getElementById("live-words")?.dataset ?? {};
const watches = new Watches();
const traffic = []; // kept in DEBUG only
let announcedAt = 0;
let signedOut = !document.getElementById("live-lamp"); // the sign-in page would reload itself for ever

const line = new Line(SOCKET, { opened, heard, broke });
const poll = new Poll(watches, {
  take: (watch, parts) => whenFree(() => take(watch, parts)),
  gone: (watch, why) => (why === "signed-out" ? endOfSession() : gone(watch, why)),
  failed: () => learn(false),
  worked: () => learn(true),
});
let pageIsGone = false;
let isSlow = false; // the server itself looks only now and then for what others change

function opened() {
  poll.stop();
  isSlow = false; // else the server says so at once
  for (const watch of watches.all.values()) begin(watch);
  if (!watches.all.size) lightWithSocket();
  document.dispatchEvent(new CustomEvent("live:opened"));
}

function broke(code) {
  if (code === SIGNED_OUT) return endOfSession();
  if (line.failures > FAILURES_UNTIL_POLLING) poll.start();
  poll.retry();
  lightWithoutSocket();
}

function learn(httpWorks) {
  line.learn(httpWorks);
  lightWithoutSocket();
}

function begin(watch) {
  watch.known = watch.digests();
  watch.isCurrent = false;
  if (watch.root === null) pageIsGone = false;
  send({ op: "watch", id: watch.id, url: watch.url, have: watch.known, lang: document.documentElement.lang });
}

function send(message) {
  if (line.isOpen) note("out", message);
  line.send(message);
}

function heard(message) {
  note("in", message);
  const watch = watches.get(message.id);
  if (watch && message.op in { same: 1, update: 1, late: 1 }) watch.isCurrent = message.op !== "late";
  if (message.op === "pace") isSlow = !message.live;
  if (message.op !== "gone") lightWithSocket();
  if (message.op === "update") {
    whenFree(() => digest(watch, message));
  } else if (message.op === "gone" && watch) {
    gone(watch, message.why);
  } else if (message.op === "tell") {
    document.dispatchEvent(new CustomEvent("live:event", { detail: message }));
  }
}

/** Until it is acknowledged the server sends nothing newer for this watch. */
function digest(watch, message) {
  if (watch) take(watch, message.parts);
  send({ op: "ack", id: message.id });
}

function take(watch, parts) {
  let fits = true;
  for (const [name, part] of Object.entries(parts)) {
    watch.known[name] = part.digest;
    const element = watch.fragment(name);
    if (!element || element.dataset.liveDigest === part.digest) continue;
    if (!apply(element, part)) {
      element.dataset.liveDigest = ""; // asks for all of it
      fits = false;
      continue;
    }
    speak(element);
    if (name === "title" && watch.root === null) document.title = document.title.replace(/^.*(?= · )/, element.textContent.trim());
  }
  document.dispatchEvent(new CustomEvent("live:applied", { detail: { url: watch.url, names: Object.keys(parts) } }));
  if (!fits) queueMicrotask(() => begin(watch)); // after the ack
}

/** What has an author's `data-announce` is said to screen readers, but not at every stroke. */
function speak(element) {
  if (!element.dataset.announce || Date.now() - announcedAt < ANNOUNCE_EVERY) return;
  announcedAt = Date.now();
  announce(element.dataset.announce);
}

function gone(watch, why) {
  watches.all.delete(watch.id);
  const isPage = watch.root === null;
  const heeded = !document.dispatchEvent(
    new CustomEvent("live:gone", { detail: { url: watch.url, why, isPage }, cancelable: true }),
  );
  if (!isPage || heeded || why === "not-live") return;
  pageIsGone = true;
  light("offline");
  showToast(words.gone, "warning");
}

function endOfSession() {
  signedOut = true;
  poll.stop();
  light("offline");
  if ("leaving" in document.documentElement.dataset) return; // `leaving.js` goes on to the sign-in page
  if (document.querySelector("form[data-dirty]")) showToast(words.signedOut, "danger");
  else location.reload(); // to the sign-in page, and back here afterwards
}

/** Live is what is all current: one watch that is late, or not yet answered, makes the page old. */
function lightWithSocket() {
  if (pageIsGone) return;
  const isCurrent = [...watches.all.values()].every((watch) => watch.isCurrent);
  light(!isCurrent ? "reconnecting" : isSlow ? "polling" : "live");
}

function lightWithoutSocket() {
  light(poll.works ? "polling" : navigator.onLine ? "reconnecting" : "offline");
}

function light(state) {
  const lamp = document.getElementById("live-lamp");
  if (lamp && lamp.dataset.state !== state) lamp.dataset.state = state;
}

/** Something else than an update changed the page: an htmx swap, a new address. */
function rescan() {
  const { fresh, over } = watches.scan();
  for (const id of over) send({ op: "drop", id });
  for (const watch of fresh) begin(watch);
  if (fresh.length) poll.ask();
}

let rescanning = false;

function rescanSoon() {
  if (rescanning) return;
  rescanning = true;
  queueMicrotask(() => {
    rescanning = false;
    rescan();
  });
}

function wake() {
  if (signedOut) return;
  line.wake();
  poll.ask();
}

for (const event of ["after:swap", "after:history:push", "after:history:replace", "after:history:update"]) {
  document.addEventListener(`htmx:${event}`, rescanSoon);
}
document.addEventListener("live:release", rescanSoon); // what was moved is no longer what the server wrote
window.addEventListener("popstate", rescanSoon);
window.addEventListener("online", wake);
window.addEventListener("offline", () => light("offline"));
window.addEventListener("pageshow", wake);
window.addEventListener("focus", wake);
document.addEventListener("visibilitychange", () => document.hidden || wake());

function note(way, message) {
  if ("debug" in words) traffic.push([new Date().toISOString(), way, message]);
}

if ("debug" in words) window.kafkasder = { ...window.kafkasder, live: { watches, line, poll, traffic } };

if (!signedOut) {
  light("reconnecting");
  rescan();
  line.open();
}
