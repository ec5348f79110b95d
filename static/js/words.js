/** What scripts say to people: the server writes it into the page, in the page's language. */

export function word(name) {
  return document.getElementById("panel-words")?.dataset[name] ?? "";
}

/** Let screen readers say `text` when they are done with what they say now. */
export function announce(text) {
  const announcer = document.getElementById("live-announcer");
  if (announcer) announcer.textContent = text;
}

/** Whether a key press is meant for a field and not for the page. */
export function isTyping(event) {
  return event.target.closest?.("input, textarea, select, [contenteditable]") !== null;
}
