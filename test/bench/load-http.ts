import { type Dispatcher, Pool } from "undici";
import { CACHE_HEADER, CALL_TIMEOUT_MS, type Caller, type Expected } from "./caller.ts";
import type { Outcome } from "./load.ts";
import { CHAT_PATH, COMPLETION, chatBody, EVENT_BYTES } from "./traffic.ts";

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
  return {
    send: () =>
      new Promise((resolve) => {
        const body = chatBody(expected.nextPrompt(), expected.stream);
        pool.dispatch(
          { method: "POST", path: CHAT_PATH, headers: HEADERS, body },
          new HttpCall(expected, resolve),
        );
      }),
    close: () => pool.destroy(),
  };
}

/** Reads one response without keeping it. The lowest of undici's interfaces: what the generator costs, nobody can gain. */
class HttpCall implements Dispatcher.DispatchHandler {
  readonly #expected: Expected;
  readonly #resolve: (outcome: Outcome) => void;
  #refusal: string | undefined;
  #bytes = 0;
  #firstAt = 0;

  constructor(expected: Expected, resolve: (outcome: Outcome) => void) {
    this.#expected = expected;
    this.#resolve = resolve;
  }

  /** Optional by its types, required by undici's checks. */
  onRequestStart(): void {}

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    const { cache } = this.#expected;
    if (status !== 200) this.#refusal = `status ${status}`;
    else if (cache !== undefined && headers[CACHE_HEADER] !== cache) {
      this.#refusal = `${CACHE_HEADER}: ${String(headers[CACHE_HEADER])} instead of ${cache}`;
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#bytes === 0) this.#firstAt = performance.now();
    this.#bytes += chunk.byteLength;
  }

  onResponseEnd(): void {
    const expectedBytes = this.#expected.stream ? EVENT_BYTES : COMPLETION.byteLength;
    // A sidecar adds comments to a stream, so it may be longer.
    if (this.#refusal === undefined && this.#bytes < expectedBytes) this.#refusal = "the reply is incomplete";
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
