import { sha256 } from "../../config/schema/canonical.ts";
import {
  type ParsedConfig,
  parseConfig,
  type SourceFault,
  unreadableFile,
} from "../../config/schema/parse.ts";
import type { ConfigSnapshot, RawResource } from "../../config/schema/snapshot.ts";
import type { Clock, Timer } from "../platform/clock.ts";
import { readConfigFiles, watchPaths } from "../platform/files.ts";
import type { SettingsKind, Telemetry } from "../platform/telemetry.ts";
import { type ConfigFault, configFault, FaultyConfigError, faultLine } from "./faulty-config.ts";
import { NewestConfig, type RejectedConfig } from "./newest-config.ts";
import { settingsEdits } from "./settings-edits.ts";

/** A whole, valid configuration, and the documents it was made from. */
export interface LoadedConfig {
  readonly snapshot: ConfigSnapshot;
  readonly resources: readonly RawResource[];
}

/** What files said when they were read. */
export type LoadedFiles = ParsedConfig & { readonly contentHash: string };

/** The same, for whoever reads them next: kept until then, and no longer. */
export class EarlierLoad {
  #loaded: LoadedFiles | undefined;

  constructor(loaded: LoadedFiles) {
    this.#loaded = loaded;
  }

  take(): LoadedFiles | undefined {
    const loaded = this.#loaded;
    this.#loaded = undefined;
    return loaded;
  }
}

/** How far the files are: what is in force, and what is wrong with what was written since. */
export interface ConfigStatus {
  readonly version: string | undefined;
  readonly loadedAt: string | undefined;
  readonly faults: readonly ConfigFault[];
  /** Set when the files are valid but could not be put in force. */
  readonly buildFault: string | undefined;
}

export interface FileSourceOptions {
  readonly paths: readonly string[];
  /** The process has read them already, for its own settings. */
  readonly earlier?: EarlierLoad | undefined;
  /** Changes are gathered until nothing has changed for `quietMs`, `longestMs` after the first at the latest. */
  readonly debounce?: { readonly quietMs: number; readonly longestMs: number };
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** May throw; then the configuration counts as rejected. */
  readonly onConfig: (config: LoadedConfig) => void;
  /** The process has read its own settings from a document of this kind in these files; edits of it are told. */
  readonly settings?: SettingsKind | undefined;
}

export interface FileSource {
  /** Loads and begins to watch. @throws FaultyConfigError: at start there is nothing to fall back on. */
  start(): Promise<void>;
  stop(): void;
  status(): ConfigStatus;
  /** What the files say now, while that is not in force. */
  readonly rejected: RejectedConfig | undefined;
}

const DEBOUNCE = { quietMs: 100, longestMs: 2_000 };

/**
 * Reads the files and parses them; faults are part of the result.
 *
 * @param earlier what they said before: it is returned when they still say that, since parsing is a tenth of a start
 */
export async function loadConfig(paths: readonly string[], earlier?: LoadedFiles): Promise<LoadedFiles> {
  const { files, unread } = await readConfigFiles(paths);
  const contentHash = sha256(JSON.stringify([files, unread]));
  if (earlier?.contentHash === contentHash) return earlier;
  const parsed = parseConfig(files);
  const faults = [...unread.map(({ path, reason }) => unreadableFile(path, reason)), ...parsed.faults];
  return {
    ...parsed,
    faults,
    snapshot: faults.length === 0 ? parsed.snapshot : undefined,
    contentHash,
  };
}

/** A configuration that is at hand as YAML. @throws FaultyConfigError with every fault */
export function configOfText(
  yaml: string,
): Omit<ParsedConfig, "snapshot"> & { readonly snapshot: ConfigSnapshot } {
  const parsed = parseConfig([{ path: "config", text: yaml }]);
  const { snapshot, faults } = parsed;
  if (snapshot === undefined || faults.length > 0) {
    throw new FaultyConfigError(faults);
  }
  return { ...parsed, snapshot };
}

/** YAML files and folders as a source of configuration. A broken file changes nothing and is told with its line. */
export function createFileSource(options: FileSourceOptions): FileSource {
  const { paths, earlier, clock, telemetry, onConfig } = options;
  const debounce = options.debounce ?? DEBOUNCE;
  const newest = new NewestConfig("file", clock, telemetry);
  const tellEdits = options.settings && settingsEdits(options.settings, telemetry);
  let seen: string | undefined;
  let version: string | undefined;
  let loadedAt: number | undefined;
  let faults: readonly SourceFault[] = [];
  let buildFault: string | undefined;
  let watcher: { close(): void } | undefined;
  let waiting: { readonly timer: Timer; readonly since: number } | undefined;
  let loading = false;
  let again = false;
  let stopped = false;

  function rejectBuild(rejected: string, reason: string): void {
    buildFault = reason;
    newest.reject([reason], rejected);
  }

  async function load(): Promise<void> {
    const loaded = await loadConfig(paths, earlier?.take());
    if (stopped || loaded.contentHash === seen) return;
    seen = loaded.contentHash;
    faults = loaded.faults;
    if (loaded.snapshot === undefined) {
      newest.reject(loaded.faults.map(faultLine));
      return;
    }
    const isInForce = loaded.snapshot.version === version;
    const hasRoutes = loaded.snapshot.routes.length > 0;
    if (!isInForce && !hasRoutes && version !== undefined)
      // A file that is being written is empty for a moment: it takes no route away and edits no setting.
      return rejectBuild(
        loaded.snapshot.version,
        "It has no Route at all, while the one in force has some; to take the last route away, end the process.",
      );
    tellEdits?.(loaded);
    if (isInForce) {
      // Back to what is in force: whatever was refused in between is gone from the files.
      buildFault = undefined;
      newest.isInForce(loaded.snapshot.version);
      return;
    }
    if (!hasRoutes) telemetry.configWithoutRoutes();
    try {
      onConfig({ snapshot: loaded.snapshot, resources: loaded.resources });
    } catch (error) {
      telemetry.internalError("building a configuration", error);
      return rejectBuild(
        loaded.snapshot.version,
        "It is valid, but this process could not build it; its log says why.",
      );
    }
    newest.applied();
    buildFault = undefined;
    version = loaded.snapshot.version;
    loadedAt = clock.now();
  }

  /** One load at a time; what changes meanwhile is looked at once more afterwards. */
  async function reload(): Promise<void> {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    try {
      do {
        again = false;
        await load();
      } while (again && !stopped);
    } catch (error) {
      telemetry.internalError("loading the configuration", error);
    } finally {
      loading = false;
    }
  }

  function changed(): void {
    if (stopped) return;
    const now = clock.monotonic();
    const since = waiting?.since ?? now;
    waiting?.timer.cancel();
    const wait = Math.max(0, Math.min(debounce.quietMs, since + debounce.longestMs - now));
    waiting = {
      since,
      timer: clock.after(wait, () => {
        waiting = undefined;
        void reload();
      }),
    };
  }

  return {
    async start() {
      // Watching first: what is written while the files are being read is seen as well.
      watcher = watchPaths(paths, clock, changed);
      await load();
      if (version !== undefined) return;
      watcher.close();
      throw new FaultyConfigError(faults, buildFault);
    },
    stop() {
      stopped = true;
      watcher?.close();
      waiting?.timer.cancel();
    },
    status: () => ({
      version,
      loadedAt: loadedAt === undefined ? undefined : new Date(loadedAt).toISOString(),
      faults: faults.map(configFault),
      buildFault,
    }),
    get rejected() {
      return newest.rejected;
    },
  };
}
