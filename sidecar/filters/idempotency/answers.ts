import type { Headers, Reply } from "../../core/call.ts";
import { FRAME_COST, type PackedFrames } from "../../core/frame-log.ts";
import type { Decisions } from "../../core/record.ts";
import type { Clock } from "../../platform/clock.ts";

/** What was decided about the first call that a repeat is told as well: who gave the answer. */
export type SharedDecisions = Partial<Pick<Decisions, "upstream" | "model" | "degraded">>;

/** A complete reply, as the first caller got it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly framing: Reply["framing"];
  readonly frames: PackedFrames;
  readonly trailers: Headers;
  readonly decided: SharedDecisions;
}

export interface KeptAnswer {
  readonly fingerprint: string;
  readonly answer: Answer;
}

interface Entry extends KeptAnswer {
  readonly bytes: number;
  /** Monotonic ms. */
  readonly keptAt: number;
}

export interface AnswersOptions {
  /** ms for which an answer is kept. */
  readonly windowMs: number;
  readonly maxBytes: number;
  readonly clock: Clock;
}

/** The entry's objects and its place in the map, rounded up. */
const ENTRY_OVERHEAD = 1_024;

/** Answers by execution key, for a window of time and within a bound of bytes; the oldest make room. */
export class Answers {
  readonly #options: AnswersOptions;
  /** Oldest first: an answer is kept once and never moved. */
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  get(key: string): KeptAnswer | undefined {
    this.#forgetExpired();
    return this.#entries.get(key);
  }

  /** One that is larger than the whole store is not kept. */
  keep(key: string, fingerprint: string, answer: Answer): void {
    this.#forgetExpired();
    this.#delete(key);
    const bytes = sizeOf(answer) + 2 * key.length;
    if (bytes > this.#options.maxBytes) return;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes + bytes <= this.#options.maxBytes) break;
      this.#delete(oldest);
    }
    this.#entries.set(key, { fingerprint, answer, bytes, keptAt: this.#options.clock.monotonic() });
    this.#bytes += bytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  #forgetExpired(): void {
    const expired = this.#options.clock.monotonic() - this.#options.windowMs;
    for (const [key, { keptAt }] of this.#entries) {
      if (keptAt > expired) return;
      this.#delete(key);
    }
  }

  #delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}

function sizeOf({ headers, trailers, frames }: Answer): number {
  let bytes = ENTRY_OVERHEAD + frames.bytes.byteLength + FRAME_COST * frames.ends.length;
  for (const fields of [headers, trailers]) {
    for (const name in fields) bytes += name.length + (fields[name]?.length ?? 0);
  }
  return bytes;
}
