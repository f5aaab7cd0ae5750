import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call, Frame, Handler, Reply, RequestMessages } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import { createCacheStore, Purges } from "../../../../../sidecar/filters/cache/filter.ts";
import {
  createMessageCacheFilter,
  type MessageCacheOptions,
} from "../../../../../sidecar/filters/cache/message-filter.ts";
import { cacheSpecOf } from "../../../../support/cache-spec.ts";
import { collect, framesOf } from "../../../../support/calls.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../../support/recorded-telemetry.ts";
import { messagesOf, rpcCall } from "../../../../support/rpc-messages.ts";

const TTL_MS = 60_000;
const bytes = (text: string) => new TextEncoder().encode(text);

function reply(frames: readonly Frame[], error?: Error): Reply {
  return {
    status: 200,
    headers: { "x-head": "h" },
    framing: "messages",
    body: framesOf(frames, error),
    trailers: () => ({ "x-trailer": "t" }),
  };
}

function setUp(
  upstream: Handler = async () => reply([bytes("yes")]),
  options: Partial<MessageCacheOptions> = {},
) {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const store = createCacheStore({ maxBytes: 1_000_000, clock, telemetry });
  const purges = new Purges(() => clock.now());
  let reached = 0;
  const filter = createMessageCacheFilter({
    store,
    purges,
    spec: cacheSpecOf({ exact: { ttl: "60s" } }),
    routeName: "inference",
    routeVersion: "1",
    maxEntryBytes: 100_000,
    clock,
    telemetry,
    ...options,
  });
  const run = filter.wrap((call) => {
    reached++;
    return upstream(call);
  });
  const ask = async (
    overrides: Partial<Call> = {},
    messages: RequestMessages = messagesOf([bytes("question")]),
  ) => {
    const call = rpcCall(messages, overrides);
    const answer = await run(call);
    const body = await collect(answer.body);
    return {
      answer,
      texts: body.map((frame) => Buffer.from(frame).toString()),
      cache: call.record.get("cache"),
    };
  };
  return { clock, store, purges, ask, reached: () => reached };
}

test("the same bytes are answered from memory, with the metadata of the first answer, until the ttl is over", async () => {
  const { clock, ask, reached } = setUp();
  assert.equal((await ask()).cache, "miss");
  await clock.advance(TTL_MS - 1);
  const { answer, texts, cache } = await ask();
  assert.equal(cache, "hit");
  assert.deepEqual(texts, ["yes"]);
  assert.deepEqual(answer.headers, { "x-head": "h", age: "59" });
  assert.deepEqual(answer.trailers(), { "x-trailer": "t" });
  await clock.advance(1);
  assert.equal((await ask()).cache, "miss");
  assert.equal(reached(), 2);
});

for (const [what, overrides] of [
  ["another workload", { workload: { namespace: "other", serviceAccount: "default", labels: {} } }],
  ["another user", { user: "somebody" }],
  ["other policies", { policies: ["strict"] }],
  ["another target of the route", { preferred: { upstream: "other", model: "" } }],
  ["other metadata that goes along", { headers: { "x-tenant": "b" } }],
  ["other binary metadata", { headers: { "tenant-bin": "AAE=" } }],
] as const) {
  test(`${what}: another answer`, async () => {
    const { ask, reached } = setUp();
    await ask();
    assert.equal((await ask(overrides)).cache, "miss");
    assert.equal(reached(), 2);
  });
}

test("another trace, or what stays here, is the same question", async () => {
  const { ask } = setUp();
  await ask({ headers: { traceparent: "00-1", "user-agent": "a", authorization: "x" } });
  assert.equal((await ask({ headers: { traceparent: "00-2", "x-aios-timeout": "1s" } })).cache, "hit");
});

test("another method is another question", async () => {
  const { ask } = setUp();
  await ask();
  const messages = messagesOf([bytes("question")]);
  assert.equal(
    (await ask({ opaque: { transport: "grpc", path: "/inference.Service/Other", messages } })).cache,
    "miss",
  );
});

test("isolated by session, a call without one shares with nobody", async () => {
  const { ask } = setUp(undefined, { spec: cacheSpecOf({ exact: { ttl: "60s" }, isolate: "session" }) });
  await ask();
  assert.equal((await ask()).cache, "bypass");
  await ask({ session: "s" });
  assert.equal((await ask({ session: "s" })).cache, "hit");
  assert.equal((await ask({ session: "t" })).cache, "miss");
});

test("a request that is not just one message goes by", async () => {
  const { ask, reached } = setUp();
  for (let turn = 0; turn < 2; turn++) {
    assert.equal((await ask({}, messagesOf([bytes("a"), bytes("b")]))).cache, "bypass");
  }
  assert.equal(reached(), 2);
});

for (const [what, upstream] of [
  ["no message", async () => reply([])],
  ["two messages", async () => reply([bytes("a"), bytes("b")])],
  ["a message and a failure", async () => reply([bytes("a")], new AiosError("server-error", "no"))],
  ["a message that is too large", async () => reply([new Uint8Array(100_001)])],
] as const satisfies readonly (readonly [string, Handler])[]) {
  test(`an answer of ${what} is not kept`, async () => {
    const { ask, store, reached } = setUp(upstream);
    for (let turn = 0; turn < 2; turn++) await ask().catch(() => {});
    assert.equal(reached(), 2);
    assert.equal(store.entries, 0);
  });
}

test("what the caller asks of the cache is heeded", async () => {
  const { clock, ask } = setUp();
  const asking = (directive: string) => ask({ headers: { "cache-control": directive } });
  await assert.rejects(asking("only-if-cached"), { kind: "not-cached" });
  assert.equal((await asking("no-store")).cache, "bypass");
  assert.equal((await ask()).cache, "miss");
  assert.equal((await asking("no-cache")).cache, "miss");
  assert.equal((await asking("only-if-cached")).cache, "hit");
  await clock.advance(5_000);
  assert.equal((await asking("max-age=4")).cache, "miss");
});

test("without cache.exact nothing is waited for, read or kept", async () => {
  const { ask, store } = setUp(undefined, { spec: undefined });
  const messages = messagesOf([bytes("question")], {
    sole: () => Promise.reject(new Error("nobody has to ask")),
  });
  assert.equal((await ask({}, messages)).cache, "bypass");
  assert.equal(store.entries, 0);
  await assert.rejects(ask({ headers: { "cache-control": "only-if-cached" } }), { kind: "not-cached" });
});

test("an answer is purged by its route, its upstream and the caller's own tags", async () => {
  const headers = { "x-aios-cache-tags": "own:1" };
  for (const tag of ["route:inference", "upstream:triton", "own:1", "configured", "*"]) {
    const { ask, store } = setUp(
      async ({ record }) => {
        record.set("upstream", "triton");
        return reply([bytes("yes")]);
      },
      { spec: cacheSpecOf({ exact: { ttl: "60s" }, tags: ["configured"] }) },
    );
    await ask({ headers });
    assert.equal(store.purge(["route:other", "own:2"]), 0);
    assert.equal(store.purge([tag]), 1, tag);
    assert.equal((await ask({ headers })).cache, "miss");
  }
});

test("what is purged while it is on its way is not kept", async () => {
  const { ask, store, purges } = setUp(async () => {
    purges.add({ tag: "route:inference", sequence: 1 });
    return reply([bytes("yes")]);
  });
  assert.deepEqual((await ask()).texts, ["yes"]);
  assert.equal(store.entries, 0);
});

test("isolated by workload, users share, and a route that isolates users takes nothing from then", async () => {
  const shared = setUp(undefined, { spec: cacheSpecOf({ exact: { ttl: "60s" }, isolate: "workload" }) });
  await shared.ask({ user: "ada" });
  assert.equal((await shared.ask({ user: "bob" })).cache, "hit");
  const own = setUp(undefined, { store: shared.store });
  assert.equal((await own.ask()).cache, "miss");
});

test("what another call had asked for is none for who has a tag that was purged since", async () => {
  const { ask, purges, reached } = setUp();
  const tagged = { headers: { "x-aios-cache-tags": "doc:42" } };
  await ask();
  assert.equal((await ask(tagged)).cache, "hit");
  purges.add({ tag: "doc:42", sequence: undefined });
  assert.equal((await ask(tagged)).cache, "miss");
  assert.equal((await ask(tagged)).cache, "hit");
  assert.equal(reached(), 2);
});
