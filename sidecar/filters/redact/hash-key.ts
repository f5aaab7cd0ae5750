import { createHmac } from "node:crypto";
import type { SecretReference } from "../../../config/schema/secret.ts";
import { AiosError } from "../../core/errors.ts";
import type { Random } from "../../platform/random.ts";
import type { SecretReader } from "../../platform/secrets.ts";

/** 48 bits: enough to tell a million values apart, too few to be taken for the value's own. */
const DIGITS_SHOWN = 12;
const KEY_BYTES = 32;

/** The key of one policy's `hash`. */
export interface HashKey {
  /** Whether the policy names one; else it is the process's own. */
  readonly isConfigured: boolean;
  /**
   * A promise as long as it has to be read; a key that was read is kept.
   * @throws AiosError `not-ready` when the secret is missing: it is looked for again with the next call
   */
  ready(): Promise<void> | undefined;
  /** Lower-case hex of a truncated HMAC-SHA256. Only once it is ready. */
  hash(value: string): string;
}

/** Makes the keys of policies; without a reference, the one that the process has made for itself. */
export type HashKeys = (policy: string, reference: SecretReference | undefined) => HashKey;

export function createHashKeys(secrets: SecretReader, random: Random): HashKeys {
  let own: Uint8Array | undefined;
  const processKey: HashKey = {
    isConfigured: false,
    ready: () => undefined,
    hash: (value) => {
      own ??= drawnKey(random);
      return digest(own, value);
    },
  };
  return (policy, reference) =>
    reference === undefined ? processKey : configuredKey(policy, reference, secrets);
}

function drawnKey(random: Random): Uint8Array {
  const key = new Uint8Array(KEY_BYTES);
  random.fill(key);
  return key;
}

function configuredKey(policy: string, reference: SecretReference, secrets: SecretReader): HashKey {
  let key: Uint8Array | undefined;
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    try {
      key = await readKey(reference, secrets);
    } catch (cause) {
      throw unavailable(policy, cause);
    } finally {
      reading = undefined;
    }
  };
  return {
    isConfigured: true,
    ready: () => {
      if (key !== undefined) return undefined;
      // One read, however many calls come at once.
      reading ??= read();
      return reading;
    },
    hash: (value) => {
      if (key === undefined) throw unavailable(policy);
      return digest(key, value);
    },
  };
}

async function readKey(reference: SecretReference, secrets: SecretReader): Promise<Uint8Array> {
  const [source, found] =
    "env" in reference
      ? [`environment variable ${reference.env}`, secrets.env(reference.env)]
      : [`file ${reference.file}`, await secrets.file(reference.file)];
  const value = found?.trim() ?? "";
  if (value === "") throw new Error(`the ${source} is ${found === undefined ? "not set" : "empty"}`);
  return Buffer.from(value);
}

function unavailable(policy: string, cause?: unknown): AiosError {
  return new AiosError(
    "not-ready",
    `The hash key of policy "${policy}" is not available, and nothing leaves without its hash; an operator has to provide what its \`hashKey\` refers to.`,
    { cause },
  );
}

function digest(key: Uint8Array, value: string): string {
  return createHmac("sha256", key).update(value).digest("hex").slice(0, DIGITS_SHOWN);
}
