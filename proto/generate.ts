/**
 * Writes the TypeScript types and the descriptors of the wire into `gen/`: `npm run generate`.
 *
 * The types describe what `load.ts` makes at run time, so the options are derived from the ones used there.
 */
import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import protobuf from "protobufjs";
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
  // Its types are few enough to be written where it is served.
  const health = createRequire(import.meta.url).resolve("grpc-health-check/proto/health/v1/health.proto");
  for (const [name, file] of Object.entries({ ...PROTO_FILES, health })) {
    // As text: whoever loads the module parses it only when a service is asked for.
    const text = `/** What ${isAbsolute(file) ? "grpc/health/v1/health.proto" : file} says, as JSON. */\nexport const descriptor = \`${JSON.stringify(descriptorOf(file), null, 1)}\`;\n`;
    await writeFile(join(folder, `${name}-descriptor.ts`), text);
  }
}

function descriptorOf(file: string): protobuf.INamespace {
  const root = new protobuf.Root();
  root.resolvePath = (_from, target) => (isAbsolute(target) ? target : join(PROTO_FOLDER, target));
  root.loadSync(file);
  root.resolveAll();
  return root.toJSON();
}

if (import.meta.main) await generateTypes(GENERATED_FOLDER);
