// The list of the group's topics: General first, then the newest.

import { avatar, button, el, icon } from "./dom.js";
import { inBrief } from "./message.js";
import { placeKey } from "./store.js";
import { clock, t } from "./words.js";

export class TopicList {
  constructor(root, store, unread, open) {
    this.root = root;
    this.store = store;
    this.unread = unread;
    this.open = open;
    this.list = root.querySelector(".topic-list");
  }

  draw(group, chosen) {
    const head = this.root.querySelector(".pane-head");
    head.querySelector(".head-avatar").replaceChildren(avatar({ id: 4, name: group.title }));
    head.querySelector(".head-title").textContent = group.title;
    const inside = group.members.filter(({ status }) => status !== "left" && status !== "kicked");
    head.querySelector(".head-status").textContent = t("members", { count: inside.length });

    const newest = newestByThread(group);
    const topics = group.topics.filter(({ deleted }) => !deleted);
    topics.sort((a, b) => (newest.get(b.id)?.id ?? b.id) - (newest.get(a.id)?.id ?? a.id));
    const focused = document.activeElement?.closest?.(".topic-item")?.dataset.thread;
    const items = [null, ...topics].map((topic) => this.item(group, topic, newest.get(topic?.id ?? null), chosen));
    this.list.replaceChildren(...items);
    if (focused) this.list.querySelector(`[data-thread="${focused}"]`)?.focus();
    this.root.querySelector(".topics-empty").hidden = topics.length > 0;
  }

  /** General is the topic null. */
  item(group, topic, last, chosen) {
    const thread = topic?.id ?? null;
    const count = this.unread.of(placeKey(group.key, thread));
    const node = button({
      class: "topic-item",
      "aria-current": thread === chosen ? "true" : null,
      "data-testid": "topic-item",
      "data-thread": thread ?? "general",
      on: { click: () => this.open(thread) },
    });
    const title = el("span", { class: "topic-name" }, el("span", { text: topic?.name ?? t("general") }));
    if (topic?.closed) title.append(el("span", { class: "topic-closed", role: "img", "aria-label": t("topicClosed") }, icon("lock")));
    if (last) title.append(el("span", { class: "topic-time", text: clock(last.date) }));
    const brief = el("span", { class: "topic-brief" });
    brief.append(...(last ? briefly(last) : [el("span", { text: t("noMessages") })]));
    if (count) {
      brief.append(el("span", { class: "badge", text: count, "aria-label": t("unread", { count }), "data-testid": "topic-unread" }));
    }
    node.append(topicIcon(topic), el("span", { class: "topic-words" }, title, brief));
    return el("li", {}, node);
  }
}

function briefly(message) {
  const text = el("span", { class: "topic-text" });
  if (!message.service) text.append(el("strong", { text: `${message.name}: ` }));
  text.append(inBrief(message));
  return [text];
}

function newestByThread(group) {
  const newest = new Map();
  for (const message of group.messages.values()) newest.set(message.thread, message);
  return newest;
}

/** A letter on the topic's colour; a sign for General. */
export function topicIcon(topic) {
  const node = el("span", { class: "topic-icon", "aria-hidden": "true" });
  if (!topic) {
    node.classList.add("general");
    node.append(icon("hash"));
    return node;
  }
  node.style.setProperty("--topic", `#${topic.icon_color.toString(16).padStart(6, "0")}`);
  node.textContent = [...topic.name.replace(/[^\p{L}\p{N}]+/u, "")][0]?.toUpperCase() ?? "?";
  return node;
}
