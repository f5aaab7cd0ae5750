import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "../../control-plane/cli/simulated-provider/provider.ts";
import { FakeRedis } from "../support/fake-redis.ts";
import { type RunningProcess, startAios } from "../support/processes.ts";
import { callEverySurface, TRACES } from "./personal-calls.ts";

const CONFIG = (provider: SimulatedProvider) => `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "${provider.url}/v1", models: [gpt-4o-mini] }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: anthropic }
spec: { dialect: anthropic, url: "${provider.url}", models: [claude-sonnet-5-5] }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: openai }
spec:
  match: { models: ["gpt-*", "text-embedding-*"] }
  targets: [{ upstream: openai }]
  cache: { exact: { ttl: 10m }, semantic: { mode: on } }
  policies: [pii]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: anthropic }
spec:
  match: { models: ["claude-*"] }
  targets: [{ upstream: anthropic }]
  # Where answers are one person's own, questions with placeholders are looked up as well.
  cache: { exact: { ttl: 10m }, semantic: { mode: on }, isolate: user }
  policies: [pii]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: paths }
spec:
  match: { paths: ["/v1/anything"] }
  targets: [{ upstream: openai }]
  policies: [pii]
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec:
  redact: { entities: [email, phone, card, ssn, iban, ip, secret] }
`;

const SETTINGS = (redis: FakeRedis) => `
apiVersion: aios.dev/v1
kind: Sidecar
metadata: { name: sidecar }
spec:
  limits: { redactionSessionIdle: 100ms }
  sharedCache: { url: "redis://127.0.0.1:${redis.port}", encryptionKey: { env: CACHE_KEY }, timeout: 2s }
  # Questions are embedded however busy this machine is.
  embeddings: { timeout: 10s }
`;
/** That of what is shared: it is a secret, too. */
const CACHE_KEY = "quillfeather's own key of many bytes";

const ANY = "127.0.0.1:0";

/** What a process has printed, whole. */
function outputOf({ child }: RunningProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
  return () => text;
}

async function filesIn(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(join(entry.parentPath, entry.name), "latin1")),
  );
  return texts.join("\n");
}

test("when every surface has carried personal data, nothing of it is in logs, metrics, admin, state, or the heap", {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "aios-personal-"));
  const heaps = await mkdtemp(join(tmpdir(), "aios-heap-"));
  const provider = await startSimulatedProvider({});
  const redis = await FakeRedis.start();
  const running: RunningProcess[] = [];
  try {
    const config = join(folder, "config.yaml");
    await writeFile(config, CONFIG(provider));
    const heapOnSignal = { NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${heaps}` };
    const controlPlane = await startAios(
      [
        "control-plane",
        "--config",
        config,
        "--grpc",
        ANY,
        "--http",
        ANY,
        "--status",
        ANY,
        "--log-level",
        "debug",
      ],
      ["grpc", "http", "status"],
      heapOnSignal,
    );
    running.push(controlPlane);
    const state = join(folder, "state");
    const settings = join(folder, "sidecar.yaml");
    await writeFile(settings, SETTINGS(redis));
    const sidecar = await startAios(
      [
        ...[
          "sidecar",
          "--config",
          settings,
          "--control-plane",
          controlPlane.addresses.get("grpc") ?? "",
          "--state",
          state,
        ],
        ...["--http", ANY, "--grpc", ANY, "--admin", ANY, "--status", ANY, "--log-level", "debug"],
      ],
      ["http", "grpc", "admin", "status"],
      { ...heapOnSignal, CACHE_KEY },
    );
    running.push(sidecar);
    await sidecar.logged((line) => line.event === "config-applied");
    const printed = running.map(outputOf);

    const { answered, refused } = await callEverySurface({
      http: `http://${sidecar.addresses.get("http")}`,
      grpc: sidecar.addresses.get("grpc") ?? "",
    });
    assert.ok(answered > 20 && refused > 3, `${answered} answered, ${refused} refused`);

    const places = new Map<string, string>();
    const get = async (address: string | undefined, path: string) =>
      places.set(path, await (await fetch(`http://${address}${path}`)).text());
    for (const path of ["/server_info", "/config_dump", "/upstreams", "/breakers", "/cache"])
      await get(sidecar.addresses.get("admin"), path);
    await get(sidecar.addresses.get("status"), "/metrics");
    places.set(
      "the control plane's metrics",
      await (await fetch(`http://${controlPlane.addresses.get("status")}/metrics`)).text(),
    );
    const metrics = places.get("/metrics") ?? "";
    assert.match(metrics, /aios_cache_semantic_entries [1-9]/, "no question was embedded");
    assert.ok(redis.entries.size > 3, "nothing is shared");
    places.set(
      "what is shared",
      [...redis.entries].map(([name, { value }]) => `${name} ${value.toString("latin1")}`).join("\n"),
    );
    places.set("files", await filesIn(folder));
    places.set("heaps", await heapsOf(running, heaps));
    for (const each of running) await each.kill("SIGTERM");
    for (const [index, name] of ["the control plane's output", "the sidecar's output"].entries())
      places.set(name, printed[index]?.() ?? "");
    places.set(
      "what the provider got",
      provider.received.map((call) => `${call.path} ${call.rawHeaders.join(" ")} ${call.text}`).join("\n"),
    );

    for (const [place, text] of places) {
      assert.ok(text.length > 100, `${place} is all but empty`);
      for (const trace of TRACES)
        assert.ok(!text.includes(trace), `"${trace}" is in ${place}: ${around(text, trace)}`);
    }
  } finally {
    for (const each of running) await each.kill("SIGKILL");
    await provider.close();
    await redis.close();
    for (const each of [folder, heaps]) await rm(each, { recursive: true, force: true });
  }
});

/** What sessions remember they forget when they have been idle, for a moment that is: it is looked for until then. */
async function heapsOf(running: readonly RunningProcess[], folder: string): Promise<string> {
  for (let look = 1; ; look++) {
    for (const { child } of running) child.kill("SIGUSR2");
    const text = await heapsIn(folder, running.length);
    if (look === 5 || !TRACES.some((trace) => text.includes(trace))) return text;
    for (const name of await readdir(folder)) await rm(join(folder, name));
  }
}

/** The heap of every process, garbage collected, as V8 writes it: all strings that anything still holds. */
async function heapsIn(folder: string, count: number): Promise<string> {
  for (;;) {
    const heaps = (await readdir(folder)).filter((name) => name.endsWith(".heapsnapshot"));
    const texts = await Promise.all(heaps.map((name) => readFile(join(folder, name), "latin1")));
    // Written piece by piece; this is how it ends.
    if (texts.length === count && texts.every((text) => text.trimEnd().endsWith("]}")))
      return texts.join("\n");
    await sleep(100);
  }
}

function around(text: string, trace: string): string {
  const at = text.indexOf(trace);
  return text.slice(Math.max(0, at - 200), at + 200);
}
