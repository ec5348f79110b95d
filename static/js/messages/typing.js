/**
 * What is being typed: kept in this browser at once, and on the server after a pause, where every device of the person
 * finds it. `base` is the moment of the server's draft that this device knew; the server settles what two devices wrote,
 * and what did not win comes back as `left` and is shown until it is taken up or put away.
 */

import { token } from "../tokens.js";
import { beforeLeaving, DRAFT, keep, kept } from "../typed.js";
import { ask } from "./outbox.js";
import { part } from "./parts.js";
import { whoIsHere } from "./unsent.js";

const PAUSE = 1_200;

export class Typing {
  constructor(form, { uploads, shown }) {
    this.field = form.elements.text;
    this.url = form.dataset.draftUrl;
    this.leftUrl = form.dataset.leftUrl;
    this.above = form.querySelector("[data-composer-above]");
    this.key = `${DRAFT}talk-${whoIsHere()}-${form.dataset.thread}`;
    this.uploads = uploads;
    this.shown = shown; // hears that other words stand in the field
    this.timer = null;
    this.isBusy = false;
    this.ends = new AbortController();
  }

  begin() {
    const known = this.#read();
    if (known?.isDirty) this.#show(known.text);
    this.uploads.restore(known?.files);
    const { signal } = this.ends;
    const sync = () => this.sync();
    this.field.addEventListener("input", () => this.typed(), { signal });
    for (const name of ["visibilitychange", "live:opened"]) document.addEventListener(name, sync, { signal });
    for (const name of ["online", "pagehide"]) addEventListener(name, sync, { signal });
    addEventListener("storage", ({ key }) => key === this.key && this.#heedOtherTab(), { signal });
    beforeLeaving(() => this.sync());
    this.sync();
  }

  typed() {
    this.#write({ text: this.field.value, moment: now(), isDirty: true, files: this.uploads.ready });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sync(), PAUSE);
  }

  filesChanged() {
    this.#write({ files: this.uploads.ready });
  }

  /** The words are on their way as a message, which may take long: the draft ends now, on all devices. */
  sent() {
    const known = this.#read();
    const serverHasIt = this.isBusy || Boolean(known?.base);
    this.#write({ text: "", moment: now(), isDirty: serverHasIt, files: [] });
    clearTimeout(this.timer);
    if (serverHasIt) this.timer = setTimeout(() => this.sync(), PAUSE);
  }

  async sync() {
    if (this.isBusy || this.ends.signal.aborted) return;
    clearTimeout(this.timer);
    this.isBusy = true;
    try {
      const known = this.#read() ?? {};
      const answer = await (known.isDirty ? this.#post(known) : ask(this.url));
      if (answer.ok) this.#settle(await answer.json(), known);
    } catch {
      // Kept here; the line's return or the next word tries again.
    } finally {
      this.isBusy = false;
    }
  }

  close() {
    this.ends.abort();
    clearTimeout(this.timer);
  }

  /** `keepalive`, for the page may not live long enough to hear the answer; the words are then told again. */
  #post({ text = "", moment, base = "" }) {
    const body = new URLSearchParams({ text, at: String(moment), base });
    return ask(this.url, { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": token() ?? "" } });
  }

  /** Take over what stands on the server, unless somebody went on typing meanwhile. */
  #settle({ text, left, at }, asked) {
    const known = this.#read() ?? {};
    const wentOn = known.moment !== asked.moment;
    if (wentOn) {
      this.#write({ base: at });
      this.timer = setTimeout(() => this.sync(), PAUSE);
    } else {
      if (text !== this.field.value) this.#show(text);
      this.#write({ text, base: at, isDirty: false, files: this.uploads.ready });
    }
    this.#showLeft(left);
  }

  #show(text) {
    this.field.value = text;
    this.shown();
  }

  #showLeft(left) {
    this.above.querySelector(".is-left")?.remove();
    if (!left) return;
    const { element, slot, press } = part("left");
    slot("words").textContent = left;
    press("take", () => {
      this.#show([this.field.value.trimEnd(), left].filter(Boolean).join("\n\n"));
      this.typed();
      this.#putAway(element);
    });
    press("away", () => this.#putAway(element));
    this.above.prepend(element);
  }

  async #putAway(element) {
    element.remove();
    this.field.focus();
    await ask(this.leftUrl, { method: "POST", headers: { "X-CSRFToken": token() ?? "" } }).catch(() => null);
  }

  /** Another tab of this browser has the same draft. */
  #heedOtherTab() {
    const known = this.#read();
    if (document.hasFocus() && document.activeElement === this.field) return;
    if (this.field.value !== (known?.text ?? "")) this.#show(known?.text ?? "");
  }

  #read() {
    return kept(this.key) ?? this.memory;
  }

  /** A full or closed store keeps no draft; the server still does. */
  #write(changes) {
    this.memory = { text: this.field.value, base: "", ...this.#read(), ...changes, at: Date.now() };
    keep(this.key, this.memory);
  }
}

/** Microseconds since 1970, as the server compares them. */
function now() {
  return Date.now() * 1000;
}
