import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type OutgoingHttpHeaders,
} from "node:http2";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, TLSSocket } from "node:tls";
import { AiosError, toAiosError } from "../../core/errors.ts";
import type { Clock, Timer } from "../../platform/clock.ts";
import { classifyTransportError } from "../classify.ts";

/** What one reply may have on its way that nobody has read yet. */
const STREAM_WINDOW_BYTES = 1024 * 1024;
/** Of all replies together. Node gives it back as bytes arrive, so that no reply holds up another. */
const SESSION_WINDOW_BYTES = 8 * 1024 * 1024;
/** gRPC servers close connections that ping too often; the kernel's probes notice a vanished peer as well. */
const PROBE_AFTER_MS = 30_000;

export interface GrpcConnectionOptions {
  readonly upstream: string;
  /** `grpc:` or `grpcs:`. */
  readonly url: URL;
  /** Until the peer has said that it speaks HTTP/2. */
  readonly connectTimeoutMs: number;
  /** How long a connection without calls is kept. */
  readonly keepAliveMs: number;
  readonly clock: Clock;
}

/**
 * The connection to one gRPC server, made when it is needed. All calls share it; one that the server is closing is
 * replaced by the next call, and goes once its own calls have ended.
 */
export class GrpcConnection {
  readonly authority: string;
  readonly scheme: "http" | "https";
  readonly #options: GrpcConnectionOptions;
  readonly #host: string;
  readonly #port: number;
  /** All that stand, those included that take no more calls. */
  readonly #sessions = new Map<ClientHttp2Session, { calls: number; idle: Timer | undefined }>();
  #current: ClientHttp2Session | undefined;
  #connecting: Promise<ClientHttp2Session> | undefined;
  #closing: PromiseWithResolvers<void> | undefined;

  constructor(options: GrpcConnectionOptions) {
    this.#options = options;
    const { url } = options;
    const isSecure = url.protocol === "grpcs:";
    this.scheme = isSecure ? "https" : "http";
    this.#port = url.port === "" ? (isSecure ? 443 : 80) : Number(url.port);
    this.#host = url.hostname.replace(/^\[|\]$/g, "");
    this.authority = url.host;
  }

  get connected(): number {
    return this.#sessions.size;
  }

  get free(): number {
    return [...this.#sessions.values()].filter(({ calls }) => calls === 0).length;
  }

  /**
   * Begins a call on the connection that stands, or on a new one.
   * @throws AiosError `connect`, `connect-timeout`, `draining`, or the signal's reason
   */
  async request(headers: OutgoingHttpHeaders, signal: AbortSignal): Promise<ClientHttp2Stream> {
    const session = this.#usable() ?? (await orAborted(this.#connect(), signal));
    if (signal.aborted) throw toAiosError(signal.reason);
    return this.#begin(session, headers);
  }

  /** Takes no more calls; resolves when those in flight have ended. */
  close(): Promise<void> {
    if (this.#closing === undefined) {
      this.#closing = Promise.withResolvers();
      this.#current = undefined;
      for (const [session, { idle }] of this.#sessions) {
        idle?.cancel();
        session.close();
      }
      this.#settleClose();
    }
    return this.#closing.promise;
  }

  #usable(): ClientHttp2Session | undefined {
    const session = this.#current;
    return session === undefined || session.closed || session.destroyed ? undefined : session;
  }

  #begin(session: ClientHttp2Session, headers: OutgoingHttpHeaders): ClientHttp2Stream {
    const { upstream } = this.#options;
    let stream: ClientHttp2Stream;
    try {
      stream = session.request(headers);
    } catch (error) {
      throw classifyTransportError(upstream, error, "sent");
    }
    const held = this.#sessions.get(session);
    if (held !== undefined) {
      held.calls++;
      held.idle?.cancel();
      stream.once("close", () => {
        held.calls--;
        this.#keepAlive(session);
      });
    }
    return stream;
  }

  #connect(): Promise<ClientHttp2Session> {
    const { upstream } = this.#options;
    if (this.#closing !== undefined) {
      return Promise.reject(
        new AiosError("draining", `Upstream "${upstream}" is being taken out of service; try again.`),
      );
    }
    // One attempt, however many calls wait for it.
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = undefined;
      this.#settleClose();
    });
    return this.#connecting;
  }

  #open(): Promise<ClientHttp2Session> {
    const { upstream, connectTimeoutMs, clock } = this.#options;
    const socket = this.#dial();
    const session = connect(`${this.scheme}://${this.authority}`, {
      createConnection: () => socket,
      settings: { enablePush: false, initialWindowSize: STREAM_WINDOW_BYTES },
      // The bounds are ours: message sizes, windows, and how many calls there are.
      maxSessionMemory: Number.MAX_SAFE_INTEGER,
    });
    const opened = Promise.withResolvers<ClientHttp2Session>();
    const fail = (error: AiosError) => {
      opened.reject(error);
      session.destroy();
    };
    const timer = clock.after(connectTimeoutMs, () =>
      fail(
        new AiosError(
          "connect-timeout",
          `Upstream "${upstream}" could not be reached: connecting took longer than timeouts.connect allows.`,
        ),
      ),
    );
    session.on("error", (error) => fail(classifyTransportError(upstream, error, "connecting")));
    session.once("connect", () => {
      session.setLocalWindowSize(SESSION_WINDOW_BYTES);
      if (socket instanceof TLSSocket && socket.alpnProtocol !== "h2") fail(notHttp2(upstream));
    });
    session.once("remoteSettings", () => {
      timer.cancel();
      this.#sessions.set(session, { calls: 0, idle: undefined });
      if (this.#closing === undefined) this.#current = session;
      else session.close();
      this.#keepAlive(session);
      opened.resolve(session);
    });
    // It says where it stops; what came after that is refused by itself.
    session.once("goaway", () => this.#retire(session));
    session.once("close", () => {
      timer.cancel();
      this.#sessions.get(session)?.idle?.cancel();
      this.#sessions.delete(session);
      if (this.#current === session) this.#current = undefined;
      opened.reject(notHttp2(upstream));
      this.#settleClose();
    });
    return opened.promise;
  }

  #dial(): Socket {
    const common = {
      host: this.#host,
      port: this.#port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: PROBE_AFTER_MS,
    };
    if (this.scheme === "http") return connectTcp(common);
    const isName = !/^[\d.]+$|:/.test(this.#host);
    return connectTls({ ...common, ALPNProtocols: ["h2"], ...(isName ? { servername: this.#host } : {}) });
  }

  #keepAlive(session: ClientHttp2Session): void {
    const { keepAliveMs, clock } = this.#options;
    const held = this.#sessions.get(session);
    if (held === undefined || held.calls > 0 || session.closed || session.destroyed) return;
    held.idle?.cancel();
    held.idle = clock.after(keepAliveMs, () => this.#retire(session));
  }

  #retire(session: ClientHttp2Session): void {
    if (this.#current === session) this.#current = undefined;
    if (!session.closed && !session.destroyed) session.close();
  }

  #settleClose(): void {
    if (this.#sessions.size === 0 && this.#connecting === undefined) this.#closing?.resolve();
  }
}

function notHttp2(upstream: string): AiosError {
  return new AiosError(
    "connect",
    `Upstream "${upstream}" could not be reached: what listens at its \`url\` does not speak gRPC.`,
  );
}

function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(toAiosError(signal.reason));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
