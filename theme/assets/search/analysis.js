// Analysis: a text becomes the words it is searched by. What the index was written with says how: the `rules` of its
// meta.json. The steps are those of praxis_build/stages/index/analysis.py, and tests hold the two together.

// A minus sign, then a phrase in any quotation marks, or what has no space.
const PIECE = /(-?)(?:["«“]([^"»”]*)["»”]?|([^\u0000- \u0085\u00a0\u202f"«“]+))/gu;
const MARKS = /[\u0300-\u036f]/g;
const DIGIT = /^[0-9]/;
const MOST = 16; // words that count in a query: more say nothing more

export class Analysis {
  #rules; #chunk; #grouped; #elided; #inverted; #initials; #breaks; #gendered; #letters; #odd; #stop;

  /** @param {object} rules those of an index */
  constructor(rules) {
    this.#rules = rules;
    this.#chunk = new RegExp(rules.chunk, "gu");
    this.#grouped = new RegExp(rules.grouped, "gu");
    this.#elided = new RegExp(rules.elided, "u");
    this.#inverted = new RegExp(rules.inverted, "u");
    this.#initials = new RegExp(rules.initials, "u");
    this.#breaks = new RegExp(rules.breaks, "u");
    this.#gendered = new RegExp(rules.gendered, "u");
    this.#letters = new RegExp(`[${Object.keys(rules.letters).join("")}]`, "gu");
    this.#odd = new RegExp(rules.odd, "gu");
    this.#stop = new Set(rules.stop.split(" "));
    /** The endings of words, the longest first. */
    this.endings = rules.endings.split(" ");
  }

  /** The words of a text, in order, folded: several for what is joined by a hyphen or says two genders. */
  words(text) {
    return this.chunks(text).flatMap((chunk) => this.#wordsOf(chunk));
  }

  /** What words are made from, as written: letters and digits with the marks that may join them. */
  chunks(text) {
    return this.#closed(text).match(this.#chunk) ?? [];
  }

  /** Whether a folded word is too usual to say what a text is about. */
  usual(word) {
    return this.#stop.has(word);
  }

  /**
   * What a text asks for; any text is a query. `said` are all its words in order; `wanted` those that tell something,
   * or all when none does; documents must have each of `phrases`, and none of what `refused` says.
   */
  query(text) {
    const said = [], phrases = [], refused = [];
    for (const [, minus, phrase, plain] of this.#closed(text).matchAll(PIECE)) {
      const words = this.words(phrase ?? plain);
      if (minus && words.length) {
        // Each of these words is looked up: a link with thousands would have a reader fetch all of the index.
        if (refused.flat().length + words.length <= MOST) refused.push(words);
        continue;
      }
      said.push(...words);
      if (phrase && words.length > 1) phrases.push(words);
    }
    said.splice(4 * MOST);
    const telling = said.filter((word) => !this.usual(word));
    return { said, wanted: [...new Set(telling.length ? telling : said)].slice(0, MOST), phrases, refused };
  }

  // A text without the spaces inside numbers and between initials: « 61 400 $ », « C. A. ». What may be a number isn't
  // when its first digits end a longer one.
  #closed(text) {
    return text.replace(this.#grouped, (found, at) =>
      (DIGIT.test(found) && DIGIT.test(text.slice(at - 1, at)) ? found : found.replace(/[ \u00a0\u202f]/g, "")));
  }

  #wordsOf(chunk) {
    return this.#split(this.#fold(chunk)).flatMap((token) => this.#join(token)).map((word) => this.#shorten(word));
  }

  #fold(chunk) {
    const plain = chunk.normalize("NFKD").toLowerCase().replace(MARKS, "");
    const said = plain.replace(this.#letters, (letter) => this.#rules.letters[letter]);
    // One character may stand for several, some of them no letters: « ½ », « ﷺ ».
    return said.replace(this.#odd, "@").normalize("NFC");
  }

  // Cut at what joins no word, unless the pieces are initials or the ending of another gender.
  #split(token) {
    if (this.#initials.test(token)) return [token.replaceAll(".", "")];
    const both = this.#genders(token);
    return both.length ? both : token.split(this.#breaks).filter(Boolean);
  }

  // The masculine and the feminine of « animateur·trices »; nothing for another word.
  #genders(token) {
    const { feminines, hyphenated } = this.#rules;
    const found = this.#gendered.exec(token);
    if (!found) return [];
    const base = found[1], written = found[2] ?? found[4];
    const ending = Object.hasOwn(feminines, written) ? written : less(written, "s");
    if ((token.includes("-") && !hyphenated.includes(ending)) || !Object.hasOwn(feminines, ending)) return [];
    const masculine = written.endsWith("s") ? less(base, "s") : base;
    const pair = feminines[ending].find(([old]) => masculine.endsWith(old));
    return pair ? [base, less(masculine, pair[0]) + pair[1]] : [];
  }

  // A word with hyphens by its parts, then whole; apostrophes that elide nothing join: « aujourd'hui ».
  #join(token) {
    // The pronoun that a question puts after its verb makes no word with it: « peut-on », « existe-t-il ».
    const bare = this.#bare(token).replace(this.#inverted, "$1");
    const parts = bare.split("-").map((part) => this.#bare(part).replaceAll("'", "")).filter(Boolean);
    return parts.length > 1 ? [...parts, bare.replace(/['-]/g, "")] : parts;
  }

  #bare(part) {
    return less(part.replace(this.#elided, ""), "'s");
  }

  #shorten(word) {
    const { longest } = this.#rules;
    return word.length > longest ? [...word].slice(0, longest).join("") : word;
  }
}

const less = (text, end) => (end && text.endsWith(end) ? text.slice(0, -end.length) : text);
