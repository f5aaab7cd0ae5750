import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AdaptiveLimit, type AdaptiveSpec } from "../../../../../sidecar/filters/limit/adaptive-limit.ts";

const SPEC: AdaptiveSpec = { minimum: 4, maximum: 200, tolerance: 1.5 };

/** An upstream that answers `capacity` calls at once in `baseMs` and makes the rest queue, and callers who never tire. */
class Saturated {
  readonly adaptive: AdaptiveLimit;
  readonly told: number[] = [];
  now = 0;
  capacity: number;
  baseMs: number;
  demand = 1_000;
  #inFlight: { readonly startedAt: number; readonly ms: number; readonly endsAt: number }[] = [];

  constructor(spec: AdaptiveSpec, capacity: number, baseMs: number) {
    this.adaptive = new AdaptiveLimit(spec, (limit) => this.told.push(limit));
    this.capacity = capacity;
    this.baseMs = baseMs;
  }

  /** Time passes, in steps of 10 ms; the limits on the way. */
  run(ms: number): readonly number[] {
    const limits: number[] = [];
    for (const end = this.now + ms; this.now < end; this.now += 10) {
      const ended = this.#inFlight.filter(({ endsAt }) => endsAt <= this.now);
      this.#inFlight = this.#inFlight.filter(({ endsAt }) => endsAt > this.now);
      for (const { startedAt, ms: took } of ended)
        this.adaptive.firstFrame({ form: "stream", ms: took, startedAt }, this.now);
      const room = Math.min(this.demand, this.adaptive.limit(this.now));
      while (this.#inFlight.length < room) {
        const took = this.baseMs * Math.max(1, (this.#inFlight.length + 1) / this.capacity);
        this.#inFlight.push({ startedAt: this.now, ms: took, endsAt: this.now + took });
        this.adaptive.started(this.#inFlight.length);
      }
      limits.push(this.adaptive.limit(this.now));
    }
    return limits;
  }
}

const average = (numbers: readonly number[]) =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

test("it grows while calls are answered as fast as usual, up to the maximum", () => {
  const upstream = new Saturated(SPEC, 10_000, 100);
  assert.equal(upstream.adaptive.limit(0), 20);
  upstream.run(60_000);
  assert.equal(upstream.adaptive.limit(upstream.now), 200);
  assert.equal(upstream.told.at(-1), 200);
});

test("it settles where the upstream begins to queue", () => {
  const upstream = new Saturated(SPEC, 50, 100);
  upstream.run(60_000);
  const settled = average(upstream.run(60_000));
  assert.ok(settled > 45 && settled < 100, `${settled}`);
});

test("it falls when a queue builds up, and recovers when the upstream does", () => {
  const upstream = new Saturated(SPEC, 100, 100);
  upstream.run(60_000);
  const before = average(upstream.run(10_000));
  upstream.capacity = 10;
  upstream.run(30_000);
  const during = average(upstream.run(10_000));
  assert.ok(during < before / 3, `${before} -> ${during}`);
  upstream.capacity = 100;
  upstream.run(60_000);
  const after = average(upstream.run(10_000));
  assert.ok(after > before * 0.7, `${before} -> ${after}`);
});

test("an hour of queueing does not come to pass for the usual", () => {
  const upstream = new Saturated(SPEC, 50, 100);
  upstream.run(3_600_000);
  const settled = average(upstream.run(600_000));
  assert.ok(settled > 40 && settled < 100, `${settled}`);
});

test("a provider that has become slower for good is got used to", () => {
  const upstream = new Saturated(SPEC, 10_000, 100);
  upstream.run(60_000);
  upstream.baseMs = 500;
  const limits = upstream.run(120_000);
  assert.equal(Math.min(...limits), SPEC.minimum);
  upstream.run(120_000);
  assert.ok(upstream.adaptive.limit(upstream.now) > 50);
});

test("while less than half of it is used nothing is learnt: no queue is ours, and nobody needs more", () => {
  const upstream = new Saturated(SPEC, 10_000, 100);
  upstream.demand = 8;
  upstream.run(10_000);
  upstream.baseMs = 1_000;
  upstream.run(60_000);
  assert.equal(upstream.adaptive.limit(upstream.now), 20);
});

test("streams and whole replies have a usual time each", () => {
  const adaptive = new AdaptiveLimit(SPEC, () => {});
  let now = 0;
  for (let round = 0; round < 20; round++) {
    adaptive.started(adaptive.limit(now));
    for (let call = 0; call < 100; call++) {
      adaptive.firstFrame({ form: "stream", ms: 100, startedAt: now }, now);
      adaptive.firstFrame({ form: "whole", ms: 5_000, startedAt: now }, now);
    }
    now += 1_000;
  }
  assert.ok(adaptive.limit(now) > 50);
});

test("a timeout takes some away, many at once no more than one", () => {
  const adaptive = new AdaptiveLimit(SPEC, () => {});
  for (let call = 0; call < 20; call++) adaptive.dropped(100, 5_000);
  assert.equal(adaptive.limit(5_000), 16);
  // Begun before the change, ended after it.
  adaptive.dropped(4_999, 6_000);
  assert.equal(adaptive.limit(6_000), 16);
  adaptive.dropped(5_500, 6_000);
  assert.equal(adaptive.limit(6_000), 12);
});

test("whatever happens, it stays within its bounds", () => {
  const happening = fc.record({
    after: fc.integer({ min: 0, max: 100_000 }),
    ms: fc.constantFrom(0, 0.01, 5, 100, 5_000, 1e9),
    form: fc.constantFrom("stream" as const, "whole" as const),
    age: fc.integer({ min: 0, max: 200_000 }),
    inFlight: fc.integer({ min: 1, max: 2_000 }),
    times: fc.integer({ min: 1, max: 120 }),
    drop: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 500 }),
      fc.constantFrom(1, 1.5, 10),
      fc.array(happening, { maxLength: 100 }),
      (minimum, more, tolerance, happenings) => {
        const maximum = minimum + more;
        const inBounds = (limit: number) => {
          assert.ok(Number.isInteger(limit) && limit >= minimum && limit <= maximum, `${limit}`);
        };
        const adaptive = new AdaptiveLimit({ minimum, maximum, tolerance }, inBounds);
        let now = 0;
        for (const { after, ms, form, age, inFlight, times, drop } of happenings) {
          now += after;
          adaptive.started(inFlight);
          for (let time = 0; time < times; time++) {
            if (drop) adaptive.dropped(now - age, now);
            else adaptive.firstFrame({ form, ms, startedAt: now - age }, now);
          }
          inBounds(adaptive.limit(now));
        }
      },
    ),
  );
});
