/** The search palette: Ctrl+K from anywhere, results while typing, arrows to walk through them. */

import { showToast } from "./toasts.js";

const PAUSE = 140;
const dialog = document.getElementById("palette");
const input = dialog?.querySelector("[data-palette-input]");
const hits = document.getElementById("palette-hits");
let waiting = 0;
let asked = new AbortController();

if (dialog) {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") open(event);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette-open]") && !event.ctrlKey && !event.metaKey) open(event);
  });
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  dialog.addEventListener("keydown", walk);
}

function open(event) {
  event.preventDefault();
  if (!dialog.open) dialog.showModal();
  input.select();
  ask();
}

async function ask() {
  asked.abort();
  asked = new AbortController();
  const { form } = input;
  const headers = { "HX-Request": "true" };
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers, signal: asked.signal });
    if (answer.status === 429) later(answer, await answer.text());
    else if (answer.redirected || !answer.ok) location.assign(form.action); // signed out meanwhile
    else hits.innerHTML = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") hits.replaceChildren();
  }
}

/** Too many searches: say so, leave what is typed and found, and ask again when the server allows it. */
function later(answer, words) {
  showToast(words, "warning");
  clearTimeout(waiting);
  waiting = setTimeout(() => dialog.open && ask(), 1000 * Number(answer.headers.get("Retry-After")));
}

function walk(event) {
  const links = [...hits.querySelectorAll("a")];
  const here = links.indexOf(document.activeElement);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = here + (event.key === "ArrowDown" ? 1 : -1);
    (links[next] ?? input).focus();
  } else if (event.key === "Enter" && document.activeElement === input && links.length) {
    event.preventDefault();
    links[0].click();
  } else if (here >= 0 && event.key.length === 1) {
    input.focus();
  }
}
