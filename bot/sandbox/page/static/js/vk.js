// The emulated VK as the page sees it, and what one does in it.

import { Store } from "./store.js";
import { act, upload } from "./wire.js";
import { page, t } from "./words.js";

const FILES = "/sandbox/files/vk/";
const EMOJI = new Map(Object.entries(page.reactions).map(([number, emoji]) => [Number(number), emoji]));
const NUMBERS = new Map([...EMOJI].map(([number, emoji]) => [emoji, number]));
const KINDS = { doc: "document", audio_message: "voice", graffiti: "photo" };
const FILED = new Set(["photo", "doc", "audio_message", "audio", "video", "graffiti", "sticker"]);
const STYLES = { primary: "primary", positive: "success", negative: "danger" };
const SPANS = { bold: "bold", italic: "italic", underline: "underline", url: "text_link" };

export const vkKey = (user) => `vk:${user}`;

export class VkStore extends Store {
  constructor() {
    super();
    this.posts = new Map();
  }

  load(snapshot) {
    this.community = snapshot.community;
    const community = { ...snapshot.community, id: -snapshot.community.id, role: "community" };
    this.users = new Map([community, ...snapshot.people].map((user) => [user.id, user]));
    this.chats = new Map();
    for (const { messages, ...view } of snapshot.chats) {
      this.heard_chat(view);
      for (const message of messages) this.put(vkKey(view.peer), this.formed(view.peer, message));
    }
    this.posts = new Map(snapshot.posts.map((post) => [post.id, post]));
    this.faults = snapshot.faults;
    this.tell("reset", {});
  }

  people() {
    return [...this.users.values()].filter(({ id, deactivated }) => id > 0 && !deactivated);
  }

  heard_person(user) {
    this.users.set(user.id, user);
    return user;
  }

  heard_chat(view) {
    const key = vkKey(view.peer);
    const known = this.chats.get(key);
    const chat = { ...view, key, type: "private", messages: known?.messages ?? new Map(), seen: known?.seen ?? 0 };
    this.chats.set(key, chat);
    return chat;
  }

  heard_message({ peer, message }) {
    return this.put(vkKey(peer), this.formed(peer, message));
  }

  heard_edited({ peer, message }) {
    return this.heard_message({ peer, message });
  }

  heard_deleted({ peer, ids }) {
    return super.heard_deleted({ chat: vkKey(peer), ids });
  }

  heard_reactions({ peer, id, reactions }) {
    const message = this.chats.get(vkKey(peer))?.messages.get(id);
    if (message) message.reactions = marks(reactions);
    return { chat: vkKey(peer), id };
  }

  heard_typing({ peer, from }) {
    return from < 0 ? { chat: vkKey(peer), thread: null, user: from } : null;
  }

  /** The community has read up to a message: the person's own get their second tick. */
  heard_read({ peer, from, cmid }) {
    const chat = this.chats.get(vkKey(peer));
    if (!chat || from > 0) return null;
    chat.seen = Math.max(chat.seen, cmid);
    for (const message of chat.messages.values()) {
      if (message.from < 0 || message.read || message.id > cmid) continue;
      message.read = true;
      this.tell("edited", { chat: chat.key, message });
    }
    return null;
  }

  heard_post(post) {
    this.posts.set(post.id, post);
    return post;
  }

  heard_comment({ post, comment }) {
    const under = this.posts.get(post);
    if (under && !under.comments.some(({ id }) => id === comment.id)) under.comments.push(comment);
    return { post, comment };
  }

  named(id) {
    return this.name(id) || t("vkSomebody");
  }

  formed(peer, view) {
    const chat = this.chats.get(vkKey(peer));
    const replied = view.reply_to;
    const contents = view.attachments.map(formedContent);
    if (view.geo) contents.push({ kind: "location", ...view.geo });
    return {
      id: view.id,
      thread: null,
      from: view.from,
      name: this.named(view.from),
      date: view.date,
      edited: view.edited,
      text: view.text,
      entities: view.format.map(({ type, ...span }) => ({ ...span, type: SPANS[type] ?? type })),
      keyboard: view.keyboard.map((row) => row.map(formedKey)),
      reactions: marks(view.reactions),
      reply_to: replied && { id: replied.id, name: this.named(replied.from), text: replied.text, deleted: replied.deleted },
      contents,
      forward: null,
      forwards: view.forwards.map((item) => this.passed(item)),
      album: null,
      service: null,
      pinned: false,
      read: view.from > 0 ? view.message_id <= (chat?.in_read ?? 0) || view.id <= (chat?.seen ?? 0) : undefined,
    };
  }

  passed({ from, text, attachments = [] }) {
    return { name: this.named(from), text, contents: attachments.map(formedContent) };
  }
}

function marks(reactions) {
  return reactions.map(({ reaction, users }) => ({ emoji: EMOJI.get(reaction) ?? "👍", users }));
}

/** What only looks like a file (a gift has a picture) is a word and no file. */
function formedContent({ kind, path, name, size, ...item }) {
  const options = item.answers?.map(({ text }) => ({ text }));
  const formed = { ...item, kind: KINDS[kind] ?? kind, options };
  return path && FILED.has(kind) ? { ...formed, name, size, url: FILES + path.split("/")[2] } : formed;
}

function formedKey({ type, label, color, payload, link }) {
  const key = { text: label ?? t(type === "location" ? "sampleLocation" : "content"), style: STYLES[color] };
  if (type === "open_link") return { ...key, url: link };
  return type === "callback" ? { ...key, data: payload ?? "{}" } : { ...key, say: true };
}

/** What stands under the input field of a dialogue, as `{rows, once}`. */
export function vkMenu(chat) {
  return { rows: (chat?.keyboard ?? []).map((row) => row.map(formedKey)), once: Boolean(chat?.one_time) };
}

const file = (kind, size, named) => ({ me: user }, text, reply) =>
  act("vk-send", { user, kind, text, size, file_name: named ? t(named) : null, reply_to: reply ?? null });

export const vkDeeds = {
  palette: [...EMOJI.values()],
  say: ({ me: user }, text, reply) => act("vk-say", { user, text, reply_to: reply ?? null }),
  sayKey: ({ me: user }, key) => act("vk-press-text", { user, label: key.text }),
  edit: ({ me: user }, message, text) => act("vk-edit", { user, message, text }),
  delete: ({ me: user }, ids) => Promise.all(ids.map((message) => act("vk-delete", { user, message }))),
  react: ({ me: user }, message, emoji) => act("vk-react", { user, message, reaction: NUMBERS.get(emoji) ?? null }),
  press: ({ me: user }, message, payload) => act("vk-press", { user, message, payload }),
  files: ({ me: user }, files, caption, reply, progress) =>
    upload("vk", { user, caption, reply_to: reply ?? null }, files, progress),
  samples: [
    { id: "photo", icon: "photo", text: "samplePhoto", run: file("photo", null) },
    { id: "document", icon: "file", text: "sampleDocument", run: file("doc", 245_760, "sampleDocumentName") },
    { id: "large", icon: "file", text: "sampleLarge", run: file("doc", 26_214_400, "sampleLargeName") },
    { id: "voice", icon: "mic", text: "sampleVoice", run: file("audio_message", null) },
    { id: "sticker", icon: "sticker", text: "sampleSticker", run: file("sticker", null) },
    { id: "location", icon: "place", text: "sampleLocation", run: file("location", null) },
    { id: "poll", icon: "poll", text: "samplePoll", run: file("poll", null) },
    { id: "link", icon: "link", text: "sampleLink", run: file("link", null) },
    { id: "forward", icon: "forward", text: "sampleForward", run: file("forward", null) },
  ],
};
