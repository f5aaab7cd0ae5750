import assert from "node:assert/strict";
import { test } from "node:test";
import { outlierDetection } from "../../../../../config/schema/upstream.ts";
import type { Endpoint } from "../../../../../sidecar/upstream/balance/endpoint.ts";
import { Outliers } from "../../../../../sidecar/upstream/balance/outliers.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { endpointsOfWeights, nameOf } from "./support.ts";

function setUp(count: number, changes: Record<string, unknown> = {}) {
  const clock = new FakeClock();
  const endpoints = endpointsOfWeights(...Array.from({ length: count }, () => 1));
  const told: string[] = [];
  const outliers = new Outliers({
    spec: outlierDetection.parse({
      consecutiveFailures: 3,
      baseEjectionTime: "10s",
      maxEjectionTime: "25s",
      ...changes,
    }),
    endpoints,
    clock,
    onEjected: (endpoint, ms) => told.push(`${nameOf(endpoint)} out for ${ms}`),
    onReturned: (endpoint) => told.push(`${nameOf(endpoint)} back`),
    onReleased: (endpoint) => told.push(`${nameOf(endpoint)} released`),
  });
  const named = (name: string): Endpoint => {
    const endpoint = endpoints.find((each) => nameOf(each) === name);
    assert.ok(endpoint !== undefined);
    return endpoint;
  };
  const fail = (name: string, times: number) => {
    for (let time = 0; time < times; time++) outliers.failed(named(name));
  };
  return {
    clock,
    outliers,
    told,
    fail,
    succeed: (name: string, wasEjected = false) => outliers.succeeded(named(name), wasEjected),
    usable: () => outliers.usable.map(nameOf).join(""),
    stateOf: (name: string) => outliers.statusOf(named(name)).state,
  };
}

test("an endpoint is ejected by failures in a row, not by as many with a success in between", () => {
  const { fail, succeed, usable, told } = setUp(3);
  fail("a", 2);
  succeed("a");
  fail("a", 2);
  assert.equal(usable(), "abc");
  fail("a", 1);
  assert.equal(usable(), "bc");
  assert.deepEqual(told, ["a out for 10000"]);
});

test("it comes back by itself after its time, and leaves no timer", async () => {
  const { clock, fail, usable, told } = setUp(3);
  fail("a", 3);
  await clock.advance(9_999);
  assert.equal(usable(), "bc");
  await clock.advance(1);
  assert.equal(usable(), "abc");
  assert.deepEqual(told, ["a out for 10000", "a back"]);
  assert.equal(clock.running, 0);
});

test("who fails again on its return is away longer each time, up to the longest; one failure is enough then", async () => {
  const { clock, fail, told } = setUp(3);
  fail("a", 3);
  for (const ms of [10_000, 20_000, 25_000]) {
    await clock.advance(ms);
    fail("a", 1);
  }
  assert.deepEqual(
    told.filter((each) => each.includes("out")),
    ["a out for 10000", "a out for 20000", "a out for 25000", "a out for 25000"],
  );
});

test("who returns and succeeds has all of its failures before it again, and works its ejections down in time", async () => {
  const { clock, fail, succeed, told } = setUp(3);
  fail("a", 3);
  await clock.advance(10_000);
  fail("a", 1);
  await clock.advance(20_000);
  succeed("a");
  fail("a", 2);
  succeed("a");
  // Two ejections in a row; each healthy ten seconds take one off.
  await clock.advance(10_000);
  succeed("a");
  succeed("a");
  fail("a", 3);
  assert.deepEqual(told.at(-1), "a out for 20000");
  await clock.advance(20_000);
  for (let healthy = 0; healthy < 3; healthy++) {
    await clock.advance(10_000);
    succeed("a");
  }
  fail("a", 3);
  assert.deepEqual(told.at(-1), "a out for 10000");
});

test("no more than the given share are ejected at once, and the next one may go when one has returned", async () => {
  const { clock, fail, usable, stateOf } = setUp(4, { maxEjectedShare: 0.5 });
  fail("a", 3);
  fail("b", 3);
  fail("c", 3);
  assert.equal(usable(), "cd");
  assert.equal(stateOf("c"), "failing");
  await clock.advance(10_000);
  fail("c", 1);
  assert.equal(usable(), "abd");
});

test("a small share allows one all the same; none allows none", () => {
  const one = setUp(3, { maxEjectedShare: 0.1 });
  one.fail("a", 3);
  assert.equal(one.usable(), "bc");
  const none = setUp(3, { maxEjectedShare: 0 });
  none.fail("a", 30);
  assert.equal(none.usable(), "abc");
});

test("the last one is never ejected, and when it fails as well all are used", () => {
  const { fail, usable, stateOf } = setUp(2, { maxEjectedShare: 1 });
  fail("a", 3);
  assert.equal(usable(), "b");
  fail("b", 3);
  assert.equal(usable(), "ab");
  assert.deepEqual([stateOf("a"), stateOf("b")], ["ejected", "failing"]);
});

test("where all are used, an ejected one that answers is back at once, and the failing one goes", () => {
  const { fail, succeed, usable, told, clock } = setUp(2, { maxEjectedShare: 1 });
  fail("a", 3);
  fail("b", 3);
  succeed("a", true);
  assert.deepEqual(told, ["a out for 10000", "a back"]);
  assert.equal(usable(), "ab");
  fail("b", 1);
  assert.equal(usable(), "a");
  assert.equal(clock.running, 1);
});

test("what was begun before an ejection is no news of the endpoint, however it ends", async () => {
  const { clock, fail, succeed, usable, told } = setUp(3);
  fail("a", 3);
  succeed("a", false);
  fail("a", 50);
  assert.equal(usable(), "bc");
  await clock.advance(10_000);
  assert.deepEqual(told, ["a out for 10000", "a back"]);
});

test("closed, it has no timer left, ejects nobody any more, and says of nobody that it gets calls again", () => {
  const { clock, outliers, fail, told } = setUp(3);
  fail("a", 3);
  outliers.close();
  fail("b", 10);
  assert.deepEqual(told, ["a out for 10000", "a released"]);
  assert.equal(clock.running, 0);
});
