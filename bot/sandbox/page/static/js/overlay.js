// What comes above the page: toasts, the question that must be answered, small pop-ups at a button.

import { button, el, icon } from "./dom.js";
import { t } from "./words.js";

const TOAST_MS = 4500;
const MOST_TOASTS = 3;
const MARGIN = 8;

/** A few words that go away by themselves, once at a time; `near` is in the pane that they are about. Nothing lies under
 * them: they have a place of their own between the head of a pane and its messages. */
export function notify(text, { bad = false, near = null } = {}) {
  for (const old of document.querySelectorAll(".toast")) if (old.textContent === text) old.remove();
  const toast = el("div", { class: bad ? "toast bad" : "toast", "data-testid": "toast" }, el("span", { text }));
  const gone = () => toast.remove();
  toast.append(button({ class: "toast-close", "aria-label": t("dismiss"), on: { click: gone } }, icon("close")));
  const host = hostOf(near ?? document.activeElement);
  host.append(toast);
  if (host.children.length > MOST_TOASTS) host.firstElementChild.remove();
  setTimeout(gone, TOAST_MS);
}

/** Where toasts about a place are told: beside it (in the group above the open topic rather than above the list), or,
 * where that is not on the screen, in a pane that is. */
function hostOf(near) {
  const seen = (hosts) => [...hosts].findLast((host) => host.checkVisibility());
  const beside = near?.closest(".pane, .faults")?.querySelectorAll(".toasts") ?? [];
  const all = document.querySelectorAll(".pane .toasts");
  return seen(beside) ?? seen(all) ?? all[0];
}

/** Shows a sentence over everything; with `confirm` it is a question, and the promise is whether they agreed. */
export function ask(text, { confirm = null } = {}) {
  const dialog = document.querySelector(".ask");
  const [no, yes] = dialog.querySelectorAll("button");
  dialog.querySelector("p").textContent = text;
  no.hidden = !confirm;
  yes.textContent = confirm ?? t("ok");
  yes.classList.toggle("danger", Boolean(confirm));
  return new Promise((resolve) => {
    no.onclick = () => dialog.close("no");
    yes.onclick = () => dialog.close("yes");
    dialog.onclose = () => resolve(dialog.returnValue === "yes");
    dialog.returnValue = "";
    if (!dialog.open) dialog.showModal();
    yes.focus();
  });
}

/** Opens `content` at `anchor`, above it where there is room; any choice in it or a click elsewhere closes it. */
export function popUp(anchor, content) {
  content.setAttribute("popover", "auto");
  content.classList.add("popup");
  document.body.append(content);
  anchor.setAttribute("aria-expanded", "true");
  content.addEventListener("click", (event) => event.target.closest("button") && content.hidePopover());
  content.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    anchor.setAttribute("aria-expanded", "false");
    content.remove();
  });
  content.showPopover();
  const from = anchor.getBoundingClientRect();
  const room = { width: content.offsetWidth, height: content.offsetHeight };
  const left = Math.min(Math.max(from.left, MARGIN), window.innerWidth - room.width - MARGIN);
  const above = from.top - room.height - MARGIN;
  content.style.left = `${left}px`;
  content.style.top = `${above > MARGIN ? above : from.bottom + MARGIN}px`;
  content.querySelector("button")?.focus();
}
