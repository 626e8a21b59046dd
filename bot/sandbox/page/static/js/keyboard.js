// Buttons that the line sends: those under a message, and those under the input field.

import { button, el, icon } from "./dom.js";
import { notify } from "./overlay.js";
import { t } from "./words.js";

const GIVE_UP_MS = 8000;
const waiting = new Map();
const answered = new Set();

/** The buttons under a message; `on.press(message id, data)` resolves to the callback's id, `on.say(key)` says its words. */
export function inlineKeyboard(message, on) {
  const node = el("div", { class: "keys" });
  for (const row of message.keyboard) {
    const keys = row.map((key) => keyNode(key, message.id, on, { class: "key", "data-testid": "inline-button" }));
    node.append(el("div", { class: "keys-row" }, ...keys));
  }
  return node;
}

function keyNode(key, message, on, attributes) {
  const look = { ...attributes, "data-style": key.style };
  const label = el("span", { text: key.text });
  if (key.url) {
    const safe = /^(https?|tg):/i.test(key.url) ? key.url : undefined;
    return el("a", { ...look, href: safe, target: "_blank", rel: "noopener noreferrer" }, label, icon("link"));
  }
  const node = button(look, label);
  if (key.copy) node.append(icon("copy"));
  node.addEventListener("click", () => pressed(node, key, message, on));
  return node;
}

function pressed(node, key, message, on) {
  if (key.copy) copy(key.copy);
  else if (key.data === undefined) on.say(key);
  else wait(node, on.press(message, key.data));
}

async function copy(text) {
  await navigator.clipboard?.writeText(text).catch(() => {});
  notify(t("copied"));
}

/** The button turns until the bot answers the callback. */
async function wait(node, pressing) {
  node.classList.add("waiting");
  const id = await pressing;
  if (id === undefined || answered.delete(id)) {
    node.classList.remove("waiting");
    return;
  }
  waiting.set(id, node);
  setTimeout(() => settle(id), GIVE_UP_MS);
}

/** The bot has answered; the answer may come before the press is known to have arrived. */
export function answer(id) {
  if (!waiting.has(id)) answered.add(id);
  settle(id);
}

function settle(id) {
  waiting.get(id)?.classList.remove("waiting");
  waiting.delete(id);
}

/** The keyboard under the input field. */
export function menuNode(rows, on) {
  const node = el("div", { class: "menu" });
  for (const row of rows) {
    node.append(el("div", { class: "keys-row" }, ...row.map((key) => keyNode(key, null, on, { class: "menu-key" }))));
  }
  return node;
}
