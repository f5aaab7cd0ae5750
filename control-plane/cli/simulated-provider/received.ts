/** What the provider was asked: the last calls, with what became of them. */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

export interface ReceivedCall {
  readonly method: string;
  /** As sent, query included. */
  readonly path: string;
  /** With credentials as they came. */
  readonly headers: IncomingHttpHeaders;
  /** Name, value, name, value: letter case and repetitions as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly text: string;
  readonly model: string | undefined;
  /** The client left before it had the whole reply. */
  readonly aborted: boolean;
  /** Milliseconds from arrival to the client's leaving. */
  readonly abortedAfterMs: number | undefined;
  /** The whole reply was handed to the network. */
  readonly finished: boolean;
  /** The status sent, or undefined as long as no header was. */
  readonly status: number | undefined;
  /** Fulfilled when the call is over, in whichever way. */
  readonly ended: Promise<void>;
}

export class OpenCall implements ReceivedCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly ended: Promise<void>;
  readonly #settle: () => void;
  readonly #arrivedAt = performance.now();
  body: Buffer = Buffer.alloc(0);
  model: string | undefined;
  aborted = false;
  abortedAfterMs: number | undefined;
  finished = false;
  status: number | undefined;

  constructor(request: IncomingMessage) {
    this.method = request.method ?? "GET";
    this.path = request.url ?? "/";
    this.headers = request.headers;
    this.rawHeaders = request.rawHeaders;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#settle = resolve;
  }

  get text(): string {
    return this.body.toString("utf8");
  }

  end(how: "finished" | "aborted" | "broken-off"): void {
    this.finished = how === "finished";
    this.aborted = how === "aborted";
    if (this.aborted) this.abortedAfterMs = performance.now() - this.#arrivedAt;
    this.#settle();
  }
}

const MAX_CALLS = 1_000;
const MAX_BYTES = 256 * 1024 * 1024;

export class ReceivedCalls {
  /** The last calls, oldest first: the same array all the time. */
  readonly calls: OpenCall[] = [];
  #bytes = 0;
  #count = 0;
  #waiting: { readonly count: number; readonly resolve: (call: ReceivedCall) => void }[] = [];

  /** Call when the whole request is here. */
  add(call: OpenCall): void {
    this.calls.push(call);
    this.#bytes += call.body.byteLength;
    this.#count += 1;
    while (this.calls.length > MAX_CALLS || (this.#bytes > MAX_BYTES && this.calls.length > 1)) {
      this.#bytes -= this.calls.shift()?.body.byteLength ?? 0;
    }
    for (const waiter of this.#waiting) if (waiter.count === this.#count) waiter.resolve(call);
    this.#waiting = this.#waiting.filter((waiter) => waiter.count > this.#count);
  }

  /** The `count`-th call since the start or the last `clear`, as soon as it has arrived. */
  arrival(count: number): Promise<ReceivedCall> {
    if (count <= this.#count) {
      const earlier = this.calls[this.calls.length - 1 - (this.#count - count)];
      return earlier === undefined
        ? Promise.reject(new RangeError(`Call ${count} is no longer kept`))
        : Promise.resolve(earlier);
    }
    const { promise, resolve } = Promise.withResolvers<ReceivedCall>();
    this.#waiting.push({ count, resolve });
    return promise;
  }

  clear(): void {
    this.calls.length = 0;
    this.#bytes = 0;
    this.#count = 0;
  }

  /** For showing to people: credentials are masked. */
  masked(): readonly object[] {
    return this.calls.map((call) => ({
      method: call.method,
      path: call.path,
      headers: maskCredentials(call.headers),
      body: call.text,
      status: call.status,
      finished: call.finished,
      aborted: call.aborted,
      abortedAfterMs: call.abortedAfterMs,
    }));
  }
}

const CREDENTIALS = new Set(["authorization", "proxy-authorization", "x-api-key", "api-key", "cookie"]);

const maskCredentials = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, CREDENTIALS.has(name) ? "[redacted]" : value]),
  );
