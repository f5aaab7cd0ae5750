import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { Secret } from "../platform/secrets.ts";

/**
 * A sealed value, all of it in one buffer:
 *
 *     version (1 byte) | nonce (12 bytes) | ciphertext (as long as the value) | tag (16 bytes)
 *
 * AES-256-GCM (NIST SP 800-38D). The version and the name under which the value is stored are authenticated with it, so
 * that a value that is moved to another name, or read by other rules, does not open.
 */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** Bytes by which a sealed value is longer than the value. */
export const SEAL_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** Bytes of the shortest secret that keys are made from. */
export const SHORTEST_SECRET = 16;

/** What one secret does: hides names, seals values. Both are the same in every process that has the secret. */
export interface EncryptionKey {
  /** The name under which the value of a cache key is stored. Without the secret it says nothing about the key. */
  nameOf(key: string): string;
  seal(name: string, value: Uint8Array): Buffer;
  /** Undefined for what was not sealed with this key under this name, or has changed since by a single bit. */
  open(name: string, sealed: Uint8Array): Uint8Array | undefined;
}

/**
 * Keys are made by HKDF-SHA256 (RFC 5869), one for each purpose. Each name has a key of its own for its values: random
 * nonces would else meet again among all that a fleet ever stores, after 2^32 values with one key.
 *
 * @throws RangeError for a secret of fewer than 16 bytes; the message does not show it
 */
export function createEncryptionKey(secret: Secret, keyPrefix: string): EncryptionKey {
  const bytes = Buffer.from(secret.reveal());
  if (bytes.byteLength < SHORTEST_SECRET) {
    throw new RangeError(`it has ${bytes.byteLength} bytes; expected ${SHORTEST_SECRET} or more`);
  }
  const names = derive(bytes, "names");
  const values = derive(bytes, "values");
  const valueKey = (name: string) => createHmac("sha256", values).update(name).digest();
  return {
    nameOf: (key) => keyPrefix + createHmac("sha256", names).update(key).digest("base64url"),
    seal(name, value) {
      // Not from the port for chance: what a test makes repeatable would here be a nonce used twice.
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", valueKey(name), nonce);
      cipher.setAAD(authenticated(VERSION, name));
      const ciphertext = cipher.update(value);
      cipher.final();
      return Buffer.concat([Uint8Array.of(VERSION), nonce, ciphertext, cipher.getAuthTag()]);
    },
    open(name, sealed) {
      const end = sealed.byteLength - TAG_BYTES;
      if (sealed.byteLength < SEAL_BYTES || sealed[0] !== VERSION) return undefined;
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", valueKey(name), nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(authenticated(VERSION, name));
      decipher.setAuthTag(sealed.subarray(end));
      const value = decipher.update(sealed.subarray(1 + NONCE_BYTES, end));
      try {
        decipher.final();
      } catch {
        return undefined;
      }
      return value;
    },
  };
}

function derive(secret: Buffer, purpose: "names" | "values"): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `aios shared cache ${purpose} ${VERSION}`, KEY_BYTES));
}

function authenticated(version: number, name: string): Buffer {
  return Buffer.concat([Uint8Array.of(version), Buffer.from(name)]);
}
