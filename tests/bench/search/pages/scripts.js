// Load scripts that are no modules, in order.
export async function load(site, names) {
  for (const name of names) {
    await new Promise((loaded, failed) => {
      const script = document.createElement("script");
      Object.assign(script, { src: new URL(name, site).href, onload: loaded, onerror: failed });
      document.head.append(script);
    });
  }
}
