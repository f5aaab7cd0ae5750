import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { recognizer as wallet } from "../../../../../sidecar/detection/recognizers/crypto-wallet.ts";
import {
  assertFoundEverywhere,
  assertMarked,
  assertNotFound,
  findings,
} from "../../../../support/findings.ts";

test("addresses with a right checksum are found", () => {
  for (const address of [
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
    "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359",
    "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
    "TJCnKsPa7y5okkXvQAidZBzqx3QyQ6sxMW",
    "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L",
  ])
    assertFoundEverywhere(wallet, address);
});

test("what has no checksum is found beside words", () => {
  assertMarked(wallet, [
    "solana wallet «7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV»",
    '{"wallet":"«7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV»"}',
  ]);
});

test("wrong checksums, hashes, transactions and tokens are left alone", () => {
  assertNotFound(wallet, [
    "wallet 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
    "wallet 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLz",
    "wallet bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
    "wallet bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8F3t4",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed00",
    "tx 0x88df016429689c079f3b2f6ad39fa052532c56795b733da78a91ebe6a713944b",
    "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV",
    "wallet 1234567890123456789012345678901234",
    "x1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
  ]);
});

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Base58Check by a way of its own. */
function base58Check(payload: Uint8Array): string {
  const sha = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();
  const bytes = Buffer.concat([payload, sha(sha(payload)).subarray(0, 4)]);
  let number = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  for (; number > 0n; number /= 58n) text = ALPHABET.charAt(Number(number % 58n)) + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return "1".repeat(zeros) + text;
}

test("every address of Bitcoin, Litecoin, Dogecoin and Tron is found, and none with one character changed", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(0x00, 0x05, 0x30, 0x32, 0x1e, 0x41),
      fc.uint8Array({ minLength: 20, maxLength: 20 }),
      fc.nat(),
      (version, hash, position) => {
        const address = base58Check(Buffer.concat([Buffer.from([version]), hash]));
        assert.deepEqual(findings(wallet, `to ${address}.`), [address]);
        const at = 1 + (position % (address.length - 1));
        const other = address.charAt(at) === "x" ? "y" : "x";
        assertNotFound(wallet, [address.slice(0, at) + other + address.slice(at + 1)]);
      },
    ),
  );
});
