import assert from "node:assert/strict";
import { test } from "node:test";
import { compileRoutes } from "../../../../config/schema/match.ts";
import { listedModels, nearestModels } from "../../../../config/schema/models.ts";
import { buildSnapshot } from "../../../../config/schema/snapshot.ts";

const upstream = (name: string, models: readonly string[]) => ({
  kind: "Upstream" as const,
  name,
  spec: { dialect: "openai", url: "https://example.com/v1", models },
});
const route = (name: string, match: object, targets: readonly object[]) => ({
  kind: "Route" as const,
  name,
  spec: { match, targets },
});

const result = buildSnapshot([
  upstream("openai", ["gpt-4o", "gpt-4o-mini", "whisper-1"]),
  upstream("azure", ["gpt-4o"]),
  upstream("local", ["llama3.2"]),
  route("chat", { operations: ["chat"], models: ["gpt-*"] }, [
    { upstream: "openai", weight: 1 },
    { upstream: "azure", weight: 9 },
  ]),
  route("lab", { models: ["lab-model", "llama*"], workloads: { namespaces: ["lab"] } }, [
    { upstream: "local" },
  ]),
  route("named", { models: ["my-alias"] }, [
    { upstream: "openai", weight: 1, model: "gpt-4o" },
    { upstream: "azure", weight: 5 },
  ]),
  route("rest", { models: ["llama*"] }, [{ upstream: "azure" }]),
]);
assert.ok(result.ok);
const { snapshot } = result;
const lab = { namespace: "lab", serviceAccount: "default", labels: {} };

test("what can be asked for by name is listed, sorted, with the upstream that serves it", () => {
  assert.deepEqual(listedModels(snapshot), [
    // Both upstreams list it; azure gets more of the calls.
    { id: "gpt-4o", owner: "azure" },
    { id: "gpt-4o-mini", owner: "openai" },
    { id: "my-alias", owner: "azure" },
  ]);
});

test("a model is not listed when calls for it go to another upstream than the one that has it", () => {
  // llama3.2 matches the route `rest`, which goes to azure; whisper-1 matches no route.
  assert.deepEqual(
    listedModels(snapshot).filter(({ id }) => id === "llama3.2" || id === "whisper-1"),
    [],
  );
});

test("a workload sees what its own routes offer", () => {
  assert.deepEqual(
    listedModels(snapshot, lab).map(({ id }) => id),
    ["gpt-4o", "gpt-4o-mini", "lab-model", "llama3.2", "my-alias"],
  );
  assert.deepEqual(listedModels(snapshot, { ...lab, namespace: "other" }), listedModels(snapshot));
});

test("every model that is listed has a route", () => {
  const match = compileRoutes(snapshot.routes);
  for (const { id } of listedModels(snapshot, lab))
    assert.ok(match({ operation: "chat", model: id, workload: lab }), id);
});

test("the nearest names are told, at most three", () => {
  const listed = ["gpt-4o", "gpt-4o-mini", "gpt-4", "gpt-5", "llama3.2"].map((id) => ({ id, owner: "a" }));
  assert.deepEqual(nearestModels("gpt4o", listed), ["gpt-4o", "gpt-4"]);
  assert.deepEqual(nearestModels("gpt-4o-mnii", listed), ["gpt-4o-mini"]);
  assert.deepEqual(nearestModels("mistral", listed), []);
});

test("every operation's routes are merged; routes whose calls pass through list nothing", () => {
  const merged = buildSnapshot([
    upstream("openai", ["tts-1", "whisper-1", "gpt-image-1", "rerank-1"]),
    route("speech", { operations: ["transcription"], models: ["whisper-*"] }, [{ upstream: "openai" }]),
    route("pictures", { operations: ["image"], models: ["gpt-image-*"] }, [{ upstream: "openai" }]),
    route("ranks", { operations: ["rerank"], models: ["my-ranker"] }, [{ upstream: "openai" }]),
    route("rest", { paths: ["/v1"] }, [{ upstream: "openai" }]),
  ]);
  assert.ok(merged.ok);
  assert.deepEqual(
    listedModels(merged.snapshot).map(({ id }) => id),
    ["gpt-image-1", "my-ranker", "whisper-1"],
  );
});
