// The right side: the operators' groups, the topics of one of them and the one that is open.

import { button, el, icon, iconButton } from "./dom.js";
import { Conversation, tellAnswer, Typing } from "./conversation.js";
import { answer } from "./keyboard.js";
import { emptyNote } from "./log.js";
import { ask } from "./overlay.js";
import { memory, People } from "./people.js";
import { placeKey } from "./store.js";
import { telegramDeeds } from "./telegram.js";
import { topicIcon, TopicList } from "./topics.js";
import { act } from "./wire.js";
import { bots, t } from "./words.js";

export class GroupPane {
  constructor(root, store, unread) {
    this.root = root;
    this.store = store;
    this.unread = unread;
    this.chosen = memory.get("operator");
    this.thread = memory.get("thread");
    this.group = memory.get("group");
    this.switcher = root.querySelector(".group-list");
    this.head = root.querySelector(".topic .pane-head");
    this.typing = new Typing(() => this.drawHead());
    this.people = new People(root.querySelector(".people-list"), {
      prefix: "group",
      words: "addOperator",
      action: "add-operator",
      choose: (id) => this.choose(id),
    });
    this.topics = new TopicList(root.querySelector(".topics"), store, unread, (thread) => this.open(thread));
    this.talk = new Conversation(root.querySelector(".topic .talk"), {
      prefix: "topic",
      placeholder: "inputGroup",
      store,
      deeds: telegramDeeds,
      empty: (place) =>
        place?.thread ? emptyNote("hash", t("topicEmpty")) : emptyNote("hash", t("generalEmptyTitle"), t("generalEmpty")),
    });
    const back = this.head.querySelector(".topic-back");
    back.append(icon("back"));
    back.addEventListener("click", () => this.leave());
  }

  /** The group that is shown: the chosen one, if whom one acts as is in it, else their first. */
  get chat() {
    const groups = this.store.groups(this.chosen);
    return groups.find(({ key }) => key === this.group) ?? groups[0];
  }

  get key() {
    return placeKey(this.chat?.key, this.thread);
  }

  /** The open topic; General has none. */
  get topic() {
    return this.chat?.topics.find(({ id, deleted }) => id === this.thread && !deleted);
  }

  choose(id) {
    this.chosen = id;
    memory.set("operator", id);
    this.draw();
  }

  /** Another of the groups, from its list of topics. */
  enter(key) {
    this.group = key;
    this.thread = null;
    memory.set("group", key);
    memory.set("thread", null);
    this.root.dataset.screen = "topics";
    this.unread.read(this.key);
    this.draw();
  }

  open(thread) {
    this.thread = thread;
    memory.set("thread", thread);
    this.root.dataset.screen = "topic";
    this.unread.read(this.key);
    this.draw();
    if (matchMedia("(hover: hover)").matches) this.talk.composer.input.focus();
  }

  /** Narrow: back to the list. */
  leave() {
    this.root.dataset.screen = "topics";
    this.drawTopics();
    this.root.querySelector('.topic-item[aria-current="true"]')?.focus();
  }

  draw() {
    const operators = this.store.people("operator");
    if (!operators.some(({ id }) => id === this.chosen)) this.chosen = operators[0]?.id;
    if (!this.topic) this.thread = null;
    this.people.draw(operators, this.chosen);
    if (!this.chat) return;
    this.drawTopics();
    this.drawHead();
    this.talk.show({ chat: this.chat.key, peer: this.chat.id, thread: this.thread, me: this.chosen });
    this.drawFoot();
  }

  /** Shown where there are several. */
  drawGroups() {
    const groups = this.store.groups(this.chosen);
    const held = this.switcher.contains(document.activeElement);
    const chips = groups.map(({ key, title }) => {
      const count = key === this.chat.key ? 0 : this.unread.sum((chat) => chat === key);
      const pressed = String(key === this.chat.key);
      return button(
        { class: "group-item", "data-testid": "group-item", "aria-pressed": pressed, on: { click: () => this.enter(key) } },
        el("span", { text: title }),
        count ? el("span", { class: "badge", text: count, "aria-label": t("unread", { count }) }) : null,
      );
    });
    this.switcher.hidden = groups.length < 2;
    this.switcher.replaceChildren(...chips);
    if (held) this.switcher.querySelector('[aria-pressed="true"]')?.focus();
  }

  drawTopics() {
    this.drawGroups();
    this.topics.draw(this.chat, this.thread);
  }

  drawHead() {
    if (!this.chat) return;
    const { topic } = this;
    this.head.querySelector(".head-avatar").replaceChildren(topicIcon(topic));
    this.head.querySelector(".head-title").textContent = topic?.name ?? t("general");
    const typing = this.typing.line(this.key, this.store, true);
    const status = this.head.querySelector(".head-status");
    status.textContent = typing ?? (topic?.closed ? t("topicClosed") : this.chat.title);
    status.classList.toggle("live", Boolean(typing));
    const close = iconButton("lock", t("closeTopic"), { "data-testid": "topic-close", on: { click: () => this.close(true) } });
    const gone = iconButton("trash", t("deleteTopic"), { "data-testid": "topic-delete", on: { click: () => this.delete() } });
    this.head.querySelector(".head-actions").replaceChildren(...(topic ? [...(topic.closed ? [] : [close]), gone] : []));
  }

  drawFoot() {
    if (!this.topic?.closed) {
      this.talk.instead();
      return;
    }
    const reopen = { class: "button primary", text: t("reopenTopic"), "data-testid": "topic-reopen" };
    this.talk.instead(
      el("p", { text: t("topicClosedNote") }),
      button({ ...reopen, on: { click: () => this.close(false) } }),
    );
  }

  close(closed) {
    return act("close-topic", { user: this.chosen, group: this.chat.id, thread: this.thread, closed });
  }

  async delete() {
    const { id: thread, name } = this.topic;
    if (!(await ask(t("deleteTopicAsk", { name }), { confirm: t("deleteTopicDo") }))) return;
    await act("delete-topic", { group: this.chat.id, thread });
  }

  hear(kind, data) {
    if (kind === "reset" || (kind === "person" && data.role === "operator")) this.draw();
    if (kind === "typing") this.typing.hear(data);
    if (kind === "toast" && data.bot === bots.desk) {
      answer(data.callback_id);
      tellAnswer(data, this.root);
    }
    if (kind === "message" && this.chat && this.store.isGroup(data.chat)) this.drawGroups();
    if (kind === "message") this.typing.stop(placeKey(data.chat, data.message.thread));
    if (kind === "chat" && data.was === this.group) this.group = data.key;
    if (kind === "chat" && data.key === this.chat?.key) this.changed(data);
    this.talk.hear(kind, data);
    if (["message", "edited", "deleted"].includes(kind) && data.chat === this.chat?.key) this.drawTopics();
  }

  /** The group looks otherwise: the open topic may be gone or closed, the group may have another id. */
  changed({ was }) {
    const gone = this.thread !== null && !this.topic;
    if (gone) this.root.dataset.screen = "topics";
    if (gone || was) {
      this.draw();
      return;
    }
    this.drawTopics();
    this.drawHead();
    this.drawFoot();
  }
}
