import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPath } from "../../../../config/schema/faults.ts";
import { parseConfig } from "../../../../config/schema/parse.ts";
import { ROUTE_OPERATIONS } from "../../../../config/schema/route.ts";
import { DIALECT_OPERATIONS, ROUTED_PATHS } from "../../../../config/schema/warnings.ts";
import { dialects } from "../../../../sidecar/dialects/registry.ts";
import { AI_PATHS, SPEECH_PATHS } from "../../../../sidecar/edge/http-surface.ts";

const document = (kind: string, name: string, spec: string) =>
  `---\napiVersion: aios.dev/v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
const upstream = (spec: string) => document("Upstream", "up", `{ ${spec} }`);
const route = (name: string, spec: string) =>
  document("Route", name, `{ targets: [{ upstream: up }], ${spec} }`);
const UP = upstream("dialect: openai, url: https://api.openai.com/v1");

/** Every warning as `code kind/name path`, and `-> hint`. Whatever is given has no faults. */
function warningsOf(...documents: readonly string[]): readonly string[] {
  const parsed = parseConfig([{ path: "a.yaml", text: documents.join("") }]);
  assert.deepEqual(parsed.faults, []);
  assert.notEqual(parsed.snapshot, undefined);
  return parsed
    .warnings()
    .map(
      ({ code, kind, name, path, hint }) =>
        `${code} ${kind}/${name} ${formatPath(path)}${hint === undefined ? "" : ` -> ${hint}`}`,
    );
}

const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    "an Anthropic URL with the version",
    [upstream("dialect: anthropic, url: https://api.anthropic.com/v1/")],
    ["W301 Upstream/up spec.url -> https://api.anthropic.com"],
  ],
  ["an Anthropic URL", [upstream("dialect: anthropic, url: https://gateway.example/v1/anthropic")], []],
  [
    "an OpenAI URL without a version",
    [upstream('dialect: openai, url: "https://a.example/openai?tier=1"')],
    ["W302 Upstream/up spec.url -> https://a.example/openai/v1?tier=1"],
  ],
  [
    "endpoints, one of them without a version",
    [upstream("dialect: openai, endpoints: [{ url: https://a.example/v1 }, { url: https://b.example }]")],
    ["W302 Upstream/up spec.endpoints[1].url -> https://b.example/v1"],
  ],
  [
    "an OpenAI URL with another version, or with one in its query",
    [
      upstream(
        'dialect: openai, endpoints: [{ url: https://a.example/v1beta/openai }, { url: "https://b.example/openai?api-version=2024-06-01" }]',
      ),
    ],
    [],
  ],
  [
    "a URL without a version to which calls only pass through",
    [
      upstream("dialect: openai, url: https://search.example"),
      route("search", "match: { paths: [/search] }"),
    ],
    [],
  ],
  [
    "a URL without a version to which calls pass through, and others go",
    [
      upstream("dialect: openai, url: https://search.example"),
      route("search", "match: { paths: [/search] }"),
      route("chat", "match: {}"),
    ],
    ["W302 Upstream/up spec.url -> https://search.example/v1"],
  ],
  [
    "operations of another dialect",
    [upstream("dialect: anthropic, url: https://a.example, operations: [chat, image, response]")],
    ["W303 Upstream/up spec.operations[1]", "W303 Upstream/up spec.operations[2]"],
  ],
  [
    "balancing of one URL",
    [
      upstream(
        "dialect: openai, url: https://a.example/v1, loadBalancing: { sticky: session }, outlierDetection: {}",
      ),
    ],
    ["W306 Upstream/up spec.loadBalancing", "W306 Upstream/up spec.outlierDetection"],
  ],
  [
    "a hedge when the call is over",
    [UP, route("chat", "match: {}, hedge: { delay: 5s }, timeouts: { total: 5s }")],
    ["W304 Route/chat spec.hedge.delay"],
  ],
  [
    "a hedge in time",
    [UP, route("chat", "match: {}, hedge: { delay: 4999ms }, timeouts: { total: 5s }")],
    [],
  ],
  [
    "prefixes that cover AI paths",
    [UP, route("pass", "match: { paths: [/, /v1, /v1/chat, /v1/messages, /v1/files, /v1/chats] }")],
    [0, 1, 2, 3].map((index) => `W307 Route/pass spec.match.paths[${index}]`),
  ],
  [
    "parts that are larger than the whole",
    [
      document("Sidecar", "s", "{ limits: { cacheEntrySize: 65MiB, idempotencyEntrySize: 17MiB } }"),
      document("ControlPlane", "c", "{ limits: { maxBufferedRequestSize: 8MiB, cacheSize: 1KiB } }"),
    ],
    [
      "W305 Sidecar/s spec.limits.cacheEntrySize",
      "W305 Sidecar/s spec.limits.idempotencyEntrySize",
      "W305 ControlPlane/c spec.limits.maxBufferedRequestSize",
    ],
  ],
  [
    "routes that match the same",
    [
      UP,
      route("b", "match: { models: [x, y], workloads: { namespaces: [n, m] } }"),
      route("a", "match: { models: [y, x, z], workloads: { namespaces: [m, n] } }"),
      route("c", `match: { operations: [${ROUTE_OPERATIONS.join(", ")}] }`),
      route("d", "match: {}"),
    ],
    ["W401 Route/b spec.match", "W401 Route/d spec.match"],
  ],
  [
    "a route whose matches several others take",
    [
      UP,
      route("a", "match: { models: [x] }"),
      route("b", "match: { models: [y] }"),
      route("c", "match: { models: [x, y] }"),
    ],
    ["W401 Route/c spec.match"],
  ],
  [
    "routes that match something of their own",
    [
      UP,
      route("a", "match: { models: [x] }"),
      route("b", "match: { models: [x, y] }"),
      route("c", "match: { models: [x], workloads: { namespaces: [n] } }"),
      route("d", 'match: { models: ["*"] }'),
      route("e", "match: { paths: [/files] }"),
      route("f", "match: { paths: [/files, /batches] }"),
    ],
    [],
  ],
  [
    "policies, one of which nothing selects or names",
    [
      UP,
      route("chat", "match: {}, policies: [named]"),
      document("Policy", "named", "{}"),
      document("Policy", "selecting", "{ select: { routes: [chat] } }"),
      document("Policy", "idle", "{}"),
    ],
    ["W402 Policy/idle metadata.name"],
  ],
  [
    "names in replies, of which streams are left out",
    [
      UP,
      route("chat", "match: {}, policies: [names, asked, structured]"),
      document("Policy", "names", "{ redact: { entities: [person, email], direction: both } }"),
      document(
        "Policy",
        "asked",
        "{ redact: { entities: [names], overrides: [{ entities: [address], direction: reply }] } }",
      ),
      document("Policy", "structured", "{ redact: { entities: [structured], direction: both } }"),
    ],
    ["W404 Policy/names spec.redact.entities", "W404 Policy/asked spec.redact.overrides[0].entities"],
  ],
  [
    "a candidate for a policy that a route names",
    [
      UP,
      route("chat", "match: {}, policies: [named]"),
      document("Policy", "named", "{}"),
      document("Policy", "next", "{ mode: dry-run, candidateFor: named }"),
    ],
    [],
  ],
  [
    "a residency that permits no target of one route, and one of another",
    [
      UP,
      document(
        "Upstream",
        "eu",
        "{ dialect: openai, url: https://a.example/v1, region: eu-1, owner: azure }",
      ),
      document("Policy", "eu", '{ residency: { regions: ["eu-*"] } }'),
      document("Policy", "own", "{ select: { routes: [c] }, residency: { thirdParties: forbid } }"),
      document(
        "Policy",
        "some",
        "{ select: { workloads: {} , headers: { x-a: b } }, residency: { thirdParties: forbid } }",
      ),
      route("a", "match: { models: [a] }, policies: [eu]"),
      document(
        "Route",
        "b",
        "{ match: { models: [b] }, targets: [{ upstream: up }, { upstream: eu }], policies: [eu] }",
      ),
      document("Route", "c", "{ match: { models: [c] }, targets: [{ upstream: eu }], policies: [eu] }"),
      document(
        "Route",
        "d",
        "{ match: { models: [d] }, targets: [{ upstream: eu, weight: 0 }, { upstream: up }], policies: [eu] }",
      ),
    ],
    ["W403 Route/a spec.targets", "W403 Route/c spec.targets", "W403 Route/d spec.targets"],
  ],
  [
    "a residency that is only run dry",
    [
      UP,
      document("Policy", "eu", '{ mode: dry-run, residency: { regions: ["eu-*"] } }'),
      route("a", "match: { models: [a] }, policies: [eu]"),
    ],
    [],
  ],
  ["a policy by itself, without any route", [document("Policy", "pii", "{}")], []],
];

for (const [name, documents, expected] of CASES) {
  test(`${name}: ${expected.length === 0 ? "no warning" : "a warning with its place"}`, () => {
    assert.deepEqual(warningsOf(...documents), expected);
  });
}

test("beside faults only that is warned of which stands in one valid document", () => {
  const text = [
    upstream("dialect: openai, url: https://a.example"),
    route("chat", "match: {}, hedge: { delay: 1h }, timeouts: { total: 1s }, priority: lowest"),
    document("Policy", "idle", "{}"),
  ].join("");
  const parsed = parseConfig([{ path: "a.yaml", text }]);
  assert.deepEqual(
    parsed.faults.map(({ code }) => code),
    ["E304"],
  );
  assert.deepEqual(
    parsed.warnings().map(({ code }) => code),
    ["W302"],
  );
});

test("the operations of a dialect are those that the sidecar has a dialect for", () => {
  for (const provider of ["openai", "anthropic"] as const) {
    const operations = dialects.flatMap((each) => (each.provider === provider ? [each.operation] : []));
    assert.deepEqual([...new Set(operations)].sort(), [...DIALECT_OPERATIONS[provider]].sort());
  }
});

test("the paths that keep their routes are those of the HTTP surface", () => {
  assert.deepEqual(
    [...ROUTED_PATHS].sort(),
    [...Object.keys(AI_PATHS), ...Object.keys(SPEECH_PATHS), "/v1/models"].sort(),
  );
});
