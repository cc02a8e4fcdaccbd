// The search page. What it shows is what its address says: a query, chosen values of facets, an order.
// A choice makes a step that “back” undoes; typing changes the address of the step one is on.

import { Engine } from "./engine.js";
import { Filters } from "./filters.js";
import { about, address, found, language, make, marked, number, pause, say, site, suggestion, written } from "./shown.js";

const PAUSE = 120; // milliseconds without a key before searching
const QUIET = 300; // and before fetching pages for their sentences
const SLOW = 400; // before saying that it is under way
const PAGE = 10;

class SearchPage {
  constructor(root) {
    const part = (name) => root.querySelector(`.px-finder-${name}`);
    this.root = root;
    this.title = document.title;
    this.input = root.querySelector("#px-query");
    this.sort = root.querySelector("#px-sort");
    this.results = root.querySelector(".px-results");
    [this.found, this.suggestion, this.trouble, this.answer, this.more, this.help, this.advice] =
      ["found", "suggestion", "trouble", "answer", "more", "help", "advice"].map(part);
    this.engine = new Engine(site, language);
    this.turn = new AbortController();
    this.filters = new Filters(root.querySelector(".px-filters"), root.querySelector(".px-chosen"), root, {
      chose: (chosen) => this.go(() => this.filters.choose(chosen)),
      opened: () => this.count(this.turn.signal).catch(() => {}),
    });
    this.filters.root.open = matchMedia("(min-width: 60em)").matches;
    // The sentence of a result is looked for when the reader comes to it.
    this.seen = new IntersectionObserver((entries) => entries.forEach((one) => one.isIntersecting && this.quote(one.target)));
    this.listen(part("form"));
    part("off").remove();
    this.read();
  }

  listen(form) {
    this.input.addEventListener("focus", () => this.engine.warm(), { once: true });
    this.input.addEventListener("input", () => this.later());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go(() => {});
    });
    this.sort.addEventListener("change", () => this.go(() => {}));
    this.more.addEventListener("click", () => this.search({ more: true }));
    this.trouble.querySelector("button").addEventListener("click", () => this.search());
    addEventListener("popstate", () => this.read());
    addEventListener("keydown", (event) => this.slash(event));
  }

  slash(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    this.input.focus();
  }

  get query() {
    return this.input.value.trim();
  }

  get options() {
    return { filters: this.filters.chosen, sort: this.sort.value };
  }

  // From the address to the page.
  read() {
    const given = new URLSearchParams(location.search);
    const sorts = [...this.sort.options].map(({ value }) => value);
    this.input.value = given.get("q") ?? "";
    this.sort.value = sorts.includes(given.get("sort")) ? given.get("sort") : sorts[0];
    const chosen = this.filters.names.map((name) => [name, [...new Set(given.getAll(name))].filter(Boolean)]);
    this.filters.choose(Object.fromEntries(chosen.filter(([, values]) => values.length)));
    if (!this.input.value && !location.hash) this.input.focus({ preventScroll: true });
    this.search({ count: Math.max(PAGE, history.state?.shown ?? 0) });
  }

  // From the page to the address.
  here() {
    const said = new URLSearchParams(this.query ? { q: this.query } : {});
    for (const [name, values] of Object.entries(this.filters.chosen)) values.forEach((value) => said.append(name, value));
    if (this.sort.selectedIndex) said.set("sort", this.sort.value);
    return `${location.pathname}${said.size ? `?${said}` : ""}`;
  }

  note(shown) {
    history.replaceState({ shown }, "", this.here());
    document.title = this.query ? `${this.query} · ${this.title}` : this.title;
  }

  // A choice: a step of its own, unless nothing changed.
  go(choose) {
    choose();
    if (this.here() !== location.pathname + location.search) history.pushState(null, "", this.here());
    this.search();
  }

  // What was asked before no longer has a say.
  stop() {
    this.turn.abort();
    clearTimeout(this.timer);
    clearTimeout(this.slow);
  }

  later() {
    this.stop();
    this.timer = setTimeout(() => this.search({ typing: true }), PAUSE);
  }

  async search({ typing = false, more = false, count = PAGE } = {}) {
    this.stop();
    const { signal } = (this.turn = new AbortController());
    const from = more ? this.results.childElementCount : 0;
    if (!this.query && !Object.keys(this.filters.chosen).length) return this.rest();
    this.slow = setTimeout(() => { this.found.textContent = say(this.root, "waiting"); }, SLOW);
    try {
      const onFirst = (first) => !signal.aborted && this.show(first, from);
      const options = { ...this.options, typing, from, count, signal, onFirst };
      const answer = await this.engine.search(this.query, options);
      if (signal.aborted) return;
      this.show(answer, from);
      if (more) this.results.children[from]?.querySelector("a").focus();
      await pause(typing ? QUIET : 0);
      if (signal.aborted) return;
      this.note(this.results.childElementCount);
      for (const one of this.results.children) this.seen.observe(one);
      await this.count(signal);
    } catch {
      if (!signal.aborted) this.fail("failed");
    }
  }

  // The numbers beside what may be chosen.
  async count(signal) {
    const names = this.filters.wanted;
    if (!names.length || this.answer.hidden) return;
    const facets = await this.engine.facets(this.query, { ...this.options, signal }, names);
    if (signal.aborted) return;
    if (facets.missing) this.fail("missing");
    this.filters.show(names.map((name) => [name, facets[name] ?? []]));
  }

  // Nothing is asked.
  rest() {
    this.found.textContent = "";
    this.answer.hidden = this.trouble.hidden = this.suggestion.hidden = this.advice.hidden = true;
    this.help.hidden = false;
    this.results.replaceChildren();
    this.note(0);
  }

  show(answer, from) {
    clearTimeout(this.slow);
    this.answered = answer;
    this.found.textContent = found(this.root, answer);
    this.suggest(answer.suggestion);
    // What was shown before stays as it is, with its sentence, until there is another.
    const items = [...this.results.children];
    const before = new Map(items.splice(from).map((item) => [item.result.number, item]));
    items.push(...answer.results.map((result) => before.get(result.number) ?? this.item(result)));
    this.results.replaceChildren(...items);
    const filtered = Object.keys(this.filters.chosen).length > 0;
    this.answer.hidden = !answer.found && !filtered;
    this.help.hidden = answer.found > 0;
    this.advice.hidden = answer.found > 0;
    const left = Math.min(PAGE, answer.found - items.length);
    this.more.hidden = left <= 0 || !answer.results.length;
    this.more.textContent = say(this.root, "more", { count: number(left) });
    this.trouble.hidden = true;
    if (answer.missing) this.fail("missing");
  }

  fail(why) {
    clearTimeout(this.slow);
    if (why === "failed") this.found.textContent = "";
    this.trouble.querySelector("p").textContent = say(this.root, why);
    this.trouble.hidden = false;
  }

  suggest(query) {
    this.suggestion.hidden = !query;
    if (!query) return;
    const link = make("a");
    link.href = `?${new URLSearchParams({ q: query })}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.go(() => { this.input.value = query; });
    });
    this.suggestion.replaceChildren(...suggestion(this.root, query, link));
  }

  item(result) {
    const link = written(make("a", "", result.title), result.lang);
    link.href = address(result);
    const item = make(
      "li", "px-card px-result",
      make("p", "px-card-title", link),
      make("p", "px-result-about", about(this.root, result)),
      written(make("p", "px-result-text", result.summary ?? ""), result.lang),
    );
    item.result = result;
    return item;
  }

  // Put the sentence that has the words in the place of the summary; the link then leads to it.
  async quote(item) {
    this.seen.unobserve(item);
    const { words } = this.answered;
    if (item.words === String(words)) return;
    const passage = await this.engine.passage(item.result, words, this.turn.signal).catch(() => null);
    if (!passage || words !== this.answered.words) return;
    item.words = String(words);
    item.querySelector("a").href = address(item.result, passage.fragment);
    item.querySelector(".px-result-text").replaceChildren(...marked(passage.parts));
  }
}

new SearchPage(document.getElementById("px-search"));
