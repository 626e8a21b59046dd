// The panel of troubles: a newcomer breaks something and watches the line heal.

import { button, el, icon } from "./dom.js";
import { notify } from "./overlay.js";
import { act } from "./wire.js";
import { bots, has, t } from "./words.js";

export class FaultPanel {
  /** `stores` by messenger, whose troubles are listed; `panes`: `client`, `vkClient`, `group`. */
  constructor(root, stores, panes) {
    this.root = root;
    this.stores = stores;
    this.panes = panes;
    // A popover is drawn when it opens: what can be broken depends on what is open beside it.
    root.addEventListener("beforetoggle", (event) => event.newState === "open" && this.draw());
  }

  hear(kind) {
    if (["faults", "chat", "reset"].includes(kind)) this.draw();
  }

  draw() {
    const focused = document.activeElement?.closest?.(".fault")?.dataset.testid;
    for (const [name, choices] of Object.entries(this.choices())) {
      const list = this.root.querySelector(`.faults-list[data-of="${name}"]`);
      list.replaceChildren(...choices.map((choice) => this.choice(choice)));
    }
    if (focused) this.root.querySelector(`[data-testid="${focused}"]`)?.focus();
    const now = Object.entries(this.stores).flatMap(([of, { faults }]) => faults.map((fault) => this.ordered(of, fault)));
    const none = el("li", { class: "fault-none" }, icon("check"), el("span", { text: t("faultsNone") }));
    this.root.querySelector(".faults-now").replaceChildren(...(now.length ? now : [none]));
    document.getElementById("faults-open").classList.toggle("broken", now.length > 0 || !this.hasRights());
  }

  choices() {
    return { telegram: this.ofTelegram(), vk: this.ofVk(), group: this.ofGroup() };
  }

  ofTelegram() {
    const { client } = this.panes;
    const about = client.chat?.blocked ? "faultBlockedAbout" : "faultBlockAbout";
    const block = client.chat && !client.chat.blocked ? () => client.block(true) : null;
    return [
      request("telegram", "limit", "faultLimit"),
      request("telegram", "drop", "faultDrop"),
      request("telegram", "outage", "faultOutage"),
      request("telegram", "file", "faultFile"),
      { id: "block", name: "faultBlock", about: t(about, { name: client.name }), run: block, who: client.name },
    ];
  }

  ofVk() {
    const { vkClient } = this.panes;
    const denied = vkClient.chat && !vkClient.chat.allowed;
    const deny = vkClient.chat && !denied ? () => vkClient.allow(false) : null;
    return [
      request("vk", "limit", "faultVkLimit"),
      request("vk", "flood", "faultVkFlood"),
      request("vk", "drop", "faultDrop"),
      request("vk", "outage", "faultVkOutage"),
      request("vk", "history", "faultVkHistory"),
      { id: "vk-deny", name: "faultVkDeny", about: t(denied ? "faultVkDeniedAbout" : "faultVkDenyAbout", { name: vkClient.name }), run: deny, who: vkClient.name },
    ];
  }

  ofGroup() {
    const { group } = this.panes;
    const { topic } = group;
    return [
      {
        id: "delete",
        name: "faultDelete",
        about: topic ? t("faultDeleteAbout", { name: topic.name }) : t("faultDeleteNone"),
        run: topic ? () => act("delete-topic", { group: group.chat.id, thread: topic.id }) : null,
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
    const desk = this.panes.group.chat?.members.find(({ user }) => user === bots.desk);
    return !desk || desk.status === "administrator";
  }

  choice({ id, name, about, run, who }) {
    const node = button(
      { class: "fault", disabled: run === null, "data-testid": `fault-${id}` },
      el("strong", { text: t(name) }),
      el("span", { text: about }),
    );
    node.addEventListener("click", async () => {
      const done = await run();
      if (done !== undefined) notify(t(`${name}Done`, { name: who }), { near: this.root });
    });
    return el("li", {}, node);
  }

  ordered(messenger, fault) {
    const times = fault.times === null ? t("faultUntil") : t("faultTimes", { count: fault.times });
    const whose = this.stores[messenger].users.get(fault.bot)?.name;
    const about = [t(`${messenger}Short`), whose, times].filter(Boolean).join(" · ");
    const words = el("span", {}, el("strong", { text: kindOf(fault) }), el("span", { text: about }));
    const clear = button({ class: "button small", text: t("faultsClear"), "data-testid": "fault-clear" });
    clear.addEventListener("click", () => act("clear-fault", { messenger, fault: fault.id }));
    return el("li", { class: "fault-ordered" }, words, clear);
  }
}

function request(messenger, kind, name) {
  const id = messenger === "telegram" ? kind : `${messenger}-${kind}`;
  return { id, name, about: t(`${name}About`), run: () => act("fault", { messenger, kind }) };
}

function kindOf({ kind, code, method }) {
  const named = [`kind_${kind}_${code}`, `kind_${kind}_${method}`, `kind_${kind}`].find(has);
  return named ? t(named) : kind;
}
