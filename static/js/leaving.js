/**
 * Whoever signs out, by whatever form `data-signs-out` or button of one, is told how much is not sent yet and asked; then
 * nothing that was typed stays in this browser. Only what the server says is done is taken to be done.
 *
 * What waits is sent from whatever page is open; the scripts for that come only when something waits, and those of the
 * room of messages only into its pages.
 */

import { openDialog } from "./dialogs.js";
import { countUnsent, whoIsHere } from "./messages/unsent.js";
import { token } from "./tokens.js";
import { DRAFT, forgetAll, kept, keysOf, sayLastWords } from "./typed.js";

const LAST_WORDS_WITHIN = 1500;
const ANSWER_WITHIN = 8000;
const STAYED = 100;

// `data-leaving`: the end of the session is no news to this tab, and a reload would cut off the answer.
const root = document.documentElement;
addEventListener("pageshow", () => delete root.dataset.leaving); // back from an error of the browser

document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event;
    if (!form.matches("[data-signs-out]") && !submitter?.matches("[data-signs-out]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    askToLeave(submitter?.hasAttribute("formaction") ? submitter.formAction : form.action);
  },
  true,
);

async function askToLeave(address) {
  await Promise.race([sayLastWords(), new Promise((over) => setTimeout(over, LAST_WORDS_WITHIN))]);
  const lost = whatIsLost();
  const dialog = document.getElementById("unsent");
  if (!dialog || !lost.length) return leave(address);
  dialog.querySelector("[data-lost]").replaceChildren(...lost.map(lineOf));
  dialog.querySelector("[data-stuck]").hidden = true;
  dialog.querySelector("[data-leave]").onclick = () => leaveOrStay(address, dialog);
  return openDialog("unsent");
}

/** Return in words what nobody but this browser has. */
function whatIsLost() {
  const words = document.querySelector("#unsent [data-lost]")?.dataset ?? {};
  const own = countUnsent(whoIsHere());
  const counts = { message: own, draft: keysOf(DRAFT).map(kept).filter(isOnlyHere).length, foreign: countUnsent() - own };
  return Object.entries(counts).flatMap(([name, count]) => {
    if (!count) return [];
    return [count === 1 ? words[`${name}One`] : words[`${name}Many`]?.replace("#", count)];
  });
}

/** Drafts of threads stand on the server as soon as it has them; those of forms never do. */
function isOnlyHere(draft) {
  return draft?.values !== undefined || Boolean(draft?.isDirty && draft.text?.trim());
}

function lineOf(words) {
  const line = document.createElement("li");
  line.textContent = words;
  return line;
}

/** Nothing is lost: the browser goes as it would without scripts. */
function leave(address) {
  forgetAll();
  root.dataset.leaving = "";
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "csrfmiddlewaretoken", value: token() ?? "" });
  form.append(field);
  document.body.append(form);
  form.submit();
}

/** Without a line one cannot sign out, and must not lose for that what waits for the line. */
async function leaveOrStay(address, dialog) {
  const putBack = forgetAll();
  root.dataset.leaving = "";
  const body = new URLSearchParams({ csrfmiddlewaretoken: token() ?? "" });
  const options = { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(ANSWER_WITHIN) };
  const answer = await fetch(address, options).catch(() => null);
  if (answer?.type === "opaqueredirect") return location.assign(address); // which leads whoever is out to the way in
  delete root.dataset.leaving;
  await new Promise((stayed) => setTimeout(stayed, STAYED)); // a page that goes away gets no answer, and no turn either
  putBack();
  dialog.querySelector("[data-stuck]").hidden = false;
  return undefined;
}

document.addEventListener("htmx:after:swap", beginNewThread); // its form opens in the dialog of any page
beginNewThread();
if (document.querySelector("[data-talk]")) import("./messages/thread.js");
else if (document.querySelector("[data-talk-list]")) import("./messages/list.js");
else if (whoIsHere() && countUnsent(whoIsHere())) import("./messages/outbox.js");

async function beginNewThread() {
  if (!document.querySelector("[data-new-thread]")) return;
  const room = await import("./messages/new_thread.js");
  room.beginNewThread();
}
