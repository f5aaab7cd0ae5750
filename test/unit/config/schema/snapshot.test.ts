import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "../../../../config/schema/canonical.ts";
import {
  buildSnapshot,
  bundleVersion,
  EMPTY_SNAPSHOT,
  type RawResource,
  toWire,
} from "../../../../config/schema/snapshot.ts";

const upstream: RawResource = {
  kind: "Upstream",
  name: "openai",
  spec: { dialect: "openai", url: "https://api.openai.com/v1" },
};
const policy: RawResource = { kind: "Policy", name: "pii", spec: { redact: { entities: ["email"] } } };
const route: RawResource = {
  kind: "Route",
  name: "chat",
  spec: { match: {}, targets: [{ upstream: "openai" }], policies: ["pii"] },
};

function snapshotOf(resources: readonly RawResource[]) {
  const result = buildSnapshot(resources);
  assert.ok(result.ok, JSON.stringify(result));
  return result.snapshot;
}

test("a snapshot's version does not depend on the order of resources or of keys", () => {
  const turned: RawResource = { ...upstream, spec: { url: "https://api.openai.com/v1", dialect: "openai" } };
  assert.equal(snapshotOf([route, turned, policy]).version, snapshotOf([upstream, policy, route]).version);
});

test("a snapshot's version changes with any name or value", () => {
  const versions = [
    [upstream],
    [upstream, policy],
    [upstream, policy, route],
    [{ ...upstream, name: "other" }],
    [{ ...upstream, spec: { dialect: "openai", url: "https://example.com" } }],
  ].map((resources) => snapshotOf(resources).version);
  assert.equal(new Set(versions).size, versions.length);
  assert.ok(!versions.includes(EMPTY_SNAPSHOT.version));
  assert.equal(snapshotOf([]).version, EMPTY_SNAPSHOT.version);
});

test("resources travel in the order Upstream, Policy, Route, each stamped with the hash of its canonical JSON", () => {
  const wire = toWire([route, policy, upstream]);
  assert.deepEqual(
    wire.map(({ kind }) => kind),
    ["Upstream", "Policy", "Route"],
  );
  for (const { json, version } of wire) assert.equal(version, sha256(json));
  assert.equal(wire[0]?.json, '{"dialect":"openai","url":"https://api.openai.com/v1"}');
  assert.equal(
    bundleVersion(wire),
    sha256(wire.map(({ kind, name, version }) => `${kind}/${name}@${version}\n`).join("")),
  );
});

test("defaults are filled in, durations are ms and sizes bytes", () => {
  const { upstreams, routes } = snapshotOf([upstream, policy, route]);
  const filled = upstreams.get("openai");
  assert.deepEqual(filled?.breaker, {
    errorRate: 0.5,
    minimumCalls: 20,
    window: 10_000,
    openFor: 5_000,
    halfOpenCalls: 1,
  });
  assert.equal(filled?.maxReplySize, 32 * 1024 ** 2);
  assert.deepEqual(routes[0]?.spec.timeouts, {
    connect: 1_000,
    firstToken: 30_000,
    idle: 30_000,
    total: 300_000,
  });
});

test("all faults of all resources are found at once, each with its place and code", () => {
  const result = buildSnapshot([
    { ...upstream, spec: { dialect: "opnai", url: 3 } },
    {
      ...route,
      spec: { match: {}, targets: [{ upstream: "opnai" }], policies: ["ppi"], retry: { attempts: "2" } },
    },
    policy,
    policy,
  ]);
  assert.ok(!result.ok);
  assert.deepEqual(
    result.faults.map(
      ({ kind, name, path, code, hint }) => `${kind}/${name} ${path.join(".")} ${code} ${hint ?? "-"}`,
    ),
    [
      "Upstream/openai dialect E304 openai",
      "Upstream/openai url E303 -",
      "Route/chat retry.attempts E303 -",
      "Policy/pii  E206 -",
      "Route/chat targets.0.upstream E401 openai",
      "Route/chat policies.0 E402 pii",
    ],
  );
});

test("a fault's message never holds a secret that stands in a resource", () => {
  const result = buildSnapshot([
    { ...upstream, spec: { dialect: "openai", url: "https://a.b", auth: { bearer: "hunter2" } } },
  ]);
  assert.ok(!result.ok);
  assert.equal(result.faults[0]?.code, "E307");
  assert.doesNotMatch(JSON.stringify(result.faults), /hunter2/);
});
