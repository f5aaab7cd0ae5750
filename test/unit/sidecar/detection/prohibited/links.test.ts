import assert from "node:assert/strict";
import { test } from "node:test";
import { createHostList, hasUnlistedLink } from "../../../../../sidecar/detection/prohibited/links.ts";
import { whole } from "../../../../../sidecar/detection/prohibited/piece.ts";

const allowed = createHostList(["example.com", "*.Example.org", "bücher.example"]);
const isUnlisted = (text: string) => hasUnlistedLink(whole(text), allowed);

test("links to hosts that are not listed are found however they are written", () => {
  for (const text of [
    "https://evil.test/x",
    "HTTPS://EVIL.TEST",
    "see http://evil.test:8080/x.",
    "(https://evil.test)",
    "[click](https://evil.test/x)",
    "![](https://evil.test/p.png?d=abc)",
    '<img src="//evil.test/p.png">',
    "[x](//evil.test/y)",
    "https://example.com@evil.test/",
    "https://example.com:secret@evil.test/",
    "https://example.com\\@evil.test",
    "https:\\\\evil.test\\x",
    "https:/evil.test",
    "https:evil.test/x",
    "https://example.com.evil.test/",
    "https://notexample.com",
    "https://evil.test#example.com",
    "https://xn--bcher-kva.test/",
    "https://büchér.example/",
    "https://203.0.113.7/x",
    "http://[2001:db8::1]/x",
    "http://3405803783/",
    "http://localhost:3000",
    "www.evil.test",
    "go to evil.co.uk/path now",
    "evil.com?d=secret",
    "ftp://evil.test/file",
    "ｈｔｔｐｓ：／／ｅｖｉｌ．ｔｅｓｔ",
    "https://ev\u200bil.test/",
    `https://${"a".repeat(400)}@evil.test`,
    "https://%65vil.test/",
  ])
    assert.ok(isUnlisted(text), text);
});

test("links to listed hosts pass", () => {
  for (const text of [
    "https://example.com",
    "https://example.com/a//b.c/d?e=https%3A%2F%2Fevil",
    "HTTPS://EXAMPLE.COM:8443/x",
    "https://example.com.",
    "**https://example.com**",
    "https://user@example.com/",
    "https://docs.example.org/a",
    "https://a.b.example.org",
    "https://xn--bcher-kva.example/",
    "https://bücher.example/",
    "www.example.org/x",
    "example.com/path",
    "[x](https://example.com/a) and ![y](//example.com/b.png)",
  ])
    assert.equal(isUnlisted(text), false, text);
});

test("a wildcard is all below a host, and not the host itself", () => {
  assert.ok(isUnlisted("https://example.org/"));
  assert.ok(isUnlisted("https://evilexample.org/"));
  assert.equal(hasUnlistedLink(whole("https://any.test"), createHostList(["*"])), false);
});

test("what only looks like a link is none", () => {
  for (const text of [
    "src/app.ts and/or lib/index.js",
    "3/4 of 1.5/2.0 is e.g./i.e.",
    "// a comment, // another",
    "const a = b / c; // evil.test is not called",
    "C:\\Users\\me\\file.txt",
    "a:b, c::d, std::vector, key: value",
    "node.js/express, README.txt/",
    "ann@evil.test writes",
    "file:///etc/hosts",
    "mailto:ann@example.net",
    "Version 1.2.3, 10:30, ratio 16:9",
    "evil.test",
    "https://",
    "say http: or https: first",
  ])
    assert.equal(isUnlisted(text), false, text);
});

test("a host that is still being written is not decided yet", () => {
  const open = (text: string) => hasUnlistedLink({ text, continues: false, isOpen: true }, allowed);
  assert.equal(open("https://exam"), false);
  assert.equal(open("https://example.co"), false);
  assert.equal(open("www.evil"), false);
  assert.ok(open("https://exam/"));
  assert.ok(open(`https://${"a".repeat(301)}`));
});
