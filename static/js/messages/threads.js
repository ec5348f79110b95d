/** The list of threads: which one is open, and moving in it by arrow keys, j and k. */

import { isTyping } from "../words.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };

const side = document.querySelector("[data-talk-threads]");
const open = document.querySelector("[data-talk]")?.dataset.talk;

export function walkThreads() {
  if (!side) return;
  document.addEventListener("live:applied", markOpen);
  document.addEventListener("keydown", walk);
  markOpen();
}

function links() {
  return [...side.querySelectorAll(".thread-link")];
}

function markOpen() {
  for (const link of links()) if (link.dataset.thread === open) link.setAttribute("aria-current", "page");
}

function walk(event) {
  const by = STEPS[event.key];
  if (!by || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const inside = side.contains(document.activeElement);
  if (event.key.startsWith("Arrow") && !inside) return; // they scroll the thread
  const all = links();
  const here = all.indexOf(document.activeElement);
  const from = here < 0 ? all.findIndex((link) => link.dataset.thread === open) : here;
  event.preventDefault();
  all[Math.max(0, Math.min(from + by, all.length - 1))]?.focus();
}
