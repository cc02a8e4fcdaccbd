// Pagefind: its interface for programs; a result's address is in a file of its own. The first results
// are five, as its own interface shows.
export async function open(site) {
  const pagefind = await import(new URL("pagefind/pagefind.js", site));
  await pagefind.init();
  return async (query, _typing, soon = false) => {
    const { results } = await pagefind.search(query);
    const found = await Promise.all(results.slice(0, soon ? 5 : 10).map((one) => one.data()));
    return found.map((one) => one.url);
  };
}
