import type { Headers } from "../core/call.ts";

/** What is shorter is a stand-in (`none`, `dev`), not a secret; searching for it would find it everywhere. */
const LEAST_LENGTH = 8;

/**
 * Finds the credentials of a request in what came back. Providers, and the proxies before them, quote the request in
 * their errors; the key in it is not the caller's to see. Found as it was sent, without its scheme, in JSON's escapes or
 * those of a URL, in any case.
 */
export class QuotedCredentials {
  readonly #forms: readonly string[];
  /** The same as bytes, as they were sent: for bodies of any length. */
  readonly #quotes: readonly Buffer[];

  /** @param headerValue as it was sent: `Bearer …`, or the bare key */
  constructor(headerValue: string) {
    const key = headerValue.replace(/^[A-Za-z]+ +/, "");
    const forms = key.length < LEAST_LENGTH ? [] : [key, encodeURIComponent(key)];
    this.#forms = [...new Set(forms.map((form) => form.toLowerCase()))];
    const quotes = forms.flatMap((form) => [form, form.replaceAll("/", "\\/")]);
    this.#quotes = [...new Set(quotes)].map((quote) => Buffer.from(quote));
  }

  /** Whether a reply of any size holds them just as they were sent; far cheaper than `isIn`, which finds more. */
  areQuotedBy(document: Buffer): boolean {
    return this.#quotes.some((quote) => document.includes(quote));
  }

  /** Looks for them in a body whose bytes pass by. */
  watch(): QuoteWatch {
    return new QuoteWatch(this.#quotes);
  }

  isIn(found: string | Uint8Array): boolean {
    if (this.#forms.length === 0) return false;
    const text = typeof found === "string" ? found : Buffer.from(found).toString("utf8");
    return this.#holds(text) || (text.includes("\\") && this.#holds(unescaped(text)));
  }

  /** The headers that do not quote them; the very same object when none does. */
  without(headers: Headers): Headers {
    const clean = Object.entries(headers).filter(([, value]) => !this.isIn(value));
    return clean.length === Object.keys(headers).length ? headers : Object.fromEntries(clean);
  }

  #holds(text: string): boolean {
    const lower = text.toLowerCase();
    return this.#forms.some((form) => lower.includes(form));
  }
}

/**
 * Looks for quotes in bytes that come in pieces cut anywhere. The end of a piece is held back while a quote may have
 * begun in it: at most the length of one.
 */
export class QuoteWatch {
  readonly #quotes: readonly Buffer[];
  #held: Buffer = Buffer.alloc(0);

  constructor(quotes: readonly Buffer[]) {
    this.#quotes = quotes;
  }

  /** What can be handed on; undefined when it would be a quote. */
  push(piece: Uint8Array): Buffer | undefined {
    const bytes =
      this.#held.length > 0
        ? Buffer.concat([this.#held, piece])
        : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    if (this.#quotes.some((quote) => bytes.includes(quote))) return undefined;
    const begun = Math.min(bytes.length, ...this.#quotes.map((quote) => beginningOf(quote, bytes)));
    this.#held = Buffer.from(bytes.subarray(begun));
    return bytes.subarray(0, begun);
  }

  /** What was held back, when nothing more comes. */
  end(): Buffer {
    return this.#held;
  }
}

/** Where the bytes end with a beginning of the quote; their length when they do not. */
function beginningOf(quote: Buffer, bytes: Buffer): number {
  const first = quote[0] ?? 0;
  const earliest = Math.max(0, bytes.length - quote.length + 1);
  for (let at = bytes.indexOf(first, earliest); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (bytes.subarray(at).equals(quote.subarray(0, bytes.length - at))) return at;
  }
  return bytes.length;
}

/** JSON's escapes undone, as far as they can stand in a key. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\(.)/g, "$1");
}
