import { type ClientDuplexStream, credentials } from "@grpc/grpc-js";
import type { ConfigSnapshot, WireResource } from "../../config/schema/snapshot.ts";
import type { ConfigMessage__Output } from "../../proto/gen/aios/config/v1/ConfigMessage.ts";
import type { NodeMessage } from "../../proto/gen/aios/config/v1/NodeMessage.ts";
import type { LoadedConfigDiscovery } from "../../proto/load.ts";
import type { Workload } from "../core/call.ts";
import type { Clock, Timer } from "../platform/clock.ts";
import type { Random } from "../platform/random.ts";
import type { Telemetry } from "../platform/telemetry.ts";
import { type BackoffRule, fullJitter } from "./backoff.ts";
import { describeFault, faultPath, openBundle } from "./bundle.ts";
import { NewestConfig, type RejectedConfig } from "./newest-config.ts";

/** The cache, as far as the control plane reaches into it. */
export interface PurgeReceiver {
  /** Number of the newest purge that was carried out; 0 when none was. */
  readonly purgedUpTo: number;
  /** Purges will be told, first those that are not known yet. */
  awaitPurges(): void;
  /** Carries them out; nothing is left to do up to the number `knownUpTo` then. How many answers were taken away. */
  purge(purges: readonly { readonly tag: string; readonly sequence: number }[], knownUpTo: number): number;
}

export interface ConfigClientOptions {
  readonly address: string;
  readonly definition: LoadedConfigDiscovery;
  readonly node: { readonly id: string; readonly workload: Workload; readonly softwareVersion: string };
  /** The configuration in force, if any, and where it came from. */
  readonly applied: () => { readonly version: string; readonly source: "disk" | "stream" } | undefined;
  /** Puts a configuration in force or throws; then nothing has changed. */
  readonly apply: (snapshot: ConfigSnapshot, resources: readonly WireResource[]) => void;
  readonly cache: PurgeReceiver;
  /** Told each time that the control plane has said its first word on a new stream. */
  readonly onConnected: () => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Telemetry;
}

export interface ConfigClient {
  readonly connected: boolean;
  /** What was pushed last, while it is not in force. */
  readonly rejected: RejectedConfig | undefined;
  start(): void;
  stop(): void;
}

const RECONNECT: BackoffRule = { firstMs: 500, longestMs: 30_000 };
const HEARTBEAT_MS = 10_000;
/** The control plane beats every ten seconds; three missing beats mean that the stream is dead. */
const SILENCE_MS = 3 * HEARTBEAT_MS;
/** A stream that lived this long was a good one: the next failure starts the backoff anew. */
const SETTLED_AFTER_MS = 10_000;
/** Whoever asks for more peace asks again. */
const LONGEST_SHED_MS = 5 * 60_000;
const LARGEST_BUNDLE_BYTES = 64 * 1024 * 1024;

const SOURCES = { disk: "SOURCE_DISK", stream: "SOURCE_STREAM" } as const;

/** Keeps one config stream open for as long as the process lives, whatever happens to the other end. */
export function createConfigClient(options: ConfigClientOptions): ConfigClient {
  const { address, clock, random, telemetry } = options;
  const newest = new NewestConfig("stream", clock, telemetry);
  let stopped = true;
  let failures = 0;
  let attempt: Attempt | undefined;
  let reconnect: Timer | undefined;

  function connect(): void {
    const openedAt = clock.monotonic();
    attempt = openAttempt(options, newest, (reason, retryAfterMs) => {
      attempt = undefined;
      if (stopped) return;
      if (clock.monotonic() - openedAt >= SETTLED_AFTER_MS) failures = 0;
      const waitMs = (retryAfterMs ?? 0) + fullJitter(RECONNECT, failures, random);
      failures++;
      telemetry.controlPlaneDisconnected(address, reason, waitMs);
      reconnect = clock.after(waitMs, connect);
    });
  }

  return {
    get connected() {
      return attempt?.connected ?? false;
    },
    get rejected() {
      return newest.rejected;
    },
    start() {
      if (!stopped) return;
      stopped = false;
      options.cache.awaitPurges();
      connect();
    },
    stop() {
      stopped = true;
      reconnect?.cancel();
      attempt?.close();
    },
  };
}

interface Attempt {
  readonly connected: boolean;
  close(): void;
}

/** One connection and its one stream. A new one each time, so that names are resolved anew. */
function openAttempt(
  options: ConfigClientOptions,
  newest: NewestConfig,
  onClosed: (reason: string, retryAfterMs?: number) => void,
): Attempt {
  const { address, definition, node, cache, clock, telemetry } = options;
  const client = new definition.Client(address, credentials.createInsecure(), {
    "grpc.keepalive_time_ms": 30_000,
    "grpc.keepalive_timeout_ms": 10_000,
    "grpc.max_receive_message_length": LARGEST_BUNDLE_BYTES,
    // A stream that lives for ever would fill the retry buffer; and this client opens its streams anew by itself.
    "grpc.enable_retries": 0,
  });
  const stream: ClientDuplexStream<NodeMessage, ConfigMessage__Output> = client.Stream();
  let connected = false;
  let hasHeardOfPurges = false;
  let closed = false;
  let shedFor: number | undefined;

  const close = (reason: string) => {
    if (closed) return;
    closed = true;
    silence.cancel();
    heartbeat.cancel();
    stream.cancel();
    client.close();
    onClosed(reason, shedFor);
  };
  const silence = clock.after(SILENCE_MS, () => close("nothing was heard for 30 s"));
  const heartbeat = clock.after(HEARTBEAT_MS, () => {
    stream.write({ heartbeat: { version: options.applied()?.version ?? "" } });
    heartbeat.refresh();
  });

  stream.on("data", (message: ConfigMessage__Output) => {
    if (closed) return;
    silence.refresh();
    if (!connected) {
      connected = true;
      telemetry.controlPlaneConnected(address);
      options.onConnected();
    }
    if (message.bundle != null || message.heartbeat != null) {
      // Purges come first, except from a control plane of a version that has none.
      if (!hasHeardOfPurges) cache.purge([], 0);
      hasHeardOfPurges = true;
    }
    if (message.purge != null) {
      const { sequence, tags } = message.purge;
      hasHeardOfPurges = true;
      stream.write({ purged: { sequence, answers: cache.purge(tags, sequence) } });
    } else if (message.bundle != null) stream.write(answer(message.bundle, options, newest));
    else if (message.heartbeat != null) compare(message.heartbeat.version);
    else if (message.shed != null) shedFor = Math.min(message.shed.retryAfterMs, LONGEST_SHED_MS);
  });
  // Who was given back what it runs on already is sent nothing; that it is so stands in every heartbeat.
  const compare = (wanted: string) => {
    if (wanted === options.applied()?.version) newest.isInForce(wanted);
  };
  // `error` comes with every end that is not OK; `cancelled` by ourselves is swallowed by `closed`.
  stream.on("error", (error: Error) => close(whyItEnded(error)));
  stream.on("end", () => close("the control plane ended the stream"));

  const applied = options.applied();
  stream.write({
    hello: {
      nodeId: node.id,
      workload: { ...node.workload, labels: { ...node.workload.labels } },
      softwareVersion: node.softwareVersion,
      schemaVersion: "aios.dev/v1",
      appliedVersion: applied?.version ?? "",
      source: applied === undefined ? "SOURCE_NONE" : SOURCES[applied.source],
      purgedUpTo: cache.purgedUpTo,
    },
  });
  return {
    get connected() {
      return connected;
    },
    close: () => close("stopped"),
  };
}

/** Applies a bundle, or says everything that is wrong with it. */
function answer(
  bundle: NonNullable<ConfigMessage__Output["bundle"]>,
  options: ConfigClientOptions,
  newest: NewestConfig,
): NodeMessage {
  const { nonce, version } = bundle;
  const opened = openBundle({
    version,
    resources: bundle.resources.map(({ canonicalJson, ...resource }) => ({
      ...resource,
      json: canonicalJson.toString("utf8"),
    })),
  });
  if (!opened.ok) {
    newest.reject(opened.faults.map(describeFault), version);
    return {
      nack: {
        nonce,
        version,
        faults: opened.faults.map(({ path, ...fault }) => ({ ...fault, path: faultPath(path) })),
      },
    };
  }
  try {
    options.apply(opened.snapshot, opened.resources);
  } catch (error) {
    options.telemetry.internalError("applying a configuration", error);
    const message = "The configuration is valid, but this sidecar could not build it; its log says why.";
    newest.reject([message], version);
    return { nack: { nonce, version, faults: [{ kind: "", name: "", path: "", code: "build", message }] } };
  }
  newest.applied();
  return { ack: { nonce, version } };
}

/** grpc-js wraps the reason twice: `14 UNAVAILABLE: No connection established. Last error: Error: connect …. Resolution note: `. */
function whyItEnded(error: Error): string {
  const wrapped = /Last error: (?:Error: )?(.*?)\.? Resolution note:/s.exec(error.message)?.[1];
  return (wrapped ?? error.message).trim();
}
