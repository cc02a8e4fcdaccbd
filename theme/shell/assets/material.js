// What Material's scripts, and those of a site, expect to find: where the site is, and what a reader chose there.
{
  const { dataset, src } = document.currentScript;
  window.__md_scope = new URL(dataset.scope ?? "..", src);
  window.__md_hash = (text) => [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);
  window.__md_get = (name, store = localStorage, scope = __md_scope) => JSON.parse(store.getItem(`${scope.pathname}.${name}`));
  window.__md_set = (name, value, store = localStorage, scope = __md_scope) => {
    try {
      store.setItem(`${scope.pathname}.${name}`, JSON.stringify(value));
    } catch {
      // Storage may be refused: then nothing is kept.
    }
  };
}
