/** The quick-add box: nothing is saved before the hint has told what it becomes. Enter right after typing shows it first. */

const BOX = "[data-quick]";
const hintOf = (form) => form.querySelector(".quick-hint");
const squeezed = (text) => text.trim().split(/\s+/).join(" ");

document.addEventListener("submit", async (event) => {
  const form = event.target.closest(BOX);
  if (!form || !window.htmx || isShown(form)) return;
  event.preventDefault();
  const line = form.elements.line;
  const { csrfmiddlewaretoken: key } = form.elements;
  const values = { line: line.value, csrfmiddlewaretoken: key.value };
  await window.htmx.ajax("POST", line.getAttribute("hx-post"), { target: hintOf(form), swap: "innerHTML", values });
  if (isShown(form) && !hintOf(form).querySelector("[data-tells-more], .quick-problem")) form.requestSubmit();
});

function isShown(form) {
  const seen = hintOf(form).querySelector("[name=seen]");
  return seen !== null && squeezed(seen.value) === squeezed(form.elements.line.value);
}
