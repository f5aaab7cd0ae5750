import { test } from "node:test";
import { recognizer as mac } from "../../../../../sidecar/detection/recognizers/mac.ts";
import { assertFoundEverywhere, assertMarked, assertNotFound } from "../../../../support/findings.ts";

test("addresses are found in every usual spelling", () => {
  for (const address of [
    "00:1B:44:11:3A:B7",
    "00:1b:44:11:3a:b7",
    "00-1B-44-11-3A-B7",
    "001b.4411.3ab7",
    "02:42:ac:11:00:02",
    "ff:ff:ff:ff:ff:ff",
    "aa:bb:cc:dd:ee:ff",
    "00:1B:44:FF:FE:11:3A:B7",
    "00-1B-44-FF-FE-11-3A-B7",
    "00:14:22:01:23:45",
  ])
    assertFoundEverywhere(mac, address);
});

test("without separators, or of digits alone with dashes, words tell", () => {
  assertMarked(mac, [
    "MAC «001B44113AB7»",
    "mac address: «001b44113ab7»",
    '"mac":"«001b44113ab7»"',
    "Physical Address: «00-14-22-01-23-45»",
    "HWaddr «00:14:22:01:23:45»  inet addr:10.0.0.1",
    "link/ether «02:42:ac:11:00:02» brd «ff:ff:ff:ff:ff:ff»",
  ]);
});

test("times, fingerprints, identifiers and longer or shorter rows are left alone", () => {
  assertNotFound(mac, [
    "12:30:45",
    "24-01-15-10-30-00",
    "00:1B:44:11:3A",
    "00:1B:44:11:3A:B7:01",
    "00:1B:44:11:3A:B7:01:02:03",
    "fingerprint 16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48",
    "00:1B-44:11:3A:B7",
    "00:1G:44:11:3A:B7",
    "x00:1B:44:11:3A:B7",
    "550e8400-e29b-41d4-a716-446655440000",
    "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
    "001B44113AB7",
    "1234.5678.9012.3456.7890",
    "deadbeefcafe",
  ]);
});
