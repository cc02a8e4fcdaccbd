// What the header's field and the search page say, and how. Whatever an author or a reader wrote is put as text.
//
// `words` is the element whose data attributes hold the sentences of the catalogue, in the language of the page.

export const site = new URL("../..", import.meta.url);
export const language = document.documentElement.lang.split("-")[0] || "en";
const locale = `${language}-CA`; // as dates are said on the other pages: stages/render/dates.py
const plural = new Intl.PluralRules(locale);
const numbers = new Intl.NumberFormat(locale);
const names = new Intl.DisplayNames(locale, { type: "language", fallback: "code" });

export const say = (words, key, values = {}) =>
  (words.dataset[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export const number = (value) => numbers.format(value);

// How many there are; the index may know only that there are more.
export function found(words, { found: count, exact = true }) {
  if (!count) return say(words, "none");
  const key = exact ? `found${plural.select(count) === "one" ? "One" : "Other"}` : "least";
  return say(words, key, { count: number(count) });
}

export function make(tag, className = "", ...inside) {
  const one = document.createElement(tag);
  if (className) one.className = className;
  one.append(...inside);
  return one;
}

// A sentence with a link to the query that may have been meant.
export function suggestion(words, query, link) {
  const [before, after = ""] = say(words, "suggest", { query: "\0" }).split("\0");
  link.append(make("q", "", query));
  return [before, link, after];
}

export const marked = (parts) => parts.map(({ text, hit }) => (hit ? make("mark", "", text) : text));

// What a result is, where it stands, when it was written.
export function about(words, { kind, lang, path = [], date }) {
  const foreign = lang && lang.split("-")[0] !== language ? languageName(lang) : "";
  return [words.dataset[kind], foreign, path.join(" › "), date && day(date)].filter(Boolean).join(" · ");
}

export const address = ({ url }, fragment = "") => `${site.href}${url}${fragment}`;

// A text in its own language, which may run another way.
export function written(element, lang) {
  element.dir = "auto";
  if (lang && lang.split("-")[0] !== language) element.lang = lang;
  return element;
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export function languageName(code) {
  try {
    return names.of(code);
  } catch {
    return code; // an author may have written anything
  }
}

// A year, a month or a day, as the other pages say it.
function day(iso) {
  const [, year, month, date] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso) ?? [];
  if (!year) return iso;
  const form = date ? { dateStyle: "long" } : month ? { year: "numeric", month: "long" } : { year: "numeric" };
  const said = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...form });
  const text = said.format(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(date ?? 1)));
  return language === "fr" ? text.replace(/^1 /, "1er ") : text;
}
