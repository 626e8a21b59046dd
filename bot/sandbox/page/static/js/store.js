// What the page knows of one messenger: a copy of the emulated world, kept up by its events. Nothing here touches the
// document. Both messengers' messages have one form:
//   {id, thread, from, name, date, edited, text, entities, keyboard: rows of {text, style, url|copy|data|say},
//    reactions: [{emoji, users}], reply_to: {id, name, text, deleted}|null, contents: [{kind, url?, name?, size?, …}],
//    forward: {name}|null, forwards: [{name, text, contents}], album, service, pinned, read: whether the other side has}

/** Where one writes and reads: a private chat, or a thread of the group (null: General). */
export function placeKey(chat, thread) {
  return `${chat}/${thread ?? 0}`;
}

export class Store {
  constructor() {
    this.users = new Map();
    this.chats = new Map();
    this.faults = [];
    this.listeners = [];
  }

  /** Calls `listener(kind, data)` after every change; `reset` means that everything may be different. */
  listen(listener) {
    this.listeners.push(listener);
  }

  tell(kind, data) {
    for (const listener of this.listeners) listener(kind, data);
  }

  /** Takes an event in: `heard_<kind>` makes of it what listeners are told, or nothing. */
  apply(kind, data) {
    const heard = this[`heard_${kind}`];
    const told = heard ? heard.call(this, data) : data;
    if (told) this.tell(kind, told);
  }

  name(id) {
    return this.users.get(id)?.name ?? "";
  }

  /** The messages of a chat, or of one thread of a group. */
  messages(chat, thread) {
    const all = chat ? [...chat.messages.values()] : [];
    return chat?.type === "supergroup" ? all.filter((message) => message.thread === thread) : all;
  }

  heard_faults({ faults }) {
    this.faults = faults;
    return { faults };
  }

  heard_deleted({ chat, ids }) {
    for (const id of ids) this.chats.get(chat)?.messages.delete(id);
    return { chat, ids };
  }

  put(chat, message) {
    this.chats.get(chat)?.messages.set(message.id, message);
    return { chat, message };
  }
}
