/**
 * Modules that look for something beside themselves, and what of it has to be in `dist/`. A bundled module no longer stands
 * where it was, so one that is not here stops the build: nobody would notice before it runs.
 */

/** Threads are started from a file of their own: its name in `dist/`, by the module that starts it. */
export const THREADS: ReadonlyMap<string, { readonly entry: string; readonly output: string }> = new Map([
  [
    "sidecar/detection/names/thread-detector.ts",
    { entry: "sidecar/detection/names/thread.ts", output: "name-detection-thread" },
  ],
  [
    "sidecar/embedding/thread-embedder.ts",
    { entry: "sidecar/embedding/thread.ts", output: "embedding-thread" },
  ],
]);

/** An entry, which looks for other outputs beside itself. */
export const ENTRIES: ReadonlySet<string> = new Set(["control-plane/cli/packaged.ts"]);

/** What they read, files and folders, from the repository's top. */
const READ: ReadonlyMap<string, readonly string[]> = new Map([
  ["sidecar/detection/names/lexicon.ts", ["sidecar/detection/names/lists"]],
  ["control-plane/cli/dev.ts", ["config/examples/dev"]],
  [
    "node_modules/@grpc/reflection/build/src/implementations/reflection-v1.js",
    ["node_modules/@grpc/reflection/build/proto/grpc/reflection/v1"],
  ],
  [
    "node_modules/@grpc/reflection/build/src/implementations/reflection-v1alpha.js",
    ["node_modules/@grpc/reflection/build/proto/grpc/reflection/v1alpha"],
  ],
]);

/** Those that read nothing that we use, and why. */
const READ_NOTHING: ReadonlyMap<string, string> = new Map([
  ["proto/load.ts", "the folder of the .proto files, which the generator reads"],
  ["sidecar/platform/model-folder.ts", "looks for an installed package, from here upwards"],
  ["node_modules/@grpc/grpc-js/build/src/channelz.js", "the service channelz is not offered"],
  ["node_modules/@grpc/grpc-js/build/src/orca.js", "the service orca is not offered"],
  ["node_modules/pino/lib/transport.js", "lines are written by this process itself"],
  ["node_modules/thread-stream/index.js", "belongs to pino's transports"],
  ["node_modules/ioredis/built/Command.js", "shortens the stack of an error"],
  ["node_modules/undici/index.js", "the stack of a fetch that fails"],
  ["node_modules/commander/lib/command.js", "speaks of it in a comment"],
]);

const PLACE = /\bimport\.meta\.(?:url|dirname|filename|main|resolve)\b|\b__(?:dirname|filename)\b/;

export function looksBeside(source: string): boolean {
  return PLACE.test(source);
}

/** @returns what `module` reads; undefined when nobody has looked into that yet */
export function readBeside(module: string): readonly string[] | undefined {
  if (THREADS.has(module) || ENTRIES.has(module) || READ_NOTHING.has(module)) return [];
  return READ.get(module);
}

/** Where in `dist/` something of the repository is. npm leaves folders named node_modules out of a package. */
export function placeInDist(path: string): string {
  return path.replace(/^node_modules\//, "packages/");
}
