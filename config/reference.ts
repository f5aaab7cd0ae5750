import { BYPASS_REASONS, MISS_REASONS } from "../sidecar/core/cache-reasons.ts";
import { ERROR_TABLE, type ErrorKind, isErrorKind } from "../sidecar/core/errors.ts";
import { VERDICTS, type Verdict } from "../sidecar/filters/breaker/verdict.ts";
import { LEADS_DOWN } from "../sidecar/filters/fallback/ladder.ts";
import { cachingSection } from "./reference-cache.ts";
import { examplesSection } from "./reference-examples.ts";
import { purgingSection } from "./reference-purging.ts";
import { redactionSection } from "./reference-redaction.ts";
import { rulesSection } from "./reference-rules.ts";
import { MAX_OWN_TAGS } from "./schema/cache.ts";
import { FAULT_TABLE } from "./schema/faults.ts";
import { API_VERSION, envelope, KIND_NAMES, KINDS, type Kind } from "./schema/kinds.ts";
import { RETRY_CONDITIONS } from "./schema/route.ts";
import {
  alternatives,
  defaultOf,
  descriptionOf,
  isLongList,
  isRequired,
  optionKeys,
  type Schema,
  shapeOf,
  termOf,
} from "./schema/shape.ts";

const reasons = (table: object): string =>
  Object.keys(table)
    .map((name) => `\`${name}\``)
    .join(", ");

const REQUEST_HEADERS = {
  "traceparent, tracestate": "W3C trace context.",
  "idempotency-key":
    "Same key, same caller: one execution. A repeat while the first is in flight waits for it and gets the same answer; later ones within `limits.idempotencyWindow` get the one that was kept. Another request with the key is a 422. It is executed again when the first one failed, its caller left, or its answer is larger than `limits.idempotencyEntrySize`. 1 to 255 characters; passed on to the provider in a form that is this caller's own, except by routes with a cache that coalesces calls.",
  "cache-control":
    "`no-cache` (do not read), `no-store` (neither read nor store), `max-age=N`, `only-if-cached` (a miss is a 504).",
  "x-aios-cache-tags": `What the answer can be purged by, beside its own tags: up to ${MAX_OWN_TAGS}, separated by commas, each 1 to 128 letters, digits and \`. _ : @ / * + -\`, the first one a letter or digit. Anything else is a 400.`,
  "x-aios-timeout":
    "Longest duration of the call, e.g. `2s`; may only shorten the route's `total`. gRPC uses its deadline.",
  "x-aios-policy":
    "Policies to add to the route's, comma-separated; an unknown one is a 400. It takes none away, and what is added makes nothing milder; one with `mode: dry-run` adds its dry run.",
  "x-aios-session, x-aios-user":
    "Whom cached answers are isolated by, whose calls limits count together, and whom calls are accounted to. A session keeps to one endpoint where `loadBalancing.sticky` says so, and in it a redacted value keeps its placeholder from call to call.",
} as const;

const REPLY_HEADERS = {
  "x-aios-request-id": "UUIDv7 of the call; the `callId` of its log line.",
  "x-aios-config-version":
    "Configuration that served the call: the SHA-256 of what this sidecar was sent, which is the part of the whole that its workload needs.",
  "x-aios-route, x-aios-upstream, x-aios-model":
    "What was chosen. Upstream and model are those that answered, or failed: a stale answer or a fixed text has none; a repeat by `idempotency-key` has those of its answer.",
  "x-aios-endpoint":
    "Host and port of the endpoint that answered, or failed, where an upstream has several. Not told of those that the control plane dials: its log and `aios_endpoint_attempts_total` name them.",
  "x-aios-cache":
    "`hit`: from memory, or from what a fleet shares. `semantic-hit`: the answer to a question that means the same. `coalesced`: that of an identical call that was in flight. `stale`: an expired one. These have an `age` in whole seconds, except `coalesced`. `miss`: the upstream was asked. `bypass`: the call went by the cache.",
  "x-aios-cache-reason": `With \`miss\` (${reasons(MISS_REASONS)}) and \`bypass\` (${reasons(BYPASS_REASONS)}); what they mean is [above](#caching).`,
  "x-aios-cache-similarity":
    "With `semantic-hit`: cosine similarity of the two questions, 0 to 1, with three decimals: `0.934`.",
  "idempotency-replayed":
    "`true` where the answer, or the refusal, is that of an earlier call with the same `idempotency-key`.",
  "x-aios-attempts": "Attempts made at upstreams, retries, hedges and rungs of the ladder included.",
  "x-aios-degraded": "Rung of the fallback ladder that answered, and why: `stale; reason=breaker-open`.",
  "x-aios-left-out":
    "Where a call was translated: advice to the provider that the other dialect has no words for, such as `cache_control`.",
  "x-ratelimit-limit-requests, -remaining-, -reset-; the same of tokens":
    "What a policy's `limits` leave of the narrowest window, in place of the provider's own; `anthropic-ratelimit-*` to callers of that dialect. Without such limits the provider's pass.",
  "x-aios-redactions":
    "What the policies in force found, by entity: `email=1, card=2`; what was found in the reply counts too, at its end.",
  "x-aios-policy": "Policies applied.",
  "x-aios-warnings":
    "Rules and guardrails that warn of this call, as `policy/rule`; a guardrail's rule is the name of its content, or `injection`, `system-prompt-leak`, `secrets` or `links`. Of what is found in a stream, in a comment at its end.",
  warning:
    'The messages of those that have one, as Kubernetes sends them: `299 aios "message"`, up to eight, separated by commas. A message has 512 characters at most; what is not printable ASCII, and `%`, is percent-encoded in UTF-8.',
  "x-aios-denied-by":
    "With a `policy-denied`: what denied the call, as `policy/rule`, or as `policy/entity` where redaction did (action `block`).",
  "x-aios-denied-reason":
    "With that, of a rule in CEL: its `reason`, such as `Unauthorized`. It is for programs to tell refusals apart; the status is 403 whatever it says.",
  "server-timing":
    "In ms: `aios;dur=…` is the whole call as it took here until now, with the wait for the upstream in it; `upstream;dur=…` is the part during which at least one attempt waited for its first frame (a document: all of it). Their difference is what aios added, waits between retries included. For a stream again at its end, in a comment: there the rest of the stream counts as well, in `aios` alone.",
  "x-aios-error-kind": "gRPC only: kind of the error, from the table below.",
} as const;

/** One field of a kind, as the reference and the tests see it. */
export interface ReferenceField {
  /** `spec.targets[].upstream`, `spec.match.workloads.labels.*` */
  readonly path: string;
  readonly type: string;
  /** `alternative`: this one, or another that tells the alternatives apart. */
  readonly presence: "required" | "optional" | "alternative";
  /** As it would be typed. */
  readonly defaultText: string | undefined;
  readonly description: string | undefined;
}

/** The whole reference as Markdown. */
export function referenceDocument(): string {
  return [
    "<!-- Written by `npm run generate` from config/schema. Do not edit. -->",
    "",
    "# Configuration reference",
    "",
    `YAML, one or many documents to a file, each with \`apiVersion: ${API_VERSION}\`. \`aios check\` validates them;`,
    "`aios.schema.json`, beside this file, makes an editor complete and explain them.",
    "",
    "- A **duration** is a number and a unit: `ms`, `s`, `m`, `h` or `d`. A **size** likewise: `B`, `KiB`, `MiB` or `GiB`.",
    "- A **secret** is never written down: `{ env: NAME }` or `{ file: /absolute/path }` says where it is kept.",
    "- Unknown fields are refused.",
    "",
    "## Every document",
    "",
    ...fieldTable(fieldsBelow("", envelope).filter(({ path }) => path !== "spec")),
    ...KIND_NAMES.flatMap(kindSection),
    ...redactionSection(table),
    ...rulesSection(table),
    ...cachingSection(table),
    ...purgingSection(table),
    ...examplesSection(),
    "## Faults",
    "",
    "What `aios check`, the control plane and a sidecar say of a configuration that cannot be used (`E`), and what `aios check`",
    "warns of in one that can: something in it cannot work, or does nothing (`W`). A code never changes its meaning.",
    "",
    ...table(
      ["code", "name", "says"],
      Object.entries(FAULT_TABLE).map(([code, { title, says }]) => [code, title, says]),
    ),
    "## Headers",
    "",
    "Requests may carry these; over gRPC they are metadata of the same names. None of them goes to a provider.",
    "",
    ...table(
      ["request header", "says"],
      Object.entries(REQUEST_HEADERS).map(([name, says]) => [code(name), says]),
    ),
    "Replies carry these, as far as they were decided: an answer from the cache has no upstream, and what never became a",
    "call has a request id only. Over gRPC they are metadata, and trailing metadata again at the end of a stream.",
    "",
    ...table(
      ["reply header", "says"],
      Object.entries(REPLY_HEADERS).map(([name, says]) => [code(name), says]),
    ),
    "## Errors",
    "",
    "What a call can end with. The error's body has the shape of the caller's own dialect. Once a reply has begun nothing is",
    "tried again, and no rung of the ladder is taken: the failure is told inside it.",
    "",
    "- **Retried**: what a route's `retry.on` has to list.",
    "- **Breaker**: what that of the upstream and model makes of it. `failure`: counts towards `errorRate`. `answered`: counts as",
    "  a call that went well. `429`: counts towards `rateLimited.rate`, where that is set. `slow`: where `slowCalls` is set and the",
    "  first byte took longer already, counts as a slow call. Nothing: not counted.",
    "- **Ladder**: whether it leads down the route's `fallback`.",
    "",
    ...table(
      ["kind", "HTTP", "gRPC", "retried", "breaker", "ladder"],
      Object.keys(ERROR_TABLE)
        .filter(isErrorKind)
        .map((kind) => [
          code(kind),
          String(ERROR_TABLE[kind].http),
          ERROR_TABLE[kind].grpc,
          ...effectsOf(kind),
        ]),
    ),
    "## Timeouts",
    "",
    "Each of a route's four has a kind of error, and so an effect, of its own.",
    "",
    ...table(
      ["timeout", "from", "until", "kind", "retried", "breaker", "ladder"],
      Object.entries(TIMEOUTS).map(([name, { from, until, kind }]) => [
        code(`timeouts.${name}`),
        from,
        until,
        code(kind),
        ...effectsOf(kind),
      ]),
    ),
    "- `firstToken` and `idle` are of streams; a whole reply knows `connect` and `total` only.",
    "- `idle` begins with the first event, when a reply has usually begun: then it is told inside the stream, and neither retried",
    "  nor sent down the ladder. While a slow reader lets the stream wait it does not run.",
    "- `total` is the whole call: when it is over there is no time left for a retry or a rung. `x-aios-timeout` and the deadline of",
    "  a gRPC call shorten it and have the same kind. A whole reply that a provider owed for half of `total` or longer is a failure",
    "  to the breaker: one that takes requests and never answers would else be held against nobody.",
    "- `connect` is of the connection to the provider, TLS included, where the sidecar dials it. An upstream that the control plane",
    "  dials has 5 s there; a control plane that cannot be reached within `connect` is `gateway-unreachable`.",
    "",
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}

const TIMEOUTS: Readonly<
  Record<string, { readonly from: string; readonly until: string; readonly kind: ErrorKind }>
> = {
  connect: { from: "an attempt's need of a connection", until: "it stands", kind: "connect-timeout" },
  firstToken: { from: "an attempt's start", until: "its first event", kind: "first-token-timeout" },
  idle: { from: "one event of the stream", until: "the next one", kind: "idle-timeout" },
  total: { from: "the call's arrival", until: "its last byte", kind: "deadline-exceeded" },
};

const BREAKER_EFFECTS: Readonly<Record<Verdict, string>> = {
  success: "answered",
  failure: "failure",
  "rate-limited": "429",
  "given-up": "slow",
  neutral: "",
};

/** What an error of this kind does to retries, breaker and ladder. */
function effectsOf(kind: ErrorKind): readonly string[] {
  const condition = kind === "gateway-unreachable" ? "connect" : kind;
  const isRetried = ERROR_TABLE[kind].retryable && RETRY_CONDITIONS.some((each) => each === condition);
  return [
    isRetried ? code(condition) : "never",
    BREAKER_EFFECTS[VERDICTS[kind]],
    LEADS_DOWN[kind] ? "yes" : "",
  ];
}

/** All fields of a kind, depth first, in the order of the schema. */
export function fieldsOf(kind: Kind): readonly ReferenceField[] {
  return fieldsBelow("spec", KINDS[kind]);
}

function kindSection(kind: Kind): readonly string[] {
  return [`## ${kind}`, "", descriptionOf(KINDS[kind]) ?? "", "", ...fieldTable(fieldsOf(kind))];
}

function fieldsBelow(path: string, schema: Schema, isAlternative = false): readonly ReferenceField[] {
  const shape = shapeOf(schema);
  switch (shape.type) {
    case "object":
      return shape.fields.flatMap((field) => {
        const fieldPath = path === "" ? field.name : `${path}.${field.name}`;
        return [describe(fieldPath, field.schema, isAlternative), ...fieldsBelow(fieldPath, field.schema)];
      });
    case "list":
      return fieldsBelow(`${path}[]`, shape.item);
    case "map":
      return fieldsBelow(`${path}.*`, shape.value);
    case "union":
      return onceByPath(shape.options.flatMap((option) => fieldsBelow(path, option, true)));
    default:
      return [];
  }
}

/** Alternatives may share a field. */
function onceByPath(fields: readonly ReferenceField[]): readonly ReferenceField[] {
  return [...new Map(fields.map((field) => [field.path, field])).values()];
}

function describe(path: string, schema: Schema, isAlternative: boolean): ReferenceField {
  const value = defaultOf(schema);
  // A map that is filled from its fields' defaults has none of its own to tell.
  const isEmptyMap = typeof value === "object" && value !== null && !Array.isArray(value);
  return {
    path,
    type: typeOf(schema),
    presence: isRequired(schema) ? (isAlternative ? "alternative" : "required") : "optional",
    defaultText:
      value === undefined || isEmptyMap
        ? undefined
        : typeof value === "string"
          ? value
          : JSON.stringify(value),
    description: descriptionOf(schema),
  };
}

function typeOf(schema: Schema): string {
  const shape = shapeOf(schema);
  switch (shape.type) {
    case "object":
      return "map";
    case "list":
      return listType(shape.item);
    case "map":
      return "map of texts";
    case "union":
      return termOf(schema)?.short ?? `map with ${alternatives(optionKeys(shape.options).map(code))}`;
    case "enum":
      return isLongList(shape.values)
        ? `one of ${shape.values.length} names`
        : alternatives(shape.values.map(code));
    case "number":
      return numberType(shape);
    case "boolean":
      return "`true` or `false`";
    case "text":
      return textType(schema);
    default:
      return shape satisfies never;
  }
}

function listType(item: Schema): string {
  const shape = shapeOf(item);
  return shape.type === "enum" && isLongList(shape.values)
    ? `list of names, each one of ${shape.values.length}`
    : `list of ${plural(typeOf(item))}`;
}

function textType(schema: Schema): string {
  const term = termOf(schema);
  return term === undefined ? "text" : (term.short ?? term.noun.replace(/^(an?|the) /, ""));
}

function numberType({
  whole,
  min,
  max,
}: {
  readonly whole: boolean;
  readonly min: number;
  readonly max: number;
}): string {
  const noun = whole ? "whole number" : "number";
  return Math.abs(min) < Number.MAX_SAFE_INTEGER && max < Number.MAX_SAFE_INTEGER
    ? `${noun}, ${min} to ${max}`
    : noun;
}

function plural(type: string): string {
  return type.startsWith("map with") ? type.replace("map", "maps") : type.includes("`") ? type : `${type}s`;
}

function fieldTable(fields: readonly ReferenceField[]): readonly string[] {
  return table(
    ["field", "type", "default", "what it says"],
    fields.map(({ path, type, presence, defaultText, description }) => [
      code(path),
      type,
      presence === "optional" ? (defaultText === undefined ? "" : code(defaultText)) : PRESENCE[presence],
      description ?? "",
    ]),
  );
}

const PRESENCE = { required: "**required**", alternative: "**one of these**" } as const;

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""];
}

const code = (text: string): string => `\`${text}\``;
