// The page's words, which the server put into the document, and the forms of times and sizes.

const data = JSON.parse(document.getElementById("page-data").textContent);

export const page = data;
export const bots = data.bots;

/** The text `name` with `{values}` in place. */
export function t(name, values = {}) {
  const text = data.words[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

export function has(name) {
  return name in data.words;
}

const CLOCK = new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit" });
const FULL = new Intl.DateTimeFormat("ru", { dateStyle: "long", timeStyle: "medium" });

/** `<time>` with hours and minutes, the whole date on hover; `date` in Unix seconds. */
export function time(date) {
  const moment = new Date(date * 1000);
  const node = document.createElement("time");
  node.dateTime = moment.toISOString();
  node.title = FULL.format(moment);
  node.textContent = CLOCK.format(moment);
  return node;
}

export function clock(date) {
  return CLOCK.format(new Date(date * 1000));
}

export function size(bytes) {
  const number = (value) => new Intl.NumberFormat("ru", { maximumFractionDigits: 1 }).format(value);
  if (bytes >= 1024 * 1024) return t("megabytes", { size: number(bytes / 1024 / 1024) });
  if (bytes >= 1024) return t("kilobytes", { size: number(bytes / 1024) });
  return t("bytes", { size: bytes });
}

export function duration(given) {
  const seconds = Math.round(given);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** An emoji asked for as a picture: "❤" alone is a letter. */
export function pictured(emoji) {
  return /^\p{Extended_Pictographic}$/u.test(emoji) && !/\p{Emoji_Presentation}/u.test(emoji) ? `${emoji}\uFE0F` : emoji;
}
