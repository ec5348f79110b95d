/**
 * Messages that wait to be sent, kept in this browser for the person who wrote them: each under a key of its own, so that
 * two tabs never write over each other. Signing out takes them away (`leaving.js`); another person's are never read.
 */

import { forget, keep, kept, keysOf, UNSENT } from "../typed.js";

const SENT_FOR = 60_000; // what was sent stays until it stands in the thread, but not for ever

export const whoIsHere = () => document.documentElement.dataset.person ?? "";

/** How many messages of a person this browser keeps that are not sent; without a person, those of all people. */
export function countUnsent(person = "") {
  return stored(person ? `${UNSENT}${person}:` : UNSENT).filter((entry) => entry.state !== "sent").length;
}

export class Unsent {
  constructor(person = whoIsHere()) {
    this.prefix = `${UNSENT}${person}:`;
    this.memory = new Map(); // where the browser keeps nothing
  }

  /** Return all in the order in which they were written. */
  all() {
    const found = new Map(this.memory);
    for (const entry of stored(this.prefix)) found.set(entry.key, entry);
    return [...found.values()].sort((one, other) => one.order - other.order || (one.key < other.key ? -1 : 1));
  }

  of(thread) {
    return this.all().filter((entry) => entry.thread === thread);
  }

  get(key) {
    return this.all().find((entry) => entry.key === key);
  }

  put(entry) {
    this.memory.delete(entry.key);
    if (!keep(this.prefix + entry.key, entry)) this.memory.set(entry.key, entry);
  }

  drop(key) {
    this.memory.delete(key);
    forget(this.prefix + key);
  }

  forgetSent(now = Date.now()) {
    for (const entry of this.all()) if (entry.state === "sent" && now - entry.sentAt > SENT_FOR) this.drop(entry.key);
  }

  /** Call `heard` whenever another tab changes something. */
  listen(heard) {
    addEventListener("storage", ({ key }) => {
      if (key === null || key.startsWith(this.prefix)) heard();
    });
  }
}

function stored(prefix) {
  return keysOf(prefix).map(kept).filter((entry) => entry?.key);
}
