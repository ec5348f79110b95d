/** The WebSocket of this tab: keeps it open, notices when it is dead, comes back at a random moment. */

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 3_000; // so that whoever comes back last is current within five seconds
const HOPELESS_PAUSE = 30_000; // where sockets are refused; see docs/decisions/reconnecting.md
const FAILURES_UNTIL_HOPELESS = 5;
const PING_EVERY = 10_000;
const PONG_WITHIN = 8_000;
const AFTER_SLEEP_WITHIN = 2_500;
const OPEN_WITHIN = 10_000;

export const SIGNED_OUT = 4001;
const ABUSE = 4008;
const TOO_BIG = 1009;

export class Line {
  /** `opened`, `heard(message)` and `broke(code)` are told what happens. */
  constructor(path, { opened, heard, broke }) {
    this.address = new URL(path, location.href.replace(/^http/, "ws"));
    this.told = { opened, heard, broke };
    this.failures = 0;
    this.failuresBeforeHttp = null; // how often the socket had failed when HTTP was first seen to work without it
    this.socket = null;
    this.timers = {};
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  open() {
    this.#clear("retry");
    if (this.socket) return;
    const socket = new WebSocket(this.address);
    this.socket = socket;
    socket.onopen = () => socket === this.socket && this.#begin();
    socket.onmessage = (event) => socket === this.socket && this.#take(JSON.parse(event.data));
    socket.onclose = (event) => socket === this.socket && this.#break(event.code);
    this.#set("deadline", OPEN_WITHIN, () => this.#break(0));
  }

  send(message) {
    if (this.isOpen) this.socket.send(JSON.stringify(message));
  }

  /** The machine woke up, the network is back, somebody looks at the tab: do not wait for the clock. */
  wake() {
    if (this.isOpen) this.#ping(AFTER_SLEEP_WITHIN);
    else if (this.socket) this.#hurry();
    else if (this.timers.retry) this.open();
  }

  /** Come back at a random moment within a span that doubles: a thousand tabs must not come at once. */
  retry() {
    const span = Math.min(this.#isHopeless ? HOPELESS_PAUSE : LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.failures);
    this.failures += 1;
    this.#set("retry", Math.random() * span, () => this.open());
  }

  /** Be told whether the server answers over HTTP while there is no socket. */
  learn(httpWorks) {
    if (!httpWorks) this.failuresBeforeHttp = null;
    else this.failuresBeforeHttp ??= this.failures;
  }

  /** The server is there, and yet the socket failed time and again: something on the way refuses sockets. */
  get #isHopeless() {
    return this.failuresBeforeHttp !== null && this.failures - this.failuresBeforeHttp >= FAILURES_UNTIL_HOPELESS;
  }

  #begin() {
    this.#clear("deadline");
    this.#set("ping", PING_EVERY, () => this.#ping(PONG_WITHIN));
    this.told.opened();
  }

  #take(message) {
    this.failures = 0;
    this.failuresBeforeHttp = null;
    this.#clear("deadline");
    this.#set("ping", PING_EVERY, () => this.#ping(PONG_WITHIN));
    this.told.heard(message);
  }

  #ping(patience) {
    this.send({ op: "ping" });
    this.#set("deadline", patience, () => this.#break(0));
  }

  #break(code) {
    const socket = this.socket;
    this.socket = null;
    for (const name of Object.keys(this.timers)) this.#clear(name);
    if (socket.readyState < WebSocket.CLOSING) socket.close();
    if (code === ABUSE || code === TOO_BIG) this.#despair();
    if (code !== SIGNED_OUT) this.retry();
    this.told.broke(code);
  }

  /** What it calls may be the network of before. */
  #hurry() {
    this.failures = 0;
    this.#set("deadline", AFTER_SLEEP_WITHIN, () => this.#break(0));
  }

  #despair() {
    this.failures = 10;
    this.failuresBeforeHttp = 0;
  }

  #set(name, pause, work) {
    this.#clear(name);
    this.timers[name] = setTimeout(work, pause);
  }

  #clear(name) {
    clearTimeout(this.timers[name]);
    delete this.timers[name];
  }
}
