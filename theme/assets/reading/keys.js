// The help with shortcuts, on “?” or by the button at the foot of a page, where they can be turned off.

const KEPT = "px-keys"; // where assets/praxis.js looks too

const off = () => {
  try {
    return localStorage.getItem(KEPT) === "off";
  } catch {
    return false;
  }
};

export class Keys {
  constructor(dialog) {
    this.dialog = dialog; // none on a page of the host's
    this.choice = dialog?.querySelector("input");
    this.choice?.addEventListener("change", () => this.choose());
  }

  keydown(event) {
    const typing = event.target.isContentEditable || /^(input|select|textarea)$/i.test(event.target.tagName);
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || typing || off()) return;
    this.open();
  }

  click({ target }) {
    if (target.closest(".px-keys-open")) this.open();
    // A press beside an open dialog is a press on it.
    if (target === this.dialog) this.dialog.close();
  }

  open() {
    if (!this.dialog || this.dialog.open) return;
    this.choice.checked = !off();
    this.dialog.showModal();
  }

  choose() {
    try {
      localStorage.setItem(KEPT, this.choice.checked ? "on" : "off");
    } catch {
      // Then shortcuts stay as they are.
    }
  }
}
