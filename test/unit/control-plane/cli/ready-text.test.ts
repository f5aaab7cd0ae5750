import assert from "node:assert/strict";
import { test } from "node:test";
import { parseConfig } from "../../../../config/schema/parse.ts";
import { modelToTry, readyText } from "../../../../control-plane/cli/ready-text.ts";

const WORKLOAD = { namespace: "default", serviceAccount: "default", labels: {} };

function toTry(upstreamModels: string, route: string): string | undefined {
  const text = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: own }
spec: { dialect: openai, url: "http://127.0.0.1:9/v1", models: [${upstreamModels}] }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: own }
spec: { match: { ${route} }, targets: [{ upstream: own }] }
`;
  const { snapshot } = parseConfig([{ path: "config", text }]);
  assert.ok(snapshot !== undefined);
  return modelToTry(snapshot, WORKLOAD);
}

test("the model to try is one that is listed and that a chat may ask for", () => {
  assert.equal(toTry("a, gpt-4o-mini", 'models: ["*"]'), "gpt-4o-mini");
  assert.equal(toTry("a, b", 'models: ["b*"]'), "b");
  assert.equal(toTry("", 'models: ["named", "other-*"]'), "named");
  assert.equal(toTry("", 'models: ["any-*"]'), undefined);
  assert.equal(toTry("a", 'operations: [embedding], models: ["*"]'), undefined);
});

const READY = { providers: ["own"], simulatedProvider: "http://127.0.0.1:8600", notes: [], model: "m" };

test("what the commands show stands in one column", () => {
  const rows = readyText(READY)
    .split("See what happens:\n")[1]
    ?.split("\n")
    .filter((row) => row.startsWith("  curl"));
  const columns = rows?.map((row) => /^ {2}curl \S+ +/.exec(row)?.[0].length);
  assert.ok(columns !== undefined && columns.length > 1);
  assert.equal(new Set(columns).size, 1);
});

test("where no model is named, the list is what there is to ask for", () => {
  const text = readyText({ ...READY, model: undefined });
  assert.match(text, /curl http:\/\/127\.0\.0\.1:8400\/v1\/models\n/);
  assert.doesNotMatch(text, /"model"/);
});
