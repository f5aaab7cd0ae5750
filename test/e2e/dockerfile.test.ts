/**
 * The image: by a container engine where there is one that can get its base images, and always by running the Dockerfile's
 * own stages in folders. Only its commands that install packages are replaced, by links to those that are installed here.
 */
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "../../control-plane/cli/simulated-provider/provider.ts";
import { parseDockerfile } from "../support/dockerfile.ts";
import { buildImageTree, type ImageTree, linkPackages } from "../support/image-tree.ts";
import { type RunningProcess, startBuiltAios } from "../support/processes.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);
const FREE = "127.0.0.1:0";

let folder = "";
let image: ImageTree;
let provider: SimulatedProvider;
/** Undefined where this process may not become the image's user: then it runs as itself. */
let uid: number | undefined;

before(
  async () => {
    folder = await mkdtemp(join(tmpdir(), "aios-image-"));
    await chmod(folder, 0o755);
    provider = await startSimulatedProvider();
    const stages = parseDockerfile(await readFile(join(ROOT, "Dockerfile"), "utf8"));
    const user = Number(
      stages
        .at(-1)
        ?.instructions.find(({ name }) => name === "USER")
        ?.text.split(":")[0],
    );
    const mayBecomeAnother = canRunNodeAs(user);
    uid = mayBecomeAnother ? user : undefined;
    image = await buildImageTree({ context: ROOT, folder, stages, instead: linkInstead, mayBecomeAnother });
    await run("chmod", ["-R", "a-w", image.root]);
  },
  { timeout: 60_000 },
);

after(async () => {
  await provider.close();
  await run("chmod", ["-R", "u+w", folder]);
  await rm(folder, { recursive: true, force: true });
});

/** Root alone may, and only where others may read Node itself and this checkout. */
function canRunNodeAs(user: number): boolean {
  if (process.getuid?.() !== 0) return false;
  const main = join(ROOT, "package.json");
  const options = { uid: user, gid: user, cwd: "/" };
  return (
    spawnSync(process.execPath, ["-e", `fs.readFileSync(${JSON.stringify(main)})`], options).status === 0
  );
}

/** In place of a download. What the lock file calls a development's package is not there when that is left out. */
async function linkInstead(command: string, cwd: string): Promise<boolean> {
  if (!command.startsWith("npm install ")) return false;
  const { packages }: { packages: Readonly<Record<string, { readonly dev?: boolean }>> } = JSON.parse(
    await readFile(join(cwd, "package-lock.json"), "utf8"),
  );
  const installed = await readdir(join(ROOT, "node_modules"), { recursive: false });
  const names = Object.entries(packages)
    .filter(
      ([path, { dev }]) =>
        /^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path) && !(dev && command.includes("--omit=dev")),
    )
    .map(([path]) => path.slice("node_modules/".length))
    .filter((name) => installed.includes(name.split("/")[0] ?? ""));
  await linkPackages(join(ROOT, "node_modules"), names, cwd);
  return true;
}

test("the image runs as somebody whose number the kubelet can check, and everything in it is there once", async () => {
  assert.match(image.user, /^[1-9]\d*$/);
  assert.deepEqual((await readdir(join(image.root, "aios"))).sort(), [
    "LICENSE",
    "compiled",
    "config",
    "dist",
    "node_modules",
    "package.json",
  ]);
  const dist = await readdir(join(image.root, "aios/dist"));
  assert.deepEqual(
    dist.filter((name) => name.endsWith(".map")),
    [],
  );
  // A folder for each Node and user, in which there is something.
  const compiled = await readdir(join(image.root, "aios/compiled"));
  for (const program of ["sidecar", "control-plane"])
    assert.ok(
      compiled.some((name) => name.startsWith(`aios-${program}-`)),
      `no compiled code of ${program}`,
    );
});

function start(args: readonly string[], listeners: readonly string[]): Promise<RunningProcess> {
  const [node, program = "", ...before] = image.entrypoint;
  assert.equal(node, "node");
  return startBuiltAios(join(image.root, program), [...before, ...args], listeners, {
    cwd: image.workdir,
    env: { ...image.env, HOME: "/nonexistent" },
    ...(uid === undefined ? {} : { uid }),
  });
}

const config = () => `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "http://127.0.0.1:${provider.port}/v1", via: control-plane }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec: { match: { operations: [chat] }, targets: [{ upstream: openai }] }
`;

test("both programs start on a file system that cannot be written to, become ready and answer a call", {
  timeout: 60_000,
}, async () => {
  const file = join(folder, "config.yaml");
  await writeFile(file, config(), { mode: 0o644 });
  const controlPlane = await start(
    ["control-plane", "--config", file, "--grpc", FREE, "--http", FREE, "--status", FREE],
    ["grpc", "http", "status"],
  );
  try {
    const address = controlPlane.addresses.get("grpc") ?? "";
    const sidecar = await start(
      [
        "sidecar",
        "--control-plane",
        address,
        "--http",
        FREE,
        "--grpc",
        FREE,
        "--admin",
        FREE,
        "--status",
        FREE,
      ],
      ["grpc", "http", "status", "admin"],
    );
    try {
      await sidecar.logged(({ event }) => event === "config-applied");
      for (const { addresses } of [controlPlane, sidecar]) {
        const ready = await fetch(`http://${addresses.get("status")}/readyz`);
        assert.equal(ready.status, 200, await ready.text());
      }
      const answer = await fetch(`http://${sidecar.addresses.get("http")}/v1/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: "hello" }] }),
      });
      assert.equal(JSON.parse(await answer.text()).choices[0].message.content, "You said: hello");
    } finally {
      assert.deepEqual(await sidecar.kill("SIGTERM"), { code: 0, signal: null });
    }
  } finally {
    assert.deepEqual(await controlPlane.kill("SIGTERM"), { code: 0, signal: null });
  }
});

/** Why no image can be built here; undefined when it can. */
function engineFault(baseImage: string): string | undefined {
  const version = spawnSync("docker", ["version", "--format", "{{.Server.Version}}"], { timeout: 10_000 });
  if (version.error !== undefined) return "there is no docker";
  if (version.status !== 0) return "docker's daemon cannot be reached";
  if (spawnSync("docker", ["image", "inspect", baseImage], { timeout: 10_000 }).status === 0)
    return undefined;
  return `the image ${baseImage} is not here, and a test downloads nothing: docker pull ${baseImage}`;
}

test("a container engine builds the image, and it says its version", { timeout: 300_000 }, async (t) => {
  const [base] = parseDockerfile(await readFile(join(ROOT, "Dockerfile"), "utf8"));
  const fault = engineFault(base?.from ?? "");
  if (fault !== undefined) {
    t.skip(fault);
    return;
  }
  const tag = `aios-test:${process.pid}`;
  await run("docker", ["build", "--quiet", "--tag", tag, ROOT]);
  try {
    const { stdout } = await run("docker", [
      "run",
      "--rm",
      "--read-only",
      "--network",
      "none",
      tag,
      "--version",
    ]);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
  } finally {
    await run("docker", ["image", "rm", "--force", tag]);
  }
});
