// The community's wall: its posts, the comments under them, and a field for one more.

import { avatar, el, iconButton } from "./dom.js";
import { act } from "./wire.js";
import { t, time } from "./words.js";

export class Wall {
  /** `me()` is who comments. */
  constructor(root, store, me) {
    this.root = root;
    this.store = store;
    this.me = me;
    this.drafts = new Map();
  }

  hear(kind, data) {
    if (kind === "comment") this.root.querySelector(`[data-post="${data.post}"] .comments`)?.append(this.comment(data.comment));
    else this.draw();
  }

  draw() {
    const posts = [...this.store.posts.values()].sort((one, other) => other.id - one.id);
    this.root.replaceChildren(...posts.map((post) => this.post(post)));
  }

  post(post) {
    const community = [...this.store.users.values()].find(({ role }) => role === "community");
    const head = el("header", { class: "post-head" }, avatar(community, "small"), el("strong", { text: community.name }), time(post.date));
    const comments = el("div", { class: "comments", role: "log", "aria-label": t("comments") });
    comments.append(...post.comments.map((comment) => this.comment(comment)));
    const look = { class: "post", "data-testid": "wall-post", "data-post": post.id };
    return el("article", look, head, el("p", { class: "post-text", text: post.text }), comments, this.field(post.id));
  }

  comment(comment) {
    const user = this.store.users.get(comment.from) ?? { id: comment.from, name: t("vkSomebody") };
    const words = el("div", { class: "comment-words" }, el("strong", { text: user.name }), el("p", { text: comment.text }));
    const look = { class: comment.reply_to ? "comment under" : "comment", "data-testid": "wall-comment", "data-from": comment.from };
    return el("div", look, avatar(user, "tiny"), words, time(comment.date));
  }

  field(post) {
    const input = el("input", { class: "comment-input", type: "text", placeholder: t("commentInput"), "aria-label": t("commentInput"), maxlength: 4096, "data-testid": "wall-comment-input" });
    input.value = this.drafts.get(post) ?? "";
    input.addEventListener("input", () => this.drafts.set(post, input.value));
    const send = () => this.send(post, input);
    input.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && send());
    const go = iconButton("send", t("commentSend"), { "data-testid": "wall-comment-send", on: { click: send } });
    return el("div", { class: "comment-field" }, input, go);
  }

  async send(post, input) {
    const text = input.value.trim();
    if (!text) return;
    if ((await act("vk-comment", { user: this.me(), post, text })) === undefined) return;
    input.value = "";
    this.drafts.delete(post);
  }
}

