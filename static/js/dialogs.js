/**
 * Native dialogs: `data-dialog-open="id"` opens, `data-dialog-close` closes. A link with `data-sheet` shows its page's
 * answer in the common dialog, where the server sends htmx a fragment instead of a whole page.
 */

let opener = null; // of the common dialog

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dialog-open]");
  if (button) return openDialog(button.dataset.dialogOpen);
  const closer = event.target.closest("[data-dialog-close]");
  if (closer) return closer.closest("dialog").close();
  const link = event.target.closest("a[data-sheet]");
  if (link && isPlainClick(event)) {
    event.preventDefault();
    opener = link;
    return openSheet(link.href);
  }
  if (event.target.matches("dialog") && isOutside(event)) event.target.close();
});

/** What was left in the common dialog is over: no form of it is saved or asked about from the page behind it. */
document.addEventListener("close", ({ target }) => {
  if (target.id !== "sheet") return;
  document.getElementById("sheet-body").replaceChildren();
  stepBack();
}, true);

/** The menu from which the dialog was opened has closed meanwhile, so the browser cannot lead the focus back into it. */
function stepBack() {
  const place = opener?.closest("details[data-menu]:not([open])")?.querySelector("summary") ?? opener;
  if (document.activeElement === document.body) place?.focus({ preventScroll: true });
  opener = null;
}

document.addEventListener("sheet:close", () => document.getElementById("sheet")?.close());

export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}

export async function openSheet(address) {
  // Called from a script, htmx names the body as the target; the server draws a fragment for the dialog's name only.
  const headers = { "HX-Target": "div#sheet-body" };
  const body = document.getElementById("sheet-body");
  if (!body.closest("dialog").open) body.replaceChildren();
  await window.htmx.ajax("GET", address, { target: "#sheet-body", swap: "innerHTML", headers });
  if (body.hasChildNodes()) openDialog("sheet"); // no answer, and what failed was told
}

function isPlainClick(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

/** Whether a click on the dialog element itself fell on the dimmed page around it. */
function isOutside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
