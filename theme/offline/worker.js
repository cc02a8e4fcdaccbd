// Reads the site where there is no network. Pages are fresh when there is one that answers; what was read stays at hand.
//
// Before this, the build writes SITE: `version` tells what all pages share, `files` are those, `offline` the page to show
// in the place of one that isn't here, by language. assets/offline/ knows these names of caches too.

const ROOT = registration.scope;
const SHELL = `praxis ${ROOT} shell ${SITE.version}`;
const PAGES = `praxis ${ROOT} pages`;
const SHELLS = `praxis ${ROOT} shell `;
const MOST = 300; // pages and images kept of those that were read
const LARGE = 5_000_000; // bytes of what isn't worth the room
const WAIT = 3000; // milliseconds before what is at hand is shown instead
const POOR = 10_000; // and during which a network that didn't answer is not waited for again
const FIXED = /\.[0-9a-f]{8}\.min\.(css|js)$/; // named after what they hold
const SEARCH = `${ROOT}data/search/`, META = `${SEARCH}meta.json`; // one file names the others after what they hold
const PIECES = `praxis ${ROOT} search`;

const at = (path) => new URL(path, ROOT).href;
const SHARED = new Set(SITE.files.map(at));
const bare = (address) => address.replace(/[?#].*/, "");
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
let poorUntil = 0;

async function install() {
  const shell = await caches.open(SHELL);
  const paths = [...SITE.files, ...Object.values(SITE.offline)];
  await shell.addAll(paths.map((path) => new Request(at(path), { cache: "no-cache" })));
  await skipWaiting();
}

async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith(SHELLS) && name !== SHELL);
  await Promise.all(names.map((name) => caches.delete(name)));
  await registration.navigationPreload?.enable();
  await clients.claim();
  // What is being read came before its worker.
  const read = await clients.matchAll({ type: "window" });
  await Promise.all(read.map(async ({ url }) => keep(bare(url), await fetch(url)).catch(() => {})));
}

// What was read lately, the oldest going first; not what scripts ask for, nor what is large or only a part.
async function keep(address, answer) {
  const size = Number(answer.headers.get("content-length"));
  if (answer.status !== 200 || answer.type !== "basic" || answer.redirected || size > LARGE) return;
  const pages = await caches.open(PAGES);
  await pages.put(address, answer);
  const all = await pages.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map((one) => pages.delete(one)));
}

async function held(address) {
  const pages = await caches.open(PAGES), options = { ignoreVary: true };
  return (await pages.match(address, options)) ?? caches.match(address, options);
}

// The page that stands for one that isn't here: in the language of the folder, else of the browser, else of the site.
function fallback(address) {
  const languages = Object.keys(SITE.offline);
  const own = languages.find((one) => address.startsWith(at(`${one}/`)));
  const spoken = navigator.languages.map((one) => one.split("-")[0]).find((one) => languages.includes(one));
  return caches.match(at(SITE.offline[own ?? spoken ?? languages[0]]));
}

async function asked({ request, preloadResponse }, address) {
  const answer = (await preloadResponse) ?? (await fetch(request));
  const read = request.mode === "navigate" || (request.destination && !SHARED.has(address));
  if (read) keep(address, answer.clone()).catch(() => {}); // no room
  if (address === META && answer.ok) renew(answer.clone()).catch(() => {});
  return answer;
}

// What searches took stays, until the index no longer names it.
async function renew(meta) {
  const pieces = await caches.open(PIECES), text = await meta.clone().text();
  const gone = (await pieces.keys()).filter(({ url }) => !text.includes(url.slice(SEARCH.length).split(".")[0]));
  await Promise.all([pieces.put(META, meta), ...gone.map((one) => pieces.delete(one))]);
}

async function piece(event) {
  const { request } = event;
  const pieces = await caches.open(PIECES);
  const kept = await pieces.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) event.waitUntil(pieces.put(request.url, answer.clone()).catch(() => {})); // no room
  return answer;
}

async function fresh(event) {
  const { request } = event, address = bare(request.url);
  const answer = asked(event, address);
  event.waitUntil(answer.catch(() => {}));
  const soon = await Promise.race([answer.catch(() => {}), pause(Date.now() < poorUntil ? 0 : WAIT)]);
  if (soon) return soon;
  poorUntil = Date.now() + POOR;
  const kept = await held(address);
  if (kept) return kept;
  return answer.catch(async (error) => {
    const instead = request.mode === "navigate" && (await fallback(address));
    if (instead) return instead;
    throw error;
  });
}

async function fixed(event) {
  return (await held(event.request.url)) ?? fresh(event);
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { method, url, headers, cache } = event.request;
  // A part of a film, and what must come from the network, are the browser's business.
  if (method !== "GET" || !url.startsWith(ROOT) || headers.has("range") || cache === "reload" || cache === "no-store") return;
  if (url.startsWith(SEARCH) && url !== META) event.respondWith(piece(event));
  else event.respondWith(FIXED.test(url) ? fixed(event) : fresh(event));
});
