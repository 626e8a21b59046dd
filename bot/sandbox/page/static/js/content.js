// What a message carries beside its text: pictures, players, files to save, places, polls.

import { button, el, icon } from "./dom.js";
import { player } from "./player.js";
import { seePicture } from "./viewer.js";
import { has, size, t } from "./words.js";

const WORDS = {
  photo: "photo",
  voice: "voice",
  audio: "audio",
  video: "video",
  animation: "animation",
  video_note: "videoNote",
  sticker: "sticker",
  location: "place",
  venue: "place",
  contact: "contact",
  poll: "poll",
  link: "linkTo",
};
const PICTURED = new Set(["photo", "video", "animation"]);

/** The nodes for everything that a message carries: pictures together, the rest one under another. */
export function contents(items) {
  const pictured = items.filter(({ kind }) => PICTURED.has(kind));
  const rest = items.filter(({ kind }) => !PICTURED.has(kind));
  const nodes = rest.map((item) => (KINDS[item.kind] ?? attached)(item));
  if (pictured.length) nodes.unshift(pictures(pictured));
  return nodes;
}

/** What it is in a word: for quotes and for the list of topics. */
export function named(item) {
  if (item.kind === "document" && item.name) return item.name;
  if (item.kind === "dice") return item.emoji;
  return t(WORDS[item.kind] ?? (has(`vk_${item.kind}`) ? `vk_${item.kind}` : item.kind === "document" ? "document" : "content"));
}

/** Several in one word: «Фотографии: 3». */
export function namedAll(items) {
  if (items.length < 2) return items.length ? named(items[0]) : "";
  if (items.every(({ kind }) => kind === "photo")) return t("photos", { count: items.length });
  return t("contentsCount", { name: named(items[0]), count: items.length - 1 });
}

function pictures(items) {
  const node = el("div", { class: "content pictures", "data-count": Math.min(items.length, 4) });
  node.append(...items.map((item) => (item.kind === "photo" ? picture(item) : film(item))));
  return node;
}

function picture(item) {
  const image = el("img", { src: item.url, alt: named(item), loading: "lazy", decoding: "async", "data-testid": "message-photo" });
  const { width, height } = item;
  if (width && height) Object.assign(image, { width, height });
  const node = button({ class: "picture", "aria-label": named(item), on: { click: () => seePicture(item.url, named(item)) } }, image);
  if (item.spoiler) node.classList.add("covered");
  image.addEventListener("error", () => node.replaceChildren(icon("photo")));
  return node;
}

/** A film with its controls; what cannot be played is a file like any other. */
function film(item) {
  const video = el("video", { controls: true, preload: "metadata", "aria-label": named(item), "data-testid": "message-video" });
  video.src = item.url ?? "";
  const node = el("div", { class: "picture film" }, video);
  video.addEventListener("error", () => {
    const file = attached(item);
    if (file.href) file.tabIndex = video.tabIndex;
    node.replaceWith(file);
  });
  return item.url ? node : attached(item);
}

function sticker(item) {
  const node = el("div", { class: "content sticker", role: "img", "aria-label": named(item), text: item.emoji ?? "👋" });
  if (!item.url) return node;
  const image = el("img", { src: item.url, alt: "", width: 128, height: 128 });
  image.addEventListener("load", () => node.replaceChildren(image));
  return node;
}

/** A file to be saved, where it has bytes. */
function attached(item) {
  const title = item.kind === "document" ? named(item) : item.name || item.title || named(item);
  const about = [item.kind === "document" ? "" : named(item), item.size === undefined ? "" : size(item.size)].filter(Boolean);
  const words = el("span", { class: "file-words" }, el("span", { class: "file-name", text: title }));
  words.append(el("span", { class: "file-size", text: about.join(" · ") }));
  const inside = [el("span", { class: "file-mark" }, icon(item.url && item.size !== undefined ? "download" : "file")), words];
  if (!item.url || item.size === undefined) return el("div", { class: "content file" }, ...inside);
  const look = { class: "content file", href: item.url, download: item.name ?? "", "data-testid": "message-file" };
  return el("a", { ...look, "aria-label": t("saveFile", { name: title }) }, ...inside);
}

function place(item) {
  const { latitude, longitude } = item.location ?? item;
  const where = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return card("place", item.title ?? t(item.live_period ? "placeLive" : "place"), item.address ?? where);
}

function contact(item) {
  return card("person", [item.first_name, item.last_name].filter(Boolean).join(" "), item.phone_number);
}

function link(item) {
  const node = card("link", item.title || item.url, item.caption || item.description || item.url);
  if (!/^https?:/i.test(item.url ?? "")) return node;
  const look = { class: node.className, href: item.url, target: "_blank", rel: "noopener noreferrer" };
  return el("a", look, ...node.childNodes);
}

function poll(item) {
  const node = el("div", { class: "content poll" }, el("p", { class: "file-name", text: item.question ?? t("poll") }));
  const options = (item.options ?? []).map((option) => el("li", { text: option.text }));
  node.append(el("ul", {}, ...options), el("span", { class: "file-size", text: t("poll") }));
  return node;
}

function dice(item) {
  return el("div", { class: "content sticker", role: "img", "aria-label": `${item.emoji} ${item.value}`, text: item.emoji });
}

function card(name, title, about) {
  const words = el("span", { class: "file-words" }, el("span", { class: "file-name", text: title }));
  words.append(el("span", { class: "file-size", text: about ?? "" }));
  return el("div", { class: "content file" }, el("span", { class: "file-mark" }, icon(name)), words);
}

const KINDS = {
  voice: (item) => player(item, named(item)),
  audio: (item) => player(item, named(item)),
  video_note: film,
  sticker,
  location: place,
  venue: place,
  contact,
  poll,
  link,
  dice,
};
