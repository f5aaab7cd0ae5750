import { RULE_OBJECTS, RULE_VALUES, type RuleField, type RuleObject } from "./schema/cel/variables.ts";

/** What rules may ask of a call, and how they are judged: the section of the reference, in Markdown lines. */
export function rulesSection(
  table: (head: readonly string[], rows: readonly (readonly string[])[]) => readonly string[],
): readonly string[] {
  const fields = Object.entries<RuleObject>(RULE_OBJECTS).flatMap(([name, object]) =>
    Object.entries(object.fields).map(([field, described]) => row(`${name}.${field}`, described)),
  );
  const values = Object.entries<RuleField>(RULE_VALUES).map(([name, described]) => row(name, described));
  return [
    "## Rules",
    "",
    "A policy's `rules` are in CEL, the [Common Expression Language](https://cel.dev), in the shape of Kubernetes'",
    "ValidatingAdmissionPolicy. Expressions are checked with the configuration: names, types, and what they may cost.",
    "",
    ...table(["variable", "type", "what it says", "for example"], [...fields, ...values]),
    ...Object.entries<RuleObject>(RULE_OBJECTS).map(
      ([name, { description }]) => `- \`${name}\`: ${description}`,
    ),
    "- `variables.NAME`: what the rule's own `variables` give; each is worked out once a call at most.",
    "- A key that is not in a map fails: ask first, by `in` or `has`. Texts of more than 4,096 characters and maps of more than",
    "  256 entries fail as well. `failurePolicy` says what that means; `aios_policy_rule_failures_total` counts it.",
    "- `matches` takes a pattern in RE2's syntax, and time zones are names such as `Europe/Berlin`; both are written out.",
    "- A text that `request.operation`, `request.dialect` or `request.protocol` never is, is a fault where they are compared with it.",
    "- No rule reads `authorization`, cookies or keys, what a prompt says, or what was redacted from it.",
    "",
    "A rule that is not met denies, warns (`x-aios-warnings`, and its message as `warning`) or is only counted, as its `action`",
    "says. All rules of all policies in force are asked; the first that denies is told, as `policy-denied` (a 403) with",
    "`x-aios-denied-by: policy/rule` and its `reason` as `x-aios-denied-reason`. Rules are asked after redaction and before cache, ladder and upstreams; those",
    "that name `upstream` are asked for each place that the call could go to, and so is `residency`, which denies as the rule",
    "`residency`.",
    "",
    "A policy with `mode: dry-run` changes nothing. Calls are tried on it once they have ended, and",
    "`aios_policy_dry_run_total` counts what it would have changed by what looks at requests: redaction, guardrails, rules and",
    "residency. What looks at replies, names of persons and limits are not tried. Calls with more than 65,536 characters of",
    "text, and calls beyond eight at once on a route, are `skipped`.",
    "",
  ];
}

function row(name: string, { type, description, example }: RuleField): readonly string[] {
  return [
    `\`${name}\``,
    type.replace("google.protobuf.Timestamp", "timestamp"),
    description,
    `\`${example}\``,
  ];
}
