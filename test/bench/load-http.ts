import { type Dispatcher, Pool } from "undici";
import { CACHE_HEADER, CALL_TIMEOUT_MS, type Caller, type Expected, REDACTIONS_HEADER } from "./caller.ts";
import type { Outcome } from "./load.ts";
import {
  ANTHROPIC_EVENT_BYTES,
  type Asking,
  CHAT_PATH,
  chatBodies,
  completionSaying,
  EVENT_BYTES,
  MESSAGES_PATH,
  PERSONAL_DATA,
} from "./traffic.ts";

const CONNECTIONS = 64;
const HEADERS = ["content-type", "application/json"];

/** @param address `host:port` */
export function createHttpCaller(address: string, expected: Expected): Caller {
  const pool = new Pool(`http://${address}`, {
    connections: CONNECTIONS,
    pipelining: 1,
    headersTimeout: CALL_TIMEOUT_MS,
    bodyTimeout: CALL_TIMEOUT_MS,
  });
  const path = expected.path ?? (expected.asking.wire === "openai" ? CHAT_PATH : MESSAGES_PATH);
  const headers = [...HEADERS, ...expected.headers];
  const bodyOf = chatBodies(expected.asking);
  const leastBytes = bytesOfReply(expected.asking);
  return {
    send: () =>
      new Promise((resolve) => {
        const body = bodyOf(expected.nextPrompt());
        pool.dispatch({ method: "POST", path, headers, body }, new HttpCall(expected, leastBytes, resolve));
      }),
    close: () => pool.destroy(),
  };
}

function bytesOfReply({ wire, stream, hasPersonalData }: Asking): number {
  if (!stream) return completionSaying(hasPersonalData ? PERSONAL_DATA : "").byteLength;
  return wire === "openai" ? EVENT_BYTES : ANTHROPIC_EVENT_BYTES;
}

/** Reads one response without keeping it. The lowest of undici's interfaces: what the generator costs, nobody can gain. */
class HttpCall implements Dispatcher.DispatchHandler {
  readonly #expected: Expected;
  readonly #leastBytes: number;
  readonly #resolve: (outcome: Outcome) => void;
  #refusal: string | undefined;
  #bytes = 0;
  #firstAt = 0;

  constructor(expected: Expected, leastBytes: number, resolve: (outcome: Outcome) => void) {
    this.#expected = expected;
    this.#leastBytes = leastBytes;
    this.#resolve = resolve;
  }

  /** Optional by its types, required by undici's checks. */
  onRequestStart(): void {}

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    const { cache, isRedacted } = this.#expected;
    if (status !== 200) this.#refusal = `status ${status}`;
    else if (cache !== undefined && !cache.includes(String(headers[CACHE_HEADER]))) {
      this.#refusal = `${CACHE_HEADER}: ${String(headers[CACHE_HEADER])} instead of ${cache.join(" or ")}`;
    } else if (isRedacted && headers[REDACTIONS_HEADER] === undefined) {
      this.#refusal = "nothing was redacted";
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#bytes === 0) this.#firstAt = performance.now();
    this.#bytes += chunk.byteLength;
  }

  onResponseEnd(): void {
    // A sidecar adds comments to a stream, so it may be longer.
    if (this.#refusal === undefined && this.#bytes < this.#leastBytes)
      this.#refusal = "the reply is incomplete";
    if (this.#refusal !== undefined) this.#resolve({ ok: false, reason: this.#refusal });
    else this.#resolve({ ok: true, firstAt: this.#firstAt, endedAt: performance.now() });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#resolve({
      ok: false,
      reason: "code" in error ? `${String(error.code)}: ${error.message}` : error.message,
    });
  }
}
