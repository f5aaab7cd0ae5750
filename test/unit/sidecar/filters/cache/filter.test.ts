import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call, Frame, Handler } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { cacheSpecOf } from "../../../../support/cache-spec.ts";
import { collect, documentReply, eventsReply, framesOf, testCall } from "../../../../support/calls.ts";
import { done, event, tinyDialect } from "../../../../support/tiny-dialect.ts";
import { setUpCache, TTL_MS } from "./set-up.ts";

const STREAM: JsonObject = { model: "m", stream: true };
const frames = [event({ delta: "a" }), event({ delta: "b" }), done];
const stream: Handler = async () => eventsReply(frames);

/** Answers with a new number each time. */
function counting(): Handler {
  let count = 0;
  return async () => documentReply({ text: String(++count) });
}

const askingFor = (directive: string): Partial<Call> => ({ headers: { "cache-control": directive } });

test("an identical call is answered from memory while it is fresh, with its age", async () => {
  const { ask, reached, clock, telemetry } = setUpCache(counting());
  const first = await ask();
  assert.equal(first.call.record.get("cache"), "miss");
  assert.equal(first.reply.headers["age"], undefined);
  await clock.advance(TTL_MS - 1);
  const second = await ask();
  assert.equal(second.text, first.text);
  assert.equal(second.call.record.get("cache"), "hit");
  assert.equal(second.call.record.get("cacheAgeSeconds"), 59);
  assert.equal(second.reply.headers["age"], "59");
  assert.equal(reached.length, 1);
  assert.equal(telemetry.named("cacheStored").length, 1);
  await clock.advance(1);
  assert.equal((await ask()).text, '{"text":"2"}');
});

test("another call is another answer", async () => {
  const { ask } = setUpCache(counting());
  await ask({ model: "m" });
  assert.equal((await ask({ model: "n" })).text, '{"text":"2"}');
  assert.equal((await ask({ model: "m" }, { user: "u" })).text, '{"text":"3"}');
});

test("only headers that are safe to say again are kept", async () => {
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "openai-version": "2020-10-01",
    "x-request-id": "req_1",
    "x-ratelimit-remaining-requests": "3",
    "openai-processing-ms": "12",
    "set-cookie": "a=b",
  };
  const { ask } = setUpCache(async () => documentReply({ text: "hi" }, { headers }));
  assert.deepEqual((await ask()).reply.headers, headers);
  assert.deepEqual((await ask()).reply.headers, {
    "content-type": "application/json; charset=utf-8",
    "openai-version": "2020-10-01",
    age: "0",
  });
});

test("the miss streams the very frames that came, and the hit says them again frame by frame", async () => {
  const { handle } = setUpCache(stream);
  const missed = await collect((await handle(testCall(tinyDialect, STREAM))).body);
  for (const [index, frame] of missed.entries()) assert.equal(frame, frames[index]);
  const reply = await handle(testCall(tinyDialect, STREAM));
  assert.equal(reply.framing, "events");
  const said = await collect(reply.body);
  assert.deepEqual(
    said.map((frame) => new Uint8Array(frame)),
    frames,
  );
});

test("no-cache skips reading and renews what is kept", async () => {
  const { ask } = setUpCache(counting());
  await ask();
  const renewed = await ask(undefined, askingFor("no-cache"));
  assert.equal(renewed.text, '{"text":"2"}');
  assert.equal(renewed.call.record.get("cache"), "miss");
  assert.equal((await ask()).text, '{"text":"2"}');
});

test("no-store neither reads nor keeps", async () => {
  const { ask } = setUpCache(counting());
  await ask();
  const other = await ask(undefined, askingFor("no-store"));
  assert.equal(other.text, '{"text":"2"}');
  assert.equal(other.call.record.get("cache"), "bypass");
  assert.equal((await ask()).text, '{"text":"1"}');
});

test("max-age limits the age that will do", async () => {
  const { ask, clock } = setUpCache(counting());
  await ask();
  await clock.advance(10_000);
  assert.equal((await ask(undefined, askingFor("max-age=10"))).text, '{"text":"1"}');
  await clock.advance(1);
  assert.equal((await ask(undefined, askingFor("max-age=10"))).text, '{"text":"2"}');
});

test("only-if-cached is a hit or not-cached, and reaches nothing below", async () => {
  const { ask, reached } = setUpCache(counting(), { keepStaleMs: TTL_MS });
  await assert.rejects(ask(undefined, askingFor("only-if-cached")), { kind: "not-cached" });
  assert.equal(reached.length, 0);
  await ask();
  assert.equal((await ask(undefined, askingFor("only-if-cached"))).call.record.get("cache"), "hit");
  for (const directive of ["only-if-cached, no-store", "only-if-cached, no-cache"]) {
    await assert.rejects(ask(undefined, askingFor(directive)), { kind: "not-cached" });
  }
});

test("only-if-cached is not-cached for an expired answer, though it is kept for the ladder", async () => {
  const { ask, clock } = setUpCache(counting(), { keepStaleMs: TTL_MS });
  await ask();
  await clock.advance(TTL_MS);
  await assert.rejects(ask(undefined, askingFor("only-if-cached")), { kind: "not-cached" });
});

test("a route without a cache keeps nothing, and says that it has none", async () => {
  for (const spec of [undefined, cacheSpecOf({ isolate: "workload" })]) {
    const { ask, store } = setUpCache(counting(), { spec });
    await ask();
    const second = await ask();
    assert.equal(second.text, '{"text":"2"}');
    assert.equal(second.call.record.get("cache"), "bypass");
    assert.equal(second.call.record.get("cacheReason"), "off");
    assert.equal(store.entries, 0);
    await assert.rejects(ask(undefined, askingFor("only-if-cached")), { kind: "not-cached" });
  }
});

test("an expired answer goes down with the call until it is too old to be kept", async () => {
  const { ask, reached, clock, store } = setUpCache(counting(), { keepStaleMs: 1_000 });
  await ask(undefined, askingFor("no-cache"));
  assert.equal(reached.at(-1)?.stale, undefined);
  await clock.advance(TTL_MS);
  const failing = testCall(tinyDialect, { model: "m" });
  const pending = await ask();
  assert.equal(pending.call.record.get("cache"), "miss");
  const { stale } = reached.at(-1) ?? {};
  assert.ok(stale);
  assert.equal(failing.stale, undefined);
  await clock.advance(500);
  assert.equal(stale.ageMs, TTL_MS + 500);
  const reply = stale.reply();
  assert.equal(reply.headers["age"], "60");
  assert.equal(Buffer.concat(await collect(reply.body)).toString(), '{"text":"1"}');
  await clock.advance(TTL_MS + 1_000);
  assert.equal(store.entries, 1);
  await assert.rejects(ask(undefined, askingFor("only-if-cached")));
  assert.equal(store.entries, 0);
});

test("a caller who wants no cached answer, or none that old, gets no stale one either", async () => {
  const { ask, reached, clock } = setUpCache(
    async ({ headers }) =>
      documentReply({ text: "hi" }, headers["cache-control"] === undefined ? {} : { status: 500 }),
    { keepStaleMs: TTL_MS },
  );
  await ask();
  await clock.advance(TTL_MS);
  for (const [directive, held] of [
    ["no-cache", false],
    ["max-age=30", false],
    ["max-age=61", true],
  ] as const) {
    await ask(undefined, askingFor(directive));
    assert.equal(reached.at(-1)?.stale !== undefined, held, directive);
  }
});

for (let pulls = 0; pulls < frames.length + 1; pulls++) {
  test(`a stream that dies at pull ${pulls + 1} is told as it is and not kept`, async () => {
    const cut = new AiosError("upstream-cut", "cut");
    const { handle, store } = setUpCache(async () =>
      eventsReply([], { body: framesOf(frames.slice(0, pulls), cut) }),
    );
    const seen: Frame[] = [];
    await assert.rejects(
      async () => {
        for await (const frame of (await handle(testCall(tinyDialect, STREAM))).body) seen.push(frame);
      },
      (error) => error === cut,
    );
    assert.deepEqual(seen, frames.slice(0, pulls));
    assert.equal(store.entries, 0);
  });

  test(`a stream that its client leaves after ${pulls} pulls is closed upstream and not kept`, async () => {
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
    const { handle, store } = setUpCache(async () => eventsReply([], { body }));
    const iterator = (await handle(testCall(tinyDialect, STREAM))).body[Symbol.asyncIterator]();
    for (let pull = 0; pull < pulls; pull++) await iterator.next();
    await iterator.return?.();
    assert.equal(closed, 1);
    assert.equal(store.entries, 0);
  });
}

test("a document whose body fails is not kept", async () => {
  const cut = new AiosError("upstream-cut", "cut");
  const { ask, store } = setUpCache(async () =>
    documentReply({}, { body: framesOf([Buffer.from("{}")], cut) }),
  );
  await assert.rejects(ask(), { kind: "upstream-cut" });
  assert.equal(store.entries, 0);
});

const incomplete: Readonly<Record<string, Handler>> = {
  "a status other than 200": async () => documentReply({}, { status: 201 }),
  "a document without a byte": async () => documentReply({}, { body: framesOf([]) }),
  "a stream without its terminal event": async () => eventsReply(frames.slice(0, 2)),
  "a stream that tells of an error": async () => eventsReply([event({ error: "server-error" }), ...frames]),
  "an answer from the ladder": async ({ record }) => {
    record.set("degraded", { rung: "reply", reason: "connect" });
    return documentReply({});
  },
};
for (const [name, upstream] of Object.entries(incomplete)) {
  test(`${name} is not kept`, async () => {
    const { ask, store, telemetry } = setUpCache(upstream);
    await ask({ model: "m", stream: true });
    assert.equal(store.entries, 0);
    assert.equal(telemetry.named("cacheStored").length, 0);
  });
}

test("an answer larger than an entry may be streams on whole and is not kept", async () => {
  const long = [...Array.from({ length: 50 }, (_, index) => event({ delta: `word ${index}` })), done];
  const { handle, store } = setUpCache(async () => eventsReply(long), { maxEntryBytes: 500 });
  assert.deepEqual(await collect((await handle(testCall(tinyDialect, STREAM))).body), long);
  assert.equal(store.entries, 0);
});

test("a dialect that stumbles over a frame costs the copy, not the stream", async () => {
  const bug = new TypeError("bug");
  const events = tinyDialect.events;
  assert.ok(events);
  const dialect = {
    ...tinyDialect,
    events: {
      ...events,
      isTerminal: () => {
        throw bug;
      },
    },
  };
  const { ask, store, telemetry } = setUpCache(stream, { dialect });
  assert.equal((await ask(STREAM)).text, Buffer.concat(frames).toString());
  assert.equal(store.entries, 0);
  assert.deepEqual(telemetry.named("internalError")[0]?.values[1], bug);
});

test("a request nested too deep to be walked goes by the cache", async () => {
  let nested = "1";
  nested = "[".repeat(50_000) + nested + "]".repeat(50_000);
  const { ask } = setUpCache(counting());
  const answer = await ask({ model: "m", deep: JSON.parse(nested) });
  assert.equal(answer.call.record.get("cache"), "bypass");
});

test("a failure below is told as it is", async () => {
  const error = new AiosError("connect", "no");
  const { ask } = setUpCache(() => Promise.reject(error));
  await assert.rejects(ask(), (thrown) => thrown === error);
});

test("the store outlives the filter: a new configuration of the same route still hits", async () => {
  const first = setUpCache(counting());
  await first.ask();
  const second = setUpCache(counting(), { store: first.store, clock: first.clock });
  assert.equal((await second.ask()).call.record.get("cache"), "hit");
  const changed = setUpCache(counting(), { store: first.store, clock: first.clock, routeVersion: "2" });
  assert.equal((await changed.ask()).call.record.get("cache"), "miss");
});

for (const body of ['{"error":{"message":"no"}}', "{}", "{ not json }", '{"text":"cut']) {
  test(`a document of status 200 that is no complete answer is handed on and not kept: ${body}`, async () => {
    const { ask, store } = setUpCache(async () => documentReply({}, { body: framesOf([Buffer.from(body)]) }));
    await ask();
    assert.equal(store.entries, 0);
    assert.equal((await ask()).call.record.get("cache"), "miss");
  });
}
