/** `<time data-relative>`: says how long ago it was and keeps the exact moment as the title. */

const UNITS = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];
const STAYS_RELATIVE = 7 * 86400;
const REFRESH = 30_000;
const relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto", style: "short" });

function refresh() {
  for (const time of document.querySelectorAll("time[data-relative]")) tell(time);
}

function tell(time) {
  const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
  if (Math.abs(seconds) > STAYS_RELATIVE) return;
  if (!time.title) time.title = time.textContent;
  const [unit, length] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  time.textContent = unit === "second" ? relative.format(0, "second") : relative.format(Math.round(seconds / length), unit);
}

refresh();
setInterval(refresh, REFRESH);
for (const event of ["htmx:after:swap", "live:applied"]) document.addEventListener(event, refresh);
