import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { placeInDist, THREADS } from "./beside.ts";
import { withClassNames } from "./class-names.ts";
import { keepPlaces, PLACES_BANNER, SCRIPT_BANNER, SCRIPT_FOOTER, SCRIPT_PLACE } from "./keep-places.ts";
import { leaveOut } from "./leave-out.ts";
import { rawTextsAsStrings, withAsciiOnly } from "./one-byte.ts";

/** Names of the outputs that somebody starts or imports, without `.js`. */
export const PROGRAM = "aios";
export const LIBRARY = "runtime";

/**
 * Bundles the programs, the library and the threads with the packages they need into `folder`. The programs are one script, for
 * `control-plane/cli/kept-script.ts`; library and threads are modules that have parts in common.
 *
 * @param external packages that stay packages
 */
export async function bundle(root: string, folder: string, external: readonly string[]): Promise<Metafile> {
  const read = new Set<string>();
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node24",
    external: [...external, ...OPTIONAL],
    // A package that is linked is where it is linked.
    preserveSymlinks: true,
    plugins: [keepPlaces(root, read), leaveOut(root), rawTextsAsStrings()],
    minifySyntax: true,
    // V8 keeps the text: 1.4 MB of 5.6 were blanks. Lines stay short, since Node shows the one that throws.
    minifyWhitespace: true,
    lineLimit: 160,
    // Names stay as they are: logs, errors and profiles show them.
    minifyIdentifiers: false,
    legalComments: "none",
    sourcemap: "external",
    sourcesContent: false,
    metafile: true,
    logLevel: "warning",
  } satisfies BuildOptions;
  const [modules, script] = await Promise.all([
    build({
      ...common,
      outdir: folder,
      entryPoints: [
        { in: "control-plane/cli/packaged.ts", out: PROGRAM },
        { in: "sidecar/runtime.ts", out: LIBRARY },
        ...[...THREADS.values()].map(({ entry, output }) => ({ in: entry, out: output })),
      ],
      // All outputs are in one folder, which is what their places are reckoned from.
      chunkNames: "[name]-[hash]",
      splitting: true,
      format: "esm",
      banner: { js: PLACES_BANNER },
    }),
    build({
      ...common,
      outfile: join(folder, "program.cjs"),
      entryPoints: ["control-plane/cli/packaged-program.ts"],
      format: "cjs",
      define: { "import.meta.url": SCRIPT_PLACE },
      banner: { js: SCRIPT_BANNER },
      footer: { js: SCRIPT_FOOTER },
    }),
  ]);
  const metafile = {
    inputs: { ...modules.metafile.inputs, ...script.metafile.inputs },
    outputs: { ...modules.metafile.outputs, ...script.metafile.outputs },
  };
  for (const output of Object.keys(metafile.outputs).filter((path) => /\.c?js$/.test(path))) {
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
