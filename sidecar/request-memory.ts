import { sha256 } from "../config/schema/canonical.ts";
import type { Known, Recollection } from "./core/recollection.ts";

/** A power of two. */
const SLOTS = 2_048;
/** So many bytes of a request, evenly from all of it, tell it from others before a digest does. */
const SAMPLES = 32;

interface Entry {
  readonly fingerprint: number;
  readonly digest: string;
  readonly kind: string;
  readonly known: Known;
}

/**
 * What was found out about requests that were answered from the cache: a request whose bytes have come before is not read
 * again. Reading one of 1 KiB, and writing it canonically for its key, takes more than everything else that a cached call
 * goes through. No request is kept, only its SHA-256, and that is made only of one that looks like another: what comes once
 * costs next to nothing. Of two that have the same place the later one stays.
 */
export class RequestMemory {
  readonly #entries = new Array<Entry | undefined>(SLOTS).fill(undefined);

  /** @param kind who reads the bytes: to another one they may say something else */
  recall(kind: string, bytes: Uint8Array): Recollection {
    const fingerprint = fingerprintOf(bytes);
    const entry = this.#entries[fingerprint & (SLOTS - 1)];
    const isKnown =
      entry !== undefined &&
      entry.fingerprint === fingerprint &&
      entry.kind === kind &&
      entry.digest === sha256(bytes);
    return new Recalled(this, kind, bytes, fingerprint, isKnown ? entry.known : undefined);
  }

  keep(kind: string, bytes: Uint8Array, fingerprint: number, known: Known): void {
    this.#entries[fingerprint & (SLOTS - 1)] = { fingerprint, digest: sha256(bytes), kind, known };
  }
}

class Recalled implements Recollection {
  readonly #memory: RequestMemory;
  readonly #kind: string;
  readonly #bytes: Uint8Array;
  readonly #fingerprint: number;
  readonly known: Known | undefined;

  constructor(
    memory: RequestMemory,
    kind: string,
    bytes: Uint8Array,
    fingerprint: number,
    known: Known | undefined,
  ) {
    this.#memory = memory;
    this.#kind = kind;
    this.#bytes = bytes;
    this.#fingerprint = fingerprint;
    this.known = known;
  }

  keep(known: Known): void {
    this.#memory.keep(this.#kind, this.#bytes, this.#fingerprint, known);
  }
}

/** FNV-1a over the length and a sample, the last byte included. */
function fingerprintOf(bytes: Uint8Array): number {
  const { length } = bytes;
  let hash = Math.imul(FNV_OFFSET ^ length, FNV_PRIME);
  const step = Math.max(1, Math.floor(length / SAMPLES));
  for (let at = length - 1; at >= 0; at -= step) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME);
  return hash ^ (hash >>> 15);
}

/** http://www.isthe.com/chongo/tech/comp/fnv/ */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
