// The way to the sandbox and back: actions as JSON, events as a stream that goes on where it dropped.

import { notify } from "./overlay.js";
import { t } from "./words.js";

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

const AGAIN_MS = 1500;

/** Loads the state into the store and follows it for good; `online(yes)` hears how the connection is. */
export function follow(store, online) {
  let last = "";

  async function load() {
    try {
      const response = await fetch("/sandbox/state");
      if (!response.ok) throw new Error(`state: ${response.status}`);
      const snapshot = await response.json();
      last = snapshot.last;
      store.load(snapshot);
      listen();
    } catch {
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
        store.apply(event.kind, event.data);
        return;
      }
      source.close();
      load();
    };
  }

  load();
}
