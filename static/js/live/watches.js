/** What this tab watches: its own address, and every element that names another one with `data-live-url`. */

export class Watch {
  constructor(id, url, root) {
    this.id = id;
    this.url = url;
    this.root = root; // null for the page itself
    this.known = {}; // the digests that the server knows this tab to hold
    this.etag = "";
  }

  fragments() {
    return [...(this.root ?? document).querySelectorAll("[data-live]")].filter(
      (element) => element.closest("[data-live-url]") === this.root,
    );
  }

  fragment(name) {
    return this.fragments().find((element) => element.dataset.live === name);
  }

  digests() {
    return Object.fromEntries(
      this.fragments()
        .filter((element) => element.dataset.liveDigest)
        .map((element) => [element.dataset.live, element.dataset.liveDigest]),
    );
  }

  /** Whether the screen holds something else than the server believes, as after a swap by htmx. */
  get isAstray() {
    const shown = Object.entries(this.digests());
    return shown.some(([name, digest]) => this.known[name] !== digest);
  }
}

export class Watches {
  constructor() {
    this.all = new Map();
    this.last = 0;
  }

  get(id) {
    return this.all.get(id);
  }

  /** Compare with the document; returns the watches that must be (re)announced and the ids that are over. */
  scan() {
    const wanted = new Map([...document.querySelectorAll("[data-live-url]")].map((root) => [root, root.dataset.liveUrl]));
    wanted.set(null, location.pathname + location.search);
    const over = [];
    const fresh = [];
    for (const watch of this.all.values()) {
      if (!wanted.has(watch.root) || !watch.fragments().length) {
        this.all.delete(watch.id);
        over.push(watch.id);
        continue;
      }
      const url = wanted.get(watch.root);
      wanted.delete(watch.root);
      if (url === watch.url && !watch.isAstray) continue;
      Object.assign(watch, { url, etag: "" });
      fresh.push(watch);
    }
    for (const [root, url] of wanted) {
      const watch = new Watch(this.last + 1, url, root);
      if (!watch.fragments().length) continue;
      this.last = watch.id;
      this.all.set(watch.id, watch);
      fresh.push(watch);
    }
    return { fresh, over };
  }
}
