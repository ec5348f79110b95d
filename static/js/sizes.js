/** How large files are, in words, as the server writes them (`core/sizes.py`). */

const UNITS = ["KB", "MB", "GB"];
const STEP = 1024;
const NEXT = 999.5; // what would be written with four digits

export function sizeInWords(bytes) {
  let [number, unit] = [bytes && Math.max(1, bytes / STEP), 0];
  for (; number >= NEXT && unit < UNITS.length - 1; unit++) number /= STEP;
  const format = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: number < 10 ? 1 : 0 });
  return `${format.format(number)}\u00a0${UNITS[unit]}`;
}
