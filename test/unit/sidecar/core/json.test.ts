import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonicalJson } from "../../../../config/schema/canonical.ts";
import { hasDuplicateKey, isJsonObject, isRawNumber, parseJson } from "../../../../sidecar/core/json.ts";
import { payloadFromBytes } from "../../../../sidecar/core/payload.ts";

test("a number that a double cannot hold comes out as it went in", () => {
  for (const number of [
    "1234567890123456789",
    "-9007199254740993",
    "0.12345678901234567890",
    "12345678.1234567890123",
    "1e400",
  ]) {
    const text = `{"id":${number}}`;
    assert.equal(JSON.stringify(parseJson(text)), text);
  }
  const parsed = parseJson('{"id":1234567890123456789}');
  assert.ok(isJsonObject(parsed) && isRawNumber(parsed.id) && !isJsonObject(parsed.id));
});

test("two long numbers that a double takes for one have two canonical forms", () => {
  const one = canonicalJson(parseJson('{"seed":9007199254740992}'));
  const other = canonicalJson(parseJson('{"seed":9007199254740993}'));
  assert.notEqual(one, other);
});

test("any JSON is parsed as JSON.parse does it, and has no key twice once it was written out", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      assert.deepEqual(JSON.parse(JSON.stringify(parseJson(text))), JSON.parse(text));
      assert.equal(hasDuplicateKey(JSON.stringify(JSON.parse(text)), parseJson(text)), false);
    }),
  );
});

test("a key that stands twice is found wherever it stands and however it is spelt", () => {
  for (const text of [
    '{"a":1,"a":2}',
    '{"x":{"a":1,"b":[{"c":1,"c":2}]}}',
    '[{"a":"}","a":1}]',
    '{"a":1,"\\u0061":2}',
    '{"a\\"":1,"a\\"":2}',
    '{ "a" : {} ,\n "a" : [] }',
    '{"messages":[{"role":"user","content":"x","content":"y"}]}',
  ]) {
    assert.doesNotThrow(() => JSON.parse(text), text);
    assert.equal(hasDuplicateKey(text, parseJson(text)), true, text);
  }
});

test("equal keys in different objects, and keys among values, are none", () => {
  for (const text of [
    '{"a":{"a":1},"b":{"a":"a"}}',
    '[{"a":1},{"a":1}]',
    '{"a":"a","b":["a","a"]}',
    '{"a\\\\":1,"a":2}',
    '{"__proto__":1,"a":"\\"a\\":"}',
  ]) {
    assert.equal(hasDuplicateKey(text, parseJson(text)), false, text);
  }
});

test("a body with a key twice is refused: a checker and a provider could read it differently", () => {
  const body = Buffer.from(
    '{"model":"m","messages":[{"role":"user","content":"ada@example.com"}],"messages":[]}',
  );
  assert.throws(() => payloadFromBytes(body, (document) => document).document(), { kind: "invalid-request" });
});
