import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { webPageRefusal } from "../../../../sidecar/edge/local-callers.ts";

const LOCAL_HOSTS = [
  "localhost",
  "localhost:8400",
  "LocalHost:8400",
  "127.0.0.1",
  "127.0.0.1:8400",
  "127.1.2.3:8400",
  "[::1]",
  "[::1]:8400",
  // No page can have an address for its name unless it was loaded from there.
  "10.0.0.7:8400",
  "[fe80::1]:8400",
];

for (const host of LOCAL_HOSTS) {
  test(`a program that calls ${host} is served`, () => {
    assert.equal(webPageRefusal({ host }), undefined);
  });
}

test("a program that names no host is served", () => {
  assert.equal(webPageRefusal({}), undefined);
});

for (const host of [
  "evil.example",
  "evil.example:8400",
  "localhost.evil.example",
  "127.0.0.1.evil.example:8400",
  "[::1].evil.example",
  "::1",
  "[evil.example]",
  "evil.example#127.0.0.1",
  "127.0.0.1@evil.example",
  "localhost:8400:evil",
  "",
]) {
  test(`a name that resolves to this machine is refused: "${host}"`, () => {
    const error = webPageRefusal({ host });
    assert.equal(error?.kind, "permission-denied");
    assert.match(error.message, /127\.0\.0\.1/);
  });
}

for (const origin of [
  "http://localhost:3000",
  "http://127.0.0.1:8400",
  "https://[::1]",
  "http://localhost",
]) {
  test(`a page from this machine is served: ${origin}`, () => {
    assert.equal(webPageRefusal({ host: "127.0.0.1:8400", origin }), undefined);
  });
}

for (const origin of [
  "https://evil.example",
  "https://localhost.evil.example",
  "http://127.0.0.1.evil.example",
  "http://10.0.0.7",
  "null",
  "",
  "file://",
  "chrome-extension://abcdef",
  "http://localhost, http://evil.example",
]) {
  test(`a page from elsewhere is refused: "${origin}"`, () => {
    assert.equal(webPageRefusal({ host: "127.0.0.1:8400", origin })?.kind, "permission-denied");
  });
}

test("what a page sent is not repeated in the answer, and nothing that it sends makes the check fail", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (host, origin) => {
      const error = webPageRefusal({
        host: `${host}.evil-7f3a.example`,
        origin: `http://${origin}.evil-7f3a.example`,
      });
      assert.ok(error !== undefined);
      assert.doesNotMatch(error.message, /7f3a/);
    }),
  );
});
