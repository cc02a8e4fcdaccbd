// MiniSearch on an index built beforehand, with what its guide advises: accents and stop words off,
// typos, titles that weigh more, the last word a prefix while it is typed; the weights are the best found on the even questions.
const fold = (word) => word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/g, "oe");
const words = await (await fetch(new URL("stop.txt", import.meta.url))).text();
const STOP = new Set(fold(words).split(/\s+/));

const OPTIONS = {
  idField: "address",
  fields: ["title", "text"],
  processTerm: (word) => (STOP.has(fold(word)) ? null : fold(word)),
  searchOptions: {
    boost: { title: 3 },
    fuzzy: (word) => (word.length > 4 ? 0.2 : false),
    weights: { fuzzy: 0.3, prefix: 0.3 },
  },
};

async function library(site) {
  return (await import(new URL("minisearch.js", site))).default;
}

export async function build(documents, _languages, site) {
  const MiniSearch = await library(site);
  const index = new MiniSearch(OPTIONS);
  index.addAll(documents);
  return JSON.stringify(index);
}

export async function open(site) {
  const [MiniSearch, saved] = await Promise.all([library(site), fetch(new URL("index.json", site))]);
  const index = MiniSearch.loadJSON(await saved.text(), OPTIONS);
  return async (query, typing) => {
    const prefix = (_word, place, words) => typing && place === words.length - 1;
    return index.search(query, { prefix }).slice(0, 10).map((one) => one.id);
  };
}
