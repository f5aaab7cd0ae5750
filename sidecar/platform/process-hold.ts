/** Longer than any process lives between two looks at it; the timer does nothing. */
const FOR_LONG_MS = 2 ** 31 - 1;

/** Keeps the process alive while anybody holds it: the timers of our clock do not, and a call may be waiting for one. */
export class ProcessHold {
  #holders = 0;
  #timer: NodeJS.Timeout | undefined;

  /** The returned function lets go; the first time counts. */
  hold(): () => void {
    this.#holders++;
    this.#timer ??= setInterval(() => {}, FOR_LONG_MS);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#holders--;
      if (this.#holders > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }
}
