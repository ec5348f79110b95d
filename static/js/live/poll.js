/** Asks for fragments over HTTP while there is no socket: every 30 seconds, and when somebody comes back to the tab. */

const EVERY = 30_000;
const ADDRESS = "/canli/parcalar/";

export class Poll {
  /** `take(watch, parts)`, `gone(watch, why)`, `failed()` and `worked()` are told what came. */
  constructor(watches, told) {
    this.watches = watches;
    this.told = told;
    this.timer = null;
  }

  get isOn() {
    return this.timer !== null;
  }

  start() {
    if (this.isOn) return;
    this.timer = setInterval(() => this.ask(), EVERY);
    this.ask();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
  }

  async ask() {
    if (!this.isOn) return;
    for (const watch of [...this.watches.all.values()]) await this.#askFor(watch);
  }

  async #askFor(watch) {
    const { url } = watch;
    try {
      const answer = await fetch(`${ADDRESS}?url=${encodeURIComponent(url)}`, {
        headers: watch.etag ? { "If-None-Match": watch.etag } : {},
        cache: "no-store",
      });
      if (watch.url !== url) return; // the tab went elsewhere meanwhile
      await this.#take(watch, answer);
    } catch {
      this.told.failed();
    }
  }

  async #take(watch, answer) {
    if (answer.status === 304) return this.told.worked();
    if (answer.status >= 500) return this.told.failed();
    const parts = await answer.json();
    if (!answer.ok) return this.told.gone(watch, parts.why);
    watch.etag = answer.headers.get("ETag") ?? "";
    this.told.worked();
    this.told.take(watch, parts);
  }
}
