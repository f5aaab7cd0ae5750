import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Keeps compiled code from one start to the next, and from source the stripped types as well: that halves the time to start
 * and saves the memory of the stripper. It is kept in a folder of the user's own and not in Node's default, which is in the
 * folder for temporary files: whoever may write there could give us code to run. Where the folder cannot be made or written
 * to, nothing is kept; `NODE_DISABLE_COMPILE_CACHE=1` asks for that.
 */
export function keepCompiledCode(): void {
  const folder = compileCacheFolder(process.env, process.platform, homeFolder());
  if (folder !== undefined) enableCompileCache(folder);
}

/** Where the code of the package's script is kept: in the same place. @returns undefined when none is to be kept */
export function scriptFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env["NODE_DISABLE_COMPILE_CACHE"] === "1") return undefined;
  return isGiven(env.NODE_COMPILE_CACHE)
    ? env.NODE_COMPILE_CACHE
    : compileCacheFolder(env, process.platform, homeFolder());
}

/** @returns undefined when there is none, or when Node has one already */
export function compileCacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string | undefined,
): string | undefined {
  if (isGiven(env.NODE_COMPILE_CACHE)) return undefined;
  if (isGiven(env.AIOS_COMPILE_CACHE)) return env.AIOS_COMPILE_CACHE;
  const caches = cachesFolder(env, platform, home);
  return caches === undefined ? undefined : join(caches, "aios", "compiled");
}

function cachesFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string | undefined,
): string | undefined {
  if (isGiven(env.XDG_CACHE_HOME)) return env.XDG_CACHE_HOME;
  if (platform === "win32") return env.LOCALAPPDATA;
  if (home === undefined) return undefined;
  return platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
}

function isGiven(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}

/** A container may run as a user that its system has never heard of: it has no home then. */
function homeFolder(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
