/**
 * Files of the message that is being written: each is sent ahead as soon as it is chosen, dropped or pasted, and goes
 * with the message by its number. Without this script the form sends them itself.
 */

import { token } from "../tokens.js";
import { ask } from "./outbox.js";
import { part, say, shortened } from "./parts.js";
import { sizeInWords } from "../sizes.js";
import { showToast } from "../toasts.js";
import { whoIsHere } from "./unsent.js";

const MOST_BYTES = 30 * 1024 * 1024;
const MOST_FILES = 10;
const REMOVE = (id) => `/ileti-ekleri/${id}/sil/`;

export class Uploads {
  /** `changed()` hears that there are other files, or that one is ready. */
  constructor(form, changed) {
    this.url = form.dataset.uploadUrl;
    this.changed = changed;
    this.files = [];
    this.list = document.createElement("ul");
    this.list.className = "composer-files";
    form.querySelector("[data-composer-above]").append(this.list);
    this.input = form.querySelector("input[type=file]");
    this.input.addEventListener("change", () => this.addChosen());
    form.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      this.add(files);
    });
    this.#takeDropped(form.closest(".talk-main"));
  }

  get isBusy() {
    return this.files.some((file) => file.state === "busy");
  }

  get hasFailed() {
    return this.files.some((file) => file.state === "failed");
  }

  get ready() {
    return this.files.filter((file) => file.state === "done").map(({ id, name, size }) => ({ id, name, size }));
  }

  /** Take what the field holds, which may have been chosen before the scripts were there. */
  addChosen() {
    if (this.input.files.length) this.add([...this.input.files]);
    this.input.value = ""; // they went ahead; the form must not send them again
  }

  add(chosen) {
    for (const source of chosen) {
      if (this.files.length >= MOST_FILES) {
        showToast(say("tooMany"), "warning");
        break;
      }
      const file = this.#show({ name: source.name, size: source.size, source, state: "busy" });
      if (source.size > MOST_BYTES) this.#fail(file, say("tooBig"), false);
      else this.#send(file);
    }
    this.changed();
  }

  /** Show files again that went ahead before. */
  restore(kept) {
    for (const file of kept ?? []) {
      if (this.files.some((each) => each.id === file.id)) continue;
      const shown = this.#show({ ...file, state: "done" });
      shown.part.element.classList.add("is-done");
    }
  }

  /** Give the files away that are ready: they belong to a message now. */
  take() {
    const taken = this.ready;
    for (const file of this.files) file.part.element.remove();
    this.files = [];
    return taken;
  }

  #show(file) {
    file.part = part("file");
    file.part.slot("name").textContent = shortened(file.name);
    file.part.slot("name").title = file.name;
    file.part.slot("state").textContent = sizeInWords(file.size);
    file.part.press("remove", () => this.#remove(file));
    file.part.press("retry", () => this.#send(file));
    this.list.append(file.part.element);
    this.files.push(file);
    return file;
  }

  #send(file) {
    Object.assign(file, { state: "busy" });
    const { element, button, slot } = file.part;
    element.classList.remove("has-failed");
    button("retry").hidden = true;
    slot("state").textContent = sizeInWords(file.size);
    const bar = element.querySelector("progress");
    const request = new XMLHttpRequest();
    file.request = request;
    request.open("POST", this.url);
    request.setRequestHeader("X-CSRFToken", token() ?? "");
    request.setRequestHeader("X-Written-By", whoIsHere());
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = ({ loaded, total }) => (bar.value = total ? (100 * loaded) / total : 0);
    request.onload = () => this.#heard(file, request);
    request.onerror = () => this.#fail(file, say("uploadFailed"), true);
    const body = new FormData();
    body.append("upload", file.source, file.name);
    request.send(body);
  }

  #heard(file, request) {
    const answer = parsed(request.responseText);
    if (request.status === 200 && answer?.id) {
      Object.assign(file, { state: "done", id: answer.id, name: answer.name, size: answer.size });
      file.part.element.classList.add("is-done");
      this.changed();
    } else this.#fail(file, answer?.errors?.filter(Boolean).join(" ") || say("uploadFailed"), request.status !== 422);
  }

  #fail(file, words, mayRetry) {
    file.state = "failed";
    file.part.element.classList.add("has-failed");
    file.part.slot("state").textContent = words;
    file.part.button("retry").hidden = !mayRetry;
    this.changed();
  }

  #remove(file) {
    file.request?.abort();
    file.part.element.remove();
    this.files = this.files.filter((each) => each !== file);
    if (file.id) ask(REMOVE(file.id), { method: "POST", headers: { "X-CSRFToken": token() ?? "" } }).catch(() => null);
    this.changed();
  }

  #takeDropped(place) {
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
    place.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      place.classList.add("is-over");
    });
    for (const name of ["dragleave", "drop"]) place.addEventListener(name, () => place.classList.remove("is-over"));
    place.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      this.add([...event.dataTransfer.files]);
    });
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
