import assert from "node:assert/strict";
import { test } from "node:test";
import { readPurgeRequest, tagFault } from "../../../../config/schema/purge.ts";

test("a purge names tags, each once, or everything, and how long to wait", () => {
  assert.deepEqual(readPurgeRequest({ tags: ["catalogue", "prompt:greeting@3", "catalogue"] }), {
    tags: ["catalogue", "prompt:greeting@3"],
    waitMs: undefined,
  });
  assert.deepEqual(readPurgeRequest({ all: true, wait: "500ms" }), { tags: ["*"], waitMs: 500 });
  assert.deepEqual(readPurgeRequest({ tags: ["a"], wait: "30s" }), { tags: ["a"], waitMs: 30_000 });
});

test("tags that the product gives may be as their names are", () => {
  for (const tag of ["route:chat", "model:my model (v2)", "upstream:openai", "prompt:é@1"])
    assert.equal(tagFault(tag), undefined, tag);
  for (const tag of ["", "my model", "*", "model:\u200d", "model:a\nb", "model:a,b", "é", "a".repeat(129)])
    assert.match(tagFault(tag) ?? "", /is no tag/, JSON.stringify(tag));
});

for (const [what, document, says] of [
  ["nothing", undefined, /Send {"tags"/],
  ["a list", ["catalogue"], /Send {"tags"/],
  ["an empty map", {}, /Send {"tags"/],
  ["a misspelt field", { tag: ["a"] }, /no field "tag"; did you mean "tags"/],
  ["a field that is none", { everything: true }, /there are tags, all, wait/],
  ["no tags", { tags: [] }, /^tags: expected a list of 1 to 1000/],
  ["too many tags", { tags: Array.from({ length: 1_001 }, (_, index) => `t${index}`) }, /1 to 1000/],
  ["one tag as a text", { tags: "a" }, /^tags: expected a list/],
  ["a tag that is no text", { tags: ["a", 1] }, /^tags\[1\]: expected a text/],
  ["a tag with a space", { tags: ["a", "b c"] }, /^tags\[1\]: "b c" is no tag/],
  ["everything as a tag", { tags: ["*"] }, /^tags\[0\]: .*send {"all": true}/],
  ["all and tags", { all: true, tags: ["a"] }, /not both/],
  ["not all", { all: false }, /^all: expected true/],
  ["a number to wait", { all: true, wait: 500 }, /^wait: expected a duration/],
  ["too long to wait", { all: true, wait: "31s" }, /30 s at most/],
] as const) {
  test(`a purge with ${what} is refused in words`, () => {
    const read = readPurgeRequest(document);
    assert.ok(typeof read === "string");
    assert.match(read, says);
  });
}
