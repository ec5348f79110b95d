/**
 * The form of a thread that is not opened yet. Its words are a draft as those of any thread are, on every device of the
 * person; whom it is for and what it is to be called stands in this browser until the thread does.
 */

import { DRAFT, forget, keep, kept } from "../typed.js";
import { Typing } from "./typing.js";
import { whoIsHere } from "./unsent.js";

const TOLD_WITHIN = 2000;
const NO_FILES = { ready: [], restore() {} };
const ABOUT = () => `${DRAFT}talk-${whoIsHere()}-new-about`;
const begun = new WeakSet();

export function beginNewThread() {
  const form = document.querySelector("form[data-new-thread]");
  if (!form || begun.has(form)) return;
  begun.add(form);
  showAbout(form);
  const clean = () => delete form.dataset.dirty; // all of it is kept, so nobody need be asked whether to leave
  const typing = new Typing(form, { uploads: NO_FILES, shown() {} });
  typing.begin();
  form.addEventListener("input", (event) => event.target !== typing.field && keepAbout(form));
  for (const name of ["input", "change"]) document.addEventListener(name, clean, { signal: typing.ends.signal });
  form.addEventListener("submit", (event) => tellFirst(event, typing));
  form.closest("dialog")?.addEventListener("close", () => end(typing), { once: true });
}

/** The thread was opened, as its page tells; a form that was refused stands there again. */
export function forgetNewThread() {
  if (kept(ABOUT())?.isSent) forget(ABOUT());
}

/** The server has the draft before it has the message, so that no device finds words that were sent already. */
async function tellFirst(event, typing) {
  const { target: form, submitter } = event;
  if ("told" in form.dataset) {
    delete form.dataset.told;
    const about = kept(ABOUT());
    if (about) keep(ABOUT(), { ...about, isSent: true });
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  await Promise.race([typing.sync(), new Promise((over) => setTimeout(over, TOLD_WITHIN))]);
  form.dataset.told = "";
  form.requestSubmit(submitter);
}

async function end(typing) {
  await typing.sync();
  typing.close();
}

function keepAbout(form) {
  const title = form.elements.title.value;
  const members = chosenIn(form).map((box) => box.value);
  if (title || members.length) keep(ABOUT(), { at: Date.now(), values: { title, members } });
  else forget(ABOUT());
}

function showAbout(form) {
  const values = kept(ABOUT())?.values;
  if (!values) return;
  form.elements.title.value ||= values.title;
  if (!chosenIn(form).length) for (const box of boxesIn(form)) box.checked = values.members.includes(box.value);
  keepAbout(form);
}

function boxesIn(form) {
  return [...form.querySelectorAll("input[name=members]")];
}

function chosenIn(form) {
  return boxesIn(form).filter((box) => box.checked);
}
