import { looksLikeSecret } from "./secret-text.ts";

/** Something wrong with a resource. `path` leads from the spec's root to the place. */
export interface Fault {
  readonly kind: string;
  readonly name: string;
  readonly path: Path;
  /** A key of FAULT_TABLE. */
  readonly code: string;
  /** What was found and what was expected; safe to print: no secret is ever quoted. */
  readonly message: string;
  /** What belongs here, for programs. */
  readonly expected?: string;
  /** What was probably meant, as it would be typed. */
  readonly hint?: string;
  /** What is pointed at, where that is not what its code says. */
  readonly at?: PointAt;
  /** Which part of the text at `path` is pointed at. */
  readonly within?: TextRange;
}

/** Part of a text, in UTF-16 code units; `end` is the first one after it. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What of the document is pointed at: the value at a path, its key, or what contains it. */
export type PointAt = "value" | "key" | "parent";

/** Keys and indices, from the outside in. */
export type Path = readonly (string | number)[];

/**
 * Everything that can be wrong with a configuration. Codes are stable: one is retired, never reused. Those with E make
 * it unusable; those with W are warnings: it is valid, but something in it cannot work, or does nothing. `at` is what is
 * pointed at in the file: the value at the fault's path, its key, or (when nothing is there) what should contain it.
 */
export const FAULT_TABLE = {
  E101: { at: "value", title: "syntax", says: "The text is not valid YAML." },
  E102: { at: "key", title: "duplicate-key", says: "A key stands twice in one map." },
  E103: {
    at: "value",
    title: "unsupported-yaml",
    says: "A YAML feature that configuration does not use: tags, keys that are no text, `__proto__`, aliases of what is unknown or not yet complete.",
  },
  E104: {
    at: "value",
    title: "too-large",
    says: "More than 1 MiB in a file, 10,000 documents, 100,000 values in a document (aliases counted as often as they are used) or 64 levels.",
  },
  E105: { at: "value", title: "unreadable-file", says: "The file cannot be read, or is not UTF-8." },
  E201: {
    at: "value",
    title: "not-a-resource",
    says: "A document is not a map with `apiVersion`, `kind`, `metadata` and `spec`.",
  },
  E202: { at: "value", title: "api-version", says: "`apiVersion` is missing or not `aios.dev/v1`." },
  E203: { at: "value", title: "kind", says: "`kind` is missing or unknown." },
  E204: { at: "value", title: "metadata", says: "`metadata` or `metadata.name` is missing or not valid." },
  E205: {
    at: "key",
    title: "unknown-envelope-field",
    says: "A document has a field beside `apiVersion`, `kind`, `metadata` and `spec`.",
  },
  E206: {
    at: "value",
    title: "duplicate-resource",
    says: "Two documents of one kind have the same name, or there is a second `Sidecar` or `ControlPlane`.",
  },
  E207: { at: "value", title: "spec", says: "`spec` is missing or not a map." },
  E301: { at: "key", title: "unknown-field", says: "There is no such field here." },
  E302: { at: "parent", title: "missing-field", says: "A field that has no default is missing." },
  E303: {
    at: "value",
    title: "wrong-type",
    says: "The value is of another type, e.g. a number in place of a duration.",
  },
  E304: { at: "value", title: "unknown-value", says: "The value is none of those that are allowed." },
  E305: { at: "value", title: "wrong-format", says: "The text does not have the form that belongs here." },
  E306: {
    at: "value",
    title: "out-of-range",
    says: "A number, a text or a list is too small, too large, too short or too long.",
  },
  E307: {
    at: "value",
    title: "secret-in-clear",
    says: "A secret stands in the file. Say where it is kept instead: `{ env: NAME }` or `{ file: /absolute/path }`. The value is not printed; regard it as leaked.",
  },
  E308: {
    at: "value",
    title: "no-alternative",
    says: "The value is none of the alternatives, or several at once.",
  },
  E309: {
    at: "key",
    title: "wrong-key",
    says: "A key of a free map does not have the form that belongs here.",
  },
  E310: { at: "value", title: "no-weight", says: "All targets of a route have the weight 0." },
  E311: {
    at: "value",
    title: "timeout-order",
    says: "A duration is longer than its bound: `connect` than `total`, `backoff` than `maxBackoff`, `baseEjectionTime` than `maxEjectionTime`.",
  },
  E312: {
    at: "value",
    title: "needs-cache",
    says: "`stale` is a rung of the ladder, but the route has no `cache.exact`.",
  },
  E313: {
    at: "value",
    title: "not-on-passthrough",
    says: "A route with `match.paths` or `match.services`, or an upstream with `dialect: grpc`, has a field that such calls know nothing of.",
  },
  E314: {
    at: "value",
    title: "wrong-dialect",
    says: "An upstream's dialect cannot take what it is given: `grpc` takes the calls of routes with `match.services` and no others, needs a grpc:// or grpcs:// URL without a path and `via: direct`; an `embedder` needs `dialect: openai` and the operation `embedding`.",
  },
  E317: {
    at: "value",
    title: "expression",
    says: "A CEL expression of a rule cannot be read, names what is not there, gives another type than is needed, or may take too long.",
  },
  E318: {
    at: "key",
    title: "candidate",
    says: "`candidateFor` stands in a policy without `mode: dry-run`, in one with a `select` of its own, or names the policy itself.",
  },
  E319: {
    at: "value",
    title: "duplicate-rule",
    says: "Two rules of a policy have the same name, or one has that of a guardrail: callers and metrics could not tell them apart.",
  },
  E320: {
    at: "value",
    title: "pattern",
    says: "A regular expression that is not in RE2's syntax (look-around and back-references cannot be matched in linear time), that matches the empty text, or that is too large.",
  },
  E321: {
    at: "value",
    title: "taken-name",
    says: "A list or pattern of one's own has the name of an entity, a group or another list or pattern, or one that only differs by dashes from it.",
  },
  E401: { at: "value", title: "unknown-upstream", says: "There is no Upstream of that name." },
  E402: { at: "value", title: "unknown-policy", says: "There is no Policy of that name." },
  E403: { at: "value", title: "unknown-route", says: "There is no Route of that name." },
  W301: {
    at: "value",
    title: "version-in-url",
    says: "The URL of an Upstream with `dialect: anthropic` ends in `/v1`, which stands in the paths of its calls already.",
  },
  W302: {
    at: "value",
    title: "no-version-in-url",
    says: "The URL of an Upstream with `dialect: openai` has no version such as `/v1` in its path, and none is added. Some providers have none.",
  },
  W303: {
    at: "value",
    title: "operation-of-another-dialect",
    says: "An Upstream lists an operation that its dialect does not have: no such call ever goes there.",
  },
  W304: {
    at: "value",
    title: "hedge-too-late",
    says: "`hedge.delay` is not shorter than `timeouts.total`: the call is over before a second attempt is made.",
  },
  W305: {
    at: "value",
    title: "size-order",
    says: "A part may be larger than the whole: `cacheEntrySize` than `cacheSize`, `idempotencyEntrySize` than `idempotencySize`, `maxRequestSize` than `maxBufferedRequestSize`. The whole decides.",
  },
  W306: {
    at: "key",
    title: "needs-endpoints",
    says: "`loadBalancing` or `outlierDetection` stands in an Upstream with a `url`; both are about several `endpoints`.",
  },
  W307: {
    at: "value",
    title: "covers-ai-path",
    says: "A prefix in `match.paths` is, or covers, a path that has routes by operation and model: those calls keep their own routes.",
  },
  W401: {
    at: "key",
    title: "route-without-calls",
    says: "Other Routes match all that this one does, and come first by name: it never gets a call.",
  },
  W402: {
    at: "value",
    title: "policy-without-calls",
    says: "A Policy has no `select`, and no Route names it: it applies only to calls whose header `x-aios-policy` names it.",
  },
  W403: {
    at: "value",
    title: "no-permitted-target",
    says: "The `residency` of the policies that a Route has for all of its calls permits none of its targets: every call is denied, unless a rung of the ladder answers.",
  },
  W404: {
    at: "value",
    title: "names-in-replies",
    says: "A Policy looks for persons, addresses or organisations in replies: in those that come whole; in streams and gRPC messages they are not found.",
  },
} as const satisfies Record<string, FaultRow>;

interface FaultRow {
  readonly at: PointAt;
  readonly title: string;
  readonly says: string;
}

export type FaultCode = keyof typeof FAULT_TABLE;

export function isFaultCode(code: string): code is FaultCode {
  return Object.hasOwn(FAULT_TABLE, code);
}

/** A warning never keeps a configuration from being used. */
export function severityOf(code: FaultCode): "error" | "warning" {
  return code.startsWith("W") ? "warning" : "error";
}

/** `spec.targets[0].upstream`; keys that are no plain words stand in brackets: `labels["app.kubernetes.io/name"]`. A key that looks like a secret is not shown. */
export function formatPath(path: Path): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else if (looksLikeSecret(part)) text += "[not shown]";
    else if (/^[A-Za-z_][\w-]*$/.test(part)) text += text === "" ? part : `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}

/** `message; did you mean "hint"?`; a number stands without quotes, as it is typed. */
export function withHint({ message, hint }: { readonly message: string; readonly hint?: string }): string {
  if (hint === undefined) return message;
  return `${message}; did you mean ${/^\d+\.\d+$/.test(hint) ? hint : `"${hint}"`}?`;
}
