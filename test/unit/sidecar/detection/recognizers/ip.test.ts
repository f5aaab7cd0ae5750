import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { recognizer as ip } from "../../../../../sidecar/detection/recognizers/ip.ts";
import {
  assertFoundEverywhere,
  assertMarked,
  assertNotFound,
  findings,
} from "../../../../support/findings.ts";

test("addresses of both versions are found, loopback and unspecified ones, too", () => {
  for (const address of [
    "10.0.0.1",
    "127.0.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "2001:db8::1",
    "::1",
    "fe80::",
    "::ffff:192.0.2.1",
    "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
    "2001:DB8:0:0:8:800:200C:417A",
  ]) {
    assertFoundEverywhere(ip, address);
  }
});

test("ports, prefix lengths, zones and brackets stay", () => {
  assert.deepEqual(findings(ip, "http://10.0.0.1:8080/x 10.0.0.0/24"), ["10.0.0.1", "10.0.0.0"]);
  assert.deepEqual(findings(ip, "http://[2001:db8::1]:443/ fe80::1%eth0 2001:db8::/32"), [
    "2001:db8::1",
    "fe80::1",
    "2001:db8::",
  ]);
  assert.deepEqual(findings(ip, "ip:2001:db8::1: connection refused"), ["2001:db8::1"]);
});

test("versions of four parts are no addresses", () => {
  assertNotFound(ip, [
    "1.2.3.4.5",
    "v1.2.3.4",
    "version 1.2.3.4",
    '"version": "1.2.3.4"',
    "Chrome/120.0.0.0 Safari/537.36",
    "1.2.3.4-beta",
    "1.3.6.1.4.1",
  ]);
});

test("four small numbers are an address where something says so", () => {
  assertMarked(ip, [
    "ping «8.8.4.4»",
    "http://«4.2.2.1»/",
    "«4.2.2.1»:53",
    "«4.2.2.0»/24",
    "host «1.2.3.4»",
    "resolver «1.1.1.1»",
  ]);
  assertNotFound(ip, [
    "4.2.1.3",
    "see 1.2.3.4",
    "section 4.2.1.3",
    "§ 4.2.1.3",
    "chapter 12.3.4.5",
    "4.2.1.3 Scope",
    "Kapitel 3.1.2.4",
  ]);
});

test("octets are strict", () => {
  assertNotFound(ip, [
    "256.1.1.1",
    "1.1.1.256",
    "01.2.3.4",
    "1.2.3",
    "1.2.3.4444",
    "1..2.3.4",
    "a1.2.3.4",
    "1.2.3.4b",
  ]);
});

test("times, hardware addresses, scopes and slices are no addresses", () => {
  assertNotFound(ip, [
    "12:30:45",
    "00:14:22:01:23:45",
    "std::vector",
    "a::b",
    "Dead::Beef",
    "u8::max",
    "f32::EPSILON",
    "a::before",
    "'1'::int",
    "1::int",
    "items[::2]",
    "x[1::2]",
    "::",
    ":::",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "12345::1",
    "2001:db8::1::2",
    "g::1",
  ]);
});

test("every address of either version is found as it is written", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.ipV4(),
        fc.ipV6().filter((address) => /\d/.test(address) && address !== "::"),
      ),
      (address) => {
        assert.deepEqual(findings(ip, `from ${address}, later`), [address]);
      },
    ),
  );
});
