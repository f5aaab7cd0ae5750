import type { Redis } from "ioredis";
import type { CallSignal } from "../core/call-signal.ts";
import type { SharedCache } from "../core/shared-cache.ts";
import type { Clock } from "../platform/clock.ts";
import type { Random } from "../platform/random.ts";
import type { SharedCacheOutcome, Telemetry } from "../platform/telemetry.ts";
import { Availability } from "./availability.ts";
import { RedisConnection, type RedisServer, reasonOf, replyCode } from "./connection.ts";
import { type EncryptionKey, SEAL_BYTES } from "./encryption.ts";

export interface RedisCacheOptions {
  readonly server: RedisServer;
  /** Seals what is put. */
  readonly key: EncryptionKey;
  /** Open what was put in their time. */
  readonly previousKeys: readonly EncryptionKey[];
  /** Of a `get`. */
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  /** Bytes of the largest value that is put, or taken. */
  readonly maxValueBytes: number;
  /** Bytes of values that were sent and not confirmed yet. */
  readonly maxPendingBytes: number;
  readonly breaker: { readonly failures: number; readonly openForMs: number };
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Pick<Telemetry, "sharedCacheRequested" | "sharedCacheConnected" | "sharedCacheAway">;
}

/** PX takes whole milliseconds; longer than that no ttl may be. */
const LONGEST_TTL_MS = 366 * 86_400_000;

const TOO_SLOW = "it did not answer within timeout";

/** What a `get` came to. */
interface Answer {
  readonly outcome: SharedCacheOutcome;
  readonly value?: Uint8Array;
}

/** Redis or Valkey, one server or what looks like one. Connects in the background; until then everything is a miss. */
export function createRedisCache(options: RedisCacheOptions): SharedCache {
  return new RedisCache(options);
}

class RedisCache implements SharedCache {
  readonly #options: RedisCacheOptions;
  readonly #connection: RedisConnection;
  readonly #availability: Availability;
  /** host:port, for telemetry. */
  readonly #address: string;
  #pendingBytes = 0;
  /** Whether the server has replied to anything since it was given up, or since the last probe. */
  #hasReplied = false;

  constructor(options: RedisCacheOptions) {
    this.#options = options;
    const { server, connectTimeoutMs, breaker, clock, random, telemetry } = options;
    const { host, port } = server.place;
    this.#address = `${host.includes(":") ? `[${host}]` : host}:${port}`;
    this.#availability = new Availability({
      failures: breaker.failures,
      openForMs: breaker.openForMs,
      clock,
      probe: () => this.#probe(),
      onUp: () => telemetry.sharedCacheConnected(this.#address),
      onAway: (reason) => telemetry.sharedCacheAway(this.#address, reason),
    });
    this.#connection = new RedisConnection({
      server,
      connectTimeoutMs,
      clock,
      random,
      onConnected: () => this.#availability.connected(),
      onLost: (reason) => this.#availability.disconnected(reason),
    });
    this.#connection.start();
  }

  get(key: string, signal: CallSignal): Promise<Uint8Array | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    const commands = this.#commands();
    if (commands === undefined) {
      this.#told("get", "open");
      return Promise.resolve(undefined);
    }
    return new Promise((resolve) => {
      // A caller who leaves says nothing about the server: the answer is still waited for, and counts.
      const onAbort = () => resolve(undefined);
      signal.addEventListener("abort", onAbort, { once: true });
      void this.#inTime(this.#find(key, commands)).then((value) => {
        signal.removeEventListener("abort", onAbort);
        resolve(value);
      });
    });
  }

  put(key: string, value: Uint8Array, ttlMs: number): void {
    const commands = this.#commands();
    const ttl = Math.min(Math.floor(ttlMs), LONGEST_TTL_MS);
    if (commands === undefined) this.#told("put", "open");
    else if (ttl >= 1 && this.#hasRoomFor(value.byteLength)) this.#send(commands, key, value, ttl);
    else this.#told("put", "dropped");
  }

  async close(): Promise<void> {
    this.#availability.close();
    this.#connection.close();
  }

  #commands(): Redis | undefined {
    return this.#availability.isAvailable ? this.#connection.commands : undefined;
  }

  #hasRoomFor(bytes: number): boolean {
    const { maxPendingBytes, maxValueBytes } = this.#options;
    return bytes <= maxValueBytes && this.#pendingBytes + bytes + SEAL_BYTES <= maxPendingBytes;
  }

  #send(commands: Redis, key: string, value: Uint8Array, ttlMs: number): void {
    const { key: encryption, clock } = this.#options;
    const startedAt = clock.monotonic();
    const name = encryption.nameOf(key);
    const sealed = encryption.seal(name, value);
    this.#pendingBytes += sealed.byteLength;
    const confirmed = (error?: unknown) => {
      this.#pendingBytes -= sealed.byteLength;
      this.#told("put", error === undefined ? "stored" : "failed", clock.monotonic() - startedAt);
      // It has become a replica: its name may lead to the new primary by now.
      if (isReply(error) && replyCode(error) === "READONLY") this.#connection.cut("READONLY");
    };
    commands.set(name, sealed, "PX", ttlMs).then(() => confirmed(), confirmed);
  }

  /** Asks under the names of all keys at once; the first that has a value decides. Rejects as the commands do. */
  async #find(key: string, commands: Redis): Promise<Answer> {
    const { key: current, previousKeys, maxValueBytes } = this.#options;
    const most = maxValueBytes + SEAL_BYTES;
    const asked = [current, ...previousKeys].map((encryption) => {
      const name = encryption.nameOf(key);
      // Not GET: who else may write there could have us read half a gigabyte.
      return { encryption, name, sealed: commands.getrangeBuffer(name, 0, most) };
    });
    const found = await Promise.all(asked.map(({ sealed }) => sealed));
    let outcome: SharedCacheOutcome = "miss";
    for (const [index, sealed] of found.entries()) {
      if (sealed?.byteLength === 0) continue;
      const { encryption, name } = asked[index] ?? {};
      // What is no Redis may reply with something else altogether.
      const isWhole = Buffer.isBuffer(sealed) && sealed.byteLength <= most;
      const value = isWhole && name !== undefined ? encryption?.open(name, sealed) : undefined;
      if (value !== undefined) return { outcome: "hit", value };
      outcome = "damaged";
    }
    return { outcome };
  }

  /** What is found within the timeout. Counts it, whatever it is. Never rejects. */
  #inTime(finding: Promise<Answer>): Promise<Uint8Array | undefined> {
    const { clock, timeoutMs } = this.#options;
    const startedAt = clock.monotonic();
    return new Promise((resolve) => {
      let isOver = false;
      const end = ({ outcome, value }: Answer) => {
        if (isOver) return;
        isOver = true;
        timer.cancel();
        this.#told("get", outcome, clock.monotonic() - startedAt);
        resolve(value);
      };
      const timer = clock.after(timeoutMs, () => {
        // If it was this process that had no time, then the answer lies in the socket: it is read before this runs.
        setImmediate(() => {
          if (isOver) return;
          end({ outcome: "timeout" });
          this.#failed(TOO_SLOW);
        });
      });
      finding.then(
        (answer) => {
          this.#hasReplied = true;
          if (isOver) return;
          end(answer);
          this.#availability.answered();
        },
        (error: unknown) => {
          if (isReply(error)) this.#hasReplied = true;
          if (isOver) return;
          end({ outcome: "failed" });
          // A connection that is lost is told of by itself.
          if (isReply(error)) this.#failed(reasonOf(error));
        },
      );
    });
  }

  #failed(reason: string): void {
    const wasAvailable = this.#availability.isAvailable;
    this.#availability.failed(reason);
    if (wasAvailable && !this.#availability.isAvailable) this.#hasReplied = false;
  }

  /** Whether a PING is answered in time. A connection on which nothing comes back at all is given up for another one. */
  #probe(): Promise<boolean> {
    const { clock, timeoutMs } = this.#options;
    const commands = this.#connection.commands;
    if (commands === undefined) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = clock.after(timeoutMs, () => {
        setImmediate(() => {
          resolve(false);
          const isDead = !this.#hasReplied;
          this.#hasReplied = false;
          if (isDead && this.#connection.commands === commands) this.#connection.cut(TOO_SLOW);
        });
      });
      const replied = (isPong: boolean) => {
        timer.cancel();
        this.#hasReplied = true;
        resolve(isPong);
      };
      commands.ping().then(
        () => replied(true),
        () => replied(false),
      );
    });
  }

  #told(operation: "get" | "put", outcome: SharedCacheOutcome, durationMs?: number): void {
    this.#options.telemetry.sharedCacheRequested(operation, outcome, durationMs);
  }
}

function isReply(error: unknown): error is Error {
  return error instanceof Error && error.name === "ReplyError";
}
