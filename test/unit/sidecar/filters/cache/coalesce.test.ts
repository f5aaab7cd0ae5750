import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call, Handler, Reply } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { CacheOptions } from "../../../../../sidecar/filters/cache/filter.ts";
import { cacheSpecOf } from "../../../../support/cache-spec.ts";
import { documentReply, testCall, text } from "../../../../support/calls.ts";
import { settle } from "../../../../support/fake-clock.ts";
import { tinyDialect } from "../../../../support/tiny-dialect.ts";
import { setUpCache, TTL_MS } from "./set-up.ts";

/** An upstream that answers when it is let, what it is told to. */
function setUp(
  answer: (call: Call, number: number) => Reply | Promise<Reply>,
  options: Partial<CacheOptions> = {},
) {
  const gates: (() => void)[] = [];
  let count = 0;
  const upstream: Handler = (call) => {
    const number = ++count;
    return new Promise((resolve) => {
      gates.push(() => resolve((async () => answer(call, number))()));
    });
  };
  const cached = setUpCache(upstream, options);
  const open = async () => {
    await settle();
    for (const gate of gates.splice(0)) gate();
    await settle();
  };
  const askMany = (count: number, overrides: Partial<Call> = {}) =>
    Array.from({ length: count }, () => {
      const asked = cached.ask(undefined, overrides);
      asked.catch(() => {});
      return asked;
    });
  return { ...cached, open, askMany };
}

const usage = { usage: {} };
const numbered = (_: Call, number: number) => documentReply({ text: String(number), ...usage });
const outcomes = async (asked: readonly Promise<{ readonly call: Call }>[]) =>
  (await Promise.all(asked)).map(({ call }) => [call.record.get("cache"), call.record.get("cacheReason")]);

test("identical calls are one miss and the rest coalesced; the answer is kept once", async () => {
  const { askMany, open, reached, store, telemetry, held, clock } = setUp(numbered);
  const asked = askMany(5);
  await open();
  assert.deepEqual(await outcomes(asked), [
    ["miss", "absent"],
    ...Array.from({ length: 4 }, () => ["coalesced", undefined]),
  ]);
  assert.equal(reached.length, 1);
  assert.equal(store.entries, 1);
  assert.equal(telemetry.named("cacheStored").length, 1);
  assert.equal(held(), 0);
  assert.equal(clock.running, 0);
});

test("every call that was saved is told as such, once", async () => {
  const { askMany, open, ask, telemetry } = setUp(
    ({ record }, number) => {
      record.set("upstream", "a");
      record.set("model", "m");
      return numbered({} as Call, number);
    },
    { priceOf: () => ({ models: ["*"], input: 2_000_000, output: 3_000_000 }) },
  );
  const asked = askMany(4);
  await open();
  await Promise.all(asked);
  await ask();
  assert.deepEqual(
    telemetry.named("cacheSaved").map(({ values }) => values),
    Array.from({ length: 4 }, () => ["chat", { inputTokens: 1, outputTokens: 1 }, 5]),
  );
});

test("an answer that is too large to be kept has saved calls all the same", async () => {
  const { askMany, open, store, telemetry } = setUp(numbered, { maxEntryBytes: 1_100 });
  const asked = askMany(3);
  await open();
  await Promise.all(asked);
  assert.equal(store.entries, 0);
  assert.equal(telemetry.named("cacheSaved").length, 2);
});

test("calls of other keys, shapes and ages that will do are not joined", async () => {
  const { ask, open, reached } = setUp(numbered);
  const headers = (directive: string) => ({ headers: { "cache-control": directive } });
  const asked = [
    ask({ model: "m" }),
    ask({ model: "n" }),
    ask({ model: "m" }, { user: "u" }),
    ask({ model: "m" }, headers("max-age=5")),
    ask({ model: "m" }, headers("no-cache")),
    ask({ model: "m" }, headers("no-store")),
  ];
  const joined = ask({ model: "m" }, headers("max-age=5"));
  await open();
  assert.equal((await joined).call.record.get("cache"), "coalesced");
  for (const one of await Promise.all(asked)) assert.notEqual(one.call.record.get("cache"), "coalesced");
  assert.equal(reached.length, 6);
});

test("where the route does not coalesce, each call is made, and the answer is kept", async () => {
  const { askMany, open, reached, store } = setUp(numbered, {
    spec: cacheSpecOf({ exact: { ttl: "60s", coalesce: false } }),
  });
  const asked = askMany(3);
  await open();
  assert.deepEqual(
    await outcomes(asked),
    Array.from({ length: 3 }, () => ["miss", "absent"]),
  );
  assert.equal(reached.length, 3);
  assert.equal(store.entries, 1);
});

test("what was decided on board is told to all; how often the upstream was asked, to the first alone", async () => {
  const { askMany, open } = setUp((call, number) => {
    call.record.set("upstream", "a");
    call.record.set("model", "big");
    call.record.set("attempts", 3);
    call.record.set("upstreamMs", 12);
    call.record.set("leftOut", ["cache_control"]);
    call.record.set("ruled", [
      { policy: "p", rule: "known", action: "warn" },
      { policy: "p", rule: "new", action: "warn" },
    ]);
    return numbered(call, number);
  });
  const asked = askMany(2);
  await open();
  const [first, second] = (await Promise.all(asked)).map(({ call }) => call.record.all());
  for (const each of [first, second]) {
    assert.equal(each?.upstream, "a");
    assert.equal(each?.model, "big");
    assert.deepEqual(each?.leftOut, ["cache_control"]);
    assert.equal(each?.ruled?.length, 2);
  }
  assert.equal(first?.attempts, 3);
  assert.equal(first?.upstreamMs, 12);
  assert.equal(second?.attempts, undefined);
  assert.equal(second?.upstreamMs, undefined);
});

test("a rule that has warned above, on one flight and on the next, has warned once", async () => {
  const warning = { policy: "p", rule: "r", action: "warn" } as const;
  const { ask, open } = setUp((call, number) => {
    call.record.set("ruled", [warning]);
    if (number === 1) throw new AiosError("connect", "no");
    return numbered(call, number);
  });
  const first = ask();
  first.catch(() => {});
  const second = ask();
  await open();
  await open();
  await assert.rejects(first, { kind: "connect" });
  const { call } = await second;
  assert.deepEqual(call.record.get("ruled"), [warning]);
  // It made a call of its own in the end.
  assert.equal(call.record.get("cache"), "miss");
  assert.equal(call.record.get("cacheReason"), "absent");
});

test("an answer of the ladder is told to all, and never kept, compared or counted as saved", async () => {
  for (const rung of ["stale", "upstream", "reply"] as const) {
    const { askMany, open, store, telemetry } = setUp((call, number) => {
      call.record.set("degraded", { rung, reason: "connect" });
      if (rung === "stale") call.record.set("cache", "stale");
      return numbered(call, number);
    });
    const asked = askMany(3);
    await open();
    const told = (await Promise.all(asked)).map(({ call }) => call.record.all());
    for (const { degraded } of told) assert.deepEqual(degraded, { rung, reason: "connect" });
    assert.deepEqual(
      told.map(({ cache }) => cache),
      rung === "stale" ? ["stale", "stale", "stale"] : ["miss", "coalesced", "coalesced"],
    );
    assert.equal(store.entries, 0);
    assert.equal(telemetry.named("cacheSaved").length, 0);
    assert.equal(telemetry.named("cacheStored").length, 0);
  }
});

test("the expired answer that is kept for the ladder goes along, and whoever wants none that old is not given it", async () => {
  const { ask, open, clock, reached } = setUp(numbered, { keepStaleMs: TTL_MS });
  const first = ask();
  await open();
  await first;
  await clock.advance(TTL_MS);
  const asked = [ask(), ask(undefined, { headers: { "cache-control": "max-age=30" } })];
  await open();
  await Promise.all(asked);
  assert.deepEqual(
    reached.slice(1).map(({ stale }) => stale?.ageMs),
    [TTL_MS, undefined],
  );
});

test("what is purged while it is in flight is given to those who wait, and not kept", async () => {
  for (const tag of ["*", "route:chat", "model:m", "own:1"]) {
    const { ask, open, store, purges } = setUp(numbered);
    const asked = ask(undefined, { headers: { "x-aios-cache-tags": "own:1, own:2" } });
    await settle();
    purges.add({ tag, sequence: 1 });
    await open();
    assert.equal((await asked).text, '{"text":"1","usage":{}}');
    assert.equal(store.entries, 0, tag);
  }
  const { ask, open, store, purges } = setUp(numbered);
  const asked = ask();
  await settle();
  purges.add({ tag: "own:1", sequence: 1 });
  await open();
  await asked;
  assert.equal(store.entries, 1);
});

test("whoever comes after a purge does not join a flight from before it: what it brings is not kept, and is not theirs", async () => {
  const { ask, open, store, purges } = setUp(numbered);
  const before = ask();
  await settle();
  purges.add({ tag: "route:chat", sequence: 1 });
  const after = ask();
  await open();
  assert.equal((await before).text, '{"text":"1","usage":{}}');
  assert.equal((await after).text, '{"text":"2","usage":{}}');
  assert.equal(store.entries, 1);
});

test("a purge takes the copies in other shapes as well", async () => {
  const { ask, open, store } = setUp(numbered);
  const first = ask();
  await open();
  await first;
  await ask({ model: "m", stream: true });
  assert.equal(store.entries, 2);
  store.purge(["model:m"]);
  assert.equal(store.entries, 0);
});

test("calls that may not go to the same places are asked for apart", async () => {
  const { handle, reached } = setUpCache(async () => documentReply({ text: "hi" }), {
    placesOf: ({ user }) => (user === "bob" ? "yn" : "yy"),
    spec: cacheSpecOf({ exact: { ttl: "60s" }, isolate: "workload" }),
  });
  const calls = ["alice", "carol", "bob"].map((user) => testCall(tinyDialect, { model: "m" }, { user }));
  await Promise.all(calls.map(async (call) => text((await handle(call)).body)));
  assert.equal(reached.length, 2);
  assert.deepEqual(
    calls.map(({ record }) => record.get("cache")),
    ["miss", "coalesced", "miss"],
  );
});

test("an answer that another call had asked for, without the tag, is none for who has it once the tag was purged", async () => {
  let answers = 0;
  const { ask, store, purges } = setUpCache(async () => documentReply({ text: String(++answers) }));
  const tagged = { headers: { "x-aios-cache-tags": "doc:42" } };
  const told = async (overrides = {}) => {
    const { call, text } = await ask(undefined, overrides);
    return [call.record.get("cache"), call.record.get("cacheReason"), JSON.parse(text).text];
  };
  await ask();
  assert.deepEqual(await told(tagged), ["hit", undefined, "1"]);
  purges.add({ tag: "doc:42", sequence: undefined });
  store.purge(["doc:42"]);
  assert.deepEqual(await told(), ["hit", undefined, "1"]);
  assert.deepEqual(await told(tagged), ["miss", "purged", "2"]);
  assert.deepEqual(await told(tagged), ["hit", undefined, "2"]);
  purges.add({ tag: "doc:43", sequence: undefined });
  assert.deepEqual(await told(tagged), ["hit", undefined, "2"]);
});

test("the caller's tags are tags, or the call is told what is wrong with them", async () => {
  const { ask } = setUp(numbered);
  for (const tags of [
    "a b",
    "-a",
    "ä",
    `${"a".repeat(129)}`,
    Array.from({ length: 17 }, (_, i) => `t${i}`).join(),
  ])
    await assert.rejects(ask(undefined, { headers: { "x-aios-cache-tags": tags } }), {
      kind: "invalid-request",
      param: "x-aios-cache-tags",
    });
});
