import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

export { readConfigFiles } from "./config-files.ts";
export { watchPaths } from "./watch-paths.ts";

/** The folder and those above it, where they are not there yet. */
export async function createFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
}

/** All of the content or nothing, and still there after a power cut: temporary file, fsync, rename, fsync of the folder. */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(content);
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
