/**
 * What somebody typed and the server may not have yet, as this browser keeps it: drafts under `draft:`, messages that wait
 * under `unsent:`. Whoever signs out takes it away in all tabs; what these would still write after that is not kept.
 */

export const DRAFT = "draft:";
export const UNSENT = "unsent:";

const tabs = new BroadcastChannel("typed");
const lastWords = [];
let isOver = false; // somebody signs out

tabs.addEventListener("message", ({ data }) => (isOver = data.isOver));
document.addEventListener("live:opened", () => (isOver = false)); // the server still knows this person

/** Return whether the browser keeps it: a full or closed store does not, nor does any once somebody signs out. */
export function keep(key, value) {
  if (isOver) return false;
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

export function keysOf(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

/** Forget all that anybody typed in this browser. Return what puts it back, for whoever could not sign out after all. */
export function forgetAll() {
  const all = [DRAFT, UNSENT].flatMap(keysOf).map((key) => [key, kept(key)]);
  end(true);
  for (const [key] of all) forget(key);
  return () => {
    end(false);
    for (const [key, value] of all) keep(key, value);
  };
}

function end(over) {
  isOver = over;
  tabs.postMessage({ isOver });
}

/** Have something done before anybody is asked whether to leave, such as telling the server what is being typed. */
export function beforeLeaving(work) {
  lastWords.push(work);
}

export function sayLastWords() {
  return Promise.allSettled(lastWords.map((work) => work()));
}
