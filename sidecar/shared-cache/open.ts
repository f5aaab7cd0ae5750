import { redisPlace, type SharedCacheSpec } from "../../config/schema/shared-cache.ts";
import type { SharedCache } from "../core/shared-cache.ts";
import type { Clock } from "../platform/clock.ts";
import type { Random } from "../platform/random.ts";
import { readSecret, Secret, type SecretReader, type SecretSource } from "../platform/secrets.ts";
import type { Telemetry } from "../platform/telemetry.ts";
import type { RedisServer } from "./connection.ts";
import { createEncryptionKey, type EncryptionKey } from "./encryption.ts";

export interface SharedCacheParts {
  readonly secrets: SecretReader;
  /** Bytes of the largest answer that the cache keeps. */
  readonly maxEntryBytes: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Telemetry;
}

/** What an answer's bytes take beside its frames: headers, trailers, when it was stored. */
const ENTRY_HEAD_BYTES = 64 * 1024;

/**
 * Reads its secrets and begins to connect; does not wait for the server. Undefined without a spec.
 *
 * @throws Error when the URL or an encryption key is missing or unusable: it says which setting is at fault, and shows
 *   nothing of a secret. A password that is missing is no reason not to start; it is looked for with each connection.
 */
export async function openSharedCache(
  spec: SharedCacheSpec | undefined,
  { secrets, maxEntryBytes, clock, random, telemetry }: SharedCacheParts,
): Promise<SharedCache | undefined> {
  if (spec === undefined) return undefined;
  const server = await serverOf(spec, secrets);
  const key = await keyOf("encryptionKey", spec.encryptionKey, spec, secrets);
  const previousKeys: EncryptionKey[] = [];
  for (const [index, reference] of spec.previousEncryptionKeys.entries()) {
    previousKeys.push(await keyOf(`previousEncryptionKeys[${index}]`, reference, spec, secrets));
  }
  // The client of a server that most sidecars do not have: 4 MiB, and 25 ms of each start.
  const { createRedisCache } = await import("./redis.ts");
  return createRedisCache({
    server,
    key,
    previousKeys,
    timeoutMs: spec.timeout,
    connectTimeoutMs: spec.connectTimeout,
    maxValueBytes: maxEntryBytes + ENTRY_HEAD_BYTES,
    maxPendingBytes: spec.maxPendingSize,
    breaker: { failures: spec.breaker.failures, openForMs: spec.breaker.openFor },
    clock,
    random,
    telemetry,
  });
}

async function serverOf(spec: SharedCacheSpec, secrets: SecretReader): Promise<RedisServer> {
  const { url, password, tls } = spec;
  const text =
    typeof url === "string" ? url : await reading("url", url, secrets, (secret) => secret.reveal());
  const place = redisPlace(text);
  if (place === undefined) {
    throw faulty("url", "it is no redis://HOST:PORT/DATABASE, nor rediss:// for TLS");
  }
  if (tls !== undefined && !place.isEncrypted)
    throw faulty("tls", "it needs a url that begins with rediss://");
  const { username = place.username } = spec;
  const ofUrl = place.password === undefined ? undefined : new Secret(place.password);
  return {
    place,
    tls,
    username,
    password:
      password === undefined ? ofUrl && (() => Promise.resolve(ofUrl)) : () => readSecret(password, secrets),
  };
}

const keyOf = (
  setting: string,
  source: SecretSource,
  { keyPrefix }: SharedCacheSpec,
  secrets: SecretReader,
) => reading(setting, source, secrets, (secret) => createEncryptionKey(secret, keyPrefix));

async function reading<Value>(
  setting: string,
  source: SecretSource,
  secrets: SecretReader,
  use: (secret: Secret) => Value,
): Promise<Value> {
  try {
    return use(await readSecret(source, secrets));
  } catch (cause) {
    throw faulty(setting, cause instanceof Error ? cause.message : "it cannot be read");
  }
}

function faulty(setting: string, what: string): Error {
  return new Error(`The shared cache cannot be used (sharedCache.${setting}): ${what}.`);
}
