// The page shown in the place of one that isn't on the device: it lists those that are.

import { PAGES, records, since, site, written } from "./kept.js";

const MOST = 40; // pages listed, the last read first

function item(address, title, lang, ...more) {
  const link = written(Object.assign(document.createElement("a"), { href: address, textContent: title }), lang);
  const item = document.createElement("li");
  item.append(link, ...more);
  return item;
}

function show(name, items) {
  const section = document.querySelector(`.px-device-${name}`);
  section.querySelector("ul").replaceChildren(...items);
  section.hidden = !items.length;
}

async function communities() {
  const words = document.querySelector(".px-device");
  return (await records()).map(({ address, title, lang, ...told }) => {
    const about = Object.assign(document.createElement("span"), { className: "px-device-about", textContent: since(words, told) });
    return item(address, title, lang, " ", about);
  });
}

async function pages() {
  const cache = await caches.open(PAGES), items = [];
  for (const request of (await cache.keys()).reverse()) {
    const answer = items.length < MOST && request.url.endsWith("/") && (await cache.match(request));
    const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
    const heading = page && page.querySelector(".px-document h1"); // lists and the search page are no reading
    if (heading) items.push(item(request.url, heading.textContent, heading.lang || page.documentElement.lang));
  }
  return items;
}

show("communities", await communities());
show("pages", await pages());
