import {
  type ChannelCredentials,
  type ChannelOptions,
  type ClientDuplexStream,
  connectivityState,
  credentials as grpcCredentials,
} from "@grpc/grpc-js";
import type { ForwardReply__Output } from "../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import type { ForwardRequest } from "../../proto/gen/aios/gateway/v1/ForwardRequest.ts";
import { MAX_FRAME_BYTES } from "../../proto/limits.ts";
import { loadGateway } from "../../proto/load.ts";
import type { CallSignal } from "../core/call-signal.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import type { Clock } from "../platform/clock.ts";

export type ForwardStream = ClientDuplexStream<ForwardRequest, ForwardReply__Output>;
export type GatewayState = "idle" | "connecting" | "ready" | "failing" | "closed";

/** The one long-lived connection to the control plane's gateway; it outlives configurations and is shared by upstreams. */
export interface GatewayChannel {
  readonly state: GatewayState;
  /**
   * Undefined when the connection stands; else waits for it, at most `withinMs`. Fails at once while the last attempt
   * has failed and the next is not due: a call is no reason to wait for a control plane that is known to be away.
   * @throws AiosError `gateway-unreachable`, or the signal's reason
   */
  connected(withinMs: number, signal: CallSignal): Promise<void> | undefined;
  /** Begins one `Forward`; nothing is sent before its first message. */
  forward(): ForwardStream;
  close(): void;
}

export interface GatewayChannelOptions {
  /** HOST:PORT of the control plane's gRPC listener. */
  readonly address: string;
  /** Plain text when absent. */
  readonly credentials?: ChannelCredentials;
  readonly clock: Clock;
}

const CHANNEL_OPTIONS: ChannelOptions = {
  // A connection that a firewall has forgotten is noticed within 40 s, also when no call is running.
  "grpc.keepalive_time_ms": 30_000,
  "grpc.keepalive_timeout_ms": 10_000,
  "grpc.keepalive_permit_without_calls": 1,
  // Retries are the pipeline's, on its budget.
  "grpc.enable_retries": 0,
  // A frame, its envelope and a provider's error body, with room to spare.
  "grpc.max_receive_message_length": 4 * MAX_FRAME_BYTES,
  // What one stream may have on its way that nobody has read yet; the default, 64 KiB, is one round trip's worth of little.
  "grpc-node.flow_control_window": MAX_FRAME_BYTES,
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 5_000,
  // Closing this channel closes its connection, whoever else in this process dials the same address.
  "grpc.use_local_subchannel_pool": 1,
};

interface Waiter {
  ready(): void;
  failed(error: AiosError): void;
}

export function createGatewayChannel({ address, credentials, clock }: GatewayChannelOptions): GatewayChannel {
  const { Client } = loadGateway();
  const client = new Client(address, credentials ?? grpcCredentials.createInsecure(), CHANNEL_OPTIONS);
  const channel = client.getChannel();
  const waiters = new Set<Waiter>();
  let watching = false;
  let closed = false;

  const unreachable = (why: string) =>
    new AiosError(
      "gateway-unreachable",
      `The control plane, which forwards this call, cannot be reached: ${why}.`,
      {
        cause: new Error(`no connection to the control plane at ${address}`),
      },
    );
  const stateNow = (): GatewayState => (closed ? "closed" : stateOf(channel.getConnectivityState(true)));

  /** Tells the waiters once the state is one to act upon. Only one watcher at a time: grpc-js cannot take one back. */
  function watch(): void {
    if (watching || closed) return;
    watching = true;
    // No time limit here, because grpc-js would measure it on its own clock; waiters bring their own.
    channel.watchConnectivityState(channel.getConnectivityState(true), Number.POSITIVE_INFINITY, () => {
      watching = false;
      const state = stateNow();
      if (state === "ready") for (const waiter of waiters) waiter.ready();
      else if (state === "failing") failAll(unreachable("the connection failed"));
      else if (waiters.size > 0) watch();
    });
  }

  function failAll(error: AiosError): void {
    for (const waiter of waiters) waiter.failed(error);
  }

  return {
    get state() {
      return closed ? "closed" : stateOf(channel.getConnectivityState(false));
    },
    connected(withinMs, signal) {
      const state = stateNow();
      if (state === "ready") return undefined;
      if (state === "closed") return Promise.reject(unreachable("the connection is closed"));
      if (state === "failing") return Promise.reject(unreachable("the connection failed"));
      return new Promise((resolve, reject) => {
        const settle = () => {
          waiters.delete(waiter);
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
        const timer = clock.after(withinMs, () => waiter.failed(unreachable("connecting took too long")));
        waiters.add(waiter);
        signal.addEventListener("abort", abort, { once: true });
        watch();
      });
    },
    forward: () => client.forward(),
    close() {
      if (closed) return;
      closed = true;
      failAll(unreachable("the connection is closed"));
      client.close();
    },
  };
}

function stateOf(state: connectivityState): GatewayState {
  switch (state) {
    case connectivityState.READY:
      return "ready";
    case connectivityState.CONNECTING:
      return "connecting";
    case connectivityState.TRANSIENT_FAILURE:
      return "failing";
    case connectivityState.SHUTDOWN:
      return "closed";
    default:
      return "idle";
  }
}
