import { type FSWatcher, watch } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Clock } from "./clock.ts";

export interface ReadFile {
  readonly path: string;
  readonly text: string;
}

export interface UnreadFile {
  readonly path: string;
  readonly reason: string;
}

export interface ConfigFiles {
  readonly files: readonly ReadFile[];
  readonly unread: readonly UnreadFile[];
}

const YAML = /\.ya?ml$/;

/** Every YAML file under the given files and folders, in order of their paths. What cannot be read is told, not thrown. */
export async function readConfigFiles(paths: readonly string[]): Promise<ConfigFiles> {
  const files: ReadFile[] = [];
  const unread: UnreadFile[] = [];
  for (const path of await expand(paths, unread)) {
    try {
      const bytes = await readFile(path);
      files.push({ path, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) });
    } catch (error) {
      unread.push({ path, reason: reasonOf(error) });
    }
  }
  return { files, unread };
}

async function expand(paths: readonly string[], unread: UnreadFile[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    try {
      // stat follows links: a mounted ConfigMap is made of them.
      if ((await stat(path)).isDirectory()) found.push(...(await yamlFilesIn(path)));
      else found.push(path);
    } catch (error) {
      unread.push({ path, reason: reasonOf(error) });
    }
  }
  return [...new Set(found)];
}

async function yamlFilesIn(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    // A ConfigMap's own bookkeeping (`..data`) is hidden; so is what editors leave behind.
    if (name.startsWith(".")) continue;
    const path = join(folder, name);
    const kind = await stat(path);
    if (kind.isDirectory()) found.push(...(await yamlFilesIn(path)));
    else if (YAML.test(name)) found.push(path);
  }
  return found;
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && "code" in error) {
    if (error.code === "ENOENT") return "there is no such file";
    if (error.code === "EACCES") return "this user may not read it";
    if (error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") return "it is not UTF-8";
  }
  return error instanceof Error ? error.message : "it cannot be read";
}

/** All of the text or nothing, and still there after a power cut: temporary file, fsync, rename, fsync of the folder. */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${basename(path)}.${process.pid}.tmp`);
  try {
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  const directory = await open(folder, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** The files that a sidecar keeps its state in. */
export const systemFiles = {
  async read(path: string): Promise<string | undefined> {
    try {
      return await readFile(path, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    }
  },
  writeAtomically: writeFileAtomically,
  rename: (from: string, to: string): Promise<void> => rename(from, to),
};

const POLL_MS = 1_000;

/**
 * Calls back when something may have changed under these paths: at once where the system tells, within a second where
 * it does not (network file systems, swapped links). The caller compares contents.
 */
export function watchPaths(paths: readonly string[], clock: Clock, onChange: () => void): { close(): void } {
  const watchers: FSWatcher[] = [];
  // The folder, not the file: editors and ConfigMaps replace files, and a watch on the old one would see nothing more.
  for (const folder of new Set(paths.flatMap((path) => [dirname(path), path]))) {
    try {
      const watcher = watch(folder, { persistent: false, recursive: false }, onChange);
      watcher.on("error", () => watcher.close());
      watchers.push(watcher);
    } catch {
      // Not watchable; the poll sees it.
    }
  }
  const poll = clock.after(POLL_MS, () => {
    onChange();
    poll.refresh();
  });
  return {
    close() {
      poll.cancel();
      for (const watcher of watchers) watcher.close();
    },
  };
}
