// The way to the sandbox and back: actions as JSON, files as a form, events as a stream that goes on where it dropped.

import { notify } from "./overlay.js";
import { page, size, t } from "./words.js";

/** Does an action; returns its result. A refusal is told in a toast, and `undefined` comes back. */
export async function act(name, body = {}) {
  let response;
  try {
    response = await fetch(`/sandbox/do/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    notify(t("failed", { reason: t("unreachable") }), { bad: true });
    return undefined;
  }
  const answer = await response.json().catch(() => ({ error: t("failed", { reason: response.status }) }));
  if (response.ok) return answer.result;
  notify(answer.error, { bad: true });
  return undefined;
}

/** Sends files; `progress(share)` hears how far it is. Returns like `act`. */
export function upload(messenger, where, files, progress) {
  if (files.reduce((sum, file) => sum + file.size, 0) > page.largest) {
    notify(t("tooLarge", { size: size(page.largest) }), { bad: true });
    return Promise.resolve(undefined);
  }
  const form = new FormData();
  form.append("arguments", JSON.stringify(where));
  files.forEach((file, number) => form.append(`file${number}`, file, file.name));
  return new Promise((resolve) => {
    // Not fetch: it does not tell how much has gone out.
    const request = new XMLHttpRequest();
    request.open("POST", `/sandbox/upload/${messenger}`);
    request.setRequestHeader("X-Liniya-Sandbox", "1");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onloadend = () => {
      if (request.status === 200) return resolve(request.response?.result ?? null);
      const reason = request.status ? request.status : t("unreachable");
      notify(request.response?.error ?? t("failed", { reason }), { bad: true });
      return resolve(undefined);
    };
    request.send(form);
  });
}

const AGAIN_MS = 1500;

/** Loads the state into the stores, by their names, and follows it for good; `online(yes)` hears of the connection. */
export function follow(stores, online) {
  let last = "";

  async function load() {
    try {
      const response = await fetch("/sandbox/state");
      if (!response.ok) throw new Error(`state: ${response.status}`);
      const state = await response.json();
      last = state.last;
      for (const [name, store] of Object.entries(stores)) store.load(state[name]);
      listen();
    } catch (error) {
      if (!(error instanceof TypeError) && !String(error).includes("state:")) throw error;
      online(false);
      setTimeout(load, AGAIN_MS);
    }
  }

  function listen() {
    const source = new EventSource(`/sandbox/events?last=${encodeURIComponent(last)}`);
    source.onopen = () => online(true);
    source.onerror = () => {
      online(false);
      // A browser tries again by itself unless the answer was no stream at all.
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN_MS);
    };
    source.onmessage = ({ data, lastEventId }) => {
      last = lastEventId;
      const event = JSON.parse(data);
      if (event.kind !== "reset") {
        stores[event.from].apply(event.kind, event.data);
        return;
      }
      source.close();
      load();
    };
  }

  load();
}
