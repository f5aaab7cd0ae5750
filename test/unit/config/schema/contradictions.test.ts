import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPath } from "../../../../config/schema/faults.ts";
import { parseConfig } from "../../../../config/schema/parse.ts";

const upstream = (name: string, spec: string) =>
  `---\napiVersion: aios.dev/v1\nkind: Upstream\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
const route = (spec: string) =>
  `---\napiVersion: aios.dev/v1\nkind: Route\nmetadata: { name: route }\nspec: ${spec}\n`;
const limits = (spec: string) =>
  `---\napiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: policy }\nspec: { limits: ${spec} }\n`;

const policy = (name: string, spec: string) =>
  `---\napiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: ${name} }\nspec: { ${spec} }\n`;
const RULE = '{ name: a, validations: [{ expression: "true" }] }';

const HTTP = upstream("openai", "{ dialect: openai, url: https://api.openai.com/v1 }");
const GRPC = upstream("triton", "{ dialect: grpc, url: grpc://triton:8001, via: direct }");
const embedded = (by: string) =>
  route(
    `{ match: {}, targets: [{ upstream: openai }], cache: { exact: { ttl: 1m }, semantic: { embedder: { upstream: ${by}, model: m } } } }`,
  );

function faultsOf(...documents: readonly string[]): readonly string[] {
  return parseConfig([{ path: "a.yaml", text: documents.join("") }]).faults.map(
    ({ code, path }) => `${code} ${formatPath(path)}`,
  );
}

const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ["limits that limit nothing", [limits("{ per: user }")], ["E302 spec.limits"]],
  [
    "an adaptive limit whose minimum is above its maximum",
    [limits("{ adaptiveConcurrency: { minimum: 5, maximum: 4 } }")],
    ["E306 spec.limits.adaptiveConcurrency.minimum"],
  ],
  [
    "a candidate that is in force",
    [policy("old", ""), policy("new", "candidateFor: old")],
    ["E318 spec.candidateFor"],
  ],
  [
    "a candidate that selects, for itself",
    [policy("new", "mode: dry-run, candidateFor: new, select: {}")],
    ["E318 spec.candidateFor", "E318 spec.candidateFor"],
  ],
  [
    "a candidate for nothing",
    [policy("new", "mode: dry-run, candidateFor: old")],
    ["E402 spec.candidateFor"],
  ],
  ["a candidate", [policy("old", ""), policy("new", "mode: dry-run, candidateFor: old")], []],
  ["a residency that demands nothing", [policy("eu", "residency: {}")], ["E302 spec.residency"]],
  [
    "a rule with the name that residency denies by",
    [policy("p", "rules: [{ name: residency, validations: [{ expression: 'true' }] }]")],
    ["E319 spec.rules[0].name"],
  ],
  ["two rules of one name", [policy("p", `rules: [${RULE}, ${RULE}]`)], ["E319 spec.rules[1].name"]],
  [
    "a rule with the name of a guardrail",
    [policy("p", `rules: [${RULE}], guardrails: { content: [{ name: a, terms: [xx] }] }`)],
    ["E319 spec.rules[0].name"],
  ],
  [
    "a header with a credential",
    [policy("p", `rules: [${RULE}], ruleHeaders: [x-tenant, authorization, x-auth-token]`)],
    ["E305 spec.ruleHeaders[1]", "E305 spec.ruleHeaders[2]"],
  ],
  ["limits that limit something", [limits("{ adaptiveConcurrency: { minimum: 4, maximum: 4 } }")], []],
  [
    "a gRPC server at a path",
    [upstream("a", '{ dialect: grpc, url: "grpc://b.example/v1", via: direct }')],
    ["E314 spec.url"],
  ],
  [
    "a gRPC server of AI operations and models",
    [upstream("a", "{ dialect: grpc, url: grpc://b.example, via: direct, operations: [chat], models: [m] }")],
    ["E313 spec.operations", "E313 spec.models"],
  ],
  [
    "an ejection longer than the longest",
    [
      upstream(
        "a",
        "{ dialect: openai, url: https://b.example/v1, outlierDetection: { baseEjectionTime: 6m } }",
      ),
    ],
    ["E311 spec.outlierDetection.baseEjectionTime"],
  ],
  [
    "a longest ejection below the default of the first",
    [
      upstream(
        "a",
        "{ dialect: openai, url: https://b.example/v1, outlierDetection: { maxEjectionTime: 1s } }",
      ),
    ],
    [],
  ],
  [
    "a wait longer than the longest, and a cache that keeps nothing",
    [
      HTTP,
      route(
        "{ match: {}, targets: [{ upstream: openai }], retry: { backoff: 3s }, cache: { isolate: user } }",
      ),
    ],
    ["E302 spec.cache.exact", "E311 spec.retry.backoff"],
  ],
  [
    "a longest wait below the default of the first",
    [HTTP, route("{ match: {}, targets: [{ upstream: openai }], retry: { maxBackoff: 10ms } }")],
    [],
  ],
  ["an upstream without a place", [upstream("a", "{ dialect: openai }")], ["E302 spec.url"]],
  [
    "an upstream with a URL and endpoints",
    [
      upstream(
        "a",
        "{ dialect: openai, url: https://a.example/v1, endpoints: [{ url: https://b.example/v1 }] }",
      ),
    ],
    ["E308 spec.endpoints"],
  ],
  [
    "an upstream with endpoints alone",
    [upstream("a", "{ dialect: openai, endpoints: [{ url: https://b.example/v1, weight: 3 }] }")],
    [],
  ],
  [
    "a key in a header of the connection",
    [
      upstream(
        "a",
        "{ dialect: openai, url: https://b.example/v1, auth: { header: { name: transfer-encoding, value: { env: A } } } }",
      ),
    ],
    ["E305 spec.auth.header.name"],
  ],
  [
    "an HTTP dialect at a gRPC URL",
    [upstream("a", "{ dialect: openai, endpoints: [{ url: grpc://b.example }] }")],
    ["E314 spec.endpoints[0].url"],
  ],
  [
    "the gRPC dialect at an HTTP URL, by way of the control plane",
    [upstream("a", "{ dialect: grpc, url: https://b.example }")],
    ["E314 spec.via", "E314 spec.url"],
  ],
  [
    "a route of documents to a gRPC upstream",
    [GRPC, route("{ match: {}, targets: [{ upstream: triton }] }")],
    ["E314 spec.targets[0].upstream"],
  ],
  [
    "a route of gRPC services to an HTTP upstream",
    [HTTP, route("{ match: { services: [a.B] }, targets: [{ upstream: openai }] }")],
    ["E314 spec.targets[0].upstream"],
  ],
  [
    "a route of gRPC services with a cache, retries and timeouts",
    [
      GRPC,
      route(
        "{ match: { services: [a.B/C] }, targets: [{ upstream: triton }], cache: { exact: { ttl: 1m } }, retry: { attempts: 1 } }",
      ),
    ],
    [],
  ],
  [
    "a route of paths with what only documents know",
    [
      HTTP,
      route(
        "{ match: { paths: [/v1/files], models: [a] }, targets: [{ upstream: openai, model: b }], hedge: { delay: 1s }, fallback: [{ reply: no }] }",
      ),
    ],
    ["E313 spec.match.models", "E313 spec.targets[0].model", "E313 spec.hedge", "E313 spec.fallback"],
  ],
  [
    "paths and services at once",
    [HTTP, route("{ match: { paths: [/v1/files], services: [a.B] }, targets: [{ upstream: openai }] }")],
    ["E313 spec.match.services"],
  ],
  [
    "a rewritten prefix without a prefix",
    [HTTP, route("{ match: {}, rewritePrefix: /files, targets: [{ upstream: openai }] }")],
    ["E313 spec.rewritePrefix"],
  ],
  [
    "a hedge that never starts",
    [HTTP, route("{ match: {}, targets: [{ upstream: openai }], hedge: {} }")],
    ["E302 spec.hedge"],
  ],
  [
    "a mirror that is not there",
    [HTTP, route("{ match: {}, targets: [{ upstream: openai }], mirror: { upstream: shadow } }")],
    ["E401 spec.mirror.upstream"],
  ],
  [
    "meaning without the answers that it finds",
    [HTTP, route("{ match: {}, targets: [{ upstream: openai }], cache: { semantic: {} } }")],
    ["E302 spec.cache.exact"],
  ],
  [
    "a cache of messages with what only documents know",
    [
      GRPC,
      route(
        "{ match: { services: [a.B] }, targets: [{ upstream: triton }], cache: { exact: { ttl: 1m, staleWhileRevalidate: 1m, coalesce: true, maxTemperature: 1, readOnlyTools: [], storedResponses: true }, semantic: {} } }",
      ),
    ],
    [
      "E313 spec.cache.exact.coalesce",
      "E313 spec.cache.exact.maxTemperature",
      "E313 spec.cache.exact.readOnlyTools",
      "E313 spec.cache.exact.staleWhileRevalidate",
      "E313 spec.cache.exact.storedResponses",
      "E313 spec.cache.semantic",
    ],
  ],
  [
    "a cache of messages",
    [
      GRPC,
      route(
        "{ match: { services: [a.B] }, targets: [{ upstream: triton }], cache: { exact: { ttl: 1m }, tags: [catalogue], isolate: user } }",
      ),
    ],
    [],
  ],
  [
    "an embedder that is not there",
    [HTTP, embedded("other")],
    ["E401 spec.cache.semantic.embedder.upstream"],
  ],
  [
    "an embedder of another dialect",
    [
      HTTP,
      upstream("anthropic", "{ dialect: anthropic, url: https://api.anthropic.com }"),
      embedded("anthropic"),
    ],
    ["E314 spec.cache.semantic.embedder.upstream"],
  ],
  [
    "an embedder that speaks gRPC",
    [HTTP, GRPC, embedded("triton")],
    ["E314 spec.cache.semantic.embedder.upstream"],
  ],
  [
    "an embedder that serves no embeddings",
    [
      HTTP,
      upstream("chats", "{ dialect: openai, url: https://a.example/v1, operations: [chat] }"),
      embedded("chats"),
    ],
    ["E314 spec.cache.semantic.embedder.upstream"],
  ],
  [
    "an embedder",
    [
      HTTP,
      upstream("vectors", "{ dialect: openai, url: https://a.example/v1, operations: [embedding] }"),
      embedded("vectors"),
    ],
    [],
  ],
  [
    "prices of an upstream whose calls have no tokens",
    [
      upstream(
        "a",
        "{ dialect: grpc, url: grpc://b.example, via: direct, prices: [{ input: 1, output: 1 }] }",
      ),
    ],
    ["E313 spec.prices"],
  ],
];

/** What a specification says beside a fault of its shape, in the same round. */
const TOGETHER: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    "durations in the wrong order, beside a mistyped field",
    [
      HTTP,
      route(
        "{ match: {}, targets: [{ upstream: openai }], timeouts: { connect: 9s, total: 5s }, retries: 3 }",
      ),
    ],
    ["E311 spec.timeouts.connect", "E301 spec.retries"],
  ],
  [
    "a hedge that never starts, beside targets that are no list",
    [HTTP, route("{ match: {}, targets: { upstream: openai }, hedge: {} }")],
    ["E302 spec.hedge", "E303 spec.targets"],
  ],
  [
    "a URL and endpoints, beside a wrong dialect",
    [
      upstream(
        "a",
        "{ dialect: opnai, url: https://a.example/v1, endpoints: [{ url: https://b.example/v1 }] }",
      ),
    ],
    ["E304 spec.dialect", "E308 spec.endpoints"],
  ],
  [
    "a cache that has a fault: nothing is said of what would need it",
    [
      HTTP,
      route(
        "{ match: {}, targets: [{ upstream: openai }], cache: { ttl: 1m }, fallback: [{ stale: { maxAge: 1h } }] }",
      ),
    ],
    ["E301 spec.cache.ttl"],
  ],
  [
    "a total that has a fault: nothing is said of its order",
    [HTTP, route("{ match: {}, targets: [{ upstream: openai }], timeouts: { connect: 10m, total: 5 } }")],
    ["E303 spec.timeouts.total"],
  ],
  [
    "a mistyped URL: it is not missing as well",
    [upstream("a", "{ dialect: openai, urll: https://a.example/v1 }")],
    ["E301 spec.urll"],
  ],
  [
    "a match that has a fault: nothing is said of what belongs on which sort of route",
    [HTTP, route("{ match: { path: [/v1/files] }, targets: [{ upstream: openai }], rewritePrefix: /files }")],
    ["E301 spec.match.path"],
  ],
];

for (const [name, documents, expected] of TOGETHER) {
  test(`in one round: ${name}`, () => {
    assert.deepEqual([...faultsOf(...documents)].sort(), [...expected].sort());
  });
}

test("what contradicts itself is pointed at by its field", () => {
  const text = [
    upstream(
      "a",
      "\n  dialect: openai\n  url: https://a.example/v1\n  endpoints:\n    - url: https://b.example/v1",
    ),
    route("\n  match: {}\n  targets: [{ upstream: a }]\n  hedge: {}"),
    limits("{}"),
  ].join("");
  const excerpts = parseConfig([{ path: "a.yaml", text }]).faults.map(({ excerpt }) =>
    excerpt?.text.slice(excerpt.start, excerpt.start + excerpt.length),
  );
  assert.deepEqual(excerpts, ["endpoints", "hedge", "limits"]);
});

for (const [name, documents, expected] of CASES) {
  test(`${name}: ${expected.length === 0 ? "is valid" : "is told with its place"}`, () => {
    assert.deepEqual([...faultsOf(...documents)].sort(), [...expected].sort());
  });
}

test("a fault in an expression is told where it stands, however YAML writes the text", () => {
  const text = `apiVersion: aios.dev/v1
kind: Policy
metadata: { name: p }
spec:
  rules:
    - name: r
      validations:
        - expression: request.modle == "x"
        - expression: 'request.model == ''a'' || request.modle == "x"'
        - expression: "request.model == \\"a\\" || request.modle == \\"x\\""
        - expression: |
            request.model == "a" ||
              request.modle == "x"
        - expression: >-
            request.model == "a" ||
            request.modle == "x"
        - expression: request.model == "a" ||
            request.modle == "x"
        - expression: "\\u0072equest.modle"
`;
  const { faults } = parseConfig([{ path: "a.yaml", text }]);
  const lines = text.split("\n");
  const pointedAt = faults.map(
    ({ line, column, endColumn }) => `${line}: ${lines[line - 1]?.slice(column - 1, endColumn - 1)}`,
  );
  assert.deepEqual(pointedAt, [
    "8: modle",
    "9: modle",
    "10: modle",
    "13: modle",
    "16: modle",
    "18: modle",
    '19: "\\u0072equest.modle"',
  ]);
  assert.equal(faults[0]?.hint, "request.model");
  assert.equal(faults[0]?.code, "E317");
});
