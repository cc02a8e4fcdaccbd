// The buttons under a page's header: to share it, to print it; and the copying of links.

export class Tools {
  constructor(place) {
    this.place = place; // none on a page that isn't a document's
    this.status = place?.querySelector("[role=status]");
  }

  // A text of the interface, by the name of its attribute.
  text(key) {
    return this.place.dataset[key];
  }

  click({ target }) {
    const button = this.place && target.closest(".px-tool");
    if (button?.dataset.do === "print") print();
    if (button?.dataset.do === "share") this.share();
  }

  async share() {
    const url = location.href.split("#")[0];
    if (!navigator.share) return this.copy(url);
    const title = document.querySelector("h1").textContent;
    // Whoever closes the system's panel has changed their mind; any other refusal leaves the link.
    return navigator.share({ title, url }).catch((error) => error.name === "AbortError" || this.copy(url));
  }

  async copy(url) {
    try {
      await navigator.clipboard.writeText(url);
      this.say(this.text("copied"));
    } catch {
      this.say(this.text("failed"));
    }
  }

  // Said again even when it is the same: only a change is announced.
  say(text) {
    this.status.textContent = "";
    setTimeout(() => { this.status.textContent = text; }, 50);
  }
}
