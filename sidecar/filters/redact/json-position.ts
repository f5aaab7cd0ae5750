/** Where one has come to in JSON source that goes by in pieces: inside of a string, or not. */
export class JsonPosition {
  #isInString = false;
  #isEscaped = false;

  get isInString(): boolean {
    return this.#isInString;
  }

  advance(source: string, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const code = source.charCodeAt(at);
      if (this.#isEscaped) this.#isEscaped = false;
      else if (code === QUOTE) this.#isInString = !this.#isInString;
      else if (code === BACKSLASH && this.#isInString) this.#isEscaped = true;
    }
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
