// The emulated Telegram as the page sees it, and what one does in it.

import { Store } from "./store.js";
import { act, upload } from "./wire.js";
import { t } from "./words.js";

const FILES = "/sandbox/files/telegram/";

export class TelegramStore extends Store {
  load(snapshot) {
    this.users = new Map([...snapshot.people, ...snapshot.bots].map((user) => [user.id, user]));
    this.chats = new Map(snapshot.chats.map((chat) => [chat.key, withMessages(chat)]));
    this.faults = snapshot.faults;
    this.tell("reset", {});
  }

  people(role) {
    return [...this.users.values()].filter((user) => user.role === role);
  }

  privateChat(bot, user) {
    return this.chats.get(`${bot}:${user}`);
  }

  /** The groups that a person is in (of one who is in none yet: all), in the order in which they were made: an upgrade
   * takes a million off the id. */
  groups(user) {
    const all = [...this.chats.values()].filter((chat) => chat.type === "supergroup");
    const isIn = ({ members }) => members.some((one) => one.user === user && one.status !== "left" && one.status !== "kicked");
    const theirs = all.some(isIn) ? all.filter(isIn) : all;
    return theirs.sort((a, b) => (-a.id % 1_000_000) - (-b.id % 1_000_000));
  }

  isGroup(key) {
    return this.chats.get(key)?.type === "supergroup";
  }

  heard_person(user) {
    this.users.set(user.id, user);
    return user;
  }

  heard_chat({ was, ...view }) {
    const known = this.chats.get(was ?? view.key);
    if (was) this.chats.delete(was);
    this.chats.set(view.key, { ...view, messages: known?.messages ?? new Map() });
    return { was, ...view };
  }

  heard_message({ chat, message }) {
    return this.put(chat, formed(message));
  }

  heard_edited({ chat, message }) {
    return this.put(chat, formed(message));
  }

  heard_reactions({ chat, id, reactions }) {
    const message = this.chats.get(chat)?.messages.get(id);
    if (message) message.reactions = reactions;
    return { chat, id };
  }
}

function withMessages(chat) {
  return { ...chat, messages: new Map(chat.messages.map((message) => [message.id, formed(message)])) };
}

function formed({ content, keyboard, ...view }) {
  return { ...view, contents: content ? [formedContent(content, view)] : [], forwards: [], keyboard: keyboard.map((row) => row.map(formedKey)) };
}

function formedContent(content, { spoiler }) {
  return content.file ? { ...content, url: FILES + content.file, spoiler } : content;
}

function formedKey({ text, style, url, copy_text: copy, callback_data: data }) {
  return { text, style, url, copy: copy?.text, data };
}

/** The reply keyboard of a chat as `{rows, once, placeholder}`. */
export function telegramMenu(menu) {
  const rows = (menu?.keyboard ?? []).map((row) => row.map(menuKey));
  return { rows, once: Boolean(menu?.one_time_keyboard), placeholder: menu?.input_field_placeholder };
}

function menuKey(key) {
  return typeof key === "string" ? { text: key } : { text: key.text, contact: Boolean(key.request_contact) };
}

const PALETTE = ["👍", "❤", "🔥", "👏", "🎉", "🤔", "😢", "👎"];

const who = (place) => ({ user: place.me, peer: place.peer });
const where = (place, reply) => ({ ...who(place), thread: place.thread, reply_to: reply ?? null });

const file = (kind, size, named) => (place, caption, reply) =>
  act("send", { ...where(place, reply), kind, caption, size, file_name: named ? t(named) : null });
const other = (kind) => (place) => act("send-other", { ...who(place), thread: place.thread, kind });

export const telegramDeeds = {
  palette: PALETTE,
  say: (place, text, reply) => act("say", { ...where(place, reply), text }),
  sayKey: (place, key) => (key.contact ? act("share-contact", who(place)) : act("say", { ...where(place), text: key.text })),
  edit: (place, message, text) => act("edit", { ...who(place), message, text }),
  delete: (place, ids) => Promise.all(ids.map((message) => act("delete", { ...who(place), message }))),
  react: (place, message, emoji) => act("react", { ...who(place), message, emoji }),
  press: (place, message, data) => act("press", { ...who(place), message, data }),
  files: (place, files, caption, reply, progress) => upload("telegram", { ...where(place, reply), caption }, files, progress),
  samples: [
    { id: "photo", icon: "photo", text: "samplePhoto", run: file("photo", null) },
    { id: "document", icon: "file", text: "sampleDocument", run: file("document", 245_760, "sampleDocumentName") },
    { id: "large", icon: "file", text: "sampleLarge", run: file("document", 26_214_400, "sampleLargeName") },
    { id: "voice", icon: "mic", text: "sampleVoice", run: file("voice", null) },
    { id: "sticker", icon: "sticker", text: "sampleSticker", run: file("sticker", null) },
    { id: "location", icon: "place", text: "sampleLocation", run: other("location") },
    { id: "contact", icon: "person", text: "sampleContact", run: other("contact") },
    { id: "poll", icon: "poll", text: "samplePoll", run: other("poll") },
    { id: "forward", icon: "forward", text: "sampleForward", run: other("forward") },
  ],
};
