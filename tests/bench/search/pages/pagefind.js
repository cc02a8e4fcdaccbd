// Pagefind: its interface for programs; a result's address is in a file of its own.
export async function open(site) {
  const pagefind = await import(new URL("pagefind/pagefind.js", site));
  await pagefind.init();
  return async (query) => {
    const { results } = await pagefind.search(query);
    const found = await Promise.all(results.slice(0, 10).map((one) => one.data()));
    return found.map((one) => one.url);
  };
}
