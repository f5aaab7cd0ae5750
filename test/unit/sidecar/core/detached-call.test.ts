import assert from "node:assert/strict";
import { test } from "node:test";
import type { End } from "../../../../sidecar/core/call.ts";
import { deadlineAfter, NO_DEADLINE } from "../../../../sidecar/core/deadline.ts";
import { detach } from "../../../../sidecar/core/detached-call.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { documentReply, type TestCall, testCall } from "../../../support/calls.ts";
import { tinyDialect } from "../../../support/tiny-dialect.ts";

const FAILED = { outcome: "failed", error: new AiosError("server-error", "no") } as const satisfies End;

function original(): TestCall {
  const call = testCall(
    tinyDialect,
    { model: "m" },
    {
      headers: { "idempotency-key": "k", "openai-organization": "o" },
      user: "ada",
      session: "s",
      policies: ["pii"],
      preferred: { upstream: "a", model: "m" },
      stale: { ageMs: 1, reply: () => documentReply({}) },
      firstFrameBy: deadlineAfter(0, 5),
      deadline: deadlineAfter(0, 10),
      routeTimeoutMs: 10,
    },
  );
  call.record.set("redactions", { EMAIL: 1 });
  call.record.set("leftInClear", { PERSON: 1 });
  call.record.set("cache", "miss");
  call.record.set("attempts", 3);
  call.record.set("upstream", "a");
  call.record.set("ruled", [{ policy: "pii", rule: "r", action: "warn" }]);
  return call;
}

test("it is the same request of the same caller, without what belongs to one execution", () => {
  const call = original();
  const { call: detached } = detach(call, { deadline: deadlineAfter(0, 99), onFault: assert.ifError });
  for (const field of [
    "id",
    "request",
    "workload",
    "user",
    "session",
    "policies",
    "preferred",
    "model",
  ] as const)
    assert.equal(detached[field], call[field], field);
  assert.deepEqual(detached.headers, { "openai-organization": "o" });
  assert.equal(call.headers["idempotency-key"], "k");
  assert.equal(detached.stale, undefined);
  assert.equal(detached.firstFrameBy, NO_DEADLINE);
  assert.deepEqual(detached.deadline, { at: 99 });
});

test("of what was decided it keeps what says where the request may go, and nothing else", () => {
  const call = original();
  const { call: detached } = detach(call, { deadline: NO_DEADLINE, onFault: assert.ifError });
  assert.deepEqual(detached.record.all(), { redactions: { EMAIL: 1 }, leftInClear: { PERSON: 1 } });
  detached.record.set("cache", "hit");
  assert.equal(call.record.get("cache"), "miss");
});

test("neither the original's signal nor its end reaches it", () => {
  const abort = new AbortController();
  const call = testCall(tinyDialect, { model: "m" }, { signal: abort.signal });
  const { call: detached } = detach(call, { deadline: NO_DEADLINE, onFault: assert.ifError });
  detached.onEnd(() => assert.fail("it has not ended"));
  abort.abort(FAILED.error);
  call.end(FAILED);
  assert.equal(detached.signal.aborted, false);
});

test("it ends once, last registered first; a failure aborts it, and a callback that throws keeps nobody from running", () => {
  const faults: unknown[] = [];
  const { call, end } = detach(original(), { deadline: NO_DEADLINE, onFault: (error) => faults.push(error) });
  const told: unknown[] = [];
  const bug = new TypeError("bug");
  call.onEnd((how) => told.push("first", how));
  call.onEnd(() => {
    throw bug;
  });
  call.onEnd(() => told.push(call.signal.reason));
  end(FAILED);
  end({ outcome: "completed" });
  assert.deepEqual([...told], [FAILED.error, "first", FAILED]);
  assert.deepEqual(faults, [bug]);
  call.onEnd((how) => told.push("late", how));
  assert.deepEqual(told.slice(3), ["late", FAILED]);
});

test("whoever is told to stop has still to end; a good end aborts nothing", () => {
  const stopped = detach(original(), { deadline: NO_DEADLINE, onFault: assert.ifError });
  let ended = 0;
  stopped.call.onEnd(() => ended++);
  stopped.abort(FAILED.error);
  assert.equal(stopped.call.signal.reason, FAILED.error);
  assert.equal(ended, 0);
  stopped.end({ outcome: "completed" });
  assert.equal(ended, 1);

  const fine = detach(original(), { deadline: NO_DEADLINE, onFault: assert.ifError });
  fine.end({ outcome: "completed" });
  assert.equal(fine.call.signal.aborted, false);
});
