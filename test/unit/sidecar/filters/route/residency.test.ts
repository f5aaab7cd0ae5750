import assert from "node:assert/strict";
import { test } from "node:test";
import { type UpstreamSpec, upstreamSpec } from "../../../../../config/schema/upstream.ts";
import type { Call } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { opaquePayload, unseenPayload } from "../../../../../sidecar/core/payload.ts";
import { createRouteFilter } from "../../../../../sidecar/filters/route/filter.ts";
import { judgeByResidency } from "../../../../../sidecar/filters/route/residency.ts";
import { documentReply, type TestCall, testCall } from "../../../../support/calls.ts";
import { FakeRandom } from "../../../../support/fake-random.ts";
import { policyOf } from "../../../../support/policies.ts";
import { tinyDialect } from "../../../../support/tiny-dialect.ts";

const upstream = (said: { readonly region?: string; readonly owner?: string }): UpstreamSpec =>
  upstreamSpec.parse({ dialect: "openai", url: "http://127.0.0.1:1/v1", ...said });
const upstreams = new Map([
  ["frankfurt", upstream({ region: "eu-central-1", owner: "azure" })],
  ["paris", upstream({ region: "eu-west-3", owner: "azure" })],
  ["virginia", upstream({ region: "us-east-1", owner: "openai" })],
  ["own", upstream({ region: "us-east-1", owner: "self" })],
  ["somewhere", upstream({})],
]);
const policies = new Map([
  ["eu", policyOf({ residency: { regions: ["eu-*"] } })],
  ["germany", policyOf({ residency: { regions: ["eu-central-1"] } })],
  ["own", policyOf({ residency: { thirdParties: "forbid" } })],
  ["clean", policyOf({ residency: { unredacted: "forbid" } })],
  ["plain", policyOf({})],
]);
const judgeOf = judgeByResidency(policies, upstreams);

function callWith(document: JsonObject = {}, overrides: Partial<Call> = {}): TestCall {
  return testCall(tinyDialect, { model: "m", ...document }, overrides);
}

/** Upstreams that a call may go to under these policies. */
function permitted(names: readonly string[], call: Call = callWith()): readonly string[] {
  const judge = judgeOf(names);
  return [...upstreams.keys()].filter(
    (name) => judge?.(call, { upstream: name, model: "m" }).denial === undefined,
  );
}

test("regions are globs, and an upstream without one is nowhere", () => {
  assert.deepEqual(permitted(["eu"]), ["frankfurt", "paris"]);
  assert.deepEqual(permitted(["germany"]), ["frankfurt"]);
});

test("whoever is not the organisation itself is a third party, and so is one that nobody knows", () => {
  assert.deepEqual(permitted(["own"]), ["own"]);
  const unknown = judgeOf(["own"])?.(callWith(), { upstream: "new", model: "m" });
  assert.equal(unknown?.denial?.kind, "policy-denied");
});

test("of several policies all have to permit a place, in whatever order they come", () => {
  assert.deepEqual(permitted(["eu", "germany"]), ["frankfurt"]);
  assert.deepEqual(permitted(["eu", "own", "plain"]), []);
  assert.deepEqual(permitted(["own", "eu"]), []);
});

test("policies without residency have no judge", () => {
  assert.equal(judgeOf(["plain"]), undefined);
  assert.equal(judgeOf([]), undefined);
});

test("what redaction has left in clear goes to no third party", () => {
  const call = callWith();
  assert.equal(permitted(["clean"], call).length, 5);
  call.record.set("redactions", { email: 3 });
  call.record.set("leftInClear", {});
  assert.equal(permitted(["clean"], call).length, 5, "what was replaced is no longer there");
  call.record.set("leftInClear", { email: 1 });
  assert.deepEqual(permitted(["clean"], call), ["own"]);
  assert.equal(permitted(["plain"], call).length, 5);
});

test("what cannot be looked into goes to no third party", () => {
  const image = {
    messages: [{ content: [{ type: "image_url", image_url: { url: "https://a.example/b.png" } }] }],
  };
  assert.deepEqual(permitted(["clean"], callWith(image)), ["own"]);
  const http = { transport: "http", method: "POST", path: "/v1/x", contentType: "audio/wav" } as const;
  const opaque = (bytes: Uint8Array) =>
    callWith({}, { opaque: http, request: opaquePayload(bytes, "audio/wav") });
  assert.deepEqual(permitted(["clean"], opaque(new Uint8Array(3))), ["own"]);
  assert.equal(permitted(["clean"], opaque(new Uint8Array())).length, 5, "an empty body has nothing in it");
  assert.equal(permitted(["clean"], callWith({}, { opaque: http })).length, 5, "JSON is looked into");
  const messages = { read: () => (async function* () {})(), isReplayable: true, sole: async () => undefined };
  const grpc = callWith(
    {},
    {
      opaque: { transport: "grpc", path: "/a.B/C", messages: { ...messages, saidAt: undefined } },
      request: unseenPayload(),
    },
  );
  assert.deepEqual(permitted(["clean"], grpc), ["own"]);
});

interface Sent {
  readonly upstream: string | undefined;
  readonly denied: AiosError | undefined;
}

async function send(
  call: Call,
  targets: readonly { readonly upstream: string; readonly weight: number }[],
  chance = 0.5,
): Promise<Sent> {
  let sentTo: string | undefined;
  const filter = createRouteFilter({
    targets: [...targets],
    upstreams,
    judgesOf: (names) => [judgeOf(names) ?? []].flat(),
    random: new FakeRandom(1, [chance]),
    dialectOf: () => tinyDialect,
  });
  try {
    await filter.wrap(async ({ target }) => {
      sentTo = target?.upstream;
      return documentReply({});
    })(call);
    return { upstream: sentTo, denied: undefined };
  } catch (error) {
    assert.ok(error instanceof AiosError);
    assert.equal(sentTo, undefined);
    return { upstream: undefined, denied: error };
  }
}

test("a forbidden target is never chosen, and its weight is the others'", async () => {
  const targets = [
    { upstream: "virginia", weight: 1_000 },
    { upstream: "frankfurt", weight: 3 },
    { upstream: "paris", weight: 1 },
  ];
  const chosen: (string | undefined)[] = [];
  for (const chance of [0, 0.74, 0.76, 0.999])
    chosen.push((await send(callWith({}, { policies: ["eu"] }), targets, chance)).upstream);
  assert.deepEqual(chosen, ["frankfurt", "frankfurt", "paris", "paris"]);
});

test("a call with no permitted target is denied, by policy and rule", async () => {
  const call = callWith({}, { policies: ["eu"] });
  const { denied } = await send(call, [{ upstream: "virginia", weight: 1 }]);
  assert.equal(denied?.kind, "policy-denied");
  assert.equal(denied.headers["x-aios-denied-by"], "eu/residency");
  assert.match(denied.message, /only go to the regions eu-\*/);
  assert.deepEqual(call.record.get("ruled"), [{ policy: "eu", rule: "residency", action: "deny" }]);
});

test("a target that a call brings along is judged as well: a rung of the ladder, a copy, a hedge's other attempt", async () => {
  const target = { upstream: "virginia", model: "m" };
  const { denied } = await send(callWith({}, { policies: ["eu"], target }), []);
  assert.equal(denied?.kind, "policy-denied");
  const allowed = await send(
    callWith({}, { policies: ["eu"], target: { ...target, upstream: "paris" } }),
    [],
  );
  assert.equal(allowed.upstream, "paris");
});
