// The header's search field: an ARIA 1.2 combobox with the first results in a list below it.
// Loaded by assets/praxis.js when a reader goes to the field. Without it, the field's form leads to the search page.

import { Engine } from "./engine.js";
import { about, address, found, language, make, marked, pause, say, site, suggestion, written } from "./shown.js";

const PAUSE = 120; // milliseconds without a key before searching
const QUIET = 300; // and before fetching pages for their sentences
const MOST = 5;

export class Field {
  constructor(input, early) {
    this.input = input;
    this.form = input.form;
    this.engine = new Engine(site, language, undefined, early);
    this.turn = new AbortController();
    this.at = -1;
    this.list = make("div", "px-options");
    Object.assign(this.list, { id: "px-options", role: "listbox", ariaLabel: say(this.form, "results"), hidden: true });
    this.status = make("p", "px-hidden");
    this.status.role = "status";
    this.form.append(this.list, this.status);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("blur", () => this.close());
    // A press on an option mustn't take the focus from the field, which would close the list under it.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.engine.warm();
    if (input.value) this.later();
  }

  get options() {
    return [...this.list.children];
  }

  later() {
    this.turn.abort(); // what was asked before no longer has a say
    this.turn = new AbortController();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(this.turn.signal), PAUSE);
  }

  async search(signal) {
    const query = this.input.value.trim();
    if (!query) return this.empty();
    try {
      const answer = await this.engine.search(query, { typing: true, count: MOST, signal });
      if (!signal.aborted) this.show(query, answer, signal);
    } catch {
      if (!signal.aborted) this.offer(say(this.form, "failed"), [this.link(query, "px-option px-option--all", say(this.form, "all"))]);
    }
  }

  show(query, answer, signal) {
    // What was offered before stays as it is, with its sentence, until there is another.
    const before = new Map(this.options.map((option) => [option.result?.number, option]));
    const options = answer.results.map((result) => before.get(result.number) ?? this.option(result));
    if (answer.suggestion) options.push(this.suggest(answer.suggestion));
    const count = found(this.form, answer);
    const rest = [say(this.form, "all"), count], none = [count, say(this.form, "help")];
    options.push(this.link(query, "px-option px-option--all", (answer.found ? rest : none).join(" · ")));
    this.offer(count, options);
    this.quote(answer, signal);
  }

  // The sentences, once the reader pauses; their place is kept, so that nothing moves.
  async quote({ results, words }, signal) {
    await pause(QUIET);
    results.forEach(async (result, at) => {
      const option = this.list.children[at];
      const passage = signal.aborted ? null : await this.engine.passage(result, words, signal).catch(() => null);
      if (signal.aborted || !passage) return;
      option.href = address(result, passage.fragment);
      option.querySelector(".px-option-text").replaceChildren(...marked(passage.parts));
    });
  }

  option(result) {
    const option = make("a", "px-option");
    Object.assign(option, { result, href: address(result) });
    option.append(
      written(make("span", "px-option-title", result.title), result.lang),
      make("span", "px-option-about", about(this.form, result)),
      written(make("span", "px-option-text", result.summary ?? ""), result.lang),
    );
    return option;
  }

  suggest(query) {
    const option = this.link(query, "px-option px-option--all");
    option.append(...suggestion(this.form, query, make("span")));
    return option;
  }

  // An option that leads to the search page.
  link(query, className, ...inside) {
    const option = make("a", className, ...inside);
    option.href = `${this.form.action}?${new URLSearchParams({ q: query })}`;
    return option;
  }

  offer(said, options) {
    options.forEach((option, at) => {
      Object.assign(option, { id: `px-option-${at}`, role: "option", tabIndex: -1, ariaSelected: "false" });
    });
    this.list.replaceChildren(...options);
    this.status.textContent = said;
    this.at = -1;
    if (document.activeElement === this.input) this.open();
  }

  open() {
    this.list.hidden = false;
    this.input.ariaExpanded = "true";
    this.input.setAttribute("aria-controls", this.list.id);
    this.choose(-1);
  }

  close() {
    this.list.hidden = true;
    this.input.ariaExpanded = "false";
    this.choose(-1);
  }

  empty() {
    this.close();
    this.list.replaceChildren();
    this.status.textContent = "";
  }

  choose(at) {
    const options = this.options;
    options[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    options[at]?.setAttribute("aria-selected", "true");
    options[at]?.scrollIntoView({ block: "nearest" });
    if (at < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", options[at].id);
  }

  // After the last option, and before the first, comes the text that was typed.
  step(by) {
    const places = this.list.childElementCount + 1;
    if (this.list.hidden && places > 1) this.open();
    this.choose(((this.at + 1 + by + places) % places) - 1);
  }

  pressed(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const chosen = this.options[this.at];
    const keys = {
      ArrowDown: () => this.step(1),
      ArrowUp: () => this.step(-1),
      Home: chosen && (() => this.choose(0)),
      End: chosen && (() => this.choose(this.list.childElementCount - 1)),
      Enter: chosen && (() => chosen.click()),
      Escape: () => (this.list.hidden ? this.clear() : this.close()),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  clear() {
    this.input.value = "";
    this.later();
  }
}
