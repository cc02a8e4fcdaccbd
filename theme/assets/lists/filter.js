// Narrows a list of the page by words and choices, and sorts it; the address keeps what is chosen, so that it can be sent to
// someone. Without this, the list is whole, and names stand below it by category.

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const narrow = (form) => {
  const list = document.getElementById(form.dataset.pxFilter);
  const fields = [...form.elements].filter(({ name }) => name);
  const axes = fields.filter((field) => "pxAxis" in field.dataset);
  const grouped = document.querySelectorAll("[data-px-grouped]");
  const items = [...list.children].map((item) => ({
    item,
    text: fold(item.textContent),
    tags: new Set((item.dataset.pxTags ?? "").split("\n")),
    links: Number(item.dataset.pxLinks ?? 0),
  }));
  const value = (name) => form.elements[name]?.value ?? "";

  const say = (count) => {
    const one = new Intl.PluralRules(document.documentElement.lang).select(count) === "one";
    const { none, foundOne, foundOther } = form.dataset;
    const number = count.toLocaleString(document.documentElement.lang);
    form.querySelector("[role=status]").textContent = (count ? (one ? foundOne : foundOther) : none).replace("{count}", number);
  };

  const show = () => {
    const words = fold(value("q")).split(/\s+/).filter(Boolean);
    const wanted = axes.filter((axis) => axis.value).map((axis) => `${axis.dataset.pxAxis}=${axis.value}`);
    const fits = ({ text, tags }) => words.every((word) => text.includes(word)) && wanted.every((tag) => tags.has(tag));
    items.forEach((one) => { one.item.hidden = !fits(one); });
    const sorted = value("sort") === "links" ? [...items].sort((a, b) => b.links - a.links) : items;
    list.append(...sorted.map(({ item }) => item));
    const active = words.length + wanted.length > 0;
    grouped.forEach((group) => { group.hidden = active; });
    if (active) say(items.filter(({ item }) => !item.hidden).length);
    else form.querySelector("[role=status]").textContent = "";
  };

  const keep = () => {
    const chosen = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
    history.replaceState(null, "", `${location.pathname}${chosen.size ? `?${chosen}` : ""}${location.hash}`);
  };

  const recall = () => {
    const chosen = new URLSearchParams(location.search);
    for (const field of fields) {
      const wanted = chosen.get(field.name) ?? "";
      const known = field.tagName !== "SELECT" || [...field.options].some((option) => option.value === wanted);
      field.value = known ? wanted : "";
    }
    show();
  };

  form.addEventListener("input", () => { show(); keep(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", recall);
  recall();
};

document.querySelectorAll("[data-px-filter]").forEach(narrow);
