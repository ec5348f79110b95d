/**
 * Sends what waits: in each thread in order and one at a time, each message once.
 *
 * It knows neither pages nor networks. `store` keeps the entries (`Unsent`), `post(entry)` tells how sending one went,
 * `alone(work)` lets one tab at a time work, `changed()` hears that there is something to show. An entry waits until it
 * is sent, refused (its words are wrong, and a person must decide) or closed (the thread is). Whether the server has a
 * message whose answer was lost does not matter: it is sent again with its key, and the server knows that.
 */

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

/** How long to wait after so many failures: doubling, up to a minute, and never all tabs at the same moment. */
export function pauseAfter(failures, random = Math.random()) {
  const span = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1));
  return span / 2 + (span / 2) * random;
}

export class Queue {
  constructor({ store, post, alone, changed }) {
    Object.assign(this, { store, post, alone, changed });
    this.failures = 0;
    this.isRunning = false;
    this.isAskedAgain = false;
    this.timer = null;
  }

  add(entry) {
    const last = this.store.all().at(-1)?.order ?? 0;
    this.store.put({ ...entry, state: "waiting", order: Math.max(Date.now(), last + 1), tried: false });
    this.changed();
    this.flush();
  }

  retry(key) {
    const entry = this.store.get(key);
    if (entry) this.store.put({ ...entry, state: "waiting", errors: [] });
    this.changed();
    this.hurry();
  }

  drop(key) {
    this.store.drop(key);
    this.changed();
  }

  /** There is reason to believe that it works now. */
  hurry() {
    this.failures = 0;
    this.flush();
  }

  /** Send what can be sent. Whoever calls while it runs has it look once more. */
  async flush() {
    if (this.isRunning) {
      this.isAskedAgain = true;
      return;
    }
    clearTimeout(this.timer);
    this.isRunning = true;
    let after = null;
    try {
      do {
        this.isAskedAgain = false;
        after = this.#next(new Set()) ? await this.alone(() => this.#sendAll()) : null;
      } while (this.isAskedAgain);
    } finally {
      this.isRunning = false;
    }
    if (after !== null) this.timer = setTimeout(() => this.flush(), after);
  }

  /** Return how long to wait before trying again; null if nothing waits. */
  async #sendAll() {
    const stuck = new Set(); // threads in which something has to go first
    let after = 0;
    for (let entry = this.#next(stuck); entry; entry = this.#next(stuck)) {
      if (!entry.tried) this.store.put({ ...entry, tried: true });
      const answer = await this.post(entry);
      if (answer.kind !== "later") {
        this.failures = 0;
        this.#settle(entry, answer);
      } else {
        after = Math.max(after, answer.after ?? 0);
        if (answer.everywhere) break;
        stuck.add(entry.thread);
      }
      this.changed();
    }
    this.store.forgetSent();
    if (!this.#next(new Set())) return null;
    this.failures += 1;
    this.changed();
    return Math.min(LONGEST_PAUSE, Math.max(after, pauseAfter(this.failures)));
  }

  #settle(entry, { kind, number, errors = [] }) {
    const closed = kind === "closed" ? this.store.of(entry.thread).filter((each) => each.state === "waiting") : [];
    if (kind === "sent") this.store.put({ ...entry, state: "sent", number, sentAt: Date.now() });
    if (kind === "refused") this.store.put({ ...entry, state: "refused", errors });
    for (const each of closed) this.store.put({ ...each, state: "closed" });
  }

  #next(stuck) {
    return this.store.all().find((entry) => entry.state === "waiting" && !stuck.has(entry.thread));
  }
}
