import assert from "node:assert/strict";
import { test } from "node:test";
import { type PolicySpec, policySpec } from "../../../../../config/schema/policy.ts";
import type { Call, Handler, Reply } from "../../../../../sidecar/core/call.ts";
import { AiosError, type ErrorKind } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { dialectOf } from "../../../../../sidecar/dialects/registry.ts";
import { createLimitFilter, createLimits } from "../../../../../sidecar/filters/limit/filter.ts";
import { MOST_IDLE_QUOTAS } from "../../../../../sidecar/filters/limit/registry.ts";
import { documentReply, eventsReply, testCall, text } from "../../../../support/calls.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../../support/recorded-telemetry.ts";

type Written = Readonly<Record<string, unknown>>;
const QUESTION = { model: "gpt-4o-mini", messages: [{ role: "user", content: "Hi." }] };
const CLAUDE = { model: "claude", max_tokens: 100, messages: [{ role: "user", content: "Hi." }] };

/** Policies by name, each with these limits as YAML would say them. */
function limited(written: Readonly<Record<string, Written>>) {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const limits = createLimits({ telemetry });
  const specs = (all: Readonly<Record<string, Written>>): ReadonlyMap<string, PolicySpec> =>
    new Map(Object.entries(all).map(([name, each]) => [name, policySpec.parse({ limits: each })]));
  limits.sync(specs(written));
  const filter = createLimitFilter({ limits, dialectOf, clock, telemetry });
  let answer: Handler = async (call) => {
    call.record.set("upstream", "openai");
    return documentReply({ ok: true });
  };
  const handler = filter.wrap((call) => answer(call));
  const begin = (overrides: Partial<Call> = {}, document: JsonObject = QUESTION) =>
    testCall(dialectOf(overrides.dialect ?? "openai-chat"), document, {
      policies: Object.keys(written),
      ...overrides,
    });
  /** A call in flight, head and body read; it is ended by `end`. */
  async function running(overrides: Partial<Call> = {}, document?: JsonObject) {
    const call = begin(overrides, document);
    const reply = await handler(call);
    await text(reply.body);
    return { call, reply, end: call.end };
  }
  return {
    clock,
    telemetry,
    begin,
    handler,
    apply: (next: Readonly<Record<string, Written>>) => limits.sync(specs(next)),
    answerWith: (next: Handler) => {
      answer = next;
    },
    running,
    /** A call from beginning to end. */
    async done(overrides: Partial<Call> = {}, document?: JsonObject): Promise<Reply> {
      const { reply, end } = await running(overrides, document);
      end();
      return reply;
    },
    async refusal(overrides: Partial<Call> = {}, document?: JsonObject): Promise<AiosError> {
      const call = begin(overrides, document);
      try {
        await handler(call);
      } catch (error) {
        assert.ok(error instanceof AiosError, `${error}`);
        call.end({ outcome: "failed", error });
        return error;
      }
      throw new assert.AssertionError({ message: "the call was let in" });
    },
    /** A call that fails with this kind before its first frame; `asked`: a target had been chosen. */
    async failing(kind: ErrorKind, asked: boolean, document?: JsonObject) {
      const error = new AiosError(kind, "as planned");
      answer = async (call) => {
        if (asked) call.record.set("upstream", "openai");
        throw error;
      };
      const call = begin({}, document);
      await assert.rejects(handler(call), error);
      call.end({ outcome: "failed", error });
    },
  };
}

test("calls per window: the next one is told to the ms when there is room, and then there is", async () => {
  const { clock, done, refusal, telemetry } = limited({ team: { requests: { limit: 2, window: "1m" } } });
  await done();
  await clock.advance(10_000);
  await done();
  await clock.advance(5_000);
  const error = await refusal();
  assert.equal(error.kind, "limit-exceeded");
  assert.equal(error.retryAfterMs, 45_000);
  assert.equal(
    error.message,
    'The limit is reached: policy "team" allows 2 calls in 1m (limits.requests). Try again in 45s.',
  );
  assert.deepEqual(error.headers, {
    "x-ratelimit-limit-requests": "2",
    "x-ratelimit-remaining-requests": "0",
    "x-ratelimit-reset-requests": "55s",
  });
  assert.deepEqual(telemetry.named("limitRefused")[0]?.values, ["team", "requests"]);
  await clock.advance(44_999);
  await refusal();
  await clock.advance(1);
  await done();
});

test("a refused call is not sent on, and does not count", async () => {
  const { clock, answerWith, done, refusal } = limited({ team: { requests: { limit: 1, window: "1s" } } });
  await done();
  answerWith(() => assert.fail("it was sent on"));
  for (let attempt = 0; attempt < 5; attempt++) await refusal();
  answerWith(async () => documentReply({}));
  await clock.advance(1_000);
  await done();
});

test("whoever is let in is told what is left of our limits, in place of the provider's account", async () => {
  const { answerWith, done } = limited({
    team: { requests: { limit: 10, window: "1m" }, tokens: { limit: 1_000 } },
  });
  answerWith(async () =>
    documentReply(
      {},
      {
        headers: {
          "content-type": "application/json",
          "x-ratelimit-limit-requests": "99999",
          "anthropic-ratelimit-tokens-limit": "88888",
        },
      },
    ),
  );
  const { headers } = await done({}, { ...QUESTION, max_tokens: 84 });
  assert.deepEqual(headers, {
    "content-type": "application/json",
    "x-ratelimit-limit-requests": "10",
    "x-ratelimit-remaining-requests": "9",
    "x-ratelimit-reset-requests": "1m0s",
    "x-ratelimit-limit-tokens": "1000",
    // 84 for the answer, and a quarter of the request's bytes.
    "x-ratelimit-remaining-tokens": String(
      1_000 - 84 - Math.ceil(JSON.stringify({ ...QUESTION, max_tokens: 84 }).length / 4),
    ),
    "x-ratelimit-reset-tokens": "1m0s",
  });
});

test("a caller of Anthropic's dialect is told in Anthropic's headers", async () => {
  const { done, refusal } = limited({ team: { requests: { limit: 1, window: "90s" } } });
  const anthropic = { dialect: "anthropic-messages" } as const;
  assert.equal((await done(anthropic, CLAUDE)).headers["anthropic-ratelimit-requests-remaining"], "0");
  assert.deepEqual((await refusal(anthropic, CLAUDE)).headers, {
    "anthropic-ratelimit-requests-limit": "1",
    "anthropic-ratelimit-requests-remaining": "0",
    "anthropic-ratelimit-requests-reset": "2026-01-01T00:01:30Z",
  });
});

test("a provider's own headers stay where no limit of ours is per window, or in force", async () => {
  const { answerWith, done } = limited({ team: { concurrency: 1 } });
  const headers = { "x-ratelimit-remaining-requests": "7" };
  answerWith(async () => documentReply({}, { headers }));
  assert.deepEqual((await done()).headers, headers);
  assert.deepEqual((await done({ policies: [] })).headers, headers);
});

test("calls at once: a place is free after the last byte, however the call ends", async () => {
  const { running, refusal, failing, answerWith } = limited({ team: { concurrency: 1 } });
  const first = await running();
  const error = await refusal();
  assert.equal(error.retryAfterMs, 1_000);
  assert.match(error.message, /policy "team" allows 1 call at once \(limits.concurrency\)/);
  first.end();
  first.end();
  await failing("connect", true);
  answerWith(async () => eventsReply([Buffer.from("data: {}\n\n")]));
  // The head could not be written: nobody has pulled the body.
  const unread = await running();
  unread.end({ outcome: "failed", error: new AiosError("client-closed", "gone") });
  await running();
  await refusal();
});

test("bytes in flight: what does not fit beside the others waits, what never fits is too large", async () => {
  const size = (document: JsonObject) => JSON.stringify(document).length;
  const large = { ...QUESTION, user: "x".repeat(500) };
  const { running, refusal } = limited({ team: { inFlightBytes: `${size(large) + 10}B` } });
  const first = await running({}, large);
  assert.equal((await refusal()).kind, "limit-exceeded");
  first.end();
  await running();
  const error = await refusal({}, { ...QUESTION, user: "x".repeat(600) });
  assert.equal(error.kind, "request-too-large");
  assert.match(error.message, /limits.inFlightBytes/);
  assert.equal(error.retryAfterMs, undefined);
});

test("of several policies the strictest refuses, and none has counted the call", async () => {
  const { clock, done, refusal } = limited({
    few: { requests: { limit: 1, window: "10s" } },
    fewest: { requests: { limit: 1, window: "30s" } },
    more: { requests: { limit: 3, window: "1h" } },
  });
  const { headers } = await done();
  assert.equal(headers["x-ratelimit-limit-requests"], "1");
  assert.equal(headers["x-ratelimit-reset-requests"], "30s");
  for (let attempt = 0; attempt < 5; attempt++) {
    const error = await refusal();
    assert.match(error.message, /policy "fewest"/);
    assert.equal(error.retryAfterMs, 30_000);
  }
  await clock.advance(30_000);
  assert.equal((await done()).headers["x-ratelimit-remaining-requests"], "0");
  await clock.advance(30_000);
  await done();
  await clock.advance(30_000);
  assert.match((await refusal()).message, /policy "more"/);
});

test("tokens: what was reserved makes place for what was used, as the provider counted it", async () => {
  const { clock, running, done, refusal } = limited({ team: { tokens: { limit: 500, window: "1m" } } });
  const asked = { ...QUESTION, max_completion_tokens: 400 };
  const first = await running({}, asked);
  const error = await refusal({}, asked);
  assert.match(error.message, /500 tokens in 1m \(limits.tokens\)/);
  assert.equal(error.retryAfterMs, 1_000);
  first.call.record.set("usage", { inputTokens: 5, outputTokens: 7 });
  await clock.advance(2_000);
  first.end();
  const { headers } = await done({}, asked);
  assert.equal(headers["x-ratelimit-limit-tokens"], "500");
  const used = await running({}, { ...QUESTION, max_tokens: 1 });
  used.call.record.set("usage", { inputTokens: 400, outputTokens: 100 });
  used.end();
  assert.equal((await refusal()).retryAfterMs, 60_000);
  await clock.advance(60_000);
  await done();
});

test("tokens: who is refused is told the estimate, what is left, and what makes the estimate smaller", async () => {
  const { done, refusal, answerWith } = limited({ team: { tokens: { limit: 100, window: "1m" } } });
  answerWith(async (call) => {
    call.record.set("upstream", "openai");
    call.record.set("usage", { inputTokens: 5, outputTokens: 3 });
    return documentReply({ ok: true });
  });
  await done();
  const estimate = 256 + Math.ceil(JSON.stringify(QUESTION).length / 4);
  const error = await refusal();
  assert.equal(error.headers["x-ratelimit-remaining-tokens"], "92");
  assert.equal(
    error.message,
    `The limit has no room for this call: policy "team" allows 100 tokens in 1m (limits.tokens). ` +
      `The call was estimated at ${estimate} tokens, and 92 are left. ` +
      "A smaller max_tokens makes the estimate smaller. Try again in 1m0s.",
  );
  const response = { model: "gpt-4o-mini", input: "Hi." };
  const refused = await refusal({ dialect: "openai-responses", operation: "response" }, response);
  assert.match(refused.message, /A smaller max_output_tokens makes/);
  // The request alone is more than what is left: nothing that it asks for would help.
  const long = { model: "gpt-4o-mini", messages: [{ role: "user", content: "x".repeat(400) }] };
  assert.doesNotMatch((await refusal({}, long)).message, /smaller/);
});

test("a call that outlasts the window still is to be paid for", async () => {
  const { clock, running, refusal } = limited({ team: { tokens: { limit: 500, window: "1s" } } });
  await running({}, { ...QUESTION, max_tokens: 450 });
  await clock.advance(60_000);
  await refusal({}, { ...QUESTION, max_tokens: 450 });
});

test("an estimate above the whole limit is reserved as all of it: such a call may go alone", async () => {
  const { clock, running, refusal } = limited({ team: { tokens: { limit: 10, window: "1m" } } });
  const first = await running({}, { ...QUESTION, max_tokens: 100_000 });
  await refusal();
  first.end();
  await clock.advance(60_000);
  await running({}, { ...QUESTION, max_tokens: 100_000 });
});

/** What is left of 1000 tokens, seen by a call that reserves none. */
async function left(stage: ReturnType<typeof limited>): Promise<number> {
  stage.answerWith(async () => documentReply({}));
  const opaque = { transport: "http", method: "POST", path: "/x", contentType: "text/plain" } as const;
  return Number((await stage.done({ opaque })).headers["x-ratelimit-remaining-tokens"]);
}
const INPUT_TOKENS = Math.ceil(JSON.stringify({ ...QUESTION, max_tokens: 100 }).length / 4);

test("failures that no provider worked on give the reservation back; after others the input stands", async () => {
  for (const [kind, asked, spent] of [
    ["connect", true, 0],
    ["breaker-open", true, 0],
    ["rate-limited", true, 0],
    ["upstream-rejected", true, 0],
    ["client-closed", false, 0],
    ["client-closed", true, INPUT_TOKENS],
    ["first-token-timeout", true, INPUT_TOKENS],
    ["upstream-cut", true, INPUT_TOKENS],
  ] as const) {
    const stage = limited({ team: { tokens: { limit: 1_000 } } });
    await stage.failing(kind, asked, { ...QUESTION, max_tokens: 100 });
    assert.equal(await left(stage), 1_000 - spent, `${kind}, ${asked}`);
  }
});

test("where the provider does not count, a stream's events are counted", async () => {
  const stage = limited({ team: { tokens: { limit: 1_000 } } });
  const frames = Array.from({ length: 17 }, () => Buffer.from("data: {}\n\n"));
  stage.answerWith(async () => eventsReply(frames));
  await stage.done({}, { ...QUESTION, max_tokens: 100 });
  assert.equal(await left(stage), 1_000 - INPUT_TOKENS - 17);
});

test("answers that no provider gave cost nothing", async () => {
  const stage = limited({ team: { tokens: { limit: 1_000 } } });
  for (const note of [
    (call: Call) => call.record.set("cache", "hit"),
    (call: Call) => call.record.set("cache", "coalesced"),
    (call: Call) => call.record.set("idempotentReplay", true),
    (call: Call) => call.record.set("degraded", { rung: "reply", reason: "breaker-open" }),
  ]) {
    stage.answerWith(async (call) => {
      note(call);
      call.record.set("usage", { inputTokens: 100, outputTokens: 100 });
      return documentReply({});
    });
    await stage.done();
  }
  assert.equal(await left(stage), 1_000);
});

test("callers are counted as the policy says", async () => {
  const other = { namespace: "other", serviceAccount: "default", labels: {} };
  for (const [per, together, apart] of [
    ["policy", [{}, { workload: other }, { user: "ada" }], []],
    ["workload", [{}, { user: "ada" }, { session: "1" }], [{ workload: other }]],
    [
      "user",
      [{ user: "ada" }, { user: "ada", session: "1" }],
      [{ user: "bob" }, { user: "ada", workload: other }],
    ],
    ["session", [{ session: "1" }, { session: "1", user: "ada" }], [{ session: "2" }]],
  ] as const) {
    const [first = {}, ...others] = together;
    const { done, refusal } = limited({ team: { per, requests: { limit: 1, window: "1m" } } });
    await done(first);
    for (const each of others) await refusal(each);
    for (const each of apart) await done(each);
  }
});

test("leaving the user out gains nothing: such calls of a workload are counted together", async () => {
  const { done, refusal } = limited({ team: { per: "user", requests: { limit: 1, window: "1m" } } });
  await done();
  await refusal();
  await done({ user: "ada" });
});

test("a configuration that leaves limits as they are leaves the counts as they are", async () => {
  const same = { requests: { limit: 1, window: "1m" } };
  const { apply, done, refusal } = limited({ team: same });
  await done();
  apply({ team: same, more: { concurrency: 1 } });
  await refusal();
  apply({ team: { requests: { limit: 2, window: "1m" } } });
  await done();
  await done();
  await refusal();
  apply({});
  await done();
});

test("a call that began under an older configuration gives back what it took there", async () => {
  const { apply, running, refusal } = limited({ team: { concurrency: 1 } });
  const old = await running();
  apply({ team: { concurrency: 2 } });
  await running();
  old.end();
  await running();
  await refusal();
});

test("so many idle users are remembered and no more; those with calls in flight always", async () => {
  const { running, done, refusal } = limited({
    team: { per: "user", concurrency: 1, requests: { limit: 1, window: "1h" } },
  });
  await running({ user: "busy" });
  await done({ user: "first" });
  await done({ user: "second" });
  for (let user = 0; user < MOST_IDLE_QUOTAS - 1; user++) await done({ user: `user-${user}` });
  await refusal({ user: "busy" });
  await refusal({ user: "second" });
  await done({ user: "first" });
});

test("the adaptive limit learns from replies of upstreams, and from timeouts", async () => {
  const { running, refusal, telemetry } = limited({
    team: { adaptiveConcurrency: { minimum: 10, maximum: 10 } },
  });
  for (let call = 0; call < 10; call++) await running();
  const error = await refusal();
  assert.match(error.message, /policy "team" allows 10 calls at once for now \(limits.adaptiveConcurrency\)/);
  assert.equal(telemetry.named("adaptiveLimitChanged").length, 0);

  const stage = limited({ team: { adaptiveConcurrency: {} } });
  await stage.failing("server-error", true);
  assert.deepEqual(stage.telemetry.named("adaptiveLimitChanged"), []);
  await stage.failing("first-token-timeout", true);
  assert.deepEqual(stage.telemetry.named("adaptiveLimitChanged").at(-1)?.values, ["team", 16]);
  stage.answerWith(async (call) => {
    call.record.set("upstreamMs", 100);
    return documentReply({});
  });
  await stage.clock.advance(1);
  for (let call = 0; call < 10; call++) await stage.running();
  assert.deepEqual(stage.telemetry.named("adaptiveLimitChanged").at(-1)?.values, ["team", 20]);
  stage.apply({});
  assert.deepEqual(stage.telemetry.named("adaptiveLimitChanged").at(-1)?.values, ["team", undefined]);
});

test("the adaptive limit learns from unary calls that end by their deadline unanswered; not from callers in a hurry", async () => {
  for (const [waitedMs, answered, limits] of [
    [1_000, false, [16]],
    [400, false, []],
    [1_000, true, []],
  ] as const) {
    const { clock, telemetry, answerWith, begin, handler } = limited({ team: { adaptiveConcurrency: {} } });
    answerWith(async (call) => {
      call.record.set("upstream", "openai");
      return answered ? documentReply({}) : new Promise<never>(() => {});
    });
    const call = begin({ startedAt: clock.monotonic(), routeTimeoutMs: 1_000 });
    void handler(call);
    await clock.advance(waitedMs);
    call.end({ outcome: "failed", error: new AiosError("deadline-exceeded", "late") });
    assert.deepEqual(
      telemetry.named("adaptiveLimitChanged").map(({ values }) => values[1]),
      limits,
    );
  }
});
