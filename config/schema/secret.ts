import { z } from "zod";
import { terms } from "./term.ts";
import { absolutePath } from "./units.ts";

const environmentVariable = z
  .string()
  .max(256)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
  .register(terms, {
    noun: "the name of an environment variable",
    short: "variable name",
    examples: ["OPENAI_API_KEY"],
  });

/** Where a secret is to be found; resolved in the process that dials, never pushed, never printed. */
export const secretReference = z
  .union([
    z
      .strictObject({ env: environmentVariable.describe("Name of the environment variable that holds it.") })
      .describe("A secret in an environment variable."),
    z
      .strictObject({
        file: absolutePath.describe("Absolute path of the file that holds it, and nothing else."),
      })
      .describe("A secret in a file, e.g. a mounted Kubernetes Secret."),
  ])
  .register(terms, {
    noun: "a reference to a secret: { env: NAME } or { file: /absolute/path }",
    secret: true,
  })
  .describe(
    "A reference to a secret: `env`, the name of an environment variable, or `file`, an absolute path.",
  );

export type SecretReference = z.output<typeof secretReference>;
