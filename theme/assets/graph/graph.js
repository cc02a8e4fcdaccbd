// The whole graph on a canvas. Places were computed by the build (praxis_build/stages/data/plan.py); points are drawn at each
// move, lines once the map stands still: a frame costs the same however many lines there are.

const root = new URL("../../", import.meta.url);
const box = document.querySelector("#px-graph");
const part = (name) => box.querySelector(`#px-graph-${name}, .px-graph-${name}`);
const COLOURS = ["--px-node-note", "--px-node-term", "--px-node-organization", "--px-node-person", "--px-node-community",
  "--px-node-notebook"];
const NEAR = 12; // pixels from a point that still choose it
const NAMES = 20; // names that are proposed at once

class Graph {
  #data; #canvas; #pen; #near; #size; #view = { x: 0, y: 0, scale: 1 }; #shown; #discs = new Map(); #chosen = -1; #asked = 0; #still = 0;

  constructor(data) {
    this.#data = data;
    this.#canvas = part("map");
    this.#pen = this.#canvas.getContext("2d");
    this.#near = data.title.map(() => []);
    for (let at = 0; at < data.links.length; at += 2) {
      this.#near[data.links[at]].push(data.links[at + 1]);
      this.#near[data.links[at + 1]].push(data.links[at]);
    }
    this.#size = this.#near.map((near) => Math.min(9, 1.6 + Math.sqrt(near.length) * 0.55));
    for (const disc of data.disc) this.#discs.set(disc, (this.#discs.get(disc) ?? 0) + 1);
    this.narrow("", "");
    new ResizeObserver(() => this.whole()).observe(this.#canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#ask());
    new MutationObserver(() => this.#ask()).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    this.#listen();
  }

  /** Show the points of a kind and a community only; "" for all. */
  narrow(kind, disc) {
    const { kind: kinds, disc: discs } = this.#data;
    this.#shown = kinds.map((one, at) => (kind === "" || one === +kind) && (disc === "" || discs[at] === +disc));
    this.#ask();
  }

  /** Show the whole map. */
  whole() {
    const { x, y } = this.#data, canvas = this.#canvas, dots = devicePixelRatio;
    canvas.width = canvas.clientWidth * dots;
    canvas.height = canvas.clientHeight * dots;
    const most = (values) => values.reduce((found, one) => Math.max(found, Math.abs(one)), 1);
    const scale = Math.min(canvas.width / most(x), canvas.height / most(y)) / 2.1;
    this.#view = { x: canvas.width / 2, y: canvas.height / 2, scale };
    this.#ask();
  }

  zoom(times, x = this.#canvas.width / 2, y = this.#canvas.height / 2) {
    const view = this.#view;
    view.x = x + (view.x - x) * times;
    view.y = y + (view.y - y) * times;
    view.scale *= times;
    this.#ask();
  }

  choose(at) {
    this.#chosen = at;
    tell(this.#data, at, this.#near[at] ?? []);
    this.#ask();
  }

  #listen() {
    const canvas = this.#canvas, held = new Map();
    let moved = 0;
    const spot = (event) => [event.offsetX * devicePixelRatio, event.offsetY * devicePixelRatio];
    const spread = () => {
      const [one, other] = held.values();
      return other ? Math.hypot(one[0] - other[0], one[1] - other[1]) : 0;
    };
    canvas.addEventListener("pointerdown", (event) => {
      held.set(event.pointerId, spot(event));
      canvas.setPointerCapture(event.pointerId);
      moved = 0;
    });
    canvas.addEventListener("pointermove", (event) => {
      const before = held.get(event.pointerId), now = spot(event);
      if (!before) { canvas.title = this.#data.title[this.#at(...now)] ?? ""; return; }
      const apart = spread();
      held.set(event.pointerId, now);
      moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
      if (held.size === 1) this.#shift(now[0] - before[0], now[1] - before[1]);
      else if (apart) this.zoom(spread() / apart, ...now);
    });
    const left = (event) => {
      if (event.type === "pointerup" && held.size === 1 && moved < 6) this.choose(this.#at(...spot(event)));
      held.delete(event.pointerId);
    };
    canvas.addEventListener("pointerup", left);
    canvas.addEventListener("pointercancel", left);
    canvas.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && document.activeElement !== canvas) return; // the page scrolls, until the map is chosen
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY / 400), ...spot(event));
    }, { passive: false });
    const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    canvas.addEventListener("keydown", (event) => {
      if (steps[event.key]) this.#shift(...steps[event.key]);
      else if (event.key === "+" || event.key === "-") this.zoom(event.key === "+" ? 1.5 : 1 / 1.5);
      else return;
      event.preventDefault();
    });
  }

  #shift(x, y) {
    this.#view.x += x;
    this.#view.y += y;
    this.#ask();
  }

  /** Return the point nearest to a place of the canvas, -1 when none is near. */
  #at(x, y) {
    const { x: xs, y: ys } = this.#data, view = this.#view;
    let found = -1, least = (NEAR * devicePixelRatio) ** 2;
    for (let at = 0; at < xs.length; at += 1) {
      if (!this.#shown[at]) continue;
      const far = (xs[at] * view.scale + view.x - x) ** 2 + (ys[at] * view.scale + view.y - y) ** 2;
      if (far < least) [found, least] = [at, far];
    }
    return found;
  }

  #ask() {
    clearTimeout(this.#still);
    this.#still = setTimeout(() => requestAnimationFrame(() => this.#draw(true)), 120);
    this.#asked ||= requestAnimationFrame(() => { this.#asked = 0; this.#draw(false); });
  }

  #draw(lines) {
    const pen = this.#pen, { width, height } = this.#canvas, style = getComputedStyle(box);
    pen.clearRect(0, 0, width, height);
    if (lines) this.#lines(style.getPropertyValue("--px-edge"), this.#data.links, 0.35);
    const near = this.#near[this.#chosen] ?? [];
    this.#lines(style.getPropertyValue("--px-chosen"), near.flatMap((other) => [this.#chosen, other]), 1);
    COLOURS.forEach((colour, kind) => this.#points(style.getPropertyValue(colour), kind));
    if (this.#chosen >= 0) this.#ring(style.getPropertyValue("--px-chosen"));
    this.#names(style.color, style.getPropertyValue("--px-paper"));
  }

  /** Name the communities whose disc is large enough for it. */
  #names(colour, paper) {
    const pen = this.#pen, { x, y, title } = this.#data, view = this.#view, dots = devicePixelRatio;
    pen.font = `600 ${12 * dots}px ${getComputedStyle(box).fontFamily}`;
    pen.textAlign = "center";
    pen.lineWidth = 3 * dots;
    for (const [at, count] of this.#discs) {
      const reach = Math.sqrt(count) * this.#data.scale * view.scale;
      if (at < 0 || reach < 30 * dots || !this.#shown[at]) continue;
      const across = x[at] * view.scale + view.x, down = y[at] * view.scale + view.y - reach - 8 * dots;
      pen.strokeStyle = paper;
      pen.strokeText(title[at], across, down);
      pen.fillStyle = colour;
      pen.fillText(title[at], across, down);
    }
  }

  #lines(colour, ends, wide) {
    const pen = this.#pen, { x, y } = this.#data, view = this.#view;
    pen.strokeStyle = colour;
    pen.lineWidth = wide * devicePixelRatio;
    pen.beginPath();
    for (let at = 0; at < ends.length; at += 2) {
      const one = ends[at], other = ends[at + 1];
      if (!this.#shown[one] || !this.#shown[other]) continue;
      pen.moveTo(x[one] * view.scale + view.x, y[one] * view.scale + view.y);
      pen.lineTo(x[other] * view.scale + view.x, y[other] * view.scale + view.y);
    }
    pen.stroke();
  }

  #points(colour, kind) {
    const pen = this.#pen, { x, y, kind: kinds } = this.#data, view = this.#view, { width, height } = this.#canvas;
    const grown = Math.min(4 * devicePixelRatio, Math.max(0.8 * devicePixelRatio, view.scale * this.#data.scale / 6));
    pen.fillStyle = colour;
    for (let at = 0; at < x.length; at += 1) {
      if (kinds[at] !== kind || !this.#shown[at]) continue;
      const across = x[at] * view.scale + view.x, down = y[at] * view.scale + view.y, size = this.#size[at] * grown;
      if (across < 0 || down < 0 || across > width || down > height) continue;
      pen.fillRect(across - size / 2, down - size / 2, size, size);
    }
  }

  #ring(colour) {
    const pen = this.#pen, view = this.#view, at = this.#chosen;
    pen.strokeStyle = colour;
    pen.lineWidth = 2 * devicePixelRatio;
    pen.beginPath();
    pen.arc(this.#data.x[at] * view.scale + view.x, this.#data.y[at] * view.scale + view.y, 10 * devicePixelRatio, 0, 7);
    pen.stroke();
  }
}

const line = (data, at) => {
  const link = document.createElement("a");
  Object.assign(link, { href: new URL(data.url[at], root).pathname, textContent: data.title[at], lang: data.lang[at], dir: "auto" });
  return link;
};

/** Tell in words what a point is, and what it leads to. */
function tell(data, at, near) {
  if (at < 0) return;
  const title = document.createElement("h2"), kind = document.createElement("p"), list = document.createElement("ul");
  title.append(line(data, at));
  kind.textContent = `${box.dataset[data.kinds[data.kind[at]]]} · ${near.length ? box.dataset.links : box.dataset.none}`;
  for (const other of [...near].sort((one, two) => data.title[one].localeCompare(data.title[two], document.documentElement.lang))) {
    list.appendChild(document.createElement("li")).append(line(data, other));
  }
  part("chosen").replaceChildren(title, kind, list);
}

function fill(select, entries) {
  select.append(new Option(box.dataset.all, ""), ...entries.map(([value, text]) => new Option(text, value)));
}

/** Propose names that have what is typed, then show the page that is named. */
function find(data, graph, field, names) {
  const folded = data.title.map((one) => one.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase());
  field.addEventListener("input", () => {
    const typed = field.value.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const found = [];
    for (let at = 0; at < folded.length && found.length < NAMES; at += 1) if (folded[at].includes(typed)) found.push(at);
    names.replaceChildren(...found.map((at) => new Option(data.title[at])));
    const exactly = folded.indexOf(typed);
    if (exactly >= 0) graph.choose(exactly);
    else if (found.length === 1) graph.choose(found[0]);
  });
}

async function begin() {
  const answer = await fetch(new URL("data/map.json", root));
  if (!answer.ok) throw new Error(answer.status);
  const data = await answer.json();
  box.hidden = false;
  document.querySelector(".px-graph-off").remove();
  const graph = new Graph(data), kind = part("kind"), disc = part("disc");
  fill(kind, data.kinds.map((one, at) => [at, box.dataset[one]]));
  const discs = [...new Set(data.disc)].filter((one) => one >= 0);
  fill(disc, discs.map((one) => [one, data.title[one]]).sort((one, two) => one[1].localeCompare(two[1])));
  const narrow = () => graph.narrow(kind.value, disc.value);
  kind.addEventListener("change", narrow);
  disc.addEventListener("change", narrow);
  part("zoom").addEventListener("click", ({ target }) => {
    if (target.value) +target.value ? graph.zoom(+target.value) : graph.whole();
  });
  find(data, graph, part("find"), part("names"));
}

begin().catch(() => { document.querySelector(".px-graph-off").textContent = box.dataset.failed; });
