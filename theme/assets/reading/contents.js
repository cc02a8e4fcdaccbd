// The headings of a text: each has a link to copy, and the table of contents shows which one is being read.

const READ = 0.3; // of the screen: above it, a heading has been reached

export class Contents {
  constructor(tools) {
    this.tools = tools;
    this.headings = tools.place ? [...document.querySelectorAll(".px-body > :is(h2, h3, h4, h5, h6)[id]")] : [];
    this.links = new Map([...document.querySelectorAll(".px-toc a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    this.headings.forEach((heading) => this.linked(heading));
    const observer = new IntersectionObserver(() => this.follow(), { rootMargin: `0px 0px -${100 - 100 * READ}% 0px` });
    if (this.links.size) this.headings.forEach((heading) => observer.observe(heading));
  }

  // Beside the heading, not in it: a list of headings says their words only.
  linked(heading) {
    const link = document.createElement("a"), around = document.createElement("div");
    Object.assign(link, { className: "px-anchor", href: `#${encodeURIComponent(heading.id)}`, textContent: "#" });
    link.ariaLabel = this.tools.text("place").replace("{title}", heading.textContent);
    around.className = "px-heading";
    heading.replaceWith(around);
    around.append(heading, link);
  }

  follow() {
    const reached = this.headings.findLast((one) => this.links.has(one.id) && one.getBoundingClientRect().top < READ * innerHeight);
    this.links.forEach((link, id) => {
      if (id === reached?.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }

  click({ target }) {
    const link = target.closest(".px-anchor");
    if (link) this.tools.copy(link.href);
  }
}
