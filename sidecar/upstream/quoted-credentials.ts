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

  /** @param headerValue as it was sent: `Bearer …`, or the bare key */
  constructor(headerValue: string) {
    const key = headerValue.replace(/^[A-Za-z]+ +/, "");
    const forms = key.length < LEAST_LENGTH ? [] : [key, encodeURIComponent(key)];
    this.#forms = [...new Set(forms.map((form) => form.toLowerCase()))];
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

/** JSON's escapes undone, as far as they can stand in a key. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\(.)/g, "$1");
}
