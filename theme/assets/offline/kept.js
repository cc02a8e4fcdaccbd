// What is on this device: the names of caches, which theme/offline/worker.js knows too, and what is told of them.

export const site = new URL("../..", import.meta.url).href;
export const PAGES = `praxis ${site} pages`;
const SAVED = `praxis ${site} saved `;
const language = document.documentElement.lang.split("-")[0] || "en";
const locale = `${language}-CA`; // as dates are said on the other pages: stages/render/dates.py
const plural = new Intl.PluralRules(locale);

/** The name of the cache of a community's pages. */
export const cacheOf = (address) => SAVED + address;
// Where a cache says what it is: no page has this address.
const labelOf = (address) => `${address}?saved`;

/** What is told of a community when it has been saved whole. */
export async function record(address) {
  const cache = (await caches.has(cacheOf(address))) && (await caches.open(cacheOf(address)));
  return (cache && (await cache.match(labelOf(address)))?.json()) || null;
}

/** Tell that a community has been saved whole. */
export async function label(address, told) {
  await (await caches.open(cacheOf(address))).put(labelOf(address), new Response(JSON.stringify(told)));
}

/** What is told of all the communities saved. */
export async function records() {
  const names = (await caches.keys()).filter((name) => name.startsWith(SAVED));
  const found = await Promise.all(names.map(async (name) => ({ address: name.slice(SAVED.length), ...(await record(name.slice(SAVED.length))) })));
  return found.filter(({ title }) => title);
}

/** Say a sentence of the catalogue, which is in a data attribute of an element; `count` chooses its form. */
export function say(words, key, { count, ...values } = {}) {
  const form = count === undefined ? key : `${key}${plural.select(count) === "one" ? "One" : "Other"}`;
  const all = { ...values, count: new Intl.NumberFormat(locale).format(count) };
  return (words.dataset[form] ?? "").replace(/\{(\w+)\}/g, (_, name) => all[name] ?? "");
}

/** Say how much of a community is here, and since when. */
export function since(words, { pages, date }) {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date(date));
  return say(words, "saved", { count: pages, date: language === "fr" ? day.replace(/^1 /, "1er ") : day });
}

/** A text in its own language, which may run another way. */
export function written(element, lang) {
  element.dir = "auto";
  if (lang && lang.split("-")[0] !== language) element.lang = lang;
  return element;
}
