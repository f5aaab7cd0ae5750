import assert from "node:assert/strict";
import { test } from "node:test";
import { retryAfterMs } from "../../../../sidecar/upstream/retry-after.ts";

const NOW = Date.UTC(2026, 0, 1);

for (const [name, headers, expected] of [
  ["whole seconds", { "retry-after": "7" }, 7_000],
  ["fractions of a second", { "retry-after": " 0.25 " }, 250],
  ["zero", { "retry-after": "0" }, 0],
  ["an HTTP date", { "retry-after": "Thu, 01 Jan 2026 00:01:00 GMT" }, 60_000],
  ["an obsolete HTTP date", { "retry-after": "Thursday, 01-Jan-26 00:01:00 GMT" }, 60_000],
  ["a date that has passed", { "retry-after": "Wed, 31 Dec 2025 23:59:00 GMT" }, 0],
  ["milliseconds", { "retry-after-ms": "1500" }, 1_500],
  ["milliseconds before seconds", { "retry-after-ms": "1500", "retry-after": "9" }, 1_500],
  ["seconds where the milliseconds make no sense", { "retry-after-ms": "soon", "retry-after": "9" }, 9_000],
  ["no more than a day", { "retry-after": "99999999999999999999" }, 86_400_000],
  ["nothing", {}, undefined],
  ["an empty value", { "retry-after": "" }, undefined],
  ["a negative number", { "retry-after": "-1" }, undefined],
  ["words", { "retry-after": "in a while" }, undefined],
  ["not a number", { "retry-after": "NaN" }, undefined],
] as const) {
  test(`retry-after understands ${name}`, () => {
    assert.equal(retryAfterMs(headers, NOW), expected);
  });
}
