import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Secret } from "../../../../sidecar/platform/secrets.ts";
import { createEncryptionKey, SEAL_BYTES } from "../../../../sidecar/shared-cache/encryption.ts";

const SECRET = "a secret of many bytes";
const keyOf = (secret = SECRET, prefix = "aios:") => createEncryptionKey(new Secret(secret), prefix);
const key = keyOf();
const name = key.nameOf("the key of a call");
const value = new TextEncoder().encode("an answer");
const opened = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

test("what was sealed opens under its name, in another process with the same secret", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.string(), (bytes, cacheKey) => {
      const stored = key.nameOf(cacheKey);
      const other = keyOf();
      assert.equal(other.nameOf(cacheKey), stored);
      assert.deepEqual(Uint8Array.from(other.open(stored, key.seal(stored, bytes)) ?? []), bytes);
    }),
  );
});

test("a sealed value is longer by what sealing takes, and never the same twice", () => {
  const sealed = key.seal(name, value);
  assert.equal(sealed.byteLength, value.byteLength + SEAL_BYTES);
  assert.notDeepEqual(key.seal(name, value), sealed);
  assert.ok(!sealed.includes("an answer"));
});

test("a name shows nothing of its key, and depends on the secret", () => {
  assert.match(name, /^aios:[\w-]{43}$/);
  assert.notEqual(keyOf("another secret of many bytes").nameOf("the key of a call"), name);
  assert.notEqual(key.nameOf("the key of a calk"), name);
});

test("another secret opens nothing", () => {
  assert.equal(keyOf("another secret of many bytes").open(name, key.seal(name, value)), undefined);
});

test("a value that was moved to another name does not open", () => {
  const other = key.nameOf("another key");
  assert.equal(key.open(other, key.seal(name, value)), undefined);
  assert.equal(opened(key.open(other, key.seal(other, value))), "an answer");
});

test("the same key of two prefixes has two names, and no value of one opens under the other", () => {
  const staging = keyOf(SECRET, "staging:");
  const elsewhere = staging.nameOf("the key of a call");
  assert.notEqual(elsewhere, name);
  assert.equal(staging.open(elsewhere, key.seal(name, value)), undefined);
});

test("a value that was cut short at any byte does not open", () => {
  const sealed = key.seal(name, value);
  for (let length = 0; length < sealed.byteLength; length++) {
    assert.equal(key.open(name, sealed.subarray(0, length)), undefined, `${length} bytes`);
    assert.equal(
      key.open(name, sealed.subarray(sealed.byteLength - length)),
      undefined,
      `the last ${length}`,
    );
  }
});

test("a value in which any one bit has changed does not open, its version included", () => {
  const sealed = key.seal(name, value);
  for (let bit = 0; bit < sealed.byteLength * 8; bit++) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal(key.open(name, changed), undefined, `bit ${bit}`);
  }
});

test("what is longer than it was does not open", () => {
  assert.equal(key.open(name, Buffer.concat([key.seal(name, value), Buffer.alloc(1)])), undefined);
});

test("a secret of fewer than 16 bytes is refused, and not shown", () => {
  assert.throws(() => keyOf("fifteen bytes.."), {
    name: "RangeError",
    message: "it has 15 bytes; expected 16 or more",
  });
  keyOf("sixteen bytes...");
});
