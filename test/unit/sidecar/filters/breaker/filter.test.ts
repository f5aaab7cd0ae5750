import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { type RouteSpec, routeSpec } from "../../../../../config/schema/route.ts";
import type { ConfigSnapshot } from "../../../../../config/schema/snapshot.ts";
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
  clock = new FakeClock();
  telemetry = recordTelemetry();
  breakers = createBreakers({ telemetry, clock });
});

afterEach(() => {
  breakers.close();
  assert.equal(clock.running, 0);
});

async function pass(ms: number): Promise<void> {
  await clock.advance(ms);
}

type Config = Pick<ConfigSnapshot, "upstreams" | "routes">;

function upstreams(changes: Partial<BreakerSpec> = {}, ...names: readonly string[]): Config {
  const spec = upstreamSpec.parse({ dialect: "openai", url: "http://127.0.0.1:1/v1" });
  const all = names.length === 0 ? ["openai"] : names;
  const made = all.map((name): [string, UpstreamSpec] => [
    name,
    { ...spec, models: ["m"], breaker: { ...SPEC, ...changes } },
  ]);
  return { upstreams: new Map(made), routes: [] };
}

const aCall = (overrides: Partial<Call> = {}) =>
  testCall(tinyDialect, { model: "m" }, { target: { upstream: "openai", model: "m" }, ...overrides });

const through = (handler: Handler): Handler => createBreakerFilter({ breakers, clock }).wrap(handler);
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
  assert.deepEqual(changes(), [["openai", "m", "open", "failures"]]);
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
    model: "m",
    state: "closed",
    calls: 1,
    failures: 1,
    slow: 0,
    slowOf: 0,
    rateLimited: 0,
    rateLimitedOf: 0,
    since: Date.UTC(2026, 0, 1),
  });
});

for (const kind of [
  "connect",
  "connect-timeout",
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
    createBreakerFilter({ breakers, clock }).wrap(async () => {
      await clock.advance(ms);
      throw new AiosError("deadline-exceeded", "late");
    });
  const hung = (ms: number) => assert.rejects(hangs(ms)(aCall({ routeTimeoutMs: 1_000 })));
  for (let call = 0; call < SPEC.minimumCalls; call++) await hung(499);
  assert.equal(breakers.states()[0]?.failures, 0);
  for (let call = 0; call < SPEC.minimumCalls; call++) await hung(500);
  await settle();
  assert.equal(state(), "open");
});

const never = new Promise<never>(() => {});

for (const [kind, ms, becomes] of [
  ["deadline-exceeded", 500, "open"],
  // The hop before gives up for its deadline by hanging up.
  ["client-closed", 900, "open"],
  ["client-closed", 899, "closed"],
  ["draining", 900, "closed"],
] as const) {
  test(`a call that ends by ${kind} after ${ms} of 1000 ms, before its attempt has noticed, leaves the breaker ${becomes}`, async () => {
    breakers.sync(upstreams());
    for (let count = 0; count < SPEC.minimumCalls; count++) {
      const startedAt = clock.monotonic();
      const deadline = { at: startedAt + 1_000 };
      const call = aCall({ routeTimeoutMs: 1_000, startedAt, deadline });
      void through(() => never)(call);
      await clock.advance(ms);
      call.end({ outcome: "failed", error: new AiosError(kind, "over") });
    }
    await settle();
    assert.equal(state(), becomes);
  });
}

test("a deadline in the middle of a reply is nothing that an upstream which has answered is blamed for", async () => {
  breakers.sync(upstreams());
  for (let count = 0; count < SPEC.minimumCalls; count++) {
    const call = aCall({ routeTimeoutMs: 1_000 });
    await through(answer)(call);
    await clock.advance(1_000);
    call.end({ outcome: "failed", error: new AiosError("deadline-exceeded", "over") });
  }
  await settle();
  assert.equal(state(), "closed");
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
    ["openai", "m", "open", "failures"],
    ["openai", "m", "half-open", "failures"],
    ["openai", "m", "closed", undefined],
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

test("a probe has succeeded with its first frame: nobody waits for the end of a long stream", async () => {
  breakers.sync(upstreams({ minimumCalls: 1 }));
  await failWith();
  await pass(SPEC.openFor);
  const long = await through(async () => eventsReply(frames))(aCall());
  assert.equal(state(), "closed");
  await succeed();
  assert.deepEqual(await collect(long.body), frames);
  await settle();
  assert.equal(breakers.states()[0]?.calls, 2);
});

test("a probe that dies after its first frame is a failure among the first calls of the fresh window", async () => {
  breakers.sync(upstreams({ minimumCalls: 2 }));
  for (let call = 0; call < 2; call++) await failWith();
  await pass(SPEC.openFor);
  const body = framesOf(frames.slice(0, 2), new AiosError("upstream-cut", "cut"));
  const reply = await through(async () => eventsReply([], { body }))(aCall());
  await assert.rejects(collect(reply.body));
  await settle();
  assert.equal(state(), "closed");
  assert.equal(breakers.states()[0]?.failures, 1);
  await failWith();
  assert.equal(state(), "open");
});

test("a probe that dies while others are still awaited opens it again", async () => {
  breakers.sync(upstreams({ halfOpenCalls: 2 }));
  await open();
  await pass(SPEC.openFor);
  const body = framesOf(frames.slice(0, 2), new AiosError("upstream-cut", "cut"));
  const reply = await through(async () => eventsReply([], { body }))(aCall());
  assert.equal(state(), "half-open");
  await assert.rejects(collect(reply.body));
  assert.equal(state(), "open");
});

/** A call whose first frame comes when told to. */
function waiting(): { readonly reply: Promise<Reply>; readonly give: () => void } {
  const { promise, resolve } = Promise.withResolvers<Reply>();
  return { reply: through(() => promise)(aCall()), give: () => resolve(eventsReply(frames)) };
}

test("while half-open exactly halfOpenCalls are under way at once, and that many successes close it", async () => {
  breakers.sync(upstreams({ halfOpenCalls: 3 }));
  await open();
  await pass(SPEC.openFor);
  const probes = [waiting(), waiting(), waiting()];
  await failsAsOpen();
  for (const [index, probe] of probes.entries()) {
    assert.equal(state(), "half-open");
    probe.give();
    await probe.reply;
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
  const late = waiting();
  await failWith();
  assert.equal(state(), "open");
  late.give();
  await collect((await late.reply).body);
  assert.equal(state(), "open");
  await pass(SPEC.openFor);
  await succeed();
  assert.equal(state(), "half-open");
});

test("a probe whose client leaves before its first frame gives its place to the next", async () => {
  breakers.sync(upstreams());
  await open();
  await pass(SPEC.openFor);
  await failWith("client-closed");
  assert.equal(state(), "half-open");
  await succeed();
  assert.equal(state(), "closed");
});

test("a probe that nobody waits for any more gives its place back when its call ends", async () => {
  breakers.sync(upstreams());
  await open();
  await pass(SPEC.openFor);
  const call = aCall();
  void through(() => new Promise<Reply>(() => {}))(call);
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
  assert.equal(state(), undefined);
  await succeed();
  assert.equal(state(), "closed");
  assert.deepEqual(changes().at(-1), ["openai", "m", "closed"]);
  assert.deepEqual(telemetry.named("breakerRemoved")[0]?.values, ["openai", "m"]);
  await pass(60_000);
  assert.equal(changes().length, 2);
});

test("a removed upstream's breaker is gone, and calls still under way on the old configuration pass", async () => {
  breakers.sync(upstreams());
  const running = await through(async () => eventsReply(frames))(aCall());
  await open();
  breakers.sync({ upstreams: new Map(), routes: [] });
  assert.deepEqual(breakers.states(), []);
  assert.equal(clock.running, 0);
  assert.deepEqual(await collect(running.body), frames);
  const reply = documentReply({});
  assert.equal(await through(async () => reply)(aCall()), reply);
});

test("an upstream's defaults are those of the schema", () => {
  const spec = upstreamSpec.parse({ dialect: "openai", url: "http://127.0.0.1:1/v1" });
  breakers.sync({ upstreams: new Map([["openai", spec]]), routes: [] });
  assert.deepEqual(breakers.get("openai", "m")?.spec, breaker.parse({}));
});

const asked = (model: string) => aCall({ target: { upstream: "openai", model } });

function withRoutes(...specs: readonly unknown[]): Config {
  const routes = specs.map((spec, index): { name: string; spec: RouteSpec } => ({
    name: `route-${index}`,
    spec: routeSpec.parse(spec),
  }));
  return { ...upstreams(), routes };
}

test("each model that the configuration names has a breaker of its own, all others share one", async () => {
  breakers.sync(
    withRoutes({
      match: { models: ["exact", "glob-*"] },
      targets: [{ upstream: "openai", model: "of-target" }],
      fallback: [{ upstream: "openai", model: "of-rung" }],
      mirror: { upstream: "openai", model: "of-mirror" },
    }),
  );
  for (const model of ["m", "exact", "of-target", "of-rung", "of-mirror", "glob-1", "anything", "glob-*"]) {
    await assert.rejects(through(fail("server-error"))(asked(model)));
  }
  await settle();
  assert.deepEqual(
    breakers.states().map(({ model, failures }) => [model, failures]),
    [
      ["m", 1],
      ["exact", 1],
      ["of-target", 1],
      ["of-rung", 1],
      ["of-mirror", 1],
      ["", 3],
    ],
  );
});

test("a model that fails closes the door to no other", async () => {
  breakers.sync(withRoutes({ match: { models: ["other"] }, targets: [{ upstream: "openai" }] }));
  await open();
  assert.equal(state(), "open");
  await collect((await through(answer)(asked("other"))).body);
  await collect((await through(answer)(asked("unknown"))).body);
});

test("a model that is named no more loses its breaker, also an open one", async () => {
  breakers.sync(withRoutes({ match: { models: ["other"] }, targets: [{ upstream: "openai" }] }));
  for (let call = 0; call < SPEC.minimumCalls; call++) {
    await assert.rejects(through(fail("server-error"))(asked("other")));
  }
  await settle();
  assert.equal(clock.running, 1);
  breakers.sync(withRoutes());
  assert.deepEqual(breakers.states(), []);
  assert.equal(clock.running, 0);
  assert.deepEqual(changes().at(-1), ["openai", "other", "closed"]);
});

const SLOW = { slowCalls: { longerThan: 1_000, rate: 0.5 } };

async function answeredAfter(ms: number): Promise<void> {
  const late = waiting();
  await clock.advance(ms);
  late.give();
  await collect((await late.reply).body);
  await settle();
}

test("more slow calls than the rate, among enough, open it; slow is what took longer to its first frame", async () => {
  breakers.sync(upstreams(SLOW));
  await answeredAfter(1_000);
  for (let call = 0; call < 2; call++) await answeredAfter(1_001);
  assert.equal(state(), "closed");
  await answeredAfter(1_001);
  assert.equal(state(), "open");
  assert.deepEqual(changes(), [["openai", "m", "open", "slow-calls"]]);
  const { slow, failures, reason } = breakers.states()[0] ?? assert.fail();
  assert.deepEqual({ slow, failures, reason }, { slow: 3, failures: 0, reason: "slow-calls" });
  await assert.rejects(through(answer)(aCall()), /has been slow to answer/);
});

test("the rest of a stream may take as long as it likes", async () => {
  breakers.sync(upstreams({ ...SLOW, minimumCalls: 1 }));
  const reply = await through(async () => eventsReply(frames))(aCall());
  await clock.advance(5_000);
  await collect(reply.body);
  await settle();
  assert.deepEqual([state(), breakers.states()[0]?.slow], ["closed", 0]);
});

test("slow calls are told with the calls that they are a share of: streams that go on are among them", async () => {
  breakers.sync(upstreams({ ...SLOW, minimumCalls: 100 }));
  await answeredAfter(2_000);
  const late = waiting();
  await clock.advance(2_000);
  late.give();
  // Its first frame is there, and its body has not ended.
  const { body } = await late.reply;
  const { calls, slow, slowOf } = breakers.states()[0] ?? assert.fail();
  assert.deepEqual({ calls, slow, slowOf }, { calls: 1, slow: 2, slowOf: 2 });
  await collect(body);
});

test("without the setting nothing is slow", async () => {
  breakers.sync(upstreams({ minimumCalls: 1 }));
  await answeredAfter(60_000);
  assert.deepEqual([state(), breakers.states()[0]?.slow], ["closed", 0]);
});

test("a failure that took long is slow as well, a refusal that took long is not", async () => {
  breakers.sync(upstreams({ ...SLOW, minimumCalls: 100 }));
  const failsAfter = async (ms: number, kind: ErrorKind) => {
    const handler: Handler = async () => {
      await clock.advance(ms);
      throw new AiosError(kind, "no");
    };
    await assert.rejects(through(handler)(aCall()));
    await settle();
  };
  await failsAfter(2_000, "first-token-timeout");
  assert.equal(breakers.states()[0]?.slow, 1);
  await failsAfter(2_000, "overloaded");
  await failsAfter(2_000, "rate-limited");
  assert.equal(breakers.states()[0]?.slow, 1);
  // Whoever gave up, another attempt or the caller: by then it was too late already.
  await failsAfter(2_000, "client-closed");
  assert.equal(breakers.states()[0]?.slow, 2);
  await failsAfter(1_000, "client-closed");
  assert.equal(breakers.states()[0]?.slow, 2);
  assert.equal(breakers.states()[0]?.failures, 1);
});

test("a caller who leaves after waiting too long tells of a slow call, before its attempt has noticed", async () => {
  breakers.sync(upstreams(SLOW));
  for (let count = 0; count < SPEC.minimumCalls; count++) {
    const call = aCall();
    void through(() => never)(call);
    await clock.advance(1_001);
    call.end({ outcome: "failed", error: new AiosError("client-closed", "gone") });
  }
  assert.deepEqual([state(), breakers.states()[0]?.reason], ["open", "slow-calls"]);
});

test("a slow probe opens it again, one in time closes it with a clean window", async () => {
  breakers.sync(upstreams(SLOW));
  for (let call = 0; call < SPEC.minimumCalls; call++) await answeredAfter(1_001);
  await pass(SPEC.openFor);
  assert.equal(state(), "half-open");
  await answeredAfter(1_001);
  assert.equal(state(), "open");
  await pass(SPEC.openFor);
  await answeredAfter(1_000);
  assert.deepEqual([state(), breakers.states()[0]?.slow], ["closed", 0]);
  assert.equal(breakers.states()[0]?.reason, undefined);
});

const LIMITED = { rateLimited: { rate: 0.5 } };

async function limited(retryAfterMs?: number): Promise<void> {
  const error = new AiosError("rate-limited", "no", retryAfterMs === undefined ? {} : { retryAfterMs });
  await assert.rejects(through(() => Promise.reject(error))(aCall()), { kind: "rate-limited" });
  await settle();
}

test("more 429s than their rate open it; they are no failures, and failures are none of them", async () => {
  breakers.sync(upstreams(LIMITED));
  for (let call = 0; call < 2; call++) await limited();
  await succeed();
  await failWith();
  assert.equal(state(), "closed");
  const { calls, failures, rateLimited } = breakers.states()[0] ?? assert.fail();
  assert.deepEqual({ calls, failures, rateLimited }, { calls: 2, failures: 1, rateLimited: 2 });
  await limited();
  assert.deepEqual(changes(), [["openai", "m", "open", "rate-limited"]]);
  await assert.rejects(through(answer)(aCall()), /has been refusing calls for their rate/);
});

test("opened by 429s it stays open for as long as the provider asked, ten minutes at most", async () => {
  for (const [asked, openMs] of [
    [undefined, SPEC.openFor],
    [1_000, SPEC.openFor],
    [60_000, 60_000],
    [24 * 60 * 60_000, 10 * 60_000],
  ] as const) {
    breakers.sync({ upstreams: new Map(), routes: [] });
    breakers.sync(upstreams(LIMITED));
    // Whichever of them asked.
    await limited(asked);
    for (let call = 1; call < SPEC.minimumCalls; call++) await limited();
    assert.equal(state(), "open");
    await assert.rejects(through(answer)(aCall()), { retryAfterMs: openMs });
    await pass(openMs - 1);
    assert.equal(state(), "open");
    await pass(1);
    assert.equal(state(), "half-open");
  }
});

test("a probe that is refused for its rate opens it again, for as long as it says", async () => {
  breakers.sync(upstreams(LIMITED));
  await open();
  await pass(SPEC.openFor);
  await limited(30_000);
  assert.deepEqual([state(), breakers.states()[0]?.reason], ["open", "rate-limited"]);
  await pass(29_999);
  assert.equal(state(), "open");
  await pass(1);
  await succeed();
  assert.equal(state(), "closed");
});

test("opened by failures it heeds no retry-after of a 429", async () => {
  breakers.sync(upstreams(LIMITED));
  await limited(60_000);
  await open();
  assert.equal(breakers.states()[0]?.reason, "failures");
  await pass(SPEC.openFor);
  assert.equal(state(), "half-open");
});

test("a breaker that was removed while its probe's reply went on changes no state any more, and starts no timer", async () => {
  const settings = { minimumCalls: 1, halfOpenCalls: 2, rateLimited: { rate: 0.1 } };
  breakers.sync(upstreams(settings));
  await failWith();
  await pass(SPEC.openFor);
  assert.equal(state(), "half-open");
  const refused = new AiosError("rate-limited", "too many");
  const reply = await through(async () => eventsReply([], { body: framesOf(frames, refused) }))(aCall());
  breakers.sync(upstreams({ ...settings, openFor: 1 }));
  const before = changes().length;
  const running = clock.running;
  await assert.rejects(collect(reply.body));
  assert.deepEqual([changes().length, clock.running], [before, running]);
});
