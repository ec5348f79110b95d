/**
 * Notices: those of the server leave by themselves, unless they offer a way back; scripts may show more. What htmx asks
 * in vain is told, unless the clock asked.
 */

import { word } from "./words.js";

const STAYS = 7000;
const region = document.getElementById("toasts");

for (const toast of region?.children ?? []) expire(toast);

region?.addEventListener("click", (event) => {
  if (event.target.closest("[data-toast-close]")) event.target.closest("[data-toast]").remove();
});

// What a server's `HX-Trigger: {"panel:toast": {"text": …, "tone": …}}` asks for.
document.addEventListener("panel:toast", ({ detail }) => showToast(detail.text, detail.tone));

document.addEventListener("htmx:error", ({ detail }) => {
  if (detail.ctx && !detail.ctx.sourceElement?.matches?.('[hx-trigger^="every"]')) showToast(word("failed"), "danger");
});

/** Show a notice. One with something to press, `{ label, press }`, stays until it is pressed or closed. */
export function showToast(text, tone = "info", action = null) {
  if (!region) return;
  bringWithinReach();
  for (const said of region.querySelectorAll(":scope > [data-toast] > p")) if (said.textContent === text) said.parentElement.remove();
  const toast = document.createElement("div");
  toast.className = `toast toast-${tone}`;
  toast.dataset.toast = action ? "stays" : "";
  toast.setAttribute("role", "status");
  const said = document.createElement("p");
  said.textContent = text;
  toast.append(said, ...(action ? [actionButton(action)] : []), closeButton());
  region.append(toast);
  expire(toast);
}

/** While a modal dialog is open nothing outside of it can be pressed or is read out. */
function bringWithinReach() {
  const dialog = document.querySelector("dialog:modal");
  if (!dialog || dialog.contains(region)) return;
  dialog.append(region);
  dialog.addEventListener("close", () => document.body.append(region), { once: true });
}

function actionButton({ label, press }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = label;
  button.addEventListener("click", press);
  return button;
}

function closeButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet button-icon button-small";
  button.dataset.toastClose = "";
  button.setAttribute("aria-label", word("close"));
  button.textContent = "×";
  return button;
}

/** Take a notice away after a while in which nobody points at it or stands in it. */
function expire(toast) {
  if (toast.dataset.toast === "stays") return;
  setTimeout(() => (toast.matches(":hover, :focus-within") ? expire(toast) : toast.remove()), STAYS);
}
