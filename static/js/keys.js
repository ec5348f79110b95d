/** Keys for the whole page: `?` help, `/` search in the list, `n` the page's main action. Forms and lists add theirs. */

import { openDialog } from "./dialogs.js";
import { isTyping } from "./words.js";

const ACTIONS = {
  "?": () => openDialog("shortcuts"),
  "/": () => document.querySelector("[data-list-search]")?.focus(),
  n: () => document.querySelector(".page-actions .button-primary")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]") || !(event.key in ACTIONS)) return;
  event.preventDefault();
  ACTIONS[event.key]();
});
