/**
 * A choice that decides another one of its form: `data-decides="legal_status" data-decides-if="TR"
 * data-decides-value="citizen"` gives the other this value with `TR` and takes it away with anything else.
 */

document.addEventListener("change", ({ target }) => {
  const { decides, decidesIf, decidesValue } = target.dataset ?? {};
  const other = decides && target.form?.elements[target.name.replace(/[^-]+$/, decides)];
  if (!other) return;
  if (target.value === decidesIf) other.value = decidesValue;
  else if (other.value === decidesValue) other.value = "";
});
