/** Lines of a form: `data-lines` gets a button that adds a blank one; without a script two blank lines are there anyway. */

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-lines-add]");
  if (button) addLine(button.closest("[data-lines]"));
});
document.addEventListener("htmx:after:swap", showButtons);
showButtons();

function showButtons() {
  for (const button of document.querySelectorAll("[data-lines-add]")) button.hidden = false;
}

function addLine(lines) {
  const total = lines.querySelector("[name$='-TOTAL_FORMS']");
  const blank = lines.querySelector("[data-lines-blank]").innerHTML.replaceAll("__prefix__", total.value);
  const rows = lines.querySelector("[data-lines-rows]");
  rows.insertAdjacentHTML("beforeend", blank);
  total.value = Number(total.value) + 1;
  rows.lastElementChild.querySelector("select, input").focus();
}
