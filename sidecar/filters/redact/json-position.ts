import { escapeForSource } from "./json-escapes.ts";

/** JSON in a string of JSON in a string, and so on: how far it is followed. */
const MAX_ENCODINGS = 4;
/** White space before JSON that is waited for. */
const LONGEST_SPACE = 256;

/**
 * Where one has come to in JSON source that goes by in pieces: inside of a string, or not; and, inside of a string that
 * begins as JSON does, where in that.
 */
export class JsonPosition {
  readonly #depth: number;
  #isInString = false;
  /** An escape that has begun, its backslash included. */
  #escape = "";
  /** The first characters of a string, until they tell whether it is JSON. */
  #begun: string | undefined;
  #inner: JsonPosition | undefined;

  constructor(depth = 1) {
    this.#depth = depth;
  }

  /** In the innermost JSON that there is here. */
  get isInString(): boolean {
    return this.#isInString && (this.#inner?.isInString ?? true);
  }

  /** A text as it has to be written here, so that it says the same when all has been read. */
  escaped(text: string): string {
    if (!this.#isInString) return this.#depth === 1 ? escapeForSource(text) : text;
    return escapeForSource(this.#inner?.escaped(text) ?? text);
  }

  /** A text as a value of its own. Only outside of strings of the innermost JSON. */
  quoted(text: string): string {
    return this.#inner === undefined ? JSON.stringify(text) : escapeForSource(this.#inner.quoted(text));
  }

  advance(source: string, from: number, to: number): void {
    for (let at = from; at < to; at++) this.#read(source.charAt(at));
  }

  #read(sign: string): void {
    if (!this.#isInString) {
      if (sign === '"') this.#enter();
    } else if (this.#escape !== "") this.#readEscape(sign);
    else if (sign === "\\") this.#escape = sign;
    else if (sign === '"') this.#leave();
    else this.#say(sign);
  }

  #enter(): void {
    this.#isInString = true;
    this.#begun = this.#depth < MAX_ENCODINGS ? "" : undefined;
  }

  #leave(): void {
    this.#isInString = false;
    this.#begun = undefined;
    this.#inner = undefined;
  }

  #readEscape(sign: string): void {
    this.#escape += sign;
    if (this.#escape.startsWith("\\u") && this.#escape.length < 6) return;
    const said = unescaped(this.#escape);
    this.#escape = "";
    for (const each of said) this.#say(each);
  }

  /** What the string says next. */
  #say(sign: string): void {
    if (this.#inner !== undefined) this.#inner.#read(sign);
    else if (this.#begun !== undefined) this.#begin(this.#begun + sign);
  }

  #begin(begun: string): void {
    if (BEGINS_AS_JSON.test(begun)) {
      this.#begun = undefined;
      this.#inner = new JsonPosition(this.#depth + 1);
      this.#inner.advance(begun, 0, begun.length);
    } else this.#begun = MAY_BEGIN.test(begun) && begun.length <= LONGEST_SPACE ? begun : undefined;
  }
}

/** `[EMAIL_1] wrote` begins like a list, and is none. */
const BEGINS_AS_JSON = /^\s*(?:\{\s*"|\[\s*[\d{["-])/;
const MAY_BEGIN = /^\s*(?:[{[]\s*)?$/;

function unescaped(code: string): string {
  try {
    return String(JSON.parse(`"${code}"`));
  } catch {
    return code;
  }
}
