import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { rewriteJsonSource } from "../../../../sidecar/dialects/json-source.ts";

test("strings and numbers are visited, keys and words are not", () => {
  const seen: string[] = [];
  const source = '{"k": "v", "n": [1, -2.5e3, true, null], "k2" : {"e": ""}, "esc\\"": "a\\"\\u0041"}';
  const same = rewriteJsonSource(source, (text) => {
    seen.push(text);
    return text;
  });
  assert.equal(same, source);
  assert.deepEqual(seen, ["v", "1", "-2.5e3", 'a"A']);
});

test("all but the changed value keeps its spelling", () => {
  const source = '{ "id": 12345678901234567890,\n "mail": "a@b.c", "x": 1.0 }';
  const rewritten = rewriteJsonSource(source, (text) => (text === "a@b.c" ? 'M"1' : text));
  assert.equal(rewritten, '{ "id": 12345678901234567890,\n "mail": "M\\"1", "x": 1.0 }');
});

test("a number that is changed becomes a string", () => {
  assert.equal(
    rewriteJsonSource('{"phone":4915112345}', () => "<PHONE_1>"),
    '{"phone":"<PHONE_1>"}',
  );
});

test("what is not JSON is one text", () => {
  assert.equal(
    rewriteJsonSource('{"a": "b', (text) => text.toUpperCase()),
    '{"A": "B',
  );
  assert.equal(
    rewriteJsonSource("", () => "never"),
    "",
  );
});

test("rewriting every string is the same as rewriting the parsed value", () => {
  const upper = (value: unknown): unknown => {
    if (typeof value === "string") return value.toUpperCase();
    if (Array.isArray(value)) return value.map(upper);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, upper(member)]));
  };
  fc.assert(
    fc.property(fc.json(), (source) => {
      const rewritten = rewriteJsonSource(source, (text) =>
        Number.isNaN(Number(text)) ? text.toUpperCase() : text,
      );
      assert.deepEqual(JSON.parse(rewritten), upper(JSON.parse(source)));
    }),
  );
});
