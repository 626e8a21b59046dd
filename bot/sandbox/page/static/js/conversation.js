// A log with an input field under it, at one place for one person: the same for clients and operators of any messenger.

import { Composer } from "./composer.js";
import { el } from "./dom.js";
import { catchFiles } from "./drop.js";
import { Log } from "./log.js";
import { ask, notify } from "./overlay.js";
import { placeKey } from "./store.js";
import { t } from "./words.js";

export class Conversation {
  /** `empty(place)` makes the node for no messages; `deeds` are a messenger's (`telegramDeeds`); `typed()` is told of
   * every key. */
  constructor(root, { prefix, placeholder, store, empty, deeds, typed = () => {} }) {
    this.root = root;
    this.store = store;
    this.deeds = deeds;
    this.place = null;
    this.log = new Log(root, `${prefix}-log`, {
      me: () => this.place?.me,
      author: (id) => store.users.get(id),
      empty: () => empty(this.place),
      press: (message, data) => deeds.press(this.place, message, data),
      say: (key) => deeds.sayKey(this.place, key),
      react: (message, emoji) => deeds.react(this.place, message, emoji),
      reply: (message) => this.composer.reply(message),
      edit: (message) => this.composer.edit(message),
      delete: ({ ids }) => deeds.delete(this.place, ids),
      palette: deeds.palette,
    });
    this.composer = new Composer(root, prefix, placeholder, {
      here: () => this.here(),
      sayKey: (key) => deeds.sayKey(this.place, key),
      press: (message, data) => deeds.press(this.place, message, data),
      samples: deeds.samples,
      typed,
    });
    this.notice = el("div", { class: "notice", hidden: true });
    root.append(this.notice);
    catchFiles(root, prefix, () => this.place !== null && !this.composer.node.hidden, (files) => this.composer.sendFiles(files));
  }

  /** The deeds at the place that is shown now, also when another one is by the time they are done. */
  here() {
    const { deeds, place } = this;
    return {
      say: (text, reply) => deeds.say(place, text, reply),
      edit: (message, text) => deeds.edit(place, message, text),
      files: (files, caption, reply, progress) => deeds.files(place, files, caption, reply, progress),
      sample: (sample, caption, reply) => sample.run(place, caption, reply),
    };
  }

  /** Shows the place `{chat (its key), peer, thread, me}`; a chat that is not there yet is an empty one. */
  show(place) {
    this.place = place;
    this.composer.go(`${place.me}@${placeKey(place.chat, place.thread)}`);
    this.log.show(this.store.messages(this.store.chats.get(place.chat), place.thread));
  }

  /** Puts `nodes` where the input field is; without any the field comes back. The keyboard goes from the one to
   * the other. */
  instead(...nodes) {
    const held = this.notice.contains(document.activeElement);
    this.composer.node.hidden = nodes.length > 0;
    this.notice.hidden = nodes.length === 0;
    this.notice.replaceChildren(...nodes);
    if (held) (this.notice.querySelector("button") ?? this.composer.input).focus();
  }

  /** Takes an event of the store in, if it is about this place. */
  hear(kind, data) {
    if (data.chat !== this.place?.chat) return;
    if ((kind === "message" || kind === "edited") && this.isHere(data.message)) this.log.put(data.message);
    if (kind === "reactions") this.log.react(data.id);
    if (kind === "deleted") {
      this.log.remove(data.ids);
      this.composer.forget(data.ids);
    }
  }

  isHere(message) {
    return message.thread === this.place.thread;
  }
}

/** The bot's answer to a pressed button: a few words, or a sentence to agree with. */
export function tellAnswer({ text, alert }, pane) {
  if (!text) return;
  if (alert) ask(text);
  else notify(text, { near: pane });
}

const TYPING_MS = 5500;

/** Who is typing where; `changed()` is called when that is different now. */
export class Typing {
  constructor(changed) {
    this.places = new Map();
    this.changed = changed;
  }

  hear({ chat, thread, user }) {
    const key = placeKey(chat, thread);
    clearTimeout(this.places.get(key)?.timer);
    this.places.set(key, { user, timer: setTimeout(() => this.stop(key), TYPING_MS) });
    this.changed();
  }

  stop(key) {
    clearTimeout(this.places.get(key)?.timer);
    if (this.places.delete(key)) this.changed();
  }

  /** The line for a head: «печатает…», with the name where there may be several. */
  line(key, store, named) {
    const who = this.places.get(key)?.user;
    if (who === undefined) return null;
    return named ? t("typingWho", { name: store.users.get(who)?.name ?? "" }) : t("typing");
  }
}
