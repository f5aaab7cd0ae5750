import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { status } from "@grpc/grpc-js";
import { DesiredState } from "../../../../control-plane/distribute/desired.ts";
import { createDiscovery, type DiscoveryEvent } from "../../../../control-plane/distribute/discovery.ts";
import { Fleet } from "../../../../control-plane/distribute/fleet.ts";
import { PurgeLog } from "../../../../control-plane/distribute/purge-log.ts";
import { Purging } from "../../../../control-plane/distribute/purging.ts";
import { FakeClock, settle } from "../../../support/fake-clock.ts";
import { FakeRandom } from "../../../support/fake-random.ts";
import { desiredConfig, documentOf, upstream } from "./desired-config.ts";
import { NodeStream } from "./node-stream.ts";

const MINUTE = 60_000;

function config(model: string) {
  return desiredConfig(
    upstream("open") +
      documentOf("Route", "chat", `{ match: { models: [${model}] }, targets: [{ upstream: open }] }`),
  );
}

/** At the end of the test no stream may be left in the fleet and no timer running. */
function setUp(
  context: TestContext,
  options: { readonly configured?: boolean; readonly jitter?: number } = {},
) {
  const clock = new FakeClock();
  const desired = new DesiredState();
  const fleet = new Fleet();
  const events: DiscoveryEvent[] = [];
  const purging = new Purging({ log: new PurgeLog(), save: undefined, clock, onEvent: () => {} });
  const discovery = createDiscovery({
    desired,
    fleet,
    purging,
    clock,
    random: new FakeRandom(1, [options.jitter ?? 0]),
    onEvent: (event) => events.push(event),
  });
  if (options.configured !== false) desired.set(config("a"));
  context.after(async () => {
    discovery.endAll();
    await settle();
    assert.equal(clock.running, 0, "a timer is left running");
    assert.equal(fleet.size, 0, "a sidecar is left in the fleet");
    const left = events.filter(({ type }) => type === "disconnected").length;
    assert.equal(left, events.filter(({ type }) => type === "connected").length);
  });
  const open = () => {
    const stream = new NodeStream();
    discovery.handlers.Stream(stream);
    return stream;
  };
  return { clock, desired, fleet, events, discovery, purging, open };
}

/** A sidecar that answers every bundle and is heard from every ten seconds, for `ms`. */
async function live(clock: FakeClock, stream: NodeStream, ms: number): Promise<void> {
  for (let passed = 0; passed < ms && stream.endedWith === undefined; passed += 10_000) {
    stream.say({ heartbeat: { version: "" } });
    await clock.advance(10_000);
  }
}

test("a sidecar says hello and is sent what it shall have; its answer makes it synced", async (context) => {
  const { open, fleet, events } = setUp(context);
  const stream = open();
  stream.hello("node-1");
  await settle();
  const [bundle] = stream.bundles;
  assert.deepEqual(
    bundle?.resources?.map(({ kind, name }) => `${kind}/${name}`),
    ["Upstream/open", "Route/chat"],
  );
  assert.equal(fleet.list()[0]?.state, "stale");
  stream.say({ ack: { nonce: bundle?.nonce ?? "", version: bundle?.version ?? "" } });
  await settle();
  assert.equal(fleet.list()[0]?.state, "synced");
  assert.equal(fleet.list()[0]?.appliedVersion, bundle?.version);
  assert.deepEqual(
    events.map(({ type }) => type),
    ["connected", "acknowledged"],
  );
});

test("an answer that comes twice, or to a bundle that was never sent, changes nothing", async (context) => {
  const { open, desired, fleet, events } = setUp(context);
  const stream = open();
  stream.hello();
  await settle();
  const first = stream.bundles[0];
  stream.say({ ack: { nonce: "77", version: first?.version ?? "" } });
  await settle();
  assert.equal(fleet.list()[0]?.state, "stale");
  stream.say({ ack: { nonce: first?.nonce ?? "", version: first?.version ?? "" } });
  await settle();
  desired.set(config("b"));
  stream.say({ ack: { nonce: first?.nonce ?? "", version: first?.version ?? "" } });
  stream.say({ nack: { nonce: first?.nonce ?? "", version: "", faults: [] } });
  await settle();
  assert.equal(fleet.list()[0]?.state, "stale");
  assert.equal(stream.bundles.length, 2);
  assert.equal(events.filter(({ type }) => type === "acknowledged" || type === "rejected").length, 1);
});

test("a rejected version is told with its reasons and is not sent again until it changes", async (context) => {
  const { open, desired, fleet, events } = setUp(context);
  const stream = open();
  stream.hello();
  await settle();
  const nonce = stream.bundles[0]?.nonce ?? "";
  const fault = { kind: "Route", name: "chat", path: "match", code: "E301", message: "no such field" };
  stream.say({ nack: { nonce, version: "", faults: [fault] } });
  await settle();
  assert.equal(fleet.list()[0]?.state, "rejected");
  assert.deepEqual(fleet.list()[0]?.reasons, [fault]);
  assert.deepEqual(events.at(-1), {
    type: "rejected",
    node: "node-1",
    version: stream.bundles[0]?.version,
    reasons: ["Route/chat match: no such field"],
  });
  desired.set(config("a"));
  await settle();
  assert.equal(stream.bundles.length, 1);
  desired.set(config("b"));
  await settle();
  assert.equal(stream.bundles.length, 2);
});

test("a change that does not concern a workload is not sent to it", async (context) => {
  const { open, desired } = setUp(context);
  const stream = open();
  stream.hello();
  await settle();
  const bundle = stream.bundles[0];
  stream.say({ ack: { nonce: bundle?.nonce ?? "", version: bundle?.version ?? "" } });
  await settle();
  desired.set(
    desiredConfig(
      upstream("open") +
        documentOf("Route", "chat", "{ match: { models: [a] }, targets: [{ upstream: open }] }") +
        documentOf(
          "Route",
          "x",
          "{ match: { workloads: { namespaces: [x] } }, targets: [{ upstream: open }] }",
        ),
    ),
  );
  await settle();
  assert.equal(stream.bundles.length, 1);
});

test("the control plane is heard from at once and every ten seconds, with the version that is wanted", async (context) => {
  const { open, clock } = setUp(context);
  const stream = open();
  stream.hello();
  await settle();
  assert.equal(stream.heartbeats, 1);
  await live(clock, stream, MINUTE);
  assert.equal(stream.heartbeats, 7);
  assert.equal(stream.sent.at(-1)?.heartbeat?.version, stream.bundles[0]?.version);
});

test("a sidecar that is silent for thirty seconds is gone; a word in time keeps it", async (context) => {
  const { open, clock, fleet } = setUp(context);
  const stream = open();
  stream.hello();
  await settle();
  await clock.advance(29_999);
  stream.say({ heartbeat: { version: "" } });
  await clock.advance(29_999);
  assert.equal(fleet.size, 1);
  await clock.advance(1);
  assert.equal(fleet.size, 0);
  assert.equal(stream.endedWith?.code, status.OK);
});

test("a stream on which nobody says hello is ended after thirty seconds", async (context) => {
  const { open, clock } = setUp(context);
  const stream = open();
  await clock.advance(30_000);
  assert.equal(stream.endedWith?.code, status.OK);
  assert.deepEqual(stream.sent, []);
});

test("a stream is ended after thirty minutes and up to a fifth more, so that sidecars spread over replicas again", async (context) => {
  for (const [jitter, lifetime] of [
    [0, 30 * MINUTE],
    [0.25, 31.5 * MINUTE],
  ] as const) {
    const { open, clock, fleet } = setUp(context, { jitter });
    const stream = open();
    stream.hello();
    await live(clock, stream, lifetime - 10_000);
    assert.equal(fleet.size, 1);
    await live(clock, stream, 10_000);
    assert.equal(fleet.size, 0);
    assert.equal(stream.endedWith?.code, status.OK);
    assert.equal(clock.running, 0);
  }
});

test("what was on its way when a stream ended is ignored and starts no timer", async (context) => {
  const { open, clock, fleet } = setUp(context);
  const stream = open();
  stream.hello();
  await settle();
  const bundle = stream.bundles[0];
  await clock.advance(30_000);
  assert.notEqual(stream.endedWith, undefined);
  stream.say({ ack: { nonce: bundle?.nonce ?? "", version: bundle?.version ?? "" } });
  stream.hello("again");
  await settle();
  assert.equal(clock.running, 0);
  assert.equal(fleet.size, 0);
});

test("while nothing valid has been read a sidecar is asked to come back, and keeps what it has", async (context) => {
  const { open, events } = setUp(context, { configured: false });
  const stream = open();
  stream.hello();
  await settle();
  assert.deepEqual(stream.sent, [{ shed: { retryAfterMs: 1_000 } }]);
  assert.equal(stream.endedWith?.code, status.OK);
  assert.deepEqual(events, []);
});

test("a stream that does not begin with one hello, and one only, is refused", async (context) => {
  const { open, clock, fleet } = setUp(context);
  const mute = open();
  mute.say({ ack: { nonce: "1", version: "" } });
  await settle();
  assert.equal(mute.endedWith?.code, status.INVALID_ARGUMENT);

  const twice = open();
  twice.hello();
  twice.hello();
  await settle();
  assert.equal(twice.endedWith?.code, status.INVALID_ARGUMENT);
  assert.equal(fleet.size, 0);
  assert.equal(clock.running, 0);
});

test("a heartbeat before the hello is no hello", async (context) => {
  const { open } = setUp(context);
  const stream = open();
  stream.say({ heartbeat: { version: "" } });
  await settle();
  assert.equal(stream.endedWith?.code, status.INVALID_ARGUMENT);
});

for (const [how, leave] of [
  ["half-closes", (stream: NodeStream) => stream.push(null)],
  ["cancels", (stream: NodeStream) => stream.cancel()],
  ["breaks", (stream: NodeStream) => stream.destroy(new Error("reset"))],
] as const) {
  test(`a sidecar whose stream ${how} has left, and hears of no change any more`, async (context) => {
    const { open, desired, fleet, clock } = setUp(context);
    const stream = open();
    stream.hello();
    await settle();
    assert.equal(fleet.size, 1);
    leave(stream);
    await settle();
    assert.equal(fleet.size, 0);
    assert.equal(clock.running, 0);
    const before = stream.sent.length;
    desired.set(config("b"));
    await settle();
    assert.equal(stream.sent.length, before);
  });
}

test("ending all streams ends each one well, once", async (context) => {
  const { open, discovery, fleet, events } = setUp(context);
  const streams = [open(), open()];
  for (const [index, stream] of streams.entries()) stream.hello(`node-${index}`);
  await settle();
  discovery.endAll();
  discovery.endAll();
  await settle();
  for (const { endedWith } of streams) assert.equal(endedWith?.code, status.OK);
  assert.equal(fleet.size, 0);
  assert.equal(events.filter(({ type }) => type === "disconnected").length, 2);
});

test("what was purged is told before anything else, and a purge waits for no bundle", async (context) => {
  const { open, purging } = setUp(context);
  await purging.purge(["a"], 0);
  const stream = open();
  stream.hello();
  await settle();
  assert.deepEqual(
    stream.sent.map((message) => Object.keys(message)[0]),
    ["purge", "heartbeat", "bundle"],
  );
  const [first] = stream.purges;
  stream.say({ purged: { sequence: Number(first?.sequence), answers: 0 } });
  await settle();
  const purge = purging.purge(["b"], 1_000);
  await settle();
  const second = stream.purges[1];
  assert.deepEqual(
    second?.tags?.map(({ tag }) => tag),
    ["b"],
  );
  stream.say({ purged: { sequence: Number(second?.sequence), answers: 3 } });
  const { sidecars, confirmed, answers } = await purge;
  assert.deepEqual([sidecars, confirmed, answers], [1, 1, 3]);
});

test("a sidecar that knows what was purged is told that there is nothing else; one that has left is told nothing", async (context) => {
  const { open, purging } = setUp(context);
  const { sequence } = await purging.purge(["a"], 0);
  const stream = open();
  stream.hello("node-1", "", {}, sequence);
  await settle();
  assert.deepEqual(stream.purges, [{ sequence, tags: [] }]);
  stream.say({ purged: { sequence, answers: 0 } });
  await settle();
  stream.cancel();
  await settle();
  assert.equal((await purging.purge(["b"], 1_000)).sidecars, 0);
  assert.equal(stream.purges.length, 1);
});

test("who is asked to come back is no sidecar that purges are waited for", async (context) => {
  const { open, purging } = setUp(context, { configured: false });
  const stream = open();
  stream.hello();
  await settle();
  assert.equal((await purging.purge(["a"], 1_000)).sidecars, 0);
  assert.deepEqual(stream.purges, []);
});
