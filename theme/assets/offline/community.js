// « Lire hors ligne » on a community's page: its pages, and what searching takes, are kept until the reader takes them away.

import { PAGES, cacheOf, label, record, say, since, site } from "./kept.js";

const AT_ONCE = 6; // requests under way
const MOST_PAGES = 5000;
const MOST_PIECES = 1000; // files of the search index, of some 5 kB
const LIST = "/~"; // what comes after a list's address when it goes on

// What a page shows, and leads to: the community's own pages have two `steps` to go, its notebooks one, other pages none.
function links(page, from, steps) {
  const found = new Map();
  const whole = from.endsWith("~whole/"); // a notebook's notes, which lead anywhere
  const lists = !whole && (steps === 2 || (steps === 1 && (from.includes(LIST) || page.querySelector(".px-page--notebook"))));
  for (const link of lists ? page.querySelectorAll("main a[href]") : []) {
    const address = new URL(link.getAttribute("href"), from).href.replace(/[?#].*/, "");
    const page = address.startsWith(site) && address.endsWith("/") && !link.closest(".px-crumbs, .px-backlinks, .px-company");
    if (page) found.set(address, address.startsWith(`${from}~`) ? steps : steps - 1);
  }
  for (const image of page.querySelectorAll("main img[src]")) {
    const address = new URL(image.getAttribute("src"), from).href;
    if (address.startsWith(site)) found.set(address, 0);
  }
  return found;
}

async function each(items, act) {
  const left = [...items];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (left.length) {
      await act(left.shift()).catch((error) => {
        left.length = 0;
        throw error;
      });
    }
  }));
}

class Offline {
  constructor(box) {
    this.box = box;
    this.address = location.origin + location.pathname;
    [this.save, this.remove, this.progress, this.status] =
      ["save", "remove", "progress", "status"].map((name) => box.querySelector(`.px-offline-${name}`));
    this.save.addEventListener("click", () => this.saving());
    this.remove.addEventListener("click", () => this.removing());
    this.show();
  }

  async show() {
    const told = await record(this.address);
    this.save.textContent = say(this.box, told ? "update" : "save");
    this.remove.hidden = !told;
    this.status.textContent = told ? [since(this.box, told), told.search ? "" : say(this.box, "search")].join(" ") : "";
    this.box.classList.add("px-offline--ready");
  }

  async saving() {
    if (this.running) return;
    this.running = true;
    this.save.setAttribute("aria-disabled", "true");
    this.progress.hidden = false;
    this.progress.removeAttribute("value");
    this.status.textContent = say(this.box, "saving");
    try {
      await navigator.storage?.persist?.().catch(() => {});
      const pages = await this.fetched();
      const search = await this.searchable();
      const { textContent: title, lang } = document.querySelector("h1");
      await label(this.address, { title, lang: lang || document.documentElement.lang, date: Date.now(), pages, search });
      await this.show();
    } catch {
      this.status.textContent = say(this.box, "failed");
    }
    this.running = false;
    this.progress.hidden = true;
    this.save.removeAttribute("aria-disabled");
  }

  // Fetch the community's pages, those that lists lead to after them; return how many there are.
  async fetched() {
    const [cache, read] = await Promise.all([caches.open(cacheOf(this.address)), caches.open(PAGES)]);
    const seen = new Map([[this.address, 2]]);
    let done = 0, pages = 0;
    for (let wave = [...seen]; wave.length; ) {
      const next = new Map();
      await each(wave, async ([address, steps]) => {
        const answer = await fetch(address, { cache: "reload" });
        if (answer.ok && !answer.redirected) {
          const text = address.endsWith("/") ? await answer.clone().text() : "";
          await Promise.all([cache.put(address, answer), read.delete(address)]);
          pages += text ? 1 : 0;
          const page = new DOMParser().parseFromString(text, "text/html");
          for (const [other, left] of links(page, address, steps)) if (!seen.has(other)) next.set(other, Math.max(left, next.get(other) ?? 0));
        }
        this.progress.value = ++done;
      });
      wave = [...next].slice(0, MOST_PAGES - seen.size);
      for (const [address, steps] of wave) seen.set(address, steps);
      this.progress.max = seen.size;
    }
    // What is no longer part of it goes.
    const old = (await cache.keys()).filter(({ url }) => !seen.has(url));
    await Promise.all(old.map((one) => cache.delete(one)));
    return pages;
  }

  // Have the worker keep what searching takes, unless that is much more than the community itself; tell whether it is here.
  async searchable() {
    if (!navigator.serviceWorker.controller) return false;
    const { Engine } = await import(new URL("../search/engine.js", import.meta.url));
    return new Engine(site, document.documentElement.lang).fill(MOST_PIECES).catch(() => false);
  }

  async removing() {
    await caches.delete(cacheOf(this.address));
    await this.show();
    this.status.textContent = say(this.box, "removed");
    this.save.focus();
  }
}

const box = document.querySelector(".px-offline");
if (box) new Offline(box);
