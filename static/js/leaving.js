/**
 * Signing out takes what was not sent off this browser, and asks before. What waits is sent from whatever page is open;
 * the scripts for that come only when something waits, and those of the room of messages only into its pages.
 */

import { forgetUnsent, hasUnsent, whoIsHere } from "./messages/unsent.js";
import { openDialog } from "./dialogs.js";

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("[data-forget-drafts]")) return;
    if (!hasUnsent(whoIsHere()) || "sure" in form.dataset) return forgetUnsent();
    event.preventDefault();
    event.stopImmediatePropagation();
    askFirst(form);
  },
  true,
);

function askFirst(form) {
  openDialog("unsent");
  document.querySelector("#unsent [data-leave]").onclick = () => {
    form.dataset.sure = "";
    form.requestSubmit();
  };
}

if (document.querySelector("[data-talk]")) import("./messages/thread.js");
else if (document.querySelector("[data-talk-list]")) import("./messages/list.js");
else if (whoIsHere() && hasUnsent(whoIsHere())) import("./messages/outbox.js");
