import { AiosError } from "./errors.ts";

const TIMEOUT = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m)$/;
const UNIT_MS = { ms: 1, s: 1_000, m: 60_000 } as const;

/** `x-aios-timeout`, e.g. `500ms`, `2s`, `1m`: ms. @throws AiosError `invalid-request` when it is none. */
export function parseTimeout(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const match = TIMEOUT.exec(value.trim());
  if (match === null) {
    throw new AiosError(
      "invalid-request",
      'The header x-aios-timeout must be a duration such as "500ms", "2s" or "1m".',
      {
        param: "x-aios-timeout",
      },
    );
  }
  return Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
}
