import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CacheDirectives, parseCacheControl } from "../../../../../sidecar/filters/cache/directives.ts";

const none = parseCacheControl(undefined);

const cases: readonly (readonly [header: string, expected: Partial<CacheDirectives>])[] = [
  ["no-cache", { noCache: true }],
  ["No-Store", { noStore: true }],
  ["max-age=0", { maxAgeMs: 0 }],
  ["max-age=60, only-if-cached", { maxAgeMs: 60_000, onlyIfCached: true }],
  ['max-age="60"', { maxAgeMs: 60_000 }],
  ["max-age=60, max-age=5", { maxAgeMs: 5_000 }],
  [",, no-cache ,", { noCache: true }],
  ['extension="a, no-store, \\" b", no-cache', { noCache: true }],
  // Malformed or unknown: ignored.
  ["", {}],
  ["max-age", {}],
  ["max-age=", {}],
  ["max-age=-1", {}],
  ["max-age=1.5", {}],
  ["max-age=abc", {}],
  ["no cache", {}],
  ["no-cache;no-store", {}],
  ["max-stale=5, min-fresh=1, no-transform", {}],
  ['extension="no-store', {}],
];

for (const [header, expected] of cases) {
  test(`cache-control: ${header === "" ? "(empty)" : header}`, () => {
    assert.deepEqual(parseCacheControl(header), { ...none, ...expected });
  });
}

test("an age beyond all bounds is as good as none, and stays a number", () => {
  assert.equal(parseCacheControl(`max-age=${"9".repeat(400)}`).maxAgeMs, 2 ** 31 * 1_000);
});

test("no header throws or takes long", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary-ascii", maxLength: 2_000 }),
      (header) => void parseCacheControl(header),
    ),
  );
  const before = performance.now();
  for (const evil of ['"'.repeat(30_000), ",".repeat(30_000), `"${"\\".repeat(30_000)}`, 'a"'.repeat(15_000)])
    parseCacheControl(evil);
  assert.ok(performance.now() - before < 1_000);
});
