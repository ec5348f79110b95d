/** Asks for fragments over HTTP while there is no socket: every 30 seconds, and when somebody comes back to the tab. */

const EVERY = 30_000;
const ANSWER_WITHIN = 10_000;
const ADDRESS = "/canli/parcalar/";

export class Poll {
  /** `take(watch, parts)`, `gone(watch, why)`, `failed()` and `worked()` are told what came. */
  constructor(watches, told) {
    this.watches = watches;
    this.told = told;
    this.timer = null;
    this.works = false; // whether the last question was answered
    this.askedAt = 0;
  }

  get isOn() {
    return this.timer !== null;
  }

  start() {
    if (this.isOn) return;
    this.timer = setInterval(() => this.works && this.ask(), EVERY);
    this.ask();
  }

  /**
   * A socket was refused just now: ask again whether HTTP works, but seldom. Not by the clock, for where the whole
   * server was away its return would then be greeted by questions of tabs whose sockets are about to open.
   */
  retry() {
    if (this.isOn && !this.works && Date.now() - this.askedAt >= EVERY) this.ask();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.works = false;
  }

  async ask() {
    if (!this.isOn) return;
    this.askedAt = Date.now();
    for (const watch of [...this.watches.all.values()]) await this.#askFor(watch);
  }

  async #askFor(watch) {
    const { url } = watch;
    try {
      const answer = await fetch(`${ADDRESS}?url=${encodeURIComponent(url)}`, {
        headers: watch.etag ? { "If-None-Match": watch.etag } : {},
        cache: "no-store",
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
      const parts = answer.status === 304 || answer.status >= 500 ? null : await answer.json();
      if (!this.isOn || watch.url !== url) return; // the socket is back, or the tab went elsewhere meanwhile
      this.#take(watch, answer, parts);
    } catch {
      if (this.isOn) this.#note(false);
    }
  }

  #take(watch, answer, parts) {
    this.#note(answer.status < 500);
    if (!parts) return;
    if (!answer.ok) return this.told.gone(watch, parts.why);
    watch.etag = answer.headers.get("ETag") ?? "";
    this.told.take(watch, parts);
  }

  #note(works) {
    this.works = works;
    if (works) this.told.worked();
    else this.told.failed();
  }
}
