// Text with the Bot API's entities as nodes. Offsets count UTF-16 units, as JavaScript's strings do.

import { button, el } from "./dom.js";
import { t } from "./words.js";

const LINKS = /^(https?:|mailto:|tel:|tg:)/i;
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

/** The nodes of a text. */
export function rich(text, entities = []) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const root = document.createDocumentFragment();
  fill(root, text, 0, text.length, ordered);
  return root;
}

function fill(parent, text, from, to, entities) {
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [entity, ...others] = rest;
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    rest = others;
    if (start >= end) continue;
    const block = BLOCKS.has(entity.type);
    // A block stands on lines of its own anyway: the line break beside it would be an empty line.
    say(parent, block ? text.slice(at, start).replace(/\n$/, "") : text.slice(at, start));
    const inside = others.filter((other) => other.offset < end);
    rest = others.filter((other) => other.offset + other.length > end);
    parent.append(span(entity, text.slice(start, end), (node) => fill(node, text, start, end, inside)));
    at = block && text[end] === "\n" ? end + 1 : end;
  }
  say(parent, text.slice(at, to));
}

function say(parent, text) {
  if (text) parent.append(text);
}

function span(entity, text, fillIn) {
  const node = (SPANS[entity.type] ?? plain)(entity, text);
  fillIn(node.querySelector?.(".inner") ?? node);
  return node;
}

const plain = () => el("span");
const tagged = (tag) => () => el(tag);

function link(address) {
  if (!LINKS.test(address)) return plain();
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" });
}

function spoiler() {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler") });
  const show = () => {
    node.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    show();
  });
  return node;
}

function code({ language }) {
  const inner = el("code", { class: "inner" });
  return el("pre", language ? { "data-language": language } : {}, inner);
}

/** Three lines, the rest on demand. */
function expandable() {
  const inner = el("span", { class: "inner" });
  const quote = el("blockquote", { class: "folded" }, inner);
  const toggle = button({ class: "unfold", text: t("quoteMore"), "aria-expanded": "false" });
  toggle.addEventListener("click", () => {
    const folded = quote.classList.toggle("folded");
    toggle.textContent = t(folded ? "quoteMore" : "quoteLess");
    toggle.setAttribute("aria-expanded", String(!folded));
  });
  quote.append(toggle);
  measure(quote, inner, toggle);
  return quote;
}

/** A quotation of three lines needs no button; how long it is shows only once it has a width. */
function measure(quote, inner, toggle) {
  new ResizeObserver((_, observer) => {
    if (!inner.offsetWidth || !quote.classList.contains("folded")) return;
    toggle.hidden = inner.scrollHeight <= inner.clientHeight + 2;
    if (!quote.isConnected) observer.disconnect();
  }).observe(inner);
}

const SPANS = {
  bold: tagged("strong"),
  italic: tagged("em"),
  underline: tagged("u"),
  strikethrough: tagged("s"),
  code: tagged("code"),
  blockquote: tagged("blockquote"),
  expandable_blockquote: expandable,
  pre: code,
  spoiler,
  text_link: ({ url }) => link(url),
  url: (_, text) => link(/^[a-z]+:/i.test(text) ? text : `https://${text}`),
  email: (_, text) => link(`mailto:${text}`),
  phone_number: (_, text) => link(`tel:${text.replace(/[^+\d]/g, "")}`),
  mention: () => el("span", { class: "mention" }),
  text_mention: () => el("span", { class: "mention" }),
  hashtag: () => el("span", { class: "mention" }),
  bot_command: () => el("span", { class: "mention" }),
};
