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
    // A picture has its height only when it has come.
    this.sizes = new ResizeObserver(() => this.sticks && this.node.scrollHeight !== this.full && this.toEnd());
    // Whoever unfolds a quotation wants to read it from where they are.
    this.node.addEventListener("click", ({ target }) => target.closest(".unfold") && (this.sticks = false), true);
    this.tools = new Tools(this.node, this.nodes, this.on);
    this.sticks = true;
    root.append(el("div", { class: "log-frame" }, this.node, this.empty, this.end));
  }

  /** Shows another place, or the same one seen by somebody else. */
  show(messages) {
    this.node.setAttribute("aria-busy", "true");
    this.tools.leave();
    this.nodes.clear();
    this.sizes.disconnect();
    this.node.replaceChildren();
    for (const message of messages) this.add(message);
    this.settle();
    this.toEnd();
    this.node.setAttribute("aria-busy", "false");
  }

  add(message) {
    const album = message.album && [...this.nodes.values()].find(({ parts }) => parts[0].album === message.album);
    if (album) {
      this.change(album, [...album.parts, message]);
      return;
    }
    const shown = { parts: [message], node: null, message: null };
    this.make(shown);
    this.nodes.set(message.id, shown);
    this.node.append(shown.node);
  }

  /** Makes the node for the messages in `shown.parts`: one, or those of an album. */
  make(shown) {
    shown.message = joined(shown.parts);
    shown.node = messageNode(shown.message, this.on.me(), this.on.author(shown.message.from), this.on);
    this.tools.rest(shown.node);
    this.sizes.observe(shown.node);
  }

  /** The node looks otherwise, or is made of other messages. */
  change(shown, parts) {
    const { node } = shown;
    const focused = node.contains(document.activeElement);
    this.tools.leave(node);
    this.sizes.unobserve(node);
    for (const { id } of shown.parts) this.nodes.delete(id);
    shown.parts = parts.sort((one, other) => one.id - other.id);
    if (!parts.length) {
      node.remove();
      return;
    }
    this.make(shown);
    node.replaceWith(shown.node);
    for (const { id } of parts) this.nodes.set(id, shown);
    if (focused) shown.node.focus({ preventScroll: true });
  }

  /** A new message at the end, or a changed one in its place. */
  put(message) {
    const known = this.nodes.get(message.id);
    if (known) {
      this.change(known, known.parts.map((part) => (part.id === message.id ? message : part)));
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
      if (known) this.change(known, known.parts.filter((part) => part.id !== id));
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
    if (!known) return;
    known.message.reactions = joined(known.parts).reactions;
    known.node.querySelector(".reactions")?.replaceWith(reactions(known.message, this.on));
    if (known.node !== this.tools.current) this.tools.rest(known.node);
  }

  /** Marks where an author's row of messages begins and ends, and what the keyboard reaches first. */
  settle() {
    let before = null;
    for (const node of this.node.children) {
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
    this.full = this.node.scrollHeight;
    this.end.hidden = true;
  }

  resized() {
    this.height = this.node.clientHeight;
    if (this.sticks) this.toEnd();
  }

  mark() {
    // The field below has grown, or a message: nobody scrolled, and the end is about to be shown again.
    if (this.node.clientHeight !== this.height || (this.sticks && this.node.scrollHeight !== this.full)) return;
    this.sticks = this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_END;
    if (this.sticks) this.end.hidden = true;
  }
}

/** The messages of an album as one: the caption of whichever has it, the pictures of all. */
function joined(parts) {
  const [first] = parts;
  const said = parts.find(({ text }) => text) ?? first;
  return {
    ...first,
    ids: parts.map(({ id }) => id),
    textId: said.id,
    text: said.text,
    entities: said.entities,
    edited: parts.some(({ edited }) => edited),
    contents: parts.flatMap(({ contents }) => contents),
    keyboard: parts.find(({ keyboard }) => keyboard.length)?.keyboard ?? [],
    reactions: parts.find(({ reactions: marks }) => marks.length)?.reactions ?? [],
  };
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** What stands in an empty log. */
export function emptyNote(name, title, text) {
  return el("div", { class: "empty-note" }, icon(name), el("p", { text: title }), text ? el("p", { text }) : null);
}
