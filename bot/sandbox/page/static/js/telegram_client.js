// A client's Telegram.

import { big, ClientPane, note } from "./client.js";
import { tellAnswer } from "./conversation.js";
import { iconButton } from "./dom.js";
import { answer } from "./keyboard.js";
import { telegramDeeds, telegramMenu } from "./telegram.js";
import { act } from "./wire.js";
import { bots, t } from "./words.js";

export class TelegramClient extends ClientPane {
  constructor(root, store, unread) {
    super(root, store, unread, {
      prefix: "client",
      addWords: "addClient",
      addAction: "add-client",
      deeds: telegramDeeds,
      emptyWords: ["clientEmptyTitle", "clientEmpty"],
      placeholder: "inputClient",
    });
    this.startWord = "start";
  }

  keyOf(user) {
    return `${bots.clients}:${user}`;
  }

  clients() {
    return this.store.people("client");
  }

  place() {
    return { chat: this.keyOf(this.chosen), peer: bots.clients, thread: null, me: this.chosen };
  }

  other() {
    return this.store.users.get(bots.clients);
  }

  about() {
    return t("bot");
  }

  trouble() {
    return this.chat?.blocked ? t("wasBlocked") : null;
  }

  actions() {
    if (!this.chat || this.chat.blocked) return [];
    return [iconButton("ban", t("block"), { "data-testid": "client-block", on: { click: () => this.block(true) } })];
  }

  start() {
    return act("start", { user: this.chosen, bot: bots.clients });
  }

  drawOpenFoot() {
    if (this.chat.blocked) {
      this.talk.instead(note(t("blocked")), big(t("unblock"), "client-unblock", () => this.block(false)));
      return;
    }
    this.talk.instead();
    this.talk.composer.offer(telegramMenu(this.chat.menu));
  }

  block(blocked) {
    return act("block", { user: this.chosen, bot: bots.clients, blocked });
  }

  hear(kind, data) {
    if (kind === "toast" && data.bot === bots.clients) {
      answer(data.callback_id);
      tellAnswer(data, this.root);
    }
    super.hear(kind, data);
  }
}
