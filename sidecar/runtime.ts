import { hostname } from "node:os";
import { Registry } from "prom-client";
import type { z } from "zod";
import { type LimitsSpec, type SidecarSpec, sidecarSpec } from "../config/schema/settings.ts";
import { type ConfigOrigin, configFeed } from "./control/feed.ts";
import { configOfText } from "./control/file-source.ts";
import { readSettings } from "./control/settings.ts";
import type { Workload } from "./core/call.ts";
import type { Arrival, Engine, ListedModel } from "./core/engine.ts";
import { AiosError } from "./core/errors.ts";
import { dialFrom, secretsFor } from "./dial.ts";
import { dialectOf } from "./dialects/registry.ts";
import { createDirectCalls, type DirectCalls } from "./edge/direct.ts";
import { createFetchEdge, type Fetch } from "./edge/fetch.ts";
import { createEngine, type RunningEngine } from "./engine.ts";
import { systemClock } from "./platform/clock.ts";
import { uuidv7 } from "./platform/ids.ts";
import { createLog, type Log, type LogLevel } from "./platform/log.ts";
import { openLogOutput } from "./platform/log-output.ts";
import { systemPressure } from "./platform/pressure.ts";
import { ProcessHold } from "./platform/process-hold.ts";
import { systemRandom } from "./platform/random.ts";
import { systemSecrets } from "./platform/secrets.ts";
import { type ConfigSource, createTelemetry } from "./platform/telemetry.ts";
import { openSharedCache } from "./shared-cache/open.ts";
import { createGatewayChannel } from "./upstream/gateway-channel.ts";

export { type ConfigFault, FaultyConfigError } from "./control/faulty-config.ts";
export type { Workload } from "./core/call.ts";
export type { ListedModel } from "./core/engine.ts";
export { AiosError, type ErrorKind } from "./core/errors.ts";
export type { JsonObject } from "./core/json.ts";
export type { DirectCall, DirectCalls, DocumentDialect, DocumentReply, EventsReply } from "./edge/direct.ts";
export type { Fetch } from "./edge/fetch.ts";
export type { Log, LogLevel } from "./platform/log.ts";

type SettingsInput = z.input<typeof sidecarSpec>;

/** Units are those of YAML (`"30s"`, `"64MiB"`); what is given here stands above a `Sidecar` document in `config`. */
export interface RuntimeOptions {
  /**
   * YAML files and folders, or the YAML itself. Without `controlPlane` this is the whole configuration; with it, just a
   * place for a `Sidecar` document with settings.
   */
  readonly config?: string | readonly string[] | { readonly text: string };
  /** HOST:PORT of a control plane that pushes the configuration, and forwards calls to the providers whose keys it holds. */
  readonly controlPlane?: string;
  /** Folder for the last-known-good configuration that was pushed. */
  readonly stateDir?: string;
  /** Secrets of this process that configuration pushed by a control plane may use; none when absent. */
  readonly secrets?: NonNullable<SettingsInput["secrets"]>;
  /** Whether files are watched; true when absent. */
  readonly watch?: boolean;
  /** As whom the application calls; `default/default` without labels when absent. */
  readonly workload?: Partial<Workload>;
  /** Names this process in the control plane's list; the host's name when absent. */
  readonly node?: string;
  readonly limits?: NonNullable<SettingsInput["limits"]>;
  /** A Redis or Valkey server in which the exact cache's answers are shared; none when absent. */
  readonly sharedCache?: NonNullable<SettingsInput["sharedCache"]>;
  /** How long calls in flight may take to finish after `close`; 30s when absent. */
  readonly drainTimeout?: string;
  /** Lowest level that is logged, as JSON lines on standard error; `warn` when absent. */
  readonly logLevel?: LogLevel;
  /** In place of standard error. */
  readonly log?: Log;
  /** Where metrics go; one of its own when absent. A registry has room for one runtime. */
  readonly registry?: Registry;
  /** Gives up waiting for the first configuration. */
  readonly signal?: AbortSignal;
}

/** The sidecar's pipeline in this process, without sockets. */
export interface Runtime extends DirectCalls, AsyncDisposable {
  /**
   * For the `fetch` option of an SDK. The path of the URL says what is asked, as at a sidecar; its host says nothing.
   * Errors are replies in the caller's dialect, so that an SDK throws its own classes.
   */
  readonly fetch: Fetch;
  /** What the configuration in force offers this workload. */
  models(): readonly ListedModel[];
  /** SHA-256 of the configuration in force. */
  readonly configVersion: string;
  /** In Prometheus's text format. */
  metrics(): Promise<string>;
  /** Takes no more calls, drains, and lets go of everything: files, sockets, timers. */
  close(): Promise<void>;
}

/**
 * Resolves when a configuration is in force; until then it waits for the control plane, as long as `signal` allows.
 * Rejects with FaultyConfigError, which tells every fault with its place, or with the signal's reason.
 */
export async function createRuntime(options: RuntimeOptions): Promise<Runtime> {
  options.signal?.throwIfAborted();
  const spec = await settingsOf(options);
  const workload: Workload = {
    namespace: "default",
    serviceAccount: "default",
    labels: {},
    ...options.workload,
  };
  const origin = originOf(options, spec, workload);
  const clock = systemClock;
  const random = systemRandom;
  const registry = options.registry ?? new Registry();
  const log =
    options.log ?? createLog({ level: spec.logLevel, process: "embedded", output: openLogOutput(2) });
  const telemetry = createTelemetry({ log, registry });
  // First, for it is what can fail: nothing has been opened yet.
  const sharedCache = await openSharedCache(spec.sharedCache, {
    secrets: systemSecrets,
    maxEntryBytes: spec.limits.cacheEntrySize,
    clock,
    random,
    telemetry,
  });
  const channel =
    spec.controlPlane === undefined
      ? undefined
      : createGatewayChannel({ address: spec.controlPlane, clock, random });
  const engine = createEngine({
    limits: spec.limits,
    names: spec.names,
    embeddings: spec.embeddings,
    pressure: systemPressure(clock),
    dial: dialFrom(channel, spec.secrets, { clock, random, telemetry }),
    secrets: secretsFor(channel !== undefined, spec.secrets),
    sharedCache,
    clock,
    random,
    telemetry,
  });

  let source: ConfigSource | undefined;
  const configured = Promise.withResolvers<void>();
  const feed = configFeed(origin, {
    apply: (snapshot, from) => {
      engine.apply(snapshot);
      source = from;
      telemetry.configApplied(snapshot.version, from);
      configured.resolve();
    },
    version: () => engine.configVersion,
    source: () => source,
    cache: engine.cache,
    onConnected: () => channel?.tryNow(),
    clock,
    random,
    telemetry,
  });

  const process = new ProcessHold();
  const seat = new Seat(engine, process);
  const parts = { engine: seat, limits: spec.limits, workload, dialectOf };
  const closeAll = async () => {
    const letGo = process.hold();
    try {
      seat.isClosing = true;
      feed.stop();
      await engine.drain(spec.drainTimeout);
      await feed.settled();
      engine.close();
      channel?.close();
      await log.flush();
    } finally {
      letGo();
    }
  };

  const letGo = process.hold();
  try {
    await feed.start();
    await unlessAborted(configured.promise, options.signal);
  } catch (error) {
    await closeAll();
    throw error;
  } finally {
    letGo();
  }

  const newId = () => uuidv7(clock, random);
  const version = engine.configVersion ?? "";
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= closeAll();
    return closing;
  };
  return {
    ...createDirectCalls({ ...parts, clock }),
    fetch: createFetchEdge({ ...parts, clock, telemetry, newId }),
    models: () => engine.models(workload),
    get configVersion() {
      return engine.configVersion ?? version;
    },
    metrics: () => registry.metrics(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The engine as the application has it: no calls after the end, and the process lives as long as a call does. */
class Seat implements Engine {
  isClosing = false;
  readonly #engine: RunningEngine;
  readonly #process: ProcessHold;

  constructor(engine: RunningEngine, process: ProcessHold) {
    this.#engine = engine;
    this.#process = process;
  }

  begin(arrival: Arrival): ReturnType<Engine["begin"]> {
    const running = this.#engine.begin(arrival);
    running.call.onEnd(this.#process.hold());
    if (this.isClosing) running.cancel(new AiosError("draining", "The runtime has been closed."));
    return running;
  }

  models(workload: Workload): readonly ListedModel[] {
    return this.#engine.models(workload);
  }

  passesThrough(path: string, workload: Workload): boolean {
    return this.#engine.passesThrough(path, workload);
  }

  get configVersion(): string | undefined {
    return this.#engine.configVersion;
  }

  get callsInFlight(): number {
    return this.#engine.callsInFlight;
  }
}

async function settingsOf(options: RuntimeOptions): Promise<SidecarSpec> {
  const { config, controlPlane, stateDir, secrets, limits, sharedCache, drainTimeout } = options;
  const given = sidecarSpec.parse({ controlPlane, stateDir, secrets, limits, sharedCache, drainTimeout });
  const logLevel = options.logLevel ?? "warn";
  const written = await writtenSettings(config);
  if (written === undefined) return { ...given, logLevel };
  return {
    ...written,
    ...(controlPlane === undefined ? {} : { controlPlane }),
    ...(stateDir === undefined ? {} : { stateDir }),
    ...(secrets === undefined ? {} : { secrets: given.secrets }),
    limits: withGiven(written.limits, given.limits, limits),
    ...(sharedCache === undefined ? {} : { sharedCache: given.sharedCache }),
    ...(drainTimeout === undefined ? {} : { drainTimeout: given.drainTimeout }),
    ...(options.logLevel === undefined ? {} : { logLevel }),
  };
}

/** Only what is given stands above what is written: a bound must not go back to its default unnoticed. */
function withGiven(written: LimitsSpec, given: LimitsSpec, names: RuntimeOptions["limits"] = {}): LimitsSpec {
  const { overload: overloadNames = {} } = names;
  return {
    ...written,
    ...only(given, names),
    overload: { ...written.overload, ...only(given.overload, overloadNames) },
  };
}

/** Those of its fields that `names` has as well. */
function only<Values extends object>(values: Values, names: object): Partial<Values> {
  const chosen: Partial<Values> = { ...values };
  for (const name in chosen) if (Reflect.get(names, name) === undefined) delete chosen[name];
  return chosen;
}

async function writtenSettings(config: RuntimeOptions["config"]): Promise<SidecarSpec | undefined> {
  if (isText(config)) return configOfText(config.text).sidecar;
  return (await readSettings(pathsOf(config))).sidecar;
}

function originOf(
  { config, node = hostname(), watch = true }: RuntimeOptions,
  { controlPlane, stateDir }: SidecarSpec,
  workload: Workload,
): ConfigOrigin {
  if (controlPlane !== undefined) {
    return { type: "control-plane", address: controlPlane, stateDir, nodeId: node, workload };
  }
  if (isText(config)) return { type: "text", yaml: config.text };
  const paths = pathsOf(config);
  if (paths.length === 0) {
    throw new TypeError(
      "Say where configuration comes from: `config`, YAML files and folders, or `controlPlane`.",
    );
  }
  return { type: "files", paths, isWatched: watch };
}

function isText(config: RuntimeOptions["config"]): config is { readonly text: string } {
  return typeof config === "object" && "text" in config;
}

function pathsOf(config: string | readonly string[] | undefined): readonly string[] {
  if (config === undefined) return [];
  return typeof config === "string" ? [config] : config;
}

async function unlessAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return promise;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
