// The only script of a page: the way to search, what a reader may do with a page, reading offline, the switch between
// light and dark. Without it, the search field leads to the search page, and only the switch and comforts are missing.

// Nothing of search is fetched before the reader goes to its field, or presses “/”.
{
  const { src } = document.currentScript;
  const input = document.querySelector("#px-q"); // the search page has a field of its own
  let field;
  const start = async () => {
    const early = fetch(new URL("../data/search/meta.json", src), { cache: "no-cache" });
    early.catch(() => {}); // the search will tell
    const { Field } = await import(new URL("search/field.js", src));
    return new Field(input, early);
  };
  const attach = () => {
    field ??= start();
    field.catch(() => { field = undefined; }); // offline: the form still leads to the search page
  };
  // Shortcuts can be turned off: see reading/keys.js.
  const refused = () => {
    try {
      return localStorage.getItem("px-keys") === "off";
    } catch {
      return false;
    }
  };
  const slash = (event) => {
    const typing = event.target.isContentEditable || /^(input|select|textarea)$/i.test(event.target.tagName);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || refused()) return;
    event.preventDefault();
    if (input.offsetWidth) input.focus();
    else document.querySelector(".px-search-link").click(); // on a small screen
  };
  if (input) {
    input.role = "combobox";
    input.ariaExpanded = "false";
    input.ariaAutoComplete = "list";
    input.addEventListener("focus", attach);
    addEventListener("keydown", slash);
  }
}

// What a reader may do with a page comes at the first sign of one; what happens until it is there is told to it.
{
  const { src } = document.currentScript;
  const signs = ["pointerover", "focusin", "keydown", "click", "scroll"], happened = [];
  let reading;
  const sign = (event) => {
    happened.push(event);
    reading ??= import(new URL("reading/reading.js", src)).then((page) => {
      signs.forEach((type) => removeEventListener(type, sign));
      happened.forEach(page.happened);
    }, () => {}); // offline: the page is read without it
  };
  signs.forEach((type) => addEventListener(type, sign, { passive: true }));
}

// Reading offline: begun once the page is there and the browser has time. A site that doesn't want it has no manifest; over
// plain HTTP, browsers have no worker.
{
  const { src } = document.currentScript;
  const box = () => document.querySelector(".px-offline");
  const begin = () => {
    navigator.serviceWorker.register(new URL("../sw.js", src)).catch(() => {}); // refused: then pages need a network
    if (box()) import(new URL("offline/community.js", src));
  };
  if (document.querySelector("link[rel=manifest]")) {
    addEventListener("load", () => {
      if (navigator.serviceWorker) (window.requestIdleCallback ?? setTimeout)(begin);
      else box()?.remove();
    });
  }
}

// The switch between light and dark.
//
// Each [data-px-palette] of the header is one palette of the site's settings: its colours, and a button, hidden until
// its palette is the one in use, that goes to the next. The script stands right after them, so that a page is never
// painted in colours that then change. A choice is kept where Material for MkDocs keeps its own ("__palette").
{
  const ANY = "(prefers-color-scheme)"; // a palette that follows the system
  const buttons = [...document.querySelectorAll("[data-px-palette]")];
  const palettes = buttons.map((button) => JSON.parse(button.dataset.pxPalette));
  const fits = ({ media }) => Boolean(media) && matchMedia(media).matches;

  // Where Material keeps what a reader chose on this site; its own pages say where the site is.
  const site = window.__md_scope ?? new URL("..", document.currentScript.src);
  const kept = `${site.pathname}.__palette`;

  // Storage may be refused, or hold anything.
  const chosen = () => {
    try {
      const { index } = JSON.parse(localStorage.getItem(kept));
      return palettes[index] ? index : -1;
    } catch {
      return -1;
    }
  };

  const colours = (palette) =>
    palette.media === ANY ? palettes.find((other) => other.media !== ANY && fits(other)) ?? palette : palette;

  const show = (index) => {
    for (const [name, value] of Object.entries(colours(palettes[index]))) {
      document.body.setAttribute(`data-md-color-${name}`, value);
    }
    buttons.forEach((button, at) => { button.hidden = at !== index; });
  };

  // What the reader chose; until then, what the system asks for.
  const refresh = () => {
    const index = chosen();
    show(index >= 0 ? index : Math.max(0, palettes.findIndex(fits)));
  };

  const choose = (index) => {
    show(index);
    buttons[index].focus();
    try {
      localStorage.setItem(kept, JSON.stringify({ index, color: palettes[index] }));
    } catch {
      // Then the choice holds for this page only.
    }
  };

  document.documentElement.classList.replace("no-js", "js");
  if (buttons.length) {
    buttons.forEach((button, at) => button.addEventListener("click", () => choose((at + 1) % buttons.length)));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
    addEventListener("storage", refresh); // chosen in another tab
    addEventListener("pageshow", refresh); // “back” to a page that was kept as it was
    refresh();
  }
}
