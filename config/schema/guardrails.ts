import { z } from "zod";

/** One word that names a rule within its policy; callers are told `policy/rule`. */
export const ruleName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/)
  .max(63);

const guardAction = z
  .enum(["deny", "warn", "report"])
  .default("deny")
  .describe(
    "`deny`: the call is refused, or a stream that has begun is ended with an error. `warn`: the caller is told by `x-aios-warnings`. `report`: it is counted.",
  );

const content = z
  .strictObject({
    name: ruleName.describe("What callers and metrics know it by, after the policy's name."),
    terms: z
      .array(z.string().min(2).max(256))
      .max(10_000)
      .default([])
      .describe("Words and phrases, found as whole words in any letter case."),
    patterns: z
      .array(z.string().min(1).max(1_024))
      .max(64)
      .default([])
      .describe("Regular expressions in RE2's syntax, matched in linear time."),
    direction: z.enum(["request", "reply", "both"]).default("both").describe("Where they are prohibited."),
    action: guardAction,
    message: z.string().min(1).max(512).optional().describe("What a caller is told who is denied."),
  })
  .describe("Content that is prohibited.");

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
          .describe("Scores from here on count: 0 is an ordinary text, 1 an attempt beyond doubt."),
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
        "Attempts to override the instructions of an application (prompt injection, jailbreaks), by their wording.",
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
          .array(z.string().min(1).max(253))
          .max(1_000)
          .default([])
          .describe("Hosts that links may lead to; `*.example.com` stands for all below example.com."),
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
        "Characters of a streamed reply that are held back while a `deny` rule looks at replies: what it finds within so many characters never leaves.",
      ),
  })
  .describe(
    "What may not be said, in requests and replies. Texts are looked at as they are before redaction in requests, and before values are put back in replies.",
  );

export type GuardrailsSpec = z.output<typeof guardrails>;
