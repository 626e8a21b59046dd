// The switcher above a pane: as whom one acts, and one more of them.

import { avatar, button, el, icon } from "./dom.js";
import { act } from "./wire.js";
import { t } from "./words.js";

export class People {
  /** `add` is the action that makes one more; `choose(id)` hears who was chosen; `unread(id)` counts for a badge. */
  constructor(root, { prefix, words, action, choose, unread = () => 0 }) {
    this.root = root;
    this.options = { prefix, words, action, choose, unread };
    this.more = button(
      { class: "person more", "aria-label": t(`${words}Label`), "data-testid": `${prefix}-add` },
      icon("plus"),
      el("span", { text: t(words) }),
    );
    this.more.addEventListener("click", () => this.add());
    root.after(this.more);
    sideways(root);
  }

  draw(people, chosen) {
    const { prefix, words, choose, unread } = this.options;
    const focused = document.activeElement?.closest?.(".person")?.dataset.id;
    const chips = people.map((user) => {
      const count = user.id === chosen ? 0 : unread(user.id);
      const chip = button(
        { class: "person", "data-testid": "person", "data-id": user.id, "aria-pressed": String(user.id === chosen) },
        avatar(user, "tiny"),
        el("span", { text: user.name }),
        count ? el("span", { class: "badge", text: count, "aria-label": t("unread", { count }) }) : null,
      );
      chip.addEventListener("click", () => choose(user.id));
      return chip;
    });
    const inside = this.root.contains(document.activeElement);
    this.root.replaceChildren(...chips);
    if (inside) (this.root.querySelector(`[data-id="${focused}"]`) ?? this.more).focus();
    if (this.shown !== chosen) this.root.querySelector('[aria-pressed="true"]')?.scrollIntoView({ inline: "center", block: "nearest" });
    this.shown = chosen;
    mark(this.root);
    if (people.some(({ id }) => id === this.awaited)) queueMicrotask(() => this.welcome());
  }

  /** The answer to the action may come before the event that tells of the new person: they are chosen when known. */
  async add() {
    this.awaited = await act(this.options.action);
    if (this.root.querySelector(`[data-id="${this.awaited}"]`)) this.welcome();
  }

  welcome() {
    const id = this.awaited;
    if (id === undefined) return;
    this.awaited = undefined;
    this.options.choose(id);
  }
}

const LINE = 40;

/** A wheel moves a row sideways, where nothing else would move. */
function sideways(row) {
  row.addEventListener("wheel", (event) => {
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || row.scrollWidth <= row.clientWidth) return;
    event.preventDefault();
    row.scrollLeft += event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * LINE;
  }, { passive: false });
  row.addEventListener("scroll", () => mark(row));
  new ResizeObserver(() => mark(row)).observe(row);
}

/** At which ends of a row there is more. */
function mark(row) {
  row.classList.toggle("before", row.scrollLeft > 1);
  row.classList.toggle("after", row.scrollWidth - row.clientWidth - row.scrollLeft > 1);
}

/** What is chosen survives a reload of the page in its tab. */
export const memory = {
  get: (name) => JSON.parse(sessionStorage.getItem(`liniya-${name}`) ?? "null"),
  set: (name, value) => sessionStorage.setItem(`liniya-${name}`, JSON.stringify(value)),
};
