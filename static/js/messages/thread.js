/** The page of a thread. */

import { placeMenus } from "./bubble_menus.js";
import { Composer } from "./composer.js";
import { editHere } from "./edits.js";
import { forgetNewThread } from "./new_thread.js";
import "./outbox.js";
import { copy, part, say } from "./parts.js";
import { showPending } from "./pending.js";
import { tellWhatIsRead } from "./reading.js";
import { keepPlace } from "./scroll.js";
import { showToast } from "../toasts.js";
import { walkThreads } from "./threads.js";

const form = document.querySelector("form[data-composer]");
const composer = form && new Composer(form);

walkThreads();
showPending((entry) => composer?.takeUp(entry));
keepPlace();
tellWhatIsRead();
editHere();
placeMenus();
composer?.begin();
forgetNewThread();
document.addEventListener("live:gone", leave);

/** One was taken out of the thread while it stood open: nothing more can be said, and nothing that was typed is lost. */
function leave(event) {
  const { why, isPage, url } = event.detail;
  if (!["denied", "missing"].includes(why) || !(isPage || url.startsWith(location.pathname))) return;
  event.preventDefault();
  if (document.querySelector("[data-talk-over]")) return;
  const text = composer?.close() ?? "";
  const { element, slot, press } = part("closed");
  element.dataset.talkOver = "";
  const field = element.querySelector("textarea");
  field.value = text;
  slot("kept").hidden = !text.trim();
  press("copy", async () => (await copy(field.value, field)) && showToast(say("copied"), "success"));
  document.querySelector("[data-talk-foot]").append(element);
}
