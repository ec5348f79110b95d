/** Notices: those of the server leave by themselves, unless they offer a way back; scripts may show more. */

import { word } from "./words.js";

const STAYS = 7000;
const region = document.getElementById("toasts");

for (const toast of region?.children ?? []) expire(toast);

region?.addEventListener("click", (event) => {
  if (event.target.closest("[data-toast-close]")) event.target.closest("[data-toast]").remove();
});

// What a server's `HX-Trigger: {"panel:toast": {"text": …, "tone": …}}` asks for.
document.addEventListener("panel:toast", ({ detail }) => showToast(detail.text, detail.tone));

export function showToast(text, tone = "info") {
  const toast = document.createElement("div");
  toast.className = `toast toast-${tone}`;
  toast.dataset.toast = "";
  toast.setAttribute("role", "status");
  const said = document.createElement("p");
  said.textContent = text;
  toast.append(said, closeButton());
  region?.append(toast);
  expire(toast);
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
