import assert from "node:assert/strict";
import { test } from "node:test";
import type { Handler } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import { createAdmission, createAdmitFilter } from "../../../../../sidecar/filters/admit/filter.ts";
import { documentReply, testCall, text } from "../../../../support/calls.ts";
import { tinyDialect } from "../../../../support/tiny-dialect.ts";

const answer: Handler = async () => documentReply({ text: "ok" });
const aCall = () => testCall(tinyDialect, { model: "m" });

test("one call too many is refused at once, before anything below sees it", async () => {
  const admission = createAdmission(1);
  let reached = 0;
  const handler = createAdmitFilter({ admission }).wrap(async (call) => {
    reached++;
    return answer(call);
  });
  await handler(aCall());
  await assert.rejects(handler(aCall()), (error) => {
    assert.ok(error instanceof AiosError);
    assert.equal(error.kind, "overloaded");
    assert.equal(error.retryAfterMs, 1_000);
    assert.match(error.message, /maxConcurrentCalls/);
    return true;
  });
  assert.equal(reached, 1);
  assert.equal(admission.inFlight, 1);
});

test("a call is in flight until its last byte, not until its head", async () => {
  const admission = createAdmission(1);
  const handler = createAdmitFilter({ admission }).wrap(answer);
  const call = aCall();
  const reply = await handler(call);
  await text(reply.body);
  assert.equal(admission.inFlight, 1);
  call.end();
  assert.equal(admission.inFlight, 0);
  await handler(aCall());
});

test("a call that fails gives its permit back as well", async () => {
  const admission = createAdmission(1);
  const error = new AiosError("connect", "refused");
  const call = aCall();
  await assert.rejects(createAdmitFilter({ admission }).wrap(() => Promise.reject(error))(call), error);
  call.end({ outcome: "failed", error });
  assert.equal(admission.inFlight, 0);
});

test("a refused call holds no permit that its end could give back", async () => {
  const admission = createAdmission(1);
  const handler = createAdmitFilter({ admission }).wrap(answer);
  await handler(aCall());
  const refused = aCall();
  await assert.rejects(handler(refused));
  refused.end();
  assert.equal(admission.inFlight, 1);
});

test("a release counts once however often it is called", () => {
  const admission = createAdmission(2);
  const release = admission.acquire();
  admission.acquire();
  release?.();
  release?.();
  assert.equal(admission.inFlight, 1);
});

test("the limit may change while calls are in flight, and is shared by all filters", async () => {
  const admission = createAdmission(2);
  const one = createAdmitFilter({ admission }).wrap(answer);
  const two = createAdmitFilter({ admission }).wrap(answer);
  const first = aCall();
  await one(first);
  await two(aCall());
  admission.setLimit(1);
  first.end();
  await assert.rejects(one(aCall()), { kind: "overloaded" });
  admission.setLimit(2);
  await one(aCall());
});
