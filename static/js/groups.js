/**
 * Groups of the dashboard fold; which ones are folded is the person's, kept on the server and shown in all of their tabs.
 *
 * The page is drawn once for many people with all groups open, so this folds them once they are there.
 */

import { showToast } from "./toasts.js";
import { token } from "./tokens.js";
import { word } from "./words.js";

const settled = new WeakSet(); // groups that stand as they were left

document.addEventListener("toggle", ({ target }) => target.matches?.("[data-group]") && keep(target), true);
document.addEventListener("live:event", ({ detail }) => detail.event === "groups" && heed(detail.folded));
for (const event of ["live:applied", "htmx:after:swap"]) document.addEventListener(event, settle);
settle();

function kept() {
  return document.querySelector("[data-folded]");
}

function folded() {
  return new Set(kept()?.dataset.folded.split(" ").filter(Boolean));
}

function settle() {
  if (!kept()) return;
  for (const group of document.querySelectorAll("[data-group]")) {
    if (settled.has(group)) continue;
    settled.add(group);
    group.open = !folded().has(group.dataset.group);
  }
}

function heed(names) {
  if (!kept()) return;
  kept().dataset.folded = names;
  for (const group of document.querySelectorAll("[data-group]")) group.open = !folded().has(group.dataset.group);
}

async function keep(group) {
  const name = group.dataset.group;
  const names = folded();
  if (!kept() || !settled.has(group) || names.has(name) === !group.open) return;
  if (group.open) names.delete(name);
  else names.add(name);
  kept().dataset.folded = [...names].join(" ");
  const body = new URLSearchParams({ group: name, csrfmiddlewaretoken: token() ?? "" });
  if (!group.open) body.set("folded", "1");
  const answer = await fetch(kept().dataset.foldUrl, { method: "POST", body }).catch(() => null);
  if (!answer?.ok) showToast(word("failed"), "danger");
}
