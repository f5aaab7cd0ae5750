import assert from "node:assert/strict";
import { test } from "node:test";
import { type RetrySpec, retry } from "../../../../../config/schema/route.ts";
import { AttemptBudgets } from "../../../../../sidecar/core/attempt-budget.ts";
import type { Call, Handler } from "../../../../../sidecar/core/call.ts";
import { AiosError, type ErrorKind } from "../../../../../sidecar/core/errors.ts";
import { createRetryFilter, type RetryOptions } from "../../../../../sidecar/filters/retry/filter.ts";
import { documentReply, framesOf, testCall } from "../../../../support/calls.ts";
import { FakeClock, settle } from "../../../../support/fake-clock.ts";
import { FakeRandom } from "../../../../support/fake-random.ts";
import { recordTelemetry } from "../../../../support/recorded-telemetry.ts";
import { messagesOf, rpcCall } from "../../../../support/rpc-messages.ts";
import { tinyDialect } from "../../../../support/tiny-dialect.ts";

const target = { upstream: "openai", model: "m" };
const aCall = (overrides: Partial<Call> = {}) =>
  testCall(tinyDialect, { model: "m" }, { target, ...overrides });
const spec = (changes: Partial<RetrySpec> = {}): RetrySpec => ({ ...retry.parse({}), ...changes });

/** Fails with each kind or error in turn, then answers. */
function failing(...failures: readonly (ErrorKind | AiosError)[]): {
  readonly handler: Handler;
  readonly times: () => number;
} {
  let times = 0;
  return {
    times: () => times,
    handler: async () => {
      const failure = failures[times++];
      if (failure === undefined) return documentReply({ text: "ok" });
      throw failure instanceof AiosError ? failure : new AiosError(failure, "no");
    },
  };
}

function setUp(handler: Handler, options: Partial<RetryOptions> = {}) {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const filter = createRetryFilter({
    spec: spec(),
    routeName: "chat",
    clock,
    random: new FakeRandom(1, Array(20).fill(0.5)),
    telemetry,
    budgets: new AttemptBudgets(() => clock.monotonic()),
    ...options,
  });
  return { clock, telemetry, run: filter.wrap(handler) };
}

test("what may succeed is tried again after a wait that doubles, with full jitter", async () => {
  const upstream = failing("connect", "server-error");
  const { clock, telemetry, run } = setUp(upstream.handler);
  const call = aCall();
  const reply = run(call);
  await clock.advance(24);
  assert.equal(upstream.times(), 1);
  await clock.advance(1);
  assert.equal(upstream.times(), 2);
  await clock.advance(50);
  assert.equal((await reply).status, 200);
  assert.equal(call.record.get("attempts"), 3);
  assert.deepEqual(
    telemetry.events.map(({ name, values }) => [name, ...values]),
    [
      ["attemptFailed", "openai", "connect"],
      ["retryScheduled", "chat", "connect", 25],
      ["attemptFailed", "openai", "server-error"],
      ["retryScheduled", "chat", "server-error", 50],
    ],
  );
  assert.equal(clock.running, 0);
});

test("after the last attempt the last error is told", async () => {
  const upstream = failing("connect", "connect", "server-error", "connect");
  const { clock, run } = setUp(upstream.handler);
  const reply = run(aCall());
  const told = assert.rejects(reply, { kind: "server-error" });
  await clock.advance(10_000);
  await told;
  assert.equal(upstream.times(), 3);
});

for (const kind of [
  "invalid-request",
  "upstream-rejected",
  "client-closed",
  "breaker-open",
  "deadline-exceeded",
  "overloaded",
] as const) {
  test(`${kind} is not tried again`, async () => {
    const upstream = failing(kind);
    const { run } = setUp(upstream.handler);
    await assert.rejects(run(aCall()), { kind });
    assert.equal(upstream.times(), 1);
  });
}

test("a control plane out of reach is tried again wherever connecting is", async () => {
  for (const [on, times] of [
    [["connect"], 2],
    [["server-error"], 1],
  ] as const) {
    const upstream = failing("gateway-unreachable");
    const { clock, run } = setUp(upstream.handler, { spec: spec({ on: [...on] }) });
    const settled = run(aCall()).catch(() => undefined);
    await clock.advance(10_000);
    await settled;
    assert.equal(upstream.times(), times);
  }
});

test("a kind that the route does not list is not tried again", async () => {
  const upstream = failing("rate-limited");
  const { run } = setUp(upstream.handler, { spec: spec({ on: ["connect"] }) });
  await assert.rejects(run(aCall()), { kind: "rate-limited" });
});

test("an open breaker is no attempt", async () => {
  const { run } = setUp(failing("breaker-open").handler);
  const call = aCall();
  await assert.rejects(run(call));
  assert.equal(call.record.get("attempts"), 0);
});

test("attempts are counted over all rungs of the ladder", async () => {
  const { clock, run } = setUp(failing("connect").handler);
  const call = aCall();
  call.record.set("attempts", 3);
  const reply = run(call);
  await clock.advance(25);
  await reply;
  assert.equal(call.record.get("attempts"), 5);
});

test("the wait is never longer than maxBackoff", async () => {
  const upstream = failing(...Array<ErrorKind>(10).fill("connect"));
  const { clock, telemetry, run } = setUp(upstream.handler, {
    spec: spec({ attempts: 10, maxBackoff: 200 }),
  });
  const reply = run(aCall());
  await clock.advance(10_000);
  await reply;
  const waits = telemetry.named("retryScheduled").map(({ values }) => values[2]);
  assert.deepEqual(waits, [25, 50, 100, 100, 100, 100, 100, 100, 100, 100]);
});

test("a provider's retry-after is waited for", async () => {
  const limited = new AiosError("rate-limited", "slow down", { retryAfterMs: 1_500 });
  const upstream = failing(limited);
  const { clock, run } = setUp(upstream.handler, { spec: spec({ on: ["rate-limited"] }) });
  const reply = run(aCall());
  await clock.advance(1_499);
  assert.equal(upstream.times(), 1);
  await clock.advance(26);
  await reply;
});

test("a retry-after beyond maxBackoff ends the retries", async () => {
  const limited = new AiosError("rate-limited", "slow down", { retryAfterMs: 2_001 });
  const { run } = setUp(failing(limited).handler, { spec: spec({ on: ["rate-limited"] }) });
  await assert.rejects(run(aCall()), limited);
});

test("a wait that the deadline would cut short is not begun", async () => {
  const { clock, run } = setUp(failing("connect").handler);
  await assert.rejects(run(aCall({ deadline: { at: clock.monotonic() + 25 } })), { kind: "connect" });
  assert.equal(clock.running, 0);
});

test("a client that leaves during the wait ends it at once", async () => {
  const client = new AbortController();
  const upstream = failing("connect");
  const { clock, run } = setUp(upstream.handler);
  const reply = run(aCall({ signal: client.signal }));
  const told = assert.rejects(reply, { kind: "client-closed" });
  await settle();
  client.abort(new AiosError("client-closed", "gone"));
  await told;
  assert.equal(upstream.times(), 1);
  assert.equal(clock.running, 0);
});

test("a spent budget ends the retries and is told", async () => {
  const { telemetry, run } = setUp(failing("connect").handler, { spec: spec({ budget: 0 }) });
  await assert.rejects(run(aCall()), { kind: "connect" });
  assert.deepEqual(
    telemetry.named("retryRefused").map(({ values }) => values),
    [["chat", "openai"]],
  );
});

/** Retries that are made when this many calls, one after another, fail whatever is tried. */
async function retriesOf(
  calls: number,
  options: Partial<RetryOptions>,
  upstream = "openai",
): Promise<number> {
  const { clock, telemetry, run } = setUp(() => Promise.reject(new AiosError("connect", "no")), options);
  for (let call = 0; call < calls; call++) {
    const settled = run(aCall({ target: { upstream, model: "m" } })).catch(() => undefined);
    await clock.advance(200);
    await settled;
  }
  return telemetry.named("retryScheduled").length;
}
const quick = { backoff: 10, maxBackoff: 10 };

test("the routes to an upstream share its budget, each by its own share; another upstream has its own", async () => {
  const budgets = new AttemptBudgets(() => 0);
  const first = { budgets, routeName: "first", spec: spec({ ...quick, attempts: 1, budget: 0.2 }) };
  assert.equal(await retriesOf(30, first), 6);
  assert.equal(await retriesOf(30, { ...first, routeName: "second" }), 6);
  const generous = { budgets, routeName: "third", spec: spec({ ...quick, attempts: 1, budget: 0.5 }) };
  assert.equal(await retriesOf(1, generous), 1);
  assert.equal(await retriesOf(1, first), 0);
  assert.equal(await retriesOf(1, first, "azure"), 1);
});

test("few calls have three retries, or those of one call where a route wants more", async () => {
  for (const [attempts, made] of [
    [1, 3],
    [2, 3],
    [7, 7],
  ] as const) {
    const budgets = new AttemptBudgets(() => 0);
    assert.equal(await retriesOf(4, { budgets, spec: spec({ ...quick, attempts }) }), made);
  }
});

test("calls that an open breaker let nowhere earn no retries for the moment at which it closes", async () => {
  let error = new AiosError("breaker-open", "open");
  const { run, telemetry, clock } = setUp(() => Promise.reject(error), {
    spec: spec({ attempts: 1, ...quick }),
  });
  for (let call = 0; call < 1_000; call++) await assert.rejects(run(aCall()));
  error = new AiosError("connect", "no");
  const calls = Promise.allSettled(Array.from({ length: 100 }, () => run(aCall())));
  await clock.advance(10);
  await calls;
  assert.equal(telemetry.named("retryScheduled").length, 20);
});

test("what fails after the first frame was handed down is not tried again, and the reply is the very same", async () => {
  let times = 0;
  const dying = documentReply(
    {},
    { body: framesOf([Uint8Array.of(1)], new AiosError("upstream-cut", "cut")) },
  );
  const { run } = setUp(async () => {
    times++;
    return dying;
  });
  const reply = await run(aCall());
  assert.equal(reply, dying);
  const frames = reply.body[Symbol.asyncIterator]();
  await frames.next();
  await assert.rejects(frames.next(), { kind: "upstream-cut" });
  assert.equal(times, 1);
});

test("what is thrown and is no AiosError becomes one", async () => {
  const { run } = setUp(() => Promise.reject(new TypeError("bug")));
  await assert.rejects(run(aCall()), { kind: "internal" });
});

test("a call that was aborted during its attempt schedules no other", async () => {
  const client = new AbortController();
  const { telemetry, run } = setUp(async () => {
    client.abort(new AiosError("client-closed", "gone"));
    throw new AiosError("connect", "no");
  });
  await assert.rejects(run(aCall({ signal: client.signal })), { kind: "connect" });
  assert.deepEqual(telemetry.named("retryScheduled"), []);
});

test("a streamed request is tried again only while all of it is kept", async () => {
  for (const [isReplayable, times] of [
    [true, 2],
    [false, 1],
  ] as const) {
    const upstream = failing("server-error");
    const { clock, run } = setUp(upstream.handler);
    const reply = run(rpcCall(messagesOf([], { isReplayable }), { target }));
    const settled = reply.then(
      () => "answered",
      () => "failed",
    );
    await clock.advance(1_000);
    assert.equal(await settled, isReplayable ? "answered" : "failed");
    assert.equal(upstream.times(), times);
  }
});
