// The actions of the message under the pointer or in focus: one small bar that goes from message to message.
// The keyboard walks the log with the arrows; Tab then reaches the bar.

import { button, el, iconButton } from "./dom.js";
import { popUp } from "./overlay.js";
import { pictured, t } from "./words.js";

export class Tools {
  constructor(log, nodes, on) {
    this.log = log;
    this.nodes = nodes;
    this.on = on;
    this.bar = el("div", {
      class: "tools",
      role: "toolbar",
      "aria-label": t("messageActions"),
      "aria-live": "off",
      "data-testid": "message-tools",
    });
    log.addEventListener("pointerover", (event) => event.pointerType === "mouse" && this.point(event));
    log.addEventListener("pointermove", (event) => this.moved(event));
    log.addEventListener("pointerleave", () => this.bar.contains(document.activeElement) || this.leave());
    log.addEventListener("focusin", (event) => this.visit(event.target));
    log.addEventListener("keydown", (event) => this.walk(event));
  }

  /** The mouse is over something: it came, or the log slid under it, which takes nothing from the keyboard. */
  point(event) {
    if (this.moved(event) || !this.log.querySelector(".message:focus")) this.visit(event.target);
  }

  moved({ clientX, clientY }) {
    const moved = this.mouse?.x !== clientX || this.mouse?.y !== clientY;
    this.mouse = { x: clientX, y: clientY };
    return moved;
  }

  visit(target) {
    const node = target.closest(".message");
    if (!node || this.bar.closest(".message") === node) return;
    // A focused button must not run away from under the keyboard because the mouse moved.
    if (this.bar.contains(document.activeElement)) return;
    this.fill(this.nodes.get(Number(node.dataset.id)).message);
    node.querySelector(".bubble").append(this.bar);
  }

  /** Goes away, from `node` alone if one is named. */
  leave(node = null) {
    if (!node || node.contains(this.bar)) this.bar.remove();
  }

  fill(message) {
    const tool = (name, picture, label, click) =>
      iconButton(picture, label, { "data-testid": `tool-${name}`, on: { click } });
    const tools = [
      tool("reply", "reply", t("reply"), () => this.on.reply(message)),
      tool("react", "smile", t("react"), (event) => this.palette(event.currentTarget, message)),
    ];
    if (message.from === this.on.me()) {
      if (isEditable(message)) tools.push(tool("edit", "edit", t("edit"), () => this.on.edit(message)));
      tools.push(tool("delete", "trash", t("delete"), () => this.on.delete(message)));
    }
    this.bar.replaceChildren(...tools);
  }

  palette(anchor, message) {
    const mine = message.reactions.find(({ users }) => users.includes(this.on.me()))?.emoji;
    const choices = this.on.palette.map((emoji) =>
      button({
        class: "emoji",
        text: pictured(emoji),
        "data-testid": "palette-emoji",
        "data-emoji": emoji,
        "aria-pressed": String(emoji === mine),
        on: { click: () => this.on.react(message.id, emoji === mine ? null : emoji) },
      }),
    );
    popUp(anchor, el("div", { class: "palette", role: "group", "aria-label": t("react"), "data-testid": "palette" }, ...choices));
  }

  walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const here = event.target.closest?.(".message");
    if (!step || !here || event.target !== here) return;
    const all = [...this.log.querySelectorAll(".message")];
    const next = all[all.indexOf(here) + step];
    if (!next) return;
    event.preventDefault();
    here.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  /** Exactly one message, the last unless one walked elsewhere, is reached by Tab. */
  settle() {
    const all = [...this.log.querySelectorAll(".message")];
    const here = all.find((node) => node.contains(document.activeElement)) ?? all.at(-1);
    for (const node of all) node.tabIndex = node === here ? 0 : -1;
  }
}

const CAPTIONED = new Set(["photo", "video", "document", "voice", "audio", "animation"]);

/** A text, or a file that can have words with it. */
function isEditable({ text, contents, forward, forwards }) {
  if (forward || forwards.length) return false;
  return Boolean(text) || (contents.length > 0 && contents.every(({ kind }) => CAPTIONED.has(kind)));
}
