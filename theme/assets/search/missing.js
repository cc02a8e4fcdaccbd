// The page of an address that leads nowhere: its field has the words of the address, and the first results are below.

import { Engine } from "./engine.js";
import { about, address, language, make, site, written } from "./shown.js";

const MOST = 5;
const LONG = 80; // letters of an address that are looked at

// The words of a part of an address: « ouvrir-un-frigo.html » says « ouvrir un frigo ».
function words(part) {
  let text = part;
  try {
    text = decodeURIComponent(part);
  } catch {
    // Anyone may have written anything: it is searched for as it is.
  }
  return text.slice(0, LONG).replace(/\.\w{1,5}$/, "").match(/[\p{L}\p{N}]+/gu)?.join(" ") ?? "";
}

function item(result) {
  const link = written(make("a", "", result.title), result.lang);
  link.href = address(result);
  return make(
    "li", "px-card px-result",
    make("p", "px-card-title", link),
    make("p", "px-result-about", about(document.querySelector(".px-search"), result)),
    written(make("p", "px-result-text", result.summary ?? ""), result.lang),
  );
}

// The last part first, which names the page; then all of them.
async function search(queries) {
  const engine = new Engine(site, language);
  for (const query of queries) {
    const { results } = await engine.search(query, { count: MOST });
    if (results.length) return results;
  }
  return [];
}

const parts = location.pathname.replace(site.pathname, "").split("/").map(words).filter((part) => part && part !== "index");
const queries = [...new Set([parts.at(-1), parts.join(" ")])].filter(Boolean);
const input = document.getElementById("px-query");
if (queries.length && !input.value) {
  [input.value] = queries;
  const results = await search(queries).catch(() => []); // without results, the field still leads to the search page
  const meant = document.querySelector(".px-meant");
  meant.querySelector("ol").replaceChildren(...results.map(item));
  meant.hidden = !results.length;
}
