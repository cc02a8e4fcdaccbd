// The preview's part of an open page: it reloads the page when its words change, and shows what is wrong over it.
//
// All that a note or a setting may say is written as text (textContent), never as HTML. Nothing of this is in the site
// that is published: the preview's server adds it to pages on their way.

const EVENTS = "/~praxis/events";
const AGAIN = 1000; // milliseconds before a connection that was refused is tried again
const KEPT = "praxis-closed"; // what was closed by hand, in this tab

const template = document.getElementById("praxis-preview");
const { since } = template.dataset;
const { lang } = document.documentElement;
const source = document.querySelector(".px-credits .px-path")?.textContent ?? "";

// The overlay, away from the site's styles and from its ids.

const host = document.createElement("praxis-preview");
const root = host.attachShadow({ mode: "open" });
root.append(template.content.cloneNode(true));
const [dialog, closing, opening] = ["dialog", "#close", "#open"].map((name) => root.querySelector(name));
document.body.append(host);

const put = (name, text = "") => { root.querySelector(name).textContent = text; };

const paragraph = (text) => Object.assign(document.createElement("p"), { textContent: text });

const item = (problem) => {
  const made = root.querySelector("#problem").content.cloneNode(true);
  for (const place of made.querySelectorAll("[data-say]")) {
    place.textContent = problem[place.dataset.say];
    place.hidden = !place.textContent;
  }
  const [before, at, after] = problem.excerpt;
  made.querySelector(".excerpt").hidden = at === undefined;
  const mark = Object.assign(document.createElement("mark"), { textContent: at });
  made.querySelector(".line").append(before ?? "", mark, after ?? "");
  const link = made.querySelector("a");
  link.hidden = !problem.help;
  link.href = problem.help;
  made.firstElementChild.className = problem.severity;
  return made;
};

// What was closed stays closed until something else is wrong: the errors of the site, and the warnings of each page.

let said = {};
const names = ["error", location.pathname];

const kept = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  } catch {
    return {}; // storage may be refused, or hold anything
  }
};

const keep = (closed) => {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(closed));
  } catch {
    // Then it opens again at the next change.
  }
};

const keys = () => {
  const { problems = [], text = [] } = said;
  const of = (errors) => problems.filter(({ severity }) => (severity === "error") === errors)
    .map(({ code, path, what }) => `${path} ${code} ${what}`).sort();
  return [[...text, ...of(true)], of(false)].map((list) => list.join("\n"));
};

const close = () => {
  opening.hidden = !said.title;
  keep({ ...kept(), ...Object.fromEntries(keys().map((key, at) => [names[at], key])) });
};

const open = () => {
  opening.hidden = true;
  if (!dialog.open) dialog.showModal();
};

const show = (next) => {
  const same = JSON.stringify({ ...said, version: 0 }) === JSON.stringify({ ...next, version: 0 });
  said = next;
  if (same) return;
  const closed = kept();
  const news = keys().some((key, at) => key && closed[names[at]] !== key);
  keep({ ...closed, ...Object.fromEntries(keys().flatMap((key, at) => (key ? [] : [[names[at], ""]]))) });
  put("#title", next.title);
  put("#open", next.title);
  put("#close", next.close);
  put("#more", next.more);
  root.querySelector("#text").replaceChildren(...(next.text ?? []).map(paragraph));
  root.querySelector("#problems").replaceChildren(...(next.problems ?? []).map(item));
  if (!next.title) {
    dialog.close();
    opening.hidden = true;
  } else if (news) open();
  else opening.hidden = dialog.open;
};

closing.addEventListener("click", () => dialog.close());
dialog.addEventListener("close", close);
opening.addEventListener("click", open);

// The news. A page that nobody sees lets its connection go: a browser has six for all its tabs.

let stream;
let retry;

const listen = () => {
  stream = new EventSource(`${EVENTS}?${new URLSearchParams({ page: location.pathname, since, lang, source })}`);
  stream.addEventListener("message", ({ data }) => {
    const news = JSON.parse(data);
    if (!news.reload) show(news);
    else {
      stream.close();
      location.reload();
    }
  });
  // Most browsers try again by themselves; some give up when nobody answers at all.
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) retry = setTimeout(follow, AGAIN);
  });
};

const leave = () => {
  clearTimeout(retry);
  stream?.close();
};

const follow = () => {
  leave();
  if (document.visibilityState === "visible") listen();
};

document.addEventListener("visibilitychange", follow);
addEventListener("pageshow", ({ persisted }) => { if (persisted) follow(); });
addEventListener("pagehide", leave);
follow();
