// One message as a node: bubble, quote, text, time, reactions, and the buttons under it.

import { contents, namedAll } from "./content.js";
import { avatar, button, el, hue, icon } from "./dom.js";
import { inlineKeyboard } from "./keyboard.js";
import { rich } from "./rich.js";
import { clock, has, pictured, t, time } from "./words.js";

/** The node of `message`, seen by the person `me`; `on` is told what is done to it (`press`, `say`, `react`,
 * `goTo`). */
export function messageNode(message, me, author, on) {
  if (message.service) return serviceNode(message);
  const own = message.from === me;
  const node = el("article", {
    class: ["message", own && "own", message.edited && "edited"].filter(Boolean).join(" "),
    tabindex: "-1",
    "data-testid": "message",
    "data-id": message.id,
    "data-from": message.from,
    "aria-label": `${message.name}, ${clock(message.date)}`,
  });
  if (!own) node.append(avatar(author ?? { id: message.from, name: message.name }, "small"));
  const column = el("div", { class: "column" }, bubble(message, own, on));
  if (message.keyboard.length) column.append(inlineKeyboard(message, on));
  node.append(column);
  return node;
}

const BARE = new Set(["sticker", "dice"]);

function bubble(message, own, on) {
  const bare = message.contents.length === 1 && BARE.has(message.contents[0].kind) && !message.text;
  const node = el("div", { class: bare ? "bubble bare" : "bubble" });
  if (!own) node.append(el("div", { class: `author ${hue(message.from)}`, text: message.name }));
  if (message.forward) node.append(el("div", { class: "forwarded", text: t("forwarded", { name: message.forward.name ?? "" }) }));
  if (message.reply_to) node.append(quote(message.reply_to, message.quote, on.goTo));
  node.append(...contents(message.contents));
  const words = el("div", { class: "words", "data-testid": "message-text", dir: "auto" }, rich(message.text, message.entities));
  if (message.text) node.append(words);
  node.append(...message.forwards.map(passedOn));
  const foot = el("div", { class: "foot" });
  foot.append(reactions(message, on), meta(message));
  node.append(foot);
  return node;
}

/** A message within a message. */
function passedOn({ name, text, contents: items }) {
  const node = el("div", { class: "passed" }, el("span", { class: "quote-name", text: name }), ...contents(items));
  if (text) node.append(el("span", { class: "passed-text", text }));
  return node;
}

function quote(replied, part, goTo) {
  const text = replied.deleted ? t("quoteGone") : part?.text || replied.text || t("content");
  return button(
    {
      class: "quote",
      "data-testid": "message-quote",
      "aria-label": t("quoteGo", { name: replied.name }),
      on: { click: () => goTo(replied.id) },
    },
    el("span", { class: "quote-name", text: replied.name }),
    el("span", { class: "quote-text", text }),
  );
}

function meta(message) {
  const node = el("span", { class: "meta" });
  if (message.pinned) node.append(el("span", { class: "meta-pin", title: t("pinned") }, icon("pin")));
  if (message.edited) node.append(el("span", { text: t("edited") }));
  node.append(time(message.date));
  if (message.read !== undefined) {
    const label = t(message.read ? "wasRead" : "wasSent");
    node.append(el("span", { class: "meta-read", role: "img", "aria-label": label, title: label, "data-testid": "message-read", "data-read": String(message.read) }, icon(message.read ? "read" : "check")));
  }
  return node;
}

/** The reactions under a message; pressing one adds one's own or takes it away. */
export function reactions(message, on) {
  const node = el("span", { class: "reactions", "data-testid": "message-reactions" });
  for (const { emoji, users } of message.reactions) {
    const mine = users.includes(on.me());
    const label = t("reaction", { emoji, count: users.length });
    const pill = button(
      { class: "reaction", "aria-pressed": String(mine), "aria-label": label, "data-emoji": emoji },
      el("span", { class: "emoji", text: pictured(emoji.startsWith("custom:") ? "🙂" : emoji === "paid" ? "⭐" : emoji) }),
    );
    if (users.length > 1) pill.append(el("span", { text: users.length }));
    pill.addEventListener("click", () => on.react(message.id, mine ? null : emoji));
    node.append(pill);
  }
  return node;
}

function serviceNode(message) {
  const attributes = { class: "service", "data-testid": "service", "data-id": message.id };
  return el("div", attributes, el("span", { text: serviceText(message) }));
}

/** What happened, in words. */
export function serviceText({ service, name }) {
  const [kind, what] = Object.entries(service)[0];
  if (kind === "new_chat_members") return t(kind, { name: what.map((user) => user.first_name).join(", ") });
  if (kind === "left_chat_member") return t(kind, { name: what.first_name });
  if (kind === "forum_topic_edited" && !what.name) return t("topicChanged", { name });
  return has(kind) ? t(kind, { name, topic: what?.name }) : t("serviceOther");
}

/** A message in one line: for the list of topics. */
export function inBrief(message) {
  if (message.service) return serviceText(message);
  const text = message.text.replace(/\s+/g, " ") || namedAll(message.contents);
  return text || (message.forwards.length ? t("forwardedShort") : "");
}
