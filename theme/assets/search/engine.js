// The search engine: from what a reader types to documents, the best first, by fetching only the files it takes.
// Nothing is fetched before the first search.

import { Analysis } from "./analysis.js";
import { passageOf, says } from "./passage.js";
import { pause, ranked } from "./ranking.js";
import { best, only, sorted } from "./scoring.js";
import { Tables } from "./tables.js";

const FOLDER = "data/search/", META = "meta.json";
const FIRST = 5, REQUESTS = 8; // results given first, and requests before they are
const YEAR = 4; // figures of a date by which documents are chosen
const CHECKED = 24, AT_ONCE = 4; // pages read to look for a phrase
const PAGES = 20; // pages kept

/** Searches a site; one is enough for a page. */
export class Engine {
  #site; #language; #get; #early; #opening; #meta; #analysis; #tables; #requests = 0; #last = {}; #pages = new Map();

  /**
   * @param {string | URL} site the address of the site's root
   * @param {string} language that of the reader
   * @param {typeof fetch} get fetches
   * @param {Promise<Response>} early `meta.json`, when it was asked for while this script was on its way
   */
  constructor(site, language, get = (...given) => fetch(...given), early = null) {
    [this.#site, this.#language, this.#get, this.#early] = [site, language, get, early];
  }

  /** Fetch what any search begins with. */
  async warm() {
    await this.#open().catch(() => {}); // the search will tell
  }

  /** Fetch all that any search may take, unless it is more than `most` files; tell whether it was fetched. */
  async fill(most) {
    await this.#open();
    const { files, load } = this.#tables;
    for (let at = 0; at < files.length && files.length <= most; at += REQUESTS) {
      await Promise.all(files.slice(at, at + REQUESTS).map(load));
    }
    return files.length <= most;
  }

  /**
   * Search for words, "phrases" and -words. When there are more results than a few requests can fetch, `onFirst` is
   * given the answer with the first ones. A search that is aborted rejects with its signal's reason at once.
   *
   * @param {string} query as typed
   * @param {{typing?: boolean, filters?: Object<string, string[]>, sort?: "relevance" | "date" | "cited", from?: number,
   *   count?: number, signal?: AbortSignal, onFirst?: (answer: object) => void}} options
   * @returns {Promise<{query: string, words: string[], found: number, exact: boolean, results: object[],
   *   suggestion: string, missing: boolean}>}
   */
  search(query, options = {}) {
    const none = { query, words: [], found: 0, exact: true, results: [], suggestion: "" };
    return until(options.signal, this.#tried(() => this.#answer(query, options), none));
  }

  /** How many of the present results have each value of some facets, as the filters of the others leave them. */
  facets(query, options = {}, names = []) {
    const counted = async () => {
      const { scores } = await this.#ranked(query, { ...options, whole: true });
      const each = names.map(async (name) => [name, await this.#counted(name, scores, options.filters ?? {})]);
      return Object.fromEntries(await Promise.all(each));
    };
    return until(options.signal, this.#tried(counted, {}));
  }

  /** The sentence of a result's page that has most of some words, and the fragment that leads to it. */
  async passage({ url }, words, signal) {
    const asked = Promise.all([this.#page(url), this.#open()]);
    const [page] = await until(signal, asked);
    return passageOf(page, new Set(words), this.#analysis);
  }

  // An answer, of the index that is there by then when some file could not be had at first.
  async #tried(ask, none) {
    let answer = none;
    for (const again of [false, true]) {
      try {
        await this.#open(again);
        const tables = this.#tables, before = tables.failures;
        answer = await ask();
        if (tables.failures === before) return answer;
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
      }
    }
    return { ...answer, missing: true };
  }

  async #answer(query, options) {
    const { from = 0, count = 10, filters = {}, sort = "relevance", signal, onFirst } = options;
    const before = this.#requests;
    const [all, allowed, values] = await Promise.all(
      [this.#ranked(query, options), this.#allowed(filters), sort === "relevance" ? null : this.#tables.chosen(sort)]);
    signal?.throwIfAborted();
    const { words, suggestion, phrases } = all, scores = among(all.scores, allowed, query);
    let numbers = values ? sorted(scores, values) : best(scores, phrases.length ? CHECKED : from + count);
    let found = scores.size, { exact } = all;
    if (phrases.length) [numbers, found, exact] = await this.#saying(phrases, numbers, found, from + count);
    const answer = { query, words, found, exact, suggestion, missing: false };
    const chosen = numbers.slice(from, from + count), first = this.#affordable(chosen, this.#requests - before);
    if (onFirst && first < chosen.length) {
      const results = await this.#cards(chosen.slice(0, first));
      signal?.throwIfAborted();
      onFirst({ ...answer, results });
    }
    return { ...answer, results: await this.#cards(chosen) };
  }

  // All that was found of a query with its score; the last is kept for filters, facets and other pages.
  async #ranked(query, { typing = false, filters = {}, sort = "relevance", from = 0, count = 10, whole = false, signal }) {
    const all = whole || from > 0 || sort !== "relevance" || Object.values(filters).some((values) => values.length > 0);
    const key = JSON.stringify([query, typing, all || count]), before = this.#tables.failures;
    if (this.#last.key === key) return this.#last.found;
    const found = await ranked(this.#tables, this.#analysis, this.#language, query, typing, all ? Infinity : count, signal);
    if (this.#tables.failures === before) this.#last = { key, found };
    return found;
  }

  // The documents that filters leave: any value of a facet will do, but one of each; nothing when there are no filters.
  async #allowed(filters, but = "") {
    const chosen = Object.entries(filters).filter(([facet, values]) => values.length && facet !== but);
    const sets = await Promise.all(chosen.map(async ([facet, values]) => {
      const found = await Promise.all(values.map((value) => this.#tables.chosen(facet, value)));
      return new Set(found.flat().flatMap(([, , numbers]) => numbers));
    }));
    return sets.length ? [...sets[0]].filter((number) => sets.every((set) => set.has(number))) : null;
  }

  async #counted(facet, scores, filters) {
    const [values, allowed] = await Promise.all([this.#tables.chosen(facet), this.#allowed(filters, facet)]);
    const left = among(scores, allowed, ""), counts = new Map();
    for (const [exact, label, numbers] of values) {
      const value = facet === "date" ? exact.slice(0, YEAR) : exact;
      const count = numbers.filter((number) => left.has(number)).length + (counts.get(value)?.count ?? 0);
      const chosen = Boolean(filters[facet]?.includes(value));
      if (count || chosen) counts.set(value, { value, label: facet === "date" ? value : labelled(label, this.#language), count, chosen });
    }
    const { compare } = new Intl.Collator(this.#language);
    return [...counts.values()].sort((one, other) => other.count - one.count || compare(one.label, other.label));
  }

  // Those of the best documents whose pages say some phrases, how many, and whether that is all of them.
  async #saying(phrases, numbers, found, enough) {
    const checked = numbers.slice(0, CHECKED), saying = [];
    let at = 0;
    for (; at < checked.length && saying.length < enough; at += AT_ONCE) {
      const cards = await this.#cards(checked.slice(at, at + AT_ONCE));
      const said = await Promise.all(cards.map(async ({ url }) => says(await this.#page(url), phrases, this.#analysis)));
      saying.push(...cards.filter((_, place) => said[place]).map(({ number }) => number));
    }
    return [saying, saying.length, at >= found];
  }

  // How many results may be given first: at least one, and no more than the requests that are left will fetch.
  #affordable(numbers, spent) {
    const groups = new Set(), room = REQUESTS - 2 - spent; // the script and meta.json came before
    const fits = (number) => groups.add(this.#tables.groupOf(number)).size <= room;
    return Math.max(1, numbers.slice(0, FIRST).filter(fits).length);
  }

  async #cards(numbers) {
    return (await Promise.all(numbers.map((number) => this.#tables.card(number)))).filter(Boolean);
  }

  #open(again = false) {
    if (again) this.#opening = null;
    this.#opening ??= this.#read().catch((error) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }

  async #read() {
    const early = await this.#early?.catch(() => null);
    this.#early = null;
    const answer = early?.ok ? early : await this.#fetched(FOLDER + META, { cache: "no-cache" });
    const text = await answer.text();
    if (text === this.#meta) return;
    const meta = parsed(text);
    [this.#meta, this.#last, this.#analysis] = [text, {}, new Analysis(meta.rules)];
    this.#tables = new Tables(meta, (name) => this.#file(FOLDER + name));
  }

  // Files of an index are named after what they hold: one that the browser has is good for ever.
  async #file(path) {
    await pause(); // a request takes its time too: a dozen of them would be a long task
    const answer = await this.#fetched(path, { cache: "force-cache" }).catch(() => this.#fetched(path, { cache: "reload" }));
    return answer.arrayBuffer();
  }

  #page(url) {
    if (!this.#pages.has(url)) {
      this.#pages.set(url, this.#fetched(url).then((answer) => answer.text()).catch(() => {
        this.#pages.delete(url);
        return "";
      }));
    }
    if (this.#pages.size > PAGES) this.#pages.delete(this.#pages.keys().next().value);
    return this.#pages.get(url);
  }

  async #fetched(path, options) {
    this.#requests += 1;
    const answer = await this.#get(new URL(path, this.#site).href, options).catch(() => null);
    if (!answer?.ok) throw new Unreachable(path);
    return answer;
  }
}

/** A file of the site that could not be had. */
class Unreachable extends Error {}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreachable(META); // some hosts answer with a page
  }
}

// The documents that filters leave of those found; of no query, all that filters leave.
function among(scores, allowed, query) {
  if (!allowed) return scores;
  return query.trim() || scores.size ? only(scores, allowed) : new Map(allowed.map((number) => [number, 0]));
}

const labelled = (label, language) => String(label?.[language] ?? (typeof label === "object" ? Object.values(label)[0] : label));

// A promise, unless a signal comes before.
function until(signal, promise) {
  if (!signal) return promise;
  const aborted = new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return Promise.race([promise, aborted]);
}
