// The messages of one place, kept in step with the store; stays at the end while one reads there.

import { el, icon, iconButton } from "./dom.js";
import { messageNode, reactions } from "./message.js";
import { Tools } from "./tools.js";
import { t } from "./words.js";

const NEAR_END = 80;

export class Log {
  /** `on`: `me()`, `author(id)`, `press`, `react`, `reply`, `edit`, `delete`, `empty()` (a node for no messages). */
  constructor(root, testid, on) {
    this.on = { ...on, goTo: (id) => this.goTo(id) };
    this.nodes = new Map();
    this.node = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": t("messages"), "data-testid": testid });
    this.empty = el("div", { class: "empty" });
    this.end = iconButton("down", t("toEnd"), { class: "to-end", hidden: true });
    this.end.addEventListener("click", () => this.toEnd("smooth"));
    this.node.addEventListener("scroll", () => this.mark());
    new ResizeObserver(() => this.resized()).observe(this.node);
    this.tools = new Tools(this.node, this.nodes, this.on);
    this.sticks = true;
    root.append(el("div", { class: "log-frame" }, this.node, this.empty, this.end));
  }

  /** Shows another place, or the same one seen by somebody else. */
  show(messages) {
    this.node.setAttribute("aria-busy", "true");
    this.tools.leave();
    this.nodes.clear();
    this.node.replaceChildren();
    for (const message of messages) this.add(message);
    this.settle();
    this.toEnd();
    this.node.setAttribute("aria-busy", "false");
  }

  add(message) {
    const node = messageNode(message, this.on.me(), this.on.author(message.from), this.on);
    this.nodes.set(message.id, { node, message });
    this.node.append(node);
  }

  /** A new message at the end, or a changed one in its place. */
  put(message) {
    const known = this.nodes.get(message.id);
    if (known) {
      const node = messageNode(message, this.on.me(), this.on.author(message.from), this.on);
      const focused = known.node.contains(document.activeElement);
      this.tools.leave(known.node);
      known.node.replaceWith(node);
      this.nodes.set(message.id, { node, message });
      if (focused) node.focus({ preventScroll: true });
    } else {
      this.add(message);
      this.nodes.get(message.id).node.classList.add("fresh");
    }
    this.settle();
    if (this.sticks || (!known && message.from === this.on.me())) this.toEnd();
    else if (!known) this.end.hidden = false;
  }

  remove(ids) {
    for (const id of ids) {
      const known = this.nodes.get(id);
      if (!known) continue;
      this.tools.leave(known.node);
      known.node.remove();
      this.nodes.delete(id);
    }
    for (const { node, message } of this.nodes.values()) {
      if (!ids.includes(message.reply_to?.id)) continue;
      const text = node.querySelector(".quote-text");
      if (text) text.textContent = t("quoteGone");
    }
    this.settle();
  }

  react(id) {
    const known = this.nodes.get(id);
    known?.node.querySelector(".reactions")?.replaceWith(reactions(known.message, this.on));
    if (this.sticks) this.toEnd();
  }

  /** Marks where an author's row of messages begins and ends, and what the keyboard reaches first. */
  settle() {
    let before = null;
    for (const { node } of this.nodes.values()) {
      const same = before?.dataset.from !== undefined && before.dataset.from === node.dataset.from;
      node.classList.toggle("first", !same);
      before?.classList.toggle("last", !same);
      before = node;
    }
    before?.classList.add("last");
    this.empty.hidden = this.nodes.size > 0;
    if (!this.nodes.size) this.empty.replaceChildren(this.on.empty());
    this.tools.settle();
  }

  goTo(id) {
    const known = this.nodes.get(id);
    if (!known) return;
    known.node.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    known.node.focus({ preventScroll: true });
    known.node.classList.remove("flash");
    requestAnimationFrame(() => known.node.classList.add("flash"));
  }

  toEnd(behavior = "auto") {
    this.node.scrollTo({ top: this.node.scrollHeight, behavior: calm() ? "auto" : behavior });
    this.sticks = true;
    this.end.hidden = true;
  }

  resized() {
    this.height = this.node.clientHeight;
    if (this.sticks) this.toEnd();
  }

  mark() {
    // The field below has grown: nobody scrolled, and the end is about to be shown again.
    if (this.node.clientHeight !== this.height) return;
    this.sticks = this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_END;
    if (this.sticks) this.end.hidden = true;
  }
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** What stands in an empty log. */
export function emptyNote(name, title, text) {
  return el("div", { class: "empty-note" }, icon(name), el("p", { text: title }), text ? el("p", { text }) : null);
}
