import assert from "node:assert/strict";
import { test } from "node:test";
import type { FallbackRung } from "../../../../../config/schema/route.ts";
import type { Call, Handler, StaleAnswer } from "../../../../../sidecar/core/call.ts";
import type { Dialect } from "../../../../../sidecar/core/dialect.ts";
import { AiosError, type ErrorKind } from "../../../../../sidecar/core/errors.ts";
import { createFallbackFilter } from "../../../../../sidecar/filters/fallback/filter.ts";
import { documentReply, eventsReply, framesOf, testCall, text } from "../../../../support/calls.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../../support/recorded-telemetry.ts";
import { done, tinyDialect, tinyEmbeddings } from "../../../../support/tiny-dialect.ts";

const LADDER: readonly FallbackRung[] = [
  { stale: { maxAge: 60_000 } },
  { upstream: "local", model: "small" },
  { reply: "Back soon." },
];

interface Setup {
  readonly ladder?: readonly FallbackRung[];
  readonly dialect?: Dialect;
  readonly clock?: FakeClock;
}

function setUp(
  next: Handler,
  { ladder = LADDER, dialect = tinyDialect, clock = new FakeClock() }: Setup = {},
) {
  const telemetry = recordTelemetry();
  const filter = createFallbackFilter({
    ladder,
    routeName: "chat",
    dialectOf: () => dialect,
    clock,
    telemetry,
  });
  return { run: filter.wrap(next), telemetry, clock };
}

const fail =
  (kind: ErrorKind): Handler =>
  () =>
    Promise.reject(new AiosError(kind, "no"));

/** Fails unless the call was sent to `upstream`. */
const onlyAt =
  (upstream: string): Handler =>
  async (call) => {
    if (call.target?.upstream !== upstream) throw new AiosError("connect", "no");
    return documentReply({ text: `${call.target.upstream}/${call.target.model}` });
  };

const staleOf = (ageMs: number): StaleAnswer => ({ ageMs, reply: () => documentReply({ text: "old" }) });
const aCall = (overrides: Partial<Call> = {}) => testCall(tinyDialect, { model: "m" }, overrides);

test("an answer from the targets is the very same reply", async () => {
  const reply = documentReply({});
  const call = aCall();
  assert.equal(await setUp(async () => reply).run(call), reply);
  assert.equal(call.record.get("degraded"), undefined);
});

test("a stale answer that is young enough comes first", async () => {
  const call = aCall({ stale: staleOf(60_000) });
  const reply = await setUp(fail("breaker-open")).run(call);
  assert.equal(await text(reply.body), '{"text":"old"}');
  assert.deepEqual(call.record.get("degraded"), { rung: "stale", reason: "breaker-open" });
  assert.equal(call.record.get("cache"), "stale");
  assert.equal(call.record.get("cacheAgeSeconds"), 60);
});

test("a stale answer that is too old is passed over for the next upstream, asked for its own model", async () => {
  const call = aCall({ stale: staleOf(60_001) });
  call.record.set("cache", "miss");
  const reply = await setUp(onlyAt("local")).run(call);
  assert.equal(await text(reply.body), '{"text":"local/small"}');
  assert.deepEqual(call.record.get("degraded"), { rung: "upstream", reason: "connect" });
  assert.equal(call.record.get("cache"), "miss");
});

test("an upstream rung without a model is asked for the caller's", async () => {
  const reply = await setUp(onlyAt("b"), { ladder: [{ upstream: "a" }, { upstream: "b" }] }).run(aCall());
  assert.equal(await text(reply.body), '{"text":"b/m"}');
});

test("the fixed text is the last resort: a complete reply with the call's id and model", async () => {
  const call = aCall();
  const { run, clock } = setUp(fail("server-error"));
  const reply = await run(call);
  assert.equal(reply.status, 200);
  assert.equal(reply.framing, "document");
  assert.deepEqual(JSON.parse(await text(reply.body)), {
    text: "Back soon.",
    id: call.id,
    model: "m",
    createdAt: Math.floor(clock.now() / 1000),
  });
  assert.deepEqual(call.record.get("degraded"), { rung: "reply", reason: "server-error" });
});

test("the fixed text is a whole stream for a caller who asked for one", async () => {
  const call = testCall(tinyDialect, { model: "m", stream: true });
  const reply = await setUp(fail("connect")).run(call);
  assert.equal(reply.framing, "events");
  assert.match(reply.headers["content-type"] ?? "", /^text\/event-stream/);
  assert.ok((await text(reply.body)).endsWith(Buffer.from(done).toString()));
});

test("a fixed text is passed over where the operation has none, and the first error is told", async () => {
  const call = testCall(tinyEmbeddings, { model: "m" });
  const errors = [new AiosError("connect", "first"), new AiosError("server-error", "second")];
  const { run } = setUp(() => Promise.reject(errors.shift()), { dialect: tinyEmbeddings });
  await assert.rejects(run(call), { kind: "connect", message: "first" });
  assert.equal(errors.length, 0);
  assert.equal(call.record.get("degraded"), undefined);
});

for (const kind of [
  "connect",
  "gateway-unreachable",
  "first-token-timeout",
  "rate-limited",
  "server-error",
  "upstream-cut",
  "invalid-upstream-reply",
  "breaker-open",
  "upstream-refused-credentials",
] as const) {
  test(`${kind} leads down the ladder`, async () => {
    const call = aCall();
    await setUp(fail(kind)).run(call);
    assert.deepEqual(call.record.get("degraded"), { rung: "reply", reason: kind });
  });
}

for (const kind of [
  "invalid-request",
  "upstream-rejected",
  "unsupported",
  "client-closed",
  "deadline-exceeded",
  "draining",
  "internal",
] as const) {
  test(`${kind} is told as it is`, async () => {
    await assert.rejects(setUp(fail(kind)).run(aCall({ stale: staleOf(1) })), { kind });
  });
}

test("no rung is tried once the call was aborted", async () => {
  const client = new AbortController();
  let times = 0;
  const { run } = setUp(async () => {
    times++;
    client.abort(new AiosError("client-closed", "gone"));
    throw new AiosError("upstream-cut", "cut");
  });
  await assert.rejects(run(aCall({ signal: client.signal })), { kind: "upstream-cut" });
  assert.equal(times, 1);
});

test("no rung is tried when no time is left", async () => {
  const clock = new FakeClock();
  const deadline = { at: clock.monotonic() };
  await assert.rejects(setUp(fail("connect"), { clock }).run(aCall({ deadline })), { kind: "connect" });
});

test("a rung that breaks is passed over, and our own fault is reported", async () => {
  const bug = new TypeError("bug");
  const stale: StaleAnswer = {
    ageMs: 1,
    reply: () => {
      throw bug;
    },
  };
  const call = aCall({ stale });
  const { run, telemetry } = setUp(fail("connect"));
  await run(call);
  assert.deepEqual(call.record.get("degraded"), { rung: "reply", reason: "connect" });
  assert.deepEqual(
    telemetry.named("internalError").map(({ values }) => values[1]),
    [bug],
  );
});

test("a rung that fails as well is not who the record names beside the first error, or beside what answers", async () => {
  const asking: Handler = async (call) => {
    const { upstream, model } = call.target ?? { upstream: "openai", model: "m" };
    call.record.set("upstream", upstream);
    call.record.set("model", model);
    throw new AiosError(upstream === "openai" ? "connect" : "rate-limited", "no");
  };
  for (const ladder of [LADDER, LADDER.slice(0, 2)]) {
    const call = aCall();
    const outcome = await setUp(asking, { ladder })
      .run(call)
      .catch(({ kind }) => kind);
    assert.ok(ladder.length === 3 || outcome === "connect");
    assert.deepEqual([call.record.get("upstream"), call.record.get("model")], ["openai", "m"]);
  }
});

test("what fails after the first frame is not papered over by a rung", async () => {
  const dying = eventsReply([], { body: framesOf([Uint8Array.of(1)], new AiosError("upstream-cut", "cut")) });
  const call = aCall({ stale: staleOf(1) });
  const reply = await setUp(async () => dying).run(call);
  await assert.rejects(text(reply.body), { kind: "upstream-cut" });
  assert.equal(call.record.get("degraded"), undefined);
});

test("without a ladder there is no hop at all", () => {
  const next = fail("connect");
  assert.equal(setUp(next, { ladder: [] }).run, next);
});
