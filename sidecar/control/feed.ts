import type { ConfigSnapshot } from "../../config/schema/snapshot.ts";
import { loadConfigDiscovery } from "../../proto/load.ts";
import type { Workload } from "../core/call.ts";
import type { Clock } from "../platform/clock.ts";
import { systemFiles } from "../platform/files.ts";
import type { Random } from "../platform/random.ts";
import type { ConfigSource, Telemetry } from "../platform/telemetry.ts";
import { VERSION } from "../platform/version.ts";
import { type ConfigClient, createConfigClient, type PurgeReceiver } from "./config-client.ts";
import { configOfText, createFileSource, type EarlierLoad, type FileSource } from "./file-source.ts";
import { LastKnownGood } from "./last-known-good.ts";
import type { RejectedConfig } from "./newest-config.ts";

/** Where an application's seat has its configuration from. */
export type ConfigOrigin =
  | {
      readonly type: "control-plane";
      /** HOST:PORT; what it pushes is the whole configuration. */
      readonly address: string;
      /** Folder for the last-known-good one; undefined: none is kept. */
      readonly stateDir: string | undefined;
      /** Names this process in the control plane's list. */
      readonly nodeId: string;
      readonly workload: Workload;
    }
  | {
      readonly type: "files";
      /** YAML files and folders. */
      readonly paths: readonly string[];
      /** They have been read already. */
      readonly earlier?: EarlierLoad | undefined;
      readonly isWatched: boolean;
    }
  | { readonly type: "text"; readonly yaml: string };

/** Where configuration comes from: the control plane's stream, backed by the last one on disk, or files. */
export interface ConfigFeed {
  readonly connected: boolean;
  /** The newest configuration, while it is not in force. */
  readonly rejected: RejectedConfig | undefined;
  /** Resolves when whatever is at hand without the control plane has been applied. @throws FaultyConfigError */
  start(): Promise<void>;
  stop(): void;
  /** Resolves when what was to be saved is. */
  settled(): Promise<void>;
}

export interface FeedParts {
  /** Puts a configuration in force, or throws and changes nothing. */
  readonly apply: (snapshot: ConfigSnapshot, source: ConfigSource) => void;
  /** The version in force. */
  readonly version: () => string | undefined;
  /** Where that came from. */
  readonly source: () => ConfigSource | undefined;
  readonly cache: PurgeReceiver;
  /** Told each time that a control plane is there again. */
  readonly onConnected?: () => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Telemetry;
}

export function configFeed(origin: ConfigOrigin, parts: FeedParts): ConfigFeed {
  switch (origin.type) {
    case "control-plane":
      return streamFeed(origin, parts);
    case "files":
      return fileFeed(origin, parts);
    case "text":
      return textFeed(origin.yaml, parts);
  }
}

type From<Type extends ConfigOrigin["type"]> = Extract<ConfigOrigin, { readonly type: Type }>;

function fileFeed(
  { paths, earlier, isWatched }: From<"files">,
  { apply, clock, telemetry }: FeedParts,
): ConfigFeed {
  const files: FileSource = createFileSource({
    paths,
    earlier,
    clock,
    telemetry,
    onConfig: ({ snapshot }) => apply(snapshot, "file"),
    settings: "Sidecar",
  });
  return {
    connected: false,
    get rejected() {
      return files.rejected;
    },
    start: async () => {
      await files.start();
      if (!isWatched) files.stop();
    },
    stop: () => files.stop(),
    settled: () => Promise.resolve(),
  };
}

function textFeed(yaml: string, { apply }: FeedParts): ConfigFeed {
  return {
    connected: false,
    rejected: undefined,
    start: async () => apply(configOfText(yaml).snapshot, "file"),
    stop: () => {},
    settled: () => Promise.resolve(),
  };
}

function streamFeed(origin: From<"control-plane">, parts: FeedParts): ConfigFeed {
  const { apply, version, source, cache, onConnected = () => {}, clock, random, telemetry } = parts;
  const { address, stateDir, nodeId, workload } = origin;
  const disk =
    stateDir === undefined ? undefined : new LastKnownGood(stateDir, systemFiles, clock, telemetry);
  const client: ConfigClient = createConfigClient({
    address,
    definition: loadConfigDiscovery(),
    node: { id: nodeId, workload, softwareVersion: VERSION },
    applied: () => {
      const current = version();
      return current === undefined
        ? undefined
        : { version: current, source: source() === "disk" ? "disk" : "stream" };
    },
    apply: (snapshot, resources) => {
      apply(snapshot, "stream");
      disk?.save(snapshot.version, resources);
    },
    cache,
    onConnected,
    clock,
    random,
    telemetry,
  });
  return {
    get connected() {
      return client.connected;
    },
    get rejected() {
      return client.rejected;
    },
    async start() {
      const saved = await disk?.load();
      try {
        if (saved !== undefined) apply(saved.snapshot, "disk");
      } catch (error) {
        telemetry.internalError("building the configuration on disk", error);
        await disk?.setAside("it is valid, but this process could not build it");
      }
      client.start();
    },
    stop: () => client.stop(),
    settled: () => disk?.saved() ?? Promise.resolve(),
  };
}
