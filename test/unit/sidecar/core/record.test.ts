import assert from "node:assert/strict";
import { test } from "node:test";
import { answeredBy, chargedTo } from "../../../../sidecar/core/record.ts";

const endpoint = { upstream: "openai", name: "10.0.0.1:8000", isTold: true };
const decided = { upstream: "openai", model: "gpt-4o", endpoint };

test("an upstream that answered is told, with its model and endpoint, and is charged", () => {
  assert.deepEqual(answeredBy(decided), decided);
  assert.deepEqual(chargedTo(decided), decided);
});

test("a rung that asked another upstream is told as that one", () => {
  const degraded = { rung: "upstream", reason: "connect" } as const;
  assert.deepEqual(answeredBy({ ...decided, degraded }), decided);
});

for (const rung of ["stale", "reply"] as const) {
  test(`of the rung ${rung} no upstream is told, although one was tried before`, () => {
    const degraded = { rung, reason: "server-error" } as const;
    assert.deepEqual(answeredBy({ ...decided, degraded }), {});
    assert.deepEqual(chargedTo({ ...decided, degraded }), {});
  });
}

test("a repeat is told who gave its answer, but charged to nobody", () => {
  const repeat = { upstream: "openai", model: "gpt-4o", idempotentReplay: true };
  assert.deepEqual(answeredBy(repeat), { upstream: "openai", model: "gpt-4o" });
  assert.deepEqual(chargedTo(repeat), {});
});

test("the endpoint of an upstream that was tried before the last one is not taken for the last one's", () => {
  assert.deepEqual(answeredBy({ ...decided, upstream: "local" }), { upstream: "local", model: "gpt-4o" });
});

test("an answer from the cache has neither", () => {
  assert.deepEqual(answeredBy({ cache: "hit" }), {});
});
