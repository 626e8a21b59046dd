// What the page knows: a copy of the emulated Telegram, kept up by its events. Nothing here touches the document.

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

  load(snapshot) {
    this.users = new Map([...snapshot.people, ...snapshot.bots].map((user) => [user.id, user]));
    this.chats = new Map(snapshot.chats.map((chat) => [chat.key, withMessages(chat)]));
    this.faults = snapshot.faults;
    this.tell("reset", {});
  }

  apply(kind, data) {
    const change = CHANGES[kind];
    if (change) change(this, data);
    this.tell(kind, data);
  }

  tell(kind, data) {
    for (const listener of this.listeners) listener(kind, data);
  }

  people(role) {
    return [...this.users.values()].filter((user) => user.role === role);
  }

  privateChat(bot, user) {
    return this.chats.get(`${bot}:${user}`);
  }

  group() {
    return [...this.chats.values()].find((chat) => chat.type === "supergroup");
  }

  /** The messages of a chat, or of one thread of a group. */
  messages(chat, thread) {
    const all = chat ? [...chat.messages.values()] : [];
    return chat?.type === "supergroup" ? all.filter((message) => message.thread === thread) : all;
  }
}

function withMessages(chat) {
  return { ...chat, messages: new Map(chat.messages.map((message) => [message.id, message])) };
}

const CHANGES = {
  person: (store, user) => store.users.set(user.id, user),
  chat: changeChat,
  message: putMessage,
  edited: putMessage,
  deleted: (store, { chat, ids }) => ids.forEach((id) => store.chats.get(chat)?.messages.delete(id)),
  reactions: (store, { chat, id, reactions }) => {
    const message = store.chats.get(chat)?.messages.get(id);
    if (message) message.reactions = reactions;
  },
  faults: (store, { faults }) => {
    store.faults = faults;
  },
};

function changeChat(store, { was, ...view }) {
  const known = store.chats.get(was ?? view.key);
  if (was) store.chats.delete(was);
  store.chats.set(view.key, { ...view, messages: known?.messages ?? new Map() });
}

function putMessage(store, { chat, message }) {
  store.chats.get(chat)?.messages.set(message.id, message);
}
