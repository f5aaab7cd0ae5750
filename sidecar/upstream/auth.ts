import type { SecretReference } from "../../config/schema/secret.ts";
import type { UpstreamAuth } from "../../config/schema/upstream.ts";
import { AiosError } from "../core/errors.ts";
import type { Clock } from "../platform/clock.ts";
import { Secret, type SecretReader } from "../platform/secrets.ts";
import type { Telemetry } from "../platform/telemetry.ts";

/** A file that was rotated is picked up within this time; until then a call costs no read. */
const REFRESH_MS = 5_000;
/** What may stand in a header field (RFC 9110 section 5.5), as far as keys are concerned. */
const PRINTABLE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** How calls to one upstream are authenticated. */
export interface ResolvedAuth {
  /** Lower case. */
  readonly headerName: string;
  /**
   * The header's value as it is now; a promise only when it has to be read anew.
   * @throws AiosError `upstream-refused-credentials` when the secret is missing or unusable: configuration stays
   *   applied, and calls work again as soon as the secret is there. The cause, for logs, names what is missing.
   */
  headerValue(): Secret | Promise<Secret>;
  /** The upstream refused the value: the next call reads it anew. */
  refused(): void;
}

export interface ResolveAuthOptions {
  /** Of the upstream, for messages. */
  readonly upstream: string;
  readonly auth: UpstreamAuth;
  readonly secrets: SecretReader;
  readonly clock: Clock;
}

/** Nothing is read before the first call: a missing secret must not stop a configuration that is otherwise sound. */
export function resolveAuth({ upstream, auth, secrets, clock }: ResolveAuthOptions): ResolvedAuth {
  const [headerName, prefix, reference] =
    "bearer" in auth
      ? (["authorization", "Bearer ", auth.bearer] as const)
      : ([auth.header.name, "", auth.header.value] as const);

  let known: Secret | undefined;
  let knownUntil = Number.NEGATIVE_INFINITY;
  let reading: Promise<Secret> | undefined;

  const read = async (): Promise<Secret> => {
    try {
      known = new Secret(prefix + (await readSecret(reference, secrets)));
      knownUntil = clock.monotonic() + REFRESH_MS;
      return known;
    } catch (cause) {
      // A read that fails in passing (too many open files) must not fail calls for which there is a good key.
      if (known !== undefined && !isMissing(cause)) return known;
      throw new AiosError(
        "upstream-refused-credentials",
        `The credentials of upstream "${upstream}" are not available; an operator has to provide what its \`auth\` refers to.`,
        { cause },
      );
    } finally {
      reading = undefined;
    }
  };

  return {
    headerName,
    headerValue: () => {
      if (known !== undefined && clock.monotonic() < knownUntil) return known;
      // One read, however many calls come at once.
      reading ??= read();
      return reading;
    },
    refused: () => {
      knownUntil = Number.NEGATIVE_INFINITY;
    },
  };
}

/** `resolveAuth`, and a look at once whether the secret is there: better told at start than by the first call. */
export function checkedAuth(options: ResolveAuthOptions, telemetry: Telemetry): ResolvedAuth {
  const auth = resolveAuth(options);
  Promise.resolve(auth.headerValue()).catch((error: unknown) => {
    const cause = error instanceof Error ? error.cause : undefined;
    telemetry.credentialsMissing(options.upstream, cause instanceof Error ? cause.message : "unknown");
  });
  return auth;
}

async function readSecret(reference: SecretReference, secrets: SecretReader): Promise<string> {
  const [source, found] =
    "env" in reference
      ? [`environment variable ${reference.env}`, secrets.env(reference.env)]
      : [`file ${reference.file}`, await secrets.file(reference.file)];
  const value = found?.trim() ?? "";
  if (value === "") throw new Error(`the ${source} is ${found === undefined ? "not set" : "empty"}`);
  if (!PRINTABLE.test(value)) throw new Error(`the ${source} has characters that cannot stand in a header`);
  return value;
}

function isMissing(cause: unknown): boolean {
  return !(cause instanceof Error && "code" in cause && cause.code !== "ENOENT");
}
