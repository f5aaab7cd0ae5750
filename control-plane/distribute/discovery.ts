import { type ServerDuplexStream, status } from "@grpc/grpc-js";
import type { ConfigDiscoveryHandlers } from "../../proto/gen/aios/config/v1/ConfigDiscovery.ts";
import type { ConfigMessage } from "../../proto/gen/aios/config/v1/ConfigMessage.ts";
import type { Hello__Output } from "../../proto/gen/aios/config/v1/Hello.ts";
import type { NodeMessage__Output } from "../../proto/gen/aios/config/v1/NodeMessage.ts";
import type { Workload } from "../../sidecar/core/call.ts";
import type { Clock } from "../../sidecar/platform/clock.ts";
import type { Random } from "../../sidecar/platform/random.ts";
import { acknowledge, desire, initialPushState, nextPush, type PushState, reject } from "../model/push.ts";
import { type Bundle, bundleFor } from "./bundles.ts";
import type { DesiredState } from "./desired.ts";
import type { Fleet, Membership } from "./fleet.ts";
import type { PurgeSession, Purging } from "./purging.ts";

type Stream = ServerDuplexStream<NodeMessage__Output, ConfigMessage>;

export interface DiscoveryOptions {
  readonly desired: DesiredState;
  readonly fleet: Fleet;
  readonly purging: Purging;
  readonly clock: Clock;
  readonly random: Random;
  readonly onEvent: (event: DiscoveryEvent) => void;
}

export type DiscoveryEvent =
  | { readonly type: "connected" | "disconnected"; readonly node: string }
  | {
      readonly type: "acknowledged";
      readonly node: string;
      readonly version: string;
      readonly afterMs: number;
    }
  | {
      readonly type: "rejected";
      readonly node: string;
      readonly version: string;
      readonly reasons: readonly string[];
    };

const HEARTBEAT_MS = 10_000;
/** A node that has been silent for this long is gone, whatever the transport believes. */
const SILENCE_MS = 3 * HEARTBEAT_MS;
/** A stream is ended after this long, plus up to a fifth: long-lived streams stick to one replica otherwise. */
const STREAM_LIFETIME_MS = 30 * 60_000;
/** Nodes that are told to come back because nothing valid has been read yet wait this long. */
const NOT_READY_RETRY_MS = 1_000;
/** Sidecars of one control plane at once; the next ones are asked to come back. */
const MOST_SIDECARS = 10_000;

/** `aios.config.v1.ConfigDiscovery`: every sidecar's stream. See proto/aios/config/v1/config.proto for its rules. */
export function createDiscovery(options: DiscoveryOptions): {
  readonly handlers: ConfigDiscoveryHandlers;
  endAll(): void;
} {
  const open = new Set<DiscoveryStream>();
  return {
    handlers: {
      Stream: (stream: Stream) => {
        const session = new DiscoveryStream(stream, options, () => open.delete(session));
        open.add(session);
      },
    },
    endAll() {
      for (const session of open) session.end();
    },
  };
}

/** Names and reasons that a node tells are kept and shown; they are cut here, so that none of them fills the memory. */
const LONGEST_NAME = 256;
const LONGEST_MESSAGE = 1_000;
const MOST_FAULTS = 100;

class DiscoveryStream {
  readonly #stream: Stream;
  readonly #options: DiscoveryOptions;
  readonly #onEnded: () => void;
  readonly #cleanups: (() => void)[] = [];
  #session: Session | undefined;
  #purges: PurgeSession | undefined;
  #ended = false;

  constructor(stream: Stream, options: DiscoveryOptions, onEnded: () => void) {
    this.#stream = stream;
    this.#options = options;
    this.#onEnded = onEnded;
    const { clock, random } = options;
    const silence = clock.after(SILENCE_MS, () => this.end());
    const lifetime = clock.after(STREAM_LIFETIME_MS * (1 + random.next() / 5), () => this.end());
    this.#cleanups.push(
      () => silence.cancel(),
      () => lifetime.cancel(),
    );
    stream.on("data", (message: NodeMessage__Output) => {
      // What was on its way when the stream ended must not start its timer again.
      if (this.#ended) return;
      silence.refresh();
      this.#receive(message);
    });
    stream.on("end", () => this.end());
    stream.on("cancelled", () => this.#cleanUp());
    stream.on("error", () => this.#cleanUp());
  }

  end(): void {
    if (this.#ended) return;
    this.#cleanUp();
    this.#stream.end();
  }

  #receive(message: NodeMessage__Output): void {
    if (message.hello != null) this.#start(message.hello);
    else if (this.#session === undefined) this.#fail("The first message on the stream must be a Hello.");
    else if (message.ack != null) this.#session.acknowledged(message.ack.nonce);
    else if (message.nack != null) {
      this.#session.rejected(message.nack.nonce, message.nack.faults);
    } else if (message.purged != null) {
      this.#purges?.confirmed(message.purged.sequence, message.purged.answers);
    }
  }

  #start(hello: Hello__Output): void {
    if (this.#session !== undefined) {
      this.#fail("A stream has one Hello only.");
      return;
    }
    const { desired, purging, clock, onEvent } = this.#options;
    if (desired.current === undefined || this.#options.fleet.size >= MOST_SIDECARS) {
      // A node must not take "nothing read yet" for "nothing configured": it keeps what it has and comes back.
      this.#stream.write({ shed: { retryAfterMs: NOT_READY_RETRY_MS } });
      this.end();
      return;
    }
    const node = hello.nodeId.slice(0, LONGEST_NAME);
    const session = new Session(
      this.#stream,
      { ...hello, nodeId: node, softwareVersion: hello.softwareVersion.slice(0, LONGEST_NAME) },
      this.#options,
    );
    this.#session = session;
    // Before all else: what was purged while it was away must not be given a moment longer.
    const purges = purging.join(hello.purgedUpTo, (purge) => this.#stream.write({ purge }));
    this.#purges = purges;
    const unsubscribe = desired.subscribe(() => session.desiredChanged());
    const beat = () => {
      this.#stream.write({ heartbeat: { version: session.desiredVersion } });
      heartbeat.refresh();
    };
    const heartbeat = clock.after(HEARTBEAT_MS, beat);
    // At once as well: a node that needs no bundle would not know until the first beat that it is connected.
    this.#stream.write({ heartbeat: { version: session.desiredVersion } });
    this.#cleanups.push(
      unsubscribe,
      () => heartbeat.cancel(),
      () => session.leave(),
      () => purges.leave(),
    );
    onEvent({ type: "connected", node });
    this.#cleanups.push(() => onEvent({ type: "disconnected", node }));
    session.push();
  }

  #fail(details: string): void {
    this.#cleanUp();
    this.#stream.emit("error", { code: status.INVALID_ARGUMENT, details });
  }

  #cleanUp(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const cleanup of this.#cleanups) cleanup();
    this.#onEnded();
  }
}

/** The pushing to one sidecar that has said who it is. */
class Session {
  readonly #stream: Stream;
  readonly #node: string;
  readonly #workload: Workload;
  readonly #options: DiscoveryOptions;
  readonly #membership: Membership;
  #bundle: Bundle;
  #state: PushState;
  #sentAt = 0;

  constructor(stream: Stream, hello: Hello__Output, options: DiscoveryOptions) {
    this.#stream = stream;
    this.#node = hello.nodeId;
    this.#workload = hello.workload ?? { namespace: "", serviceAccount: "", labels: {} };
    this.#options = options;
    this.#bundle = this.#bundleNow();
    this.#state = initialPushState(this.#bundle.version, hello.appliedVersion);
    this.#membership = options.fleet.join(
      { node: hello.nodeId, workload: this.#workload, softwareVersion: hello.softwareVersion },
      this.#state,
      options.clock.now(),
    );
  }

  get desiredVersion(): string {
    return this.#state.desired;
  }

  desiredChanged(): void {
    this.#bundle = this.#bundleNow();
    this.#become(desire(this.#state, this.#bundle.version));
    this.push();
  }

  acknowledged(nonce: string): void {
    const next = acknowledge(this.#state, nonce);
    if (next === this.#state) return;
    this.#become(next);
    const afterMs = this.#options.clock.monotonic() - this.#sentAt;
    this.#options.onEvent({ type: "acknowledged", node: this.#node, version: next.applied, afterMs });
    this.push();
  }

  rejected(nonce: string, faults: NonNullable<NodeMessage__Output["nack"]>["faults"]): void {
    const reasons = faults.slice(0, MOST_FAULTS).map(({ kind, name, path, code, message }) => ({
      kind: kind.slice(0, LONGEST_NAME),
      name: name.slice(0, LONGEST_NAME),
      path: path.slice(0, LONGEST_NAME),
      code: code.slice(0, LONGEST_NAME),
      message: message.slice(0, LONGEST_MESSAGE),
    }));
    const next = reject(this.#state, nonce, reasons);
    if (next === this.#state) return;
    this.#become(next);
    this.#options.onEvent({
      type: "rejected",
      node: this.#node,
      version: next.rejected?.version ?? "",
      reasons: reasons.map(({ kind, name, path, message }) => `${kind}/${name} ${path}: ${message}`),
    });
    this.push();
  }

  /** Sends the desired bundle if it is time to. What changes until it is answered goes into the next one. */
  push(): void {
    const push = nextPush(this.#state);
    if (push === undefined) return;
    this.#become(push.state);
    this.#sentAt = this.#options.clock.monotonic();
    this.#stream.write({
      bundle: {
        nonce: push.nonce,
        version: this.#bundle.version,
        resources: this.#bundle.resources.map(({ kind, name, version, json }) => ({
          kind,
          name,
          version,
          canonicalJson: Buffer.from(json),
        })),
      },
    });
  }

  leave(): void {
    this.#membership.leave();
  }

  #become(state: PushState): void {
    this.#state = state;
    this.#membership.update(state, this.#options.clock.now());
  }

  #bundleNow(): Bundle {
    const { current } = this.#options.desired;
    if (current === undefined) throw new Error("A session starts only once there is a configuration.");
    return bundleFor(current, this.#workload);
  }
}
