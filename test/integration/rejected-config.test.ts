import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { sidecarSpec } from "../../config/schema/settings.ts";
import { type RunningSidecar, startSidecar } from "../../sidecar/daemon.ts";
import { captureLog } from "../support/captured-log.ts";
import { parsePrometheus, sumOf } from "../support/prometheus-text.ts";
import { until } from "../support/until.ts";

const config = (upstream: string, model = "gpt-4o-mini") => `apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "http://127.0.0.1:1/v1", via: direct }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec: { match: { models: [${model}] }, targets: [{ upstream: ${upstream} }] }
`;

interface ServerInfo {
  readonly config: {
    readonly version: string;
    readonly lastRejected?: { readonly version?: string; readonly at: string; readonly faults: string[] };
  };
}

async function startFromFile(context: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), "aios-"));
  const file = join(folder, "aios.yaml");
  await writeFile(file, config("openai"));
  const any = "127.0.0.1:0";
  const log = captureLog("info");
  const sidecar: RunningSidecar = await startSidecar({
    spec: sidecarSpec.parse({
      listen: { http: any, grpc: any, admin: any, status: any },
      drainTimeout: "1s",
    }),
    configPaths: [file],
    nodeId: "alone",
    workload: { namespace: "default", serviceAccount: "default", labels: {} },
    log,
  });
  context.after(async () => {
    await sidecar.close();
    await rm(folder, { recursive: true });
  });
  const { admin, status } = sidecar.addresses;
  return {
    file,
    lines: (event: string) => log.lines.filter(({ fields }) => fields["event"] === event),
    info: async () => (await (await fetch(`http://${admin}/server_info`)).json()) as ServerInfo,
    stale: async () =>
      sumOf(parsePrometheus(await (await fetch(`http://${status}/metrics`)).text()), "aios_config_stale"),
  };
}

test("a rejected file is seen in a metric and in server_info, until its content is mended", async (context) => {
  const { file, lines, info, stale } = await startFromFile(context);
  const { config: before } = await info();
  assert.equal(before.lastRejected, undefined);
  assert.equal(await stale(), 0);

  await writeFile(file, config("opnai"));
  await until(async () => (await info()).config.lastRejected !== undefined, "the rejection");
  const { version, lastRejected } = (await info()).config;
  assert.equal(version, before.version);
  assert.deepEqual(Object.keys(lastRejected ?? {}), ["at", "faults"]);
  assert.ok(Math.abs(Date.parse(lastRejected?.at ?? "") - Date.now()) < 60_000);
  assert.deepEqual(lastRejected?.faults, [
    `${file}:9:65 E401 Route/chat spec.targets[0].upstream: there is no Upstream named "opnai"; did you mean "openai"?`,
  ]);
  assert.equal(await stale(), 1);
  const [rejection] = lines("config-rejected");
  assert.equal(rejection?.fields["version"], undefined, "what cannot be read has no version");
  assert.deepEqual(rejection?.fields["faults"], lastRejected?.faults);

  await writeFile(file, config("openai"));
  await until(async () => (await stale()) === 0, "the mending");
  assert.equal((await info()).config.lastRejected, undefined);
  const mended = lines("config-mended");
  assert.deepEqual(
    mended.map(({ level, message, fields }) => [level, message, fields["version"]]),
    [["info", "the newest configuration is in force again", before.version]],
  );
});

test("a rejection is over as well when another configuration is put in force", async (context) => {
  const { file, lines, info, stale } = await startFromFile(context);
  const { config: before } = await info();
  await writeFile(file, "");
  await until(async () => (await stale()) === 1, "the rejection");
  // Valid, but without any route.
  assert.match((await info()).config.lastRejected?.version ?? "", /^[0-9a-f]{64}$/);
  await writeFile(file, config("openai", "gpt-4o"));
  await until(async () => (await info()).config.version !== before.version, "the next configuration");
  assert.equal((await info()).config.lastRejected, undefined);
  assert.equal(await stale(), 0);
  assert.deepEqual(lines("config-mended"), []);
});

test("a file that is not there is told without a position in it", async (context) => {
  const { file, info } = await startFromFile(context);
  await rm(file);
  await until(async () => (await info()).config.lastRejected !== undefined, "the rejection");
  assert.deepEqual((await info()).config.lastRejected?.faults, [`${file} E105 there is no such file`]);
});
