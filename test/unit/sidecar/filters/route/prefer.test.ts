import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { JudgeTarget } from "../../../../../sidecar/core/target-judge.ts";
import { createPreferFilter } from "../../../../../sidecar/filters/route/filter.ts";
import { documentReply, testCall } from "../../../../support/calls.ts";
import { tinyDialect } from "../../../../support/tiny-dialect.ts";

const denied = new AiosError("policy-denied", "not there");
const onlyFor =
  (user: string): JudgeTarget =>
  (call) => ({ verdicts: [], denial: call.user === user ? undefined : denied });

/** What the filter hands down as the target preferred by a call of this user. */
async function preferred(
  user: string,
  { upstreams, judges = [] }: { upstreams: readonly string[]; judges?: readonly JudgeTarget[] },
) {
  let seen: Call | undefined;
  const filter = createPreferFilter({
    targets: upstreams.map((upstream) => ({ upstream, weight: 1 })),
    isCached: true,
    upstreams: new Map(),
    judgesOf: () => judges,
    random: { next: () => 0.99, fill: (bytes) => bytes.fill(0) },
    dialectOf: () => tinyDialect,
  });
  const handle = filter.wrap(async (call) => {
    seen = call;
    return documentReply({ text: "hi" });
  });
  await handle(testCall(tinyDialect, { model: "m" }, { user }));
  return seen?.preferred;
}

test("one of several targets is chosen before the cache looks", async () => {
  assert.deepEqual(await preferred("ada", { upstreams: ["a", "b"] }), { upstream: "b", model: "m" });
});

test("a single target is no choice where nobody forbids it", async () => {
  assert.equal(await preferred("ada", { upstreams: ["a"] }), undefined);
});

test("a caller who may not go to the only target shares no key with those who may", async () => {
  const judges = [onlyFor("ada")];
  assert.deepEqual(await preferred("ada", { upstreams: ["a"], judges }), { upstream: "a", model: "m" });
  assert.equal(await preferred("bob", { upstreams: ["a"], judges }), undefined);
});
