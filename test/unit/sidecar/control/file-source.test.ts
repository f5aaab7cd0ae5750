import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { createFileSource, EarlierLoad, loadConfig } from "../../../../sidecar/control/file-source.ts";
import { systemClock } from "../../../../sidecar/platform/clock.ts";
import { recordTelemetry } from "../../../support/recorded-telemetry.ts";
import { until } from "../../../support/until.ts";

const ROUTE = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "http://127.0.0.1:9/v1" }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec: { match: { models: ["*"] }, targets: [{ upstream: openai }] }
`;
const listening = (http: string) => `---
apiVersion: aios.dev/v1
kind: Sidecar
metadata: { name: own }
spec: { listen: { http: "${http}" } }
`;

/** A source over one file in a folder of its own, what it applied, and the edits of settings it told. */
async function watched(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), "aios-files-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "config.yaml");
  const telemetry = recordTelemetry();
  const applied: string[] = [];
  const source = createFileSource({
    paths: [path],
    debounce: { quietMs: 5, longestMs: 50 },
    clock: systemClock,
    telemetry,
    onConfig: ({ snapshot }) => applied.push(snapshot.version),
    settings: "Sidecar",
  });
  t.after(() => source.stop());
  const told = () => telemetry.named("settingsNotApplied").map(({ values }) => values);
  return { source, path, applied, told };
}

test("files that were read for settings are not parsed again, unless they say something else by now", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "aios-files-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "config.yaml");
  await writeFile(path, ROUTE);
  const first = await loadConfig([path]);
  assert.equal(await loadConfig([path], first), first);

  await writeFile(path, ROUTE.replace("name: chat", "name: other"));
  const second = await loadConfig([path], first);
  assert.deepEqual(
    second.snapshot?.routes.map(({ name }) => name),
    ["other"],
  );
  const earlier = new EarlierLoad(first);
  assert.equal(earlier.take(), first);
  assert.equal(earlier.take(), undefined, "it is kept no longer");
});

test("an edit of the process's own settings is told once, with its fields, and changes nothing", async (t) => {
  const { source, path, applied, told } = await watched(t);
  /** A route of its own in every edit says when the edit has been read. */
  const write = async (settings: string) => {
    const read = applied.length + 1;
    await writeFile(path, `${ROUTE.replace("name: chat", `name: chat-${read}`)}${settings}`);
    await until(() => applied.length === read, "the edit");
  };

  await writeFile(path, ROUTE + listening("127.0.0.1:8400"));
  await source.start();
  await write(listening("127.0.0.1:9400"));
  assert.deepEqual(told(), [["Sidecar", ["spec.listen.http"]]]);
  await write(listening("127.0.0.1:9400"));
  assert.equal(told().length, 1, "nothing new");
  await write("");
  assert.equal(told().length, 1, "what is written is in force again: the default");
  await writeFile(path, ROUTE.replace("name: chat", "name: chat-4") + listening("127.0.0.1:9401"));
  await until(() => told().length === 2, "an edit of the settings alone");
});

test("a file that is empty for a moment while it is written edits no setting", async (t) => {
  const { source, path, told } = await watched(t);
  await writeFile(path, ROUTE + listening("127.0.0.1:8400"));
  await source.start();
  await writeFile(path, ROUTE + listening("127.0.0.1:9400"));
  await until(() => told().length === 1, "the edit");
  await writeFile(path, "");
  await until(() => source.rejected !== undefined, "the empty file");
  await writeFile(path, ROUTE + listening("127.0.0.1:9400"));
  await until(() => source.rejected === undefined, "the file as it was");
  assert.equal(told().length, 1);
});
