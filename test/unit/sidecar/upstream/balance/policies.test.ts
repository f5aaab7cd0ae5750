import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Endpoint } from "../../../../../sidecar/upstream/balance/endpoint.ts";
import { createPolicy } from "../../../../../sidecar/upstream/balance/policies.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { FakeRandom } from "../../../../support/fake-random.ts";
import { counted, endpointsOfWeights, nameOf } from "./support.ts";

function setUp(name: "round-robin" | "least-request" | "peak-ewma", random = new FakeRandom()) {
  const clock = new FakeClock();
  const policy = createPolicy(name, { clock, random });
  const choose = (candidates: readonly Endpoint[]): Endpoint => {
    const chosen = policy(candidates);
    assert.ok(chosen !== undefined);
    return chosen;
  };
  return { clock, choose, policy };
}

test("no policy chooses from nothing, and each one takes the only one there is", () => {
  for (const name of ["round-robin", "least-request", "peak-ewma"] as const) {
    const { policy } = setUp(name);
    const [only] = endpointsOfWeights(3);
    assert.equal(policy([]), undefined);
    assert.equal(policy(only === undefined ? [] : [only]), only);
  }
});

test("round robin deals calls out smoothly: the heavy one does not get all of its own in a row", () => {
  const { choose } = setUp("round-robin");
  const endpoints = endpointsOfWeights(5, 1, 1);
  const names = Array.from({ length: 14 }, () => nameOf(choose(endpoints)));
  assert.equal(names.join(""), "aabacaa".repeat(2));
});

test("round robin is exact: in as many calls as the weights add up to, each endpoint gets its weight", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 12 }), (weights) => {
      const { choose } = setUp("round-robin");
      const endpoints = endpointsOfWeights(...weights);
      const total = weights.reduce((sum, weight) => sum + weight);
      for (let round = 0; round < 2; round++) {
        const chosen = Array.from({ length: total }, () => choose(endpoints).index);
        assert.deepEqual(
          weights.map((_, index) => chosen.filter((each) => each === index).length),
          weights,
        );
      }
    }),
    { numRuns: 50 },
  );
});

test("round robin without one of its endpoints deals to the others, and the one that returns does not catch up", () => {
  const { choose } = setUp("round-robin");
  const endpoints = endpointsOfWeights(1, 1, 1);
  const without = endpoints.slice(0, 2);
  const names = Array.from({ length: 30 }, () => nameOf(choose(without)));
  assert.deepEqual(counted(names), { a: 15, b: 15 });
  const after = Array.from({ length: 30 }, () => nameOf(choose(endpoints)));
  assert.deepEqual(counted(after), { a: 10, b: 10, c: 10 });
});

test("least request takes the less loaded of the two that it draws, whichever it drew first", () => {
  const [a, b] = endpointsOfWeights(1, 1);
  assert.ok(a !== undefined && b !== undefined);
  a.outstanding = 3;
  b.outstanding = 2;
  for (const firstDraw of [0, 0.99]) {
    const { choose } = setUp("least-request", new FakeRandom(1, [firstDraw]));
    assert.equal(choose([a, b]), b);
  }
});

test("least request never draws one endpoint twice: the most loaded of all gets nothing", () => {
  const { choose } = setUp("least-request");
  const endpoints = endpointsOfWeights(1, 1, 1, 1);
  const [busiest] = endpoints;
  assert.ok(busiest !== undefined);
  busiest.outstanding = 5;
  for (let call = 0; call < 200; call++) assert.notEqual(choose(endpoints), busiest);
});

test("least request spreads an idle upstream's calls by weight", () => {
  const { choose } = setUp("least-request");
  const endpoints = endpointsOfWeights(3, 1);
  const { a = 0 } = counted(Array.from({ length: 4_000 }, () => nameOf(choose(endpoints))));
  assert.ok(Math.abs(a - 3_000) < 120, `${a}`);
});

test("least request heeds weights under load: an endpoint of weight 3 holds three times as many calls", () => {
  const { choose } = setUp("least-request");
  const endpoints = endpointsOfWeights(3, 1);
  for (let call = 0; call < 400; call++) choose(endpoints).outstanding++;
  assert.ok(Math.abs((endpoints[0]?.outstanding ?? 0) - 300) <= 3);
});

test("peak EWMA leaves an endpoint with its first slow answer, and comes back when that is long ago", async () => {
  const { choose, clock } = setUp("peak-ewma");
  const [a, b] = endpointsOfWeights(1, 1);
  assert.ok(a !== undefined && b !== undefined);
  for (let call = 0; call < 20; call++) {
    a.latency.observe(20, clock.monotonic());
    b.latency.observe(30, clock.monotonic());
    await clock.advance(100);
  }
  assert.equal(choose([a, b]), a);
  a.latency.observe(500, clock.monotonic());
  assert.equal(choose([a, b]), b);
  // Only b gets calls now, and stays as it was.
  for (let second = 0; second < 40; second++) {
    b.latency.observe(30, clock.monotonic());
    await clock.advance(1_000);
  }
  assert.equal(choose([a, b]), a);
});

test("peak EWMA multiplies by the calls that wait: a fast endpoint with a queue is no longer fast", () => {
  const { choose, clock } = setUp("peak-ewma");
  const [fast, slow] = endpointsOfWeights(1, 1);
  assert.ok(fast !== undefined && slow !== undefined);
  fast.latency.observe(10, clock.monotonic());
  slow.latency.observe(35, clock.monotonic());
  const chosen = Array.from({ length: 7 }, () => {
    const endpoint = choose([fast, slow]);
    endpoint.outstanding++;
    return nameOf(endpoint);
  });
  assert.equal(chosen.join(""), "aaabaaa");
});

test("peak EWMA tries an endpoint that it knows nothing of with one call, and waits for its answer", () => {
  const { choose, clock } = setUp("peak-ewma");
  const [known, fresh] = endpointsOfWeights(1, 1);
  assert.ok(known !== undefined && fresh !== undefined);
  known.latency.observe(50, clock.monotonic());
  const first = choose([known, fresh]);
  assert.equal(first, fresh);
  first.outstanding++;
  for (let call = 0; call < 100; call++) {
    const next = choose([known, fresh]);
    assert.equal(next, known);
    next.outstanding++;
  }
});

test("peak EWMA takes an endpoint of weight 3 for three times as fast", () => {
  const { choose, clock } = setUp("peak-ewma");
  const [light, heavy] = endpointsOfWeights(1, 3);
  assert.ok(light !== undefined && heavy !== undefined);
  light.latency.observe(20, clock.monotonic());
  heavy.latency.observe(40, clock.monotonic());
  assert.equal(choose([light, heavy]), heavy);
});
