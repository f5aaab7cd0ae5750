import assert from "node:assert/strict";
import { test } from "node:test";
import { systemRandom } from "../../../../sidecar/platform/random.ts";

test("random bytes fill what they are asked for, whatever its length, and are never the same twice", () => {
  const drawn = new Set<string>();
  for (const length of [16, 4_096, 16, 10_000, 32]) {
    const bytes = new Uint8Array(length);
    systemRandom.fill(bytes);
    for (let at = 0; at < length; at += 16)
      drawn.add(Buffer.from(bytes.subarray(at, at + 16)).toString("hex"));
  }
  assert.equal(drawn.size, (16 + 4_096 + 16 + 10_000 + 32) / 16);
});
