/**
 * The queue of this tab, between the browser's store and the server. Every page of the panel that finds something waiting
 * goes on with it; it tries at once when the line is back, when somebody looks at the tab, and else by the clock.
 *
 * The event `outbox:changed` on the document says that there is something else to show.
 */

import { token } from "../tokens.js";
import { alone } from "./alone.js";
import { Queue } from "./queue.js";
import { Unsent, whoIsHere } from "./unsent.js";

const ANSWER_WITHIN = 15_000;
const LATER = { kind: "later", everywhere: true };

export const store = new Unsent();
export const outbox = new Queue({ store, post, changed, alone: (work) => alone(`outbox-${whoIsHere()}`, work) });

function changed() {
  document.dispatchEvent(new CustomEvent("outbox:changed"));
}

async function post(entry) {
  if (!navigator.onLine) return LATER;
  try {
    const answer = await send(entry, token());
    if (answer.status !== 403) return await read(answer);
    const fresh = await tokenOf(entry);
    if (fresh === null) return { kind: "closed" };
    const again = await send(entry, fresh);
    return again.status === 403 ? { kind: "closed" } : await read(again);
  } catch {
    return LATER; // no line, or no answer in time
  }
}

function send({ url, key, text, reply, files = [] }, csrf) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ text, key, reply_to: reply ?? "" })) body.append(name, value);
  for (const file of files) body.append("attachments", file.id);
  return ask(url, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": csrf ?? "" } });
}

/** Whoever is signed in by now must be the one whose page this is: the header says who that was. */
export function ask(url, { headers = {}, ...options } = {}) {
  return fetch(url, {
    cache: "no-store",
    redirect: "manual",
    signal: AbortSignal.timeout(ANSWER_WITHIN),
    headers: { ...headers, "X-Written-By": whoIsHere() },
    ...options,
  });
}

async function read(answer) {
  if (answer.status === 422) return { kind: "refused", errors: (await answer.json()).errors };
  if (answer.status === 404) return { kind: "closed" };
  if (answer.ok) return { kind: "sent", number: (await answer.json()).number };
  if (answer.status === 429) return { ...LATER, after: 1000 * Number(answer.headers.get("Retry-After") ?? 0) };
  if (answer.status >= 500) return { kind: "later" };
  return answer.status >= 400 && ![401, 408, 409].includes(answer.status) ? { kind: "refused", errors: [] } : LATER;
}

/** A token of a fresh page of the thread; null if that is not open to the viewer any more. */
async function tokenOf({ page }) {
  const answer = await ask(page);
  if (answer.status === 403 || answer.status === 404) return null;
  if (!answer.ok) throw new Error("no page");
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  return fresh.querySelector("[data-composer] [name=csrfmiddlewaretoken]")?.value ?? null;
}

function hurry() {
  if (!document.hidden) outbox.hurry();
}

store.listen(() => {
  changed();
  outbox.flush();
});
addEventListener("online", () => outbox.hurry());
addEventListener("focus", hurry);
addEventListener("pageshow", hurry);
document.addEventListener("visibilitychange", hurry);
document.addEventListener("live:opened", () => outbox.hurry());
outbox.flush();
