// The browser's Back on a narrow screen: what was opened over its list is one step, which Back takes back. There is such
// a step exactly while something is opened and on the screen, so none is left behind and none leads in a circle.

export class BackKey {
  /** `isOver()`: whether something is opened over its list on the screen; `leave()` goes back to the list; any change
   * of that shows in the data attributes of `nodes`. */
  constructor(isOver, leave, nodes) {
    this.isOver = isOver;
    this.leave = leave;
    this.returning = false;
    const watcher = new MutationObserver(() => this.settle());
    for (const node of nodes) watcher.observe(node, { attributeFilter: ["data-screen", "data-view"] });
    window.addEventListener("popstate", () => this.popped());
    this.settle();
  }

  get hasStep() {
    return Boolean(history.state?.over);
  }

  settle() {
    if (this.returning || this.isOver() === this.hasStep) return;
    if (!this.hasStep) {
      history.pushState({ over: true }, "");
      return;
    }
    this.returning = true;
    history.back();
  }

  popped() {
    const own = this.returning;
    this.returning = false;
    if (!own && !this.hasStep && this.isOver()) this.leave();
    this.settle();
  }
}
