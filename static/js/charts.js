/**
 * Draws what a table says as a chart above it. The table is the truth: the chart has no data of its own, is hidden from
 * screen readers, and is drawn anew when an update changes the table or somebody chooses another theme.
 *
 * `data-chart` of the box around a canvas says how: line, bar, bars (lying) or share; `data-chart-of` names the table,
 * whose headings with `data-drawn` say which columns.
 */

const MOST_BARS = 12;
const COLOURS = 8;
const root = document.documentElement;
const drawn = new Map(); // canvas → the chart on it and what it shows
const probe = document.createElement("span");
let fetched = false;

/** The library is fetched by the first page that has something to draw. */
function fetchLibrary() {
  if (fetched) return;
  fetched = true;
  const script = document.createElement("script");
  script.src = document.querySelector("[data-chart-library]").dataset.chartLibrary;
  script.addEventListener("load", drawAll);
  document.head.append(script);
}

function drawAll() {
  for (const [canvas, { chart }] of drawn) {
    if (canvas.isConnected) continue;
    chart.destroy();
    drawn.delete(canvas);
  }
  const boxes = document.querySelectorAll("[data-chart]");
  if (boxes.length && !window.Chart) return fetchLibrary();
  for (const box of boxes) draw(box);
}

function draw(box) {
  const canvas = box.querySelector("canvas");
  const table = document.getElementById(box.dataset.chartOf);
  if (!canvas || !table) return;
  const told = read(table, box.dataset.chart);
  const shows = JSON.stringify([told, box.dataset.chart, theme()]);
  if (drawn.get(canvas)?.shows === shows) return;
  drawn.get(canvas)?.chart.destroy();
  drawn.delete(canvas);
  drawn.set(canvas, { chart: new window.Chart(canvas, configured(box.dataset, told)), shows });
}

/** What the table says: the names of its rows, and of each drawn column the numbers and how they are written. */
function read(table, kind) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows].filter((row) => !("total" in row.dataset));
  const shown = kind === "bars" ? rows.slice(0, MOST_BARS) : rows;
  const columns = heads.flatMap((head, place) => ("drawn" in head.dataset ? [place] : []));
  return {
    labels: shown.map((row) => row.cells[0].textContent.trim()),
    series: columns.map((place) => ({
      label: heads[place].textContent.trim(),
      values: shown.map((row) => Number(row.cells[place].dataset.value)),
      words: shown.map((row) => row.cells[place].textContent.trim()),
    })),
  };
}

function configured({ chart: kind, rest }, told) {
  const isShare = kind === "share";
  const shown = isShare ? gathered(told, rest) : told;
  return {
    type: { line: "line", share: "doughnut" }[kind] ?? "bar",
    data: { labels: shown.labels, datasets: shown.series.map((series, index) => dataset(series, index, kind)) },
    options: {
      animation: false,
      maintainAspectRatio: false,
      indexAxis: kind === "bars" ? "y" : "x",
      interaction: { mode: isShare ? "nearest" : "index", intersect: isShare },
      scales: isShare ? {} : axes(kind),
      plugins: {
        legend: {
          display: isShare || shown.series.length > 1,
          position: isShare ? "right" : "bottom",
          labels: { color: colour("--ink-soft"), boxWidth: 12 },
        },
        tooltip: { callbacks: { label: (item) => ` ${item.dataset.label}: ${item.dataset.words[item.dataIndex]}` } },
      },
    },
  };
}

function dataset({ label, values, words }, index, kind) {
  const own = colour(`--chart-${index + 1}`);
  const colours = kind === "share" ? values.map((_, place) => colour(`--chart-${place + 1}`)) : own;
  return {
    label,
    data: values,
    words,
    backgroundColor: colours,
    borderColor: kind === "share" ? colour("--paper") : own,
    borderWidth: kind === "bar" || kind === "bars" ? 0 : 2,
    borderDash: kind === "line" && index > 0 ? [5, 4] : [],
    borderRadius: 3,
    maxBarThickness: 28,
    pointRadius: 2,
    tension: 0.2,
  };
}

/** Of many parts the last colour stands for all that are smaller. */
function gathered({ labels, series }, rest) {
  if (labels.length <= COLOURS) return { labels, series };
  const kept = COLOURS - 1;
  return {
    labels: [...labels.slice(0, kept), rest],
    series: series.slice(0, 1).map(({ label, values, words }) => {
      const left = values.slice(kept).reduce((sum, value) => sum + value, 0);
      return { label, values: [...values.slice(0, kept), left], words: [...words.slice(0, kept), short(left)] };
    }),
  };
}

function axes(kind) {
  const ticks = { color: colour("--ink-soft") };
  const numbers = { ticks: { ...ticks, callback: short }, grid: { color: colour("--line") }, beginAtZero: true };
  const names = { ticks, grid: { display: false } };
  return kind === "bars" ? { x: numbers, y: names } : { x: names, y: numbers };
}

function short(value) {
  return new Intl.NumberFormat(root.lang, { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

/** A token as the theme of the moment has it; canvases know no variables. */
function colour(token) {
  probe.style.color = `var(${token})`;
  return getComputedStyle(probe).color;
}

function theme() {
  return colour("--ink");
}

probe.hidden = true;
document.body.append(probe);
document.addEventListener("live:applied", drawAll);
new MutationObserver(drawAll).observe(root, { attributeFilter: ["data-theme", "lang"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
for (const event of ["after:swap", "after:history:update"]) document.addEventListener(`htmx:${event}`, drawAll);
drawAll();
