// Passages: the sentence of a page that answers a search. Pages are read as text: nothing in them is run or shown.

const BLOCKS = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,td,th,caption,figcaption,blockquote,pre,summary,div,section,aside,article";
const ASIDE = "nav,footer,script,style,.px-kind,.px-byline";
const SENTENCE = /\S.*?(?:[.!?…]{1,3}[»”")\u00a0]{0,2}(?=\s)|$)/gs;
const LONGEST = 240; // characters of a passage
const QUOTED = 80; // characters of a sentence that a link quotes whole
const ENDS = 4; // words of its beginning and of its end that a link quotes, of a longer one

/** Whether a page has all of some phrases, each in one block. */
export function says(html, phrases, analysis) {
  const texts = blocksOf(html).map(({ text }) => ` ${analysis.words(text).join(" ")} `);
  return phrases.every((phrase) => texts.some((text) => text.includes(` ${phrase.join(" ")} `)));
}

/** The sentence with the most of some words, in parts, and the fragment that leads to it; nothing when none has any. */
export function passageOf(html, words, analysis) {
  let best = null, most = 0;
  for (const { text, id, level, embedded } of blocksOf(html)) {
    if (level === "H1" || embedded) continue; // another document's words are its own passage
    for (const sentence of text.match(SENTENCE) ?? []) {
      const hits = new Set(analysis.words(sentence).filter((word) => words.has(word))).size;
      if (hits > most) [best, most] = [{ sentence, id }, hits];
    }
  }
  return best && { parts: partsOf(best.sentence, words, analysis), fragment: fragmentOf(best) };
}

// The texts of a page's document, each with the id of the heading it stands under.
function blocksOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const root = page.querySelector("article.px-document") ?? page.body;
  const walker = page.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const blocks = [];
  let block, id = "";
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement, its = parent.closest(BLOCKS);
    if (parent.closest(ASIDE)) continue;
    if (/^H[1-6]$/.test(its?.tagName) && its.id) id = its.id;
    if (its !== block) blocks.push({ text: "", id, level: its?.tagName, embedded: parent.closest(".px-embed") });
    block = its;
    blocks.at(-1).text += walker.currentNode.data;
  }
  return blocks.map((one) => ({ ...one, text: one.text.replace(/[ \t\r\n]+/g, " ").trim() })).filter(({ text }) => text);
}

function partsOf(sentence, words, analysis) {
  const parts = [];
  let at = 0;
  const add = (text, hit) => text && parts.push({ text, hit });
  for (const chunk of analysis.chunks(sentence)) {
    if (!analysis.words(chunk).some((word) => words.has(word))) continue;
    const start = sentence.indexOf(chunk, at);
    if (start < 0) continue; // a number that was written with spaces
    add(sentence.slice(at, start), false);
    add(chunk, true);
    at = start + chunk.length;
  }
  add(sentence.slice(at), false);
  return shortened(parts);
}

// A long sentence from shortly before its first hit, as far as there is room.
function shortened(parts) {
  const length = parts.reduce((sum, { text }) => sum + text.length, 0);
  const [first, ...rest] = parts;
  if (length <= LONGEST) return parts;
  const kept = first.hit || first.text.length < LONGEST / 3 ? [first] : [{ text: `…${fromWord(first.text, LONGEST / 4)}`, hit: false }];
  let room = LONGEST - kept[0].text.length;
  for (const part of rest) {
    if (part.text.length > room) {
      kept.push({ text: `${untilWord(part.text, room)}…`, hit: false });
      break;
    }
    kept.push(part);
    room -= part.text.length;
  }
  return kept;
}

const fromWord = (text, size) => text.slice(-size).replace(/^\S*/, "");
const untilWord = (text, size) => text.slice(0, Math.max(0, size)).replace(/\S*$/, "").trimEnd();

// Where browsers know text fragments, the sentence; elsewhere, its heading.
function fragmentOf({ sentence, id }) {
  if (!("fragmentDirective" in document)) return id && `#${encodeURIComponent(id)}`;
  const words = sentence.split(" ");
  const quoted = sentence.length <= QUOTED ? [sentence] : [words.slice(0, ENDS), words.slice(-ENDS)].map((some) => some.join(" "));
  return `#:~:text=${quoted.map((some) => encodeURIComponent(some).replaceAll("-", "%2D")).join(",")}`;
}
