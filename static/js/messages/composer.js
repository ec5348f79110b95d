/** Where one writes: keys, quotes, and handing a message to the queue, from where it is shown at once. */

import { openSheet } from "../dialogs.js";
import { showToast } from "../toasts.js";
import { outbox } from "./outbox.js";
import { part, say } from "./parts.js";
import { endsEarly, toEnd } from "./scroll.js";
import { Typing } from "./typing.js";
import { Uploads } from "./uploads.js";

const FINE = matchMedia("(pointer: fine)"); // on glass Enter is the only way to a new line
const root = document.documentElement;

export class Composer {
  constructor(form) {
    this.form = form;
    this.field = form.elements.text;
    this.above = form.querySelector("[data-composer-above]");
    this.quote = null;
    this.sendsWhenReady = false;
    this.uploads = new Uploads(form, () => this.#filesChanged());
    this.typing = new Typing(form, { uploads: this.uploads, shown: () => this.#grow() });
  }

  begin() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.field.addEventListener("keydown", (event) => this.#pressed(event));
    this.field.addEventListener("input", () => this.#grow());
    document.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-quote]");
      if (button) this.#quoteBubble(button.closest(".bubble"), button.dataset.quote);
    });
    document.addEventListener("selectionchange", noteSelection);
    this.#offerEnter();
    this.typing.begin();
    this.uploads.addChosen();
    this.#grow();
    if (FINE.matches && !location.hash) this.field.focus({ preventScroll: true });
  }

  send() {
    const text = this.field.value.trim();
    if (this.uploads.hasFailed) return showToast(say("hasFailed"), "warning");
    this.sendsWhenReady = this.uploads.isBusy;
    if (this.sendsWhenReady) return showToast(say("stillUploading"), "info");
    const files = this.uploads.ready;
    if (!text && !files.length) return this.field.focus();
    this.uploads.take();
    outbox.add({
      key: newKey(),
      thread: this.form.dataset.thread,
      url: this.form.getAttribute("action"),
      page: location.pathname,
      text,
      files,
      reply: this.quote?.id,
      quote: this.quote && { who: this.quote.who, words: this.quote.words },
    });
    this.field.value = "";
    this.#unquote();
    this.typing.sent();
    this.#grow();
    this.field.focus();
    toEnd();
    leadToEnd();
  }

  /** Put a message back that the server refused. */
  takeUp({ text, files, reply, quote }) {
    this.field.value = [text, this.field.value].filter(Boolean).join("\n\n");
    this.uploads.restore(files);
    if (reply) this.#showQuote({ id: reply, ...quote });
    this.typing.typed();
    this.#grow();
    this.field.focus();
  }

  close() {
    this.typing.close();
    this.form.remove();
    return this.field.value;
  }

  #pressed(event) {
    if (event.isComposing || event.defaultPrevented) return;
    const isEnter = event.key === "Enter" && !event.shiftKey && !event.altKey;
    const wants = event.ctrlKey || event.metaKey || (root.dataset.enterKey === "send" && FINE.matches);
    if (isEnter && wants) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "Escape" && this.quote) {
      event.preventDefault();
      this.#unquote();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      event.preventDefault();
      editLast();
    }
  }

  #filesChanged() {
    this.typing.filesChanged();
    if (this.sendsWhenReady && !this.uploads.isBusy && !this.uploads.hasFailed) this.send();
  }

  /** Where a style sheet cannot do it. */
  #grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.field.rows = Math.min(10, this.field.value.split("\n").length);
  }

  // Quotes

  #quoteBubble(bubble, id) {
    bubble.querySelector("details[open]")?.removeAttribute("open");
    const who = bubble.querySelector(".bubble-author strong")?.textContent ?? authorAbove(bubble);
    const words = (bubble.querySelector(".bubble-text") ?? bubble.querySelector(".bubble-files"))?.innerText ?? "";
    this.#showQuote({ id, who, words: words.replace(/\s+/g, " ").trim().slice(0, 140) });
    const chosen = selectedIn(bubble);
    if (chosen) this.#insert(chosen);
    this.field.focus();
  }

  #insert(chosen) {
    const lines = chosen.split("\n").map((line) => `> ${line}`).join("\n");
    this.field.setRangeText(`${lines}\n`, 0, 0, "end");
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    this.typing.typed();
    this.#grow();
  }

  #showQuote(quote) {
    this.#unquote();
    this.quote = quote;
    const { element, slot, press } = part("quote");
    element.dataset.quoted = "";
    slot("who").textContent = quote.who ?? "";
    slot("words").textContent = quote.words ?? "";
    press("cancel", () => {
      this.#unquote();
      this.field.focus();
    });
    this.above.append(element);
  }

  #unquote() {
    this.quote = null;
    this.above.querySelector("[data-quoted]")?.remove();
  }

  // What Enter does is a preference of the person; the buttons of their menu choose it on all devices.

  #offerEnter() {
    const button = this.form.querySelector("[data-enter-toggle]");
    const words = this.form.querySelector("[data-enter-words]");
    const show = () => (button.textContent = say(root.dataset.enterKey === "send" ? "enterSend" : "enterLine"));
    button.addEventListener("click", () => {
      const other = root.dataset.enterKey === "send" ? "line" : "send";
      document.querySelector(`[data-preferences] [name="enter_key"][value="${other}"]`).click();
    });
    new MutationObserver(show).observe(root, { attributeFilter: ["data-enter-key"] });
    show();
    button.hidden = false;
    words.remove();
  }
}

let selected = { words: "", bubble: null, at: 0 };

/** Opening the menu of a bubble takes the selection away, so the last one is remembered for a while. */
function noteSelection() {
  const selection = getSelection();
  const words = selection.toString().trim();
  const bubble = selection.anchorNode?.parentElement?.closest(".bubble-text")?.closest(".bubble");
  if (words && bubble) selected = { words, bubble, at: Date.now() };
}

function selectedIn(bubble) {
  return selected.bubble === bubble && Date.now() - selected.at < 30_000 ? selected.words : "";
}

/** A page that shows an old part of a long thread does not have its end, where the message will stand. */
function leadToEnd() {
  if (endsEarly() && document.querySelector('#live-lamp[data-state="live"]')) location.assign(location.pathname);
}

function authorAbove(bubble) {
  if (bubble.matches(".is-mine")) return say("you");
  let above = bubble.previousElementSibling;
  while (above && !above.querySelector(".bubble-author")) above = above.previousElementSibling;
  return above?.querySelector(".bubble-author strong")?.textContent ?? "";
}

function editLast() {
  const mine = [...document.querySelectorAll("[data-talk-stream] .bubble.is-mine")].reverse();
  const link = mine.map((bubble) => bubble.querySelector(".menu-item[data-edit]")).find(Boolean);
  if (link) openSheet(link.href);
}

/** A key of its own for each message: by it the server knows one that comes again. */
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // pages that came without https
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
