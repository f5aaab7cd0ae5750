import assert from "node:assert/strict";
import { test } from "node:test";
import { createEndpoints } from "../../../../../sidecar/upstream/balance/endpoint.ts";
import { TriedEndpoints } from "../../../../../sidecar/upstream/balance/tried.ts";
import { endpointsOfWeights } from "./support.ts";

test("an endpoint is called by its host and port, and by its path only where two share those", () => {
  const labels = (...urls: readonly string[]) =>
    createEndpoints(urls.map((url) => ({ url, weight: 1 }))).map(({ label }) => label);
  assert.deepEqual(labels("https://a.example/v1", "http://b.example:8000/v1", "grpc://c:8001"), [
    "a.example",
    "b.example:8000",
    "c:8001",
  ]);
  assert.deepEqual(labels("https://a.example/east/v1", "https://a.example/west/v1?tier=1"), [
    "a.example/east/v1",
    "a.example/west/v1",
  ]);
});

test("what calls have tried is remembered of a bounded number of calls", () => {
  const [endpoint] = endpointsOfWeights(1);
  assert.ok(endpoint !== undefined);
  const tried = new TriedEndpoints();
  for (let call = 0; call <= 4_096; call++) tried.add(`call-${call}`, endpoint);
  assert.equal(tried.of("call-0"), undefined);
  assert.deepEqual(tried.of("call-1"), [endpoint]);
  tried.forget("call-1");
  assert.equal(tried.of("call-1"), undefined);
});
