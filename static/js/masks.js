/** Help with typing in fields that say `data-mask`; the server understands the text with and without it. */

const MASKS = {
  phone: { typing: phone },
  "identity-number": { typing: (text) => text.replace(/\D/g, "").slice(0, 11) },
  iban: { typing: iban },
  money: { typing: (text) => text.replace(/[^\d.,-]/g, ""), leaving: money },
  date: { typing: date },
};

document.addEventListener("input", (event) => apply(event, "typing"));
document.addEventListener("change", (event) => apply(event, "leaving"));

function apply(event, when) {
  const field = event.target;
  const shape = MASKS[field.dataset?.mask]?.[when];
  const erases = event.inputType?.startsWith("delete");
  const caretAtEnd = field.selectionEnd === field.value.length; // never move a caret that corrects the middle
  if (!shape || erases || (when === "typing" && !caretAtEnd)) return;
  const shaped = shape(field.value);
  if (shaped !== field.value) field.value = shaped;
}

/** 0532 123 45 67; a number that begins with + is another country's business. */
function phone(text) {
  if (/^\s*(\+|00)/.test(text)) return text;
  const digits = text.replace(/\D/g, "");
  const full = (digits.startsWith("5") ? `0${digits}` : digits).slice(0, 11);
  return join([full.slice(0, 4), full.slice(4, 7), full.slice(7, 9), full.slice(9)], " ");
}

function iban(text) {
  const letters = text.toUpperCase().replace(/[^A-Z0-9]/g, "").slice(0, 26);
  return join(letters.match(/.{1,4}/g) ?? [], " ");
}

/** 1234,5 becomes 1.234,50; what could mean two amounts stays for the server to refuse. */
function money(text) {
  const match = text.replace(/\./g, (dot, at) => (/^\d{3}(\D|$)/.test(text.slice(at + 1)) ? "" : dot)).match(/^(-?)(\d+)(?:,(\d{1,2}))?$/);
  if (!match) return text;
  const [, sign, whole, cents = ""] = match;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ".")},${cents.padEnd(2, "0")}`;
}

/** 15031985 becomes 15.03.1985 while it is typed. */
function date(text) {
  return text.replace(/^(\d{2})(\d)/, "$1.$2").replace(/^(\d{1,2}\.\d{2})(\d)/, "$1.$2");
}

function join(parts, separator) {
  return parts.filter(Boolean).join(separator);
}
