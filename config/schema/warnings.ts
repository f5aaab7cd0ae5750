import type { Fault, FaultCode, Path } from "./faults.ts";
import { INTERPRETED } from "./interpreted.ts";
import { KINDS, type Kind } from "./kinds.ts";
import { needlessRoutes } from "./needless-routes.ts";
import type { PolicySpec } from "./policy.ts";
import { valuesAt } from "./references.ts";
import type { RouteOperation, RouteSpec } from "./route.ts";
import { looksLikeSecret } from "./secret-text.ts";
import type { LimitsSpec } from "./settings.ts";
import { formatDuration, formatSize } from "./units.ts";
import { unreachableRoutes } from "./unreachable-routes.ts";
import { unwatchedNames } from "./unwatched-names.ts";
import { endpointsOf, type UpstreamSpec } from "./upstream.ts";

/** The operations for which a dialect has a request; those of the sidecar's dialects. */
export const DIALECT_OPERATIONS: Readonly<Record<"openai" | "anthropic", readonly RouteOperation[]>> = {
  openai: ["chat", "completion", "response", "embedding", "rerank", "image", "transcription"],
  anthropic: ["chat", "token-count"],
};

/** Paths whose calls are routed by operation and model, or are answered by the sidecar itself. */
export const ROUTED_PATHS: readonly string[] = [
  "/v1/chat/completions",
  "/v1/completions",
  "/v1/embeddings",
  "/v1/images/generations",
  "/v1/messages",
  "/v1/messages/count_tokens",
  "/v1/models",
  "/v1/rerank",
  "/v1/responses",
  "/v1/audio/transcriptions",
  "/v1/audio/translations",
];

/** One document: its spec as written, not yet validated. */
export interface WrittenDocument {
  readonly kind: Kind;
  readonly name: string;
  readonly spec: unknown;
}

/** What is valid but cannot work, or does nothing; `path` from the document's root. */
export interface Warning extends Fault {
  readonly kind: Kind;
  readonly code: FaultCode;
}

/** `path` from the spec's root. */
type Add = (code: FaultCode, path: Path, message: string, hint?: string) => void;

/**
 * Warnings over documents. Of one that is not valid there are none. `isWhole`: there are no faults at all; only then
 * something can be said of what is missing.
 */
export function warningsOf(
  documents: readonly WrittenDocument[],
  { isWhole }: { readonly isWhole: boolean },
): readonly Warning[] {
  const warnings: Warning[] = [];
  const passedTo = upstreamsOfPassthrough(documents);
  const named = namedPolicies(documents);
  const routes: { name: string; spec: RouteSpec }[] = [];
  const policies = new Map<string, PolicySpec>();
  const upstreams = new Map<string, UpstreamSpec>();
  for (const { kind, name, spec: written } of documents) {
    const add: Add = (code, path, message, hint) =>
      warnings.push({
        kind,
        name,
        path: ["spec", ...path],
        code,
        message,
        ...(hint === undefined ? {} : { hint }),
      });
    if (kind === "Upstream") {
      const spec = KINDS[kind].safeParse(written, INTERPRETED).data;
      if (spec === undefined) continue;
      upstreamWarnings(spec, written, { isPassedTo: passedTo.has(name), add });
      upstreams.set(name, spec);
    } else if (kind === "Route") {
      const spec = KINDS[kind].safeParse(written, INTERPRETED).data;
      if (spec === undefined) continue;
      routeWarnings(spec, add);
      routes.push({ name, spec });
    } else if (kind === "Policy") {
      const spec = KINDS[kind].safeParse(written, INTERPRETED).data;
      if (spec !== undefined) policies.set(name, spec);
      for (const { path, message } of spec === undefined ? [] : unwatchedNames(spec))
        add("W404", path, message);
      // A candidate applies where the policy does that it is for.
      const isSelected = ["select", "candidateFor"].some((field) => valuesAt(written, [field]).length > 0);
      if (!isWhole || named === undefined || isSelected || named.has(name)) continue;
      const message = `no Route names "${name}", and it has no \`select\`: it applies only to calls whose header \`x-aios-policy\` names it`;
      warnings.push({ kind, name, path: ["metadata", "name"], code: "W402", message });
    } else {
      const spec = KINDS[kind].safeParse(written, INTERPRETED).data;
      if (spec !== undefined) limitWarnings(spec.limits, written, add);
    }
  }
  if (!isWhole) return warnings;
  for (const { name, path, message } of needlessRoutes(routes)) {
    warnings.push({ kind: "Route", name, path: ["spec", ...path], code: "W401", message });
  }
  for (const { name, message } of unreachableRoutes({ routes, policies, upstreams })) {
    warnings.push({ kind: "Route", name, path: ["spec", "targets"], code: "W403", message });
  }
  return warnings;
}

/** Upstreams that only routes with `match.paths` lead to: what their URL ends in is up to those routes. */
function upstreamsOfPassthrough(documents: readonly WrittenDocument[]): ReadonlySet<unknown> {
  const passed = new Set<unknown>();
  const asked = new Set<unknown>();
  for (const { kind, spec } of documents) {
    if (kind !== "Route") continue;
    const users = valuesAt(spec, ["match", "paths"]).length > 0 ? passed : asked;
    for (const place of [["targets", "*"], ["fallback", "*"], ["mirror"]])
      for (const { value } of valuesAt(spec, [...place, "upstream"])) users.add(value);
  }
  return passed.difference(asked);
}

/** Undefined where there is no route: such a part of a configuration says nothing about its policies. */
function namedPolicies(documents: readonly WrittenDocument[]): ReadonlySet<unknown> | undefined {
  const routes = documents.filter(({ kind }) => kind === "Route");
  if (routes.length === 0) return undefined;
  return new Set(routes.flatMap(({ spec }) => valuesAt(spec, ["policies", "*"]).map(({ value }) => value)));
}

function upstreamWarnings(
  upstream: UpstreamSpec,
  written: unknown,
  { isPassedTo, add }: { readonly isPassedTo: boolean; readonly add: Add },
): void {
  const { dialect, operations, endpoints } = upstream;
  if (dialect === "grpc") return;
  if (!isPassedTo) {
    for (const [index, { url }] of endpointsOf(upstream).entries())
      urlWarning(dialect, url, endpoints === undefined ? ["url"] : ["endpoints", index, "url"], add);
  }
  for (const [index, operation] of (operations ?? []).entries()) {
    if (DIALECT_OPERATIONS[dialect].includes(operation)) continue;
    const known = DIALECT_OPERATIONS[dialect].map((each) => `\`${each}\``).join(", ");
    add(
      "W303",
      ["operations", index],
      `\`dialect: ${dialect}\` has no \`${operation}\`: no such call goes here; it has ${known}`,
    );
  }
  if (endpoints !== undefined) return;
  for (const field of ["loadBalancing", "outlierDetection"]) {
    if (valuesAt(written, [field]).length === 0) continue;
    add(
      "W306",
      [field],
      `\`${field}\` does nothing without \`endpoints\`: one \`url\` is all there is to choose`,
    );
  }
}

function urlWarning(dialect: "openai" | "anthropic", written: string, path: Path, add: Add): void {
  const url = new URL(written);
  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  const hint = (meant: readonly string[]): string | undefined => {
    const text = `${url.origin}${meant.map((segment) => `/${segment}`).join("")}${url.search}`;
    return looksLikeSecret(text) ? undefined : text;
  };
  if (dialect === "anthropic" && segments.at(-1) === "v1") {
    add(
      "W301",
      path,
      "with `dialect: anthropic` the URL ends before the version: calls would go to …/v1/v1/messages",
      hint(segments.slice(0, -1)),
    );
  }
  const hasVersion = segments.some((segment) => /^v\d\w*$/i.test(segment)) || /version=/i.test(url.search);
  if (dialect === "openai" && !hasVersion) {
    add(
      "W302",
      path,
      "with `dialect: openai` the URL ends in the version, unless the provider's API has none: calls would go to …/chat/completions, without /v1",
      hint([...segments, "v1"]),
    );
  }
}

function routeWarnings({ hedge, timeouts, match }: RouteSpec, add: Add): void {
  if (hedge?.delay !== undefined && hedge.delay >= timeouts.total) {
    add(
      "W304",
      ["hedge", "delay"],
      `\`delay\` (${formatDuration(hedge.delay)}) is not shorter than \`timeouts.total\` (${formatDuration(timeouts.total)}): the call is over before a second attempt is made`,
    );
  }
  for (const [index, prefix] of (match.paths ?? []).entries()) {
    const covered = ROUTED_PATHS.filter(
      (path) => prefix === "/" || path === prefix || path.startsWith(`${prefix}/`),
    );
    const [first] = covered;
    if (first === undefined) continue;
    const others = covered.length === 1 ? "" : ` and ${covered.length - 1} more`;
    add(
      "W307",
      ["match", "paths", index],
      covered.includes(prefix)
        ? `calls of ${prefix} keep their own routes, by operation and model: they never pass through here`
        : `calls of ${first}${others} beneath it keep their own routes, by operation and model; the rest passes through`,
    );
  }
}

const BOUNDS = [
  ["cacheEntrySize", "cacheSize"],
  ["idempotencyEntrySize", "idempotencySize"],
  ["maxRequestSize", "maxBufferedRequestSize"],
] as const satisfies readonly (readonly [keyof LimitsSpec, keyof LimitsSpec])[];

function limitWarnings(limits: LimitsSpec, written: unknown, add: Add): void {
  for (const [part, whole] of BOUNDS) {
    if (limits[part] <= limits[whole]) continue;
    const isDefault = valuesAt(written, ["limits", part]).length === 0;
    // Whoever makes a cache small alone means its entries as well; a request that is never read is an error to its caller.
    if (isDefault && part !== "maxRequestSize") continue;
    add(
      "W305",
      ["limits", isDefault ? whole : part],
      `\`${part}\` (${formatSize(limits[part])}) is larger than \`${whole}\` (${formatSize(limits[whole])}), which decides`,
    );
  }
}
