// The page begins here: the stores, the panes, the tabs, and the line to the sandbox.

import { BackKey } from "./back.js";
import { guardPage } from "./drop.js";
import { FaultPanel } from "./faults.js";
import { GroupPane } from "./group.js";
import { MailPane } from "./mail.js";
import { TelegramStore } from "./telegram.js";
import { TelegramClient } from "./telegram_client.js";
import { Unread } from "./unread.js";
import { Views } from "./views.js";
import { VkStore } from "./vk.js";
import { VkClient } from "./vk_client.js";
import { follow } from "./wire.js";
import { t } from "./words.js";

const at = (id) => document.getElementById(id);
const telegram = new TelegramStore();
const vk = new VkStore();
const views = new Views(looked);
const unread = new Unread(isOpen, isMe, drawTabs);
const client = new TelegramClient(at("client"), telegram, unread);
const vkClient = new VkClient(at("vk"), vk, unread, () => views.isOpen("vk"));
const group = new GroupPane(at("group"), telegram, unread);
const mail = new MailPane(at("mail"), () => views.isOpen("mail"), drawTabs);
const faults = new FaultPanel(at("faults"), { telegram, vk }, { client, vkClient, group });

/** Whether a place is on the screen now. */
function isOpen(key) {
  if (key === client.key) return views.isOpen("client");
  if (key === vkClient.key) return views.isOpen("vk") && !vkClient.onWall;
  return key === group.key && views.isOpen("operators") && (!views.narrow || group.root.dataset.screen === "topic");
}

/** What is opened over its list, where only one of the two has room. */
function over() {
  if (!views.narrow) return null;
  if (views.isOpen("operators") && group.root.dataset.screen === "topic") return group;
  return views.isOpen("mail") && mail.root.dataset.screen === "letter" ? mail : null;
}

function isMe(user) {
  return [client, vkClient, group].some((pane) => pane.chosen === user);
}

function looked() {
  for (const { key } of [client, vkClient, group]) if (isOpen(key)) unread.read(key);
  if (views.isOpen("mail")) mail.read();
  client.drawPeople();
  vkClient.drawPeople();
  vkClient.read();
  if (group.chat) group.drawTopics();
  drawTabs();
}

function drawTabs() {
  const counts = {
    client: unread.sum((chat) => !telegram.isGroup(chat) && !chat.startsWith("vk:")),
    vk: unread.sum((chat) => chat.startsWith("vk:")),
    operators: unread.sum((chat) => telegram.isGroup(chat)),
    mail: mail.unread,
  };
  views.draw(counts, (count) => t("unread", { count }));
}

function listen(store, panes) {
  store.listen((kind, data) => {
    unread.hear(kind, data);
    for (const pane of panes) pane.hear(kind, data);
    faults.hear(kind);
    drawTabs();
  });
}

guardPage();
new BackKey(() => over() !== null, () => over().leave(), [document.body, group.root, mail.root]);
listen(telegram, [client, group]);
listen(vk, [vkClient]);
drawTabs();
follow({ telegram, vk, mail }, (online) => {
  at("connection").hidden = online;
});
