import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type OutgoingHttpHeaders,
} from "node:http2";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, TLSSocket } from "node:tls";
import type { CallSignal } from "../../core/call-signal.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
import type { Clock, Timer } from "../../platform/clock.ts";
import { forgetEndedStreams } from "../../platform/http2-streams.ts";
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

interface Held {
  readonly socket: Socket;
  calls: number;
  idle: Timer | undefined;
  /** Takes no more calls: the server is closing it, nobody needed it for long, or nothing is heard over it. */
  isRetired: boolean;
  isSilent: boolean;
}

/**
 * The connections to one gRPC server, made when they are needed. All calls share one, as far as the server takes them on
 * one (SETTINGS_MAX_CONCURRENT_STREAMS); those beyond go over another. One that the server is closing is replaced by the
 * next call, and goes once its own calls have ended. So does one over which not a byte came while a call waited in vain:
 * a peer that vanished without a word would else be asked until the kernel gives up, many minutes later.
 */
export class GrpcConnection {
  readonly authority: string;
  readonly scheme: "http" | "https";
  readonly #options: GrpcConnectionOptions;
  readonly #host: string;
  readonly #port: number;
  /** All that stand, those included that take no more calls. */
  readonly #sessions = new Map<ClientHttp2Session, Held>();
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
   * Begins a call on a connection that stands, or on a new one.
   * @throws AiosError `connect`, `connect-timeout`, `draining`, or the signal's reason
   */
  async request(headers: OutgoingHttpHeaders, signal: CallSignal): Promise<ClientHttp2Stream> {
    for (;;) {
      const session = this.#usable() ?? (await orAborted(this.#connect(), signal));
      if (signal.aborted) throw toAiosError(signal.reason);
      // Others have waited for the same new one, and may have filled it.
      if (!this.#isFull(session)) return this.#begin(session, headers);
    }
  }

  /** Takes no more calls; resolves when those in flight have ended. */
  close(): Promise<void> {
    if (this.#closing === undefined) {
      this.#closing = Promise.withResolvers();
      for (const [session, { idle }] of this.#sessions) {
        idle?.cancel();
        session.close();
      }
      this.#settleClose();
    }
    return this.#closing.promise;
  }

  /** The oldest with room, so that those beyond what is needed go idle. */
  #usable(): ClientHttp2Session | undefined {
    for (const [session, { isRetired }] of this.#sessions) {
      if (!isRetired && !session.closed && !session.destroyed && !this.#isFull(session)) return session;
    }
    return undefined;
  }

  #isFull(session: ClientHttp2Session): boolean {
    const held = this.#sessions.get(session);
    if (held === undefined || session.destroyed) return false;
    // One that takes none now may take one soon, and a further connection of it takes none either.
    const most = Math.max(1, session.remoteSettings.maxConcurrentStreams ?? Number.POSITIVE_INFINITY);
    return held.calls >= most;
  }

  #begin(session: ClientHttp2Session, headers: OutgoingHttpHeaders): ClientHttp2Stream {
    const { upstream, connectTimeoutMs, clock } = this.#options;
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
      const heard = held.socket.bytesRead;
      const begunAt = clock.monotonic();
      stream.once("close", () => {
        held.calls--;
        const waited = clock.monotonic() - begunAt;
        // A healthy one would have been made anew in this time.
        if (held.socket.bytesRead === heard && waited >= connectTimeoutMs) {
          held.isSilent = true;
          this.#retire(session);
        }
        // It cannot be closed in good order: nobody takes what it still has to send.
        if (held.isSilent && held.calls === 0) session.destroy();
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
    forgetEndedStreams(session);
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
      this.#sessions.set(session, { socket, calls: 0, idle: undefined, isRetired: false, isSilent: false });
      if (this.#closing !== undefined) session.close();
      this.#keepAlive(session);
      opened.resolve(session);
    });
    // It says where it stops; what came after that is refused by itself.
    session.once("goaway", () => this.#retire(session));
    session.once("close", () => {
      timer.cancel();
      this.#sessions.get(session)?.idle?.cancel();
      this.#sessions.delete(session);
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
    const held = this.#sessions.get(session);
    if (held !== undefined) held.isRetired = true;
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

function orAborted<Value>(promise: Promise<Value>, signal: CallSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(toAiosError(signal.reason));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
