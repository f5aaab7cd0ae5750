import { alternatives } from "../shape.ts";

/** A field of a variable, as expressions see it. */
export interface RuleField {
  /** CEL's name of the type. */
  readonly type: string;
  readonly description: string;
  /** An expression in which it occurs. */
  readonly example: string;
  /** All texts that it can be; anything when absent. */
  readonly values?: readonly string[];
}

/** The same words as `Operation`, `DialectName` and `Protocol` in the call vocabulary. */
const OPERATIONS = [
  "chat",
  "completion",
  "response",
  "embedding",
  "token-count",
  "rerank",
  "image",
  "transcription",
  "passthrough",
] as const;
const DIALECTS = [
  "openai-chat",
  "openai-completions",
  "openai-responses",
  "openai-images",
  "openai-transcriptions",
  "anthropic-messages",
  "anthropic-count-tokens",
  "embeddings",
  "rerank",
  "http-passthrough",
  "grpc-passthrough",
] as const;
const PROTOCOLS = ["http", "grpc", "embedded"] as const;

const oneOf = (values: readonly string[]): string => alternatives(values.map((value) => `\`${value}\``));

/** A variable that is a map of fields that are known, each with a type of its own. */
export interface RuleObject {
  readonly description: string;
  readonly fields: Readonly<Record<string, RuleField>>;
}

/** What a rule may ask of a call, by the variable's name. The one table of it: types, checks and reference are made of it. */
export const RULE_OBJECTS = {
  request: {
    description: "The call as its caller made it.",
    fields: {
      operation: {
        type: "string",
        description: `${oneOf(OPERATIONS)}.`,
        example: 'request.operation in ["chat", "response"]',
        values: OPERATIONS,
      },
      model: {
        type: "string",
        description: "The model, as the caller asked for it; empty where a call passes through.",
        example: 'request.model.startsWith("gpt-4o")',
      },
      dialect: {
        type: "string",
        description: `Whose wire shape it has: ${oneOf(DIALECTS)}.`,
        example: 'request.dialect == "anthropic-messages"',
        values: DIALECTS,
      },
      stream: { type: "bool", description: "Whether a stream is asked for.", example: "!request.stream" },
      protocol: {
        type: "string",
        description: `${oneOf(PROTOCOLS)}.`,
        example: 'request.protocol == "http"',
        values: PROTOCOLS,
      },
      tokens: {
        type: "int",
        description:
          "Tokens of its input, estimated as one for every 4 bytes of the whole JSON body (messages, tools, parameters and punctuation) after redaction.",
        example: "request.tokens <= 8000",
      },
      bytes: {
        type: "int",
        description: "Length of its body after redaction.",
        example: "request.bytes < 65536",
      },
      headers: {
        type: "map<string, string>",
        description:
          "Headers by lower-case name: `content-type`, `user-agent`, `x-aios-policy`, `x-aios-timeout` and those that `ruleHeaders` lists. One that was not sent is not in the map.",
        example: '"x-tenant" in request.headers && request.headers["x-tenant"] == "acme"',
      },
      user: {
        type: "string",
        description: "`x-aios-user`; empty without one.",
        example: 'request.user != ""',
      },
      session: {
        type: "string",
        description: "`x-aios-session`; empty without one.",
        example: 'request.session.startsWith("s-")',
      },
    },
  },
  workload: {
    description: "Who calls, as attested where the sidecar runs.",
    fields: {
      namespace: {
        type: "string",
        description: "Its namespace.",
        example: 'workload.namespace == "billing"',
      },
      serviceAccount: {
        type: "string",
        description: "Its service account.",
        example: 'workload.serviceAccount != "default"',
      },
      labels: {
        type: "map<string, string>",
        description: "Its labels. One that it does not have is not in the map.",
        example: '"data-class" in workload.labels && workload.labels["data-class"] == "public"',
      },
    },
  },
  upstream: {
    description:
      "Where the call would go. A rule that names it is asked for each place that the call could go to, fallbacks and copies included: a denied place is not chosen, and a call with no place left is denied.",
    fields: {
      name: { type: "string", description: "The Upstream's name.", example: 'upstream.name != "trial"' },
      region: {
        type: "string",
        description: "Its `region`; empty without one.",
        example: 'upstream.region.startsWith("eu-")',
      },
      owner: {
        type: "string",
        description: "Its `owner`; empty without one.",
        example: 'upstream.owner == "self"',
      },
      model: {
        type: "string",
        description: "The model that it would be asked for.",
        example: 'upstream.model == "gpt-4o-2024-11-20"',
      },
    },
  },
} as const satisfies Readonly<Record<string, RuleObject>>;

/** Variables that are values themselves. */
export const RULE_VALUES = {
  redactions: {
    type: "map<string, int>",
    description: "What was found in the request by redaction, counted by entity; 0 for what was not found.",
    example: 'redactions["card"] + redactions["ssn"] == 0',
  },
  now: {
    type: "google.protobuf.Timestamp",
    description: "When the call is judged. Methods take a time zone by name, which has to be a literal.",
    example: 'now.getDayOfWeek("Europe/Berlin") in [1, 2, 3, 4, 5]',
  },
  hour: { type: "int", description: "Hour of the day in UTC, 0 to 23.", example: "hour >= 7 && hour < 19" },
} as const satisfies Readonly<Record<string, RuleField>>;

export type RuleObjectName = keyof typeof RULE_OBJECTS;

/** Headers that every rule may read. A policy adds others by name; none that carries a credential. */
export const RULE_HEADERS: readonly string[] = [
  "content-type",
  "user-agent",
  "x-aios-policy",
  "x-aios-timeout",
];

/** Headers that carry credentials, by name or by part of a name: no rule reads them. */
export const SECRET_HEADER =
  /authorization|(?:^|-)auth$|cookie|(?:api|access|auth|private|functions|subscription)[-_]?key|token|secret|passw|credential|signature|jwt|bearer|hmac/;
