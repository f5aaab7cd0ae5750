import assert from "node:assert/strict";
import { test } from "node:test";
import { keccak256 } from "../../../../../sidecar/detection/wallets/keccak.ts";

test("known texts have the known digests, also over several blocks", () => {
  const digest = (text: string): string => Buffer.from(keccak256(Buffer.from(text))).toString("hex");
  assert.equal(digest(""), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  assert.equal(digest("abc"), "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
  assert.notEqual(digest("a".repeat(136)), digest("a".repeat(135)));
});
