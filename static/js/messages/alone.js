/** Lets one of a browser's tabs at a time work under a name: by the browser's locks, which know when a tab is gone. */

const LEASE = 20_000;
const POLITENESS = 60;

export function alone(name, work) {
  return navigator.locks ? navigator.locks.request(name, work) : leased(`lease:${name}`, work);
}

/**
 * Without locks (pages that came without https have none) a tab writes down until when it works. Two tabs may in rare
 * cases both believe that it is theirs; they then say the same things twice, which the server knows to be one.
 */
async function leased(key, work) {
  const mine = String(Math.random());
  while (!take(key, mine) || !(await isStillMine(key, mine))) await sleep(POLITENESS * (1 + Math.random()));
  const renewal = setInterval(() => write(key, mine), LEASE / 4);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    if (holder(key)?.tab === mine) localStorage.removeItem(key);
  }
}

function take(key, mine) {
  const other = holder(key);
  if (other && other.tab !== mine && other.until > Date.now()) return false;
  write(key, mine);
  return true;
}

async function isStillMine(key, mine) {
  await sleep(POLITENESS);
  return (holder(key)?.tab ?? mine) === mine;
}

function holder(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, mine) {
  try {
    localStorage.setItem(key, JSON.stringify({ tab: mine, until: Date.now() + LEASE }));
  } catch {
    // A browser that keeps nothing has no second tab that could know of the first one.
  }
}

function sleep(pause) {
  return new Promise((awake) => setTimeout(awake, pause));
}
