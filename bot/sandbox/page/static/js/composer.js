// The input field with what belongs to it: what is answered or changed, the attach menu, the reply keyboard.

import { button, el, icon, iconButton } from "./dom.js";
import { menuNode, menuRows } from "./keyboard.js";
import { inBrief } from "./message.js";
import { popUp } from "./overlay.js";
import { t } from "./words.js";

const SAMPLES = [
  { id: "photo", icon: "photo", text: "samplePhoto", file: { kind: "photo", size: 180_000 } },
  { id: "document", icon: "file", text: "sampleDocument", file: { kind: "document", size: 245_760, named: "sampleDocumentName" } },
  { id: "large", icon: "file", text: "sampleLarge", file: { kind: "document", size: 26_214_400, named: "sampleLargeName" } },
  { id: "voice", icon: "mic", text: "sampleVoice", file: { kind: "voice", size: 14_000 } },
  { id: "sticker", icon: "sticker", text: "sampleSticker", file: { kind: "sticker", size: 22_000 } },
];

export class Composer {
  /** `on`: `say(text, replyTo)`, `edit(id, text)`, `send(file, replyTo)`; each resolves to undefined when refused. */
  constructor(root, prefix, placeholder, on) {
    this.on = on;
    this.prefix = prefix;
    this.placeholder = t(placeholder);
    this.drafts = new Map();
    this.folded = false;
    this.banner = el("div", { class: "banner", hidden: true, "data-testid": `${prefix}-banner` });
    this.input = el("textarea", {
      rows: 1,
      placeholder: this.placeholder,
      "aria-label": this.placeholder,
      enterkeyhint: "send",
      "data-testid": `${prefix}-input`,
    });
    this.attach = iconButton("attach", t("attach"), { "data-testid": `${prefix}-attach`, "aria-expanded": "false" });
    this.toggle = iconButton("keyboard", t("keyboardHide"), { hidden: true, "data-testid": `${prefix}-menu-toggle` });
    this.button = iconButton("send", t("send"), { class: "send", "data-testid": `${prefix}-send` });
    this.menu = el("div", { class: "menu-frame", hidden: true, "data-testid": `${prefix}-menu` });
    this.node = el(
      "div",
      { class: "composer" },
      this.banner,
      el("div", { class: "composer-row" }, this.attach, this.input, this.toggle, this.button),
      this.menu,
    );
    root.append(this.node);
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => this.grow());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.button.addEventListener("click", () => this.submit());
    this.attach.addEventListener("click", () => this.samples());
    this.toggle.addEventListener("click", () => this.fold(!this.folded));
  }

  /** Goes to another place; what was begun in the old one waits there. */
  go(place) {
    if (place === this.place) return;
    if (this.place) this.drafts.set(this.place, { text: this.input.value, target: this.target, mode: this.mode });
    this.place = place;
    const draft = this.drafts.get(place) ?? { text: "", target: null, mode: null };
    this.input.value = draft.text;
    this.aim(draft.mode, draft.target);
    this.grow();
  }

  reply(message) {
    this.aim("reply", message);
    this.input.focus();
  }

  edit(message) {
    this.aim("edit", message);
    this.input.value = message.text;
    this.grow();
    this.input.focus();
  }

  /** What is being written is an answer to, or a new text for, this message; nothing: it stands alone. */
  aim(mode = null, message = null) {
    if (this.mode === "edit" && mode !== "edit") this.input.value = "";
    this.mode = mode;
    this.target = message;
    this.banner.hidden = !mode;
    this.button.setAttribute("aria-label", t(mode === "edit" ? "save" : "send"));
    this.button.replaceChildren(icon(mode === "edit" ? "check" : "send"));
    if (!mode) return;
    const title = mode === "edit" ? t("editing") : t("replying", { name: message.name });
    this.banner.replaceChildren(
      icon(mode === "edit" ? "edit" : "reply"),
      el("div", { class: "banner-words" }, el("strong", { text: title }), el("span", { text: inBrief(message) })),
      iconButton("close", t("cancel"), { "data-testid": `${this.prefix}-banner-close`, on: { click: () => this.cancel() } }),
    );
  }

  cancel() {
    this.aim();
    this.grow();
    this.input.focus();
  }

  /** A message that was aimed at is gone. */
  forget(ids) {
    if (this.target && ids.includes(this.target.id)) this.aim();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.mode) {
      event.stopPropagation();
      this.cancel();
    }
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text || this.busy) return;
    this.busy = true;
    const { mode, target } = this;
    const done = mode === "edit" ? await this.on.edit(target.id, text) : await this.on.say(text, target?.id);
    this.busy = false;
    if (done === undefined) return;
    if (this.input.value.trim() === text) this.input.value = "";
    this.aim();
    this.grow();
    this.input.focus();
  }

  samples() {
    const choices = SAMPLES.map((sample) => {
      const { named, ...file } = sample.file;
      const click = () => this.on.send({ ...file, file_name: named ? t(named) : null }, this.target?.id);
      const look = { class: "popup-item", "data-testid": `sample-${sample.id}`, on: { click } };
      return button(look, icon(sample.icon), el("span", { text: t(sample.text) }));
    });
    popUp(this.attach, el("div", { class: "popup-list", role: "group", "aria-label": t("attach") }, ...choices));
  }

  /** The keyboard that the bot put under the input field, or none. */
  offer(menu) {
    // The same keyboard again stays as it is: it may have been folded by hand.
    const offered = `${this.place} ${JSON.stringify(menu)}`;
    if (offered === this.offered) return;
    this.offered = offered;
    const rows = menuRows(menu);
    const once = menu?.one_time_keyboard;
    this.menu.replaceChildren(menuNode(rows, (text) => (this.fold(Boolean(once)), this.on.say(text))));
    this.toggle.hidden = rows.length === 0;
    this.input.placeholder = menu?.input_field_placeholder ?? this.placeholder;
    this.fold(false);
  }

  fold(folded) {
    this.folded = folded;
    this.menu.hidden = folded || this.toggle.hidden;
    this.toggle.setAttribute("aria-expanded", String(!this.menu.hidden));
    this.toggle.setAttribute("aria-label", t(folded ? "keyboardShow" : "keyboardHide"));
    this.toggle.title = t(folded ? "keyboardShow" : "keyboardHide");
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
    this.button.classList.toggle("ready", this.input.value.trim() !== "");
  }
}
