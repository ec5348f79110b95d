/** Correcting and deleting a message without leaving the thread: the live list shows what came of it. */

import { showToast } from "../toasts.js";
import { token } from "../tokens.js";
import { word } from "../words.js";
import { ask } from "./outbox.js";
import { say } from "./parts.js";

const HERE = /^\/iletiler\/\d+\/(duzelt|sil)\/$/;
const FINE = matchMedia("(pointer: fine)"); // elsewhere the focus opens a keyboard over the thread

export function editHere() {
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.closest("#sheet-body")) return;
    const [, act] = new URL(event.target.action).pathname.match(HERE) ?? [];
    if (act) save(event, act === "sil");
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("#sheet-body form");
    if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

async function save(event, deletes) {
  event.preventDefault();
  const form = event.target;
  const answer = await posted(form.action, new URLSearchParams(new FormData(form)));
  delete form.dataset.sending;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  if (isDone(answer)) {
    delete form.dataset.dirty;
    form.closest("dialog").close();
    if (FINE.matches) document.getElementById("composer-text")?.focus({ preventScroll: true });
    if (deletes) showToast(say("deleted"), "success");
  } else if (answer?.status === 422) showRefusal(await answer.text(), form);
  else showToast(word("failed"), "danger");
}

function showRefusal(html, form) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector("form.dialog-form");
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
