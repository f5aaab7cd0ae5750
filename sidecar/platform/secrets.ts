import { readFile, realpath } from "node:fs/promises";
import { sep } from "node:path";
import { inspect } from "node:util";

const REDACTED = "[redacted]";

/** A value that no log line, error message, JSON document or debugger's print shows; only `reveal` gives it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}

/** Where secrets are kept, as a port. */
export interface SecretReader {
  /** The value of an environment variable; undefined when it is not set. */
  env(name: string): string | undefined;
  /** The content of a file. Rejects with Node's own error when it cannot be read. */
  file(path: string): Promise<string>;
}

export const systemSecrets: SecretReader = {
  env: (name) => process.env[name],
  file: (path) => readFile(path, "utf8"),
};

/** Where one secret is kept. */
export type SecretSource = { readonly env: string } | { readonly file: string };

/** Without white space around it. Rejects with what is missing, for logs. */
export async function readSecret(source: SecretSource, secrets: SecretReader): Promise<Secret> {
  const [place, found] =
    "env" in source
      ? [`environment variable ${source.env}`, secrets.env(source.env)]
      : [`file ${source.file}`, await secrets.file(source.file)];
  const value = found?.trim() ?? "";
  if (value === "") throw new Error(`the ${place} is ${found === undefined ? "not set" : "empty"}`);
  return new Secret(value);
}

/** Which secrets may be read on behalf of somebody else. */
export interface AllowedSecrets {
  /** Names of environment variables; with `*` at its end all that begin so. */
  readonly env: readonly string[];
  /** Absolute paths of files, and of folders, which stand for everything beneath them. */
  readonly files: readonly string[];
}

/**
 * A reader that knows only what is allowed. Links are followed first: one that leads out of an allowed folder is refused.
 * What it throws of its own says what is missing, and is for logs.
 */
export function onlyAllowed(secrets: SecretReader, allowed: AllowedSecrets): SecretReader {
  return {
    env: (name) => {
      if (allowed.env.some((pattern) => fits(name, pattern))) return secrets.env(name);
      throw new Error(`the environment variable ${name} is not among those that ${PUSHED} (secrets.env)`);
    },
    file: async (path) => {
      const real = await realpath(path);
      for (const place of allowed.files) {
        if (isWithin(real, await realPlace(place))) return secrets.file(real);
      }
      throw new Error(`the file ${path} is not beneath those that ${PUSHED} (secrets.files)`);
    },
  };
}

const PUSHED = "the settings of this process let pushed configuration use";

function fits(name: string, pattern: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function isWithin(path: string, place: string | undefined): boolean {
  if (place === undefined) return false;
  return path === place || path.startsWith(place.endsWith(sep) ? place : place + sep);
}

/** Undefined for one that is not there: it allows nothing. */
async function realPlace(place: string): Promise<string | undefined> {
  try {
    return await realpath(place);
  } catch {
    return undefined;
  }
}
