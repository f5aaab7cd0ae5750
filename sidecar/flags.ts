import { InvalidArgumentError } from "commander";
import { address, allowedSecrets, type SidecarSpec } from "../config/schema/settings.ts";
import { parseDuration } from "../config/schema/units.ts";
import { LOG_LEVELS, type LogLevel } from "./platform/log.ts";

/** Parsers of flags and their environment twins: a value, or an error that says what belongs there. */

export function addressFlag(text: string): string {
  if (!address.safeParse(text).success)
    throw new InvalidArgumentError('Expected HOST:PORT, such as "127.0.0.1:8400".');
  return text;
}

/** An absolute path, short enough for a unix socket's address (108 bytes with its end on Linux). */
export function socketFlag(text: string): string {
  if (!text.startsWith("/") || Buffer.byteLength(text) > 107) {
    throw new InvalidArgumentError("Expected an absolute path of at most 107 bytes.");
  }
  return text;
}

/** ms */
export function durationFlag(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('Expected a duration, such as "30s".');
  return ms;
}

export function logLevelFlag(text: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text);
  if (level === undefined) throw new InvalidArgumentError(`Expected one of ${LOG_LEVELS.join(", ")}.`);
  return level;
}

/** `app=checkout,tier=web` */
export function labelsFlag(text: string): Readonly<Record<string, string>> {
  const labels: [string, string][] = [];
  for (const pair of text.split(",").filter((part) => part !== "")) {
    const equals = pair.indexOf("=");
    if (equals < 1) throw new InvalidArgumentError('Expected labels such as "app=checkout,tier=web".');
    labels.push([pair.slice(0, equals), pair.slice(equals + 1)]);
  }
  return Object.fromEntries(labels);
}

/** `OPENAI_API_KEY,AI_KEY_*,/var/run/secrets/ai` */
export function secretsFlag(text: string): SidecarSpec["secrets"] {
  const named = text.split(",").filter((part) => part !== "");
  const { success, data } = allowedSecrets.safeParse({
    env: named.filter((name) => !name.startsWith("/")),
    files: named.filter((name) => name.startsWith("/")),
  });
  if (success) return data;
  throw new InvalidArgumentError(
    'Expected names of environment variables and absolute paths, such as "OPENAI_API_KEY,/var/run/secrets/ai".',
  );
}
