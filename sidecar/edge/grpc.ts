import { chmod } from "node:fs/promises";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import type { LimitsSpec } from "../../config/schema/settings.ts";
import { formatDuration } from "../../config/schema/units.ts";
import { loadInference } from "../../proto/load.ts";
import type { DialectName, End, Headers, Workload } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import type { Arrival, Engine, RunningCall } from "../core/engine.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import type { Clock } from "../platform/clock.ts";
import type { Telemetry } from "../platform/telemetry.ts";
import { formatAddress } from "./address.ts";
import { decisionHeaders, serverTiming } from "./decision-headers.ts";
import { intercepting, type OpaqueRpc, serveUnknownMethods } from "./grpc-catch-all.ts";
import { type Delivery, deliverReply } from "./grpc-delivery.ts";
import { Health } from "./grpc-health.ts";
import { headersOf, sentOnce } from "./grpc-metadata.ts";
import { type RpcMethod, rpcMethods, servedAsBytes } from "./grpc-methods.ts";
import { deliverMessages, opaqueArrival, replyingTo } from "./grpc-passthrough.ts";
import { addReflection } from "./grpc-reflection.ts";
import { RpcMessages } from "./grpc-request-messages.ts";
import type { Rpc, RpcReply } from "./grpc-rpc.ts";
import { forgetEndedRpcs } from "./grpc-sessions.ts";
import { statusOf } from "./grpc-status.ts";
import { HeldBytes } from "./held-bytes.ts";
import { noRoomForBody } from "./http-surface.ts";
import { RpcWriter } from "./rpc-writer.ts";
import { clearStaleSocket, SOCKET_MODE } from "./unix-socket.ts";

export interface GrpcEdgeOptions {
  readonly engine: Engine;
  readonly limits: LimitsSpec;
  /** Who calls: attested by where this process runs, not by the request. */
  readonly workload: () => Workload;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** A request id for answers to what never became a call. */
  readonly newId: () => string;
}

export interface GrpcEdge {
  /** Resolves to the address taken, `host:port`. */
  listen(host: string, port: number): Promise<string>;
  /**
   * Resolves to the path. A socket that a dead process left there is replaced.
   * @throws Error when another process listens there, or something else than a socket is in the way.
   */
  listenUnix(path: string): Promise<string>;
  /** What `grpc.health.v1` says; not serving at first. */
  setServing(serving: boolean): void;
  /**
   * Takes no more calls and resolves when those in flight have ended, which the caller bounds by draining the engine.
   * Connections on which clients keep something else open are cut a second later.
   */
  close(): Promise<void>;
}

export const INFERENCE_SERVICE = "aios.inference.v1.Inference";

/** Streams on one connection beyond the calls that are admitted: refusals, health and reflection. */
const SPARE_STREAMS = 100;
/** A peer that vanished without a word is noticed by a ping. */
const KEEPALIVE_MS = 60_000;
const KEEPALIVE_TIMEOUT_MS = 20_000;
/** For the last bytes of calls that have ended, once the server closes. */
const LAST_BYTES_MS = 1_000;
/** A client's own timer resets the RPC shortly before its deadline arrives here. */
const DEADLINE_SKEW_MS = 50;

type ReadArrival = () => Omit<Arrival, "workload" | "timeoutMs">;
type Deliver = (delivery: Omit<Delivery, "dialect">) => Promise<void>;

/** gRPC AI calls, on TCP and on a unix socket. It reads a request, hands it to the engine and writes the reply. */
export function createGrpcEdge(options: GrpcEdgeOptions): GrpcEdge {
  const { engine, limits, clock, telemetry, newId } = options;
  const { service, descriptor } = loadInference();
  const methods = rpcMethods(service);
  const health = new Health(["", INFERENCE_SERVICE]);
  const held = new HeldBytes(limits.maxBufferedRequestSize);
  let callsOpen = 0;
  let closing: Promise<void> | undefined;
  let onIdle: (() => void) | undefined;

  // grpc-js has no bound for metadata; `headersOf` has, and Node refuses more than 64 KiB. Its channelz stays on: without
  // it `forceShutdown` knows of no connection.
  const server = new Server({
    "grpc.max_receive_message_length": limits.maxRequestSize,
    "grpc.max_concurrent_streams": limits.maxConcurrentCalls + SPARE_STREAMS,
    "grpc.keepalive_time_ms": KEEPALIVE_MS,
    "grpc.keepalive_timeout_ms": KEEPALIVE_TIMEOUT_MS,
    interceptors: [
      intercepting(
        held,
        () => statusOf(noRoomForBody(limits), ownHeaders()),
        new Map([
          [service.Chat.path, serveBy(service.Chat.path, methods.chat)],
          [service.ChatStream.path, serveBy(service.ChatStream.path, methods.chatStream)],
          [service.Embed.path, serveBy(service.Embed.path, methods.embed)],
          [service.ListModels.path, serveModels],
        ]),
      ),
    ],
  });
  forgetEndedRpcs(server);
  // Its handlers are never asked: the interceptor serves in their place.
  server.addService(servedAsBytes(service), {});
  health.addTo(server);
  addReflection(server, [descriptor, health.descriptor]);
  serveUnknownMethods(server, serveOpaque);

  function serveBy(path: string, method: RpcMethod): (rpc: Rpc) => void {
    const dialect = options.dialectOf(method.dialect);
    return (rpc) => {
      const read = () => ({
        protocol: "grpc" as const,
        dialect: method.dialect,
        headers: headersOf(rpc.metadata, limits.maxHeaderSize),
        body: { message: rpc.request, method: path, decode: method.decode },
      });
      begin(rpc, read, (delivery) => deliverReply({ ...delivery, dialect }, method));
    };
  }

  /** A method of no service here: it passes through as it is, where a route takes it. */
  function serveOpaque(rpc: OpaqueRpc): void {
    const messages = new RpcMessages(rpc, { maxKeptBytes: limits.maxStreamBuffer, held, clock });
    begin(
      replyingTo(rpc),
      () => opaqueArrival(rpc, messages, limits),
      deliverMessages,
      () => messages.release(),
    );
  }

  /** Makes it a call and delivers its reply, or refuses it; then gives back what was `held` for it. */
  function begin(rpc: RpcReply, read: ReadArrival, deliver: Deliver, release?: () => void): void {
    let arrival: Arrival;
    try {
      arrival = { ...read(), timeoutMs: timeoutOf(rpc), workload: options.workload() };
    } catch (thrown) {
      refuse(rpc, thrown);
      release?.();
      return;
    }
    callsOpen += 1;
    serve(rpc, engine.begin(arrival), deliver, arrival.timeoutMs)
      .catch((thrown: unknown) => telemetry.internalError("grpc edge", thrown))
      .finally(() => {
        release?.();
        callsOpen -= 1;
        if (callsOpen === 0) onIdle?.();
      });
  }

  /** Tells `end` once, whatever happens. */
  async function serve(
    rpc: RpcReply,
    running: RunningCall,
    deliver: Deliver,
    timeoutMs: number | undefined,
  ): Promise<void> {
    const { call } = running;
    const writer = new RpcWriter(rpc, call.signal, limits.maxStreamBuffer, () =>
      running.cancel(whyGone(rpc, timeoutMs)),
    );
    const decided = () => decisionHeaders(call);
    const trailers = (known?: Headers) => ({
      ...(known ?? decided()),
      "server-timing": serverTiming(call, clock.monotonic()),
    });
    let end: End = { outcome: "completed" };
    try {
      await deliver({ running, writer, decided, trailers });
    } catch (thrown) {
      const error = errorOf(thrown);
      end = { outcome: "failed", error };
      await writer.fail(statusOf(error, trailers()));
    } finally {
      writer.release();
      running.end(end);
    }
  }

  function serveModels(rpc: Rpc): void {
    try {
      const models = engine
        .models(options.workload())
        .map(({ id, ownedBy }) => ({ id, ownedBy }))
        .sort((left, right) => (left.id < right.id ? -1 : 1));
      rpc.sendMetadata(sentOnce(ownHeaders()));
      rpc.sendMessage(service.ListModels.responseSerialize({ models }), () => {
        rpc.sendStatus({ code: status.OK, details: "OK", metadata: sentOnce({}) });
      });
    } catch (thrown) {
      refuse(rpc, thrown);
    }
  }

  /** Answers what never became a call. */
  function refuse(rpc: RpcReply, thrown: unknown): void {
    rpc.sendStatus(statusOf(errorOf(thrown), ownHeaders()));
  }

  function ownHeaders(): Headers {
    const version = engine.configVersion;
    return {
      "x-aios-request-id": newId(),
      ...(version === undefined ? {} : { "x-aios-config-version": version }),
    };
  }

  function errorOf(thrown: unknown): AiosError {
    if (!(thrown instanceof AiosError)) telemetry.internalError("grpc edge", thrown);
    return toAiosError(thrown);
  }

  function timeoutOf(rpc: RpcReply): number | undefined {
    const { deadline } = rpc;
    return Number.isFinite(deadline) ? Math.max(0, deadline - clock.now()) : undefined;
  }

  function whyGone(rpc: RpcReply, timeoutMs = 0): AiosError {
    if (clock.now() < rpc.deadline - DEADLINE_SKEW_MS)
      return new AiosError("client-closed", "The client cancelled the call.");
    const told = formatDuration(Math.ceil(timeoutMs));
    return new AiosError(
      "deadline-exceeded",
      `The call took longer than its gRPC deadline allows (${told} when it arrived).`,
    );
  }

  function bind(target: string, shown: string): Promise<number> {
    return new Promise((resolve, reject) => {
      server.bindAsync(target, ServerCredentials.createInsecure(), (error, port) => {
        if (error === null) resolve(port);
        else reject(new Error(`Cannot listen on ${shown}: ${error.message}`, { cause: error }));
      });
    });
  }

  async function shutDown(): Promise<void> {
    health.close();
    const closed = new Promise<void>((resolve, reject) => {
      server.tryShutdown((error) => (error === undefined ? resolve() : reject(error)));
    });
    const idle = new Promise<void>((resolve) => {
      onIdle = resolve;
      if (callsOpen === 0) resolve();
    });
    await Promise.race([closed, idle]);
    const cut = clock.after(LAST_BYTES_MS, () => server.forceShutdown());
    try {
      await closed;
    } finally {
      cut.cancel();
    }
  }

  return {
    listen: async (host, port) =>
      formatAddress(host, await bind(formatAddress(host, port), formatAddress(host, port))),
    listenUnix: async (path) => {
      await clearStaleSocket(path);
      await bind(`unix:${path}`, path);
      // Until now the process's umask kept others out: connecting needs the right to write.
      await chmod(path, SOCKET_MODE);
      return path;
    },
    setServing: (serving) => health.setServing(serving),
    close: () => {
      closing ??= shutDown();
      return closing;
    },
  };
}
