import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EVERYTHING, PurgeLog } from "../../../../control-plane/distribute/purge-log.ts";
import { type PurgeStamp, Purges } from "../../../../sidecar/filters/cache/purges.ts";

test("numbers are about the time, and grow also when the clock stands still or goes back", () => {
  const log = new PurgeLog();
  assert.deepEqual([log.add(["a"], 1_000), log.add(["b"], 1_000), log.add(["c"], 5)], [1_000, 1_001, 1_002]);
  assert.equal(log.add(["d"], 2_000), 2_000);
});

test("who comes is told what is newer than what it knows, each tag once, the oldest first", () => {
  const log = new PurgeLog();
  log.add(["a", "b"], 1);
  log.add(["c"], 2);
  log.add(["a"], 3);
  assert.deepEqual(log.since(0), {
    sequence: 3,
    tags: [
      { tag: "b", sequence: 1 },
      { tag: "c", sequence: 2 },
      { tag: "a", sequence: 3 },
    ],
  });
  assert.deepEqual(log.since(2).tags, [{ tag: "a", sequence: 3 }]);
  assert.deepEqual(log.since(3), { sequence: 3, tags: [] });
});

test("a purge of everything stands for all before it", () => {
  const log = new PurgeLog();
  log.add(["a"], 1);
  log.add([EVERYTHING], 2);
  log.add(["b"], 3);
  assert.deepEqual(log.since(0).tags, [
    { tag: EVERYTHING, sequence: 2 },
    { tag: "b", sequence: 3 },
  ]);
  assert.deepEqual(log.since(2).tags, [{ tag: "b", sequence: 3 }]);
});

test("when there are too many tags the oldest are told as everything, to those alone who may have missed them", () => {
  const log = new PurgeLog(undefined, 2);
  for (const [index, tag] of ["a", "b", "c", "d"].entries()) log.add([tag], index + 1);
  assert.deepEqual(log.since(1).tags, [
    { tag: EVERYTHING, sequence: 2 },
    { tag: "c", sequence: 3 },
    { tag: "d", sequence: 4 },
  ]);
  assert.deepEqual(
    log.since(2).tags.map(({ tag }) => tag),
    ["c", "d"],
  );
});

test("a number that a sidecar knows from an earlier process is not given again", () => {
  const log = new PurgeLog();
  log.reach(5_000);
  assert.equal(log.add(["a"], 1_000), 5_001);
  for (const mistaken of [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -1]) log.reach(mistaken);
  assert.equal(log.add(["a"], 1_000), 5_002);
});

test("what was saved is what the next process knows", () => {
  const log = new PurgeLog();
  log.add(["a"], 1);
  log.add([EVERYTHING], 2);
  log.add(["b", "c"], 3);
  const next = new PurgeLog(log.saved());
  assert.deepEqual(next.since(0), log.since(0));
  assert.equal(next.add(["d"], 1), 4);
});

test("no sidecar misses a purge, whenever it comes and goes and however few tags are kept", () => {
  const tag = fc.constantFrom("a", "b", "c", "d", EVERYTHING);
  const step = fc.oneof(
    fc.record({ type: fc.constant("purge" as const), tags: fc.array(tag, { minLength: 1, maxLength: 3 }) }),
    fc.record({ type: fc.constant("answer" as const), tags: fc.array(fc.constantFrom("a", "b", "c", "d")) }),
    fc.constant({ type: "connect" as const }),
    fc.constant({ type: "restart" as const }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 3 }), (steps, maxTags) => {
      let log = new PurgeLog(undefined, maxTags);
      let time = 0;
      // Connects now and then: one process after another, and one that stays.
      const staying = new Purges(() => 0, maxTags);
      let restarting = new Purges(() => 0, maxTags);
      const kept: { tags: readonly string[]; since: PurgeStamp; isPurged: boolean }[] = [];
      const connect = (purges: Purges) => {
        const { sequence, tags } = log.since(purges.sequence);
        for (const each of tags) purges.add(each);
        purges.reach(sequence);
      };
      for (const each of steps) {
        if (each.type === "purge") {
          log.add(each.tags, ++time);
          connect(staying);
          for (const answer of kept) {
            if (each.tags.some((purged) => purged === EVERYTHING || answer.tags.includes(purged)))
              answer.isPurged = true;
          }
        } else if (each.type === "answer") {
          kept.push({ tags: each.tags, since: staying.stamp(), isPurged: false });
        } else if (each.type === "connect") connect(restarting);
        else {
          restarting = new Purges(() => 0, maxTags);
          log = new PurgeLog(log.saved(), maxTags);
        }
      }
      connect(restarting);
      for (const { tags, since, isPurged } of kept) {
        if (!isPurged) continue;
        assert.ok(staying.hasPurged(tags, since));
        assert.ok(restarting.hasPurgedElsewhere(tags, { sequence: since.sequence, at: 1 }));
      }
    }),
  );
});

test("with room for all tags no answer is lost that was not purged", () => {
  const tag = fc.constantFrom("a", "b", "c", "d");
  const step = fc.record({ isPurge: fc.boolean(), tag });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const log = new PurgeLog();
      const asking = new Purges(() => 0);
      const kept: { tag: string; since: PurgeStamp; isPurged: boolean }[] = [];
      for (const [time, each] of steps.entries()) {
        if (!each.isPurge) {
          kept.push({ tag: each.tag, since: asking.stamp(), isPurged: false });
          continue;
        }
        log.add([each.tag], time + 1);
        const { sequence, tags } = log.since(asking.sequence);
        for (const purge of tags) asking.add(purge);
        asking.reach(sequence);
        for (const answer of kept) answer.isPurged ||= answer.tag === each.tag;
      }
      const restarted = new Purges(() => 0);
      for (const purge of log.since(0).tags) restarted.add(purge);
      for (const { tag: own, since, isPurged } of kept) {
        assert.equal(asking.hasPurged([own], since), isPurged);
        assert.equal(restarted.hasPurgedElsewhere([own], { sequence: since.sequence, at: 1 }), isPurged);
      }
    }),
  );
});
