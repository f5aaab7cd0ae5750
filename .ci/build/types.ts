import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Writes the declarations of `entry` and of all that they refer to into `folder`, those of bundled packages included: whoever
 * uses the library has not got these packages.
 *
 * @param entry from the repository's top
 */
export async function writeTypes(root: string, folder: string, entry: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "aios-types-"));
  try {
    await emitDeclarations(root, scratch, entry);
    await copyReached(root, scratch, folder, entry.replace(/\.ts$/, ".d.ts"));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function emitDeclarations(root: string, folder: string, entry: string): Promise<void> {
  const config = join(folder, "tsconfig.json");
  await writeFile(
    config,
    JSON.stringify({
      extends: join(root, "tsconfig.json"),
      compilerOptions: {
        noEmit: false,
        // Whether it is right is the type check's matter.
        noCheck: true,
        declaration: true,
        emitDeclarationOnly: true,
        rootDir: root,
        outDir: folder,
        typeRoots: [join(root, "node_modules/@types")],
      },
      include: [],
      files: [join(root, entry)],
    }),
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, "--project", config]).catch((error: { stdout?: string }) => {
    throw new Error(`The types cannot be made:\n${error.stdout ?? String(error)}`);
  });
}

/** `from "x"`, `import("x")`, `import "x"`, with the quotes in the middle; not in a comment's line. */
const SPECIFIER = /(?<!^\s*(?:\*|\/\/).*)(\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(["'])([^"']+)\2/gm;

/** Copies a declaration and what it refers to, file by file; specifiers say where each is afterwards. */
async function copyReached(root: string, declarations: string, folder: string, entry: string): Promise<void> {
  const places = new Map<string, string>();
  const waiting: string[] = [];
  const placeOf = (file: string): string => {
    const known = places.get(file);
    if (known !== undefined) return known;
    const inPackages = relative(join(root, "node_modules"), file);
    const place = inPackages.startsWith("..")
      ? join(folder, relative(declarations, file))
      : join(folder, "packages", inPackages.replaceAll(`node_modules${sep}`, ""));
    places.set(file, place);
    waiting.push(file);
    return place;
  };
  placeOf(join(declarations, entry));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const from = file;
    const place = placeOf(from);
    const text = (await readFile(from, "utf8")).replace(SPECIFIER, (all, before, quote, specifier) => {
      const target = declarationOf(root, from, specifier);
      if (target === undefined) return all;
      const path = relative(dirname(place), placeOf(target)).replaceAll(sep, "/");
      return `${before}${quote}${path.startsWith(".") ? path : `./${path}`}${quote}`.replace(
        /\.d\.([cm]?)ts(["'])$/,
        ".$1js$2",
      );
    });
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, text.replace(/^\/\/# sourceMappingURL=.*$/m, ""));
  }
}

/** @returns undefined for a module of Node's own */
function declarationOf(root: string, from: string, specifier: string): string | undefined {
  if (specifier.startsWith("node:")) return undefined;
  if (specifier.startsWith("."))
    return join(dirname(from), specifier).replace(/(?:\.d)?\.([cm]?)[jt]s$/, ".d.$1ts");
  const folder = join(root, "node_modules", specifier);
  const { types }: { types?: string } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (types === undefined)
    throw new Error(`${specifier}, which the types of the library need, has none of its own.`);
  return join(folder, types);
}
