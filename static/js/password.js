/** `<ul data-password-rules="id_of_the_field">` with `<li data-pattern="…">`: shows which rules are met while typing. */

document.addEventListener("input", (event) => {
  const rules = document.querySelector(`[data-password-rules="${CSS.escape(event.target.id)}"]`);
  for (const rule of rules?.querySelectorAll("[data-pattern]") ?? []) {
    rule.toggleAttribute("data-met", new RegExp(rule.dataset.pattern, "u").test(event.target.value));
  }
});
