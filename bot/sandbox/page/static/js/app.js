// The page begins here: the store, the two panes, the tabs of a narrow screen, and the line to the sandbox.

import { ClientPane } from "./client.js";
import { FaultPanel } from "./faults.js";
import { GroupPane } from "./group.js";
import { memory } from "./people.js";
import { Store } from "./store.js";
import { Unread } from "./unread.js";
import { follow } from "./wire.js";
import { t } from "./words.js";

const narrow = matchMedia("(max-width: 820px)");
const store = new Store();
const unread = new Unread(isOpen, (user) => user === client.chosen || user === group.chosen, drawTabs);
const client = new ClientPane(document.getElementById("client"), store, unread);
const group = new GroupPane(document.getElementById("group"), store, unread);
const faults = new FaultPanel(document.getElementById("faults"), store, client, group);

/** Whether a place is on the screen now. */
function isOpen(key) {
  const { view } = document.body.dataset;
  if (key === client.key) return !narrow.matches || view === "client";
  return key === group.key && (!narrow.matches || (view === "operators" && group.root.dataset.screen === "topic"));
}

function look(view) {
  document.body.dataset.view = view;
  memory.set("view", view);
  for (const key of [client.key, group.key]) if (isOpen(key)) unread.read(key);
  client.drawPeople();
  if (group.chat) group.drawTopics();
  drawTabs();
}

function drawTabs() {
  const groupKey = group.chat?.key;
  const counts = { client: unread.sum((chat) => chat !== groupKey), operators: unread.sum((chat) => chat === groupKey) };
  for (const tab of document.querySelectorAll(".tab")) {
    const { view } = tab.dataset;
    const badge = tab.querySelector(".badge");
    tab.setAttribute("aria-current", String(view === document.body.dataset.view));
    badge.textContent = counts[view];
    badge.setAttribute("aria-label", t("unread", { count: counts[view] }));
    badge.hidden = counts[view] === 0;
  }
}

for (const tab of document.querySelectorAll(".tab")) tab.addEventListener("click", () => look(tab.dataset.view));
narrow.addEventListener("change", () => look(document.body.dataset.view));

store.listen((kind, data) => {
  unread.hear(kind, data);
  client.hear(kind, data);
  group.hear(kind, data);
  faults.hear(kind);
  drawTabs();
});

look(memory.get("view") ?? "client");
follow(store, (online) => {
  document.getElementById("connection").hidden = online;
});
