import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonicalJson, sha256 } from "../../../../config/schema/canonical.ts";

/** The same value with the keys of every object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
}

test("canonical JSON does not depend on the order of keys", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) =>
      assert.equal(canonicalJson(shuffled(value)), canonicalJson(value)),
    ),
  );
});

test("canonical JSON is idempotent and says the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      assert.equal(canonicalJson(JSON.parse(text)), text);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("keys are in the order of their UTF-16 code units, as in RFC 8785 section 3.2.3", () => {
  const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
  assert.equal(
    canonicalJson(value),
    '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
  );
});

test("what JSON cannot say is left out of objects and null in lists", () => {
  assert.equal(canonicalJson({ b: undefined, a: [undefined, -0, 1e21] }), '{"a":[null,0,1e+21]}');
  assert.equal(canonicalJson(undefined), "null");
});

test("the hash is sha256 in lower-case hex", () => {
  assert.equal(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
