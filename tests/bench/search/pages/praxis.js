// Praxis: its own engine, from the site.
export async function open(site, languages) {
  const { Engine } = await import(new URL("assets/search/engine.js", site));
  const engine = new Engine(new URL(site), languages[0]);
  return async (query, typing) => (await engine.search(query, { typing, count: 10 })).results.map((one) => one.url);
}
