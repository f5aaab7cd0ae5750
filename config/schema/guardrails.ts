import { z } from "zod";
import { linearPattern, PATTERN_SYNTAX } from "./linear-pattern.ts";

/** One word that names a rule within its policy; callers are told `policy/rule`. */
export const ruleName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/)
  .max(63);

const guardAction = z
  .enum(["deny", "warn", "report"])
  .default("deny")
  .describe(
    "`deny`: the call is refused, or a stream that has begun is ended with an error. `warn`: the caller is told by `x-aios-warnings`, and by `warning` in the words of its message, if it has one. `report`: it is counted.",
  );

/** What those rules of a policy are called that have no name of their own. */
const RESERVED_NAMES: ReadonlySet<string> = new Set([
  "injection",
  "system-prompt-leak",
  "secrets",
  "links",
  "residency",
]);

/** Why a rule may not be called so beside others; undefined when it may. */
export function takenName(name: string, others: ReadonlySet<string>): string | undefined {
  if (RESERVED_NAMES.has(name))
    return `"${name}" is what denials by the policy's own \`${FIELDS[name] ?? name}\` are told as; expected another name`;
  return others.has(name) ? `there is a rule "${name}" in this policy already` : undefined;
}

const FIELDS: Readonly<Record<string, string>> = { "system-prompt-leak": "systemPromptLeak" };

const content = z
  .strictObject({
    name: ruleName.describe("What callers and metrics know it by, after the policy's name."),
    terms: z
      .array(z.string().min(2).max(256))
      .max(10_000)
      .default([])
      .describe("Words and phrases, found as whole words in any letter case."),
    patterns: z.array(linearPattern).max(64).default([]).describe(`Regular expressions in ${PATTERN_SYNTAX}`),
    direction: z.enum(["request", "reply", "both"]).default("both").describe("Where they are prohibited."),
    action: guardAction,
    message: z.string().min(1).max(512).optional().describe("What a caller is told who is denied or warned."),
  })
  .refine(({ terms, patterns }) => terms.length + patterns.length > 0, {
    error: "nothing is prohibited: give `terms` or `patterns`",
    params: { code: "E302" },
  })
  .describe("Content that is prohibited.");

/** As links name it: without scheme and port. */
const allowedHost = z
  .string()
  .min(1)
  .max(253)
  .refine((host) => host === "*" || /^(?:\*\.)?[^\s/:@?#\\[\]*]+$/.test(host), {
    error:
      "expected the name of a host, without scheme, port and path: `docs.example.com` or `*.example.com`",
    params: { code: "E305" },
  });

export const guardrails = z
  .strictObject({
    content: z.array(content).max(64).default([]).describe("Lists of prohibited content."),
    injection: z
      .strictObject({
        threshold: z
          .number()
          .min(0)
          .max(1)
          .default(0.7)
          .describe(
            "Scores from here on count: 0 is an ordinary text, 1 an attempt beyond doubt. A plain attempt scores 0.7 and more, an article about attempts mostly less.",
          ),
        origins: z
          .array(z.enum(["user", "tool"]))
          .min(1)
          .max(2)
          .default(["user", "tool"])
          .describe(
            "Whose texts are looked at: what users write, and what tools return (the indirect way in).",
          ),
        action: guardAction,
      })
      .optional()
      .describe(
        "Attempts to override the instructions of an application (prompt injection, jailbreaks), by their wording, in 17 languages and in common encodings. Wordings that nobody has thought of are not found.",
      ),
    systemPromptLeak: z
      .strictObject({
        length: z
          .int()
          .min(16)
          .max(1_024)
          .default(64)
          .describe("So many characters of the system prompt in a row, word for word, are a leak."),
        action: guardAction,
      })
      .optional()
      .describe("Replies that repeat the system prompt."),
    secrets: z.strictObject({ action: guardAction }).optional().describe("Replies with credentials in them."),
    links: z
      .strictObject({
        allowedHosts: z
          .array(allowedHost)
          .max(1_000)
          .default([])
          .describe(
            "Hosts that links may lead to, on any port; `*.example.com` stands for all below example.com, and not for itself.",
          ),
        action: guardAction,
      })
      .optional()
      .describe(
        "Replies with links to hosts that are not listed, by which an injected prompt could send data out.",
      ),
    holdBack: z
      .int()
      .min(0)
      .max(4_096)
      .default(128)
      .describe(
        "Characters of each text of a streamed reply that are held back while a `deny` rule looks at replies: what it finds within so many characters never leaves. Up to a quarter more (at least 32) wait to be looked at together. `warn` and `report` hold nothing back. In a stream a match of a pattern is found up to 256 characters, or `holdBack` where that is more.",
      ),
  })
  .superRefine(({ content: lists }, context) => {
    const taken = new Set<string>();
    for (const [index, { name }] of lists.entries()) {
      const message = takenName(name, taken);
      if (message !== undefined) {
        const path = ["content", index, "name"];
        context.addIssue({ code: "custom", message, path, input: name, params: { code: "E319" } });
      }
      taken.add(name);
    }
  })
  .describe(
    "What may not be said, in requests and replies. Texts are looked at as they are before redaction in requests, and before values are put back in replies; cached answers are looked at again. A request that cannot be looked into is refused where a rule denies. Of replies that pass through as they are (`match.paths`), JSON is looked at, in full or not at all; streams, other types and gRPC messages are not.",
  );

export type GuardrailsSpec = z.output<typeof guardrails>;
