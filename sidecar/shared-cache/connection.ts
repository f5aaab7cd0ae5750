import { readFile } from "node:fs/promises";
import type { ConnectionOptions as TlsOptions } from "node:tls";
import { Redis } from "ioredis";
import type { RedisPlace, SharedCacheTlsSpec } from "../../config/schema/shared-cache.ts";
import type { Clock, Timer } from "../platform/clock.ts";
import type { Random } from "../platform/random.ts";
import type { Secret } from "../platform/secrets.ts";

/** Where and as whom to connect. */
export interface RedisServer {
  readonly place: Pick<RedisPlace, "host" | "port" | "database" | "isEncrypted">;
  readonly tls: SharedCacheTlsSpec | undefined;
  readonly username: string | undefined;
  /** Read for each connection. Rejects with what is missing, for logs. */
  readonly password: (() => Promise<Secret>) | undefined;
}

export interface RedisConnectionOptions {
  readonly server: RedisServer;
  readonly connectTimeoutMs: number;
  readonly clock: Clock;
  readonly random: Random;
  /** It is connected, and the server has answered. */
  readonly onConnected: () => void;
  /** It is not, or could not be; it is tried again. `reason` is for logs and holds no secret. */
  readonly onLost: (reason: string) => void;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** A connection that lasted so long was a good one: the next is tried for at once. */
const LASTED_MS = 10_000;

/**
 * A connection to Redis that comes back by itself, with waits that grow and differ. Each one is an ioredis client of its
 * own, which neither queues nor reconnects: its timers keep a process alive, its login has no time limit, and it prints
 * what it thinks of a password.
 */
export class RedisConnection {
  readonly #options: RedisConnectionOptions;
  #redis: Redis | undefined;
  #isReady = false;
  #isClosed = false;
  #timer: Timer | undefined;
  #failures = 0;
  #readySince = 0;

  constructor(options: RedisConnectionOptions) {
    this.#options = options;
  }

  /** Undefined while there is no connection. Its commands reject when the connection is lost. */
  get commands(): Redis | undefined {
    return this.#isReady ? this.#redis : undefined;
  }

  /** Connects in the background. Call once. */
  start(): void {
    void this.#connect();
  }

  /** This connection is of no use any more; another one is made. */
  cut(reason: string): void {
    if (this.#redis !== undefined) this.#lose(this.#redis, reason);
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
    const redis = this.#redis;
    this.#forget();
    if (redis !== undefined) destroy(redis);
  }

  async #connect(): Promise<void> {
    const { server, connectTimeoutMs, clock } = this.#options;
    let password: Secret | undefined;
    let tls: TlsOptions | undefined;
    try {
      password = await server.password?.();
      tls = server.place.isEncrypted ? await tlsOptions(server.tls) : undefined;
    } catch (error) {
      if (!this.#isClosed) this.#retry(error instanceof Error ? error.message : "a secret cannot be read");
      return;
    }
    if (this.#isClosed) return;
    const redis = new Redis({
      host: server.place.host,
      port: server.place.port,
      ...(tls === undefined ? {} : { tls }),
      // No HELLO, which older servers and some proxies do not know.
      protocol: 2,
      lazyConnect: true,
      enableOfflineQueue: false,
      enableReadyCheck: false,
      disableClientInfo: true,
      autoResendUnfulfilledCommands: false,
      retryStrategy: () => null,
      // Ours includes TLS and login.
      connectTimeout: 0,
    });
    this.#redis = redis;
    let reason: string | undefined;
    redis.on("error", (error: unknown) => {
      reason ??= reasonOf(error);
      // ioredis would wait two seconds for the other side to close as well.
      destroy(redis);
    });
    redis.on("connect", () => redis.stream.unref());
    redis.on("end", () => this.#lose(redis, reason ?? "the server closed the connection"));
    this.#timer = clock.after(connectTimeoutMs, () =>
      this.#lose(redis, "there was no connection within connectTimeout"),
    );
    redis.connect().then(
      () => this.#greet(redis, password),
      // "end" tells why.
      () => {},
    );
  }

  /** Logs in and hears from the server: an open port says nothing yet. */
  async #greet(redis: Redis, password: Secret | undefined): Promise<void> {
    const { place, username } = this.#options.server;
    const asked = [
      ...(password === undefined ? [] : [logIn(redis, username, password)]),
      ...(place.database === 0 ? [] : [redis.select(place.database)]),
      redis.ping(),
    ];
    const refused = (await Promise.allSettled(asked)).find((each) => each.status === "rejected");
    if (this.#redis !== redis) return;
    if (refused !== undefined) {
      // When it has ended, that says why better than a command that came to nothing.
      if (redis.status === "ready") this.#lose(redis, reasonOf(refused.reason));
      return;
    }
    this.#timer?.cancel();
    this.#isReady = true;
    this.#readySince = this.#options.clock.monotonic();
    this.#options.onConnected();
  }

  #lose(redis: Redis, reason: string): void {
    if (this.#redis !== redis) return;
    if (this.#isReady && this.#options.clock.monotonic() - this.#readySince >= LASTED_MS) this.#failures = 0;
    this.#forget();
    destroy(redis);
    this.#retry(reason);
  }

  #retry(reason: string): void {
    const { clock, random, onLost } = this.#options;
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.#failures, 16));
    this.#failures++;
    // Never nothing: a server that drops every connection at once must not be dialled without a pause.
    const waitMs = longest * (0.5 + random.next() / 2);
    this.#timer?.cancel();
    this.#timer = clock.after(waitMs, () => void this.#connect());
    onLost(reason);
  }

  #forget(): void {
    this.#redis = undefined;
    this.#isReady = false;
  }
}

function destroy(redis: Redis): void {
  redis.disconnect();
  // There is none until the name has been looked up.
  const stream: typeof redis.stream | undefined = redis.stream;
  stream?.destroy();
}

/** A server that wants no password takes any: one is brought to the callers first, and to the server then. */
async function logIn(redis: Redis, username: string | undefined, password: Secret): Promise<void> {
  try {
    await redis.call("AUTH", ...(username === undefined ? [] : [username]), password.reveal());
  } catch (error) {
    if (error instanceof Error && /no password is set|without any password configured/.test(error.message))
      return;
    throw error;
  }
}

async function tlsOptions(spec: SharedCacheTlsSpec = {}): Promise<TlsOptions> {
  const { ca, serverName, client } = spec;
  return {
    ...(ca === undefined ? {} : { ca: await readFile(ca) }),
    ...(serverName === undefined ? {} : { servername: serverName }),
    ...(client === undefined
      ? {}
      : { cert: await readFile(client.certificate), key: await readFile(client.key) }),
  };
}

/**
 * What went wrong in a word: Node's code or that of Redis (`ECONNREFUSED`, `WRONGPASS`, `MOVED`). Messages are left out,
 * since one of Redis quotes what it was sent.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.name === "ReplyError" ? replyCode(error) : "the connection broke";
}

/** The first word of an error reply. */
export function replyCode(error: Error): string {
  return /^[A-Z]{2,32}\b/.exec(error.message)?.[0] ?? "ERR";
}
