/**
 * What is published, as somebody has it who installs it: built, packed and installed from a registry on this machine, with
 * nothing of the checkout in sight.
 */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "../../control-plane/cli/simulated-provider/provider.ts";
import { holdDefaultPorts } from "../support/default-ports.ts";
import { startLocalRegistry } from "../support/local-registry.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

let folder = "";
let consumer = "";
let files: readonly string[] = [];
let provider: SimulatedProvider;

/** Nothing of what npm tells its scripts, no coverage, no key, no compiled code of others; this Node before all. */
function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) if (!/^npm_/i.test(name)) env[name] = value;
  for (const name of ["NODE_V8_COVERAGE", "NODE_OPTIONS", "OPENAI_API_KEY", "ANTHROPIC_API_KEY"])
    delete env[name];
  return {
    ...env,
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
    XDG_CACHE_HOME: join(folder, "cache"),
    npm_config_cache: join(folder, "npm"),
    npm_config_userconfig: join(folder, "npmrc"),
    npm_config_update_notifier: "false",
    npm_config_audit: "false",
    npm_config_fund: "false",
  };
}

before(
  async () => {
    folder = await mkdtemp(join(tmpdir(), "aios-package-"));
    consumer = await mkdtemp(join(folder, "consumer-"));
    await writeFile(join(folder, "npmrc"), "");
    await writeFile(join(consumer, "package.json"), JSON.stringify({ name: "consumer", type: "module" }));
    provider = await startSimulatedProvider();
    const { stdout } = await run("npm", ["pack", "--json", "--silent", "--pack-destination", folder], {
      cwd: ROOT,
      env: environment(),
      maxBuffer: 16 * 1024 * 1024,
    });
    files = filesPacked(stdout);
    const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz"));
    const registry = await startLocalRegistry(join(folder, tarball ?? ""));
    try {
      await run("npm", ["install", "--ignore-scripts", "--registry", registry.url, "aios"], {
        cwd: consumer,
        env: environment(),
      });
    } finally {
      await registry.close();
    }
  },
  { timeout: 60_000 },
);

after(async () => {
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});

/** What `prepack` prints comes before it; npm 12 has an object by name in place of the list. */
function filesPacked(printed: string): readonly string[] {
  const start = printed.search(/^[[{]$/m);
  const packed: Record<string, { files: readonly { path: string }[] }> = JSON.parse(printed.slice(start));
  return Object.values(packed).flatMap((each) => each.files.map(({ path }) => path));
}

test("the package has what runs and what users read, and neither tests nor source nor a path of this machine", async () => {
  const allowed =
    /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/.*|control-plane\/cli\/aios\.mjs|sidecar\/aios\.mjs|config\/(examples|generated)\/.*|proto\/aios\/.*\.proto)$/;
  assert.deepEqual(
    files.filter((path) => !allowed.test(path)),
    [],
  );
  assert.deepEqual(
    files.filter((path) => /(?<!\.d)\.ts$|\.map$/.test(path)),
    [],
  );
  for (const path of [
    "dist/aios.js",
    "dist/program.cjs",
    "dist/runtime.js",
    "dist/THIRD_PARTY_LICENSES.txt",
    "proto/aios/inference/v1/inference.proto",
  ])
    assert.ok(files.includes(path), path);
  for (const path of files) {
    const text = await readFile(join(consumer, "node_modules/aios", path), "latin1");
    assert.ok(!text.includes(ROOT) && !text.includes(tmpdir()), `${path} names a folder of this machine`);
  }
});

test("it brings along the packages with the embedding model, and no more than they need", async () => {
  const { dependencies } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
  const installed = await readdir(join(consumer, "node_modules"));
  for (const name of Object.keys(dependencies))
    await readFile(join(consumer, "node_modules", name, "package.json"));
  for (const bundled of ["fastify", "undici", "zod", "@grpc", "prom-client"])
    assert.ok(!installed.includes(bundled), `${bundled} is bundled, and installed all the same`);
});

test("`npx aios` says its version and checks a configuration", async () => {
  const example = "node_modules/aios/config/examples/production.yaml";
  const options = { cwd: consumer, env: environment() };
  const [version, check] = await Promise.all([
    run("npx", ["aios", "--version"], options),
    run("npx", ["aios", "check", example], options),
  ]);
  assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
  assert.match(check.stdout, /no faults/);
});

test("`npx aios dev` answers a call, and the provider sees no address", { timeout: 60_000 }, async (t) => {
  const letGo = await holdDefaultPorts();
  t.after(letGo);
  // A group of its own: ctrl-c in a terminal reaches npx and what it has started.
  const dev = spawn("npx", ["aios", "dev"], {
    cwd: consumer,
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const exited = once(dev, "close");
  try {
    let output = "";
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        output += chunk.toString("utf8");
        if (output.includes("ctrl-c ends it")) resolve();
      };
      dev.stdout.on("data", read);
      dev.stderr.on("data", read);
      dev.on("close", (code) => reject(new Error(`aios dev ended with ${code}: ${output}`)));
    });
    const answer = await fetch("http://127.0.0.1:8400/v1/chat/completions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(asking("Write to ada@example.com")),
    });
    assert.equal(
      JSON.parse(await answer.text()).choices[0].message.content,
      "You said: Write to ada@example.com",
    );
    const received = await (await fetch("http://127.0.0.1:8600/simulated/received")).text();
    assert.match(received, /\[EMAIL_1\]/);
    assert.doesNotMatch(received, /ada@example\.com/);
  } finally {
    if (dev.pid !== undefined && dev.exitCode === null) process.kill(-dev.pid, "SIGINT");
    await exited;
  }
});

function asking(content: string) {
  return { model: "gpt-4o-mini", messages: [{ role: "user", content }] };
}

const config = () => `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "http://127.0.0.1:${provider.port}/v1", via: direct }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email, names], action: tokenize, restore: true } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec: { match: { operations: [chat] }, targets: [{ upstream: openai }], policies: [pii] }
`;

test("`createRuntime` answers a call, by import and by require, and finds names in its thread", async () => {
  const body = `
    const runtime = await createRuntime({ config: { text: ${JSON.stringify(config())} }, logLevel: "silent" });
    const request = ${JSON.stringify(asking("My name is Ada Lovelace, write to ada@example.com"))};
    const { document } = await runtime.call({ dialect: "openai-chat", request });
    console.log(document.choices[0].message.content);
    await runtime.close();
  `;
  await writeFile(join(consumer, "app.mjs"), `import { createRuntime } from "aios";\n${body}`);
  await writeFile(
    join(consumer, "app.cjs"),
    `const { createRuntime, AiosError } = require("aios");\n(async () => {${body}\nconsole.log(AiosError.name);})();`,
  );
  const options = { cwd: consumer, env: environment() };
  const said = "You said: My name is Ada Lovelace, write to ada@example.com\n";
  const [imported, required] = await Promise.all([
    run(process.execPath, ["app.mjs"], options),
    run(process.execPath, ["app.cjs"], options),
  ]);
  assert.equal(imported.stdout, said);
  assert.equal(required.stdout, `${said}AiosError\n`);
  const sent = provider.received.map(({ body }) => body.toString()).join("\n");
  assert.match(sent, /\[PERSON_1\]/);
  assert.doesNotMatch(sent, /Lovelace|ada@example/);
});

test("the thread of the embedding model starts from the package", async () => {
  const thread = new Worker(pathToFileURL(join(consumer, "node_modules/aios/dist/embedding-thread.js")), {
    workerData: { model: undefined },
    stdout: true,
    stderr: true,
  });
  try {
    const [answer] = await once(thread, "message");
    assert.equal(answer.type, "ready");
    assert.ok(answer.dimension > 0);
  } finally {
    await thread.terminate();
  }
});

test("a project in strict TypeScript compiles against it", async () => {
  await writeFile(
    join(consumer, "app.ts"),
    `import { AiosError, createRuntime, type Runtime, type RuntimeOptions } from "aios";

const options: RuntimeOptions = {
  config: { text: "" },
  limits: { maxRequestSize: "1MiB", overload: { memory: 0.8 } },
  secrets: { env: ["OPENAI_API_KEY"] },
  workload: { namespace: "shop" },
};
// @ts-expect-error: the types are there, and no "any"
export const wrong: RuntimeOptions = { limits: { maxRequestSize: true } };

export async function ask(): Promise<string> {
  await using runtime: Runtime = await createRuntime(options);
  try {
    const answer: Response = await runtime.fetch("http://aios/v1/models");
    return await answer.text();
  } catch (error) {
    if (error instanceof AiosError) return error.kind;
    throw error;
  }
}
`,
  );
  const settings = {
    compilerOptions: {
      module: "nodenext",
      target: "esnext",
      lib: ["esnext"],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
      types: ["node"],
      typeRoots: [join(ROOT, "node_modules/@types")],
    },
    files: ["app.ts"],
  };
  await writeFile(join(consumer, "tsconfig.json"), JSON.stringify(settings));
  const checked = await run(join(ROOT, "node_modules/.bin/tsc"), ["--project", consumer], {
    env: environment(),
  }).catch((error: { stdout: string }) => error);
  assert.equal(checked.stdout, "");
});
