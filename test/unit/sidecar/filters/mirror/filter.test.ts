/** Through the whole engine: a copy is a call of its own, and what matters is what it does not touch. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Call, Reply } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import { openaiChat } from "../../../../../sidecar/dialects/openai-chat/dialect.ts";
import { documentReply, eventsReply, framesOf } from "../../../../support/calls.ts";
import { settle } from "../../../../support/fake-clock.ts";
import { untilCancelled } from "../../../../support/memory-upstreams.ts";
import {
  ANSWER,
  arrivalOf,
  failureOf,
  oneRoute,
  served,
  snapshotOf,
  type TestEngine,
  type TestEngineOptions,
  testEngine,
} from "../../engine-set-up.ts";

const SHADOW = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: shadow }
spec: { dialect: openai, url: "https://shadow.example/v1" }
`;

interface SetUp extends Omit<TestEngineOptions, "config" | "answer"> {
  readonly mirror?: string;
  readonly route?: string;
  readonly more?: string;
  readonly shadow?: (call: Call) => Promise<Reply>;
  readonly openai?: (call: Call) => Promise<Reply>;
}

const whole = async () => documentReply(ANSWER);

function mirrored(context: TestContext, options: SetUp = {}): TestEngine & { copies(): readonly Call[] } {
  const { mirror = "{ upstream: shadow }", route = "", more = "" } = options;
  const set = testEngine(context, {
    ...options,
    config: oneRoute({ route: `mirror: ${mirror}, ${route}`, more: `${SHADOW}${more}` }),
    answer: (call, request) =>
      (request.name === "shadow" ? options.shadow : options.openai)?.(call) ?? whole(),
  });
  const copies = () => set.upstreams.calls.filter(({ target }) => target?.upstream === "shadow");
  return { ...set, copies };
}

const outcomes = ({ telemetry }: TestEngine) =>
  telemetry.named("callMirrored").map(({ values }) => values.slice(0, 2).join(" "));

test("a copy goes to the shadow target as a call of its own, after the call itself", async (context) => {
  const set = mirrored(context, { mirror: "{ upstream: shadow, model: gpt-next }" });
  const running = set.engine.begin(
    arrivalOf(undefined, { headers: { "idempotency-key": "k-1", "x-aios-session": "s" } }),
  );
  await served(running);
  await settle();
  assert.deepEqual(
    set.upstreams.calls.map(({ target }) => target?.upstream),
    ["openai", "shadow"],
  );
  const [copy] = set.copies();
  assert.ok(copy !== undefined);
  assert.notEqual(copy.id, running.call.id);
  assert.notEqual(copy.record, running.call.record);
  assert.equal(copy.headers["idempotency-key"], undefined);
  assert.equal(copy.session, "s");
  assert.equal(copy.request.document()["model"], "gpt-next");
  assert.equal(running.call.record.get("upstream"), "openai");
  assert.equal(running.call.record.get("model"), "gpt-4o-mini");
  assert.deepEqual(outcomes(set), ["chat completed"]);
  assert.deepEqual(set.telemetry.named("callMirrored")[0]?.values[2], { inputTokens: 3, outputTokens: 2 });
  assert.equal(set.telemetry.named("callEnded").length, 1);
});

test("a copy has no more of personal data than the call", async (context) => {
  const set = mirrored(context, {
    route: "policies: [pii]",
    more: `---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email] } }
`,
  });
  const messages = [{ role: "user", content: "Write to maria.lopez@example.com." }];
  await served(set.engine.begin(arrivalOf({ model: "gpt-4o-mini", messages })));
  await settle();
  const sent = set.copies().map(({ request }) => Buffer.from(request.bytes()).toString());
  assert.equal(sent.length, 1);
  assert.match(sent[0] ?? "", /\[EMAIL_1\]/);
  assert.doesNotMatch(sent[0] ?? "", /maria/);
});

test("a stream is read to its end, and its tokens are counted", async (context) => {
  let ended = false;
  const frames = openaiChat.toEvents(ANSWER, { stream_options: { include_usage: true } });
  const set = mirrored(context, {
    shadow: async () =>
      eventsReply([], {
        body: (async function* () {
          yield* frames;
          ended = true;
        })(),
      }),
    openai: async () => eventsReply(frames),
  });
  await served(set.engine.begin(arrivalOf({ model: "gpt-4o-mini", stream: true, messages: [] })));
  await settle();
  assert.ok(ended);
  assert.deepEqual(set.telemetry.named("callMirrored")[0]?.values, [
    "chat",
    "completed",
    { inputTokens: 3, outputTokens: 2 },
  ]);
});

test("the share of the calls is copied", async (context) => {
  const set = mirrored(context, { mirror: "{ upstream: shadow, share: 0.25 }" });
  for (let call = 0; call < 400; call++) await served(set.engine.begin(arrivalOf()));
  await settle();
  const copies = set.copies().length;
  assert.ok(copies > 75 && copies < 125, `${copies}`);
});

test("a share of nothing copies none", async (context) => {
  const set = mirrored(context, { mirror: "{ upstream: shadow, share: 0 }" });
  for (let call = 0; call < 20; call++) await served(set.engine.begin(arrivalOf()));
  assert.equal(set.copies().length, 0);
});

for (const [how, shadow] of [
  ["rejects", () => Promise.reject(new AiosError("server-error", "No."))],
  ["throws what is no AiosError", () => Promise.reject(new Error("raw"))],
  [
    "dies half-way",
    async () =>
      documentReply(
        {},
        { body: framesOf([new Uint8Array(1)], new AiosError("upstream-cut", "It was cut.")) },
      ),
  ],
] as const) {
  test(`a shadow target that ${how} changes nothing for the caller, and is tried once`, async (context) => {
    const set = mirrored(context, { shadow, route: "retry: { attempts: 3, backoff: 1ms }" });
    const running = set.engine.begin(arrivalOf());
    assert.match(await served(running), /Hello\./);
    await settle();
    assert.equal(set.copies().length, 1);
    assert.equal(running.call.record.get("attempts"), 1);
    assert.equal(set.telemetry.named("retryScheduled").length, 0);
    assert.equal(set.telemetry.named("callMirrored").length, 1);
    assert.notEqual(outcomes(set)[0], "chat completed");
  });
}

test("a caller gets its answer while the shadow target stalls; the copy ends with the route's time", async (context) => {
  const set = mirrored(context, { shadow: untilCancelled, route: "timeouts: { total: 30s }" });
  const running = set.engine.begin(arrivalOf());
  await served(running);
  assert.equal(set.engine.callsInFlight, 0);
  await set.clock.advance(29_000);
  assert.deepEqual(outcomes(set), []);
  await set.clock.advance(1_000);
  assert.deepEqual(outcomes(set), ["chat deadline-exceeded"]);
});

test("the caller's leaving and its short deadline end the call, not the copy", async (context) => {
  const answer = Promise.withResolvers<Reply>();
  const set = mirrored(context, { shadow: () => answer.promise, openai: untilCancelled });
  const running = set.engine.begin(arrivalOf(undefined, { timeoutMs: 100 }));
  const failed = failureOf(served(running));
  await set.clock.advance(100);
  assert.equal((await failed).kind, "deadline-exceeded");
  answer.resolve(documentReply(ANSWER));
  await settle();
  assert.deepEqual(outcomes(set), ["chat completed"]);
});

test("a call is copied once, however many rungs of the ladder it goes down", async (context) => {
  const set = mirrored(context, {
    openai: () => Promise.reject(new AiosError("server-error", "No.")),
    route:
      "retry: { attempts: 2, backoff: 1ms, maxBackoff: 1ms }, fallback: [{ upstream: spare }, { reply: Later. }]",
    more: '---\napiVersion: aios.dev/v1\nkind: Upstream\nmetadata: { name: spare }\nspec: { dialect: openai, url: "https://spare.example/v1" }\n',
  });
  const running = served(set.engine.begin(arrivalOf()));
  await set.clock.advance(100);
  await running;
  assert.equal(set.copies().length, 1);
});

test("an answer from the cache is no call that goes upstream: nothing is copied", async (context) => {
  const set = mirrored(context, { route: "cache: { exact: { ttl: 1m } }" });
  await served(set.engine.begin(arrivalOf()));
  await settle();
  await served(set.engine.begin(arrivalOf()));
  await settle();
  assert.equal(set.copies().length, 1);
});

test("no more copies are made at once than the bound allows, and the rest are counted as dropped", async (context) => {
  const set = mirrored(context, { limits: { maxMirroredCalls: 2 }, shadow: untilCancelled });
  for (let call = 0; call < 5; call++) await served(set.engine.begin(arrivalOf()));
  assert.equal(set.copies().length, 2);
  assert.deepEqual(outcomes(set), ["chat dropped", "chat dropped", "chat dropped"]);
  await set.clock.advance(300_000);
  await served(set.engine.begin(arrivalOf()));
  assert.equal(set.copies().length, 3);
  set.engine.close();
});

test("the requests of copies have a bound together; one alone always fits, and their room comes back", async (context) => {
  const big = { model: "gpt-4o-mini", messages: [{ role: "user", content: "x".repeat(700) }] };
  const set = mirrored(context, { limits: { maxRequestSize: 1_000 }, shadow: untilCancelled });
  for (let call = 0; call < 3; call++) await served(set.engine.begin(arrivalOf(big)));
  assert.equal(set.copies().length, 1);
  await set.clock.advance(300_000);
  await served(set.engine.begin(arrivalOf(big)));
  assert.equal(set.copies().length, 2);
  set.engine.close();
});

test("an overloaded process makes no copies", async (context) => {
  const pressure = () => ({ eventLoopDelayMs: 300, heapShare: 0 });
  const set = mirrored(context, { route: "priority: high", pressure });
  const levels = () => set.telemetry.named("overloadChanged").map(({ values }) => values[0]);
  await set.clock.advance(500);
  assert.deepEqual(levels(), [1]);
  await served(set.engine.begin(arrivalOf()));
  assert.equal(set.copies().length, 0);
  assert.deepEqual(outcomes(set), ["chat dropped"]);
});

test("a shadow target that keeps failing gets no copies after a while; the route's own upstream does not mind", async (context) => {
  const set = mirrored(context, { shadow: () => Promise.reject(new AiosError("connect", "No.")) });
  for (let call = 0; call < 40; call++) {
    await served(set.engine.begin(arrivalOf()));
    await settle();
  }
  assert.equal(set.copies().length, 20);
  assert.equal(outcomes(set).at(-1), "chat breaker-open");
  const states = set.engine.breakers().map(({ upstream, state }) => `${upstream} ${state}`);
  assert.ok(states.includes("shadow open") && states.includes("openai closed"), states.join());
});

test("a copy keeps its configuration alive until it ends", async (context) => {
  const answer = Promise.withResolvers<Reply>();
  const set = mirrored(context, { shadow: () => answer.promise });
  await served(set.engine.begin(arrivalOf()));
  set.engine.apply(snapshotOf(oneRoute()));
  assert.equal(set.upstreams.open("shadow").length, 2);
  answer.resolve(documentReply(ANSWER));
  await settle();
  assert.equal(set.upstreams.open("shadow").length, 0);
  assert.deepEqual(outcomes(set), ["chat completed"]);
});

test("closing the engine cancels the copies and gives everything back", async (context) => {
  const set = mirrored(context, { shadow: untilCancelled });
  await served(set.engine.begin(arrivalOf()));
  const [copy] = set.copies();
  set.engine.close();
  assert.equal(copy?.signal.aborted, true);
  assert.deepEqual(outcomes(set), ["chat draining"]);
  assert.equal(set.upstreams.open("shadow").length, 0);
  assert.equal(set.clock.running, 0);
});

test("a reply that comes after its copy was ended is closed unread", async (context) => {
  const answer = Promise.withResolvers<Reply>();
  const set = mirrored(context, { shadow: () => answer.promise });
  await served(set.engine.begin(arrivalOf()));
  set.engine.close();
  let closed = false;
  const body = {
    next: () => Promise.reject(new Error("nobody may read it")),
    return: async () => {
      closed = true;
      return { done: true as const, value: undefined };
    },
  };
  answer.resolve(documentReply({}, { body: { [Symbol.asyncIterator]: () => body } }));
  await settle();
  assert.ok(closed);
});
