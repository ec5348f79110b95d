/** Lines of a form: `data-lines` gets a button that adds a blank one; without a script two blank lines are there anyway. */

for (const lines of document.querySelectorAll("[data-lines]")) {
  const button = lines.querySelector("[data-lines-add]");
  button.hidden = false;
  button.addEventListener("click", () => addLine(lines));
}

function addLine(lines) {
  const total = lines.querySelector("[name$='-TOTAL_FORMS']");
  const blank = lines.querySelector("[data-lines-blank]").innerHTML.replaceAll("__prefix__", total.value);
  const rows = lines.querySelector("[data-lines-rows]");
  rows.insertAdjacentHTML("beforeend", blank);
  total.value = Number(total.value) + 1;
  rows.lastElementChild.querySelector("select, input").focus();
}
