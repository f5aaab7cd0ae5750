import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EVERYTHING, Purges } from "../../../../../sidecar/filters/cache/purges.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";

function setUp(maxTags?: number) {
  const clock = new FakeClock();
  return { clock, purges: new Purges(() => clock.now(), maxTags) };
}

test("what began before a purge of one of its tags is purged; what began after it is not", () => {
  const { purges } = setUp();
  const before = purges.stamp();
  assert.equal(purges.hasPurged(["a"], before), false);
  purges.add({ tag: "a", sequence: 7 });
  const after = purges.stamp();
  assert.equal(purges.hasPurged(["b", "a"], before), true);
  assert.equal(purges.hasPurged(["b"], before), false);
  assert.equal(purges.hasPurged([], before), false);
  assert.equal(purges.hasPurged(["a"], after), false);
});

test("a tag that nobody has ever used is purged like any other, for whatever is on its way", () => {
  const { purges } = setUp();
  const before = purges.stamp();
  assert.equal(purges.add({ tag: "unknown", sequence: undefined }), true);
  assert.equal(purges.hasPurged(["unknown"], before), true);
});

test("* is everything, with tags or without", () => {
  const { purges } = setUp();
  const before = purges.stamp();
  purges.add({ tag: EVERYTHING, sequence: 1 });
  assert.equal(purges.hasPurged([], before), true);
  assert.equal(purges.hasPurged(["a"], before), true);
  assert.equal(purges.hasPurged(["a"], purges.stamp()), false);
});

test("what the control plane tells twice, or late, is known already; what is asked for here counts each time", () => {
  const { purges } = setUp();
  assert.equal(purges.add({ tag: "a", sequence: 5 }), true);
  assert.equal(purges.add({ tag: "a", sequence: 5 }), false);
  assert.equal(purges.add({ tag: "a", sequence: 4 }), false);
  assert.equal(purges.sequence, 5);
  for (let turn = 0; turn < 2; turn++) {
    const before = purges.stamp();
    assert.equal(purges.add({ tag: "a", sequence: undefined }), true);
    assert.equal(purges.hasPurged(["a"], before), true);
  }
  assert.equal(purges.sequence, 5);
});

test("between processes the control plane's numbers count, whatever the clocks say", () => {
  const { purges } = setUp();
  purges.add({ tag: "a", sequence: 10 });
  purges.add({ tag: "b", sequence: 20 });
  const future = Number.MAX_SAFE_INTEGER;
  assert.equal(purges.hasPurgedElsewhere(["a"], { sequence: 9, at: future }), true);
  assert.equal(purges.hasPurgedElsewhere(["a"], { sequence: 10, at: 0 }), false);
  assert.equal(purges.hasPurgedElsewhere(["b"], { sequence: 10, at: future }), true);
  // Who knows of the newer one knew of the older one.
  assert.equal(purges.hasPurgedElsewhere(["a", "b"], { sequence: 20, at: 0 }), false);
  assert.equal(purges.hasPurgedElsewhere(["c"], { sequence: 0, at: 0 }), false);
});

test("of a purge that no control plane has numbered, the clock decides, and in doubt it is purged", async () => {
  const { purges, clock } = setUp();
  const before = clock.now();
  await clock.advance(10);
  purges.add({ tag: "a", sequence: undefined });
  purges.add({ tag: "a", sequence: 3 });
  assert.equal(purges.hasPurgedElsewhere(["a"], { sequence: 99, at: before }), true);
  assert.equal(purges.hasPurgedElsewhere(["a"], { sequence: 99, at: clock.now() }), true);
  assert.equal(purges.hasPurgedElsewhere(["a"], { sequence: 99, at: clock.now() + 1 }), false);
});

test("beyond the bound single tags are forgotten, and all that is as old as they counts as purged", () => {
  const { purges } = setUp(2);
  const before = purges.stamp();
  for (const [index, tag] of ["a", "b", "c"].entries()) purges.add({ tag, sequence: index + 1 });
  // `a` is forgotten.
  assert.equal(purges.hasPurged(["never purged"], before), true);
  assert.equal(purges.hasPurgedElsewhere(["never purged"], { sequence: 0, at: 0 }), true);
  assert.equal(purges.hasPurgedElsewhere(["never purged"], { sequence: 1, at: 0 }), false);
  assert.equal(purges.hasPurgedElsewhere(["b"], { sequence: 1, at: 0 }), true);
  assert.equal(purges.hasPurged(["never purged"], purges.stamp()), false);
});

test("the floor's clock never goes back, in whatever order tags are forgotten", async () => {
  const { purges, clock } = setUp(2);
  purges.add({ tag: "a", sequence: undefined });
  await clock.advance(100);
  const between = clock.now();
  purges.add({ tag: "b", sequence: undefined });
  // Known again by a number, `a` is newer in use, and its own clock is older.
  purges.add({ tag: "a", sequence: 1 });
  for (const tag of ["c", "d"]) purges.add({ tag, sequence: 2 });
  assert.equal(purges.hasPurgedElsewhere(["b"], { sequence: 9, at: between }), true);
});

const event = fc.oneof(
  fc.record({
    type: fc.constant("purge" as const),
    tag: fc.constantFrom("a", "b", "c", "d", EVERYTHING),
    isNumbered: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("call" as const),
    tags: fc.subarray(["a", "b", "c", "d"]),
  }),
);

test("nothing that was purged is ever taken for good, here or elsewhere, however few tags are kept", () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 60, size: "max" }),
      fc.integer({ min: 1, max: 6 }),
      (events, maxTags) => {
        let now = 1;
        const purges = new Purges(() => now, maxTags);
        const calls: { tags: readonly string[]; since: ReturnType<Purges["stamp"]>; isPurged: boolean }[] =
          [];
        let sequence = 0;
        let purged = 0;
        for (const each of events) {
          now++;
          if (each.type === "call") {
            calls.push({ tags: each.tags, since: purges.stamp(), isPurged: false });
            continue;
          }
          sequence++;
          purged++;
          purges.add({ tag: each.tag, sequence: each.isNumbered ? sequence : undefined });
          for (const call of calls) call.isPurged ||= each.tag === EVERYTHING || call.tags.includes(each.tag);
        }
        for (const { tags, since, isPurged } of calls) {
          if (isPurged) {
            assert.equal(purges.hasPurged(tags, since), true);
            assert.equal(purges.hasPurgedElsewhere(tags, since), true);
          } else if (purged <= maxTags) {
            assert.equal(purges.hasPurged(tags, since), false);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});
