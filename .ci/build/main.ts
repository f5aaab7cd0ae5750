/**
 * Builds what is published: `npm run build`. Programs, library and threads in `dist/`, each with what it needs, since one file
 * loads faster than a thousand, and Node strips no types in an installed package.
 */
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundle } from "./bundle.ts";
import { licenceFault, licenceTexts, packageFolders, readPackage } from "./licences.ts";
import { renderSizes, sizesOf } from "./sizes.ts";
import { writeTypes } from "./types.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const { values } = parseArgs({ options: { out: { type: "string" } } });
const dist = values.out ?? join(ROOT, "dist");

// Beside it and then in its place: whoever runs what was built before never sees half of it.
const next = `${dist}.${process.pid}`;
try {
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  const { dependencies }: { dependencies: Readonly<Record<string, string>> } = JSON.parse(
    await readFile(join(ROOT, "package.json"), "utf8"),
  );
  const [metafile] = await Promise.all([
    bundle(ROOT, next, Object.keys(dependencies)),
    writeTypes(ROOT, join(next, "types"), "sidecar/runtime.ts"),
  ]);
  const packages = await Promise.all(
    packageFolders(Object.keys(metafile.inputs)).map((folder) => readPackage(ROOT, folder)),
  );
  const faults = packages.map(licenceFault).filter((fault) => fault !== undefined);
  if (faults.length > 0) throw new Error(`What is bundled cannot be shipped:\n${faults.join("\n")}`);
  await writeFile(join(next, "THIRD_PARTY_LICENSES.txt"), licenceTexts(packages));
  process.stdout.write(renderSizes(await sizesOf(next, metafile)));
  await rm(dist, { recursive: true, force: true });
  await rename(next, dist);
} finally {
  await rm(next, { recursive: true, force: true });
}
