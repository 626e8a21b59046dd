// Photos, files, voice messages: pictures of them, for there is nothing in the sandbox's files to look at.

import { el, icon } from "./dom.js";
import { duration, size, t } from "./words.js";

const BARS = [5, 9, 14, 8, 17, 11, 20, 13, 7, 16, 22, 12, 6, 15, 19, 9, 13, 6, 10, 5];

/** A node for what a message carries beside its text. */
export function content(file) {
  return (KINDS[file.kind] ?? attached)(file);
}

/** What it is in a word: for quotes and for the list of topics. */
export function named(file) {
  const words = { photo: "photo", voice: "voice", audio: "audio", video: "video", video_note: "videoNote", sticker: "sticker" };
  return file.kind === "document" && file.name ? file.name : t(words[file.kind] ?? "document");
}

function picture(file) {
  const hills = el("div", { class: "picture", role: "img", "aria-label": named(file) }, icon("photo"));
  return el("div", { class: "content" }, hills);
}

function voice(file) {
  const bars = el("span", { class: "wave", "aria-hidden": "true" });
  for (const height of BARS) {
    const bar = el("i");
    bar.style.height = `${height}px`;
    bars.append(bar);
  }
  const label = el("span", { class: "file-size", text: duration(file.duration ?? 0) });
  return el("div", { class: "content file", role: "img", "aria-label": named(file) }, mark("play"), bars, label);
}

function sticker(file) {
  return el("div", { class: "content sticker", role: "img", "aria-label": named(file), text: file.emoji ?? "👋" });
}

function attached(file) {
  const words = el("span", { class: "file-words" }, el("span", { class: "file-name", text: named(file) }));
  words.append(el("span", { class: "file-size", text: size(file.size) }));
  return el("div", { class: "content file" }, mark("file"), words);
}

function mark(name) {
  return el("span", { class: "file-mark" }, icon(name));
}

const KINDS = { photo: picture, video: picture, video_note: picture, voice, audio: voice, sticker };
