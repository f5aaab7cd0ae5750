import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { looksLikeJson, rewriteJsonSource } from "../../../../sidecar/dialects/json-source.ts";

test("strings, keys among them, and numbers are visited; words are not", () => {
  const seen: string[] = [];
  const source = '{"k": "v", "n": [1, -2.5e3, true, null], "k2" : {"e": ""}, "esc\\"": "a\\"\\u0041"}';
  const same = rewriteJsonSource(source, (text) => {
    seen.push(text);
    return text;
  });
  assert.equal(same, source);
  assert.deepEqual(seen, ["k", "v", "n", "1", "-2.5e3", "k2", "e", 'esc"', 'a"A']);
});

test("all but the changed value keeps its spelling", () => {
  const source = '{ "id": 12345678901234567890,\n "mail": "a@b.c", "x": 1.0 }';
  const rewritten = rewriteJsonSource(source, (text) => (text === "a@b.c" ? 'M"1' : text));
  assert.equal(rewritten, '{ "id": 12345678901234567890,\n "mail": "M\\"1", "x": 1.0 }');
});

test("a number that is changed becomes a string", () => {
  assert.equal(
    rewriteJsonSource('{"phone":4915112345}', (text) => (text === "phone" ? text : "<PHONE_1>")),
    '{"phone":"<PHONE_1>"}',
  );
});

test("what is not JSON is none of its business", () => {
  for (const source of ['{"a": "b', "", "T-1"])
    assert.equal(
      rewriteJsonSource(source, () => "never"),
      undefined,
    );
});

test("rewriting every string is the same as rewriting the parsed value", () => {
  const marked = (value: unknown): unknown => {
    if (typeof value === "string") return mark(value);
    if (Array.isArray(value)) return value.map(marked);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [mark(key), marked(member)]));
  };
  const mark = (text: string) => (text === "" || isNumber(text) ? text : `<${text}>`);
  const isNumber = (text: string) => !Number.isNaN(Number(text));
  fc.assert(
    fc.property(fc.json(), (source) => {
      assert.deepEqual(JSON.parse(rewriteJsonSource(source, mark) ?? ""), marked(JSON.parse(source)));
    }),
  );
});

test("keys that come out the same are told apart, and none keeps what was replaced", () => {
  const hide = (text: string) => (text.includes("@") ? "[EMAIL]" : text);
  assert.equal(
    rewriteJsonSource('{"a@b.c": 1, "[EMAIL]_2": 2, "d@e.f": 3, "x": {"a@b.c": 4}, "[EMAIL]_3": 5}', hide),
    '{"[EMAIL]": 1, "[EMAIL]_2": 2, "[EMAIL]_4": 3, "x": {"[EMAIL]": 4}, "[EMAIL]_3": 5}',
  );
  assert.equal(
    rewriteJsonSource('{"a@b.c": 1, "[EMAIL]": 2}', hide),
    '{"[EMAIL]_2": 1, "[EMAIL]": 2}',
    "a later key that did not change keeps its name",
  );
});

test("a hundred thousand keys that come out the same take no longer than others", () => {
  const source = `{${Array.from({ length: 100_000 }, (_, index) => `"${index}@b.c":1`).join(",")}}`;
  const started = performance.now();
  const rewritten = rewriteJsonSource(source, (text) => (text === "1" ? text : "[EMAIL]"));
  assert.ok(performance.now() - started < 3_000);
  assert.equal(Object.keys(JSON.parse(rewritten ?? "")).length, 100_000);
});

test("what looks like JSON at its ends is told apart by them alone", () => {
  for (const text of ['{"a":1}', " [1]\n", '"a\\u0040"', "{}"]) assert.equal(looksLikeJson(text), true, text);
  for (const text of ["", " ", "Hello {you}", "[1] see", "{", '"quoted"', "12"])
    assert.equal(looksLikeJson(text), false, text);
});
