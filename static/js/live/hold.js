/** While somebody carries a part of the page about, nothing is moved under their hands: what comes meanwhile waits. */

let isHeld = false;
let waiting = [];

export function hold() {
  isHeld = true;
}

export function release() {
  isHeld = false;
  const due = waiting;
  waiting = [];
  for (const work of due) work();
}

export function whenFree(work) {
  if (isHeld) waiting.push(work);
  else work();
}

document.addEventListener("live:hold", hold);
document.addEventListener("live:release", release);
