// What is on the screen: three columns when it is wide, two with switches in between, one with tabs when it is narrow.

import { memory } from "./people.js";

const WIDE = matchMedia("(min-width: 1200px)");
const NARROW = matchMedia("(max-width: 820px)");
const SIDES = { client: "left", vk: "left", operators: "right", mail: "right" };

export class Views {
  /** `changed()` is told whenever something else is on the screen. */
  constructor(changed) {
    this.changed = changed;
    this.tabs = [...document.querySelectorAll(".tab")];
    for (const tab of this.tabs) tab.addEventListener("click", () => this.look(tab.dataset.view));
    for (const query of [WIDE, NARROW]) query.addEventListener("change", () => this.look(this.view));
    Object.assign(document.body.dataset, { left: memory.get("left") ?? "client", right: memory.get("right") ?? "operators" });
    document.body.dataset.view = memory.get("view") ?? "client";
  }

  get view() {
    return document.body.dataset.view;
  }

  /** Whether a pane can be seen: `client`, `vk`, `operators`, `mail`. */
  isOpen(view) {
    if (NARROW.matches) return this.view === view;
    if (WIDE.matches && SIDES[view] === "left") return true;
    return document.body.dataset[SIDES[view]] === view;
  }

  get narrow() {
    return NARROW.matches;
  }

  look(view) {
    const side = SIDES[view];
    document.body.dataset.view = view;
    document.body.dataset[side] = view;
    memory.set("view", view);
    memory.set(side, view);
    this.changed();
  }

  /** Marks the tabs with what is open and with the `counts` of what was not seen. */
  draw(counts, label) {
    for (const tab of this.tabs) {
      const { view } = tab.dataset;
      const badge = tab.querySelector(".badge");
      tab.setAttribute("aria-current", String(this.isOpen(view)));
      badge.textContent = counts[view];
      badge.setAttribute("aria-label", label(counts[view]));
      badge.hidden = !counts[view];
    }
  }
}
