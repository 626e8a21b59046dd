// The mail that the line has sent: a list, and the letter that is open. Its HTML lives in a frame where nothing acts.

import { button, el, icon, iconButton } from "./dom.js";
import { emptyNote } from "./log.js";
import { act } from "./wire.js";
import { clock, size, t, time } from "./words.js";

export class MailPane {
  /** `isOpen()`: whether the tab is on the screen; `counted()` hears that `unread` is different. */
  constructor(root, isOpen, counted) {
    this.root = root;
    this.isOpen = isOpen;
    this.counted = counted;
    this.letters = new Map();
    this.chosen = null;
    this.unread = 0;
    this.list = root.querySelector(".mail-list");
    this.open = root.querySelector(".letter");
  }

  /** The pane is its own store: letters do not change. */
  load({ letters }) {
    this.letters = new Map(letters.map((letter) => [letter.id, letter]));
    this.chosen = letters.at(-1)?.id ?? null;
    this.unread = 0;
    this.draw();
  }

  apply(kind, letter) {
    if (kind !== "mail") return;
    this.letters.set(letter.id, letter);
    if (this.chosen === null || !this.isOpen()) this.chosen = letter.id;
    if (!this.isOpen()) this.unread += 1;
    this.draw();
    this.counted();
  }

  read() {
    this.unread = 0;
  }

  draw() {
    const letters = [...this.letters.values()].reverse();
    this.root.classList.toggle("without", letters.length === 0);
    this.list.replaceChildren(...letters.map((letter) => el("li", {}, this.item(letter))));
    const letter = this.letters.get(this.chosen);
    this.open.replaceChildren(...(letter ? this.letter(letter) : [emptyNote("mail", t("mailEmptyTitle"), t("mailEmpty"))]));
    this.open.dataset.testid = letter ? "mail-letter" : "mail-empty";
  }

  item(letter) {
    const look = { class: "mail-item", "aria-current": letter.id === this.chosen ? "true" : null, "data-testid": "mail-item" };
    const node = button(
      look,
      el("span", { class: "mail-from" }, el("strong", { text: letter.to.map(shortly).join(", ") }), el("span", { class: "topic-time", text: clock(letter.date) })),
      el("span", { class: "mail-brief", text: letter.subject || t("mailNoSubject") }),
    );
    node.addEventListener("click", () => this.see(letter.id));
    return node;
  }

  see(id) {
    this.chosen = id;
    this.root.dataset.screen = "letter";
    this.draw();
  }

  /** Narrow: back to the list. */
  leave() {
    this.root.dataset.screen = "list";
    this.list.querySelector('[aria-current="true"]')?.focus();
  }

  letter(letter) {
    const back = iconButton("back", t("mailBack"), { class: "mail-back", on: { click: () => this.leave() } });
    const subject = el("h2", { text: letter.subject || t("mailNoSubject"), "data-testid": "mail-subject" });
    const who = el("dl", { class: "mail-who" }, ...line("mailFrom", letter.from, "mail-from"), ...line("mailTo", letter.to.join(", "), "mail-to"));
    const files = letter.attachments.map((file, number) => attachment(letter, file, number));
    const head = el("header", { class: "letter-head" }, el("div", { class: "letter-title" }, back, subject, time(letter.date)), who);
    if (files.length) head.append(el("div", { class: "letter-files" }, ...files));
    return [head, letter.html ? framed(letter) : el("div", { class: "letter-text", text: letter.text, "data-testid": "mail-body" }), this.answer(letter)];
  }

  /** What whoever got the letter answers; it goes into the centre's mailbox. */
  answer(letter) {
    const input = el("textarea", { rows: "2", placeholder: t("mailAnswer"), "aria-label": t("mailAnswer"), "data-testid": "mail-answer" });
    const send = button({ class: "button primary", "data-testid": "mail-send" }, t("mailSend"));
    send.addEventListener("click", async () => {
      const text = input.value.trim();
      if (!text) return input.focus();
      send.disabled = true;
      if (await act("mail-answer", { letter: letter.id, text })) input.value = "";
      send.disabled = false;
      return undefined;
    });
    return el("div", { class: "letter-answer" }, input, send);
  }
}

/** The name of `Имя <address>`, or the address where there is no name. */
function shortly(address) {
  return address.replace(/\s*<[^>]*>/g, "").replace(/^"|"$/g, "") || address;
}

function line(word, text, testid) {
  return [el("dt", { text: t(word) }), el("dd", { text, "data-testid": testid })];
}

/** The letter as its sender laid it out: in a frame without scripts, and its policy lets it fetch nothing. */
function framed(letter) {
  const source = `/sandbox/files/mail/${letter.id}/html`;
  return el("iframe", { class: "letter-html", sandbox: "", src: source, title: t("mailLetter"), "data-testid": "mail-html" });
}

function attachment(letter, file, number) {
  const href = `/sandbox/files/mail/${letter.id}/${number}`;
  const words = el("span", { class: "file-words" }, el("span", { class: "file-name", text: file.name }), el("span", { class: "file-size", text: size(file.size) }));
  return el("a", { class: "letter-file", href, download: file.name, "data-testid": "mail-attachment" }, icon("download"), words);
}
