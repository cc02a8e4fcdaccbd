// What a reader may do with a page. Fetched by assets/praxis.js at the first sign of a reader, which is then handed over.

import { Contents } from "./contents.js";
import { Keys } from "./keys.js";
import { Preview } from "./preview.js";
import { Tools } from "./tools.js";

const tools = new Tools(document.querySelector(".px-tools"));
const parts = [tools, new Contents(tools), new Preview(), new Keys(document.querySelector("#px-keys"))];

// What has happened, or happens: each part has a method for the events that it is about.
export const happened = (event) => {
  for (const part of parts) part[event.type]?.(event);
};

for (const type of ["pointerover", "pointerout", "focusin", "focusout", "keydown", "click"]) addEventListener(type, happened);
