import assert from "node:assert/strict";
import { test } from "node:test";
import { payloadFromBytes } from "../../../../../sidecar/core/payload.ts";
import { dialectOf } from "../../../../../sidecar/dialects/registry.ts";
import { compileCacheable } from "../../../../../sidecar/filters/cache/cacheable.ts";
import { cacheSpecOf } from "../../../../support/cache-spec.ts";
import { testCall } from "../../../../support/calls.ts";

interface Settings {
  readonly maxTemperature?: number;
  readonly readOnlyTools?: string[];
  readonly storedResponses?: boolean;
}

const DIALECTS = ["openai-chat", "openai-responses", "openai-completions", "anthropic-messages"] as const;
type Name = (typeof DIALECTS)[number] | "embeddings";

function reasonOf(name: Name, members: string, settings: Settings = {}) {
  const { exact } = cacheSpecOf({ exact: { ttl: "1m", ...settings } });
  assert.ok(exact);
  const dialect = dialectOf(name);
  const plain = { model: "m", messages: [], input: "hi", prompt: "hi", max_tokens: 9 };
  // Read as it comes over the wire: numbers as they were written.
  const body = `${JSON.stringify(plain).slice(0, -1)}${members === "" ? "" : ","}${members}}`;
  const request = payloadFromBytes(Buffer.from(body), dialect.rewriteRequest);
  return compileCacheable(exact)(testCall(dialect, plain, { request }), dialect);
}

for (const name of DIALECTS) {
  test(`${name}: only a temperature above the route's bound goes by the cache`, () => {
    for (const [members, reason] of [
      ["", undefined],
      ['"temperature":0', undefined],
      ['"temperature":0.7', undefined],
      ['"temperature":null', undefined],
      ['"temperature":0.71', "temperature"],
      ['"temperature":1', "temperature"],
      ['"temperature":0.70000000000000000001', undefined],
      ['"temperature":1.0000000000000000000001', "temperature"],
      ['"temperature":1e999', "temperature"],
    ] as const)
      assert.equal(reasonOf(name, members), reason, members);
    assert.equal(reasonOf(name, '"temperature":2', { maxTemperature: 2 }), undefined);
    assert.equal(reasonOf(name, '"temperature":0.1', { maxTemperature: 0 }), "temperature");
    assert.equal(reasonOf(name, '"temperature":0', { maxTemperature: 0 }), undefined);
  });

  test(`${name}: calls that ask the provider to keep the answer go by, unless the route allows them`, () => {
    assert.equal(reasonOf(name, '"store":true'), "stored");
    assert.equal(reasonOf(name, '"store":true', { storedResponses: true }), undefined);
    assert.equal(reasonOf(name, '"store":false'), undefined);
  });
}

const TOOLS: readonly (readonly [Name, string, string])[] = [
  ["openai-chat", "get_weather", '"tools":[{"type":"function","function":{"name":"get_weather"}}]'],
  ["openai-chat", "get_weather", '"tools":[{"type":"custom","custom":{"name":"get_weather"}}]'],
  ["openai-chat", "get_weather", '"functions":[{"name":"get_weather","parameters":{}}]'],
  ["openai-chat", "web_search", '"web_search_options":{}'],
  ["openai-responses", "get_weather", '"tools":[{"type":"function","name":"get_weather"}]'],
  ["openai-responses", "web_search", '"tools":[{"type":"web_search"}]'],
  [
    "openai-responses",
    "code_interpreter",
    '"tools":[{"type":"code_interpreter","container":{"type":"auto"}}]',
  ],
  ["openai-responses", "wiki", '"tools":[{"type":"mcp","server_label":"wiki","server_url":"https://x"}]'],
  ["anthropic-messages", "get_weather", '"tools":[{"name":"get_weather","input_schema":{}}]'],
  ["anthropic-messages", "web_search", '"tools":[{"type":"web_search_20250305","name":"web_search"}]'],
  ["anthropic-messages", "mcp", '"mcp_servers":[{"type":"url","name":"wiki","url":"https://x"}]'],
];
for (const [name, tool, members] of TOOLS) {
  test(`${name}: a call that offers a tool goes by, unless its name is one of those without side effects: ${members}`, () => {
    assert.equal(reasonOf(name, members), "tools");
    assert.equal(reasonOf(name, members, { readOnlyTools: [tool] }), undefined);
    assert.equal(reasonOf(name, members, { readOnlyTools: ["none", `${tool.slice(0, 2)}*`] }), undefined);
    assert.equal(reasonOf(name, members, { readOnlyTools: ["*"] }), undefined);
    assert.equal(
      reasonOf(name, members, { readOnlyTools: [`${tool}s`, "other*", tool.toUpperCase()] }),
      "tools",
    );
  });
}

test("one tool that is not known to be harmless is enough", () => {
  const members =
    '"tools":[{"type":"function","function":{"name":"get_a"}},{"type":"function","function":{"name":"send_mail"}}]';
  assert.equal(reasonOf("openai-chat", members, { readOnlyTools: ["get_*"] }), "tools");
  assert.equal(reasonOf("openai-chat", members, { readOnlyTools: ["get_*", "send_*"] }), undefined);
});

test("a tool without a name, or with one beyond all measure, is none that anybody has allowed", () => {
  for (const tools of [
    "[{}]",
    "[null]",
    '["get_a"]',
    '[{"function":{"name":7}}]',
    `[{"name":"get_${"a".repeat(300)}"}]`,
  ])
    assert.equal(reasonOf("openai-chat", `"tools":${tools}`, { readOnlyTools: ["get_*"] }), "tools", tools);
});

test("no tools, in whatever way that is said, are no reason", () => {
  for (const members of [
    '"tools":[]',
    '"tools":null',
    '"functions":[]',
    '"web_search_options":null',
    '"mcp_servers":[]',
  ])
    assert.equal(reasonOf("openai-chat", members), undefined, members);
});

test("what the provider has kept of other calls goes by: it may have changed since", () => {
  const all = { readOnlyTools: ["*"] };
  for (const [name, members] of [
    ["openai-responses", '"previous_response_id":"resp_1"'],
    ["openai-responses", '"conversation":{"id":"conv_1"}'],
    ["openai-responses", '"background":true'],
    ["openai-responses", '"tools":[{"type":"code_interpreter","container":"cntr_1"}]'],
    ["anthropic-messages", '"container":"container_1"'],
  ] as const)
    assert.equal(reasonOf(name, members, all), "stateful", members);
});

test("operations without any of this are cached", () => {
  assert.equal(reasonOf("embeddings", '"dimensions":8'), undefined);
});

test("what nobody here can look into goes by", () => {
  const { exact } = cacheSpecOf({ exact: { ttl: "1m" } });
  assert.ok(exact);
  const dialect = dialectOf("openai-chat");
  const opaque = {
    transport: "http",
    method: "POST",
    path: undefined,
    contentType: "multipart/form-data",
  } as const;
  assert.equal(
    compileCacheable(exact)(testCall(dialect, { model: "m", messages: [] }, { opaque }), dialect),
    "opaque",
  );
});
