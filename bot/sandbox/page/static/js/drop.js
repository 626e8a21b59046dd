// Files dragged over a pane: where they may fall is shown, and what falls is handed on.

import { el, icon } from "./dom.js";
import { t } from "./words.js";

/** Catches files that are dropped on `root` while `isOpen()`; `send(files)` gets them. */
export function catchFiles(root, prefix, isOpen, send) {
  const target = el(
    "div",
    { class: "drop", hidden: true, "data-testid": `${prefix}-drop` },
    el("div", { class: "drop-note" }, icon("upload"), el("p", { text: t("dropTitle") }), el("p", { text: t("dropAbout") })),
  );
  root.append(target);
  const show = (shown) => (target.hidden = !shown);
  root.addEventListener("dragenter", (event) => brings(event) && isOpen() && show(true));
  root.addEventListener("dragover", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = isOpen() ? "copy" : "none";
    if (isOpen()) show(true);
  });
  root.addEventListener("dragleave", (event) => root.contains(event.relatedTarget) || show(false));
  root.addEventListener("drop", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    show(false);
    if (isOpen() && event.dataTransfer.files.length) send([...event.dataTransfer.files]);
  });
}

function brings({ dataTransfer }) {
  return dataTransfer?.types.includes("Files");
}

/** A file that misses its pane must not replace the page. */
export function guardPage() {
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => brings(event) && event.preventDefault());
}
