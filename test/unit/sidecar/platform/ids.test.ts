import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { uuidv7 } from "../../../../sidecar/platform/ids.ts";
import { systemRandom } from "../../../../sidecar/platform/random.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeRandom } from "../../../support/fake-random.ts";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** Unix ms that fit into its 48 bits. */
const instant = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test("an id is a UUID of version 7 and variant 10, and holds its time", () => {
  fc.assert(
    fc.property(instant, fc.integer(), (ms, seed) => {
      const id = uuidv7(new FakeClock(ms), new FakeRandom(seed));
      assert.match(id, UUID_V7);
      assert.equal(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16), ms);
    }),
  );
});

test("ids of different milliseconds sort by time, whatever the randomness", () => {
  fc.assert(
    fc.property(instant, instant, fc.integer(), (one, other, seed) => {
      fc.pre(one !== other);
      const random = new FakeRandom(seed);
      const early = uuidv7(new FakeClock(Math.min(one, other)), random);
      const late = uuidv7(new FakeClock(Math.max(one, other)), random);
      assert.ok(early < late, `${early} < ${late}`);
    }),
  );
});

test("the example of RFC 9562, appendix A.6", () => {
  const bytes = Uint8Array.from([
    0, 0, 0, 0, 0, 0, 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f,
  ]);
  const random = { next: () => 0, fill: (target: Uint8Array) => target.set(bytes) };
  assert.equal(uuidv7(new FakeClock(0x017f22e279b0), random), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

test("ids of one millisecond differ", () => {
  const clock = new FakeClock();
  const ids = new Set(Array.from({ length: 1_000 }, () => uuidv7(clock, systemRandom)));
  assert.equal(ids.size, 1_000);
});
