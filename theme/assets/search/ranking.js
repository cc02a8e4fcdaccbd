// Ranking: from a query to all the documents it finds, each with its score. The steps and the figures are those of
// praxis_build/stages/index/search.py: both find the same in the same order.

import { matched } from "./matching.js";
import { Scores } from "./scoring.js";

const SYNONYM = 70; // what a synonym weighs, in hundredths of the reader's own words
const OWN = 10, OTHER = 9; // what a document weighs in the reader's language, and in another
const LONGEST_NAME = 4, READINGS = 6; // words of a term's name; ways in which a query is read
const SCALE = 1024; // the idf is rounded to its 1,024ths, so that scores are whole numbers

/**
 * What a query finds: `scores` by number; `exact` when no list was left unfetched; `words` to highlight; `phrases` that
 * are still to be looked for; `suggestion`, the query that may have been meant.
 *
 * @param {number} page how many of the best must be sure
 * @param {AbortSignal | undefined} signal ends the work when another query was typed
 */
export async function ranked(tables, analysis, language, query, typing, page, signal) {
  const { said, wanted, phrases, refused } = analysis.query(query);
  const begun = typing && analysis.words([...query].at(-1) ?? "").length ? said.at(-1) : "";
  const [own, synonyms, unwanted] = await Promise.all([
    Promise.all(wanted.map((word) => matched(tables, analysis.endings, word, word === begun))),
    synonymsOf(tables, analysis, said, wanted),
    Promise.all(refused.map((words) => having(tables, analysis, words))),
  ]);
  const readings = [own.map(({ stems }) => stems)];
  // A phrase is looked for as it was typed.
  for (const { run, stems } of phrases.length ? [] : synonyms) {
    readings.push([...own.filter((_, at) => !run.includes(wanted[at])).map((match) => match.stems), ...stems]);
  }
  const scores = new Map();
  let exact = true;
  for (const reading of readings) {
    const { slots, placed } = await slotsOf(tables, reading, language);
    const needed = neededBy(phrases, analysis, wanted, placed);
    if (needed === null) continue;
    await pause();
    signal?.throwIfAborted();
    const found = await settled(tables, slots, needed ? Infinity : page);
    await pause();
    found.each(needed, (number, score) => score > (scores.get(number) ?? -1) && scores.set(number, score));
    exact &&= found.exact;
  }
  unwanted.flat().forEach((number) => scores.delete(number));
  const forms = await tables.forms(new Set(readings.flat().flatMap((stems) => [...stems.keys()])));
  const meant = new Map(own.flatMap((match, at) => (match.meant ? [[wanted[at], match.meant]] : [])));
  return { scores, exact, phrases, words: [...new Set([...wanted, ...forms])], suggestion: instead(query, meant, analysis) };
}

/** Lets the page answer whoever types: no task may be long on a slow phone. */
export const pause = () => globalThis.scheduler?.yield?.() ?? new Promise((go) => setTimeout(go));

// The words of other names of the terms that are named, with the words they may take the place of.
async function synonymsOf(tables, analysis, said, wanted) {
  const runs = said.flatMap((word, start) => (wanted.includes(word) ? namesAt(said, start) : []));
  const found = await Promise.all(runs.map(async (run) => ({ run, names: await tables.synonyms(run.join(" ")) })));
  const each = found.flatMap(({ run, names }) => names.map((name) => ({ run, words: telling(name.split(" "), analysis) })));
  return Promise.all(each.slice(0, READINGS - 1).map(async ({ run, words }) => ({
    run,
    stems: await Promise.all(words.map(async (word) => new Map((await tables.stems(word)).map((stem) => [stem, SYNONYM])))),
  })));
}

const namesAt = (said, start) =>
  Array.from({ length: Math.min(LONGEST_NAME, said.length - start) }, (_, more) => said.slice(start, start + more + 1));

const telling = (words, analysis) => {
  const found = words.filter((word) => !analysis.usual(word));
  return found.length ? found : words;
};

// Words that stand for something, those that stand for the same once; `placed` says which is which.
async function slotsOf(tables, reading, language) {
  const lists = await Promise.all(reading.map((stems) => listed(tables, stems)));
  const slots = [], places = new Map();
  const placed = lists.map((its) => {
    const key = its.map(({ stem }) => stem).sort().join(" ");
    if (!key) return -1;
    if (!places.has(key)) {
      places.set(key, slots.length);
      slots.push(slotOf(its, tables.meta.documents, language));
    }
    return places.get(key);
  });
  return { slots, placed };
}

// What a word stands for: « gênent » tells more than « gens », in whatever language.
function slotOf(lists, documents, language) {
  const worth = (some) => idfOf(some.reduce((sum, { count }) => sum + count, 0), documents);
  const same = (one) => lists.filter(({ stem }) => rootOf(stem) === rootOf(one));
  const own = (stem) => (stem.endsWith(`/${language}`) ? OWN : OTHER);
  const factored = lists.map((list) => ({ ...list, factor: list.weight * own(list.stem) * worth(same(list.stem)) }));
  return { idf: worth(lists), lists: factored };
}

const rootOf = (stem) => stem.slice(0, stem.indexOf("/"));

const listed = (tables, stems) =>
  Promise.all([...stems].map(async ([stem, weight]) => ({ stem, weight, ...(await tables.postings(stem)) })));

function idfOf(count, documents) {
  const having = Math.min(count, documents);
  return Math.max(1, Math.floor(SCALE * Math.log(1 + (documents - having + 0.5) / (having + 0.5)) + 0.5));
}

// The mask of the words that phrases need; nothing when one of them is nowhere.
function neededBy(phrases, analysis, wanted, placed) {
  let mask = 0;
  for (const word of phrases.flatMap((phrase) => telling(phrase, analysis))) {
    const at = wanted.indexOf(word);
    if (at >= 0 && placed[at] < 0) return null;
    if (at >= 0) mask |= 1 << placed[at];
  }
  return mask;
}

// The scores by the lists that words have at hand, or by whole ones when these could change the first page.
async function settled(tables, slots, page) {
  const scores = new Scores(slots);
  if (!scores.unsettled(page)) return scores;
  return new Scores(await Promise.all(slots.map(async (slot) => ({ ...slot, lists: await whole(tables, slot.lists) }))));
}

async function whole(tables, lists) {
  const all = await Promise.all(lists.map(async (list) =>
    (list.tail ? [{ ...list, tail: "" }, { ...list, tail: "", ...(await tables.tail(list.tail)) }] : [list])));
  return all.flat();
}

// The documents that have all of some words.
async function having(tables, analysis, words) {
  const sets = await Promise.all(telling(words, analysis).map(async (word) => {
    const { stems } = await matched(tables, analysis.endings, word);
    return new Set((await whole(tables, await listed(tables, stems))).flatMap(({ numbers }) => [...numbers]));
  }));
  return [...sets[0]].filter((number) => sets.every((set) => set.has(number)));
}

// The query with the words that may have been meant.
function instead(query, meant, analysis) {
  const changed = analysis.chunks(query).filter((chunk) => meant.has(analysis.words(chunk).join(" ")));
  return changed.reduce((text, chunk) => text.replace(chunk, () => meant.get(analysis.words(chunk).join(" "))), changed.length ? query : "");
}
