// lunr on an index built beforehand, with the stemmers of lunr-languages. Its usual separator keeps « l’école » in one
// piece: this one parts words at apostrophes and punctuation too, which is to its advantage.
import { load } from "./scripts.js";

const SEPARATOR = /[\s\-'’.,;:!?()[\]«»“”"/]+/;

async function library(site, languages) {
  const others = languages.filter((one) => one !== "en").map((one) => `lunr.${one}.min.js`);
  const several = languages.length > 1 ? ["lunr.multi.min.js"] : [];
  await load(site, ["lunr.min.js", ...(others.length ? ["lunr.stemmer.support.min.js", ...others, ...several] : [])]);
  lunr.tokenizer.separator = SEPARATOR;
}

export async function build(documents, languages, site) {
  await library(site, languages);
  const index = lunr(function () {
    if (languages.length > 1) this.use(lunr.multiLanguage(...languages));
    else if (languages[0] !== "en") this.use(lunr[languages[0]]);
    this.ref("address");
    this.field("title", { boost: 3 });
    this.field("text");
    documents.forEach((document) => this.add(document));
  });
  return JSON.stringify(index);
}

export async function open(site, languages) {
  const [saved] = await Promise.all([fetch(new URL("index.json", site)), library(site, languages)]);
  if (languages.length > 1) lunr.multiLanguage(...languages); // registers the stemmers that the index names
  const index = lunr.Index.load(await saved.json());
  return async (query, typing) => {
    const words = lunr.tokenizer(query).filter((word) => word.toString());
    const found = index.query((asked) => {
      words.forEach((word) => asked.term(word));
      if (typing && words.length) asked.term(words.at(-1), { wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false });
    });
    return found.slice(0, 10).map((one) => one.ref);
  };
}
