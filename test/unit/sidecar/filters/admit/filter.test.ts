import assert from "node:assert/strict";
import { test } from "node:test";
import type { Handler } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import {
  type Admission,
  createAdmission,
  createAdmitFilter,
  type Overload,
  UNWATCHED,
} from "../../../../../sidecar/filters/admit/filter.ts";
import { PRIORITIES, type Priority } from "../../../../../sidecar/filters/admit/priority.ts";
import { documentReply, testCall, text } from "../../../../support/calls.ts";
import { recordTelemetry } from "../../../../support/recorded-telemetry.ts";
import { tinyDialect } from "../../../../support/tiny-dialect.ts";

const answer: Handler = async () => documentReply({ text: "ok" });
const aCall = () => testCall(tinyDialect, { model: "m" });

function admit(
  admission: Admission,
  { priority = "normal" as Priority, overload = UNWATCHED, telemetry = recordTelemetry() } = {},
) {
  return createAdmitFilter({ admission, overload, priority, telemetry });
}

test("one call too many is refused at once, before anything below sees it", async () => {
  const admission = createAdmission(1);
  let reached = 0;
  const handler = admit(admission).wrap(async (call) => {
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
  const handler = admit(admission).wrap(answer);
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
  await assert.rejects(admit(admission).wrap(() => Promise.reject(error))(call), error);
  call.end({ outcome: "failed", error });
  assert.equal(admission.inFlight, 0);
});

test("a refused call holds no permit that its end could give back", async () => {
  const admission = createAdmission(1);
  const handler = admit(admission).wrap(answer);
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
  const one = admit(admission).wrap(answer);
  const two = admit(admission).wrap(answer);
  const first = aCall();
  await one(first);
  await two(aCall());
  admission.setLimit(1);
  first.end();
  await assert.rejects(one(aCall()), { kind: "overloaded" });
  admission.setLimit(2);
  await one(aCall());
});

test("the last places are kept for calls of higher priority", async () => {
  const admission = createAdmission(100);
  const telemetry = recordTelemetry();
  const fill = async (priority: Priority) => {
    const handler = admit(admission, { priority, telemetry }).wrap(answer);
    for (;;) {
      try {
        await handler(aCall());
      } catch (error) {
        assert.ok(error instanceof AiosError);
        assert.equal(error.kind, "overloaded");
        assert.ok(error.message.includes(`"${priority}"`), error.message);
        return admission.inFlight;
      }
    }
  };
  assert.equal(await fill("low"), 80);
  assert.equal(await fill("normal"), 95);
  assert.equal(await fill("high"), 100);
  assert.deepEqual(
    telemetry.named("callShed").map(({ values }) => values),
    PRIORITIES.map((priority) => [priority, "concurrency"]),
  );
});

test("the smallest limit still takes calls of every priority", async () => {
  for (const priority of PRIORITIES) {
    await admit(createAdmission(1), { priority }).wrap(answer)(aCall());
  }
});

test("an overloaded process refuses low priority first, then normal, then high, and says so", async () => {
  const admission = createAdmission(100);
  const telemetry = recordTelemetry();
  const refusedAt = async (level: Overload["level"]) => {
    const refused: Priority[] = [];
    const overload: Overload = { level, reason: "memory", close() {} };
    for (const priority of PRIORITIES) {
      const call = aCall();
      try {
        await admit(admission, { priority, overload, telemetry }).wrap(answer)(call);
      } catch (error) {
        assert.ok(error instanceof AiosError);
        assert.equal(error.kind, "overloaded");
        assert.equal(error.retryAfterMs, 2_000);
        assert.match(error.message, /process is overloaded \(its memory/);
        assert.ok(error.message.includes(`"${priority}"`), error.message);
        refused.push(priority);
      }
      call.end();
    }
    return refused;
  };
  assert.deepEqual(await refusedAt(0), []);
  assert.deepEqual(await refusedAt(1), ["low"]);
  assert.deepEqual(await refusedAt(2), ["low", "normal"]);
  assert.deepEqual(await refusedAt(3), ["low", "normal", "high"]);
  assert.equal(admission.inFlight, 0);
  assert.deepEqual(telemetry.named("callShed").at(-1)?.values, ["high", "memory"]);
});
