// A client's chat with the line, in Telegram or in VK: the switcher of people, the head, the log, the field or a button
// in its place. `TelegramClient` and `VkClient` say what is particular to theirs.

import { avatar, button, el } from "./dom.js";
import { Conversation, Typing } from "./conversation.js";
import { emptyNote } from "./log.js";
import { memory, People } from "./people.js";
import { placeKey } from "./store.js";
import { t } from "./words.js";

export class ClientPane {
  /** `prefix` of the hooks and of what is remembered; `addWords`, `addAction` make one more person; `deeds`;
   * `emptyWords`: title and text. */
  constructor(root, store, unread, { prefix, addWords, addAction, deeds, emptyWords, placeholder }) {
    this.root = root;
    this.store = store;
    this.unread = unread;
    this.prefix = prefix;
    this.chosen = memory.get(prefix);
    this.typing = new Typing(() => this.drawHead());
    this.people = new People(root.querySelector(".people-list"), {
      prefix,
      words: addWords,
      action: addAction,
      choose: (id) => this.choose(id),
      unread: (id) => unread.of(placeKey(this.keyOf(id), null)),
    });
    this.talk = new Conversation(root.querySelector(".talk"), {
      prefix,
      placeholder,
      store,
      deeds,
      empty: () => emptyNote("send", ...emptyWords.map((word) => t(word))),
      typed: () => this.typed(),
    });
  }

  get key() {
    return placeKey(this.keyOf(this.chosen), null);
  }

  get chat() {
    return this.store.chats.get(this.keyOf(this.chosen));
  }

  get name() {
    return this.store.name(this.chosen);
  }

  choose(id) {
    this.chosen = id;
    memory.set(this.prefix, id);
    this.unread.read(this.key);
    this.draw();
  }

  /** All anew. */
  draw() {
    const clients = this.clients();
    if (!clients.some(({ id }) => id === this.chosen)) this.chosen = clients[0]?.id;
    this.drawPeople();
    this.drawHead();
    if (this.chosen === undefined) return;
    this.talk.show(this.place());
    this.drawFoot();
  }

  drawPeople() {
    this.people.draw(this.clients(), this.chosen);
  }

  drawHead() {
    const other = this.other();
    if (!other) return;
    this.root.querySelector(".head-avatar").replaceChildren(avatar(other));
    this.root.querySelector(".head-title").textContent = other.name;
    const typing = this.typing.line(this.key, this.store, false);
    const status = this.root.querySelector(".head-status");
    const trouble = this.trouble();
    status.textContent = trouble ?? typing ?? this.about();
    status.classList.toggle("live", Boolean(typing) && !trouble);
    this.root.querySelector(".head-actions").replaceChildren(...this.actions());
  }

  /** Under the messages: the big button of a new chat, or the input field. */
  drawFoot() {
    if (!this.chat?.messages.size) {
      this.talk.instead(big(t(this.startWord), `${this.prefix}-start`, () => this.start()));
      return;
    }
    this.drawOpenFoot();
  }

  typed() {}

  hear(kind, data) {
    if (kind === "reset") this.draw();
    if (kind === "person") this.drawPeople();
    if (kind === "typing") this.typing.hear(data);
    if (kind === "message") this.heard(data);
    this.talk.hear(kind, data);
    if (kind === "chat" && data.key === this.keyOf(this.chosen)) this.refresh();
  }

  heard({ chat, message }) {
    if (message.from !== this.chosen) this.typing.stop(placeKey(chat, null));
    if (chat !== this.keyOf(this.chosen)) this.drawPeople();
    // The first message ends the big button.
    else if (!this.talk.notice.hidden) this.refresh();
  }

  refresh() {
    this.drawHead();
    this.drawFoot();
  }
}

export function big(text, testid, click) {
  return button({ class: "button primary big", text, "data-testid": testid, on: { click } });
}

export function note(text) {
  return el("p", { text });
}
