// Material for MkDocs: its own worker, given what the page gives it; it builds the index in the browser.
export async function open(site) {
  const worker = new Worker(new URL("assets/javascripts/workers/search.js", site));
  const ask = (message) =>
    new Promise((done) => {
      worker.onmessage = (event) => done(event.data.data);
      worker.postMessage(message);
    });
  const { config, docs } = await (await fetch(new URL("search/search_index.json", site))).json();
  await ask({ type: 0, data: { config, docs, options: { suggest: false } } });
  return async (query) => (await ask({ type: 2, data: query })).items.slice(0, 10).map((one) => one[0].location);
}
