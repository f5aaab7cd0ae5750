import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkedPath } from "../../../../../sidecar/dialects/passthrough/path.ts";

test("an ordinary path passes as it is, query and all", () => {
  for (const path of [
    "/",
    "/v1/files",
    "/v1/files/",
    "/v1/files/file-1/content?a=../..&b=%2F%2e%2e&c=//",
    "/a.b/..c/.../%41%20%C3%A4",
    "/v1/models/ft:gpt-4o;x=1,2",
    "/100%25",
  ]) {
    assert.equal(checkedPath(path), path);
  }
});

test("a path that may lead elsewhere than it seems to is refused", () => {
  for (const path of [
    "",
    "v1/files",
    "http://elsewhere/v1/files",
    "//elsewhere/v1",
    "/a//b",
    "/a/../b",
    "/a/..",
    "/a/.",
    "/a/%2e%2E/b",
    "/a/.%2e/b",
    "/a/..;x/b",
    "/a/..%3Bx/b",
    "/a%2fb",
    "/a%5Cb",
    "/a\\b",
    "/a%00",
    "/a%0d%0aX: y",
    "/a b",
    "/a\tb",
    "/a#b",
    "/a?b#c",
    "/a%",
    "/a%4",
    "/a%zz",
    "/a%aa",
    "/a/%252e%252e/b",
    "/ch%2563at",
  ]) {
    assert.throws(() => checkedPath(path), { kind: "invalid-request" }, path);
  }
});

test("whatever passes stays beneath its prefix, as URL parsers, decoders and path joiners see it", () => {
  const pieces = ["..", ".", "/", "%2e", "%2f", "%5c", ";", "a", "\\", "%", "25", "?", "//", "%3b", "\t"];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 10 }), (tail) => {
      const path = `/prefix/${tail.join("")}`;
      let checked: string;
      try {
        checked = checkedPath(path);
      } catch {
        return;
      }
      assert.match(new URL(checked, "http://x").pathname, /^\/prefix\//);
      const decoded = decodeURIComponent(checked.split("?", 1)[0] ?? "").replaceAll(/;[^/]*/g, "");
      assert.match(new URL(decoded, "http://x").pathname, /^\/prefix\//);
    }),
    { numRuns: 2_000 },
  );
});
