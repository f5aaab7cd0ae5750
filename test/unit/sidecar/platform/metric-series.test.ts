import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Counter, Histogram, Registry } from "prom-client";
import { CounterSeries, GaugeValue, HistogramSeries } from "../../../../sidecar/platform/metric-series.ts";

const BUCKETS = [0.1, 1, 5];
const label = fc.constantFrom("a", "b", 'with "quotes"', "");
const about = { name: "m", help: "A metric." };

test("counters tell what prom-client's own would, however often they are asked", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.record({ does: fc.constant("add" as const), value: fc.nat(9), x: label, y: label }),
          fc.record({
            does: fc.constantFrom("remove" as const, "ask" as const),
            value: fc.nat(0),
            x: label,
            y: label,
          }),
        ),
        { maxLength: 30 },
      ),
      async (steps) => {
        const [ours, theirs] = [new Registry(), new Registry()];
        const series = new CounterSeries({ ...about, labels: ["x", "y"], registry: ours });
        const counter = new Counter({ ...about, labelNames: ["x", "y"], registers: [theirs] });
        const known = new Set<string>();
        for (const { does, value, x, y } of steps) {
          if (does === "add") {
            series.add(value, x, y);
            counter.labels(x, y).inc(value);
            known.add(JSON.stringify([x, y]));
          } else if (does === "remove") {
            series.remove(x);
            for (const each of known) {
              const own: [string, string] = JSON.parse(each);
              if (own[0] !== x) continue;
              counter.remove(...own);
              known.delete(each);
            }
          } else await ours.metrics();
        }
        assert.deepEqual(lines(await ours.metrics()), lines(await theirs.metrics()));
      },
    ),
    { numRuns: 60 },
  );
});

test("histograms tell what prom-client's own would", async () => {
  const value = fc.oneof(fc.constantFrom(0, ...BUCKETS), fc.double({ min: 0, max: 20, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(value, label), { maxLength: 30 }), async (observed) => {
      const [ours, theirs] = [new Registry(), new Registry()];
      const series = new HistogramSeries({ ...about, labels: ["x"], buckets: BUCKETS, registry: ours });
      const histogram = new Histogram({ ...about, labelNames: ["x"], buckets: BUCKETS, registers: [theirs] });
      for (const [each, x] of observed) {
        series.count(each, x);
        histogram.labels(x).observe(each);
      }
      assert.deepEqual(lines(await ours.metrics()), lines(await theirs.metrics()));
      assert.deepEqual(
        (await ours.getMetricsAsJSON()).map(({ name, type }) => [name, type]),
        (await theirs.getMetricsAsJSON()).map(({ name, type }) => [name, type]),
      );
    }),
    { numRuns: 60 },
  );
});

test("what has no labels is there before it is counted, as with prom-client", async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  new CounterSeries({ ...about, name: "c", labels: [], registry: ours });
  new HistogramSeries({ ...about, name: "h", labels: [], buckets: BUCKETS, registry: ours });
  new Counter({ ...about, name: "c", registers: [theirs] });
  new Histogram({ ...about, name: "h", buckets: BUCKETS, registers: [theirs] });
  assert.deepEqual(lines(await ours.metrics()), lines(await theirs.metrics()));
});

test("what is no amount is counted by nobody, and spoils no scrape", async () => {
  const registry = new Registry();
  const counter = new CounterSeries({ ...about, name: "c", labels: ["x"], registry });
  const histogram = new HistogramSeries({ ...about, name: "h", labels: ["x"], buckets: BUCKETS, registry });
  const one = () => {
    counter.add(1, "a");
    histogram.count(1, "a");
  };
  one();
  for (const odd of [-1, Number.POSITIVE_INFINITY, Number.NaN]) {
    counter.add(odd, "a");
    if (odd !== -1) histogram.count(odd, "a");
  }
  one();
  const text = await registry.metrics();
  assert.match(text, /^c\{x="a"\} 2$/m);
  assert.match(text, /^h_sum\{x="a"\} 2$/m);
  counter.add(Number.MAX_VALUE, "b");
  counter.add(Number.MAX_VALUE, "b");
  await registry.metrics();
  counter.add(3, "b");
  assert.match(await registry.metrics(), /^c\{x="b"\} 3$/m);
});

test("a counter without labels counts on after it was removed", async () => {
  const registry = new Registry();
  const counter = new CounterSeries({ ...about, name: "c", labels: [], registry });
  counter.add(1);
  counter.remove();
  counter.add(5);
  assert.match(await registry.metrics(), /^c 5$/m);
});

test("a gauge tells what it is now", async () => {
  const registry = new Registry();
  const gauge = new GaugeValue({ ...about, registry });
  gauge.value = 3;
  assert.match(await registry.metrics(), /^m 3$/m);
  gauge.value--;
  assert.match(await registry.metrics(), /^m 2$/m);
});

/** Series come in whatever order. */
const lines = (text: string): readonly string[] => text.split("\n").sort();
