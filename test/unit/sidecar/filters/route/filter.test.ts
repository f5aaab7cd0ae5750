import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type UpstreamSpec, upstreamSpec } from "../../../../../config/schema/upstream.ts";
import type { Call, Handler } from "../../../../../sidecar/core/call.ts";
import type { Dialect, ProviderDialect } from "../../../../../sidecar/core/dialect.ts";
import { AiosError, type ErrorKind } from "../../../../../sidecar/core/errors.ts";
import { anthropicMessages } from "../../../../../sidecar/dialects/anthropic-messages/dialect.ts";
import { openaiChat } from "../../../../../sidecar/dialects/openai-chat/dialect.ts";
import { dialectOf } from "../../../../../sidecar/dialects/registry.ts";
import { createRouteFilter, type RouteOptions } from "../../../../../sidecar/filters/route/filter.ts";
import { choose, weightedChoice } from "../../../../../sidecar/filters/route/weighted.ts";
import { documentReply, testCall } from "../../../../support/calls.ts";
import { FakeRandom } from "../../../../support/fake-random.ts";
import { tinyDialect } from "../../../../support/tiny-dialect.ts";

const upstream = (dialect: ProviderDialect): UpstreamSpec =>
  upstreamSpec.parse({ dialect, url: "http://127.0.0.1:1/v1" });
const upstreams = new Map([
  ["a", upstream("openai")],
  ["b", upstream("openai")],
  ["claude", upstream("anthropic")],
]);

/** The call that reaches the next filter. */
async function routed(options: Partial<RouteOptions>, call: Call): Promise<Call> {
  let seen: Call | undefined;
  const filter = createRouteFilter({
    targets: [],
    upstreams,
    judgesOf: () => [],
    random: new FakeRandom(),
    dialectOf: () => tinyDialect,
    ...options,
  });
  await filter.wrap(async (next) => {
    seen = next;
    return documentReply({});
  })(call);
  assert.ok(seen);
  return seen;
}

test("targets are chosen by weight among those that speak the caller's dialect", async () => {
  const targets = [
    { upstream: "a", weight: 3 },
    { upstream: "claude", weight: 1_000 },
    { upstream: "b", weight: 1 },
    { upstream: "a", model: "never", weight: 0 },
  ];
  const chosen: string[] = [];
  for (const chance of [0, 0.74, 0.76, 0.999]) {
    const call = await routed(
      { targets, random: new FakeRandom(1, [chance]) },
      testCall(tinyDialect, { model: "m" }),
    );
    chosen.push(`${call.target?.upstream}/${call.target?.model}`);
  }
  assert.deepEqual(chosen, ["a/m", "a/m", "b/m", "b/m"]);
});

test("a target's own model goes into the request; else the caller's bytes stay as they are", async () => {
  const original = testCall(tinyDialect, { model: "m", seed: 7 });
  const renamed = await routed({ targets: [{ upstream: "a", model: "real", weight: 1 }] }, original);
  assert.deepEqual(renamed.request.document(), { model: "real", seed: 7 });
  assert.equal(renamed.model, "m");
  assert.equal(renamed.record.get("upstream"), "a");
  assert.equal(renamed.record.get("model"), "real");
  assert.deepEqual(original.request.document(), { model: "m", seed: 7 });

  const same = await routed({ targets: [{ upstream: "a", weight: 1 }] }, original);
  assert.equal(same.request, original.request);
});

test("a call that comes with a target keeps it", async () => {
  const call = testCall(tinyDialect, { model: "m" }, { target: { upstream: "b", model: "small" } });
  const seen = await routed({ targets: [{ upstream: "a", weight: 1 }] }, call);
  assert.deepEqual(seen.target, { upstream: "b", model: "small" });
  assert.deepEqual(seen.request.document(), { model: "small" });
  assert.equal(seen.record.get("upstream"), "b");
});

test("a route without a target that takes the call is refused, naming what it speaks and how to mend it", async () => {
  const claude: Dialect = { ...tinyDialect, provider: "anthropic" };
  const options = { targets: [{ upstream: "a", weight: 1 }], dialectOf: () => claude };
  await assert.rejects(routed(options, testCall(claude, { model: "m" })), (error) => {
    assert.ok(error instanceof AiosError);
    assert.equal(error.kind, "unsupported");
    assert.match(error.message, /dialect openai-chat.*only such as speak openai\..*dialect: anthropic/);
    return true;
  });
});

/** Where the calls go, with a next filter that refuses those for one upstream. */
async function attempts(refused: string, kind: ErrorKind, call: Call): Promise<readonly string[]> {
  const seen: string[] = [];
  const next: Handler = async ({ target }) => {
    seen.push(target?.upstream ?? "");
    if (target?.upstream === refused) throw new AiosError(kind, "It cannot be said there.");
    return documentReply({});
  };
  const filter = createRouteFilter({
    targets: [
      { upstream: "claude", weight: 1_000 },
      { upstream: "a", weight: 1 },
      { upstream: "b", weight: 0 },
    ],
    upstreams,
    judgesOf: () => [],
    random: new FakeRandom(1, [0, 0.9]),
    dialectOf,
  });
  await filter
    .wrap(next)(call)
    .catch(() => seen.push("failed"));
  return seen;
}

test("targets of other dialects take their share of the calls that can be translated", async () => {
  const targets = [
    { upstream: "claude", weight: 1 },
    { upstream: "a", weight: 1 },
  ];
  const call = testCall(openaiChat, { model: "m", messages: [] });
  const chosen: string[] = [];
  for (const chance of [0.1, 0.9]) {
    const seen = await routed({ targets, dialectOf, random: new FakeRandom(1, [chance]) }, call);
    chosen.push(seen.target?.upstream ?? "");
  }
  assert.deepEqual(chosen, ["claude", "a"]);
});

test("a call that cannot be translated goes, once, to a target that needs no translation and has weight", async () => {
  const call = testCall(openaiChat, { model: "m", messages: [] });
  assert.deepEqual(await attempts("claude", "unsupported", call), ["claude", "a"]);
  assert.deepEqual(await attempts("claude", "server-error", call), ["claude", "failed"]);
  const asked = { ...call, target: { upstream: "claude", model: "m" } };
  assert.deepEqual(await attempts("claude", "unsupported", asked), ["claude", "failed"]);
  const native = testCall(anthropicMessages, { model: "m", messages: [] });
  assert.deepEqual(await attempts("claude", "unsupported", native), ["claude", "failed"]);
});

test("a rung that names an upstream of another dialect is refused instead of being sent the wrong shape", async () => {
  const call = testCall(tinyDialect, { model: "m" }, { target: { upstream: "claude", model: "m" } });
  await assert.rejects(routed({}, call), { kind: "unsupported" });
});

test("whatever the weights and the chance, only a target with weight is chosen, and one always is", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ weight: fc.nat(1_000_000) }), { minLength: 1, maxLength: 64 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (items, chance) => {
        const chosen = choose(weightedChoice(items), chance);
        if (items.every(({ weight }) => weight === 0)) assert.equal(chosen, undefined);
        else assert.ok(chosen !== undefined && chosen.weight > 0);
      },
    ),
  );
});
