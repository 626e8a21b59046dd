// What has left a field and has not arrived yet: one thing after another, in the order in which it was written.

export class Outgoing {
  /** `refused(place, lines)` gets back what was not taken, when nothing waits any more. */
  constructor(refused) {
    this.refused = refused;
    this.waiting = [];
    this.going = false;
  }

  /** A line is `{place, send, …}`; `send()` resolves to undefined when it was refused. */
  put(line) {
    this.waiting.push(line);
    if (!this.going) this.go();
  }

  async go() {
    const back = new Map();
    this.going = true;
    try {
      while (this.waiting.length) {
        const line = this.waiting.shift();
        if ((await line.send()) === undefined) back.set(line.place, [...(back.get(line.place) ?? []), line]);
      }
    } finally {
      this.going = false;
    }
    for (const [place, lines] of back) this.refused(place, lines);
  }
}
