import { z } from "zod";
import { secretReference } from "./secret.ts";
import { urlHoldsSecret } from "./secret-text.ts";
import { terms } from "./term.ts";
import { absolutePath, positiveDuration, size } from "./units.ts";

/** What stands in a `redis://` URL. */
export interface RedisPlace {
  readonly host: string;
  readonly port: number;
  readonly database: number;
  readonly isEncrypted: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

const STANDARD_PORT = 6_379;
const LARGEST_DATABASE = 65_535;

/** Undefined for what is no `redis://HOST[:PORT][/DATABASE]` or `rediss://…`. */
export function redisPlace(text: string): RedisPlace | undefined {
  if (!/^rediss?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname, port, pathname, search, hash, username, password } = new URL(text);
  const database = /^(?:\/(\d{1,5})?)?$/.exec(pathname);
  if (hostname === "" || port === "0" || search !== "" || hash !== "" || database === null) return undefined;
  if (Number(database[1] ?? 0) > LARGEST_DATABASE) return undefined;
  const said = (encoded: string) => (encoded === "" ? undefined : decoded(encoded));
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? STANDARD_PORT : Number(port),
    database: Number(database[1] ?? 0),
    isEncrypted: protocol === "rediss:",
    username: said(username),
    password: said(password),
  };
}

/** A password with a per cent sign of its own is taken as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const redisUrl = z
  .string()
  .max(2_048)
  // What holds a secret has a fault of its own, which does not quote it.
  .refine((url) => urlHoldsSecret(url) || redisPlace(url) !== undefined, {
    error: "expected redis://HOST:PORT/DATABASE, or rediss:// with TLS",
    params: { code: "E305" },
  })
  .refine((url) => !urlHoldsSecret(url), {
    error:
      "a URL may not contain credentials; put the password under `password`, or the whole URL into a secret: `url: { env: NAME }`",
    params: { code: "E307" },
  })
  .register(terms, {
    noun: "a redis:// or rediss:// URL",
    short: "URL",
    examples: ["rediss://cache.internal:6379/0"],
  })
  .describe("Address in clear, without credentials.");

const tls = z
  .strictObject({
    ca: absolutePath
      .optional()
      .describe(
        "PEM file of the authority that the server's certificate is checked against, in place of Node's own list.",
      ),
    serverName: z
      .string()
      .min(1)
      .max(253)
      .optional()
      .describe("Name that the server's certificate has to be for; the URL's host when absent."),
    client: z
      .strictObject({
        certificate: absolutePath.describe("PEM file of the certificate, with those it depends on."),
        key: absolutePath.describe("PEM file of its key."),
      })
      .optional()
      .describe("Certificate by which this process proves who it is, where the server asks for one."),
  })
  .describe("For `rediss://`. Files are read anew for each connection.");

const breaker = z
  .strictObject({
    failures: z
      .int()
      .min(1)
      .max(1_000)
      .default(5)
      .describe(
        "Reads in a row that fail or take too long after which nothing is asked any more for a while.",
      ),
    openFor: positiveDuration
      .prefault("5s")
      .describe(
        "How long nothing is asked; then a PING, for which no call waits, shows whether that is over.",
      ),
  })
  .describe("Keeps calls from waiting for a server that does not answer in time.");

export const sharedCache = z
  .strictObject({
    url: z
      .union([redisUrl, secretReference])
      .register(terms, {
        noun: "a redis:// or rediss:// URL, or a reference to a secret that is one",
        short: "URL, or map with `env` or `file`",
        examples: ["rediss://cache.internal:6379/0"],
      })
      .describe(
        "Server, as redis://HOST:PORT/DATABASE, or rediss:// with TLS. A URL with a password in it is itself a secret: `{ env: NAME }` or `{ file: /absolute/path }`.",
      ),
    username: z
      .string()
      .min(1)
      .max(256)
      .optional()
      .describe("User of its access list; `default` when absent."),
    password: secretReference.optional().describe("Its password; read anew for each connection."),
    encryptionKey: secretReference.describe(
      "Secret of 16 bytes or more from which the keys are made that encrypt values and hide what they are stored under. All sidecars that share answers need the same.",
    ),
    previousEncryptionKeys: z
      .array(secretReference)
      .max(4)
      .default([])
      .describe(
        "Secrets that `encryptionKey` has been: what was stored under them is still read, nothing is stored under them.",
      ),
    timeout: positiveDuration
      .prefault("20ms")
      .describe(
        "How long a call waits for an answer at most; then it goes on as if there were none. No call ever waits for a connection.",
      ),
    connectTimeout: positiveDuration
      .prefault("2s")
      .describe(
        "How long connecting may take, TLS and login included. Calls go on meanwhile, without this cache.",
      ),
    keyPrefix: z
      .string()
      .max(64)
      .regex(/^[\x21-\x7e]*$/)
      .default("aios:")
      .register(terms, {
        noun: "printable ASCII without spaces",
        short: "text",
        examples: ["aios:", "team-a:"],
      })
      .describe(
        "What the names of all entries begin with; for access lists, and for several uses of one server.",
      ),
    tls: tls.optional(),
    maxPendingSize: size
      .prefault("8MiB")
      .describe("Answers on their way to the server, which has not confirmed them; more are not stored."),
    breaker: breaker.prefault({}),
  })
  .refine(({ url, tls }) => tls === undefined || typeof url !== "string" || url.startsWith("rediss:"), {
    path: ["tls"],
    error: "`tls` needs a `url` that begins with rediss://",
    params: { code: "E305" },
  })
  .refine(({ username, password }) => username === undefined || password !== undefined, {
    path: ["username"],
    error: "`username` needs a `password`",
    params: { code: "E302" },
  })
  .describe(
    "A Redis or Valkey server in which sidecars share what the exact cache keeps, encrypted; none when absent. When it is slow or away, calls go on without it. A cluster needs one address that serves all keys.",
  );

export type SharedCacheSpec = z.output<typeof sharedCache>;
export type SharedCacheTlsSpec = z.output<typeof tls>;
