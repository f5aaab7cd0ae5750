import { readFile } from "node:fs/promises";
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
