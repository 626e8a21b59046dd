// A client's VK: the dialogue with the community, and its wall.

import { ClientPane } from "./client.js";
import { tellAnswer } from "./conversation.js";
import { iconButton } from "./dom.js";
import { answer } from "./keyboard.js";
import { vkDeeds, vkKey, vkMenu } from "./vk.js";
import { Wall } from "./wall.js";
import { act } from "./wire.js";
import { t } from "./words.js";

const TYPING_EVERY_MS = 5000;

export class VkClient extends ClientPane {
  /** `isOpen()`: whether the dialogue is on the screen, by which it is read. */
  constructor(root, store, unread, isOpen) {
    super(root, store, unread, {
      prefix: "vk",
      addWords: "addVkClient",
      addAction: "vk-add-client",
      deeds: vkDeeds,
      emptyWords: ["vkEmptyTitle", "vkEmpty"],
      placeholder: "inputVk",
    });
    this.startWord = "vkStart";
    this.isOpen = isOpen;
    this.typedAt = 0;
    this.readUpTo = new Map();
    this.wall = new Wall(root.querySelector(".wall"), store, () => this.chosen);
    document.addEventListener("visibilitychange", () => this.read());
  }

  keyOf(user) {
    return vkKey(user);
  }

  clients() {
    return this.store.people();
  }

  place() {
    return { chat: this.keyOf(this.chosen), peer: this.chosen, thread: null, me: this.chosen };
  }

  other() {
    return [...this.store.users.values()].find(({ role }) => role === "community");
  }

  about() {
    return t(this.onWall ? "wall" : "community");
  }

  trouble() {
    return this.chat && !this.chat.allowed && this.chat.messages.size ? t("vkDenied") : null;
  }

  get onWall() {
    return this.root.dataset.screen === "wall";
  }

  actions() {
    const [name, label] = this.onWall ? ["chat", "wallClose"] : ["wall", "wallOpen"];
    const wall = iconButton(name, t(label), { "data-testid": "vk-wall-open", "aria-pressed": String(this.onWall), on: { click: () => this.turn() } });
    if (!this.chat || this.onWall) return [wall];
    const allowed = this.chat.allowed;
    const word = t(allowed ? "vkDeny" : "vkAllow");
    const testid = allowed ? "vk-deny" : "vk-allow";
    return [wall, iconButton(allowed ? "ban" : "bell", word, { "data-testid": testid, on: { click: () => this.allow(!allowed) } })];
  }

  /** From the dialogue to the wall and back. */
  turn() {
    this.root.dataset.screen = this.onWall ? "talk" : "wall";
    if (this.onWall) this.wall.draw();
    else this.draw();
    this.drawHead();
    this.root.querySelector('[data-testid="vk-wall-open"]').focus();
  }

  start() {
    return act("vk-start", { user: this.chosen });
  }

  drawOpenFoot() {
    this.talk.instead();
    this.talk.composer.offer(vkMenu(this.chat));
  }

  allow(allowed) {
    return act("vk-allow", { user: this.chosen, allowed });
  }

  draw() {
    super.draw();
    this.read();
  }

  /** An open dialogue is a read one. */
  read() {
    if (document.hidden || this.onWall || !this.chat || !this.isOpen()) return;
    const last = [...this.chat.messages.values()].findLast(({ from }) => from < 0)?.id ?? 0;
    if (last <= (this.readUpTo.get(this.chosen) ?? 0)) return;
    this.readUpTo.set(this.chosen, last);
    act("vk-read", { user: this.chosen });
  }

  typed() {
    if (Date.now() - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = Date.now();
    act("vk-typing", { user: this.chosen });
  }

  hear(kind, data) {
    if (kind === "toast") this.answered(data);
    super.hear(kind, data);
    if (kind === "message") this.read();
    if (["post", "comment", "reset"].includes(kind)) this.wall.hear(kind, data);
  }

  /** VK answers a callback button with a snackbar, or with a link to open. */
  answered({ event_id: id, text, link }) {
    answer(id);
    tellAnswer({ text: text ?? (link ? t("vkOpens", { link }) : "") }, this.root);
  }
}

