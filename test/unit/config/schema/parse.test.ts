import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { formatPath, withHint } from "../../../../config/schema/faults.ts";
import { parseConfig } from "../../../../config/schema/parse.ts";

const HEAD = { upstream: "apiVersion: aios.dev/v1\nkind: Upstream\nmetadata: { name: openai }\nspec:\n" };
const UPSTREAM = `${HEAD.upstream}  dialect: openai\n  url: https://api.openai.com/v1\n`;
const ROUTE = "apiVersion: aios.dev/v1\nkind: Route\nmetadata: { name: chat }\nspec:\n";
const POLICY =
  "apiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: pii }\nspec:\n  redact: { entities: [email] }\n";

/** Every fault as `line:column-endColumn code path: message`. */
function faultsOf(...texts: readonly string[]): readonly string[] {
  const files = texts.map((text, index) => ({ path: `${index}.yaml`, text }));
  return parseConfig(files).faults.map(
    (fault) =>
      `${fault.line}:${fault.column}-${fault.endColumn} ${fault.code} ${formatPath(fault.path)}: ${withHint(fault)}`,
  );
}

describe("a fault in the YAML itself", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["a quoted text that is not closed", 'a: "b\n', ["2:1-2 E101 : a quoted text is not closed"]],
    [
      "a list that is not closed",
      "a: [1, 2\n",
      ["2:1-2 E101 : a list in brackets is not closed: `]` is missing"],
    ],
    [
      "two colons in one line",
      "a: b: c\n",
      ["1:4-5 E101 : there are two `:` in one line; put the text after the first in quotes"],
    ],
    ["a tab as indentation", "a:\n\tb: 1\n", ["2:1-2 E101 : tabs may not be used to indent; use spaces"]],
    ["a tag", `${UPSTREAM}  models: !mine [a]\n`, ["7:11-16 E103 : tags are not supported"]],
    [
      "an alias of nothing",
      `${UPSTREAM}  models: *none\n`,
      [
        "7:11-16 E103 spec.models: this alias refers to an anchor that does not stand before it; if a text is meant that begins with `*`, put it in quotes",
      ],
    ],
    [
      "an alias of what contains it",
      `${UPSTREAM}  models: &a [*a]\n`,
      ["7:15-17 E103 spec.models[0]: this alias refers to what contains it"],
    ],
    ["a key that is no text", `${UPSTREAM}  ? [a]\n  : b\n`, ["7:5-6 E103 : a key must be a text"]],
    [
      "a key that stands twice",
      `${UPSTREAM}  url: https://example.com\n`,
      ['7:3-6 E102 spec.url: the key "url" stands twice in this map'],
    ],
    [
      "the key __proto__",
      `${UPSTREAM}  __proto__: { via: direct }\n`,
      ["7:3-12 E103 spec.__proto__: the key `__proto__` is not allowed"],
    ],
  ];
  for (const [name, text, expected] of cases) {
    test(`${name} is told with its place`, () => {
      const found = faultsOf(text);
      assert.deepEqual(found.slice(0, expected.length), expected);
    });
  }
});

describe("a fault in what stands around a spec", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "a document that is no map",
      "- a\n",
      ["1:1-4 E201 : expected a map with `apiVersion`, `kind`, `metadata` and `spec`"],
    ],
    [
      "a wrong apiVersion",
      UPSTREAM.replace("v1", "v2"),
      [
        '1:13-24 E202 apiVersion: expected "aios.dev/v1", found the text "aios.dev/v2"; did you mean "aios.dev/v1"?',
      ],
    ],
    [
      "no apiVersion",
      UPSTREAM.replace("apiVersion: aios.dev/v1\n", ""),
      ['1:1-15 E202 apiVersion: `apiVersion` is missing; expected "aios.dev/v1"'],
    ],
    [
      "an unknown kind",
      UPSTREAM.replace("Upstream", "Upsteam"),
      [
        '2:7-14 E203 kind: expected "Upstream", "Policy", "Route", "Sidecar" or "ControlPlane", found the text "Upsteam"; did you mean "Upstream"?',
      ],
    ],
    [
      "no name",
      UPSTREAM.replace("{ name: openai }", "{}"),
      [
        '3:1-9 E204 metadata.name: `name` is missing; expected a name of lower-case letters, digits and "-", 63 characters at most, such as "chat"',
      ],
    ],
    [
      "a name that is none",
      UPSTREAM.replace("name: openai", "name: Open_AI"),
      [
        '3:19-26 E204 metadata.name: expected a name of lower-case letters, digits and "-", 63 characters at most, such as "chat", found the text "Open_AI"; did you mean "open-ai"?',
      ],
    ],
    [
      "an unknown field",
      `${UPSTREAM}status: {}\n`,
      [
        '7:1-7 E205 status: there is no field "status" here; expected one of `apiVersion`, `kind`, `metadata`, `spec`',
      ],
    ],
    [
      "a field of the spec beside it",
      `${UPSTREAM}via: direct\n`,
      ["7:1-4 E205 via: `via` belongs inside `spec`; indent it"],
    ],
    [
      "no spec",
      "apiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: pii }\n",
      ["1:1-24 E207 spec: `spec` is missing; expected a map"],
    ],
    [
      "a spec that is empty",
      "apiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: pii }\nspec:\n",
      ["4:1-5 E207 spec: expected a map, found nothing"],
    ],
    [
      "a name that is taken",
      `${UPSTREAM}---\n${UPSTREAM}`,
      [
        '10:19-25 E206 metadata.name: there is more than one Upstream named "openai"; the first is in 0.yaml:3',
      ],
    ],
  ];
  for (const [name, text, expected] of cases) {
    test(`${name} is told with its place`, () => assert.deepEqual(faultsOf(text), expected));
  }

  test("two documents of settings are told, whatever they are called", () => {
    const settings = (name: string) =>
      `apiVersion: aios.dev/v1\nkind: Sidecar\nmetadata: { name: ${name} }\nspec: {}\n`;
    assert.deepEqual(faultsOf(settings("a"), settings("b")), [
      "3:19-20 E206 metadata.name: there is more than one Sidecar document; the first is in 0.yaml:3; all files together are one configuration: give alternatives apart",
    ]);
  });
});

describe("a fault in a spec", () => {
  const upstream = (line: string) => `${UPSTREAM}  ${line}\n`;
  const route = (line: string) =>
    `${ROUTE}  match: {}\n  targets: [{ upstream: openai }]\n  ${line}\n---\n${UPSTREAM}---\n${POLICY}`;
  const policy = (line: string) => `${POLICY}  ${line}\n`;
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "a number in place of a duration",
      route("timeouts: { total: 30 }"),
      [
        '7:22-24 E303 spec.timeouts.total: expected a duration such as "30s", found the number 30; did you mean "30s"?',
      ],
    ],
    [
      "a duration in other words",
      route("timeouts: { total: 1h30min }"),
      [
        '7:22-29 E305 spec.timeouts.total: expected a duration such as "30s", found the text "1h30min"; did you mean "90m"?',
      ],
    ],
    [
      "a duration of nothing",
      route("timeouts: { total: 0s }"),
      ["7:22-24 E306 spec.timeouts.total: expected a duration above 0"],
    ],
    [
      "a size in other words",
      upstream("maxReplySize: 64MB"),
      [
        '7:17-21 E305 spec.maxReplySize: expected a size such as "16MiB", found the text "64MB"; did you mean "64MiB"?',
      ],
    ],
    [
      "a mistyped field",
      route("timeouts: { first_token: 5s }"),
      [
        '7:15-26 E301 spec.timeouts.first_token: there is no field "first_token" here; did you mean "firstToken"?',
      ],
    ],
    [
      "a field that is like no other",
      route("timeouts: { forever: 5s }"),
      [
        '7:15-22 E301 spec.timeouts.forever: there is no field "forever" here; expected one of `connect`, `firstToken`, `idle`, `total`',
      ],
    ],
    [
      "a merge key",
      route("timeouts: { <<: 5s }"),
      [
        "7:15-17 E301 spec.timeouts.<<: merge keys are not supported; expected one of `connect`, `firstToken`, `idle`, `total`".replace(
          "timeouts.<<",
          'timeouts["<<"]',
        ),
      ],
    ],
    [
      "a missing field",
      `${HEAD.upstream}  dialect: openai\n`,
      [
        '4:1-5 E302 spec.url: `url` is missing; expected an http:// or https:// URL such as "https://api.openai.com/v1", or `endpoints`',
      ],
    ],
    [
      "a missing field of an item",
      route("fallback: [{ model: x }]"),
      [
        '7:14-26 E302 spec.fallback[0].upstream: `upstream` is missing; expected a name of lower-case letters, digits and "-", 63 characters at most, such as "chat"',
      ],
    ],
    [
      "an empty value",
      route("retry: { attempts: }"),
      ["7:12-20 E303 spec.retry.attempts: expected a whole number from 0 to 10, found nothing"],
    ],
    [
      "a text in place of a number",
      route('retry: { attempts: "2" }'),
      [
        '7:22-25 E303 spec.retry.attempts: expected a whole number from 0 to 10, found the text "2"; write it without quotes',
      ],
    ],
    [
      "a number out of range",
      route("retry: { attempts: 11 }"),
      ["7:22-24 E306 spec.retry.attempts: expected a whole number from 0 to 10, found the number 11"],
    ],
    [
      "a fraction in place of a whole number",
      route("retry: { attempts: 1.5 }"),
      ["7:22-25 E303 spec.retry.attempts: expected a whole number from 0 to 10, found the number 1.5"],
    ],
    [
      "a number in place of a text",
      policy("select: { headers: { x-team: 7 } }"),
      ["6:32-33 E303 spec.select.headers.x-team: expected a text, found the number 7; put it in quotes"],
    ],
    [
      "a key in the wrong case",
      policy("select: { headers: { X-Team: a } }"),
      [
        '6:24-30 E309 spec.select.headers.X-Team: expected a header\'s name in lower case such as "api-key", found "X-Team"; did you mean "x-team"?',
      ],
    ],
    [
      "a text in place of a boolean",
      policy("redact2: {}").replace("[email] }", "[email], restore: yes }").replace("  redact2: {}\n", ""),
      ['5:41-44 E303 spec.redact.restore: expected true or false, found the text "yes"'],
    ],
    [
      "a value that is not offered",
      route("cache: { isolate: users }"),
      [
        '7:21-26 E304 spec.cache.isolate: expected "workload", "user" or "session", found the text "users"; did you mean "user"?',
      ],
    ],
    [
      "an empty list",
      route("match2: 1").replace("match: {}", "match: { models: [] }").replace("  match2: 1\n", ""),
      ["5:20-22 E306 spec.match.models: expected at least 1 in this list, found none"],
    ],
    [
      "a URL without its scheme",
      `${HEAD.upstream}  dialect: openai\n  url: api.openai.com/v1\n`,
      [
        '6:8-25 E305 spec.url: expected an http:// or https:// URL such as "https://api.openai.com/v1", found the text "api.openai.com/v1"; did you mean "https://api.openai.com/v1"?',
      ],
    ],
    [
      "a rung of the ladder that is mistyped inside",
      route("fallback: [{ stale: { maxage: 24h } }]"),
      ['7:25-31 E301 spec.fallback[0].stale.maxage: there is no field "maxage" here; did you mean "maxAge"?'],
    ],
    [
      "a rung of the ladder that is mistyped",
      route("fallback: [{ replyy: hi }]"),
      ['7:16-22 E301 spec.fallback[0].replyy: there is no field "replyy" here; did you mean "reply"?'],
    ],
    [
      "a rung that is two at once",
      route("fallback: [{ upstream: openai, reply: hi }]"),
      [
        "7:41-43 E308 spec.fallback[0].reply: `reply` cannot stand beside `upstream`; expected only one of `stale`, `upstream`, `reply`",
      ],
    ],
    [
      "a rung that is none",
      route("fallback: [{ wait: 5s }]"),
      [
        '7:14-26 E308 spec.fallback[0]: expected a map with `stale`, `upstream` or `reply`, found a map with "wait"',
      ],
    ],
    [
      "a rung that is a text",
      route("fallback: [stale]"),
      [
        '7:14-19 E308 spec.fallback[0]: expected a map with `stale`, `upstream` or `reply`, found the text "stale"',
      ],
    ],
    [
      "targets without weight",
      route("priority: low").replace("{ upstream: openai }", "{ upstream: openai, weight: 0 }"),
      ["6:12-45 E310 spec.targets: at least one target needs a weight above 0"],
    ],
    [
      "timeouts in the wrong order",
      route("timeouts: { connect: 10s, total: 5s }"),
      ["7:24-27 E311 spec.timeouts.connect: `connect` (10s) may not be longer than `total` (5s)"],
    ],
    [
      "a rung that needs a cache",
      route("fallback: [{ stale: { maxAge: 1h } }]"),
      ["7:23-37 E312 spec.fallback[0].stale: `stale` needs `cache.exact`: without it no answer is kept"],
    ],
    [
      "a target that is not there",
      route("priority: low").replace("{ upstream: openai }", "{ upstream: opnai }"),
      ['6:25-30 E401 spec.targets[0].upstream: there is no Upstream named "opnai"; did you mean "openai"?'],
    ],
    [
      "a policy that is not there",
      route("policies: [ppi]"),
      ['7:14-17 E402 spec.policies[0]: there is no Policy named "ppi"; did you mean "pii"?'],
    ],
    [
      "a route that is not there",
      policy("select: { routes: [chat] }"),
      ['6:22-26 E403 spec.select.routes[0]: there is no Route named "chat"'],
    ],
  ];
  for (const [name, text, expected] of cases) {
    test(`${name} is told with its place`, () => assert.deepEqual(faultsOf(text), expected));
  }

  test("a default that is longer than `total` is no contradiction", () => {
    assert.deepEqual(faultsOf(route("timeouts: { total: 500ms }")), []);
  });

  test("a reference is checked although the route has other faults", () => {
    const codes = parseConfig([
      { path: "a", text: route("retry: 3").replace("upstream: openai", "upstream: other") },
    ]).faults;
    assert.deepEqual(
      codes.map(({ code }) => code),
      ["E401", "E303"],
    );
  });

  test("a fault behind an alias points at the alias; one inside it at where the value is written", () => {
    const scalar = route("timeouts: { total: &wrong 30, idle: *wrong }");
    assert.deepEqual(
      faultsOf(scalar).map((fault) => fault.slice(0, 12)),
      ["7:29-31 E303", "7:39-45 E303"],
    );
    const inside = `${route("cache: {}").replace("cache: {}", "fallback: [&r { reply: 3 }, *r]")}`;
    assert.deepEqual(
      faultsOf(inside).map((fault) => fault.slice(0, 12)),
      ["7:26-27 E303", "7:26-27 E303"],
    );
  });

  test("positions hold with Windows line ends and a byte order mark", () => {
    const text = `\uFEFF${route("timeouts: { total: 30 }").replaceAll("\n", "\r\n")}`;
    assert.deepEqual(
      faultsOf(text).map((fault) => fault.slice(0, 12)),
      ["7:22-24 E303"],
    );
  });
});

describe("a bare `*`", () => {
  for (const models of ["[*]", "*", "[*, gpt-4o]"]) {
    test(`is one fault that says how it is written: models: ${models}`, () => {
      const [fault, ...others] = faultsOf(`${UPSTREAM}  models: ${models}\n`);
      assert.deepEqual(others, []);
      assert.match(
        fault ?? "",
        /^7:\d+-\d+ E101 : `\*` by itself is an alias in YAML; put the text in quotes, as "\*"$/,
      );
    });
  }
});

describe("a value that was probably meant otherwise", () => {
  const sidecar = (spec: string) =>
    `apiVersion: aios.dev/v1\nkind: Sidecar\nmetadata: { name: a }\nspec: ${spec}\n`;
  const route = (line: string) =>
    `${ROUTE}  match: {}\n  targets: [{ upstream: openai }]\n  ${line}\n---\n${UPSTREAM}`;
  const limits = (spec: string) =>
    `apiVersion: aios.dev/v1\nkind: Policy\nmetadata: { name: a }\nspec: { limits: ${spec} }\n`;
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "a port alone",
      sidecar("{ listen: { http: 8400 } }"),
      [
        'expected an address HOST:PORT such as "127.0.0.1:8400", found the number 8400; did you mean "127.0.0.1:8400"?',
      ],
    ],
    [
      "a port alone, in quotes",
      sidecar('{ listen: { admin: ":9402" } }'),
      [
        'expected a loopback address HOST:PORT such as "127.0.0.1:8402", found the text ":9402"; did you mean "127.0.0.1:9402"?',
      ],
    ],
    [
      "a port that is none",
      sidecar("{ listen: { http: 99999 } }"),
      ['expected an address HOST:PORT such as "127.0.0.1:8400", found the number 99999'],
    ],
    [
      "a limit without its window",
      limits("{ requests: 600 }"),
      ["expected a map such as `{ limit: 600, window: 1m }`, found the number 600"],
    ],
    [
      "a percentile in per cent",
      route("hedge: { percentile: 95 }"),
      ["expected a number from 0.5 to 0.999, found the number 95; did you mean 0.95?"],
    ],
    [
      "a percentile that no percentile is near",
      route("hedge: { percentile: 20 }"),
      ["expected a number from 0.5 to 0.999, found the number 20"],
    ],
    [
      "a share in per cent",
      route("hedge: { delay: 1s, share: 10% }"),
      ['expected a number from 0 to 1, found the text "10%"; did you mean 0.1?'],
    ],
    [
      "a share in quotes",
      route('hedge: { delay: 1s, share: "0.1" }'),
      ['expected a number from 0 to 1, found the text "0.1"; write it without quotes'],
    ],
    [
      "a map for a list",
      `${ROUTE}  match: {}\n  targets: { upstream: openai }\n---\n${UPSTREAM}`,
      ["expected a list, found a map; put it in brackets: `[ … ]`"],
    ],
    [
      "a field that stands deeper",
      route("cache: { ttl: 1m }"),
      ['there is no field "ttl" here; did you mean "cache.exact.ttl"?'],
    ],
    [
      "a plural",
      route("retries: { attempts: 1 }"),
      ['there is no field "retries" here; did you mean "retry"?'],
    ],
  ];
  for (const [name, text, expected] of cases) {
    test(`${name} is told with what it could be`, () => {
      const told = faultsOf(text).map((fault) => fault.slice(fault.indexOf(": ") + 2));
      assert.deepEqual(told, expected);
    });
  }
});

describe("references to what is damaged", () => {
  const route = `${ROUTE}  match: {}\n  targets: [{ upstream: openai }]\n`;

  test("are not told where the document's YAML is broken", () => {
    assert.deepEqual(
      faultsOf(route, `${UPSTREAM}  models: [a\n`).map((fault) => fault.split(" ")[1]),
      ["E101"],
    );
  });

  test("are not told where the document's kind is mistyped", () => {
    assert.deepEqual(
      faultsOf(route, UPSTREAM.replace("Upstream", "Upsteam")).map((fault) => fault.split(" ")[1]),
      ["E203"],
    );
  });

  test("are not told where the document's spec has faults", () => {
    assert.deepEqual(
      faultsOf(route, UPSTREAM.replace("openai\n", "opnai\n")).map((fault) => fault.split(" ")[1]),
      ["E304"],
    );
  });
});

describe("a configuration without faults", () => {
  test("is split into what is pushed and settings", () => {
    const settings =
      "apiVersion: aios.dev/v1\nkind: Sidecar\nmetadata: { name: a }\nspec: { drainTimeout: 5s }\n";
    const parsed = parseConfig([{ path: "all.yaml", text: [UPSTREAM, POLICY, settings].join("---\n") }]);
    assert.deepEqual(parsed.faults, []);
    assert.deepEqual(
      parsed.resources.map(({ kind, name }) => `${kind}/${name}`),
      ["Upstream/openai", "Policy/pii"],
    );
    assert.deepEqual(
      parsed.documents.map(({ kind }) => kind),
      ["Upstream", "Policy", "Sidecar"],
    );
    assert.equal(parsed.sidecar?.drainTimeout, 5_000);
    assert.equal(parsed.controlPlane, undefined);
    assert.deepEqual([...(parsed.snapshot?.upstreams.keys() ?? [])], ["openai"]);
  });

  test("may have comments, empty documents and aliases", () => {
    const text = `# nothing yet\n---\n${UPSTREAM.replace("openai\n", "&name openai\n")}  models: [*name]\n---\n# the end\n`;
    const parsed = parseConfig([{ path: "a.yaml", text }]);
    assert.deepEqual(parsed.faults, []);
    assert.deepEqual(parsed.snapshot?.upstreams.get("openai")?.models, ["openai"]);
  });

  test("keeps the place of every part", () => {
    const [document] = parseConfig([{ path: "a.yaml", text: UPSTREAM }]).documents;
    assert.deepEqual(document?.locate(["spec", "url"]), {
      file: "a.yaml",
      line: 6,
      column: 8,
      endLine: 6,
      endColumn: 33,
    });
    assert.equal(document?.locate(["spec", "url"], "key").column, 3);
    assert.equal(document?.locate(["spec", "nothing"]).line, 5);
  });

  test("keeps labels that are called like parts of every object", () => {
    const text = `${ROUTE}  match: { workloads: { labels: { constructor: a, toString: b } } }\n  targets: [{ upstream: openai }]\n---\n${UPSTREAM}`;
    const { faults, snapshot } = parseConfig([{ path: "a.yaml", text }]);
    assert.deepEqual(faults, []);
    assert.deepEqual(snapshot?.routes[0]?.spec.match.workloads?.labels, { constructor: "a", toString: "b" });
  });

  test("reads booleans as YAML 1.2 does, whatever a directive says", () => {
    const text = `%YAML 1.1\n---\n${POLICY.replace("[email] }", "[email], restore: yes }")}`;
    assert.deepEqual(
      parseConfig([{ path: "a.yaml", text }]).faults.map(({ code }) => code),
      ["E303"],
    );
  });
});
