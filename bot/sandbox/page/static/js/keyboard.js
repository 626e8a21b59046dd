// Buttons that bots send: those under a message, and those under the input field.

import { button, el, icon } from "./dom.js";
import { notify } from "./overlay.js";
import { t } from "./words.js";

const GIVE_UP_MS = 8000;
const waiting = new Map();
const answered = new Set();

/** The buttons under a message; `press(message id, data)` resolves to the callback's id. */
export function inlineKeyboard(message, press) {
  const node = el("div", { class: "keys" });
  for (const row of message.keyboard) {
    node.append(el("div", { class: "keys-row" }, ...row.map((key) => keyNode(key, message.id, press))));
  }
  return node;
}

function keyNode(key, message, press) {
  const look = { class: "key", "data-style": key.style, "data-testid": "inline-button" };
  const label = el("span", { text: key.text });
  if (key.url) {
    const safe = /^(https?|tg):/i.test(key.url) ? key.url : undefined;
    return el("a", { ...look, href: safe, target: "_blank", rel: "noopener noreferrer" }, label, icon("link"));
  }
  const node = button(look, label);
  if (key.copy_text) node.append(icon("copy"));
  node.addEventListener("click", () => (key.copy_text ? copy(key.copy_text.text) : wait(node, press(message, key.callback_data))));
  return node;
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

/** The rows of a reply keyboard as words; none when there is no such keyboard. */
export function menuRows(menu) {
  return (menu?.keyboard ?? []).map((row) => row.map((key) => (typeof key === "string" ? key : key.text)));
}

/** The reply keyboard; pressing a button says its words. */
export function menuNode(rows, say) {
  const node = el("div", { class: "menu" });
  for (const row of rows) {
    const keys = row.map((text) => button({ class: "menu-key", text, on: { click: () => say(text) } }));
    node.append(el("div", { class: "keys-row" }, ...keys));
  }
  return node;
}
