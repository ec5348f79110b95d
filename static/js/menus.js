/** Menus are `<details data-menu>`: here they close as menus do, and the arrow keys walk through them. */

const ITEMS = "a.menu-item, button.menu-item, .bell-item, .choice-button";
const NAV_COOKIE = "nav";
const YEAR = 365 * 24 * 3600;

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  if (event.target.closest("[data-nav-toggle]")) toggleNavigation();
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu][open]");
  if (!menu) return;
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    step(menu, event.key === "ArrowDown" ? 1 : -1);
  }
});

document.addEventListener("focusin", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

function openMenus() {
  return document.querySelectorAll("details[data-menu][open]");
}

function step(menu, by) {
  const items = [...menu.querySelectorAll(ITEMS)];
  const here = items.indexOf(document.activeElement);
  const next = here < 0 && by < 0 ? -1 : here + by;
  items[(next + items.length) % items.length]?.focus();
}

/** The server reads the cookie, so that the next page comes with the navigation as it was left. */
function toggleNavigation() {
  const narrow = document.documentElement.dataset.nav !== "narrow";
  if (narrow) document.documentElement.dataset.nav = "narrow";
  else delete document.documentElement.dataset.nav;
  document.querySelector("[data-nav-toggle]").setAttribute("aria-pressed", String(narrow));
  document.cookie = `${NAV_COOKIE}=${narrow ? "narrow" : "wide"};path=/;max-age=${YEAR};samesite=lax`;
}
