import type { CallSignal } from "../core/call-signal.ts";
import type { Clock } from "../platform/clock.ts";
import { EmbeddingUnavailable, type UnavailableReason } from "./embedder.ts";
import type { Embedded } from "./protocol.ts";

/** What is embedded together: hardly more than one text of the greatest length takes, or the first one waits for the last. */
const BATCH_TEXTS = 8;
const BATCH_LENGTH = 512;

/** The texts of one call of `embed`. */
interface Request {
  /** By their text. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly vectors: (Float32Array | undefined)[];
  missing: number;
  end(error?: unknown): void;
}

interface RequestBounds {
  readonly clock: Clock;
  /** Texts that wait at most, those that are being embedded not counted. */
  readonly queue: number;
  /** ms. */
  readonly timeout: number;
}

/** Who waits for which text. A text that nobody waits for any more is not embedded; one that many wait for, once. */
export class EmbeddingRequests {
  readonly #clock: Clock;
  readonly #queue: number;
  readonly #timeout: number;
  readonly #all = new Set<Request>();
  /** In the order in which they came. */
  readonly #queued = new Map<string, Set<Request>>();
  readonly #running = new Map<string, Set<Request>>();

  constructor({ clock, queue, timeout }: RequestBounds) {
    this.#clock = clock;
    this.#queue = queue;
    this.#timeout = timeout;
  }

  /** @throws EmbeddingUnavailable, or the signal's reason once it has aborted */
  async add(texts: readonly string[], signal: CallSignal): Promise<readonly Float32Array[]> {
    signal.throwIfAborted();
    const places = new Map<string, number[]>();
    texts.forEach((text, index) => {
      const known = places.get(text);
      if (known === undefined) places.set(text, [index]);
      else known.push(index);
    });
    if (places.size === 0) return [];
    let more = 0;
    for (const text of places.keys()) if (!this.#queued.has(text) && !this.#running.has(text)) more++;
    if (this.#queued.size + more > this.#queue) throw new EmbeddingUnavailable("queue-full");
    return new Promise((resolve, reject) => {
      const vectors: (Float32Array | undefined)[] = texts.map(() => undefined);
      const request: Request = {
        places,
        vectors,
        missing: places.size,
        end: (error) => {
          if (!this.#all.delete(request)) return;
          timer.cancel();
          signal.removeEventListener("abort", onAbort);
          this.#leave(request);
          if (error === undefined) resolve(vectors.filter((vector) => vector !== undefined));
          else reject(error);
        },
      };
      const onAbort = () => request.end(signal.reason);
      const timer = this.#clock.after(this.#timeout, () => request.end(new EmbeddingUnavailable("timeout")));
      signal.addEventListener("abort", onAbort, { once: true });
      this.#all.add(request);
      for (const text of places.keys()) this.#wait(text, request);
    });
  }

  /** The texts to embed next; none when nobody waits. Each of them is to be answered. */
  takeBatch(): readonly string[] {
    const texts: string[] = [];
    let length = 0;
    for (const [text, requests] of this.#queued) {
      length += text.length;
      if (texts.length > 0 && (length > BATCH_LENGTH || texts.length === BATCH_TEXTS)) break;
      texts.push(text);
      this.#queued.delete(text);
      this.#running.set(text, requests);
    }
    return texts;
  }

  answer(text: string, result: Embedded): void {
    const requests = this.#running.get(text) ?? [];
    this.#running.delete(text);
    for (const request of [...requests]) {
      if (typeof result === "string") {
        request.end(new EmbeddingUnavailable(result));
        continue;
      }
      for (const place of request.places.get(text) ?? []) request.vectors[place] = result;
      request.missing--;
      if (request.missing === 0) request.end();
    }
  }

  endAll(reason: UnavailableReason): void {
    for (const request of [...this.#all]) request.end(new EmbeddingUnavailable(reason));
    this.#queued.clear();
    this.#running.clear();
  }

  #wait(text: string, request: Request): void {
    const waiting = this.#running.get(text) ?? this.#queued.get(text);
    if (waiting === undefined) this.#queued.set(text, new Set([request]));
    else waiting.add(request);
  }

  #leave(request: Request): void {
    for (const text of request.places.keys()) {
      this.#running.get(text)?.delete(request);
      const waiting = this.#queued.get(text);
      if (waiting?.delete(request) === true && waiting.size === 0) this.#queued.delete(text);
    }
  }
}
