import { open, readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";

export interface ReadFile {
  readonly path: string;
  readonly text: string;
}

export interface UnreadFile {
  readonly path: string;
  readonly problem: "missing" | "unreadable";
  /** For people. */
  readonly reason: string;
}

export interface ConfigFiles {
  readonly files: readonly ReadFile[];
  readonly unread: readonly UnreadFile[];
}

const YAML = /\.ya?ml$/;
/** One byte more than configuration may have: it says by itself that a file is too large. */
const MOST_BYTES = 1_048_577;
const DEEPEST_FOLDER = 32;

/**
 * Every YAML file under the given files and folders, in order of their paths, hidden ones left out. What cannot be read
 * is told, not thrown. Of a file beyond 1 MiB only the beginning is read, enough for its size to be refused.
 */
export async function readConfigFiles(paths: readonly string[]): Promise<ConfigFiles> {
  const files: ReadFile[] = [];
  const unread: UnreadFile[] = [];
  for (const path of await configFilesUnder(paths, unread)) {
    try {
      files.push({ path, text: await readText(path) });
    } catch (error) {
      unread.push(unreadFile(path, error));
    }
  }
  return { files, unread };
}

async function readText(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const bytes = Buffer.alloc(Math.min((await file.stat()).size, MOST_BYTES));
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    // A file cut at the bound may end inside a character; that is not what is wrong with it.
    const fatal = length < MOST_BYTES;
    return new TextDecoder("utf-8", { fatal }).decode(bytes.subarray(0, length));
  } finally {
    await file.close();
  }
}

/** The paths of all YAML files, each once; a file that is named itself need not end in `.yaml`. */
export async function configFilesUnder(
  paths: readonly string[],
  unread: UnreadFile[],
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const path of paths) {
    try {
      // stat follows links: a mounted ConfigMap is made of them.
      if (!(await stat(path)).isDirectory()) found.add(path);
      else for (const file of await yamlFilesIn(path, [], unread)) found.add(file);
    } catch (error) {
      unread.push(unreadFile(path, error));
    }
  }
  return [...found];
}

/** `above`: the real paths of the folders on the way here; a link that leads back to one of them is not followed. */
async function yamlFilesIn(
  folder: string,
  above: readonly string[],
  unread: UnreadFile[],
): Promise<readonly string[]> {
  const real = await realpath(folder);
  if (above.includes(real) || above.length >= DEEPEST_FOLDER) return [];
  const found: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    // A ConfigMap's own bookkeeping (`..data`) is hidden; so is what editors leave behind.
    if (name.startsWith(".")) continue;
    const path = join(folder, name);
    try {
      if ((await stat(path)).isDirectory())
        found.push(...(await yamlFilesIn(path, [...above, real], unread)));
      else if (YAML.test(name)) found.push(path);
    } catch (error) {
      // A dangling link that is no configuration is nobody's business.
      if (YAML.test(name)) unread.push(unreadFile(path, error));
    }
  }
  return found;
}

function unreadFile(path: string, error: unknown): UnreadFile {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR")
    return { path, problem: "missing", reason: "there is no such file" };
  const reason = typeof code === "string" ? REASONS[code] : undefined;
  return { path, problem: "unreadable", reason: reason ?? "it cannot be read" };
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "this user may not read it",
  EPERM: "this user may not read it",
  EISDIR: "it is a folder",
  ELOOP: "its symbolic links lead round in a circle",
  ERR_ENCODING_INVALID_ENCODED_DATA: "it is not UTF-8",
};
