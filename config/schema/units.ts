import { z } from "zod";
import { terms } from "./term.ts";

const DURATION_UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const SIZE_UNITS = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;

const DURATION = /^(\d{1,12}(?:\.\d{1,6})?)(ms|s|m|h|d)$/;
const SIZE = /^(\d{1,12}(?:\.\d{1,6})?)(B|KiB|MiB|GiB)$/;

const LONGEST_DURATION_MS = 366 * DURATION_UNITS.d;
const LARGEST_SIZE_BYTES = 1024 * SIZE_UNITS.GiB;

/** ms, or undefined when the text is not a duration. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (match === null) return undefined;
  return Math.round(Number(match[1]) * DURATION_UNITS[match[2] as keyof typeof DURATION_UNITS]);
}

/** Bytes, or undefined when the text is not a size. */
export function parseSize(text: string): number | undefined {
  const match = SIZE.exec(text);
  if (match === null) return undefined;
  return Math.round(Number(match[1]) * SIZE_UNITS[match[2] as keyof typeof SIZE_UNITS]);
}

const DURATION_WORDS: ReadonlyMap<string, keyof typeof DURATION_UNITS> = new Map([
  ...["ms", "msec", "msecs", "millis", "millisecond", "milliseconds"].map((word) => [word, "ms"] as const),
  ...["s", "sec", "secs", "second", "seconds"].map((word) => [word, "s"] as const),
  ...["m", "min", "mins", "minute", "minutes"].map((word) => [word, "m"] as const),
  ...["h", "hr", "hrs", "hour", "hours"].map((word) => [word, "h"] as const),
  ...["d", "day", "days"].map((word) => [word, "d"] as const),
]);

/** The duration that was probably meant by `30`, `"30"`, `30 sec` or `1h30m`. */
export function guessDuration(value: unknown): string | undefined {
  const text =
    typeof value === "number" || typeof value === "string" ? String(value).replaceAll(" ", "") : "";
  if (text.length > 64) return undefined;
  // Nobody means a timeout of 5000 seconds when they write 5000.
  if (/^\d+(\.\d+)?$/.test(text)) return valid(`${text}${Number(text) < 1_000 ? "s" : "ms"}`, parseDuration);
  if (!/^(\d+(\.\d+)?[a-z]+)+$/i.test(text)) return undefined;
  const pieces: { readonly amount: string; readonly unit: keyof typeof DURATION_UNITS }[] = [];
  for (const [, amount = "", word = ""] of text.matchAll(/(\d+(?:\.\d+)?)([a-z]+)/gi)) {
    const unit = DURATION_WORDS.get(word.toLowerCase());
    if (unit === undefined) return undefined;
    pieces.push({ amount, unit });
  }
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined) return valid(`${first.amount}${first.unit}`, parseDuration);
  const ms = pieces.reduce((sum, { amount, unit }) => sum + Number(amount) * DURATION_UNITS[unit], 0);
  return valid(formatDuration(ms), parseDuration);
}

/** The size that was probably meant by `1048576`, `64MB`, `64Mi` or `64 m`. */
export function guessSize(value: unknown): string | undefined {
  const text =
    typeof value === "number" || typeof value === "string" ? String(value).replaceAll(" ", "") : "";
  if (text.length > 64) return undefined;
  if (/^\d+$/.test(text)) return valid(formatSize(Number(text)), parseSize);
  const match = /^(\d+(?:\.\d+)?)(k|m|g)?i?(?:b|bytes?)?$/i.exec(text);
  if (match === null) return undefined;
  const unit = match[2] === undefined ? "B" : `${match[2].toUpperCase()}iB`;
  return valid(`${match[1]}${unit}`, parseSize);
}

/** In the largest unit that divides it: 90000 is `90s`. */
export function formatDuration(ms: number): string {
  return formatUnit(ms, DURATION_UNITS);
}

/** In the largest unit that divides it: 65536 is `64KiB`. */
export function formatSize(bytes: number): string {
  return formatUnit(bytes, SIZE_UNITS);
}

function formatUnit(amount: number, units: Readonly<Record<string, number>>): string {
  let best = "";
  for (const [unit, factor] of Object.entries(units)) {
    if (best === "" || (amount > 0 && amount % factor === 0)) best = `${amount / factor}${unit}`;
  }
  return best;
}

const valid = (text: string, parse: (text: string) => number | undefined): string | undefined =>
  parse(text) === undefined ? undefined : text;

const durationText = z
  .string()
  .regex(DURATION)
  .refine((text) => (parseDuration(text) ?? 0) <= LONGEST_DURATION_MS, "expected 366d at most");
const sizeText = z
  .string()
  .regex(SIZE)
  .refine((text) => (parseSize(text) ?? 0) <= LARGEST_SIZE_BYTES, "expected 1024GiB at most");

/** A duration such as `250ms`, `5s`, `10m`, `24h`, or `0s`; ms once parsed. */
export const duration = durationText
  .transform((text) => parseDuration(text) ?? 0)
  .register(terms, { noun: "a duration", examples: ["30s", "250ms", "10m", "24h"], guess: guessDuration });

/** A duration that is not 0. */
export const positiveDuration = durationText
  .refine((text) => parseDuration(text) !== 0, "expected a duration above 0")
  .transform((text) => parseDuration(text) ?? 0)
  .register(terms, { noun: "a duration", examples: ["30s", "250ms", "10m", "24h"], guess: guessDuration });

/** A size such as `64KiB`, `1MiB`, not 0; bytes once parsed. */
export const size = sizeText
  .refine((text) => parseSize(text) !== 0, "expected a size above 0")
  .transform((text) => parseSize(text) ?? 0)
  .register(terms, { noun: "a size", examples: ["16MiB", "64KiB", "512B", "1GiB"], guess: guessSize });

/** A resource's name: a DNS label, as in Kubernetes (RFC 1123). */
export const resourceName = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/)
  .register(terms, {
    noun: 'a name of lower-case letters, digits and "-", 63 characters at most,',
    short: "name",
    examples: ["chat"],
    guess: guessName,
  });

function guessName(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > 256) return undefined;
  const name = value
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return name !== "" && name.length <= 63 ? name : undefined;
}

/** The share that was probably meant by `10` or `10%`. */
export function guessShare(value: unknown): string | undefined {
  const percent =
    typeof value === "number" ? value : Number(/^(\d+(?:\.\d+)?) ?%$/.exec(String(value))?.[1] ?? Number.NaN);
  const isPercent = percent <= 100 && (typeof value === "number" ? percent > 1 : percent >= 0);
  if (!isPercent) return undefined;
  const text = String(Number((percent / 100).toFixed(6)));
  return text.includes(".") ? text : `${text}.0`;
}

/** A share between 0 and 1. */
export const share = z
  .number()
  .min(0)
  .max(1)
  .register(terms, { noun: "a number from 0 to 1", guess: guessShare });

/** A model's name, where `*` stands for any characters. */
export const modelGlob = z
  .string()
  .min(1)
  .max(256)
  .regex(/^\S+$/)
  .register(terms, {
    noun: "a model's name, or a glob,",
    short: "model glob",
    examples: ["gpt-4o*", "claude-sonnet-5-5", "*"],
  });

/** A model's name as a provider knows it. */
export const modelName = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[^*\s]+$/)
  .register(terms, {
    noun: "a model's name without `*`",
    short: "model",
    examples: ["gpt-4o-mini", "claude-sonnet-5-5"],
  });

/** A header's name as it is compared: in lower case. */
export const headerName = z
  .string()
  .max(128)
  .regex(/^[a-z0-9-]+$/)
  .register(terms, {
    noun: "a header's name in lower case",
    short: "header name",
    examples: ["api-key"],
    guess: (value) =>
      typeof value === "string" && /^[A-Za-z0-9-]+$/.test(value) ? value.toLowerCase() : undefined,
  });

export const absolutePath = z
  .string()
  .max(4_096)
  .regex(/^\/[^\0]*$/)
  .register(terms, { noun: "an absolute path", examples: ["/var/run/secrets/openai"] });

/** The beginning of a URL's path, at a boundary of its segments. */
export const pathPrefix = z
  .string()
  .max(256)
  .regex(/^\/(?:[\w.~!$&'()+,;=:@-]+(?:\/[\w.~!$&'()+,;=:@-]+)*)?$/)
  .refine(
    (path) => !path.split("/").some((segment) => segment === "." || segment === ".."),
    "expected no `.` or `..`",
  )
  .register(terms, {
    noun: "a path that begins, and does not end, with `/`",
    short: "path",
    examples: ["/v1/files"],
  });

/** A gRPC service by its full name, or one of its methods. */
export const grpcService = z
  .string()
  .max(256)
  .regex(/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\/[A-Za-z_]\w*)?$/)
  .register(terms, {
    noun: "a gRPC service's full name, or `Service/Method`",
    short: "gRPC service",
    examples: ["inference.GRPCInferenceService", "inference.GRPCInferenceService/ModelInfer"],
  });
