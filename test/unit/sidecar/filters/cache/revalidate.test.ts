import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call, Handler } from "../../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { CacheOptions } from "../../../../../sidecar/filters/cache/filter.ts";
import { cacheSpecOf } from "../../../../support/cache-spec.ts";
import { collect, documentReply } from "../../../../support/calls.ts";
import { settle } from "../../../../support/fake-clock.ts";
import { setUpCache, TTL_MS } from "./set-up.ts";

const STALE_MS = 30_000;
const spec = cacheSpecOf({ exact: { ttl: "60s", staleWhileRevalidate: "30s" } });
const TOTAL_MS = 5_000;

/** Answers with a new number each time, when it is let; `fails` decides about the answer. */
function setUp(options: Partial<CacheOptions> = {}, fails: (call: number) => boolean = () => false) {
  const gates: (() => void)[] = [];
  let count = 0;
  const upstream: Handler = (call) => {
    const number = ++count;
    return new Promise((resolve, reject) => {
      call.signal.addEventListener("abort", () => reject(call.signal.reason), { once: true });
      gates.push(() => {
        if (fails(number)) reject(new AiosError("server-error", "no"));
        else resolve(documentReply({ text: String(number) }));
      });
    });
  };
  const cached = setUpCache(upstream, { spec, totalMs: TOTAL_MS, ...options });
  const open = async () => {
    await settle();
    for (const gate of gates.splice(0)) gate();
    await settle();
  };
  /** The first answer, which is kept. */
  const fill = async () => {
    const first = cached.ask();
    await open();
    return first;
  };
  return { ...cached, open, fill };
}

const cacheOf = ({ call }: { readonly call: Call }) => call.record.get("cache");

test("until its ttl an answer is fresh, then it is stale and given at once, then it is asked for again", async () => {
  const { ask, open, fill, clock, reached } = setUp();
  await fill();
  await clock.advance(TTL_MS - 1);
  assert.equal(cacheOf(await ask()), "hit");
  assert.equal(reached.length, 1);
  await clock.advance(1);
  const stale = await ask();
  assert.equal(cacheOf(stale), "stale");
  assert.equal(stale.text, '{"text":"1"}');
  assert.equal(stale.reply.headers["age"], "60");
  assert.equal(stale.call.record.get("cacheReason"), undefined);
  assert.equal(reached.length, 2);
  await open();
  const renewed = await ask();
  assert.equal(cacheOf(renewed), "hit");
  assert.equal(renewed.text, '{"text":"2"}');
  assert.equal(renewed.reply.headers["age"], "0");
  await clock.advance(TTL_MS + STALE_MS);
  const expired = ask();
  await open();
  assert.equal(cacheOf(await expired), "miss");
  assert.equal((await expired).call.record.get("cacheReason"), "expired");
  assert.equal((await expired).text, '{"text":"3"}');
});

test("of many who get the stale answer, whatever its shape, exactly one call is made in the background", async () => {
  const { ask, open, fill, clock, reached, held } = setUp();
  await fill();
  await clock.advance(TTL_MS);
  const wanted = [
    { model: "m" },
    { model: "m", stream: true },
    { model: "m", stream: false, stream_options: { include_usage: true } },
  ];
  for (let turn = 0; turn < 20; turn++)
    for (const request of wanted) assert.equal(cacheOf(await ask(request)), "stale");
  assert.equal(reached.length, 2);
  assert.equal(held(), 1);
  await open();
  assert.equal(held(), 0);
  assert.equal(clock.running, 0);
  assert.equal((await ask()).text, '{"text":"2"}');
});

test("the call in the background is nobody's: it outlives its caller, has the route's time, and no idempotency-key", async () => {
  const { ask, fill, open, clock, reached } = setUp();
  await fill();
  await clock.advance(TTL_MS);
  const abort = new AbortController();
  const { call } = await ask(undefined, {
    signal: abort.signal,
    headers: { "idempotency-key": "k" },
    deadline: { at: clock.monotonic() + 1 },
  });
  abort.abort(new AiosError("client-closed", "gone"));
  const background = reached[1];
  assert.equal(background?.signal.aborted, false);
  assert.notEqual(background?.record, call.record);
  assert.equal(background?.headers["idempotency-key"], undefined);
  assert.equal(background?.deadline.at, clock.monotonic() + TOTAL_MS);
  assert.equal(background?.stale, undefined);
  await open();
  assert.equal((await ask()).text, '{"text":"2"}');
});

test("a process that has too much to do makes no calls in the background", async () => {
  let isOverloaded = true;
  const { ask, fill, open, clock, reached } = setUp({ isOverloaded: () => isOverloaded });
  await fill();
  await clock.advance(TTL_MS);
  assert.equal(cacheOf(await ask()), "stale");
  assert.equal(reached.length, 1);
  isOverloaded = false;
  await ask();
  assert.equal(reached.length, 2);
  await open();
});

test("when the call in the background fails, the old answer is given until its time is over, and it is tried again", async () => {
  const { ask, fill, open, clock, reached, held } = setUp({}, (call) => call > 1);
  await fill();
  await clock.advance(TTL_MS);
  for (let turn = 1; turn <= 3; turn++) {
    assert.equal((await ask()).text, '{"text":"1"}');
    assert.equal(reached.length, 1 + turn);
    await open();
    assert.equal(held(), 0);
  }
  await clock.advance(STALE_MS - 1);
  assert.equal(cacheOf(await ask()), "stale");
  await open();
  await clock.advance(1);
  const expired = assert.rejects(ask(), { kind: "server-error" });
  await open();
  await expired;
  assert.equal(clock.running, 0);
});

test("a call in the background that takes too long is ended, and the configuration given back", async () => {
  const { ask, fill, clock, reached, held } = setUp();
  await fill();
  await clock.advance(TTL_MS);
  await ask();
  assert.equal(held(), 1);
  await clock.advance(TOTAL_MS);
  assert.equal(reached[1]?.signal.aborted, true);
  assert.equal(held(), 0);
  assert.equal(clock.running, 0);
});

test("the ladder's stale rung has the answer also after that", async () => {
  const { ask, fill, open, clock, reached } = setUp({ keepStaleMs: 2 * STALE_MS });
  await fill();
  await clock.advance(TTL_MS + STALE_MS);
  const missed = ask();
  await open();
  assert.equal(cacheOf(await missed), "miss");
  const { stale } = reached[1] ?? {};
  assert.equal(stale?.ageMs, TTL_MS + STALE_MS);
  const frames = await collect(stale?.reply().body ?? assert.fail());
  assert.equal(Buffer.concat(frames).toString(), '{"text":"1"}');
});

test("whoever wants none that old gets none, and no-cache asks for a new one", async () => {
  for (const [directive, expected] of [
    ["max-age=59", "miss"],
    ["max-age=60", "stale"],
    ["no-cache", "miss"],
  ] as const) {
    const { ask, fill, open, clock } = setUp();
    await fill();
    await clock.advance(TTL_MS);
    const asked = ask(undefined, { headers: { "cache-control": directive } });
    await open();
    assert.equal(cacheOf(await asked), expected, directive);
    await open();
  }
});

test("who misses while the call in the background runs waits for that one", async () => {
  const { ask, fill, open, clock, reached } = setUp();
  await fill();
  await clock.advance(TTL_MS + STALE_MS - 1);
  await ask();
  await clock.advance(1);
  const joined = ask();
  await open();
  assert.equal(cacheOf(await joined), "coalesced");
  assert.equal((await joined).text, '{"text":"2"}');
  assert.equal(reached.length, 2);
});

test("what was purged while the call in the background ran is not kept", async () => {
  const { ask, fill, open, clock, store, purges } = setUp();
  await fill();
  await clock.advance(TTL_MS);
  await ask();
  purges.add({ tag: "route:chat", sequence: 1 });
  store.purge(["route:chat"]);
  await open();
  assert.equal(store.entries, 0);
});

test("closing cancels what runs in the background", async () => {
  const { ask, fill, clock, reached, flights, held } = setUp();
  await fill();
  await clock.advance(TTL_MS);
  await ask();
  flights.close();
  await settle();
  assert.equal(reached[1]?.signal.aborted, true);
  assert.equal(held(), 0);
  assert.equal(clock.running, 0);
  assert.equal(cacheOf(await ask()), "stale");
  assert.equal(reached.length, 2);
});

test("stale answers save tokens, but for the one for which the upstream is asked in the background", async () => {
  let calls = 0;
  const { ask, clock, telemetry } = setUpCache(
    (call) =>
      new Promise((resolve, reject) => {
        call.signal.addEventListener("abort", () => reject(call.signal.reason), { once: true });
        // Those in the background are not answered while this is looked at.
        if (++calls === 1) resolve(documentReply({ text: "1", usage: {} }));
      }),
    { spec, totalMs: TOTAL_MS },
  );
  await ask();
  await clock.advance(TTL_MS);
  assert.equal(cacheOf(await ask()), "stale");
  assert.equal(telemetry.named("cacheSaved").length, 0);
  assert.equal(cacheOf(await ask()), "stale");
  assert.equal(telemetry.named("cacheSaved").length, 1);
  await clock.advance(TOTAL_MS);
});
