import assert from "node:assert/strict";
import { test } from "node:test";
import { Availability } from "../../../../sidecar/shared-cache/availability.ts";
import { FakeClock } from "../../../support/fake-clock.ts";

function setUp({ answersProbe = () => true }: { answersProbe?: () => boolean } = {}) {
  const clock = new FakeClock();
  const told: string[] = [];
  let probes = 0;
  const availability = new Availability({
    failures: 3,
    openForMs: 1_000,
    clock,
    probe: async () => {
      probes++;
      return answersProbe();
    },
    onUp: () => told.push("up"),
    onAway: (reason) => told.push(`away: ${reason}`),
  });
  return { clock, told, availability, probes: () => probes };
}

const fail = (availability: Availability, times: number) => {
  for (let time = 0; time < times; time++) availability.failed("slow");
};

test("without a connection nothing is asked, and that it is away is told once", () => {
  const { availability, told } = setUp();
  assert.equal(availability.isAvailable, false);
  availability.disconnected("ECONNREFUSED");
  availability.disconnected("ETIMEDOUT");
  assert.deepEqual(told, ["away: ECONNREFUSED"]);
});

test("failures in a row close the door; an answer in between begins the count anew", async () => {
  const { availability, told, clock } = setUp();
  availability.connected();
  fail(availability, 2);
  availability.answered();
  fail(availability, 2);
  assert.equal(availability.isAvailable, true);
  fail(availability, 1);
  assert.equal(availability.isAvailable, false);
  assert.deepEqual(told, ["up", "away: slow"]);
  availability.close();
  assert.equal(clock.running, 0);
});

test("after its time one probe asks, on no call's behalf, and its answer opens the door", async () => {
  const { availability, told, clock, probes } = setUp();
  availability.connected();
  fail(availability, 3);
  await clock.advance(999);
  assert.deepEqual([probes(), availability.isAvailable], [0, false]);
  await clock.advance(1);
  assert.deepEqual([probes(), availability.isAvailable], [1, true]);
  assert.deepEqual(told, ["up", "away: slow"], "it is on trial yet");
  availability.answered();
  assert.deepEqual(told, ["up", "away: slow", "up"]);
  assert.equal(clock.running, 0);
});

test("a probe that is not answered keeps the door closed for as long again", async () => {
  let isWell = false;
  const { availability, told, clock, probes } = setUp({ answersProbe: () => isWell });
  availability.connected();
  fail(availability, 3);
  await clock.advance(3_500);
  assert.deepEqual([probes(), availability.isAvailable], [3, false]);
  isWell = true;
  await clock.advance(500);
  assert.equal(availability.isAvailable, true);
  assert.deepEqual(told, ["up", "away: slow"]);
  availability.close();
});

test("one failure on trial is enough, and is told to nobody again", async () => {
  const { availability, told, clock } = setUp();
  availability.connected();
  fail(availability, 3);
  await clock.advance(1_000);
  fail(availability, 1);
  assert.equal(availability.isAvailable, false);
  assert.deepEqual(told, ["up", "away: slow"]);
  availability.close();
});

test("a server that nobody asks passes its trial when nothing has failed for a while", async () => {
  const { availability, told, clock } = setUp();
  availability.disconnected("ECONNREFUSED");
  availability.connected();
  assert.equal(availability.isAvailable, true);
  await clock.advance(999);
  assert.deepEqual(told, ["away: ECONNREFUSED"]);
  await clock.advance(1);
  assert.deepEqual(told, ["away: ECONNREFUSED", "up"]);
  fail(availability, 2);
  assert.equal(availability.isAvailable, true, "its failures count as before");
});

test("a connection that comes and goes is told of once", async () => {
  const { availability, told, clock } = setUp();
  for (let time = 0; time < 5; time++) {
    availability.connected();
    await clock.advance(500);
    availability.disconnected("closed");
    await clock.advance(500);
  }
  assert.deepEqual(told, ["up", "away: closed"]);
  assert.equal(clock.running, 0);
});

test("a connection that is lost while the door is closed ends the wait: the next one decides", async () => {
  const { availability, clock, probes } = setUp();
  availability.connected();
  fail(availability, 3);
  availability.disconnected("closed");
  assert.equal(clock.running, 0);
  availability.connected();
  assert.equal(availability.isAvailable, true);
  await clock.advance(1_000);
  assert.equal(probes(), 0);
});

test("once it is closed nothing runs and nothing is told", async () => {
  const { availability, told, clock } = setUp();
  availability.connected();
  fail(availability, 3);
  availability.close();
  availability.disconnected("closed");
  await clock.advance(10_000);
  assert.equal(availability.isAvailable, false);
  assert.deepEqual(told, ["up", "away: slow"]);
  assert.equal(clock.running, 0);
});
