/** Tells the server how far one has read: once the newest message was on the screen of a tab that one looks at. */

import { token } from "../tokens.js";
import { ask } from "./outbox.js";
import { lastNumber, readNumber, showsNewest } from "./scroll.js";

const MOMENT = 900;

const url = document.querySelector("[data-talk]").dataset.readUrl;
let told = 0;
let timer = null;

export function tellWhatIsRead() {
  for (const name of ["live:applied", "live:opened", "visibilitychange"]) document.addEventListener(name, soon);
  for (const name of ["focus", "pageshow"]) addEventListener(name, soon);
  document.querySelector("[data-talk-scroll]").addEventListener("scroll", soon, { passive: true });
  soon();
}

function isDue() {
  const read = readNumber();
  const last = lastNumber();
  return read !== null && last > Math.max(read, told) && !document.hidden && document.hasFocus() && showsNewest();
}

function soon() {
  if (!isDue()) return;
  clearTimeout(timer);
  timer = setTimeout(tell, MOMENT);
}

async function tell() {
  if (!isDue()) return;
  const number = lastNumber();
  const before = told;
  told = number; // said once, whatever comes of it meanwhile
  const sent = { method: "POST", body: new URLSearchParams({ number }), headers: { "X-CSRFToken": token() ?? "" } };
  const answer = await ask(url, sent).catch(() => null);
  if (!answer?.ok) told = before;
}
