import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Policies to begin with; each file is a whole configuration that is checked by a test. */
export const EXAMPLE_POLICIES = ["default", "eu-residency", "health", "payments"] as const;

const SEPARATOR = /^---$/m;

/** The example policies, each with its own words and its YAML: the section of the reference, in Markdown lines. */
export function examplesSection(): readonly string[] {
  return [
    "## Example policies",
    "",
    "Each is a whole configuration in `config/examples/policies/`, of which this is the policy; the rest shows upstreams and",
    "a route to go with it.",
    "",
    ...EXAMPLE_POLICIES.flatMap((name) => {
      const { told, policies } = readExample(name);
      return [`### ${name}`, "", ...told, "", "```yaml", ...policies.join("\n---\n").split("\n"), "```", ""];
    }),
  ];
}

/** The comment at the top of a file tells what it is for; its documents of kind Policy are what it is about. */
function readExample(name: string): {
  readonly told: readonly string[];
  readonly policies: readonly string[];
} {
  const path = fileURLToPath(new URL(`examples/policies/${name}.yaml`, import.meta.url));
  const documents = readFileSync(path, "utf8").split(SEPARATOR);
  const told = (documents[0] ?? "")
    .split("\n")
    .slice(1)
    .filter((line) => line.startsWith("#"))
    .map((line) => line.replace(/^# ?/, ""));
  const policies = documents
    .filter((text) => /^kind: Policy$/m.test(text))
    .map((text) =>
      text
        .split("\n")
        .filter((line) => !line.startsWith("#"))
        .join("\n")
        .trim(),
    );
  return { told, policies };
}
