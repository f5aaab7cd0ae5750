import assert from "node:assert/strict";
import { test } from "node:test";
import { leadsTo } from "../../../../config/schema/leads-to.ts";
import { compileUses } from "../../../../config/schema/match.ts";
import { knownModels } from "../../../../config/schema/models.ts";
import { routeSpec } from "../../../../config/schema/route.ts";

const spec = routeSpec.parse({
  match: { models: ["gpt-*"], workloads: { namespaces: ["shop"] } },
  targets: [{ upstream: "a" }, { upstream: "b", model: "b-model" }],
  fallback: [{ reply: "later" }, { upstream: "c", model: "c-model" }],
  mirror: { upstream: "d" },
  cache: { exact: { ttl: "1m" }, semantic: { embedder: { upstream: "e", model: "e-model" } } },
});

test("a route leads to its targets, rungs, shadow, and to who embeds its questions", () => {
  assert.deepEqual(
    leadsTo(spec).map(({ path, upstream, model, asks }) => [path.join("."), upstream, model, asks]),
    [
      ["targets.0.upstream", "a", undefined, "calls"],
      ["targets.1.upstream", "b", "b-model", "calls"],
      ["fallback.1.upstream", "c", "c-model", "calls"],
      ["mirror.upstream", "d", undefined, "calls"],
      ["cache.semantic.embedder.upstream", "e", "e-model", "embeddings"],
    ],
  );
});

test("whom a route selects may use all that it leads to, and its models are known", () => {
  const routes = [{ name: "route", spec }];
  const mayUse = compileUses(routes);
  const from = (namespace: string) => ({ namespace, serviceAccount: "default", labels: {} });
  for (const upstream of ["a", "b", "c", "d", "e"]) {
    assert.ok(mayUse(from("shop"), upstream), upstream);
    assert.ok(!mayUse(from("lab"), upstream), upstream);
  }
  assert.deepEqual([...knownModels({ upstreams: new Map(), routes })].sort(), [
    "b-model",
    "c-model",
    "e-model",
  ]);
});
