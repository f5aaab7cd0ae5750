import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build, type Metafile } from "esbuild";
import { placeInDist, THREADS } from "./beside.ts";
import { withClassNames } from "./class-names.ts";
import { keepPlaces, PLACES_BANNER } from "./keep-places.ts";
import { leaveOut } from "./leave-out.ts";
import { withAsciiOnly } from "./one-byte.ts";

/** Names of the outputs that somebody starts or imports, without `.js`. */
export const PROGRAM = "aios";
export const LIBRARY = "runtime";

/**
 * Bundles the programs, the library and the threads with the packages they need into `folder`.
 *
 * @param external packages that stay packages
 */
export async function bundle(root: string, folder: string, external: readonly string[]): Promise<Metafile> {
  const read = new Set<string>();
  const { metafile } = await build({
    absWorkingDir: root,
    outdir: folder,
    entryPoints: [
      { in: "control-plane/cli/main.ts", out: PROGRAM },
      { in: "sidecar/runtime.ts", out: LIBRARY },
      ...[...THREADS.values()].map(({ entry, output }) => ({ in: entry, out: output })),
    ],
    // All outputs are in one folder, which is what their places are reckoned from.
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    external: [...external, ...OPTIONAL],
    // A package that is linked is where it is linked.
    preserveSymlinks: true,
    banner: { js: PLACES_BANNER },
    plugins: [keepPlaces(root, read), leaveOut(root)],
    minifySyntax: true,
    // Names stay as they are: logs, errors and profiles show them.
    minifyIdentifiers: false,
    legalComments: "none",
    sourcemap: "external",
    sourcesContent: false,
    metafile: true,
    logLevel: "warning",
  });
  for (const output of Object.keys(metafile.outputs).filter((path) => path.endsWith(".js"))) {
    const file = join(root, output);
    await writeFile(file, withAsciiOnly(withClassNames(await readFile(file, "utf8"))));
  }
  for (const path of read) {
    const place = join(folder, placeInDist(path));
    await mkdir(dirname(place), { recursive: true });
    await cp(join(root, path), place, { recursive: true });
  }
  return metafile;
}

/** Not a dependency for its size; who wants it installs it. */
const OPTIONAL = ["@huggingface/transformers"];
