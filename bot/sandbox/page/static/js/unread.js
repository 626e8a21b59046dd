// What came while nobody looked: counters by place.

import { placeKey } from "./store.js";

export class Unread {
  /** `isOpen(key)`: whether that place is on the screen; `isMine(user)`: whether one acts as that person now;
   * `wasRead()`: a counter has gone. */
  constructor(isOpen, isMine, wasRead) {
    this.counts = new Map();
    this.isOpen = isOpen;
    this.isMine = isMine;
    this.wasRead = wasRead;
  }

  hear(kind, data) {
    if (kind === "reset") this.counts.clear();
    if (kind === "chat") this.follow(data);
    if (kind !== "message" || this.isMine(data.message.from) || data.message.service) return;
    const key = placeKey(data.chat, data.message.thread);
    if (!this.isOpen(key)) this.counts.set(key, this.of(key) + 1);
  }

  /** A group took its counters along to another id; those of deleted topics are of no use. */
  follow({ key, was, topics = [] }) {
    if (was) this.move(was, key);
    for (const { id, deleted } of topics) if (deleted) this.read(placeKey(key, id));
  }

  move(was, now) {
    for (const [key, count] of [...this.counts]) {
      const [chat, thread] = key.split("/");
      if (chat !== was) continue;
      this.counts.delete(key);
      this.counts.set(`${now}/${thread}`, count);
    }
  }

  of(key) {
    return this.counts.get(key) ?? 0;
  }

  read(key) {
    if (this.counts.delete(key)) this.wasRead();
  }

  /** All that is unread in chats whose key passes. */
  sum(passes) {
    let total = 0;
    for (const [key, count] of this.counts) if (passes(key.split("/")[0])) total += count;
    return total;
  }
}
