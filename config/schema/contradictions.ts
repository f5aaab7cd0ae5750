import { type Fault, type FaultCode, formatPath, type Path } from "./faults.ts";
import { leadsTo } from "./leads-to.ts";
import { valuesAt } from "./references.ts";
import type { RouteSpec } from "./route.ts";
import { expectationOf } from "./shape.ts";
import { formatDuration } from "./units.ts";
import { type UpstreamSpec, upstreamUrl } from "./upstream.ts";

/** Two parts of a spec that do not go together. Where one of them has a fault of its own, nothing can be said. */
export interface Contradiction {
  /** What is said, and where; `path` from the spec's root. */
  readonly fault: Omit<Fault, "kind" | "name">;
  /** Fields of the spec it speaks of, beside the one in which it stands. */
  readonly about: readonly string[];
}

/** Fields that contradict each other. `written` is the spec before defaults were filled in. */
export function routeContradictions(
  route: RouteSpec,
  written: unknown,
  upstreams: ReadonlyMap<string, UpstreamSpec>,
): readonly Contradiction[] {
  const found: Contradiction[] = [...passthroughContradictions(route, written, upstreams)];
  const add = (code: FaultCode, path: Path, message: string, about: readonly string[] = []) =>
    found.push({ fault: { path, code, message }, about });
  if (route.targets.every((target) => target.weight === 0)) {
    add("E310", ["targets"], "at least one target needs a weight above 0");
  }
  // A default is no contradiction: whoever shortens `total` alone means all of the call.
  const { connect, total } = route.timeouts;
  if (connect > total && valuesAt(written, ["timeouts", "connect"]).length > 0) {
    add(
      "E311",
      ["timeouts", "connect"],
      `\`connect\` (${formatDuration(connect)}) may not be longer than \`total\` (${formatDuration(total)})`,
    );
  }
  const { backoff, maxBackoff } = route.retry;
  if (backoff > maxBackoff && valuesAt(written, ["retry", "backoff"]).length > 0) {
    add(
      "E311",
      ["retry", "backoff"],
      `\`backoff\` (${formatDuration(backoff)}) may not be longer than \`maxBackoff\` (${formatDuration(maxBackoff)})`,
    );
  }
  if (route.cache !== undefined && route.cache.exact === undefined) {
    add(
      "E302",
      ["cache", "exact"],
      route.cache.semantic === undefined
        ? "`cache` keeps nothing without `exact`"
        : "`semantic` needs `exact`, which keeps the answers that it finds",
    );
  }
  for (const [index, rung] of route.fallback.entries()) {
    if ("stale" in rung && route.cache?.exact === undefined) {
      add("E312", ["fallback", index, "stale"], "`stale` needs `cache.exact`: without it no answer is kept", [
        "cache",
      ]);
    }
  }
  if (route.hedge !== undefined && route.hedge.delay === undefined && route.hedge.percentile === undefined) {
    found.push({
      fault: {
        path: ["hedge"],
        code: "E302",
        message: "`hedge` needs a `delay` or a `percentile`",
        at: "key",
      },
      about: [],
    });
  }
  return found;
}

/** Fields of a route that speak of documents, which calls that pass through as they are do not have. */
const OF_DOCUMENTS = {
  paths: [
    ["match", "operations"],
    ["match", "models"],
    ["match", "services"],
    ["targets", "*", "model"],
    ["cache"],
    ["fallback"],
    ["hedge"],
    ["mirror"],
    ["retry"],
  ],
  services: [
    ["match", "operations"],
    ["match", "models"],
    ["targets", "*", "model"],
    ["cache", "semantic"],
    ...["staleWhileRevalidate", "coalesce", "maxTemperature", "readOnlyTools", "storedResponses"].map(
      (field) => ["cache", "exact", field],
    ),
    ["fallback"],
    ["hedge"],
    ["mirror"],
    ["rewritePrefix"],
  ],
  neither: [["rewritePrefix"]],
} as const;

function passthroughContradictions(
  route: RouteSpec,
  written: unknown,
  upstreams: ReadonlyMap<string, UpstreamSpec>,
): readonly Contradiction[] {
  const { paths, services } = route.match;
  const sort = paths !== undefined ? "paths" : services !== undefined ? "services" : "neither";
  const of = (code: FaultCode, path: Path, message: string): Contradiction => ({
    fault: { path, code, message },
    about: ["match"],
  });
  const misplaced = OF_DOCUMENTS[sort].flatMap((pattern) =>
    valuesAt(written, pattern).map(({ path }) =>
      of(
        "E313",
        path,
        sort === "neither"
          ? `\`${formatPath(path)}\` needs \`match.paths\``
          : `\`${formatPath(path)}\` does not belong on a route with \`match.${sort}\`: its calls pass through as they are`,
      ),
    ),
  );
  const wrongDialect = leadsTo(route).flatMap(({ path, upstream, asks }) => {
    if (asks === "embeddings") return embedderFaults(path, upstream, upstreams.get(upstream));
    const dialect = upstreams.get(upstream)?.dialect;
    if (dialect === undefined || (dialect === "grpc") === (sort === "services")) return [];
    const message =
      sort === "services"
        ? `"${upstream}" speaks ${dialect}; a route with \`match.services\` needs an Upstream with \`dialect: grpc\``
        : `"${upstream}" speaks grpc, which only routes with \`match.services\` can call`;
    return [of("E314", path, message)];
  });
  return [...misplaced, ...wrongDialect];
}

function embedderFaults(
  path: Path,
  name: string,
  upstream: UpstreamSpec | undefined,
): readonly Contradiction[] {
  if (upstream === undefined) return [];
  const fault = (message: string) => [{ fault: { path, code: "E314", message }, about: [] } as const];
  const { dialect, operations } = upstream;
  if (dialect !== "openai")
    return fault(`"${name}" speaks ${dialect}; an \`embedder\` needs an Upstream with \`dialect: openai\``);
  if (operations === undefined || operations.includes("embedding")) return [];
  return fault(`"${name}" does not serve the operation \`embedding\`: add it to its \`operations\``);
}

/** The same for an upstream. */
export function upstreamContradictions(upstream: UpstreamSpec, written: unknown): readonly Contradiction[] {
  const found: Contradiction[] = [];
  const add = (code: FaultCode, path: Path, message: string, about: readonly string[] = ["dialect"]) =>
    found.push({ fault: { path, code, message }, about });
  const { dialect, url, endpoints, via } = upstream;
  if (url === undefined && endpoints === undefined) {
    add("E302", ["url"], `\`url\` is missing; expected ${expectationOf(upstreamUrl)}, or \`endpoints\``, [
      "endpoints",
    ]);
  }
  if (url !== undefined && endpoints !== undefined) {
    const message = "`url` and `endpoints` exclude each other; put the URL among the endpoints";
    found.push({ fault: { path: ["endpoints"], code: "E308", message, at: "key" }, about: ["url"] });
  }
  const places: readonly { readonly path: Path; readonly url: string }[] = [
    ...(url === undefined ? [] : [{ path: ["url"], url }]),
    ...(endpoints ?? []).map((each, index) => ({ path: ["endpoints", index, "url"], url: each.url })),
  ];
  for (const place of places) {
    const isGrpc = /^grpcs?:/i.test(place.url);
    if (isGrpc === (dialect === "grpc")) {
      if (isGrpc && !isPlaceAlone(place.url)) {
        add("E314", place.path, "a gRPC server has no path and no query: its methods are its paths");
      }
      continue;
    }
    add(
      "E314",
      place.path,
      isGrpc
        ? `expected an http:// or https:// URL for \`dialect: ${dialect}\``
        : "expected a grpc:// or grpcs:// URL for `dialect: grpc`",
    );
  }
  if (dialect === "grpc" && via !== "direct") {
    add("E314", ["via"], "an upstream with `dialect: grpc` needs `via: direct`: the sidecar dials it itself");
  }
  if (dialect === "grpc") {
    for (const field of ["operations", "models", "prices"]) {
      if (valuesAt(written, [field]).length === 0) continue;
      add(
        "E313",
        [field],
        `\`${field}\` does not belong on an upstream with \`dialect: grpc\`: its calls pass through`,
      );
    }
  }
  const { baseEjectionTime: base, maxEjectionTime: max } = upstream.outlierDetection;
  if (base > max && valuesAt(written, ["outlierDetection", "baseEjectionTime"]).length > 0) {
    add(
      "E311",
      ["outlierDetection", "baseEjectionTime"],
      `\`baseEjectionTime\` (${formatDuration(base)}) may not be longer than \`maxEjectionTime\` (${formatDuration(max)})`,
      [],
    );
  }
  return found;
}

function isPlaceAlone(url: string): boolean {
  const { pathname, search, hash } = new URL(url);
  return (pathname === "" || pathname === "/") && search === "" && hash === "";
}
