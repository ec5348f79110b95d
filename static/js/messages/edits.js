/** Correcting and deleting a message without leaving the thread: the live list shows what came of it. */

import { showToast } from "../toasts.js";
import { token } from "../tokens.js";
import { word } from "../words.js";
import { ask } from "./outbox.js";
import { say } from "./parts.js";

const EDIT = /^\/iletiler\/\d+\/duzelt\/$/;
const DELETE = /^\/iletiler\/\d+\/sil\/$/;

const pathOf = (address) => new URL(address, location.href).pathname;

export function editHere() {
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const button = event.submitter;
    const address = button?.hasAttribute("formaction") ? button.formAction : event.target.getAttribute("action") || "";
    if (DELETE.test(pathOf(address))) remove(event, address);
    const sheet = event.target.closest("#sheet-body");
    if (sheet && EDIT.test(pathOf(event.target.action))) save(event, sheet);
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("#sheet-body form");
    if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

async function remove(event, address) {
  event.preventDefault();
  event.submitter.closest("details")?.removeAttribute("open");
  const answer = await posted(address, new URLSearchParams());
  if (isDone(answer)) showToast(say("deleted"), "success");
  else showToast(word("failed"), "danger");
}

async function save(event, sheet) {
  event.preventDefault();
  const form = event.target;
  const answer = await posted(form.action, new URLSearchParams(new FormData(form)));
  delete form.dataset.sending;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  if (isDone(answer)) {
    delete form.dataset.dirty;
    sheet.closest("dialog").close();
    document.getElementById("composer-text")?.focus({ preventScroll: true });
  } else if (answer?.status === 422) showRefusal(await answer.text(), form);
  else showToast(word("failed"), "danger");
}

function showRefusal(html, form) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector("form:has([name=text])");
  if (fresh) form.replaceChildren(...fresh.childNodes);
}

function posted(address, body) {
  const headers = { "X-CSRFToken": token() ?? "", "HX-Target": "div#sheet-body", "HX-Request": "true" };
  return ask(address, { method: "POST", body, headers }).catch(() => null);
}

/** The server leads back to the thread, where we are. */
function isDone(answer) {
  return answer?.type === "opaqueredirect" || answer?.ok === true;
}
