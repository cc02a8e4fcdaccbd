// Previews of the pages that a text links to, on hover and on focus.
//
// A preview is made of the page itself: some 5 KB compressed, which opens at once if the reader then follows the link,
// against a file more for each document to write, to look at in each build and to keep in step.

const PAUSE = 150; // milliseconds over a link before its preview shows
const GRACE = 250; // to go from the link to the preview
const GAP = 6; // pixels, between the link and the preview, and to the edge of the screen
const LINKS = ".px-body a.px-link";

export class Preview {
  constructor() {
    this.pages = new Map();
    this.box = document.createElement("div");
    Object.assign(this.box, { id: "px-preview", className: "px-preview", role: "tooltip", popover: "manual" });
    const main = document.querySelector("#px-main");
    this.able = Boolean(main && this.box.showPopover);
    if (this.able) main.append(this.box);
    addEventListener("scroll", () => this.follow(), { passive: true });
  }

  // A finger that touches a link follows it; whoever saves data is spared.
  pointerover({ target, pointerType }) {
    if (this.box.contains(target)) clearTimeout(this.leaving);
    const link = pointerType !== "touch" && !navigator.connection?.saveData && target.closest?.(LINKS);
    if (link) this.later(link);
  }

  pointerout({ target }) {
    if (target.closest?.(LINKS) || this.box.contains(target)) this.leave();
  }

  focusin({ target }) {
    if (target.matches?.(LINKS) && target.matches(":focus-visible")) this.later(target);
  }

  focusout() {
    this.leave();
  }

  keydown({ key }) {
    if (key === "Escape") this.hide();
  }

  later(link) {
    clearTimeout(this.leaving);
    if (!this.able || link === this.link || link.pathname === location.pathname) return;
    this.hide();
    this.link = link;
    this.coming = setTimeout(() => this.show(link), PAUSE);
  }

  leave() {
    clearTimeout(this.coming);
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => this.hide(), GRACE);
  }

  // The preview goes with its link, and goes away when the link does.
  follow() {
    if (!this.link?.hasAttribute("aria-describedby")) return;
    const { top, bottom } = this.link.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) this.hide();
    else this.put(this.link);
  }

  hide() {
    clearTimeout(this.coming);
    if (!this.link) return;
    this.link.removeAttribute("aria-describedby");
    this.link = undefined;
    if (this.able) this.box.hidePopover();
  }

  async show(link) {
    const page = await this.page(link);
    if (!page || link !== this.link) return;
    this.box.lang = page.documentElement.lang;
    this.box.replaceChildren(...told(page, decodeURIComponent(link.hash.slice(1))));
    this.box.showPopover();
    this.put(link);
    link.setAttribute("aria-describedby", this.box.id);
  }

  page({ href, pathname }) {
    if (!this.pages.has(pathname)) this.pages.set(pathname, read(href.split("#")[0]));
    return this.pages.get(pathname);
  }

  // Below the last line of the link, above the first one when there is no room below.
  put(link) {
    const lines = link.getClientRects(), [first, last] = [lines[0], lines[lines.length - 1]];
    const { width, height } = this.box.getBoundingClientRect();
    const low = last.bottom + GAP, high = first.top - GAP - height;
    const above = low + height > innerHeight && high > 0;
    const left = Math.min((above ? first : last).left, document.body.clientWidth - width - GAP);
    this.box.style.top = `${above ? high : low}px`;
    this.box.style.left = `${Math.max(GAP, left)}px`;
  }
}

async function read(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : undefined;
  } catch {
    return undefined; // offline: there is no preview
  }
}

// What a page says of itself: its kind, its title, the heading that the link leads to, what it is about, its date.
function told(page, fragment) {
  const text = (selector) => page.querySelector(selector)?.textContent.trim();
  const heading = fragment && page.querySelector(`.px-body [id="${CSS.escape(fragment)}"]:is(h2, h3, h4, h5, h6)`)?.textContent;
  const about = text(".px-definition span") ?? text(".px-summary") ?? page.querySelector("meta[name=description]")?.content;
  const pieces = [
    ["kind", text(".px-kind")], ["title", text("h1")], ["heading", heading], ["about", about], ["date", text(".px-moments time")],
  ];
  return pieces.filter(([, said]) => said).map(([name, said]) => {
    const piece = document.createElement("p");
    piece.className = `px-preview-${name}`;
    piece.dir = "auto";
    piece.textContent = said;
    return piece;
  });
}
