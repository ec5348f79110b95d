/** What the room's scripts draw is cut from templates of the page, and what they say stands in it, in its language. */

/** Return a copy of a template, with its places by name and `press(name, heard)` for its buttons. */
export function part(name) {
  const element = document.querySelector(`template[data-part="${name}"]`).content.firstElementChild.cloneNode(true);
  const slot = (wanted) => element.querySelector(`[data-slot="${wanted}"]`);
  const button = (wanted) => element.querySelector(`[data-press="${wanted}"]`);
  const press = (wanted, heard) => button(wanted).addEventListener("click", heard);
  return { element, slot, button, press };
}

export function say(name) {
  return document.getElementById("talk-words")?.dataset[name] ?? "";
}

/** The same for a number of things: `waitingOne`, or `waitingMany` with the number in the place of #. */
export function sayCount(name, count) {
  return count === 1 ? say(`${name}One`) : say(`${name}Many`).replace("#", count);
}

/** Shorten a file's name in its middle, so that its kind can still be told. */
export function shortened(name, most = 34) {
  if (name.length <= most) return name;
  const end = name.slice(-Math.max(8, name.length - name.lastIndexOf(".") + 3)).slice(-16);
  return `${name.slice(0, most - end.length - 1)}…${end}`;
}

export async function copy(text, field = null) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.select(); // pages that came without https may not write there; then one presses Ctrl+C
    return false;
  }
}
