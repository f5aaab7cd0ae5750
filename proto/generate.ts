/**
 * Writes the TypeScript types of the wire into `gen/`: `npm run generate`.
 *
 * The types describe what `load.ts` makes at run time, so the options are derived from the ones used there.
 */
import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { LOAD_OPTIONS, PROTO_FILES, PROTO_FOLDER } from "./load.ts";

export const GENERATED_FOLDER = fileURLToPath(new URL("gen", import.meta.url));

/** Replaces the content of `folder` by freshly generated types. */
export async function generateTypes(folder: string): Promise<void> {
  const generator = createRequire(import.meta.url).resolve(
    "@grpc/proto-loader/build/bin/proto-loader-gen-types.js",
  );
  await rm(folder, { recursive: true, force: true });
  const options = [
    // At run time these are the constructors `Number` and `String`; on the command line, their names.
    ...Object.entries(LOAD_OPTIONS).map(
      ([name, value]) => `--${name}=${value === true ? "true" : value.name}`,
    ),
    "--includeComments",
    "--grpcLib=@grpc/grpc-js",
    "--targetFileExtension=.ts",
    "--importFileExtension=.ts",
    "--includeDirs=.",
    `--outDir=${folder}`,
  ];
  // Run inside the proto folder: the generator notes each file's path as it was given, and that note is committed.
  await promisify(execFile)(process.execPath, [generator, ...options, ...Object.values(PROTO_FILES)], {
    cwd: PROTO_FOLDER,
  });
}

if (import.meta.main) await generateTypes(GENERATED_FOLDER);
