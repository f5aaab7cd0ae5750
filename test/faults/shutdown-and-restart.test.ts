import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "../../control-plane/cli/simulated-provider/provider.ts";
import { type RunningProcess, startAios } from "../support/processes.ts";
import { until } from "../support/until.ts";

const LISTENERS = ["http", "grpc", "admin", "status"];
const ANY = "127.0.0.1:0";

let folder: string;
let provider: SimulatedProvider;
const running = new Set<RunningProcess>();

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "aios-shutdown-"));
  provider = await startSimulatedProvider({ tokenDelayMs: 20 });
  await writeFile(
    join(folder, "config.yaml"),
    `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: provider }
spec: { dialect: openai, url: "${provider.url}/v1" }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec: { match: { models: ["*"] }, targets: [{ upstream: provider }] }
`,
  );
});
afterEach(async () => {
  await Promise.all([...running].map((process) => process.kill("SIGKILL")));
  running.clear();
  provider.clear();
});
after(async () => {
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});

async function sidecar(...args: readonly string[]): Promise<RunningProcess> {
  const started = await startAios(
    ["sidecar", "--http", ANY, "--grpc", ANY, "--admin", ANY, "--status", ANY, ...args],
    LISTENERS,
  );
  running.add(started);
  return started;
}

async function controlPlane(grpc = ANY): Promise<RunningProcess> {
  const started = await startAios(
    [
      "control-plane",
      "--config",
      join(folder, "config.yaml"),
      "--grpc",
      grpc,
      "--http",
      ANY,
      "--status",
      ANY,
    ],
    ["grpc"],
  );
  running.add(started);
  return started;
}

const urlOf = (process: RunningProcess, listener: string, path: string) =>
  `http://${process.addresses.get(listener)}${path}`;

function startStream(process: RunningProcess, words: number): Promise<Response> {
  return fetch(urlOf(process, "http", "/v1/chat/completions"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      model: "m",
      stream: true,
      messages: [{ role: "user", content: "word ".repeat(words) }],
    }),
  });
}

test("SIGTERM: not ready at once, streams in flight finish, exit code 0", async () => {
  const daemon = await sidecar("--config", join(folder, "config.yaml"));
  assert.equal((await fetch(urlOf(daemon, "status", "/readyz"))).status, 200);
  const response = await startStream(daemon, 40);
  const ended = daemon.kill("SIGTERM");
  await until(async () => (await fetch(urlOf(daemon, "status", "/readyz"))).status === 503, "not ready");
  assert.equal((await fetch(urlOf(daemon, "status", "/livez"))).status, 200);
  const text = await response.text();
  assert.match(text, /data: \[DONE\]\n\n/);
  assert.equal(text.match(/word/g)?.length, 40);
  assert.deepEqual(await ended, { code: 0, signal: null });
});

test("a stream that outlasts the drain timeout is told so in its own dialect, exit code 0", async () => {
  const daemon = await sidecar("--config", join(folder, "config.yaml"), "--drain-timeout", "200ms");
  const response = await startStream(daemon, 5_000);
  const ended = daemon.kill("SIGTERM");
  const text = await response.text();
  assert.doesNotMatch(text, /\[DONE\]/);
  const lastData =
    text
      .split("\n")
      .filter((line) => line.startsWith("data: "))
      .at(-1) ?? "";
  assert.ok(JSON.parse(lastData.slice("data: ".length)).error.message.includes("shutting down"), lastData);
  assert.deepEqual(await ended, { code: 0, signal: null });
  await until(() => provider.received.at(-1)?.aborted === true, "the provider is told");
});

test("a control plane drains forwarded calls as well", async () => {
  const plane = await controlPlane();
  const daemon = await sidecar("--control-plane", plane.addresses.get("grpc") ?? "");
  await daemon.logged((line) => line.event === "config-applied");
  const response = await startStream(daemon, 40);
  const ended = plane.kill("SIGTERM");
  assert.match(await response.text(), /data: \[DONE\]\n\n/);
  assert.deepEqual(await ended, { code: 0, signal: null });
});

test("a restart needs no control plane, and one that comes back is found without a restart", async () => {
  const state = join(folder, "state-restart");
  const plane = await controlPlane();
  const address = plane.addresses.get("grpc") ?? "";
  const first = await sidecar("--control-plane", address, "--state", state);
  await first.logged((line) => line.event === "config-applied");
  await until(
    async () => (await readdir(state).catch((): string[] => [])).includes("last-known-good.json"),
    "saved",
  );
  await first.kill("SIGTERM");
  await plane.kill("SIGKILL");

  const second = await sidecar("--control-plane", address, "--state", state);
  await second.logged((line) => line.event === "config-applied" && line.source === "disk");
  assert.equal((await fetch(urlOf(second, "status", "/readyz"))).status, 200);
  const away = await startStream(second, 1);
  assert.equal(away.status, 503);
  await away.body?.cancel();

  await controlPlane(address);
  await second.logged((line) => line.event === "control-plane-connected", 20_000);
  await until(
    async () => {
      const response = await startStream(second, 1);
      await response.text();
      return response.status === 200;
    },
    "forwarded calls work again",
    10_000,
  );
});

test("a corrupt configuration on disk is refused by its hash, set aside and said in the log", async () => {
  const state = join(folder, "state-corrupt");
  const plane = await controlPlane();
  const address = plane.addresses.get("grpc") ?? "";
  const first = await sidecar("--control-plane", address, "--state", state);
  await first.logged((line) => line.event === "config-applied");
  const file = join(state, "last-known-good.json");
  await until(
    async () => (await readdir(state).catch((): string[] => [])).includes("last-known-good.json"),
    "saved",
  );
  await first.kill("SIGTERM");
  await plane.kill("SIGKILL");
  await writeFile(file, (await readFile(file, "utf8")).replace("provider", "providor"));

  const second = await sidecar("--control-plane", address, "--state", state);
  const refused = await second.logged((line) => line.event === "last-known-good-refused");
  assert.match(String(refused.reason), /hash/);
  assert.deepEqual(await readdir(state), ["last-known-good.json.refused"]);
  const readiness = await fetch(urlOf(second, "status", "/readyz"));
  assert.equal(readiness.status, 503);
  assert.match(await readiness.text(), /configuration/);
  const call = await startStream(second, 1);
  assert.equal(call.status, 503);
  await call.body?.cancel();
});

test("a faulty configuration at start is shown with its line, exit code 1; wrong usage is exit code 2", async () => {
  const broken = join(folder, "broken.yaml");
  await writeFile(
    broken,
    "apiVersion: aios.dev/v1\nkind: Route\nmetadata: { name: chat }\nspec:\n  targets: [{ upstream: nowhere }]\n  match: {}\n",
  );
  await assert.rejects(sidecar("--config", broken), /ended with 1: .*broken\.yaml:5/s);
  await assert.rejects(sidecar("--htp", "x"), /ended with 2: .*--http/s);
  await assert.rejects(sidecar(), /ended with 2: .*--control-plane/s);
});
