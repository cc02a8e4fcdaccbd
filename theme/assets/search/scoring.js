// Scoring: lists of documents, each with its impacts, become documents with a score. Sums of whole numbers are the same
// in Python and JavaScript; what a document weighs for a word is the best of what the word stands for.

const COORDINATION = 200; // what a document weighs besides the hundredths of the query that it has
const CUT = 4; // a document is found when what it has of the query is worth a quarter of what the best has

/** What a query's words say of documents; `slots` have an `idf` and `lists` with their `factor`. */
export class Scores {
  #slots; #total; #covers = new Map(); #size = 0; #numbers; #sums; #best; #masks;

  constructor(slots) {
    const lists = slots.flatMap((slot) => slot.lists);
    const room = lists.reduce((sum, { numbers }) => sum + numbers.length, 0);
    this.#slots = slots;
    this.#total = slots.reduce((sum, { idf }) => sum + idf, 0);
    this.#numbers = new Uint32Array(room);
    this.#sums = new Float64Array(room);
    this.#best = new Float64Array(room);
    this.#masks = new Uint32Array(room);
    // By number, one more than the place of a document: a Map would take most of the time.
    const places = new Uint32Array(1 + lists.reduce((most, { numbers }) => Math.max(most, numbers.at(-1) ?? 0), 0));
    slots.forEach((slot, at) => slot.lists.forEach((list) => this.#add(1 << at, list, places)));
  }

  /** Whether no list has documents that were not fetched. */
  get exact() {
    return this.#slots.every(({ lists }) => lists.every(({ tail }) => !tail));
  }

  /** Give each document that has enough of the query, and all words of a mask, with its score. */
  each(needed, give) {
    const size = this.#size;
    let most = 0;
    for (let place = 0; place < size; place++) most = Math.max(most, this.#cover(this.#masks[place]));
    for (let place = 0; place < size; place++) {
      const mask = this.#masks[place];
      if (this.#cover(mask) * CUT < most || (mask & needed) !== needed) continue;
      give(this.#numbers[place], this.#score(this.#sums[place], mask));
    }
  }

  /** Whether documents that were not fetched could be among the `page` best, or documents beyond them. */
  unsettled(page) {
    const bounds = this.#slots.map(({ lists }) =>
      Math.max(0, ...lists.map(({ tail, factor, most }) => (tail ? factor * most : 0))));
    const tails = bounds.reduce((mask, bound, slot) => (bound ? mask | (1 << slot) : mask), 0);
    if (!tails) return false;
    const size = this.#size;
    if (size <= page) return true;
    const scores = new Float64Array(size);
    for (let place = 0; place < size; place++) scores[place] = this.#score(this.#sums[place], this.#masks[place]);
    const least = scores.slice().sort()[size - page];
    const gain = new Map();
    const gained = (mask) => bounds.reduce((sum, bound, slot) => (mask & (1 << slot) ? sum : sum + bound), 0);
    for (let place = 0; place < size; place++) {
      const mask = this.#masks[place];
      if (scores[place] >= least) continue;
      if (!gain.has(mask)) gain.set(mask, gained(mask));
      if (this.#score(this.#sums[place] + gain.get(mask), mask | tails) > least) return true;
    }
    return this.#score(gained(0), tails) > least;
  }

  #add(bit, { numbers, impacts, factor }, places) {
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at], value = factor * impacts[at];
      if (!places[number]) {
        this.#numbers[this.#size] = number;
        places[number] = ++this.#size;
      }
      const place = places[number] - 1;
      if (!(this.#masks[place] & bit)) {
        this.#masks[place] |= bit;
        this.#best[place] = 0;
      }
      if (value > this.#best[place]) {
        this.#sums[place] += value - this.#best[place];
        this.#best[place] = value;
      }
    }
  }

  #score(sum, mask) {
    return sum * (COORDINATION + Math.floor((100 * this.#cover(mask)) / this.#total));
  }

  // What the words that a document has are worth.
  #cover(mask) {
    let cover = this.#covers.get(mask);
    if (cover === undefined) {
      cover = this.#slots.reduce((sum, { idf }, slot) => (mask & (1 << slot) ? sum + idf : sum), 0);
      this.#covers.set(mask, cover);
    }
    return cover;
  }
}

/** The `most` best of documents with scores, in order; of equals, the lower number. */
export function best(scores, most) {
  const least = scores.size > most ? leastOf(scores, most) : 0, found = [];
  scores.forEach((score, number) => score >= least && found.push([number, score]));
  return found.sort(order).slice(0, most).map(([number]) => number);
}

// The least of the `most` greatest scores: sorting plain numbers is much faster than sorting documents.
function leastOf(scores, most) {
  const all = new Float64Array(scores.size);
  let size = 0;
  scores.forEach((score) => { all[size++] = score; });
  return all.sort()[size - most];
}

/** All of documents with scores in the order of a facet's values, the last first, then those that have none. */
export function sorted(scores, values) {
  const having = [...values].reverse().flatMap(([, , numbers]) => best(only(scores, numbers), Infinity));
  const all = new Set(having);
  for (const number of best(scores, Infinity)) all.add(number);
  return [...all];
}

/** Those of some documents that are among others. */
export function only(scores, numbers) {
  return new Map(numbers.filter((number) => scores.has(number)).map((number) => [number, scores.get(number)]));
}

const order = ([one, score], [other, its]) => its - score || one - other;
