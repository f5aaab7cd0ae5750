import { type FSWatcher, watch } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Clock } from "./clock.ts";
import { configFilesUnder } from "./config-files.ts";

const POLL_MS = 1_000;
/** Folders beyond that are seen by the poll alone. */
const MOST_WATCHERS = 256;

/**
 * Calls back when a YAML file under these paths has come, gone or changed: at once where the system tells, within a
 * second where it does not (network file systems, some links). A ConfigMap swaps one hidden link: what is compared is the
 * files that the paths lead to in the end. Calls back once after the first look, for what changed before it.
 */
export function watchPaths(paths: readonly string[], clock: Clock, onChange: () => void): { close(): void } {
  const watchers = new Map<string, FSWatcher>();
  let seen: string | undefined;
  let closed = false;
  let looking = false;
  let again = false;

  const unwatch = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };

  function watchFolders(folders: ReadonlySet<string>): void {
    for (const folder of watchers.keys()) if (!folders.has(folder)) unwatch(folder);
    for (const folder of folders) {
      if (watchers.has(folder) || watchers.size >= MOST_WATCHERS) continue;
      try {
        const watcher = watch(folder, { persistent: false }, () => void look());
        watcher.on("error", () => unwatch(folder));
        watchers.set(folder, watcher);
      } catch {
        // Not watchable, or not there: the poll sees it.
      }
    }
  }

  /** One look at a time; what is told meanwhile makes one more. */
  async function look(): Promise<void> {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    do {
      again = false;
      const now = await lookAt(paths);
      if (closed) break;
      watchFolders(now.folders);
      if (now.signature !== seen) {
        seen = now.signature;
        onChange();
      }
    } while (again && !closed);
    looking = false;
  }

  const poll = clock.after(POLL_MS, () => {
    void look();
    poll.refresh();
  });
  void look();
  return {
    close() {
      closed = true;
      poll.cancel();
      for (const folder of [...watchers.keys()]) unwatch(folder);
    },
  };
}

interface Look {
  /** Changes whenever a file's content may have changed. */
  readonly signature: string;
  readonly folders: ReadonlySet<string>;
}

/** Never rejects: what cannot be read is part of the signature. */
async function lookAt(paths: readonly string[]): Promise<Look> {
  // The folder, not the file: editors and ConfigMaps replace files, and a watch on the old one would see nothing more.
  const folders = new Set(paths.map((path) => dirname(path)));
  for (const path of paths) if (await isFolder(path)) folders.add(path);
  const files = await configFilesUnder(paths, []);
  const lines = await Promise.all(
    files.map(async (path) => {
      folders.add(dirname(path));
      try {
        const { ino, dev, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
        return `${path} ${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`;
      } catch {
        return `${path} gone`;
      }
    }),
  );
  return { signature: lines.join("\n"), folders };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
