// Tables: the files of an index, as records by key and lists of documents. A table is sorted and cut into shards;
// meta.json holds the first key of each, so that one fetch answers a look-up. How bytes are laid out is told in
// praxis_build/stages/index (tables.py, words.py, coding.py).

const SHARDS = 256, LISTS = 64, GROUPS = 16, CARDS = 2048; // kept at once, decoded: about 3 MB
const LAST = "\uffff"; // comes after all that a key may hold
const NAME = 8;
const PLAIN = /^[\0-\x7f]*$/;
const utf8 = new TextDecoder();
const NONE = { count: 0, numbers: [], impacts: [], most: 0, tail: "" };

/** The files of one published index: what is fetched is decoded once. */
export class Tables {
  #tables; #groups; #shards = new Map(); #lists = new Map(); #decks = new Map(); #cards = new Map();

  /**
   * @param {object} meta what meta.json holds
   * @param {(name: string) => Promise<ArrayBuffer>} load gives a file of the index
   */
  constructor(meta, load) {
    this.load = load;
    this.meta = meta;
    /** How many files could not be had. */
    this.failures = 0;
    this.#groups = cut(meta.cards);
    this.#tables = Object.fromEntries(Object.entries(meta.tables).map(([name, { keys, names }]) =>
      [name, { firsts: keys.split("\n"), names: cut(names) }]));
  }

  /** The names of all files but the tails of long lists, which only those that lists are in know. */
  get files() {
    const shards = Object.values(this.#tables).flatMap(({ names }) => names.map((name) => `${name}.bin`));
    return [...shards, ...this.#groups.filter((name) => !name.startsWith("-")).map((name) => `${name}.json`)];
  }

  /** The stems of a word, each with its language: `anim/fr`. */
  async stems(word) {
    const data = await this.#record("words", word);
    const stems = [], bytes = new Bytes(data);
    while (bytes.more) {
      const lang = bytes.text(), count = bytes.varint(), strip = bytes.varint(), end = bytes.text();
      if (count) stems.push(`${strip ? [...word].slice(0, -strip).join("") : word}${end}/${lang}`);
    }
    return stems;
  }

  /** The stems with a language that are all of a word. */
  async roots(word) {
    return (await this.#between("words", `${word}/`, `${word}0`)).map(([key]) => key);
  }

  /** The documents of a stem: `count` of all, `numbers` with their `impacts`, `tail` and its best impact `most`. */
  async postings(stem) {
    return kept(this.#lists, LISTS, stem, async () => {
      const bytes = new Bytes(await this.#record("words", stem));
      if (!bytes.more) return NONE;
      if (!bytes.byte()) return { ...NONE, ...bytes.list() };
      const count = bytes.varint(), most = bytes.byte(), tail = bytes.plain(NAME);
      return { ...bytes.list(), count, most, tail };
    });
  }

  /** The documents that a long list doesn't hold itself. */
  tail(name) {
    return kept(this.#lists, LISTS, name, async () => new Bytes(await this.#file(`${name}.bin`)).list());
  }

  /** The other names of a term. */
  async synonyms(name) {
    const data = await this.#record("words", `${name}=`);
    return data.length ? utf8.decode(data).split("\n") : [];
  }

  /**
   * The words that begin with a prefix, or end with it reversed, each with its number of documents; from `most` shards
   * at most, the nearest to a word.
   */
  async spelled(prefix, most, word = prefix, reverse = false) {
    const found = await this.#between(reverse ? "endings" : "spellings", prefix, prefix + LAST, most, word);
    return found.map(([key, data]) => [reverse ? turned(key) : key, new Bytes(data).varint()]);
  }

  /** Each value of a facet, or the one that is asked for, with its label and the numbers of its documents; of a date,
   * those of a year. */
  async chosen(facet, value = "") {
    const start = value ? `${facet}/${value}${facet === "date" ? "" : "/"}` : `${facet}/`;
    return (await this.#between("facets", start, start + LAST)).map(([key, data]) => {
      const end = key.indexOf("/", facet.length + 1);
      return [key.slice(facet.length + 1, end), JSON.parse(key.slice(end + 1)), new Bytes(data).gaps()];
    });
  }

  /** Which words that were fetched have one of some stems: as many forms as are at hand. */
  async forms(stems) {
    const { firsts, names } = this.#tables.words, found = new Set();
    for (const stem of stems) {
      const root = stem.slice(0, stem.lastIndexOf("/")), start = root.slice(0, Math.max(3, root.length - 2));
      const shard = await this.#shards.get(names[at(firsts, stem)]);
      for (const [key] of shard?.between(start, start + LAST) ?? []) {
        if (!/[/=]/.test(key) && (await this.stems(key)).includes(stem)) found.add(key);
      }
    }
    return found;
  }

  /** What a reader is shown of a document; nothing when its file can't be had. */
  card(number) {
    return kept(this.#cards, CARDS, number, async () => {
      const card = (await this.#deck(this.groupOf(number)))[number];
      if (!card) return null;
      const [title, url, kind, lang, date, summary, path] = card;
      return { number, title, url, kind, lang, date, summary, path };
    });
  }

  /** The name of the file that has a document's card. */
  groupOf(number) {
    return this.#groups[Math.floor(number / 2 ** this.meta.group)];
  }

  async #record(table, key) {
    const { firsts, names } = this.#tables[table] ?? { names: [] };
    return names.length ? (await this.#shard(names[at(firsts, key)])).get(key) : new Uint8Array();
  }

  // The records from a key to before another, from the shards that are nearest to a third.
  async #between(table, start, stop, most = Infinity, middle = start) {
    const { firsts, names } = this.#tables[table] ?? { names: [] };
    if (!names.length) return [];
    const last = at(firsts, stop), first = Math.max(at(firsts, start), Math.min(at(firsts, middle), last - most + 1));
    const wanted = names.slice(first, Math.min(last, first + most - 1) + 1);
    const shards = await Promise.all(wanted.map((name) => this.#shard(name)));
    return shards.flatMap((shard) => shard.between(start, stop));
  }

  #shard(name) {
    return kept(this.#shards, SHARDS, name, async () => new Shard(await this.#file(`${name}.bin`)));
  }

  // The cards of a group; few of them are shown, and kept.
  #deck(name) {
    return kept(this.#decks, GROUPS, name, async () => {
      const data = await this.#file(`${name}.json`);
      return data.length ? JSON.parse(utf8.decode(data)) : {};
    });
  }

  // A file that can't be had is empty, and isn't kept: the next search asks for it again.
  async #file(name) {
    try {
      return new Uint8Array(await this.load(name));
    } catch {
      this.failures += 1;
      for (const map of [this.#shards, this.#lists, this.#decks]) map.delete(name.slice(0, NAME));
      this.#cards.clear();
      return new Uint8Array();
    }
  }
}

// One run of records, its keys decoded.
class Shard {
  #keys = []; #ends = []; #data;

  constructor(data) {
    this.#data = data;
    const bytes = new Bytes(data);
    let key = "";
    while (bytes.more) {
      const shared = bytes.varint(), rest = bytes.take(bytes.varint());
      key = joined(key, shared, rest);
      this.#keys.push(key);
      const size = bytes.varint();
      this.#ends.push(bytes.at, bytes.at + size);
      bytes.at += size;
    }
  }

  get(key) {
    const place = first(this.#keys, key);
    return this.#keys[place] === key ? this.#payload(place) : new Uint8Array();
  }

  between(start, stop) {
    const found = [];
    for (let place = first(this.#keys, start); this.#keys[place] < stop; place++) {
      found.push([this.#keys[place], this.#payload(place)]);
    }
    return found;
  }

  #payload(place) {
    return this.#data.subarray(this.#ends[2 * place], this.#ends[2 * place + 1]);
  }
}

// A key from the bytes it shares with another and those it doesn't: plain letters, as nearly all are, take no decoder.
function joined(key, shared, rest) {
  if (PLAIN.test(key) && rest.every((byte) => byte < 128)) return key.slice(0, shared) + String.fromCharCode(...rest);
  const before = new TextEncoder().encode(key), whole = new Uint8Array(shared + rest.length);
  whole.set(before.subarray(0, shared));
  whole.set(rest, shared);
  return utf8.decode(whole);
}

// Bytes read from left to right.
class Bytes {
  constructor(data) {
    this.data = data;
    this.at = 0;
  }

  get more() {
    return this.at < this.data.length;
  }

  byte() {
    return this.data[this.at++];
  }

  // LEB128: seven bits a byte, the lowest first.
  varint() {
    let number = 0, scale = 1, byte;
    do {
      byte = this.data[this.at++] ?? 0;
      number += (byte & 127) * scale;
      scale *= 128;
    } while (byte > 127);
    return number;
  }

  take(size) {
    return this.data.subarray(this.at, (this.at += size));
  }

  text() {
    return utf8.decode(this.take(this.varint()));
  }

  plain(size) {
    return String.fromCharCode(...this.take(size));
  }

  gaps() {
    const numbers = [];
    for (let number = 0; this.more; numbers.push(number)) number += this.varint();
    return numbers;
  }

  // Documents: how many, the gaps between their numbers, their impacts.
  list() {
    const count = this.varint(), numbers = new Uint32Array(count);
    for (let at = 0, number = 0; at < count; at++) numbers[at] = number += this.varint();
    return { count, numbers, impacts: this.take(count) };
  }
}

// What is made once and kept, the last used longest.
function kept(map, most, key, make) {
  const made = map.get(key) ?? make();
  map.delete(key);
  map.set(key, made);
  if (map.size > most) map.delete(map.keys().next().value);
  return made;
}

const cut = (names) => names.match(/.{8}/g) ?? [];
const turned = (word) => [...word].reverse().join("");

// The place of the first key that isn't before another.
function first(keys, key) {
  let low = 0, high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The place of the shard that has a key, if any has.
const at = (firsts, key) => Math.max(0, first(firsts, key) - (firsts[first(firsts, key)] === key ? 0 : 1));
