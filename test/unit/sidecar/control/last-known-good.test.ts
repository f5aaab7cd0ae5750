import assert from "node:assert/strict";
import { test } from "node:test";
import { bundleVersion, toWire } from "../../../../config/schema/snapshot.ts";
import { LastKnownGood } from "../../../../sidecar/control/last-known-good.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { MemoryFiles } from "../../../support/memory-files.ts";
import { recordTelemetry } from "../../../support/recorded-telemetry.ts";

const RESOURCES = toWire([
  { kind: "Upstream", name: "openai", spec: { dialect: "openai", url: "http://127.0.0.1:1/v1" } },
  { kind: "Route", name: "chat", spec: { match: {}, targets: [{ upstream: "openai" }] } },
]);
const VERSION = bundleVersion(RESOURCES);
const PATH = "/state/last-known-good.json";

async function saved(): Promise<{
  files: MemoryFiles;
  telemetry: ReturnType<typeof recordTelemetry>;
  store: LastKnownGood;
}> {
  const files = new MemoryFiles();
  const telemetry = recordTelemetry();
  const store = new LastKnownGood("/state", files, new FakeClock(), telemetry);
  store.save(VERSION, RESOURCES);
  await store.saved();
  return { files, telemetry, store };
}

test("what was saved is what a restart begins with", async () => {
  const { files, telemetry } = await saved();
  const loaded = await new LastKnownGood("/state", files, new FakeClock(), telemetry).load();
  assert.equal(loaded?.snapshot.version, VERSION);
  assert.deepEqual(loaded?.resources, RESOURCES);
  assert.deepEqual(telemetry.events, []);
});

test("nothing on disk is nothing to tell about", async () => {
  const telemetry = recordTelemetry();
  assert.equal(
    await new LastKnownGood("/state", new MemoryFiles(), new FakeClock(), telemetry).load(),
    undefined,
  );
  assert.deepEqual(telemetry.events, []);
});

test("one changed byte anywhere in the file is refused, set aside and told", async () => {
  const { files, telemetry, store } = await saved();
  const good = files.files.get(PATH) ?? "";
  for (let at = 0; at < good.length; at += 7) {
    const flipped = good[at] === "x" ? "y" : "x";
    files.files.set(PATH, good.slice(0, at) + flipped + good.slice(at + 1));
    assert.equal(await store.load(), undefined, `a change at ${at} went unnoticed`);
    assert.equal(files.files.has(PATH), false, "it was left in its place");
    assert.ok(files.files.has(`${PATH}.refused`));
  }
  assert.ok(telemetry.named("lastKnownGoodRefused").length > 0);
});

test("a file cut at any length is refused", async () => {
  const { files, store } = await saved();
  const good = files.files.get(PATH) ?? "";
  for (let length = 0; length < good.length; length += 5) {
    files.files.set(PATH, good.slice(0, length));
    assert.equal(await store.load(), undefined);
  }
});

test("a full disk is told and stops nobody", async () => {
  const { files, telemetry, store } = await saved();
  files.failWrites = true;
  store.save(VERSION, RESOURCES);
  await store.saved();
  assert.equal(telemetry.named("lastKnownGoodNotSaved").length, 1);
  files.failWrites = false;
  store.save(VERSION, RESOURCES);
  await store.saved();
  assert.equal(files.writes, 2);
});

test("saves that come faster than the disk are merged into the newest", async () => {
  const { files, store } = await saved();
  for (let index = 0; index < 100; index++) store.save(`v${index}`, RESOURCES);
  await store.saved();
  assert.ok(files.writes <= 3, `${files.writes} writes`);
  assert.match(files.files.get(PATH) ?? "", /v99/);
});

test("a disk that does not answer holds up no shutdown, and is told", async () => {
  const files = new MemoryFiles();
  files.writeAtomically = () => new Promise(() => {});
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const store = new LastKnownGood("/state", files, clock, telemetry);
  store.save(VERSION, RESOURCES);
  const saved = store.saved();
  await clock.advance(2_000);
  await saved;
  assert.deepEqual(telemetry.named("lastKnownGoodNotSaved"), [
    { name: "lastKnownGoodNotSaved", values: ["the disk has not answered for 2000 ms"] },
  ]);
});
