/**
 * Messages that wait to be sent, kept in this browser for the person who wrote them: each under a key of its own, so that
 * two tabs never write over each other. Signing out takes them away (`leaving.js`); another person's are never read.
 */

const PREFIX = "unsent:";
const SENT_FOR = 60_000; // what was sent stays until it stands in the thread, but not for ever

export const whoIsHere = () => document.documentElement.dataset.person ?? "";

/** What waits of all people, for the question whether somebody may sign out. */
export function hasUnsent(person) {
  return stored(PREFIX + person + ":").some(([, entry]) => entry.state !== "sent");
}

export function forgetUnsent() {
  for (const [key] of stored(PREFIX)) remove(key);
}

export class Unsent {
  constructor(person = whoIsHere()) {
    this.prefix = `${PREFIX}${person}:`;
    this.memory = new Map(); // where the browser keeps nothing
  }

  /** Return all in the order in which they were written. */
  all() {
    const found = new Map(this.memory);
    for (const [, entry] of stored(this.prefix)) found.set(entry.key, entry);
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
    try {
      localStorage.setItem(this.prefix + entry.key, JSON.stringify(entry));
    } catch {
      this.memory.set(entry.key, entry);
    }
  }

  drop(key) {
    this.memory.delete(key);
    remove(this.prefix + key);
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
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return keys.map((key) => [key, parsed(localStorage.getItem(key))]).filter(([, entry]) => entry?.key);
  } catch {
    return [];
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
