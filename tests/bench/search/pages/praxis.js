// Praxis: its own engine, from the site. `soon` is for the first results: what the engine would fetch after is held back.
export async function open(site, languages) {
  const early = fetch(new URL("data/search/meta.json", site), { cache: "no-cache" }); // as the field does
  const { Engine } = await import(new URL("assets/search/engine.js", site));
  let enough = false;
  const get = (...given) => (enough ? new Promise(() => {}) : fetch(...given));
  const engine = new Engine(new URL(site), languages[0], get, early);
  return async (query, typing, soon = false) => {
    const { results } = await new Promise((done, failed) => {
      const onFirst = (answer) => {
        enough = true;
        done(answer);
      };
      engine.search(query, { typing, count: 10, ...(soon ? { onFirst } : {}) }).then(done, failed);
    });
    return results.map((one) => one.url);
  };
}
