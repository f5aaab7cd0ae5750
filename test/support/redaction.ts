import type { PolicySpec } from "../../config/schema/policy.ts";
import type { Filter } from "../../sidecar/core/filter.ts";
import type { NameDetector } from "../../sidecar/detection/names/name-detector.ts";
import { dialectOf } from "../../sidecar/dialects/registry.ts";
import { compileRedactions } from "../../sidecar/filters/redact/compile.ts";
import {
  createHashKeys,
  createRedactFilter,
  type HashKeys,
  SessionVaults,
} from "../../sidecar/filters/redact/filter.ts";
import { systemRandom } from "../../sidecar/platform/random.ts";
import type { SecretReader } from "../../sidecar/platform/secrets.ts";
import { FakeClock } from "./fake-clock.ts";

/** Finds nothing. */
export const NO_NAMES: NameDetector = {
  start() {},
  detect: async (texts) => texts.map(() => []),
  close() {},
};

export const NO_SECRETS: SecretReader = {
  env: () => undefined,
  file: () => Promise.reject(new Error("There is no such file.")),
};

export const hashKeysOf = (secrets: SecretReader = NO_SECRETS): HashKeys =>
  createHashKeys(secrets, systemRandom);

export const sessionVaults = (
  bounds: { maxSessions?: number; maxBytes?: number; idleMs?: number } = {},
  clock = new FakeClock(),
): SessionVaults =>
  new SessionVaults({ maxSessions: 100, maxBytes: 1_000_000, idleMs: 60_000, clock, ...bounds });

export interface RedactFilterParts {
  readonly sessions?: SessionVaults;
  readonly secrets?: SecretReader;
  readonly names?: NameDetector;
}

/** The filter with policies that are called `p0`, `p1`, … */
export function redactFilterWith(
  policies: readonly PolicySpec[],
  { sessions = sessionVaults(), secrets, names = NO_NAMES }: RedactFilterParts = {},
): Filter {
  return createRedactFilter({
    rulesFor: compileRedactions(
      new Map(policies.map((policy, index) => [`p${index}`, policy])),
      hashKeysOf(secrets),
    ),
    sessions,
    names,
    random: systemRandom,
    dialectOf,
  });
}
