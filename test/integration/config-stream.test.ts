import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import {
  type ClientDuplexStream,
  credentials,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
} from "@grpc/grpc-js";
import { bundleVersion, type RawResource, toWire } from "../../config/schema/snapshot.ts";
import type { ConfigMessage, ConfigMessage__Output } from "../../proto/gen/aios/config/v1/ConfigMessage.ts";
import type { NodeMessage, NodeMessage__Output } from "../../proto/gen/aios/config/v1/NodeMessage.ts";
import { loadConfigDiscovery } from "../../proto/load.ts";
import {
  type ConfigClient,
  createConfigClient,
  type PurgeReceiver,
} from "../../sidecar/control/config-client.ts";
import { systemClock } from "../../sidecar/platform/clock.ts";
import { FakeRandom } from "../support/fake-random.ts";
import { recordTelemetry } from "../support/recorded-telemetry.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const DEFINITION = loadConfigDiscovery();
const WORKLOAD = { namespace: "default", serviceAccount: "default", labels: {} };

/** A node that speaks the protocol by hand. */
class HandNode {
  readonly received: ConfigMessage__Output[] = [];
  readonly #client;
  readonly #stream: ClientDuplexStream<NodeMessage, ConfigMessage__Output>;
  ended = false;

  constructor(address: string, appliedVersion = "", id = "by-hand") {
    this.#client = new DEFINITION.Client(address, credentials.createInsecure());
    this.#stream = this.#client.Stream();
    this.#stream.on("data", (message: ConfigMessage__Output) => this.received.push(message));
    this.#stream.on("error", () => {
      this.ended = true;
    });
    this.#stream.on("end", () => {
      this.ended = true;
    });
    this.send({
      hello: {
        nodeId: id,
        workload: WORKLOAD,
        softwareVersion: "0",
        schemaVersion: "aios.dev/v1",
        appliedVersion,
      },
    });
  }

  send(message: NodeMessage): void {
    this.#stream.write(message);
  }

  get bundles(): NonNullable<ConfigMessage__Output["bundle"]>[] {
    return this.received.flatMap((message) => message.bundle ?? []);
  }

  async bundle(count: number): Promise<NonNullable<ConfigMessage__Output["bundle"]>> {
    await until(() => this.bundles.length >= count, `bundle ${count}`);
    const bundle = this.bundles[count - 1];
    assert.ok(bundle !== undefined);
    return bundle;
  }

  close(): void {
    this.#stream.cancel();
    this.#client.close();
  }
}

let stack: Stack;
const nodes: HandNode[] = [];
before(async () => {
  stack = await startStack({ config: BASIC_CONFIG });
});
afterEach(() => {
  for (const node of nodes.splice(0)) node.close();
});
after(() => stack.close());

function connect(appliedVersion = "", id = "by-hand"): HandNode {
  const node = new HandNode(stack.controlPlane.addresses.grpc, appliedVersion, id);
  nodes.push(node);
  return node;
}

async function listed(
  id = "by-hand",
): Promise<{ state: string; reasons: { message: string; path: string }[] } | undefined> {
  const response = await fetch(`http://${stack.controlPlane.addresses.http}/api/v1/sidecars`);
  const { sidecars } = (await response.json()) as {
    sidecars: { node: string; state: string; reasons: { message: string; path: string }[] }[];
  };
  return sidecars.find((sidecar) => sidecar.node === id);
}

const withModel = (name: string) => BASIC_CONFIG.replace('models: ["gpt-*"', `models: ["${name}", "gpt-*"`);

test("a bundle holds the whole configuration in order, without the keys, and its version is the hash of its content", async () => {
  const node = connect();
  const bundle = await node.bundle(1);
  assert.deepEqual(
    bundle.resources.map(({ kind, name }) => `${kind}/${name}`),
    ["Upstream/anthropic", "Upstream/openai", "Policy/pii", "Route/anthropic", "Route/openai"],
  );
  const wire = bundle.resources.map((resource) => ({ ...resource, kind: "Route" as const, json: "" }));
  assert.equal(
    bundle.version,
    bundleVersion(
      bundle.resources.map(({ kind, name, version }, index) => ({
        ...wire[index],
        kind: kind as "Route",
        name,
        version,
        json: "",
      })),
    ),
  );
  assert.equal((await listed())?.state, "stale");
  node.send({ ack: { nonce: bundle.nonce, version: bundle.version } });
  await until(async () => (await listed())?.state === "synced", "synced");
});

test("a node that already runs on the version is sent nothing", async () => {
  const first = connect();
  const { version } = await first.bundle(1);
  const second = connect(version, "restarted");
  await until(async () => (await listed("restarted"))?.state === "synced", "synced");
  assert.deepEqual(second.bundles, []);
});

test("while a bundle is unanswered nothing is sent, and what changes meanwhile is one bundle afterwards", async () => {
  const node = connect();
  const first = await node.bundle(1);
  const observer = connect("", "observer");
  let seen = 1;
  let latest = await observer.bundle(seen);
  for (const name of ["one", "two", "three"]) {
    observer.send({ ack: { nonce: latest.nonce, version: latest.version } });
    await stack.writeConfig(withModel(name));
    latest = await observer.bundle(++seen);
  }
  assert.equal(node.bundles.length, 1);
  node.send({ ack: { nonce: first.nonce, version: first.version } });
  const second = await node.bundle(2);
  assert.equal(second.version, latest.version);
  assert.notEqual(second.nonce, first.nonce);
  node.send({ ack: { nonce: second.nonce, version: second.version } });
  await until(async () => (await listed())?.state === "synced", "synced");
  assert.equal(node.bundles.length, 2);
});

test("a rejection is visible with its reasons, and that version is not sent again until it changes", async () => {
  await stack.writeConfig(withModel("before"));
  const node = connect();
  const bundle = await node.bundle(1);
  const fault = {
    kind: "Route",
    name: "openai",
    path: "targets[0]",
    code: "build",
    message: "cannot be built here",
  };
  node.send({ nack: { nonce: bundle.nonce, version: bundle.version, faults: [fault] } });
  await until(async () => (await listed())?.state === "rejected", "rejected");
  const status = await listed();
  assert.deepEqual(
    status?.reasons.map(({ message, path }) => ({ message, path })),
    [{ message: fault.message, path: fault.path }],
  );
  // A NACK must not be answered by the same bundle: the next thing to come is the changed one.
  await stack.writeConfig(withModel("after"));
  const next = await node.bundle(2);
  assert.notEqual(next.version, bundle.version);
  node.send({ ack: { nonce: next.nonce, version: next.version } });
  await until(async () => (await listed())?.state === "synced", "synced");
  assert.equal(node.bundles.length, 2);
});

test("a node that leaves is not listed any more", async () => {
  const node = connect("", "leaving");
  await node.bundle(1);
  node.close();
  await until(async () => (await listed("leaving")) === undefined, "gone");
});

test("a stream that does not begin with a Hello is refused", async () => {
  const client = new DEFINITION.Client(stack.controlPlane.addresses.grpc, credentials.createInsecure());
  const stream = client.Stream();
  const failed = new Promise<Error & { code?: number }>((resolve) => stream.on("error", resolve));
  stream.on("data", () => {});
  stream.write({ ack: { nonce: "1", version: "x" } });
  assert.equal((await failed).code, 3);
  client.close();
});

/** A control plane that says what a test wants it to say. */
async function scriptedControlPlane(
  script: (stream: ServerDuplexStream<NodeMessage__Output, ConfigMessage>) => void,
): Promise<{ address: string; close(): void }> {
  const server = new Server();
  server.addService(DEFINITION.service, { Stream: script });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

const GOOD: readonly RawResource[] = [
  { kind: "Upstream", name: "openai", spec: { dialect: "openai", url: "http://127.0.0.1:1/v1" } },
  { kind: "Route", name: "chat", spec: { match: {}, targets: [{ upstream: "openai" }] } },
];

function bundleOf(raw: readonly RawResource[], nonce: string): ConfigMessage {
  const resources = toWire(raw);
  return {
    bundle: {
      nonce,
      version: bundleVersion(resources),
      resources: resources.map(({ json, ...rest }) => ({ ...rest, canonicalJson: Buffer.from(json) })),
    },
  };
}

function clientOf(
  address: string,
  applied: string[],
  cache: PurgeReceiver = { purgedUpTo: 0, awaitPurges() {}, purge: () => 0 },
): { client: ConfigClient; telemetry: ReturnType<typeof recordTelemetry> } {
  const telemetry = recordTelemetry();
  const client = createConfigClient({
    address,
    definition: DEFINITION,
    node: { id: "n", workload: WORKLOAD, softwareVersion: "0" },
    applied: () => {
      const version = applied.at(-1);
      return version === undefined ? undefined : { version, source: "stream" };
    },
    apply: (snapshot) => {
      applied.push(snapshot.version);
    },
    cache,
    onConnected: () => {},
    clock: systemClock,
    random: new FakeRandom(
      1,
      Array.from({ length: 100 }, () => 0),
    ),
    telemetry,
  });
  return { client, telemetry };
}

test("the client refuses every bad bundle as a whole, says why, and keeps what it has", async () => {
  const answers: NodeMessage__Output[] = [];
  const good = bundleOf(GOOD, "1");
  const wrongHash = bundleOf(GOOD, "2");
  const [first] = wrongHash.bundle?.resources ?? [];
  if (first !== undefined) first.canonicalJson = Buffer.from('{"dialect":"anthropic"}');
  const badRoute = bundleOf(
    [{ kind: "Route", name: "chat", spec: { match: {}, targets: [{ upstream: "nowhere" }] } }],
    "3",
  );
  const wrongVersion = bundleOf(GOOD, "4");
  if (wrongVersion.bundle != null) wrongVersion.bundle.version = "0".repeat(64);
  const script = [good, wrongHash, badRoute, wrongVersion];
  const server = await scriptedControlPlane((stream) => {
    stream.on("data", (message: NodeMessage__Output) => {
      answers.push(message);
      const next = script.shift();
      if (next !== undefined) stream.write(next);
    });
  });
  const applied: string[] = [];
  const { client, telemetry } = clientOf(server.address, applied);
  client.start();
  try {
    await until(() => answers.length === 5, "a hello and four answers");
  } finally {
    client.stop();
    server.close();
  }
  assert.deepEqual(
    answers.map((answer) => answer.message),
    ["hello", "ack", "nack", "nack", "nack"],
  );
  assert.deepEqual(applied, [good.bundle?.version]);
  assert.match(answers[2]?.nack?.faults[0]?.message ?? "", /hash/);
  assert.match(answers[3]?.nack?.faults[0]?.message ?? "", /nowhere/);
  assert.equal(answers[3]?.nack?.faults[0]?.path, "targets[0].upstream");
  assert.match(answers[4]?.nack?.faults[0]?.message ?? "", /version/);
  assert.equal(telemetry.named("configRejected").length, 3);
});

test("what was rejected is over when the control plane wants what is in force again", async () => {
  const good = bundleOf(GOOD, "1");
  const bad = bundleOf(
    [{ kind: "Route", name: "chat", spec: { match: {}, targets: [{ upstream: "nowhere" }] } }],
    "2",
  );
  const version = good.bundle?.version ?? "";
  let stream: ServerDuplexStream<NodeMessage__Output, ConfigMessage> | undefined;
  const script = [good, { heartbeat: { version } }, bad];
  const server = await scriptedControlPlane((opened) => {
    stream = opened;
    opened.on("data", (message: NodeMessage__Output) => {
      if (message.hello != null) for (const next of script) opened.write(next);
    });
  });
  const { client, telemetry } = clientOf(server.address, []);
  client.start();
  try {
    await until(() => client.rejected !== undefined, "the rejection");
    assert.equal(client.rejected?.version, bad.bundle?.version);
    assert.match(client.rejected?.faults[0] ?? "", /nowhere/);
    // As the heartbeats of a control plane that wants the rejected one: nothing has changed.
    stream?.write({ heartbeat: { version: bad.bundle?.version ?? "" } });
    stream?.write({ heartbeat: { version } });
    stream?.write({ heartbeat: { version } });
    await until(() => client.rejected === undefined, "it is over");
  } finally {
    client.stop();
    server.close();
  }
  assert.deepEqual(
    telemetry.named("configMended").map(({ values }) => values),
    [[version, "stream"]],
  );
});

test("the client comes back after every kind of end, and says what it runs on", async () => {
  const hellos: (string | undefined)[] = [];
  const server = await scriptedControlPlane((stream) => {
    stream.on("error", () => {});
    stream.on("data", (message: NodeMessage__Output) => {
      if (message.hello != null) {
        hellos.push(message.hello.appliedVersion);
        stream.write(bundleOf(GOOD, "1"));
      } else if (hellos.length === 1) stream.end();
      else if (hellos.length === 2) stream.emit("error", { code: 14, details: "broken" });
      else if (hellos.length === 3) {
        stream.write({ shed: { retryAfterMs: 1 } });
        stream.end();
      }
    });
  });
  const applied: string[] = [];
  const { client, telemetry } = clientOf(server.address, applied);
  client.start();
  try {
    await until(() => hellos.length === 4, "four streams");
  } finally {
    client.stop();
    server.close();
  }
  assert.equal(hellos[0], "");
  assert.equal(hellos[3], bundleOf(GOOD, "1").bundle?.version);
  assert.equal(telemetry.named("controlPlaneDisconnected").length, 3);
});

/** What a cache is told, one line each. */
function recordingCache(told: string[]): PurgeReceiver {
  return {
    purgedUpTo: 4,
    awaitPurges: () => told.push("await"),
    purge: (purges, upTo) => {
      told.push(`${purges.map(({ tag, sequence }) => `${tag}@${sequence}`).join(" ")} up to ${upTo}`.trim());
      return purges.length;
    },
  };
}

test("a purge is carried out and answered at once, and the client says what it knows of", async () => {
  const answers: NodeMessage__Output[] = [];
  const purge = {
    sequence: 9,
    tags: [
      { tag: "a", sequence: 7 },
      { tag: "*", sequence: 9 },
    ],
  };
  const server = await scriptedControlPlane((stream) => {
    stream.on("error", () => {});
    stream.on("data", (message: NodeMessage__Output) => {
      answers.push(message);
      if (message.hello == null) return;
      stream.write({ purge });
      stream.write({ heartbeat: { version: "" } });
      stream.write(bundleOf(GOOD, "1"));
      stream.write({ purge: { sequence: 10, tags: [] } });
    });
  });
  const told: string[] = [];
  const { client } = clientOf(server.address, [], recordingCache(told));
  client.start();
  try {
    await until(() => answers.length === 4, "a hello and three answers");
  } finally {
    client.stop();
    server.close();
  }
  assert.equal(answers[0]?.hello?.purgedUpTo, 4);
  assert.deepEqual(
    answers.slice(1).map(({ purged, ack }) => purged ?? ack?.nonce),
    [{ sequence: 9, answers: 2 }, "1", { sequence: 10, answers: 0 }],
  );
  assert.deepEqual(told, ["await", "a@7 *@9 up to 9", "up to 10"]);
});

test("a control plane that knows no purges is not waited for; one that has no time yet is", async () => {
  let streams = 0;
  const server = await scriptedControlPlane((stream) => {
    stream.on("error", () => {});
    stream.on("data", (message: NodeMessage__Output) => {
      if (message.hello == null) return;
      if (++streams === 1) {
        stream.write({ shed: { retryAfterMs: 1 } });
        stream.end();
      } else {
        stream.write({ heartbeat: { version: "" } });
        stream.write(bundleOf(GOOD, "1"));
      }
    });
  });
  const told: string[] = [];
  const applied: string[] = [];
  const { client } = clientOf(server.address, applied, {
    ...recordingCache(told),
    purge: (_, upTo) => {
      told.push(`stream ${streams} up to ${upTo}`);
      return 0;
    },
  });
  client.start();
  try {
    await until(() => applied.length === 1, "the configuration");
  } finally {
    client.stop();
    server.close();
  }
  assert.deepEqual(told, ["await", "stream 2 up to 0"]);
});
