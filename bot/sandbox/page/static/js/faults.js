// The panel of troubles: a newcomer breaks something and watches the line heal.

import { button, el, icon } from "./dom.js";
import { notify } from "./overlay.js";
import { act } from "./wire.js";
import { bots, t } from "./words.js";

export class FaultPanel {
  constructor(root, store, client, group) {
    this.root = root;
    this.store = store;
    this.client = client;
    this.group = group;
    // A popover is drawn when it opens: what can be broken depends on what is open beside it.
    root.addEventListener("beforetoggle", (event) => event.newState === "open" && this.draw());
  }

  hear(kind) {
    if (["faults", "chat", "reset"].includes(kind)) this.draw();
  }

  draw() {
    const choices = this.choices().map((choice) => this.choice(choice));
    const focused = document.activeElement?.closest?.(".fault")?.dataset.testid;
    this.root.querySelector(".faults-list").replaceChildren(...choices);
    if (focused) this.root.querySelector(`[data-testid="${focused}"]`)?.focus();
    const now = this.store.faults.map((fault) => this.ordered(fault));
    const none = el("li", { class: "fault-none" }, icon("check"), el("span", { text: t("faultsNone") }));
    this.root.querySelector(".faults-now").replaceChildren(...(now.length ? now : [none]));
    document.getElementById("faults-open").classList.toggle("broken", now.length > 0 || !this.hasRights());
  }

  choices() {
    const { topic } = this.group;
    const client = this.store.users.get(this.client.chosen);
    const blockable = this.client.chat && !this.client.chat.blocked;
    const about = this.client.chat?.blocked ? "faultBlockedAbout" : "faultBlockAbout";
    return [
      { id: "limit", name: "faultLimit", about: t("faultLimitAbout"), run: () => act("fault", { kind: "limit" }) },
      { id: "drop", name: "faultDrop", about: t("faultDropAbout"), run: () => act("fault", { kind: "drop" }) },
      {
        id: "block",
        name: "faultBlock",
        about: t(about, { name: client?.name ?? "" }),
        run: blockable ? () => this.client.block(true) : null,
      },
      {
        id: "delete",
        name: "faultDelete",
        about: topic ? t("faultDeleteAbout", { name: topic.name }) : t("faultDeleteNone"),
        run: topic ? () => act("delete-topic", { group: this.group.chat.id, thread: topic.id }) : null,
      },
      this.rights(),
      { id: "upgrade", name: "faultUpgrade", about: t("faultUpgradeAbout"), run: () => act("upgrade") },
    ];
  }

  rights() {
    const given = this.hasRights();
    const name = given ? "faultRights" : "faultRightsBack";
    return { id: "rights", name, about: t(`${name}About`), run: () => act("rights", { given: !given }) };
  }

  hasRights() {
    const desk = this.group.chat?.members.find(({ user }) => user === bots.desk);
    return !desk || desk.status === "administrator";
  }

  choice({ id, name, about, run }) {
    const node = button(
      { class: "fault", disabled: run === null, "data-testid": `fault-${id}` },
      el("strong", { text: t(name) }),
      el("span", { text: about }),
    );
    node.addEventListener("click", async () => {
      const done = await run();
      if (done !== undefined) notify(t("faultOrdered", { fault: t(name) }));
    });
    return el("li", {}, node);
  }

  ordered(fault) {
    const times = fault.times === null ? "" : t("faultTimes", { count: fault.times });
    const bot = this.store.users.get(fault.bot)?.name;
    const words = el("span", {}, el("strong", { text: t(fault.kind) }), el("span", { text: [bot, times].filter(Boolean).join(" · ") }));
    const clear = button({ class: "button small", text: t("faultsClear"), "data-testid": "fault-clear" });
    clear.addEventListener("click", () => act("clear-fault", { fault: fault.id }));
    return el("li", { class: "fault-ordered" }, words, clear);
  }
}
