// The actions of the message under the pointer or in focus: one small bar that goes from message to message.
// The keyboard walks the log with the arrows; Tab then reaches what is in the message where one stands, and nothing in
// the others: however long the log, the field below it is a few steps away.

import { button, el, iconButton } from "./dom.js";
import { popUp } from "./overlay.js";
import { pictured, t } from "./words.js";

const STOPS = 'a[href], button, video, [role="button"]';

export class Tools {
  constructor(log, nodes, on) {
    this.log = log;
    this.current = null;
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
    log.addEventListener("focusin", (event) => this.enter(event.target));
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

  /** The keyboard, or a press, has come into a message. */
  enter(target) {
    const node = target.closest(".message");
    if (node) this.stand(node);
    this.visit(target);
  }

  /** Makes a message the one that Tab reaches. */
  stand(node) {
    if (this.current !== node && this.current) this.rest(this.current);
    this.current = node;
    node.tabIndex = 0;
    for (const stop of node.querySelectorAll(STOPS)) stop.tabIndex = 0;
  }

  /** Tab passes a message and all that is in it. */
  rest(node) {
    node.tabIndex = -1;
    for (const stop of node.querySelectorAll(STOPS)) stop.tabIndex = -1;
  }

  visit(target) {
    const node = target.closest(".message");
    if (!node || this.bar.closest(".message") === node) return;
    // A focused button must not run away from under the keyboard because the mouse moved.
    if (this.bar.contains(document.activeElement)) return;
    this.fill(this.nodes.get(Number(node.dataset.id)).message);
    node.querySelector(".bubble").append(this.bar);
    for (const tool of this.bar.children) tool.tabIndex = node === this.current ? 0 : -1;
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
    next.focus();
  }

  /** Exactly one message, the last unless one walked elsewhere, is reached by Tab. */
  settle() {
    const all = [...this.log.querySelectorAll(".message")];
    const here = all.find((node) => node.contains(document.activeElement)) ?? all.at(-1);
    if (here) this.stand(here);
    else this.current = null;
  }
}

const CAPTIONED = new Set(["photo", "video", "document", "voice", "audio", "animation"]);

/** A text, or a file that can have words with it. */
function isEditable({ text, contents, forward, forwards }) {
  if (forward || forwards.length) return false;
  return Boolean(text) || (contents.length > 0 && contents.every(({ kind }) => CAPTIONED.has(kind)));
}
