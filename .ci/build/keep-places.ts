import { readFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import type { Plugin } from "esbuild";
import { ENTRIES, looksBeside, placeInDist, readBeside, THREADS } from "./beside.ts";

/** Around the script, an expression: a function with a CommonJS module's parameters. It has no `import.meta`. */
export const SCRIPT_PLACE = "__aiosUrl";
export const SCRIPT_BANNER = `(function (exports, require, module, __filename, __dirname) {
const __aiosUrl = require("node:url").pathToFileURL(__filename).href;
const __aiosPlace = (path) => require("node:url").fileURLToPath(new URL(path, __aiosUrl));`;
export const SCRIPT_FOOTER = "})";

/** At the top of each module: all are in one folder, and `import.meta.url` is theirs. */
export const PLACES_BANNER = `import { createRequire as __aiosCreateRequire } from "node:module";
import { fileURLToPath as __aiosPathOf } from "node:url";
const require = __aiosCreateRequire(import.meta.url);
const __aiosPlace = (path) => __aiosPathOf(new URL(path, import.meta.url));`;

/** A bundled module finds what stood beside it at the same place in `dist/`. Collects in `read` what has to be there. */
export function keepPlaces(root: string, read: Set<string>): Plugin {
  return {
    name: "keep-places",
    setup(build) {
      build.onLoad({ filter: /\.[cm]?[jt]s$/, namespace: "file" }, async ({ path }) => {
        const source = await readFile(path, "utf8");
        if (!looksBeside(source)) return undefined;
        const module = relative(root, path).replaceAll("\\", "/");
        const needs = readBeside(module);
        if (needs === undefined)
          return {
            errors: [
              {
                text: `${module} looks for something beside itself: say in .ci/build/beside.ts what it reads.`,
              },
            ],
          };
        for (const need of needs) read.add(need);
        return module.endsWith(".ts")
          ? { contents: placed(module, source), loader: "ts" }
          : { contents: `${commonJsPlace(module)}${source}`, loader: "js" };
      });
      // An import of this module reads everything that it exports, also the WebSocket of Node's own undici, which nobody
      // uses: 20 ms at each start. To require it reads nothing.
      build.onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
        kind === "import-statement" ? { path: "node:http", namespace: "required" } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: "required" }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(path)});`,
        loader: "js",
      }));
    },
  };
}

function placed(module: string, source: string): string {
  if (ENTRIES.has(module)) return source;
  const thread = THREADS.get(module);
  const withThread =
    thread === undefined
      ? source
      : source.replace(
          'new URL("./thread.ts", import.meta.url)',
          `new URL("./${thread.output}.js", import.meta.url)`,
        );
  if (thread !== undefined && withThread === source)
    throw new Error(`${module} starts its thread in another way now.`);
  if (thread !== undefined) return withThread;
  return source.replaceAll(
    "import.meta.url",
    `new URL(${JSON.stringify(placeInDist(module))}, import.meta.url).href`,
  );
}

function commonJsPlace(module: string): string {
  const place = placeInDist(module);
  return `const __dirname = __aiosPlace(${JSON.stringify(dirname(place))}), __filename = __aiosPlace(${JSON.stringify(place)});`;
}
