// The input field with what belongs to it: what is answered or changed, the attach menu, the reply keyboard.

import { button, el, icon, iconButton } from "./dom.js";
import { menuNode } from "./keyboard.js";
import { inBrief } from "./message.js";
import { Outgoing } from "./outgoing.js";
import { popUp } from "./overlay.js";
import { t } from "./words.js";

export class Composer {
  /** `on`: `here()`, the deeds of the place that is shown now: `say(text, replyTo)`, `edit(id, text)`, `files(files,
   * caption, replyTo, progress)`, `sample(sample, caption, replyTo)`, each resolves to undefined when refused;
   * `sayKey`, `press`, `samples`, `typed()`. */
  constructor(root, prefix, placeholder, on) {
    this.on = on;
    this.prefix = prefix;
    this.placeholder = t(placeholder);
    this.drafts = new Map();
    this.folded = false;
    this.outgoing = new Outgoing((place, lines) => this.giveBack(place, lines));
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
    this.chooser = el("input", { type: "file", multiple: true, hidden: true, "aria-label": t("attachFiles"), "data-testid": `${prefix}-files` });
    this.progress = el("progress", { class: "progress", max: 1, value: 0, hidden: true, "aria-label": t("uploading"), "data-testid": `${prefix}-progress` });
    this.node = el(
      "div",
      { class: "composer" },
      this.progress,
      this.banner,
      el("div", { class: "composer-row" }, this.attach, this.input, this.toggle, this.button),
      this.menu,
      this.chooser,
    );
    root.append(this.node);
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => (this.grow(), this.on.typed()));
    this.input.addEventListener("paste", (event) => this.paste(event));
    this.chooser.addEventListener("change", () => this.chosen());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.button.addEventListener("click", () => this.submit());
    this.attach.addEventListener("click", () => this.offerFiles());
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
    if (this.target?.ids.some((id) => ids.includes(id))) this.aim();
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

  submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const { mode, target } = this;
    const here = this.on.here();
    const fresh = () => here.say(text, target?.id);
    this.put({ text, mode, target, send: mode === "edit" ? () => here.edit(target.textId ?? target.id, text) : fresh });
  }

  /** What stands in the field goes out in its turn, and the field is free for the next line. */
  put(line) {
    this.outgoing.put({ ...line, place: this.place });
    this.input.value = "";
    this.aim();
    this.grow();
    this.take();
  }

  /** Takes the keyboard, unless somebody is writing elsewhere by now. */
  take() {
    const at = document.activeElement;
    if (!at || at === document.body || this.node.contains(at)) this.input.focus();
  }

  /** What was not taken stands in the field again, above what has been written since. */
  giveBack(place, lines) {
    const here = place === this.place;
    const draft = here ? { text: this.input.value, target: this.target, mode: this.mode } : this.drafts.get(place);
    const text = [...lines.map((line) => line.text), draft?.text].filter(Boolean).join("\n");
    const { mode, target } = draft?.mode || lines.length > 1 ? draft ?? {} : lines[0];
    if (!here) {
      this.drafts.set(place, { text, mode: mode ?? null, target: target ?? null });
      return;
    }
    this.aim(mode, target);
    this.input.value = text;
    this.grow();
  }

  /** What the attach button offers: files of this machine first, then samples. */
  offerFiles() {
    const item = (id, name, text, click) =>
      button({ class: "popup-item", "data-testid": id, on: { click } }, icon(name), el("span", { text }));
    const choices = this.on.samples.map((sample) =>
      item(`sample-${sample.id}`, sample.icon, t(sample.text), () => this.sendSample(sample)),
    );
    const own = item(`${this.prefix}-attach-files`, "upload", t("attachFiles"), () => this.chooser.click());
    const label = el("p", { class: "popup-label", text: t("samples") });
    popUp(this.attach, el("div", { class: "popup-list", role: "group", "aria-label": t("attach") }, own, label, ...choices));
  }

  /** A sample goes with what stands in the field as its caption; a sticker has none. */
  sendSample(sample) {
    const bare = sample.id === "sticker";
    const here = this.on.here();
    this.putFile(bare, async (caption, reply) => {
      const done = await here.sample(sample, caption, reply);
      this.take();
      return done;
    });
  }

  chosen() {
    const files = [...this.chooser.files];
    this.chooser.value = "";
    if (files.length) this.sendFiles(files);
  }

  paste(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.sendFiles(files);
  }

  /** Sends files with what stands in the field as their caption. */
  sendFiles(files) {
    const here = this.on.here();
    this.putFile(false, async (caption, reply) => {
      this.work(true);
      const done = await here.files(files, caption, reply, (share) => (this.progress.value = share));
      this.work(false);
      return done;
    });
  }

  /** Something with a caption, unless it is `bare` or the field holds the new text of another message. */
  putFile(bare, send) {
    const { mode, target } = this;
    const reply = mode === "reply" ? target.id : undefined;
    if (!bare && mode !== "edit") {
      const text = this.input.value.trim();
      this.put({ text, mode, target, send: () => send(text, reply) });
      return;
    }
    this.outgoing.put({ place: this.place, text: "", mode, target, send: () => send("", reply) });
    if (mode === "reply") this.aim();
  }

  work(busy) {
    this.progress.hidden = !busy;
    this.progress.value = 0;
    this.node.setAttribute("aria-busy", String(busy));
  }

  /** The keyboard that the bot put under the input field: `{rows, once, placeholder}`. */
  offer(menu) {
    // The same keyboard again stays as it is: it may have been folded by hand.
    const offered = `${this.place} ${JSON.stringify(menu)}`;
    if (offered === this.offered) return;
    this.offered = offered;
    const say = (key) => (this.fold(menu.once), this.on.sayKey(key));
    this.menu.replaceChildren(menuNode(menu.rows, { say, press: this.on.press }));
    this.toggle.hidden = menu.rows.length === 0;
    this.input.placeholder = menu.placeholder ?? this.placeholder;
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
    // In a pane that is not shown nothing has a height.
    const height = this.input.scrollHeight;
    this.input.style.height = height ? `${Math.min(height, 160)}px` : "";
    this.button.classList.toggle("ready", this.input.value.trim() !== "");
  }
}
