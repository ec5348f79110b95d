/**
 * The menu of a message opens where there is room: below its button or above it, never over the place where one writes
 * and never cut off. It stays with its message while the thread moves, and closes when that leaves the screen.
 */

const GAP = 2;
const EDGE = 8;
const OPEN = ".bubble > details[data-menu][open]";

const scroll = document.querySelector("[data-talk-scroll]");

export function placeMenus() {
  scroll.addEventListener("toggle", placeOpen, true);
  scroll.addEventListener("scroll", placeOpen, { passive: true });
  addEventListener("resize", placeOpen);
  document.addEventListener("live:applied", placeOpen); // which knows nothing of places
}

function placeOpen() {
  for (const menu of scroll.querySelectorAll(OPEN)) place(menu);
}

function place(menu) {
  const room = scroll.getBoundingClientRect();
  const button = menu.querySelector("summary").getBoundingClientRect();
  if (button.bottom < room.top || button.top > room.bottom) return (menu.open = false);
  const panel = menu.querySelector(".menu-panel");
  Object.assign(panel.style, { position: "fixed", inset: "0 auto auto 0" });
  const { width, height } = panel.getBoundingClientRect();
  const below = button.bottom + GAP;
  const fits = below + height <= room.bottom;
  const top = fits ? below : button.top - GAP - height;
  const left = menu.closest(".is-mine") ? button.right - width : button.left;
  panel.style.inset = `${within(top, height, innerHeight)}px auto auto ${within(left, width, innerWidth)}px`;
  return undefined;
}

/** Keep what begins at `from` on the screen. */
function within(from, length, whole) {
  return Math.max(EDGE, Math.min(from, whole - length - EDGE));
}
