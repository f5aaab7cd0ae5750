import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reply } from "../../../../../sidecar/core/call.ts";
import { AiosError, type ErrorKind } from "../../../../../sidecar/core/errors.ts";
import { collect, documentReply, framesOf } from "../../../../support/calls.ts";
import { balanced, counted, urlOf } from "./support.ts";

const cancelled = new AiosError("client-closed", "The caller left.");

test("calls are spread over the endpoints, and counted as outstanding until their bodies end", async () => {
  const { upstream, newCall, sentTo, statusOf } = balanced();
  const calls = [newCall(), newCall(), newCall()];
  const replies = await Promise.all(calls.map((call) => upstream.call(call)));
  assert.deepEqual(sentTo, ["a", "b", "c"]);
  assert.equal(statusOf("a").outstanding, 1);
  await collect(replies[0]?.body ?? framesOf([]));
  assert.equal(statusOf("a").outstanding, 0);
  await replies[1]?.body[Symbol.asyncIterator]().return?.();
  assert.equal(statusOf("b").outstanding, 0);
  assert.equal(statusOf("c").outstanding, 1);
  // The head of the third could not be written: nobody ever pulls its body.
  calls[2]?.end({ outcome: "failed", error: cancelled });
  assert.equal(statusOf("c").outstanding, 0);
  for (const call of calls) call.end();
  assert.equal(statusOf("a").outstanding, 0);
});

test("a failed attempt is outstanding no more", async () => {
  const { broken, ask, statusOf } = balanced({ weights: [1, 1] });
  broken.set("a", "connect");
  assert.equal(await ask(), "a");
  assert.equal(statusOf("a").outstanding, 0);
});

for (const policy of ["round-robin", "least-request", "peak-ewma"] as const) {
  test(`${policy}: further attempts of a call go to endpoints that it has not tried`, async () => {
    const { broken, upstream, newCall, sentTo } = balanced({ weights: [1, 1, 1, 1], policy });
    for (const name of ["a", "b", "c", "d"]) broken.set(name, "connect");
    for (let round = 0; round < 5; round++) {
      const call = newCall();
      for (let attempt = 0; attempt < 4; attempt++) await assert.rejects(upstream.call(call));
      assert.deepEqual(sentTo.splice(0).sort(), ["a", "b", "c", "d"]);
    }
  });
}

test("a hedge goes elsewhere while the first attempt still runs", async () => {
  const { upstream, newCall, sentTo } = balanced({ weights: [1, 1], sticky: "session" });
  const call = newCall({ session: "s" });
  await Promise.all([upstream.call(call), upstream.call({ ...call, signal: new AbortController().signal })]);
  assert.deepEqual(sentTo.sort(), ["a", "b"]);
  call.end();
});

test("a call that has tried all of them begins anew", async () => {
  const { broken, upstream, newCall, sentTo } = balanced({ weights: [1, 1] });
  for (const name of ["a", "b"]) broken.set(name, "server-error");
  const call = newCall();
  for (let attempt = 0; attempt < 4; attempt++) await assert.rejects(upstream.call(call));
  assert.deepEqual(counted(sentTo), { a: 2, b: 2 });
});

const FAILURES: readonly ErrorKind[] = [
  "connect",
  "connect-timeout",
  "server-error",
  "upstream-cut",
  "first-token-timeout",
  "idle-timeout",
  "invalid-upstream-reply",
];
const NO_FAILURES: readonly ErrorKind[] = [
  "upstream-rejected",
  "rate-limited",
  "client-closed",
  "deadline-exceeded",
  "upstream-refused-credentials",
  "overloaded",
  "draining",
  "internal",
];

for (const kind of FAILURES) {
  test(`an endpoint that keeps failing by ${kind} is ejected, told of, and gets no calls until it returns`, async () => {
    const { broken, ask, sentTo, statusOf, telemetry, clock } = balanced({
      outlierDetection: { consecutiveFailures: 2, baseEjectionTime: "10s" },
    });
    broken.set("a", kind);
    for (let call = 0; call < 6; call++) await ask();
    assert.deepEqual(counted(sentTo), { a: 2, b: 2, c: 2 });
    assert.equal(statusOf("a").state, "ejected");
    assert.equal(statusOf("a").ejectedUntil, clock.now() + 10_000);
    assert.deepEqual(
      telemetry.named("endpointEjected").map(({ values }) => values),
      [["upstream", "a.example:8000", 10_000]],
    );
    sentTo.length = 0;
    for (let call = 0; call < 10; call++) await ask();
    assert.deepEqual(counted(sentTo), { b: 5, c: 5 });

    await clock.advance(10_000);
    broken.clear();
    assert.equal(telemetry.named("endpointReturned").length, 1);
    sentTo.length = 0;
    for (let call = 0; call < 9; call++) await ask();
    assert.deepEqual(counted(sentTo), { a: 3, b: 3, c: 3 });
  });
}

for (const kind of NO_FAILURES) {
  test(`an endpoint is not ejected for ${kind}`, async () => {
    const { broken, ask, telemetry, statusOf } = balanced({ outlierDetection: { consecutiveFailures: 2 } });
    broken.set("a", kind);
    for (let call = 0; call < 30; call++) await ask();
    assert.equal(statusOf("a").state, "healthy");
    assert.deepEqual(telemetry.named("endpointEjected"), []);
  });
}

test("a stream that dies half-way counts against its endpoint", async () => {
  const { answers, ask, statusOf } = balanced({ outlierDetection: { consecutiveFailures: 2 } });
  const frame = new TextEncoder().encode("data: 1\n\n");
  answers.set("b", async () => {
    const error = new AiosError("upstream-cut", "It was cut.");
    return documentReply({}, { framing: "events", body: framesOf([frame], error) });
  });
  for (let call = 0; call < 6; call++) await ask();
  assert.equal(statusOf("b").state, "ejected");
});

test("an endpoint that lets forwarded calls wait until the hop before hangs up is ejected; callers who leave sooner are no proof", async () => {
  for (const [waitedMs, state] of [
    [1_000, "ejected"],
    [500, "healthy"],
  ] as const) {
    const { answers, ask, statusOf, clock } = balanced({
      weights: [1, 1],
      outlierDetection: { consecutiveFailures: 2 },
    });
    answers.set("a", async () => {
      await clock.advance(waitedMs);
      throw cancelled;
    });
    for (let call = 0; call < 4; call++) await ask({ firstFrameBy: { at: clock.monotonic() + 1_000 } });
    assert.equal(statusOf("a").state, state);
  }
});

test("a call that is cancelled before its attempt has noticed tells the same of its endpoint", async () => {
  const { answers, newCall, upstream, statusOf, clock } = balanced({
    weights: [1, 1],
    outlierDetection: { consecutiveFailures: 1 },
  });
  answers.set("a", () => new Promise(() => {}));
  const call = newCall({ firstFrameBy: { at: clock.monotonic() + 1_000 } });
  void upstream.call(call);
  await clock.advance(990);
  call.end({ outcome: "failed", error: cancelled });
  assert.deepEqual([statusOf("a").state, statusOf("a").outstanding], ["ejected", 0]);
});

for (const [kind, ms, state] of [
  ["deadline-exceeded", 500, "ejected"],
  ["deadline-exceeded", 499, "healthy"],
  ["client-closed", 900, "ejected"],
  ["client-closed", 899, "healthy"],
  ["connect", 900, "healthy"],
] as const) {
  test(`an endpoint that has not answered when the call ends by ${kind} after ${ms} of 1000 ms is ${state}`, async () => {
    const { answers, newCall, upstream, statusOf, clock } = balanced({
      weights: [1, 1],
      outlierDetection: { consecutiveFailures: 1 },
    });
    answers.set("a", () => new Promise(() => {}));
    const startedAt = clock.monotonic();
    const call = newCall({ routeTimeoutMs: 1_000, startedAt, deadline: { at: startedAt + 1_000 } });
    void upstream.call(call);
    await clock.advance(ms);
    call.end({ outcome: "failed", error: new AiosError(kind, "It is over.") });
    assert.deepEqual([statusOf("a").state, statusOf("a").outstanding], [state, 0]);
  });
}

test("an endpoint whose reply outlasts the deadline has answered", async () => {
  const { newCall, upstream, statusOf, clock } = balanced({
    weights: [1, 1],
    outlierDetection: { consecutiveFailures: 1 },
  });
  const call = newCall({ routeTimeoutMs: 1_000 });
  await upstream.call(call);
  await clock.advance(1_000);
  call.end({ outcome: "failed", error: new AiosError("deadline-exceeded", "It is over.") });
  assert.deepEqual([statusOf("a").state, statusOf("a").outstanding], ["healthy", 0]);
});

test("the failure of another attempt is not held against an endpoint that had not answered when the call ended", async () => {
  const { answers, newCall, upstream, statusOf } = balanced({
    weights: [1, 1],
    outlierDetection: { consecutiveFailures: 1 },
  });
  answers.set("a", () => new Promise(() => {}));
  const call = newCall();
  void upstream.call(call);
  call.end({ outcome: "failed", error: new AiosError("connect", "It failed.") });
  assert.deepEqual([statusOf("a").state, statusOf("a").outstanding], ["healthy", 0]);
});

test("peak EWMA does not take quick refusals for speed", async () => {
  const { answers, broken, sentTo, ask, clock } = balanced({
    weights: [1, 1],
    policy: "peak-ewma",
    outlierDetection: { maxEjectedShare: 0 },
  });
  const slowly = async () => {
    await clock.advance(20);
    return documentReply({});
  };
  answers.set("a", slowly);
  broken.set("b", "server-error");
  for (let call = 0; call < 50; call++) await ask();
  assert.ok((counted(sentTo)["b"] ?? 0) <= 3, JSON.stringify(counted(sentTo)));
});

test("calls of one session go to one endpoint; calls without one are balanced", async () => {
  const { ask } = balanced({ weights: [1, 1, 1, 1], sticky: "session" });
  const first = await ask({ session: "conversation-1" });
  for (let call = 0; call < 10; call++) assert.equal(await ask({ session: "conversation-1" }), first);
  const others = new Set<string>();
  for (let call = 0; call < 4; call++) others.add(await ask());
  assert.equal(others.size, 4);
});

test("without `sticky` a session decides nothing", async () => {
  const { ask } = balanced({ weights: [1, 1, 1] });
  const endpoints = new Set<string>();
  for (let call = 0; call < 3; call++) endpoints.add(await ask({ session: "s" }));
  assert.equal(endpoints.size, 3);
});

test("a session leaves its endpoint while that is ejected, stays at one other, and returns", async () => {
  const { ask, broken, clock, statusOf } = balanced({
    weights: [1, 1, 1, 1],
    sticky: "session",
    outlierDetection: { consecutiveFailures: 2, baseEjectionTime: "10s" },
  });
  const session = "conversation-1";
  const home = await ask({ session });
  broken.set(home, "connect");
  await ask({ session });
  await ask({ session });
  assert.equal(statusOf(home).state, "ejected");
  const refuge = await ask({ session });
  assert.notEqual(refuge, home);
  for (let call = 0; call < 5; call++) assert.equal(await ask({ session }), refuge);
  broken.clear();
  await clock.advance(10_000);
  assert.equal(await ask({ session }), home);
});

test("the clients that one upstream has for several connect timeouts share what they learn", async () => {
  const { dial, upstream, newCall, broken, telemetry, clock } = balanced({
    outlierDetection: { consecutiveFailures: 2, baseEjectionTime: "10s" },
  });
  const other = dial();
  broken.set("a", "connect");
  for (let call = 0; call < 3; call++) {
    await upstream.call(newCall()).catch(() => {});
    await other.call(newCall()).catch(() => {});
  }
  assert.equal(telemetry.named("endpointEjected").length, 1);
  assert.deepEqual(other.status().endpoints, upstream.status().endpoints);

  await other.close();
  assert.deepEqual([...telemetry.named("endpointReleased"), ...telemetry.named("endpointRemoved")], []);
  await upstream.close();
  assert.equal(telemetry.named("endpointReleased").length, 1);
  assert.deepEqual(
    telemetry.named("endpointRemoved").map(({ values }) => values),
    ["a", "b", "c"].map((name) => ["upstream", `${name}.example:8000`]),
  );
  // Nobody can say that of an endpoint that is gone.
  assert.deepEqual(telemetry.named("endpointReturned"), []);
  assert.equal(clock.running, 0);
});

test("its status is the sum of its endpoints', and closing it closes all of them", async () => {
  const { upstream, closed } = balanced({ weights: [2, 1] });
  const { endpoints, ...sums } = upstream.status();
  assert.deepEqual(sums, { name: "upstream", via: "direct", connected: 4, free: 2, running: 2, pending: 6 });
  assert.deepEqual(
    endpoints?.map(({ endpoint, weight, state, outstanding }) => [endpoint, weight, state, outstanding]),
    [
      ["a.example:8000", 2, "healthy", 0],
      ["b.example:8000", 1, "healthy", 0],
    ],
  );
  await upstream.close();
  assert.deepEqual(closed.sort(), ["a", "b"]);
});

const told = (name: string, isTold = true) => ({
  upstream: "upstream",
  name: `${name}.example:8000`,
  isTold,
});

test("the record names the endpoint that answered, or failed last, and whether callers may know", async () => {
  for (const tellsEndpoint of [true, false]) {
    const { broken, upstream, newCall } = balanced({ tellsEndpoint });
    broken.set("a", "connect");
    const call = newCall();
    await assert.rejects(upstream.call(call));
    assert.deepEqual(call.record.get("endpoint"), told("a", tellsEndpoint));
    await upstream.call(call);
    assert.deepEqual(call.record.get("endpoint"), told("b", tellsEndpoint));
    call.end();
  }
});

test("of two attempts at once the record names the endpoint of the one that answered", async () => {
  const { answers, upstream, newCall } = balanced({ weights: [1, 1] });
  const slow = Promise.withResolvers<Reply>();
  const late = Promise.withResolvers<Reply>();
  answers.set("a", () => slow.promise);
  answers.set("b", () => late.promise);
  const call = newCall();
  const loser = new AbortController();
  const first = upstream.call(call);
  const hedge = upstream.call({ ...call, signal: loser.signal });
  assert.deepEqual(call.record.get("endpoint"), told("b"));
  slow.resolve(documentReply({}));
  await first;
  assert.deepEqual(call.record.get("endpoint"), told("a"));
  loser.abort();
  late.resolve(documentReply({}));
  await hedge;
  assert.deepEqual(call.record.get("endpoint"), told("a"));
  call.end();
});

test("attempts are counted by endpoint and by how they ended, each once", async () => {
  const { broken, answers, upstream, newCall, ask, telemetry } = balanced();
  broken.set("b", "server-error");
  answers.set("c", () => new Promise(() => {}));
  await ask();
  await ask();
  const hanging = newCall();
  void upstream.call(hanging);
  hanging.end({ outcome: "failed", error: cancelled });
  const left = newCall();
  const reply = await upstream.call(left);
  await reply.body[Symbol.asyncIterator]().return?.();
  left.end({ outcome: "failed", error: cancelled });
  assert.deepEqual(
    telemetry.named("endpointAttemptEnded").map(({ values }) => values.slice(1)),
    [
      ["a.example:8000", "completed"],
      ["b.example:8000", "server-error"],
      ["c.example:8000", "client-closed"],
      ["a.example:8000", "abandoned"],
    ],
  );
});

test("quick refusals are told as quick, and weighed as slow", async () => {
  const { answers, ask, clock, statusOf } = balanced({ weights: [1, 1] });
  const afterMs = (ms: number, kind?: ErrorKind) => async () => {
    await clock.advance(ms);
    if (kind !== undefined) throw new AiosError(kind, "It failed.");
    return documentReply({});
  };
  answers.set("a", afterMs(3, "server-error"));
  answers.set("b", afterMs(20));
  const latencies = (name: string) => [statusOf(name).latencyMs, statusOf(name).weighedLatencyMs];
  await ask();
  assert.deepEqual(latencies("a"), [3, 5_000]);
  await ask();
  assert.deepEqual(latencies("b"), [20, 20]);
});

test("an endpoint is gone only when no rotation has it any more, and nothing is told of it afterwards", async () => {
  const { dial, upstream, newCall, telemetry } = balanced({ weights: [1, 1, 1] });
  const next = dial({
    endpoints: [
      { url: urlOf(1), weight: 1 },
      { url: urlOf(2), weight: 1 },
    ],
  });
  const call = newCall();
  await upstream.call(call);
  await upstream.close();
  const removed = () => telemetry.named("endpointRemoved").map(({ values }) => values[1]);
  assert.deepEqual(removed(), ["a.example:8000"]);
  call.end();
  assert.deepEqual(telemetry.named("endpointAttemptEnded"), []);
  await next.close();
  assert.deepEqual(removed(), ["a.example:8000", "b.example:8000", "c.example:8000"]);
});
