import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { HedgeSpec } from "../../../../../config/schema/route.ts";
import type { Call, Frame, Reply } from "../../../../../sidecar/core/call.ts";
import { AiosError, type ErrorKind, toAiosError } from "../../../../../sidecar/core/errors.ts";
import { createHedgeFilter, HedgeHistories } from "../../../../../sidecar/filters/hedge/filter.ts";
import { listenersOf } from "../../../../support/call-signals.ts";
import { collect, documentReply, eventsReply, testCall } from "../../../../support/calls.ts";
import { FakeClock, settle } from "../../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../../support/recorded-telemetry.ts";
import { event, tinyDialect } from "../../../../support/tiny-dialect.ts";

const target = { upstream: "openai", model: "m" };

function aCall(overrides: Partial<Call> = {}) {
  const call = testCall(tinyDialect, { model: "m", stream: true }, { target, ...overrides });
  call.record.set("attempts", 1);
  return call;
}

/** One attempt, as the upstream sees it; it heeds its signal as an upstream does. */
interface SeenAttempt {
  readonly call: Call;
  readonly answer: (reply: Reply) => void;
  readonly fail: (kind: ErrorKind) => void;
}

function setUp(spec: Partial<HedgeSpec> = {}, { clock = new FakeClock(), heedsSignal = true } = {}) {
  const telemetry = recordTelemetry();
  const attempts: SeenAttempt[] = [];
  const histories = new HedgeHistories(clock);
  const filter = createHedgeFilter({
    spec: { delay: 100, share: 1, ...spec },
    routeName: "chat",
    history: histories.of("chat"),
    dialectOf: () => tinyDialect,
    clock,
    telemetry,
  });
  const run = filter.wrap((call) => {
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    attempts.push({ call, answer: resolve, fail: (kind) => reject(new AiosError(kind, `no: ${kind}`)) });
    if (heedsSignal) {
      call.signal.addEventListener("abort", () => reject(call.signal.reason), { once: true });
    }
    return promise;
  });
  const attempt = (number: 1 | 2) => attempts[number - 1] ?? assert.fail(`there is no attempt ${number}`);
  const outcomes = () => telemetry.named("hedgeEnded").map(({ values }) => values);
  return { clock, telemetry, attempts, attempt, run, outcomes };
}

/** A body of which it is known whether it was closed. */
function replyOf(...frames: readonly Frame[]): { readonly reply: Reply; readonly closed: () => boolean } {
  let closed = false;
  async function* body(): AsyncGenerator<Frame> {
    try {
      yield* frames;
    } finally {
      closed = true;
    }
  }
  return { reply: eventsReply([], { body: body() }), closed: () => closed };
}

const a = event({ delta: "a" });
const b = event({ delta: "b" });
const frames = (reply: Reply) => collect(reply.body);
const listeners = (call: Call) => listenersOf(call.signal);

test("a call that is answered before the delay is made once, and leaves nothing behind", async () => {
  const { clock, run, attempt, attempts, outcomes } = setUp();
  const call = aCall();
  const reply = run(call);
  await clock.advance(99);
  attempt(1).answer(replyOf(a, b).reply);
  assert.deepEqual(await frames(await reply), [a, b]);
  await clock.advance(1_000);
  assert.equal(attempts.length, 1);
  assert.equal(call.record.get("attempts"), 1);
  assert.deepEqual(outcomes(), []);
  assert.equal(clock.running, 0);
  assert.equal(listeners(call), 0);
});

for (const winner of [1, 2] as const) {
  const loser = winner === 1 ? 2 : 1;

  test(`attempt ${winner} answers first: its reply is the call's, attempt ${loser} is cancelled at once`, async () => {
    const { clock, run, attempt, attempts, outcomes, telemetry } = setUp();
    const call = aCall();
    const reply = run(call);
    await clock.advance(100);
    assert.equal(attempts.length, 2);
    assert.equal(call.record.get("attempts"), 2);
    attempt(winner).answer(replyOf(a, b).reply);
    const won = await reply;
    const { signal } = attempt(loser).call;
    assert.equal(signal.aborted, true);
    assert.equal(toAiosError(signal.reason).kind, "client-closed" satisfies ErrorKind);
    assert.equal(attempt(winner).call.signal.aborted, false);
    assert.equal(call.signal.aborted, false);
    assert.deepEqual(await frames(won), [a, b]);
    assert.deepEqual(outcomes(), [["chat", winner === 2 ? "won" : "lost"]]);
    assert.deepEqual(
      telemetry.named("attemptWasted").map(({ values }) => values),
      [["chat", "openai", undefined]],
    );
    assert.deepEqual(telemetry.named("attemptFailed"), []);
    assert.equal(clock.running, 0);
    assert.equal(listeners(call), 0);
  });

  test(`attempt ${loser} fails once both are under way: attempt ${winner} goes on and answers`, async () => {
    const { clock, run, attempt, outcomes, telemetry } = setUp();
    const reply = run(aCall());
    await clock.advance(100);
    attempt(loser).fail("server-error");
    await settle();
    attempt(winner).answer(replyOf(a).reply);
    assert.deepEqual(await frames(await reply), [a]);
    assert.deepEqual(outcomes(), [["chat", winner === 2 ? "won" : "lost"]]);
    // It failed by itself: nothing was cancelled, and no retry tells of it.
    assert.deepEqual(telemetry.named("attemptWasted"), []);
    assert.deepEqual(
      telemetry.named("attemptFailed").map(({ values }) => values),
      [["openai", "server-error"]],
    );
  });

  test(`both fail, attempt ${winner} first: its error is the call's`, async () => {
    const { clock, run, attempt, outcomes, telemetry } = setUp();
    const call = aCall();
    const told = assert.rejects(run(call), { kind: "server-error" });
    await clock.advance(100);
    attempt(winner).fail("server-error");
    await settle();
    attempt(loser).fail("connect");
    await told;
    assert.deepEqual(outcomes(), [["chat", "lost"]]);
    assert.deepEqual(
      telemetry.named("attemptFailed").map(({ values }) => values),
      [["openai", "connect"]],
    );
    assert.equal(clock.running, 0);
    assert.equal(listeners(call), 0);
  });

  test(`the reply of attempt ${loser}, which crossed with its cancellation, is closed, and its tokens are told`, async () => {
    const { clock, run, attempt, telemetry } = setUp({}, { heedsSignal: false });
    const reply = run(aCall());
    await clock.advance(100);
    attempt(winner).answer(replyOf(a).reply);
    const crossed = replyOf(new TextEncoder().encode('{"text":"x","usage":{}}'), b);
    attempt(loser).answer({ ...crossed.reply, framing: "document" });
    assert.deepEqual(await frames(await reply), [a]);
    await settle();
    assert.equal(crossed.closed(), true);
    assert.deepEqual(
      telemetry.named("attemptWasted").map(({ values }) => values),
      [["chat", "openai", { inputTokens: 1, outputTokens: 1 }]],
    );
  });
}

test("an attempt that fails before the delay is no reason for another one: that is for retries", async () => {
  const { clock, run, attempt, attempts } = setUp();
  const told = assert.rejects(run(aCall()), { kind: "connect" });
  await clock.advance(50);
  attempt(1).fail("connect");
  await told;
  await clock.advance(1_000);
  assert.equal(attempts.length, 1);
  assert.equal(clock.running, 0);
});

test("there is one hedge, however long both take", async () => {
  const { clock, run, attempts, attempt } = setUp();
  const reply = run(aCall());
  await clock.advance(60_000);
  assert.equal(attempts.length, 2);
  attempt(1).answer(replyOf(a).reply);
  await reply;
});

test("a deadline that leaves no time lets none set out", async () => {
  const { clock, run, attempts, attempt } = setUp();
  const reply = run(aCall({ deadline: { at: clock.monotonic() + 100 } }));
  await clock.advance(1_000);
  assert.equal(attempts.length, 1);
  attempt(1).answer(replyOf(a).reply);
  await reply;
});

test("whoever leaves ends both attempts, before the delay and after it", async () => {
  for (const after of [50, 150]) {
    const { clock, run, attempts } = setUp();
    const client = new AbortController();
    const call = aCall({ signal: client.signal });
    const told = assert.rejects(run(call), { kind: "client-closed" });
    await clock.advance(after);
    client.abort(new AiosError("client-closed", "gone"));
    await told;
    for (const attempt of attempts) assert.equal(attempt.call.signal.aborted, true);
    assert.equal(attempts.length, after < 100 ? 1 : 2);
    assert.equal(clock.running, 0);
    assert.equal(listeners(call), 0);
  }
});

test("the winner's stream still ends with its caller, and lets go of it with its last frame", async () => {
  const { clock, run, attempt } = setUp();
  const client = new AbortController();
  const call = aCall({ signal: client.signal });
  const reply = run(call);
  await clock.advance(100);
  attempt(2).answer(replyOf(a, b).reply);
  const body = (await reply).body[Symbol.asyncIterator]();
  await body.next();
  client.abort(new AiosError("client-closed", "gone"));
  assert.equal(attempt(2).call.signal.aborted, true);
});

test("a reply that nobody reads lets go of the call when that ends", async () => {
  const { clock, run, attempt } = setUp();
  const call = aCall();
  const reply = run(call);
  attempt(1).answer(replyOf(a).reply);
  await reply;
  assert.equal(listeners(call), 1);
  call.end();
  assert.equal(listeners(call), 0);
  assert.equal(clock.running, 0);
});

test("an upstream that overlooks the end of a call keeps no timer", async () => {
  const { clock, run } = setUp({}, { heedsSignal: false });
  const call = aCall();
  void run(call);
  call.end();
  assert.equal(clock.running, 0);
});

test("a hedge that finds the breaker open was no attempt, and the first one goes on", async () => {
  for (const ends of ["answers", "fails"] as const) {
    const { clock, run, attempt, outcomes, telemetry } = setUp();
    const call = aCall();
    const reply = run(call);
    reply.catch(() => {});
    await clock.advance(100);
    attempt(2).fail("breaker-open");
    await settle();
    assert.equal(call.record.get("attempts"), 1);
    if (ends === "answers") {
      attempt(1).answer(replyOf(a).reply);
      await reply;
    } else {
      attempt(1).fail("upstream-cut");
      await assert.rejects(reply, { kind: "upstream-cut" });
    }
    assert.deepEqual(outcomes(), [["chat", "refused"]]);
    assert.deepEqual(telemetry.named("attemptFailed"), []);
    assert.deepEqual(telemetry.named("attemptWasted"), []);
  }
});

test("a hedge that finds the breaker open after the first attempt has failed leaves that one's error", async () => {
  const { clock, run, attempt } = setUp();
  const told = assert.rejects(run(aCall()), { kind: "upstream-cut" });
  await clock.advance(100);
  attempt(1).fail("upstream-cut");
  attempt(2).fail("breaker-open");
  await told;
});

test("at most the stated share of the calls of ten seconds is hedged, one at least, none at 0", async () => {
  for (const [share, calls, hedged] of [
    [0, 20, 0],
    [0.1, 1, 1],
    [0.1, 19, 1],
    [0.1, 40, 4],
    [0.5, 10, 5],
  ] as const) {
    const { clock, run, attempts, outcomes } = setUp({ share });
    const all = Array.from({ length: calls }, () => run(aCall()));
    await clock.advance(100);
    assert.equal(attempts.length, calls + hedged, `${share} of ${calls}`);
    assert.equal(outcomes().filter(([, outcome]) => outcome === "refused").length, calls - hedged);
    for (const attempt of attempts) attempt.answer(replyOf(a).reply);
    await Promise.all(all);
  }
});

test("a retried call counts once", async () => {
  const { clock, run, attempts } = setUp({ share: 0.5 });
  const all = Array.from({ length: 4 }, (_, index) => {
    const call = aCall();
    call.record.set("attempts", index + 1);
    return run(call);
  });
  await clock.advance(100);
  assert.equal(attempts.length, 4 + 1);
  for (const attempt of attempts) attempt.answer(replyOf(a).reply);
  await Promise.all(all);
});

test("by percentile: the delay is that of the observed times once there are fifty, `delay` until then", async () => {
  const used = setUp({ delay: 1_000, percentile: 0.9, share: 1 });
  const { clock, run, attempts } = used;
  const answeredAfter = async (ms: number) => {
    const reply = run(aCall());
    const attempt = attempts.at(-1) ?? assert.fail();
    await clock.advance(ms);
    attempt.answer(replyOf(a).reply);
    await frames(await reply);
  };
  for (let call = 1; call <= 49; call++) await answeredAfter(call);
  assert.equal(attempts.length, 49);
  await answeredAfter(900);
  assert.equal(attempts.length, 50, "`delay` is still in force");
  // Nine of ten took 45 ms at most.
  const reply = run(aCall());
  await clock.advance(44);
  assert.equal(attempts.length, 51);
  await clock.advance(1);
  assert.equal(attempts.length, 52);
  attempts.at(-1)?.answer(replyOf(a).reply);
  await reply;
});

test("by percentile alone nothing is hedged before there are fifty observations", async () => {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const filter = createHedgeFilter({
    spec: { percentile: 0.95, share: 1 },
    routeName: "chat",
    history: new HedgeHistories(clock).of("chat"),
    dialectOf: () => tinyDialect,
    clock,
    telemetry,
  });
  let made = 0;
  const run = filter.wrap(async () => {
    made++;
    await clock.advance(1);
    return documentReply({});
  });
  for (let call = 0; call < 50; call++) {
    const seen = aCall();
    await run(seen);
    assert.equal(listeners(seen), 0);
  }
  const slow = filter.wrap(() => new Promise<Reply>(() => made++));
  const call = aCall();
  void slow(call);
  await clock.advance(1);
  assert.equal(made, 52);
  call.end();
});

test("streams and whole replies are told apart, as are upstreams", async () => {
  const histories = new HedgeHistories(new FakeClock());
  const history = histories.of("chat");
  for (let time = 1; time <= 50; time++) history.timesOf("openai", true).observe(time);
  assert.equal(history.timesOf("openai", true).percentile(0.5), 25);
  assert.equal(history.timesOf("openai", false).percentile(0.5), undefined);
  assert.equal(history.timesOf("azure", true).percentile(0.5), undefined);
  assert.equal(histories.of("other").timesOf("openai", true).percentile(0.5), undefined);
});

test("a call without a target, or whose messages can be read only once, is never hedged", async () => {
  const { clock, run, attempts } = setUp();
  const messages = {
    read: () => replyOf(a).reply.body,
    isReplayable: false,
    sole: async () => undefined,
    saidAt: 0,
  };
  void run(aCall({ target: undefined }));
  void run(aCall({ opaque: { transport: "grpc", path: "/a.B/C", messages } }));
  await clock.advance(10_000);
  assert.equal(attempts.length, 2);
});

test("whatever the order of events, the caller gets the frames of one attempt, or the error of one, and nothing is left", async () => {
  const steps = fc.array(
    fc.record({
      wait: fc.nat(120),
      attempt: fc.constantFrom(0, 1),
      does: fc.constantFrom("answer", "fail", "leave", "pull"),
    }),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (all, heedsSignal) => {
      const { clock, run, attempts } = setUp({}, { heedsSignal });
      const client = new AbortController();
      const call = aCall({ signal: client.signal });
      const bodies = [1, 2].map((number) =>
        replyOf(...Array.from({ length: 5 }, () => event({ delta: String(number) }))),
      );
      const answered = new Set<number>();
      const got: string[] = [];
      let body: AsyncIterator<Frame> | undefined;
      let ended = 0;
      run(call).then(
        (reply) => {
          ended++;
          body = reply.body[Symbol.asyncIterator]();
        },
        () => {
          ended++;
        },
      );
      const pull = async () => {
        const next = await body?.next();
        if (next !== undefined && next.done !== true) got.push(new TextDecoder().decode(next.value));
      };
      for (const { wait, attempt, does } of all) {
        await clock.advance(wait);
        const seen = attempts[attempt];
        if (does === "pull") await pull();
        else if (does === "leave") client.abort(new AiosError("client-closed", "gone"));
        else if (does === "fail") seen?.fail("server-error");
        else if (seen !== undefined) {
          seen.answer(bodies[attempt]?.reply ?? assert.fail());
          answered.add(attempt);
        }
      }
      await settle();
      while (body !== undefined && got.length < 5) await pull();
      for (const attempt of attempts) attempt.fail("server-error");
      await settle();
      call.end();
      assert.equal(ended, 1, "told once");
      assert.ok(got.length === 0 || got.length === 5);
      assert.equal(new Set(got).size, got.length === 0 ? 0 : 1, "frames of one attempt");
      assert.ok(attempts.length <= 2);
      assert.equal(clock.running, 0);
      assert.equal(listeners(call), 0);
    }),
    { numRuns: 200 },
  );
});
