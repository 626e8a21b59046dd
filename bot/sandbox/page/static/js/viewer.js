// A picture at its full size, over everything; a click or Escape closes it.

import { button, el, icon } from "./dom.js";
import { t } from "./words.js";

export function seePicture(url, label) {
  const dialog = el("dialog", { class: "viewer", "aria-label": label, "data-testid": "viewer" });
  const close = button({ class: "icon-button viewer-close", "aria-label": t("dismiss") }, icon("close"));
  dialog.append(el("img", { src: url, alt: label }), close);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
