// A voice or a sound: a button, a wave, the time. What has no sound in it says so.

import { button, el, icon } from "./dom.js";
import { notify } from "./overlay.js";
import { duration, t } from "./words.js";

const BARS = [5, 9, 14, 8, 17, 11, 20, 13, 7, 16, 22, 12, 6, 15, 19, 9, 13, 6, 10, 5];
let playing = null;

/** The player of a sound `{url, duration, title, name}`; one plays at a time. */
export function player(item, label) {
  const bars = BARS.map((height) => {
    const bar = el("i");
    bar.style.height = `${height}px`;
    return bar;
  });
  const left = el("span", { class: "file-size", text: item.duration === undefined ? "" : duration(item.duration) });
  const start = button({ class: "file-mark", "aria-label": t("play", { name: label }), "data-testid": "message-play" }, icon("play"));
  const wave = el("span", { class: "wave", "aria-hidden": "true" }, ...bars);
  const words = item.kind === "audio" ? el("span", { class: "file-name", text: item.title || item.name || label }) : wave;
  const node = el("div", { class: "content file sound", role: "group", "aria-label": label }, start, words, left);
  start.addEventListener("click", () => toggle(node, item, start, bars, left));
  return node;
}

function toggle(node, item, start, bars, left) {
  const own = (node.sound ??= sound(item, start, bars, left));
  if (!own.paused) return own.pause();
  playing?.pause();
  playing = own;
  return own.play().catch(() => notify(t("silent"), { near: node }));
}

function sound(item, start, bars, left) {
  const audio = new Audio(item.url);
  const look = () => start.replaceChildren(icon(audio.paused ? "play" : "pause"));
  audio.addEventListener("play", look);
  audio.addEventListener("pause", look);
  audio.addEventListener("timeupdate", () => {
    const share = audio.duration ? audio.currentTime / audio.duration : 0;
    bars.forEach((bar, number) => bar.classList.toggle("played", number / bars.length < share));
    left.textContent = duration(audio.ended ? audio.duration : audio.currentTime);
  });
  return audio;
}
