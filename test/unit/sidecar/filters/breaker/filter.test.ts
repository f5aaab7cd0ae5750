import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import {
  type BreakerSpec,
  breaker,
  type UpstreamSpec,
  upstreamSpec,
} from "../../../../../config/schema/upstream.ts";
import type { Call, Frame, Handler, Reply } from "../../../../../sidecar/core/call.ts";
import { AiosError, type ErrorKind } from "../../../../../sidecar/core/errors.ts";
import {
  type Breakers,
  createBreakerFilter,
  createBreakers,
} from "../../../../../sidecar/filters/breaker/filter.ts";
import { collect, documentReply, eventsReply, framesOf, testCall } from "../../../../support/calls.ts";
import { FakeClock, settle } from "../../../../support/fake-clock.ts";
import { type RecordedTelemetry, recordTelemetry } from "../../../../support/recorded-telemetry.ts";
import { done, event, tinyDialect } from "../../../../support/tiny-dialect.ts";

const SPEC: BreakerSpec = {
  errorRate: 0.5,
  minimumCalls: 4,
  window: 10_000,
  openFor: 5_000,
  halfOpenCalls: 1,
};
const frames = [event({ delta: "a" }), event({ delta: "b" }), event({ delta: "c" }), done];

let clock: FakeClock;
let telemetry: RecordedTelemetry;
let breakers: Breakers;

beforeEach(() => {
  // opossum waits `openFor` by a real timer.
  mock.timers.enable({ apis: ["setTimeout"] });
  clock = new FakeClock();
  telemetry = recordTelemetry();
  breakers = createBreakers({ telemetry, clock });
});

afterEach(() => {
  breakers.close();
  assert.equal(clock.running, 0);
  mock.timers.reset();
});

async function pass(ms: number): Promise<void> {
  await clock.advance(ms);
  mock.timers.tick(ms);
  await settle();
}

function upstreams(
  changes: Partial<BreakerSpec> = {},
  ...names: readonly string[]
): ReadonlyMap<string, UpstreamSpec> {
  const spec = upstreamSpec.parse({ dialect: "openai", url: "http://127.0.0.1:1/v1" });
  const all = names.length === 0 ? ["openai"] : names;
  return new Map(all.map((name) => [name, { ...spec, breaker: { ...SPEC, ...changes } }]));
}

const aCall = (overrides: Partial<Call> = {}) =>
  testCall(tinyDialect, { model: "m" }, { target: { upstream: "openai", model: "m" }, ...overrides });

const through = (handler: Handler): Handler => createBreakerFilter({ breakers }).wrap(handler);
const answer: Handler = async () => documentReply({ text: "ok" });
const fail =
  (kind: ErrorKind): Handler =>
  () =>
    Promise.reject(new AiosError(kind, "no"));

async function succeed(): Promise<void> {
  await collect((await through(answer)(aCall())).body);
  await settle();
}

async function failWith(kind: ErrorKind = "server-error"): Promise<void> {
  await assert.rejects(through(fail(kind))(aCall()), { kind });
  await settle();
}

async function open(): Promise<void> {
  for (let call = 0; call < SPEC.minimumCalls; call++) await failWith();
}

const state = () => breakers.states()[0]?.state;
const changes = () => telemetry.named("breakerChanged").map(({ values }) => values);

test("more failures than the rate, among enough calls, open it; what comes then is refused with the time left", async () => {
  breakers.sync(upstreams());
  await open();
  assert.equal(state(), "open");
  await pass(2_000);
  let reached = 0;
  const refused = through(async (call) => {
    reached++;
    return answer(call);
  })(aCall());
  await assert.rejects(refused, (error) => {
    assert.ok(error instanceof AiosError);
    assert.equal(error.kind, "breaker-open");
    assert.equal(error.retryAfterMs, 3_000);
    assert.match(error.message, /"openai"/);
    return true;
  });
  assert.equal(reached, 0);
  assert.deepEqual(changes(), [["openai", "open"]]);
});

test("below the minimum of calls it never opens", async () => {
  breakers.sync(upstreams({ minimumCalls: 5 }));
  await open();
  assert.equal(state(), "closed");
  await failWith();
  assert.equal(state(), "open");
});

test("a share of failures that does not pass the rate keeps it closed", async () => {
  breakers.sync(upstreams());
  for (let pair = 0; pair < 10; pair++) {
    await succeed();
    await failWith();
  }
  assert.equal(state(), "closed");
  await failWith();
  assert.equal(state(), "open");
});

test("failures that have left the window do not count", async () => {
  breakers.sync(upstreams());
  for (let call = 0; call < 3; call++) await failWith();
  await pass(SPEC.window);
  await failWith();
  assert.equal(state(), "closed");
  assert.deepEqual(breakers.states()[0], {
    upstream: "openai",
    state: "closed",
    calls: 1,
    failures: 1,
    since: Date.UTC(2026, 0, 1),
  });
});

for (const kind of [
  "connect",
  "first-token-timeout",
  "idle-timeout",
  "server-error",
  "upstream-cut",
  "invalid-upstream-reply",
] as const) {
  test(`${kind} is a failure`, async () => {
    breakers.sync(upstreams());
    for (let call = 0; call < SPEC.minimumCalls; call++) await failWith(kind);
    assert.equal(state(), "open");
  });
}

for (const kind of [
  "rate-limited",
  "client-closed",
  "deadline-exceeded",
  "reply-too-large",
  "draining",
  "overloaded",
  "gateway-unreachable",
] as const) {
  test(`${kind} says nothing about the upstream`, async () => {
    breakers.sync(upstreams());
    for (let call = 0; call < 20; call++) await failWith(kind);
    assert.deepEqual(breakers.states()[0]?.calls, 0);
  });
}

for (const kind of ["upstream-rejected", "upstream-refused-credentials"] as const) {
  test(`${kind} shows that the upstream answers`, async () => {
    breakers.sync(upstreams());
    for (let call = 0; call < 20; call++) await failWith(kind);
    assert.deepEqual(breakers.states()[0]?.calls, 20);
    assert.equal(state(), "closed");
  });
}

test("an upstream that takes unary calls and never answers is blamed for the deadline, a short-tempered caller is not", async () => {
  breakers.sync(upstreams());
  const hangs = (ms: number) =>
    createBreakerFilter({ breakers, hang: { totalMs: 1_000, clock } }).wrap(async () => {
      await clock.advance(ms);
      throw new AiosError("deadline-exceeded", "late");
    });
  for (let call = 0; call < SPEC.minimumCalls; call++) await assert.rejects(hangs(499)(aCall()));
  assert.equal(breakers.states()[0]?.failures, 0);
  for (let call = 0; call < SPEC.minimumCalls; call++) await assert.rejects(hangs(500)(aCall()));
  await settle();
  assert.equal(state(), "open");
});

for (let pulls = 0; pulls <= frames.length; pulls++) {
  test(`a stream that dies at pull ${pulls + 1} counts as a failure, though its head went up long before`, async () => {
    breakers.sync(upstreams({ minimumCalls: 1 }));
    const cut = new AiosError("upstream-cut", "cut");
    const reply = await through(async () => eventsReply([], { body: framesOf(frames.slice(0, pulls), cut) }))(
      aCall(),
    );
    assert.equal(state(), "closed");
    const seen: Frame[] = [];
    await assert.rejects(
      async () => {
        for await (const frame of reply.body) seen.push(frame);
      },
      (error) => error === cut,
    );
    await settle();
    assert.deepEqual(seen, frames.slice(0, pulls));
    assert.equal(state(), "open");
  });

  test(`a stream whose client leaves after ${pulls} pulls says nothing, and the upstream is told`, async () => {
    breakers.sync(upstreams({ minimumCalls: 1 }));
    let closed = 0;
    const inner = framesOf(frames);
    const body: AsyncIterable<Frame> = {
      [Symbol.asyncIterator]: () => ({
        next: () => inner.next(),
        return: async () => {
          closed++;
          return { done: true, value: undefined };
        },
      }),
    };
    const reply = await through(async () => eventsReply([], { body }))(aCall());
    const iterator = reply.body[Symbol.asyncIterator]();
    for (let pull = 0; pull < pulls; pull++) await iterator.next();
    await iterator.return?.();
    await settle();
    assert.equal(closed, 1);
    assert.equal(breakers.states()[0]?.calls, 0);
  });
}

test("a stream counts when its last byte came, not when its head did", async () => {
  breakers.sync(upstreams());
  const reply = await through(async () => eventsReply(frames))(aCall());
  assert.equal(breakers.states()[0]?.calls, 0);
  assert.deepEqual(await collect(reply.body), frames);
  await settle();
  assert.equal(breakers.states()[0]?.calls, 1);
});

test("after openFor a probe is let through; its success closes the breaker with a clean window", async () => {
  breakers.sync(upstreams());
  await open();
  await pass(SPEC.openFor);
  assert.equal(state(), "half-open");
  await succeed();
  assert.equal(state(), "closed");
  assert.deepEqual(changes(), [
    ["openai", "open"],
    ["openai", "half-open"],
    ["openai", "closed"],
  ]);
  // The failures of before are still younger than the window.
  await failWith();
  assert.equal(state(), "closed");
  assert.equal(breakers.states()[0]?.since, clock.now());
});

test("a probe that fails opens it again for all of openFor", async () => {
  breakers.sync(upstreams());
  await open();
  await pass(SPEC.openFor);
  await failWith("connect");
  assert.equal(state(), "open");
  await pass(SPEC.openFor - 1);
  assert.equal(state(), "open");
  await pass(1);
  assert.equal(state(), "half-open");
});

test("a probe that dies half-way opens it again", async () => {
  breakers.sync(upstreams());
  await open();
  await pass(SPEC.openFor);
  const body = framesOf(frames.slice(0, 2), new AiosError("upstream-cut", "cut"));
  const reply = await through(async () => eventsReply([], { body }))(aCall());
  assert.equal(state(), "half-open");
  await assert.rejects(collect(reply.body));
  assert.equal(state(), "open");
});

test("while half-open exactly halfOpenCalls are under way at once, and that many successes close it", async () => {
  breakers.sync(upstreams({ halfOpenCalls: 3 }));
  await open();
  await pass(SPEC.openFor);
  const probes: Reply[] = [];
  for (let probe = 0; probe < 3; probe++)
    probes.push(await through(async () => eventsReply(frames))(aCall()));
  await failsAsOpen();
  for (const [index, probe] of probes.entries()) {
    assert.equal(state(), "half-open");
    await collect(probe.body);
    // A success is no new room: two more must come, and two are on their way.
    if (index < 2) await failsAsOpen();
  }
  assert.equal(state(), "closed");
});

async function failsAsOpen(): Promise<void> {
  await assert.rejects(through(answer)(aCall()), { kind: "breaker-open" });
}

test("one failed probe among several opens it, and the late success of another does not close it", async () => {
  breakers.sync(upstreams({ halfOpenCalls: 2 }));
  await open();
  await pass(SPEC.openFor);
  const slow = await through(async () => eventsReply(frames))(aCall());
  await failWith();
  assert.equal(state(), "open");
  await collect(slow.body);
  assert.equal(state(), "open");
  await pass(SPEC.openFor);
  await succeed();
  assert.equal(state(), "half-open");
});

test("a probe whose client leaves gives its place to the next", async () => {
  breakers.sync(upstreams());
  await open();
  await pass(SPEC.openFor);
  for await (const _frame of (await through(async () => eventsReply(frames))(aCall())).body) break;
  assert.equal(state(), "half-open");
  await succeed();
  assert.equal(state(), "closed");
});

test("a probe whose body nobody pulls gives its place back when its call ends", async () => {
  breakers.sync(upstreams());
  await open();
  await pass(SPEC.openFor);
  const call = aCall();
  await through(answer)(call);
  await failsAsOpen();
  call.end();
  await succeed();
  assert.equal(state(), "closed");
});

test("a probe that is rate-limited neither closes nor opens it", async () => {
  breakers.sync(upstreams());
  await open();
  await pass(SPEC.openFor);
  await failWith("rate-limited");
  assert.equal(state(), "half-open");
});

test("a stream begun before the breaker opened closes nothing when it ends well, nor opens anything when it does not", async () => {
  breakers.sync(upstreams());
  const good = await through(async () => eventsReply(frames))(aCall());
  const bad = await through(async () =>
    eventsReply([], { body: framesOf([], new AiosError("upstream-cut", "cut")) }),
  )(aCall());
  await open();
  await pass(SPEC.openFor);
  await collect(good.body);
  assert.equal(state(), "half-open");
  await assert.rejects(collect(bad.body));
  assert.equal(state(), "half-open");
});

test("upstreams have breakers of their own", async () => {
  breakers.sync(upstreams({}, "openai", "azure"));
  await open();
  await collect((await through(answer)(aCall({ target: { upstream: "azure", model: "m" } }))).body);
  assert.deepEqual(
    breakers.states().map(({ upstream, state }) => [upstream, state]),
    [
      ["openai", "open"],
      ["azure", "closed"],
    ],
  );
});

test("a breaker whose settings are unchanged outlives a configuration", async () => {
  breakers.sync(upstreams());
  await open();
  breakers.sync(upstreams({}, "openai", "azure"));
  assert.equal(state(), "open");
});

test("a breaker with new settings starts anew, and says so", async () => {
  breakers.sync(upstreams());
  await open();
  breakers.sync(upstreams({ errorRate: 0.9 }));
  assert.equal(state(), "closed");
  assert.deepEqual(changes().at(-1), ["openai", "closed"]);
  await pass(60_000);
  assert.equal(changes().length, 2);
});

test("a removed upstream's breaker is gone, and calls still under way on the old configuration pass", async () => {
  breakers.sync(upstreams());
  const running = await through(async () => eventsReply(frames))(aCall());
  await open();
  breakers.sync(new Map());
  assert.deepEqual(breakers.states(), []);
  assert.equal(clock.running, 0);
  assert.deepEqual(await collect(running.body), frames);
  const reply = documentReply({});
  assert.equal(await through(async () => reply)(aCall()), reply);
});

test("an upstream's defaults are those of the schema", () => {
  breakers.sync(
    new Map([["openai", upstreamSpec.parse({ dialect: "openai", url: "http://127.0.0.1:1/v1" })]]),
  );
  assert.deepEqual(breakers.get("openai")?.spec, breaker.parse({}));
});
