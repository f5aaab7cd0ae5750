import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import { connect as connectTcp } from "node:net";
import { MAX_FRAME_BYTES } from "../../proto/limits.ts";
import { loadGateway } from "../../proto/load.ts";
import type { CallSignal } from "../core/call-signal.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import type { Clock, Timer } from "../platform/clock.ts";
import { forgetEndedStreams } from "../platform/http2-streams.ts";
import type { Random } from "../platform/random.ts";
import { ForwardMessages } from "./forward-messages.ts";
import { SharedStream } from "./forward-shared.ts";
import { ForwardStream, type ForwardTransport } from "./forward-stream.ts";

export type GatewayState = "idle" | "connecting" | "ready" | "failing" | "closed";

/** The one long-lived connection to the control plane's gateway; it outlives configurations and is shared by upstreams. */
export interface GatewayChannel {
  readonly state: GatewayState;
  /**
   * Undefined when the connection stands; else waits for it, at most `withinMs`. Fails at once while the last attempt
   * has failed and the next has not succeeded: a call is no reason to wait for a control plane that is known to be away.
   * @throws AiosError `gateway-unreachable`, or the signal's reason
   */
  connected(withinMs: number, signal: CallSignal): Promise<void> | undefined;
  /**
   * Begins one call; only while the connection stands.
   * @param size `small`: it is one message, and its reply is a document: it may share a stream with others
   * @throws AiosError `gateway-unreachable`
   */
  forward(size?: "small"): ForwardTransport;
  /** The control plane is known to be there: after failures it is tried now, and calls wait for that. */
  tryNow(): void;
  close(): void;
}

export interface GatewayChannelOptions {
  /** HOST:PORT of the control plane's gRPC listener, which speaks plain text. */
  readonly address: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** A connection that a firewall has forgotten is noticed within 40 s, also when no call is running. */
const PING_AFTER_MS = 30_000;
const PONG_WITHIN_MS = 10_000;
/** What one stream may have on its way that nobody has read yet; the default, 64 KiB, is one round trip's worth of little. */
const STREAM_WINDOW_BYTES = MAX_FRAME_BYTES;
/** Of all replies together. Node gives it back as bytes arrive, so that no reply holds up another. */
const SESSION_WINDOW_BYTES = 8 * MAX_FRAME_BYTES;
/** An attempt, until the control plane has said that it speaks HTTP/2. */
const ATTEMPT_MS = 20_000;
/** https://github.com/grpc/grpc/blob/master/doc/connection-backoff.md, with an earlier second attempt and a nearer bound. */
const BACKOFF_MS = { first: 100, most: 5_000, growth: 1.6, jitter: 0.2 } as const;

interface Waiter {
  ready(): void;
  failed(error: AiosError): void;
}

export function createGatewayChannel(options: GatewayChannelOptions): GatewayChannel {
  return new Http2Channel(options);
}

class Http2Channel implements GatewayChannel {
  readonly #options: GatewayChannelOptions;
  readonly #url: URL;
  readonly #words: ForwardMessages;
  readonly #paths: { readonly one: string; readonly many: string };
  readonly #waiters = new Set<Waiter>();
  #state: GatewayState = "idle";
  /** The one that stands, or is being made. */
  #session: ClientHttp2Session | undefined;
  /** Of the session that stands. */
  #shared: SharedStream | undefined;
  #failures = 0;
  /** Of what is due next: the end of an attempt, the next one, a ping or its answer. */
  #timer: Timer | undefined;

  constructor(options: GatewayChannelOptions) {
    this.#options = options;
    const { Forward, ForwardMany } = loadGateway().service;
    this.#words = new ForwardMessages(Forward);
    this.#paths = { one: Forward.path, many: ForwardMany.path };
    this.#url = new URL(`http://${options.address}`);
  }

  get state(): GatewayState {
    return this.#state;
  }

  connected(withinMs: number, signal: CallSignal): Promise<void> | undefined {
    if (this.#state === "ready") return undefined;
    if (this.#state === "closed") return Promise.reject(this.#unreachable("the connection is closed"));
    if (this.#state === "failing") return Promise.reject(this.#unreachable("the connection failed"));
    if (this.#state === "idle") {
      this.#state = "connecting";
      this.#attempt();
    }
    return new Promise((resolve, reject) => {
      const settle = () => {
        this.#waiters.delete(waiter);
        timer.cancel();
        signal.removeEventListener("abort", abort);
      };
      const waiter: Waiter = {
        ready: () => {
          settle();
          resolve();
        },
        failed: (error) => {
          settle();
          reject(error);
        },
      };
      const abort = () => waiter.failed(toAiosError(signal.reason));
      const timer = this.#options.clock.after(withinMs, () =>
        waiter.failed(this.#unreachable("connecting took too long")),
      );
      this.#waiters.add(waiter);
      signal.addEventListener("abort", abort, { once: true });
    });
  }

  forward(size?: "small"): ForwardTransport {
    if (this.#state !== "ready" || this.#session === undefined)
      throw this.#unreachable("the connection failed");
    if (size === "small" && this.#shared?.hasRoom === true) return this.#shared.begin();
    try {
      return new ForwardStream(this.#open(this.#session, this.#paths.one), this.#words);
    } catch (cause) {
      throw this.#unreachable("the connection is closing", cause);
    }
  }

  tryNow(): void {
    if (this.#state !== "failing") return;
    this.#state = "connecting";
    // Else an attempt is being made.
    if (this.#session !== undefined) return;
    this.#timer?.cancel();
    this.#attempt();
  }

  close(): void {
    if (this.#state === "closed") return;
    const stood = this.#state === "ready";
    const session = this.#session;
    this.#state = "closed";
    this.#shared?.finish();
    this.#shared = undefined;
    this.#session = undefined;
    this.#timer?.cancel();
    this.#failAll("the connection is closed");
    // Streams in flight finish on one that stands.
    if (stood) session?.close();
    else session?.destroy();
  }

  #attempt(): void {
    const { clock } = this.#options;
    const session = this.#dial();
    this.#session = session;
    this.#timer = clock.after(ATTEMPT_MS, () => session.destroy());
    session.once("connect", () => session.setLocalWindowSize(SESSION_WINDOW_BYTES));
    session.once("remoteSettings", () => {
      if (this.#session !== session) return;
      this.#timer?.cancel();
      this.#failures = 0;
      this.#state = "ready";
      this.#pingLater(session);
      this.#shared = new SharedStream(this.#open(session, this.#paths.many), this.#words);
      for (const waiter of this.#waiters) waiter.ready();
    });
    // `close` follows, and tells the same.
    session.on("error", () => {});
    // Its streams finish; no new one is taken.
    session.once("goaway", () => this.#lost(session));
    session.once("close", () => this.#lost(session));
  }

  #dial(): ClientHttp2Session {
    const host = this.#url.hostname.replace(/^\[|\]$/g, "");
    const port = Number(this.#url.port || 80);
    const session = connect(this.#url, {
      createConnection: () => connectTcp({ host, port, noDelay: true }),
      settings: { enablePush: false, initialWindowSize: STREAM_WINDOW_BYTES },
      // The bounds are ours: frame sizes, windows, and how many calls there are.
      maxSessionMemory: Number.MAX_SAFE_INTEGER,
    });
    forgetEndedStreams(session);
    return session;
  }

  #open(session: ClientHttp2Session, path: string): ClientHttp2Stream {
    return session.request({
      ":method": "POST",
      ":scheme": "http",
      ":authority": this.#url.host,
      ":path": path,
      te: "trailers",
      "content-type": "application/grpc",
    });
  }

  #lost(session: ClientHttp2Session): void {
    if (this.#session !== session) return;
    this.#session = undefined;
    this.#shared?.finish();
    this.#shared = undefined;
    this.#timer?.cancel();
    if (this.#state === "ready") {
      // The next call makes a new one.
      this.#state = "idle";
      return;
    }
    this.#state = "failing";
    this.#failAll("the connection failed");
    this.#timer = this.#options.clock.after(this.#backoffMs(), () => this.#attempt());
  }

  #backoffMs(): number {
    const { first, most, growth, jitter } = BACKOFF_MS;
    const ms = Math.min(most, first * growth ** this.#failures);
    this.#failures++;
    return ms * (1 + jitter * (2 * this.#options.random.next() - 1));
  }

  #pingLater(session: ClientHttp2Session): void {
    const { clock } = this.#options;
    this.#timer = clock.after(PING_AFTER_MS, () => {
      this.#timer = clock.after(PONG_WITHIN_MS, () => session.destroy());
      session.ping((error) => {
        if (error !== null || this.#session !== session) return;
        this.#timer?.cancel();
        this.#pingLater(session);
      });
    });
  }

  #failAll(why: string): void {
    for (const waiter of this.#waiters) waiter.failed(this.#unreachable(why));
  }

  #unreachable(why: string, reason?: unknown): AiosError {
    const cause = new Error(`no connection to the control plane at ${this.#options.address}`, {
      cause: reason,
    });
    return new AiosError(
      "gateway-unreachable",
      `The control plane, which forwards this call, cannot be reached: ${why}.`,
      { cause },
    );
  }
}
