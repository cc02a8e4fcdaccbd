// Matching: the stems that a word of a query stands for: its own, what it begins, what it may have meant. The steps and
// the figures are those of praxis_build/stages/index/matching.py.

// What a document's word weighs, in hundredths: as typed; begun; of the same root; one letter wrong; two.
const EXACT = 100, BEGUN = 80, KIN = 90, NEAR = 80, FAR = 60;
const COMPLETIONS = 6, CORRECTIONS = 4, SHARDS = 1;
const SHORT = 3, FEW = 3; // letters that begin words of many shards, and how many of these words
const SHORTEST = 4, SHORTEST_ROOT = 3;
const ONE_EDIT = 4, TWO_EDITS = 8; // letters of a word that may have one letter wrong, or two

/**
 * What a word stands for; while it is being typed, also what it begins. `stems` gives each stem with its language
 * (`anim/fr`) what it weighs; `meant` is the word when it isn't the one typed.
 */
export async function matched(tables, endings, word, typing = false) {
  const [own, begun] = await Promise.all([
    weighed(tables, [[word, EXACT]]),
    typing && [...word].length > 1 ? completed(tables, word, BEGUN) : new Map(),
  ]);
  const stems = new Map([...begun, ...own]);
  if (stems.size) return { stems, meant: "" };
  const { root, kin } = await kinOf(tables, endings, word);
  const found = (await corrections(tables, word, kin.length ? 1 : 2, typing)).filter(([one]) => one.startsWith(root));
  for (const [stem, weight] of await weighed(tables, [...found].reverse())) stems.set(stem, weight);
  for (const stem of kin) stems.set(stem, KIN);
  if (stems.size || [...word].length < SHORTEST) return { stems, meant: (!kin.length && found[0]?.[0]) || "" };
  return { stems: await completed(tables, word, FAR), meant: "" };
}

// The stems of words in all languages; of two weights, the last.
async function weighed(tables, words) {
  const stems = await Promise.all(words.map(([word]) => tables.stems(word)));
  return new Map(words.flatMap(([, weight], at) => stems[at].map((stem) => [stem, weight])));
}

// The stems of the most used words that begin with one.
async function completed(tables, word, weight) {
  const found = (await tables.spelled(word, SHARDS)).filter(([one]) => one !== word);
  found.sort(([one, count], [other, its]) => its - count || order(one, other));
  const most = [...word].length > SHORT ? COMPLETIONS : FEW;
  return weighed(tables, found.slice(0, most).map(([one]) => [one, weight]));
}

// What is left of a word without the longest ending that leaves the stem of another, and its stems.
async function kinOf(tables, endings, word) {
  for (const ending of endings) {
    const root = word.slice(0, word.length - ending.length);
    if ([...root].length < SHORTEST_ROOT || !word.endsWith(ending)) continue;
    // The French stemmer leaves « gênent » as it is.
    const kin = (await Promise.all([root, `${root}ent`].map((one) => tables.roots(one)))).flat();
    if (kin.length) return { root, kin };
  }
  return { root: "", kin: [] };
}

// The words that may have been meant, the likeliest first, and what each weighs.
async function corrections(tables, word, most, typing) {
  const letters = [...word];
  const edits = Math.min(most, (letters.length >= ONE_EDIT) + (letters.length >= TWO_EDITS));
  if (!edits) return [];
  // What is wrong is behind what begins the word, where it is looked for first, or before what ends it.
  const kept = Math.floor((letters.length - 1) / (edits + 1));
  const turned = [...letters].reverse();
  const ending = () => tables.spelled(turned.slice(0, kept).join(""), SHARDS, turned.join(""), true);
  const others = typing ? null : ending(); // no second wait; but what begins a word being typed is at hand
  const words = await tables.spelled(letters.slice(0, kept).join(""), SHARDS, word);
  let found = near(letters, words, edits);
  if (!found.some(({ weight }) => weight === NEAR)) {
    found = near(letters, new Map([...words, ...(await (others ?? ending()))]), edits);
  }
  found.sort((a, b) => a.cost - b.cost || b.count - a.count || order(a.one, b.one));
  return found.slice(0, CORRECTIONS).filter((it) => it.cost <= found[0].cost + 1).map(({ one, weight }) => [one, weight]);
}

// Those of some words that are a few edits away.
function near(letters, words, edits) {
  const found = [];
  for (const [one, count] of words) {
    const its = [...one];
    if (Math.abs(its.length - letters.length) > edits) continue;
    const far = distance(letters, its, edits);
    if (far <= edits) found.push({ one, count, cost: cost(letters, its, far), weight: far === 1 ? NEAR : FAR });
  }
  return found;
}

// How many letters were added, left out, changed or swapped; `most + 1` for more than that.
function distance(one, other, most) {
  let older, before = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 0; i < one.length; i++) {
    [older, before, row] = [before, row, [i + 1]];
    let least = i + 1;
    for (let j = 0; j < other.length; j++) {
      let steps = Math.min(before[j] + (one[i] !== other[j]), before[j + 1] + 1, row[j] + 1);
      if (i && j && one[i] === other[j - 1] && one[i - 1] === other[j]) steps = Math.min(steps, older[j - 1] + 1);
      row.push(steps);
      if (steps < least) least = steps;
    }
    if (least > most) return most + 1;
  }
  return row[other.length];
}

// How unlikely it is that a word was meant: a letter doubled or swapped is the likeliest slip.
function cost(word, one, far) {
  const slip = single(word) === single(one) || (far === 1 && sorted(word) === sorted(one));
  return 2 * far - slip + (word[0] !== one[0]);
}

const single = (letters) => letters.filter((letter, at) => letter !== letters[at - 1]).join("");
const sorted = (letters) => [...letters].sort().join("");
const order = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
