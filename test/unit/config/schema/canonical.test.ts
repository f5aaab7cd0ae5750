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

test("members that an object has in a place of their own are written in theirs", () => {
  const value = JSON.parse('{"b":1,"10":2,"9":3,"a":{"__proto__":{"z":1,"2":2},"A":[{"1":{},"":0}]}}');
  assert.equal(
    canonicalJson(value),
    '{"10":2,"9":3,"a":{"A":[{"":0,"1":{}}],"__proto__":{"2":2,"z":1}},"b":1}',
  );
});

test("a member without a value is left out, an item without one is null", () => {
  assert.equal(canonicalJson({ b: undefined, a: [undefined, { c: undefined }] }), '{"a":[null,{}]}');
  assert.equal(canonicalJson({ "1": undefined, a: undefined }), "{}");
  assert.equal(canonicalJson(undefined), "null");
});

test("numbers, texts and literals are as in the sample of RFC 8785 section 3.2.2", () => {
  const sample =
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
    '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
  assert.equal(
    canonicalJson(JSON.parse(sample)),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

/** Bits of a double, and how it is written. */
const NUMBERS = {
  "0000000000000000": "0",
  "8000000000000000": "0",
  "0000000000000001": "5e-324",
  "8000000000000001": "-5e-324",
  "7fefffffffffffff": "1.7976931348623157e+308",
  ffefffffffffffff: "-1.7976931348623157e+308",
  "4340000000000000": "9007199254740992",
  c340000000000000: "-9007199254740992",
  "4430000000000000": "295147905179352830000",
  "44b52d02c7e14af5": "9.999999999999997e+22",
  "44b52d02c7e14af6": "1e+23",
  "44b52d02c7e14af7": "1.0000000000000001e+23",
  "444b1ae4d6e2ef4e": "999999999999999700000",
  "444b1ae4d6e2ef4f": "999999999999999900000",
  "444b1ae4d6e2ef50": "1e+21",
  "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
  "3eb0c6f7a0b5ed8d": "0.000001",
  "41b3de4355555553": "333333333.3333332",
  "41b3de4355555554": "333333333.33333325",
  "41b3de4355555555": "333333333.3333333",
  "41b3de4355555556": "333333333.3333334",
  "41b3de4355555557": "333333333.33333343",
  becbf647612f3696: "-0.0000033333333333333333",
  "43143ff3c1cb0959": "1424953923781206.2",
};
test("numbers are written as in the table of RFC 8785 appendix B", () => {
  for (const [bits, text] of Object.entries(NUMBERS)) {
    const value = Buffer.from(bits, "hex").readDoubleBE();
    assert.equal(canonicalJson(value), text, bits);
  }
});

test("what JSON cannot say is left out of objects and null in lists", () => {
  assert.equal(canonicalJson({ b: undefined, a: [undefined, -0, 1e21] }), '{"a":[null,0,1e+21]}');
  assert.equal(canonicalJson(undefined), "null");
});

test("the hash is sha256 in lower-case hex", () => {
  assert.equal(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
