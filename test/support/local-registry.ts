import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

interface Published {
  readonly manifest: Readonly<Record<string, unknown>>;
  /** A tarball, or the folder of an installed package. */
  readonly source: { readonly tarball: string } | { readonly folder: string };
}

export interface LocalRegistry {
  readonly url: string;
  close(): Promise<void>;
}

/** A package registry on this machine: a tarball of this repository's, and every package that is installed here. */
export async function startLocalRegistry(tarball: string): Promise<LocalRegistry> {
  const packages = await installedPackages();
  const own = await readManifest(join(ROOT, "package.json"));
  packages.set(String(own.name), [{ manifest: own, source: { tarball } }]);

  const server = createServer((request, response) => {
    const [, name = "", file] =
      /^\/((?:@[^/]+\/)?[^/]+)(?:\/-\/(.+))?$/.exec(decodeURIComponent(request.url ?? "")) ?? [];
    const versions = packages.get(name);
    if (versions === undefined) {
      response.writeHead(404).end();
      return;
    }
    if (file === undefined) {
      response.writeHead(200, { "content-type": "application/json" }).end(packument(name, versions));
      return;
    }
    const found = versions.find(({ manifest }) => file === `${manifest.version}.tgz`);
    if (found === undefined) response.writeHead(404).end();
    else packed(found.source).pipe(response);
  });

  function packument(name: string, versions: readonly Published[]): string {
    const entries = versions.map(({ manifest }) => {
      const { version, scripts: _, ...rest } = manifest;
      return [version, { ...rest, version, dist: { tarball: `${url}/${name}/-/${version}.tgz` } }];
    });
    return JSON.stringify({
      name,
      "dist-tags": { latest: versions[0]?.manifest.version },
      versions: Object.fromEntries(entries),
    });
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("It does not listen.");
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A tarball's one folder may have any name: npm takes what is in it. */
function packed(source: Published["source"]): NodeJS.ReadableStream {
  if ("tarball" in source) return createReadStream(source.tarball);
  const folder = basename(source.folder);
  const tar = spawn("tar", ["--exclude", `${folder}/node_modules`, "-cf", "-", folder], {
    cwd: dirname(source.folder),
    stdio: ["ignore", "pipe", "inherit"],
  });
  return tar.stdout;
}

async function installedPackages(): Promise<Map<string, Published[]>> {
  const { packages }: { packages: Readonly<Record<string, unknown>> } = JSON.parse(
    await readFile(join(ROOT, "node_modules/.package-lock.json"), "utf8"),
  );
  const published = new Map<string, Published[]>();
  for (const path of Object.keys(packages)) {
    const folder = join(ROOT, path);
    const manifest = await readManifest(join(folder, "package.json"));
    const name = String(manifest.name);
    published.set(name, [...(published.get(name) ?? []), { manifest, source: { folder } }]);
  }
  return published;
}

async function readManifest(path: string): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse(await readFile(path, "utf8"));
}
