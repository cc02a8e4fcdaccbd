// The search page's facets: what may be chosen, with how many of the present results each would leave.

import { languageName, make, number, say } from "./shown.js";

const FIRST = 8; // values shown at once
const MOST = 100; // and after a press on “more”: beyond, one searches for the name

export class Filters {
  constructor(root, chips, words, { chose, opened }) {
    this.root = root;
    this.words = words;
    this.chosen = {}; // the values chosen of each facet
    this.whole = new Set(); // the facets of which all values are shown
    this.facets = new Map([...root.querySelectorAll("[data-facet]")].map((one) => [one.dataset.facet, one]));
    this.chips = chips;
    this.clear = chips.querySelector("button");
    this.clear.addEventListener("click", () => chose({}));
    this.chose = chose;
    root.addEventListener("change", ({ target }) => chose(this.changed(target)));
    root.addEventListener("toggle", ({ target }) => target.open && opened(), true); // it doesn't bubble
  }

  get names() {
    return [...this.facets.keys()];
  }

  // The facets whose values are to be known: those that are open, and those of which something is chosen.
  get wanted() {
    return this.names.filter((name) => this.chosen[name] || (this.root.open && this.facets.get(name).open));
  }

  chip(name, one) {
    const { value } = one;
    const label = this.label(name, one);
    const chip = make("button", "px-button", make("bdi", "", label));
    Object.assign(chip, { type: "button", ariaLabel: say(this.words, "remove", { name: label }) });
    chip.addEventListener("click", () => this.chose(this.with(name, this.chosen[name].filter((other) => other !== value))));
    return chip;
  }

  changed(box) {
    const others = (this.chosen[box.name] ?? []).filter((value) => value !== box.value);
    return this.with(box.name, box.checked ? [...others, box.value] : others);
  }

  with(name, values) {
    const { [name]: _, ...rest } = this.chosen;
    return values.length ? { ...rest, [name]: values } : rest;
  }

  choose(chosen) {
    this.chosen = chosen;
    this.chips.hidden = !Object.keys(chosen).length;
    this.chips.replaceChildren(...this.chips.querySelectorAll("button:last-child"));
    for (const name of Object.keys(chosen)) this.facets.get(name).open = true;
    for (const box of this.root.querySelectorAll("input")) box.checked = Boolean(chosen[box.name]?.includes(box.value));
  }

  // `facets` has the name of each that is wanted, with its values.
  show(facets) {
    for (const [name, values] of facets) {
      if (name === "date") values.sort((one, other) => other.value - one.value);
      const place = this.facets.get(name)?.querySelector("[role=group]");
      // Under the reader's hand, values stay where they are.
      if (place?.contains(document.activeElement)) this.recount(place, values);
      else if (place) this.fill(place, name, values);
    }
    const chosen = facets.flatMap(([name, values]) =>
      values.filter(({ value }) => this.chosen[name]?.includes(value)).map((one) => this.chip(name, one)));
    this.chips.replaceChildren(...chosen, this.clear);
  }

  recount(place, values) {
    const counts = new Map(values.map(({ value, count }) => [value, count]));
    for (const box of place.querySelectorAll("input")) {
      box.parentElement.querySelector(".px-count").textContent = number(counts.get(box.value) ?? 0);
    }
  }

  fill(place, name, values) {
    const first = this.whole.has(name) ? MOST : FIRST;
    const shown = values.filter(({ value }, at) => at < first || this.chosen[name]?.includes(value));
    place.replaceChildren(...shown.map((one) => this.choice(name, one)));
    if (!values.length) place.append(make("p", "px-facet-empty", say(this.words, "empty")));
    const left = Math.min(values.length, MOST) - shown.length;
    if (left > 0 && !this.whole.has(name)) place.append(this.more(place, name, values, left));
  }

  // What the index leaves to the page to say.
  label(name, { value, label }) {
    if (name === "kind") return this.words.dataset[value] ?? label;
    return name === "lang" ? languageName(value) : label;
  }

  choice(name, one) {
    const { value, count } = one;
    const box = make("input");
    Object.assign(box, { type: "checkbox", name, value, checked: Boolean(this.chosen[name]?.includes(value)) });
    return make("label", "px-choice", box, make("bdi", "", this.label(name, one)), make("span", "px-count", number(count)));
  }

  more(place, name, values, left) {
    const button = make("button", "px-button", say(this.words, "more", { count: number(left) }));
    button.type = "button";
    button.addEventListener("click", () => {
      this.whole.add(name);
      this.fill(place, name, values);
      place.querySelectorAll("input")[FIRST]?.focus();
    });
    return button;
  }
}
