// Small things over the DOM. Text always goes in as text: nothing on this page is parsed as markup.

/** An element; `attributes` may hold `class`, `text`, `on` (listeners), booleans and anything that has a name. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name === "on") for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function button(attributes, ...children) {
  return el("button", { type: "button", ...attributes }, ...children);
}

/** A button that is only a picture, with a name for those who do not see it. */
export function iconButton(name, label, attributes = {}) {
  const { class: more = "", ...rest } = attributes;
  return button({ class: `icon-button ${more}`.trim(), "aria-label": label, title: label, ...rest }, icon(name));
}

const PATHS = {
  send: "M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4",
  attach: "m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4L14.5 7",
  reply: "M10 6 4 12l6 6M4 12h10a6 6 0 0 1 6 6v1",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 14a4 4 0 0 0 7 0M9 9.5v.01M15 9.5v.01",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  unlock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.8-1",
  back: "M15 5l-7 7 7 7",
  down: "M6 9l6 6 6-6",
  plus: "M12 5v14M5 12h14",
  ban: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M5.7 5.7l12.6 12.6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  close: "M6 6l12 12M18 6L6 18",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  photo: "M4 6h16v12H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5v.01",
  file: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
  mic: "M12 4a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4M6.5 11a5.5 5.5 0 0 0 11 0M12 16.5V20",
  play: "M8 5.5v13l10.5-6.5z",
  sticker: "M4 4h16v10l-6 6H4zM14 20v-6h6M8.5 9.5v.01M14.5 9.5v.01M9 13.5a4 4 0 0 0 4 0",
  keyboard: "M3 6h18v12H3zM7 10h.01M12 10h.01M17 10h.01M8 14h8",
  link: "M9 15 18 6M11 6h7v7",
  copy: "M8 8h11v12H8zM5 16V4h11",
  place: "M12 21s-6.5-6.3-6.5-11a6.5 6.5 0 0 1 13 0c0 4.7-6.5 11-6.5 11M12 7.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20a7.5 7.5 0 0 1 15 0",
  poll: "M5 20V10M12 20V4M19 20v-7",
  forward: "m14 6 6 6-6 6M20 12H10a6 6 0 0 0-6 6v1",
  upload: "M12 16V5M7 9.5 12 4.5l5 5M5 19.5h14",
  download: "M12 4.5v11M7 11l5 5 5-5M5 19.5h14",
  pause: "M8.5 6v12M15.5 6v12",
  wall: "M5 4h14v16H5zM8.5 8h7M8.5 12h7M8.5 16h4",
  chat: "M4 5h16v11H10l-4 4v-4H4z",
  mail: "M4 6h16v12H4zM4 7l8 6.5L20 7",
  read: "M2.5 12.5 7 17l9-9.5M11 15.5l1.5 1.5 9-9.5",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10.5 21h3",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  hash: "M9.5 4 7.5 20M16.5 4l-2 16M5 9.5h15M4 14.5h15",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** Initials in a colour of the person's own; the smallest circle has room for one. */
export function avatar(user, size = "") {
  const words = user.name.split(/\s+/).filter(Boolean);
  const letters = words.slice(0, size === "tiny" ? 1 : 2).map((word) => [...word][0].toUpperCase()).join("");
  return el("span", { class: `avatar ${hue(user.id)} ${size}`.trim(), "aria-hidden": "true", text: letters || "?" });
}

export function hue(id) {
  return `hue-${Math.abs(id) % 8}`;
}
