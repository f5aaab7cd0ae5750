import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import fc from "fast-check";
import type { Call, End, Frame, Handler, Reply } from "../../../../../sidecar/core/call.ts";
import { deadlineAfter } from "../../../../../sidecar/core/deadline.ts";
import { AiosError, type ErrorKind } from "../../../../../sidecar/core/errors.ts";
import { type Flight, Flights, type Passenger } from "../../../../../sidecar/filters/cache/flights.ts";
import {
  collect,
  documentReply,
  eventsReply,
  framesOf,
  type TestCall,
  testCall,
} from "../../../../support/calls.ts";
import { FakeClock, settle } from "../../../../support/fake-clock.ts";
import { tinyDialect } from "../../../../support/tiny-dialect.ts";

const KEY = "key";
const ROUTE_MS = 60_000;
const GONE = new AiosError("client-closed", "gone");
const LATE = new AiosError("deadline-exceeded", "late");

/** A call that the upstream has got, and answers when it is told to. */
interface Asked {
  readonly call: Call;
  readonly key: string;
  answer(reply: Reply): void;
  fail(error: unknown): void;
  ended: End[];
}

interface Boarded {
  readonly call: TestCall;
  readonly reply: Promise<Reply>;
  /** What the passenger was told. */
  readonly told: string[];
  leave(reason: AiosError): void;
  /** Listeners on its signal. */
  listeners(): number;
}

function setUp({ maxBytes = 10_000, fly }: { readonly maxBytes?: number; readonly fly?: Handler } = {}) {
  const clock = new FakeClock();
  const faults: unknown[] = [];
  const flights = new Flights({ maxBytes, clock, onFault: (error) => faults.push(error) });
  const asked: Asked[] = [];
  const landed: (readonly [Flight, End])[] = [];
  let held = 0;
  let entered = 0;
  const planOf = (key: string) => ({
    fly:
      fly ??
      ((call: Call) =>
        new Promise<Reply>((answer, fail) => {
          const ended: End[] = [];
          call.onEnd((end) => ended.push(end));
          asked.push({ call, key, answer, fail, ended });
        })),
    enter: () => {
      held++;
      entered++;
      return () => held--;
    },
    landed: (flight: Flight, end: End) => landed.push([flight, end]),
  });
  const board = (key: string = KEY, overrides: Partial<Call> = {}): Boarded => {
    const abort = new AbortController();
    const call = testCall(
      tinyDialect,
      { model: "m" },
      {
        signal: abort.signal,
        startedAt: clock.monotonic(),
        deadline: deadlineAfter(clock.monotonic(), ROUTE_MS),
        routeTimeoutMs: ROUTE_MS,
        ...overrides,
      },
    );
    const told: string[] = [];
    const passenger: Passenger = {
      joined: () => told.push("joined"),
      over: (_, isFirst) => told.push(isFirst ? "over, first" : "over"),
    };
    const reply = flights.board(key, call, planOf(key), passenger);
    // Looked at later.
    reply.catch(() => {});
    return {
      call,
      reply,
      told,
      leave: (reason) => abort.abort(reason),
      listeners: () => getEventListeners(abort.signal, "abort").length,
    };
  };
  /** Nothing is held any more. */
  const assertClean = (boarded: readonly Boarded[]) => {
    assert.equal(flights.size, 0);
    assert.equal(held, 0);
    assert.equal(clock.running, 0);
    for (const { ended } of asked) assert.equal(ended.length, 1);
    assert.equal(landed.length, entered);
    for (const each of boarded) assert.equal(each.listeners(), 0);
    assert.deepEqual(faults, []);
  };
  return { clock, flights, asked, landed, faults, held: () => held, planOf, board, assertClean };
}

const bytes = (text: string): Frame => new TextEncoder().encode(text);
const textOf = async (reply: Promise<Reply>) => Buffer.concat(await collect((await reply).body)).toString();

/** A stream that is told what to say; `closed`: how often it was given back. */
function live() {
  const said: Frame[] = [];
  let end: { readonly error: unknown } | "end" | undefined;
  let waiting: PromiseWithResolvers<IteratorResult<Frame>> | undefined;
  const stream = { closed: 0, said: (_: string) => {}, end: () => {}, fail: (_: unknown) => {} };
  const next = (): Promise<IteratorResult<Frame>> => {
    const frame = said.shift();
    if (frame !== undefined) return Promise.resolve({ done: false, value: frame });
    if (end === "end") return Promise.resolve({ done: true, value: undefined });
    if (end !== undefined) return Promise.reject(end.error);
    waiting = Promise.withResolvers();
    return waiting.promise;
  };
  const wake = () => {
    const one = waiting;
    waiting = undefined;
    if (one !== undefined) next().then(one.resolve, one.reject);
  };
  stream.said = (text) => {
    said.push(bytes(text));
    wake();
  };
  stream.end = () => {
    end = "end";
    wake();
  };
  stream.fail = (error) => {
    end = { error };
    wake();
  };
  const body: AsyncIterable<Frame> = {
    [Symbol.asyncIterator]: () => ({
      next,
      return: async () => {
        stream.closed++;
        return { done: true, value: undefined };
      },
    }),
  };
  return { ...stream, stream, reply: eventsReply([], { body }) };
}

test("identical calls are one: all get all of the reply, and are told who made it", async () => {
  const { asked, landed, board, assertClean } = setUp();
  const boarded = [board(), board(), board()];
  await settle();
  assert.equal(asked.length, 1);
  asked[0]?.answer(eventsReply([bytes("a"), bytes("b")]));
  for (const each of boarded) assert.equal(await textOf(each.reply), "ab");
  assert.deepEqual(
    boarded.map(({ told }) => told),
    [["over, first"], ["joined", "over"], ["joined", "over"]],
  );
  assert.equal(landed[0]?.[0].passengers, 3);
  assert.deepEqual(landed[0]?.[1], { outcome: "completed" });
  assert.deepEqual(asked[0]?.ended, [{ outcome: "completed" }]);
  assertClean(boarded);
});

test("who joins a running stream gets it from its start", async () => {
  const { asked, board, assertClean } = setUp();
  const first = board();
  await settle();
  const { stream, reply } = live();
  asked[0]?.answer(reply);
  const { body } = await first.reply;
  const reader = body[Symbol.asyncIterator]();
  stream.said("a");
  await reader.next();
  const late = board();
  stream.said("b");
  stream.end();
  assert.equal(await textOf(late.reply), "ab");
  await reader.next();
  assert.equal((await reader.next()).done, true);
  assert.equal(asked.length, 1);
  assertClean([first, late]);
});

for (const [who, reason] of [
  ["whose client is gone", GONE],
  ["who has no time left", LATE],
] as const) {
  test(`the one who started it, ${who}, takes nothing from those who wait`, async () => {
    const { asked, board, assertClean } = setUp();
    const [first, second] = [board(), board()];
    await settle();
    first.leave(reason);
    await assert.rejects(first.reply, (error) => error === reason);
    assert.equal(asked[0]?.call.signal.aborted, false);
    asked[0]?.answer(documentReply({ text: "hi" }));
    assert.equal(await textOf(second.reply), '{"text":"hi"}');
    assert.equal(asked.length, 1);
    assertClean([first, second]);
  });

  test(`the one who started it, ${who}, takes nothing from those who read`, async () => {
    const { asked, board, assertClean } = setUp();
    const [first, second] = [board(), board()];
    await settle();
    const { stream, reply } = live();
    asked[0]?.answer(reply);
    const reader = (await first.reply).body[Symbol.asyncIterator]();
    const text = textOf(second.reply);
    stream.said("a");
    await reader.next();
    const waiting = reader.next();
    first.leave(reason);
    await assert.rejects(waiting, (error) => error === reason);
    stream.said("b");
    stream.end();
    assert.equal(await text, "ab");
    assert.equal(stream.closed, 0);
    assertClean([first, second]);
  });
}

test("one who has joined leaves alone", async () => {
  const { asked, board, assertClean } = setUp();
  const [first, second] = [board(), board()];
  await settle();
  second.leave(GONE);
  await assert.rejects(second.reply, GONE);
  asked[0]?.answer(documentReply({ text: "hi" }));
  assert.equal(await textOf(first.reply), '{"text":"hi"}');
  assertClean([first, second]);
});

test("when all have left before the reply, the upstream is told why the last one did, and its late reply is closed", async () => {
  const { asked, landed, held, board, assertClean } = setUp();
  const [first, second] = [board(), board()];
  await settle();
  assert.equal(held(), 1);
  first.leave(GONE);
  assert.equal(asked[0]?.call.signal.aborted, false);
  second.leave(LATE);
  assert.equal(asked[0]?.call.signal.reason, LATE);
  assert.deepEqual(asked[0]?.ended, [{ outcome: "failed", error: LATE }]);
  assert.deepEqual(landed[0]?.[1], { outcome: "failed", error: LATE });
  assertClean([first, second]);
  const { stream, reply } = live();
  asked[0]?.answer(reply);
  await settle();
  assert.equal(stream.closed, 1);
  assertClean([first, second]);
});

test("when all have left a running stream, it is closed and the upstream told", async () => {
  const { asked, board, assertClean } = setUp();
  const [first, second] = [board(), board()];
  await settle();
  const { stream, reply } = live();
  asked[0]?.answer(reply);
  const reader = (await first.reply).body[Symbol.asyncIterator]();
  stream.said("a");
  await reader.next();
  await reader.return?.();
  assert.equal(stream.closed, 0);
  // Whoever never reads leaves with the end of its call.
  await second.reply;
  second.call.end({ outcome: "failed", error: GONE });
  assert.equal(stream.closed, 1);
  assert.equal(asked[0]?.call.signal.aborted, true);
  assertClean([first, second]);
});

test("whoever is gone before it boards starts nothing", async () => {
  const { asked, board, assertClean } = setUp();
  const gone = board(KEY, { signal: AbortSignal.abort(GONE) });
  await assert.rejects(gone.reply, GONE);
  assert.equal(asked.length, 0);
  assertClean([gone]);
});

const again: readonly ErrorKind[] = ["connect", "server-error", "first-token-timeout", "deadline-exceeded"];
for (const kind of again) {
  test(`a flight that fails before its first frame (${kind}) fails the one who started it; all others try again, once and together`, async () => {
    const { asked, landed, board, assertClean } = setUp();
    const boarded = Array.from({ length: 50 }, () => board());
    await settle();
    const error = new AiosError(kind, "no");
    asked[0]?.fail(error);
    await assert.rejects(boarded[0]?.reply ?? assert.fail(), (thrown) => thrown === error);
    await settle();
    assert.equal(asked.length, 2);
    asked[1]?.answer(documentReply({ text: "hi" }));
    for (const each of boarded.slice(1)) assert.equal(await textOf(each.reply), '{"text":"hi"}');
    assert.equal(asked.length, 2);
    assert.equal(landed[1]?.[0].passengers, 49);
    assert.deepEqual(boarded[1]?.told, ["joined", "over", "over, first"]);
    assert.deepEqual(boarded[2]?.told, ["joined", "over", "joined", "over"]);
    assertClean(boarded);
  });
}

test("the second failure is everybody's: there is no third call", async () => {
  const { asked, board, assertClean } = setUp();
  const boarded = Array.from({ length: 20 }, () => board());
  await settle();
  asked[0]?.fail(new AiosError("connect", "first"));
  await settle();
  asked[1]?.fail(new AiosError("connect", "second"));
  for (const [index, each] of boarded.entries())
    await assert.rejects(each.reply, { message: index === 0 ? "first" : "second" });
  await settle();
  assert.equal(asked.length, 2);
  assertClean(boarded);
});

for (const kind of ["upstream-rejected", "policy-denied", "breaker-open", "internal"] as const) {
  test(`a failure that another try would meet as well (${kind}) is shared at once`, async () => {
    const { asked, board, assertClean } = setUp();
    const boarded = [board(), board(), board()];
    await settle();
    asked[0]?.fail(new AiosError(kind, "no"));
    for (const each of boarded) await assert.rejects(each.reply, { kind });
    assert.equal(asked.length, 1);
    assertClean(boarded);
  });
}

test("a failure after the first frame is told to all in the stream, each of whom has read what came before", async () => {
  const { asked, board, assertClean } = setUp();
  const boarded = [board(), board(), board()];
  await settle();
  const cut = new AiosError("upstream-cut", "cut");
  asked[0]?.answer(eventsReply([], { body: framesOf([bytes("a"), bytes("b")], cut) }));
  for (const each of boarded) {
    const seen: Frame[] = [];
    await assert.rejects(
      async () => {
        for await (const frame of (await each.reply).body) seen.push(frame);
      },
      (error) => error === cut,
    );
    assert.equal(Buffer.concat(seen).toString(), "ab");
  }
  assert.equal(asked.length, 1);
  assert.deepEqual(asked[0]?.ended, [{ outcome: "failed", error: cut }]);
  assertClean(boarded);
});

test("whoever has left does not try again", async () => {
  const { asked, board, assertClean } = setUp();
  const [first, second] = [board(), board()];
  await settle();
  second.leave(GONE);
  asked[0]?.fail(new AiosError("connect", "no"));
  await assert.rejects(first.reply, { kind: "connect" });
  await assert.rejects(second.reply, GONE);
  await settle();
  assert.equal(asked.length, 1);
  assertClean([first, second]);
});

test("a call that is granted less time than its route takes nobody who has more, and everybody who has not", async () => {
  const { asked, clock, board, assertClean } = setUp();
  const hurried = board(KEY, { deadline: deadlineAfter(clock.monotonic(), 1_000) });
  const alike = board(KEY, { deadline: deadlineAfter(clock.monotonic(), 1_000) });
  const calm = board();
  const calmToo = board();
  await settle();
  assert.equal(asked.length, 2);
  for (const { answer } of asked) answer(documentReply({}));
  const boarded = [hurried, alike, calm, calmToo];
  for (const each of boarded) await textOf(each.reply);
  assert.deepEqual(
    boarded.map(({ told }) => told[0]),
    ["over, first", "joined", "over, first", "joined"],
  );
  assertClean(boarded);
});

test("an upstream that hangs holds up those who came while it had time, and nobody after that", async () => {
  const { clock, asked, board, assertClean } = setUp();
  const first = board();
  await clock.advance(ROUTE_MS / 2);
  const second = board();
  await settle();
  await clock.advance(ROUTE_MS / 2);
  // Between two timers.
  const third = board();
  await settle();
  assert.equal(asked.length, 2);
  first.leave(LATE);
  await assert.rejects(first.reply, LATE);
  await settle();
  assert.equal(asked[0]?.call.signal.aborted, true);
  // Who joined tries again, with the one who came later.
  assert.equal(asked.length, 2);
  asked[1]?.answer(documentReply({ text: "hi" }));
  assert.equal(await textOf(second.reply), '{"text":"hi"}');
  assert.equal(await textOf(third.reply), '{"text":"hi"}');
  assertClean([first, second, third]);
});

test("also when the one who began it has left before", async () => {
  const { clock, asked, board, assertClean } = setUp();
  const first = board();
  const [second, third] = [board(), board()];
  await settle();
  first.leave(GONE);
  await clock.advance(ROUTE_MS);
  second.leave(LATE);
  await settle();
  assert.equal(asked.length, 2);
  asked[1]?.answer(documentReply({ text: "hi" }));
  assert.equal(await textOf(third.reply), '{"text":"hi"}');
  assertClean([first, second, third]);
});

test("without a limit of the route, whoever sets one of its own is hurried", async () => {
  const { asked, clock, board, assertClean } = setUp();
  const hurried = board(KEY, {
    deadline: deadlineAfter(clock.monotonic(), 1_000),
    routeTimeoutMs: undefined,
  });
  const calm = board(KEY, { deadline: { at: Number.POSITIVE_INFINITY }, routeTimeoutMs: undefined });
  const calmToo = board(KEY, { deadline: { at: Number.POSITIVE_INFINITY }, routeTimeoutMs: undefined });
  await settle();
  assert.equal(asked.length, 2);
  for (const { answer } of asked) answer(documentReply({}));
  for (const each of [hurried, calm, calmToo]) await textOf(each.reply);
  assertClean([hurried, calm, calmToo]);
});

test("a reply that has outgrown the bound takes nobody new: the next one starts over", async () => {
  const { asked, board, assertClean } = setUp({ maxBytes: 100 });
  const first = board();
  await settle();
  const { stream, reply } = live();
  asked[0]?.answer(reply);
  const reader = (await first.reply).body[Symbol.asyncIterator]();
  for (let count = 0; count < 10; count++) {
    stream.said("x".repeat(50));
    await reader.next();
  }
  const late = board();
  await settle();
  assert.equal(asked.length, 2);
  assert.deepEqual(late.told, []);
  asked[1]?.answer(documentReply({}));
  await textOf(late.reply);
  // The flight that has lost its place takes nothing from the one that has it.
  stream.end();
  await reader.next();
  assertClean([first, late]);
});

test("whoever reads too slowly is told so after a while, and the others get all", async () => {
  const { asked, board, clock, assertClean } = setUp({ maxBytes: 100 });
  const [first, slow] = [board(), board()];
  await settle();
  const frames = Array.from({ length: 20 }, (_, index) => bytes(`${index}`.padEnd(20)));
  asked[0]?.answer(eventsReply(frames));
  const text = textOf(first.reply);
  const reader = (await slow.reply).body[Symbol.asyncIterator]();
  await clock.advance(4_999);
  assert.equal((await reader.next()).done, false);
  await clock.advance(4_999);
  assert.equal((await reader.next()).done, false);
  await clock.advance(5_000);
  assert.equal(await text, Buffer.concat(frames).toString());
  await assert.rejects(
    async () => {
      while ((await reader.next()).done !== true);
    },
    { kind: "idle-timeout" },
  );
  assertClean([first, slow]);
});

test("what throws at once, or is no error of ours, fails the flight like anything else", async () => {
  const bug = new TypeError("bug");
  for (const fly of [
    () => {
      throw bug;
    },
    () => Promise.reject(bug),
    async () => ({ ...documentReply({}), body: undefined as never }),
  ]) {
    const { board, assertClean } = setUp({ fly });
    const boarded = [board(), board()];
    for (const each of boarded) await assert.rejects(each.reply, { kind: "internal" });
    assertClean(boarded);
  }
});

test("what its end throws is told, and keeps nobody waiting", async () => {
  const bug = new TypeError("bug");
  const { flights, faults, planOf } = setUp({ fly: async () => documentReply({ text: "hi" }) });
  const plan = {
    ...planOf(KEY),
    landed: () => {
      throw bug;
    },
  };
  const reply = flights.board(KEY, testCall(tinyDialect, { model: "m" }), plan, { joined() {}, over() {} });
  assert.equal(await textOf(reply), '{"text":"hi"}');
  assert.deepEqual(faults, [bug]);
  assert.equal(flights.size, 0);
});

test("it is made with the first one's headers, its idempotency-key included; no key of those who join", async () => {
  const { asked, board } = setUp();
  const boarded = [
    board(KEY, { headers: { "idempotency-key": "first" } }),
    board(KEY, { headers: { "idempotency-key": "second" } }),
  ];
  await settle();
  assert.equal(asked[0]?.call.headers["idempotency-key"], "first");
  asked[0]?.answer(documentReply({}));
  for (const each of boarded) await textOf(each.reply);
});

test("in the background: nobody waits, others may join, and nothing of the caller's execution goes along", async () => {
  const { clock, flights, asked, board, planOf, assertClean } = setUp();
  const call = testCall(
    tinyDialect,
    { model: "m" },
    {
      headers: { "idempotency-key": "k" },
      stale: { ageMs: 1, reply: () => documentReply({}) },
      deadline: deadlineAfter(clock.monotonic(), ROUTE_MS),
    },
  );
  assert.equal(flights.launch(KEY, call, planOf(KEY)), true);
  assert.equal(flights.isFlying(KEY), true);
  const joined = board();
  await settle();
  assert.equal(asked.length, 1);
  assert.equal(asked[0]?.call.headers["idempotency-key"], undefined);
  assert.equal(asked[0]?.call.stale, undefined);
  asked[0]?.answer(documentReply({ text: "hi" }));
  assert.equal(await textOf(joined.reply), '{"text":"hi"}');
  await settle();
  assertClean([joined]);
});

test("in the background: it ends with its time, also in the middle of its reply", async () => {
  for (const isAnswered of [false, true]) {
    const { clock, flights, asked, planOf, assertClean } = setUp();
    const call = testCall(
      tinyDialect,
      { model: "m" },
      { deadline: deadlineAfter(clock.monotonic(), ROUTE_MS) },
    );
    flights.launch(KEY, call, planOf(KEY));
    await settle();
    if (isAnswered) asked[0]?.answer(live().reply);
    await clock.advance(ROUTE_MS - 1);
    assert.equal(asked[0]?.call.signal.aborted, false);
    await clock.advance(1);
    assert.equal(asked[0]?.call.signal.aborted, true);
    assertClean([]);
  }
});

test("in the background: a failure is nobody's, and its timer is cleared", async () => {
  const { clock, flights, asked, planOf, assertClean } = setUp();
  const call = testCall(tinyDialect, { model: "m" }, { deadline: deadlineAfter(clock.monotonic(), 5) });
  flights.launch(KEY, call, planOf(KEY));
  await settle();
  asked[0]?.fail(new AiosError("connect", "no"));
  await settle();
  assertClean([]);
});

test("in the background: there are not too many, closing cancels them, and after that there are none", async () => {
  const { clock, flights, asked, planOf, assertClean } = setUp();
  const launch = (key: string) =>
    flights.launch(
      key,
      testCall(tinyDialect, { model: "m" }, { deadline: deadlineAfter(clock.monotonic(), ROUTE_MS) }),
      planOf(key),
    );
  let launched = 0;
  while (launch(String(launched))) launched++;
  assert.equal(launched, 64);
  assert.equal(clock.running, 64);
  flights.close();
  await settle();
  for (const { call } of asked) assert.ok(call.signal.aborted);
  assertClean([]);
  assert.equal(launch("later"), false);
});

/** What one caller does in the property below. */
const caller = fc.record({
  key: fc.nat(3),
  /** When it comes. */
  at: fc.nat(200),
  /** After how many frames it leaves; never when absent. */
  leaves: fc.option(fc.nat(4), { nil: undefined, freq: 4 }),
  hurried: fc.boolean(),
});

test("thousands of calls over a few keys, coming, failing and leaving as they like: nobody ever sees a byte of another key", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(caller, { minLength: 200, maxLength: 400, size: "max" }),
      fc.infiniteStream(fc.nat(9)),
      async (callers, luck) => {
        const { clock, asked, flights, board, assertClean } = setUp({ maxBytes: 200 });
        const boarded: Boarded[] = [];
        const reading: Promise<void>[] = [];
        let whole = 0;
        let calls = 0;
        for (let turn = 0; turn <= 200 || asked.some(({ ended }) => ended.length === 0); turn++) {
          assert.ok(turn < 2_000, "somebody hangs");
          for (const { key, leaves, hurried } of callers.filter(({ at }) => at === turn)) {
            const deadline = deadlineAfter(clock.monotonic(), hurried ? ROUTE_MS / 2 : ROUTE_MS);
            const each = board(`key ${key}`, { deadline });
            boarded.push(each);
            const read = async () => {
              let frames = 0;
              let call: string | undefined;
              if (leaves === 0) each.leave(GONE);
              for await (const frame of (await each.reply).body) {
                const said = /^(key \d), (call \d+), frame (\d)$/.exec(Buffer.from(frame).toString());
                call ??= said?.[2];
                assert.deepEqual(said?.slice(1), [`key ${key}`, call, `${frames}`]);
                frames++;
                if (frames === leaves) each.leave(GONE);
              }
              assert.equal(frames, 6);
              whole++;
            };
            reading.push(
              read().catch((error: unknown) => {
                assert.ok(error instanceof AiosError, String(error));
                assert.ok(["client-closed", "connect", "upstream-cut", "idle-timeout"].includes(error.kind));
              }),
            );
          }
          for (const one of asked.splice(0)) {
            const name = `${one.key}, call ${calls++}`;
            const chance = Number(luck.next().value);
            const frames = Array.from({ length: 6 }, (_, index) => bytes(`${name}, frame ${index}`));
            if (chance === 0) one.fail(new AiosError("connect", "no"));
            else if (chance === 1)
              one.answer(
                eventsReply([], { body: framesOf(frames.slice(0, 3), new AiosError("upstream-cut", "cut")) }),
              );
            else one.answer(eventsReply(frames));
          }
          await new Promise<void>((resolve) => setImmediate(resolve));
        }
        await clock.advance(60_000);
        await Promise.all(reading);
        assert.ok(calls < boarded.length, "nobody shared anything");
        assert.ok(whole > 0);
        assert.equal(flights.size, 0);
        assertClean(boarded);
      },
    ),
    { numRuns: 15 },
  );
});
