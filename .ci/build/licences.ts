import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A package of which something is in the bundle. */
export interface BundledPackage {
  /** From the repository's top. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** SPDX expression; undefined when its package.json says nothing. */
  readonly licence: string | undefined;
  /** Of its licence and notice files. */
  readonly texts: readonly string[];
}

/** That let us ship what is under them inside a work under Apache-2.0, as long as their text comes with it. */
const PERMISSIVE = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Python-2.0",
  "Unlicense",
  "Zlib",
]);

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to
whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Packages that name a licence and an author, and come without its text. */
const WITHOUT_FILE: ReadonlyMap<string, string> = new Map([
  ["abstract-logging", `MIT License\n\nCopyright James Sumners\n\n${MIT}`],
]);

/** @param modules paths from the repository's top */
export function packageFolders(modules: Iterable<string>): readonly string[] {
  const folders = new Set<string>();
  for (const module of modules) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module)?.[0];
    if (folder !== undefined) folders.add(folder);
  }
  return [...folders].sort();
}

export async function readPackage(root: string, folder: string): Promise<BundledPackage> {
  const { name, version, license }: Record<string, unknown> = JSON.parse(
    await readFile(join(root, folder, "package.json"), "utf8"),
  );
  const files = (await readdir(join(root, folder))).filter((file) =>
    /^(licen[cs]e|copying|notice)\b/i.test(file),
  );
  const texts = await Promise.all(files.sort().map((file) => readFile(join(root, folder, file), "utf8")));
  const stated = WITHOUT_FILE.get(String(name));
  return {
    folder,
    name: String(name),
    version: String(version),
    licence: typeof license === "string" ? license : undefined,
    texts: texts.length === 0 && stated !== undefined ? [stated] : texts,
  };
}

/** Why it may not be shipped; undefined when it may. */
export function licenceFault({ folder, licence, texts }: BundledPackage): string | undefined {
  if (licence === undefined) return `${folder}: its package.json names no licence.`;
  if (!isPermissive(licence)) return `${folder}: its licence, ${licence}, is not one of those we may ship.`;
  return texts.length === 0 ? `${folder}: there is no text of its licence, ${licence}.` : undefined;
}

/** Of a choice one is enough; of several that hold at once, all are needed. */
function isPermissive(expression: string): boolean {
  return expression
    .replaceAll(/[()]/g, " ")
    .split(/\bOR\b/)
    .some((choice) => choice.split(/\bAND\b/).every((id) => PERMISSIVE.has(id.trim())));
}

/** @returns what comes with the bundle */
export function licenceTexts(packages: readonly BundledPackage[]): string {
  const parts = packages.map(
    ({ name, version, licence, texts }) =>
      `${"=".repeat(80)}\n${name} ${version} (${licence ?? ""})\n${"=".repeat(80)}\n\n${texts.map((text) => text.trim()).join("\n\n")}\n`,
  );
  return `aios contains code of these packages, under the licences below.\n\n${[...new Set(parts)].join("\n")}`;
}
