import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call, Frame, Handler } from "../../../../../sidecar/core/call.ts";
import type { CallSignal } from "../../../../../sidecar/core/call-signal.ts";
import { AiosError, toAiosError } from "../../../../../sidecar/core/errors.ts";
import { createTimeoutsFilter } from "../../../../../sidecar/filters/timeouts/filter.ts";
import { listenersOf } from "../../../../support/call-signals.ts";
import { collect, documentReply, eventsReply, framesOf, testCall } from "../../../../support/calls.ts";
import { FakeClock, settle } from "../../../../support/fake-clock.ts";
import { messagesOf, rpcCall } from "../../../../support/rpc-messages.ts";
import { done, event, tinyDialect } from "../../../../support/tiny-dialect.ts";

const spec = { connect: 1_000, firstToken: 500, idle: 200, total: 60_000 };
const frames = [event({ delta: "a" }), event({ delta: "b" }), done];

function streamCall(overrides: Partial<Call> = {}) {
  return testCall(tinyDialect, { model: "m", stream: true }, overrides);
}

/** An upstream that never answers and keeps the contract: an abort rejects with the signal's reason. */
const silent: Handler = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/** A body that gives each frame when told to, and fails with its signal's reason. */
function drip(signal: CallSignal) {
  const waiting: ((frame: Frame | undefined) => void)[] = [];
  async function* body(): AsyncGenerator<Frame> {
    for (;;) {
      const frame = await new Promise<Frame | undefined>((resolve, reject) => {
        waiting.push(resolve);
        signal.addEventListener("abort", () => reject(toAiosError(signal.reason)), { once: true });
      });
      if (frame === undefined) return;
      yield frame;
    }
  }
  return { body: body(), give: (frame?: Frame) => waiting.shift()?.(frame) };
}

test("a stream without a first event in time is a first-token-timeout, and its attempt is aborted", async () => {
  const clock = new FakeClock();
  let signal: CallSignal | undefined;
  const handler = createTimeoutsFilter({ spec, clock }).wrap((call) => {
    signal = call.signal;
    return silent(call);
  });
  const call = streamCall();
  const told = assert.rejects(handler(call), (error) => {
    assert.ok(error instanceof AiosError);
    assert.equal(error.kind, "first-token-timeout");
    assert.match(error.message, /500 ms \(timeouts\.firstToken/);
    return true;
  });
  await clock.advance(499);
  assert.equal(signal?.aborted, false);
  await clock.advance(1);
  await told;
  assert.equal(signal?.aborted, true);
  assert.equal(call.signal.aborted, false);
  assert.equal(clock.running, 0);
  assert.equal(listenersOf(call.signal), 0);
});

test("whoever is below knows by when the first event must be there", async () => {
  const clock = new FakeClock();
  let by: number | undefined;
  const handler = createTimeoutsFilter({ spec, clock }).wrap(async ({ firstFrameBy }) => {
    by = firstFrameBy.at;
    return documentReply({});
  });
  const from = clock.monotonic();
  const call = streamCall();
  await handler(call);
  call.end();
  assert.equal(by, from + 500);
  await handler(testCall(tinyDialect, { model: "m" }));
  assert.equal(by, Number.POSITIVE_INFINITY);
});

test("an upstream that answers the abort with an error of its own is still told as a timeout", async () => {
  const clock = new FakeClock();
  const handler = createTimeoutsFilter({ spec, clock }).wrap(
    ({ signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(new AiosError("connect", "reset"))),
      ),
  );
  const told = assert.rejects(handler(streamCall()), { kind: "first-token-timeout" });
  await clock.advance(500);
  await told;
});

test("a head that crosses with the abort is closed unread", async () => {
  const clock = new FakeClock();
  let returned = 0;
  const body: AsyncIterable<Frame> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: true, value: undefined }),
      return: async () => {
        returned++;
        return { done: true, value: undefined };
      },
    }),
  };
  const handler = createTimeoutsFilter({ spec, clock }).wrap(
    ({ signal }) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve(eventsReply([], { body })))),
  );
  const told = assert.rejects(handler(streamCall()), { kind: "first-token-timeout" });
  await clock.advance(500);
  await told;
  assert.equal(returned, 1);
});

test("the abort of the call itself reaches the attempt with its reason", async () => {
  const clock = new FakeClock();
  const client = new AbortController();
  const handler = createTimeoutsFilter({ spec, clock }).wrap(silent);
  const told = assert.rejects(handler(streamCall({ signal: client.signal })), { kind: "client-closed" });
  client.abort(new AiosError("client-closed", "gone"));
  await told;
  assert.equal(clock.running, 0);
});

test("a call that is aborted already never waits", async () => {
  const signal = AbortSignal.abort(new AiosError("deadline-exceeded", "late"));
  const handler = createTimeoutsFilter({ spec, clock: new FakeClock() }).wrap(async (call) => {
    call.signal.throwIfAborted();
    return eventsReply(frames);
  });
  await assert.rejects(handler(streamCall({ signal })), { kind: "deadline-exceeded" });
});

test("too long between two events is an idle-timeout thrown by the body", async () => {
  const clock = new FakeClock();
  let source: ReturnType<typeof drip> | undefined;
  const handler = createTimeoutsFilter({ spec, clock }).wrap(async ({ signal }) => {
    source = drip(signal);
    return eventsReply([], { body: source.body });
  });
  const call = streamCall();
  const body = (await handler(call)).body[Symbol.asyncIterator]();
  for (let index = 0; index < 3; index++) {
    const pulled = body.next();
    await clock.advance(199);
    source?.give(frames[0]);
    assert.equal((await pulled).value, frames[0]);
  }
  const told = assert.rejects(body.next(), { kind: "idle-timeout" });
  await clock.advance(200);
  await told;
  assert.equal(clock.running, 0);
  assert.equal(listenersOf(call.signal), 0);
});

test("a slow reader is not the upstream's fault: waiting counts from the pull", async () => {
  const clock = new FakeClock();
  let source: ReturnType<typeof drip> | undefined;
  const handler = createTimeoutsFilter({ spec, clock }).wrap(async ({ signal }) => {
    source = drip(signal);
    return eventsReply([], { body: source.body });
  });
  const body = (await handler(streamCall())).body[Symbol.asyncIterator]();
  await clock.advance(10_000);
  const first = body.next();
  await settle();
  source?.give(frames[0]);
  await first;
  await clock.advance(10_000);
  const second = body.next();
  await clock.advance(199);
  source?.give(frames[1]);
  assert.equal((await second).value, frames[1]);
  const told = assert.rejects(body.next(), { kind: "idle-timeout" });
  await clock.advance(200);
  await told;
});

test("one timer serves the whole stream, however many frames it has", async () => {
  const clock = new FakeClock();
  let started = 0;
  const counting = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    after: (ms: number, callback: () => void) => {
      started++;
      return clock.after(ms, callback);
    },
  };
  const many = Array.from({ length: 500 }, (_, index) => event({ delta: String(index) }));
  const handler = createTimeoutsFilter({ spec, clock: counting }).wrap(async () => eventsReply(many));
  assert.equal((await collect((await handler(streamCall())).body)).length, 500);
  // One until the first event, one between events.
  assert.equal(started, 2);
  assert.equal(clock.running, 0);
});

test("an early return reaches the upstream's body and stops the timer", async () => {
  const clock = new FakeClock();
  let closed = false;
  async function* body(): AsyncGenerator<Frame> {
    try {
      yield* frames;
    } finally {
      closed = true;
    }
  }
  const call = streamCall();
  const handler = createTimeoutsFilter({ spec, clock }).wrap(async () => eventsReply([], { body: body() }));
  for await (const _frame of (await handler(call)).body) break;
  assert.equal(closed, true);
  assert.equal(clock.running, 0);
  assert.equal(listenersOf(call.signal), 0);
});

test("a body that nobody pulls is released when the call ends", async () => {
  const clock = new FakeClock();
  const call = streamCall();
  await createTimeoutsFilter({ spec, clock }).wrap(async () => eventsReply(frames))(call);
  call.end();
  assert.equal(clock.running, 0);
  assert.equal(listenersOf(call.signal), 0);
});

test("a body's own error is told as it is", async () => {
  const cut = new AiosError("upstream-cut", "cut");
  const handler = createTimeoutsFilter({ spec, clock: new FakeClock() }).wrap(async () =>
    eventsReply([], { body: framesOf(frames, cut) }),
  );
  await assert.rejects(
    async () => collect((await handler(streamCall())).body),
    (error) => error === cut,
  );
});

test("a unary call passes through as it is: same call, same reply, no timer", async () => {
  const clock = new FakeClock();
  const reply = documentReply({ text: "ok" });
  const call = testCall(tinyDialect, { model: "m" });
  const handler = createTimeoutsFilter({ spec, clock }).wrap(async (seen) => {
    assert.equal(seen, call);
    assert.equal(clock.running, 0);
    return reply;
  });
  assert.equal(await handler(call), reply);
});

test("a body that answers the abort with an error of its own is still told as an idle-timeout", async () => {
  const clock = new FakeClock();
  const handler = createTimeoutsFilter({ spec, clock }).wrap(async ({ signal }) => {
    const body: AsyncIterable<Frame> = {
      [Symbol.asyncIterator]: () => ({
        next: () =>
          new Promise((_, reject) => {
            signal.addEventListener("abort", () => reject(new AiosError("upstream-cut", "reset")), {
              once: true,
            });
          }),
      }),
    };
    return eventsReply([], { body });
  });
  const told = assert.rejects(collect((await handler(streamCall())).body), { kind: "idle-timeout" });
  await clock.advance(200);
  await told;
});

/** A call whose request says nothing here, answered with bytes. */
function opaqueCall() {
  const opaque = { transport: "http", method: "GET", path: "/x", contentType: undefined } as const;
  return testCall(tinyDialect, { model: "m" }, { opaque });
}

test("a call that passes through may take its time to begin, and may not pause for longer than idle", async () => {
  const clock = new FakeClock();
  let source: ReturnType<typeof drip> | undefined;
  let begin: (() => void) | undefined;
  const handler = createTimeoutsFilter({ spec, clock }).wrap(async ({ signal }) => {
    source = drip(signal);
    await new Promise<void>((resolve) => {
      begin = resolve;
    });
    return { ...eventsReply([]), framing: "bytes", body: source.body };
  });
  const call = opaqueCall();
  const answered = handler(call);
  await clock.advance(spec.firstToken * 3);
  begin?.();
  const frames = (await answered).body[Symbol.asyncIterator]();
  const first = frames.next();
  await clock.advance(spec.idle - 1);
  source?.give(done);
  assert.equal((await first).value, done);
  await clock.advance(spec.idle * 3);
  const second = assert.rejects(frames.next(), { kind: "idle-timeout" });
  await clock.advance(spec.idle);
  await second;
  assert.equal(call.signal.aborted, false);
  call.end();
  assert.equal(clock.running, 0);
  assert.equal(listenersOf(call.signal), 0);
});

test("a document that comes of such a call, and a failure, leave nothing behind", async () => {
  const clock = new FakeClock();
  const filter = createTimeoutsFilter({ spec, clock });
  const answered = opaqueCall();
  const reply = await filter.wrap(async () => documentReply({ ok: true }))(answered);
  await collect(reply.body);
  answered.end();
  const failed = opaqueCall();
  const error = new AiosError("connect", "x");
  await assert.rejects(filter.wrap(() => Promise.reject(error))(failed), error);
  for (const call of [answered, failed]) assert.equal(listenersOf(call.signal), 0);
  assert.equal(clock.running, 0);
});

for (const [what, openFor, lateAt] of [
  ["a call that has been said at once", 0, 500],
  ["a call that its caller is still saying", 700, 1_200],
] as const) {
  test(`${what}: the upstream's time to the first message begins with its turn`, async () => {
    const clock = new FakeClock();
    const startedAt = clock.monotonic();
    const messages = {
      ...messagesOf([]),
      get saidAt() {
        return clock.monotonic() - startedAt < openFor ? undefined : startedAt + openFor;
      },
    };
    const told = assert.rejects(
      createTimeoutsFilter({ spec, clock }).wrap(silent)(rpcCall(messages)),
      (error) => error instanceof AiosError && error.kind === "first-token-timeout",
    );
    await clock.advance(lateAt - 1);
    assert.equal(clock.running, 1);
    await clock.advance(1);
    await told;
    assert.equal(clock.running, 0);
  });
}

test("between two messages the silence of a caller whose turn it is counts for nothing", async () => {
  const clock = new FakeClock();
  let saidAt: number | undefined;
  const messages = {
    ...messagesOf([]),
    get saidAt() {
      return saidAt;
    },
  };
  const call = rpcCall(messages);
  const handler = createTimeoutsFilter({ spec, clock }).wrap(async ({ signal }) =>
    eventsReply([], { framing: "messages", body: drip(signal).body }),
  );
  const reply = await handler(call);
  const told = assert.rejects(
    collect(reply.body),
    (error) => error instanceof AiosError && error.kind === "idle-timeout",
  );
  await clock.advance(1_050);
  saidAt = clock.monotonic();
  await clock.advance(199);
  assert.equal(clock.running > 0, true);
  await clock.advance(1);
  await told;
  assert.equal(clock.running, 0);
});
