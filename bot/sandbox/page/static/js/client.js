// The left side: a client's chat with the bot.

import { avatar, button, el, iconButton } from "./dom.js";
import { Conversation, tellAnswer, Typing } from "./conversation.js";
import { answer } from "./keyboard.js";
import { emptyNote } from "./log.js";
import { memory, People } from "./people.js";
import { placeKey } from "./store.js";
import { act } from "./wire.js";
import { bots, t } from "./words.js";

export class ClientPane {
  constructor(root, store, unread) {
    this.root = root;
    this.store = store;
    this.unread = unread;
    this.chosen = memory.get("client");
    this.typing = new Typing(() => this.drawHead());
    this.people = new People(root.querySelector(".people-list"), {
      prefix: "client",
      words: "addClient",
      action: "add-client",
      choose: (id) => this.choose(id),
      unread: (id) => unread.of(placeKey(this.keyOf(id), null)),
    });
    this.talk = new Conversation(root.querySelector(".talk"), {
      prefix: "client",
      placeholder: "inputClient",
      store,
      empty: () => emptyNote("send", t("clientEmptyTitle"), t("clientEmpty")),
    });
  }

  keyOf(user) {
    return `${bots.clients}:${user}`;
  }

  get key() {
    return placeKey(this.keyOf(this.chosen), null);
  }

  get chat() {
    return this.store.privateChat(bots.clients, this.chosen);
  }

  choose(id) {
    this.chosen = id;
    memory.set("client", id);
    this.unread.read(this.key);
    this.draw();
  }

  /** All anew. */
  draw() {
    const clients = this.store.people("client");
    if (!clients.some(({ id }) => id === this.chosen)) this.chosen = clients[0]?.id;
    this.drawPeople();
    this.drawHead();
    if (this.chosen === undefined) return;
    this.talk.show({ chat: this.keyOf(this.chosen), peer: bots.clients, thread: null, me: this.chosen });
    this.drawFoot();
  }

  drawPeople() {
    this.people.draw(this.store.people("client"), this.chosen);
  }

  drawHead() {
    const bot = this.store.users.get(bots.clients);
    if (!bot) return;
    this.root.querySelector(".head-avatar").replaceChildren(avatar(bot));
    this.root.querySelector(".head-title").textContent = bot.name;
    const blocked = this.chat?.blocked;
    const typing = this.typing.line(this.key, this.store, false);
    const status = this.root.querySelector(".head-status");
    status.textContent = blocked ? t("wasBlocked") : (typing ?? t("bot"));
    status.classList.toggle("live", Boolean(typing) && !blocked);
    const block = iconButton("ban", t("block"), { "data-testid": "client-block", on: { click: () => this.block(true) } });
    this.root.querySelector(".head-actions").replaceChildren(...(this.chat && !blocked ? [block] : []));
  }

  /** Under the messages: the big button of a new chat, the way back to a blocked bot, or the input field. */
  drawFoot() {
    if (!this.chat?.messages.size) {
      const start = () => act("start", { user: this.chosen, bot: bots.clients }).then(() => this.talk.composer.input.focus());
      this.talk.instead(big("start", "client-start", start));
    } else if (this.chat.blocked) {
      this.talk.instead(el("p", { text: t("blocked") }), big("unblock", "client-unblock", () => this.block(false)));
    } else {
      this.talk.instead();
      this.talk.composer.offer(this.chat.menu);
    }
  }

  block(blocked) {
    return act("block", { user: this.chosen, bot: bots.clients, blocked });
  }

  hear(kind, data) {
    if (kind === "reset") this.draw();
    if (kind === "person") this.drawPeople();
    if (kind === "typing") this.typing.hear(data);
    if (kind === "toast" && data.bot === bots.clients) {
      answer(data.callback_id);
      tellAnswer(data, this.root);
    }
    if (kind === "message") this.heard(data);
    this.talk.hear(kind, data);
    if (kind === "chat" && data.key === this.keyOf(this.chosen)) this.refresh();
  }

  heard({ chat, message }) {
    if (message.from === bots.clients) this.typing.stop(placeKey(chat, null));
    if (chat !== this.keyOf(this.chosen)) this.drawPeople();
    // The first message ends the big button.
    else if (!this.talk.notice.hidden && !this.chat.blocked) this.refresh();
  }

  refresh() {
    this.drawHead();
    this.drawFoot();
  }
}

function big(text, testid, click) {
  return button({ class: "button primary big", text: t(text), "data-testid": testid, on: { click } });
}
