import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChatCompletion, ChatCompletionCreateParams } from "openai/resources/chat/completions";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import { isJsonObject, type Json, type JsonObject, parseJson } from "../../../../../sidecar/core/json.ts";
import { openaiChat } from "../../../../../sidecar/dialects/openai-chat/dialect.ts";
import { assertCoverage, seenBy } from "../../../../support/canaries.ts";

const json = (value: object): JsonObject => JSON.parse(JSON.stringify(value));

const REQUEST = {
  model: "gpt-4o",
  messages: [
    { role: "system", content: "T-system", name: "T-speaker" },
    {
      role: "developer",
      content: [{ type: "text", text: "T-developer", prompt_cache_breakpoint: { mode: "explicit" } }],
    },
    {
      role: "user",
      content: [
        { type: "text", text: "T-part" },
        { type: "image_url", image_url: { url: "data:image/png;base64,AAAA", detail: "high" } },
        { type: "image_url", image_url: { url: "https://example.com/T-address" } },
        { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } },
        { type: "file", file: { file_data: "JVBERi0xLjc=", filename: "T-file.pdf" } },
        { type: "file", file: { file_data: "data:application/pdf;base64,AAAA" } },
        { type: "file", file: { file_id: "file-1" } },
      ],
    },
    {
      role: "assistant",
      content: [{ type: "refusal", refusal: "T-refusal part" }],
      refusal: "T-refusal",
      audio: { id: "audio_1" },
      tool_calls: [
        {
          id: "call_1",
          type: "function",
          function: { name: "look_up", arguments: '{"q": "T-query", "deep": ["T-x"]}' },
        },
        { id: "call_2", type: "custom", custom: { name: "shell", input: "T-input" } },
        { id: "call_3", type: "function", function: { name: "broken", arguments: '{"q": "T-cut' } },
      ],
      function_call: { name: "old", arguments: '{"a":"T-old"}' },
    },
    { role: "tool", tool_call_id: "call_1", content: "T-result" },
    { role: "tool", tool_call_id: "call_2", content: [{ type: "text", text: "T-result part" }] },
    { role: "function", name: "old", content: "T-old result" },
  ],
  tools: [
    {
      type: "function",
      function: {
        name: "look_up",
        description: "T-tool",
        strict: true,
        parameters: {
          type: "object",
          required: ["q", "type"],
          properties: {
            q: {
              type: "string",
              format: "email",
              description: "T-property",
              default: "T-default",
              examples: ["T-example"],
            },
            // A property that happens to have the name of a keyword is a property all the same.
            type: { type: "string", enum: ["T-one"], title: "T-title" },
            list: { type: "array", items: { anyOf: [{ $ref: "#/$defs/x" }, { const: "T-const" }] } },
          },
          $defs: {
            x: { description: "T-definition", contentEncoding: "base64", contentMediaType: "image/png" },
          },
          dependentRequired: { q: ["type"] },
          "x-unknown": "T-unknown",
        },
      },
    },
    {
      type: "custom",
      custom: {
        name: "shell",
        description: "T-custom",
        format: { type: "grammar", grammar: { definition: "T-grammar", syntax: "lark" } },
      },
    },
  ],
  tool_choice: { type: "function", function: { name: "look_up" } },
  functions: [{ name: "old", description: "T-function" }],
  function_call: "auto",
  response_format: {
    type: "json_schema",
    json_schema: {
      name: "answer",
      description: "T-format",
      schema: { type: "object", properties: { a: { description: "T-a" } } },
    },
  },
  prediction: { type: "content", content: "T-prediction" },
  metadata: { name: "T-name", type: "T-type", id: "T-id", model: "T-model", role: "T-role" },
  stop: ["T-stop"],
  user: "T-user",
  safety_identifier: "T-safety",
  prompt_cache_key: "T-key",
  prompt_cache_retention: "24h",
  reasoning_effort: "low",
  service_tier: "auto",
  verbosity: "low",
  modalities: ["text"],
  audio: { format: "wav", voice: "alloy" },
  web_search_options: {
    search_context_size: "low",
    user_location: { type: "approximate", approximate: { city: "T-city", timezone: "T-zone" } },
  },
  temperature: 0.5,
  stream: true,
  stream_options: { include_usage: true },
} satisfies ChatCompletionCreateParams;

test("every text of a request is seen and replaced, and no structure", () => {
  assertCoverage(openaiChat.rewriteRequest, json(REQUEST));
});

test("a parameter that nobody knows hides nothing", () => {
  const unknown = { type: "T-1", id: "T-2", nested: [{ role: "T-3", data: ["T-4"] }] };
  const document: JsonObject = { model: "m", messages: [], brand_new: unknown, provider: "T-5" };
  assertCoverage(openaiChat.rewriteRequest, document);
  const message: Json = {
    role: "user",
    content: [{ type: "video", video: { url: "T-6", id: "T-7" } }],
    custom: { name: "T-8" },
  };
  assertCoverage(openaiChat.rewriteRequest, { model: "m", messages: [message] });
});

test("an object where structure is expected hides nothing", () => {
  const document: JsonObject = {
    model: "m",
    messages: [{ role: { x: "T-1" }, content: [[{ text: "T-2" }], "T-3"] }, "T-4"],
  };
  assertCoverage(openaiChat.rewriteRequest, {
    ...document,
    tool_choice: { type: { x: "T-5" } },
    tools: "T-6",
  });
});

const HIDE = /[\w.+-]+@[\w.\u00fc]+|4111\d{12}|\+14155550132/g;
/** What a request is once addresses, cards and phone numbers in it were replaced, all by the same word. */
const hidden = (request: JsonObject) =>
  openaiChat.rewriteRequest({ model: "m", messages: [], ...request }, (text) => text.replaceAll(HIDE, "[X]"));
const said = (content: Json) => ({ messages: [{ role: "user", content }] });
const assertHidden = (request: JsonObject) => {
  assert.ok(JSON.stringify(request).search(HIDE) >= 0 || JSON.stringify(request).includes("\\u"));
  const rest = JSON.stringify(hidden(request));
  assert.doesNotMatch(rest, new RegExp(HIDE), rest);
  assert.match(rest, /\[X\]/);
};

test("keys are seen wherever the keys are free", () => {
  const named = { "ada@example.com": { n: 1 } };
  for (const request of [
    { metadata: named },
    { brand_new: [named] },
    { "ada@example.com": 1 },
    { logit_bias: { "ada@example.com": 1 } },
    { messages: [{ role: "user", content: "x", "ada@example.com": 1 }] },
    { messages: [call(JSON.stringify(named))] },
    said(JSON.stringify(named)),
  ])
    assertHidden(request);
});

test("a property of a JSON Schema has one name wherever it is named", () => {
  const schema = {
    type: "object",
    properties: { "ada@example.com": { type: "string" }, id: { $ref: "#/$defs/ada@example.com" } },
    required: ["ada@example.com", "id"],
    dependentRequired: { "ada@example.com": ["ada@example.com"] },
    $defs: { "ada@example.com": { default: 4111111111111111, const: 1 } },
  };
  const tool = (parameters: JsonObject) => ({
    tools: [{ type: "function", function: { name: "f", parameters } }],
  });
  const expected = JSON.stringify(tool(schema))
    .replaceAll("ada@example.com", "[X]")
    .replace("4111111111111111", '"[X]"');
  assert.deepEqual(hidden(tool(schema)).tools, JSON.parse(expected).tools);
});

test("keys that come out the same stay apart, and none is as it was", () => {
  const { metadata } = hidden({ metadata: { "a@b.c": 1, "[X]": 2, "d@e.f": 3 } });
  assert.deepEqual(Object.entries(metadata ?? {}), [
    ["[X]_2", 1],
    ["[X]", 2],
    ["[X]_3", 3],
  ]);
});

test("what does not look like structure is a text in its place, too", () => {
  const text = "ada@example.com";
  for (const request of [
    said([{ type: "file", file: { file_data: text } }]),
    said([{ type: "file", file: { file_data: `data:text/plain,${text}` } }]),
    said([{ type: "file", file: { file_data: `data:application/pdf;base64,${text}` } }]),
    said([{ type: "file", file: { file_data: "4111111111111111" } }]),
    said([{ type: "image_url", image_url: { url: `data:text/plain;name=${text};base64,AAAA` } }]),
    said([{ type: "input_audio", input_audio: { data: text, format: text } }]),
    said([{ type: text, text: "x" }]),
    { messages: [{ role: text, content: "x" }] },
    { messages: [{ role: 4111111111111111, content: "x" }] },
    { messages: [{ role: "tool", tool_call_id: text, name: text, content: "x" }] },
    { model: `gpt-${text}` },
    { service_tier: text, tool_choice: text, reasoning_effort: text },
    { service_tier: "4111111111111111" },
    { modalities: [text] },
  ])
    assertHidden(request);
});

test("a text in base64 is looked into, and stays base64", () => {
  const url = (text: string) =>
    `data:text/plain;charset=utf-8;base64,${Buffer.from(text).toString("base64")}`;
  const file = (text: string) => said([{ type: "file", file: { file_data: url(text), filename: "f" } }]);
  assert.deepEqual(hidden(file("Grüße an ada@example.com")).messages, file("Grüße an [X]").messages);
  const bytes = said([{ type: "image_url", image_url: { url: "data:text/plain;base64,/////w==" } }]);
  assert.deepEqual(hidden(bytes).messages, bytes.messages, "what is no UTF-8 is no text");
});

test("numbers are seen like texts, save where a parameter is known to be one", () => {
  assertHidden({ documents: [{ card: 4111111111111111 }] });
  assertHidden({ messages: [{ role: "user", content: 4111111111111111 }] });
  const seen = seenBy(openaiChat.rewriteRequest, {
    model: "m",
    messages: [],
    seed: 1,
    max_tokens: 2,
    top_p: 0.5,
  });
  assert.deepEqual(seen, []);
});

test("a number that no double holds is seen as it is written, and kept as the very same", () => {
  const request = parseJson('{"model":"m","messages":[],"x":[12345678901234567890, 41111111111111112345]}');
  assert.ok(isJsonObject(request));
  assert.deepEqual(
    seenBy(openaiChat.rewriteRequest, request).map(({ text }) => text),
    ["x", "12345678901234567890", "41111111111111112345"],
  );
  assert.equal(
    JSON.stringify(openaiChat.rewriteRequest(request, (text) => text.replaceAll(HIDE, "[X]"))),
    '{"model":"m","messages":[],"x":[12345678901234567890,"[X]2345"]}',
  );
});

function call(source: string): JsonObject {
  return {
    role: "assistant",
    tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: source } }],
  };
}

test("escapes in JSON hide nothing, at four levels neither, and the rest keeps its spelling", () => {
  const escaped =
    '{ "email":"ada\\u0040example.com",  "id": 12345678901234567890, "a\\u0040b.c": "\\u00fc" }';
  const plain = '{ "email":"[X]",  "id": 12345678901234567890, "[X]": "\\u00fc" }';
  const nested = (source: string, levels: number): string =>
    levels === 0 ? source : nested(`{"x": ${JSON.stringify(source)}}`, levels - 1);
  for (const levels of [0, 1, 2, 3]) {
    const request = said(nested(escaped, levels));
    assert.deepEqual(hidden(request).messages, said(nested(plain, levels)).messages);
    const called = { messages: [call(nested(escaped, levels))] };
    assert.deepEqual(hidden(called).messages, [call(nested(plain, levels))]);
  }
  assertHidden(said('["\\u002B14155550132"]'));
  assertHidden(said(' "ada@m\\u00fcller.de" '));
  assertHidden({ metadata: { note: '{"email":"ada\\u0040example.com"}' } });
});

test("a text that is JSON is also seen as a text, since names tell what values are", () => {
  const texts = seenBy(openaiChat.rewriteRequest, { model: "m", ...said('{"phone": 4155550132}') });
  assert.deepEqual(
    texts.map(({ text }) => text),
    ["phone", "4155550132", '{"phone": 4155550132}'],
  );
});

test("a text that only begins like JSON is one text", () => {
  for (const content of ["[1] see {x}", "{not: json}", "[", '"a" and "b\\n"'])
    assert.deepEqual(
      seenBy(openaiChat.rewriteRequest, { model: "m", ...said(content) }).map(({ text }) => text),
      [content],
    );
});

test("a file of fifteen megabytes is known as base64 at once", () => {
  const data = "iVBORw0K".repeat(2_000_000);
  const started = performance.now();
  assert.deepEqual(
    seenBy(openaiChat.rewriteRequest, {
      model: "m",
      ...said([
        { type: "image_url", image_url: { url: `data:image/png;base64,${data}` } },
        { type: "file", file: { file_data: data } },
      ]),
    }),
    [],
  );
  assert.equal(
    seenBy(openaiChat.rewriteRequest, {
      model: "m",
      ...said([{ type: "file", file: { file_data: `${data}@` } }]),
    }).length,
    1,
  );
  assert.ok(performance.now() - started < 2_000);
});

test("a data URL that is not base64 is a text", () => {
  const url = { type: "image_url", image_url: { url: "data:text/plain,T-1" } };
  assertCoverage(openaiChat.rewriteRequest, { model: "m", messages: [{ role: "user", content: [url] }] });
});

test("texts are told by who wrote them", () => {
  const origins = new Map(
    seenBy(openaiChat.rewriteRequest, json(REQUEST)).map(({ text, origin }) => [text, origin]),
  );
  assert.equal(origins.get("T-system"), "system");
  assert.equal(origins.get("T-developer"), "system");
  assert.equal(origins.get("T-part"), "user");
  assert.equal(origins.get("T-query"), "assistant");
  assert.equal(origins.get("T-prediction"), "assistant");
  assert.equal(origins.get("T-result"), "tool");
  assert.equal(origins.get("T-tool"), "other");
  assert.equal(origins.get("T-user"), "other");
});

test("numbers in a tool call's arguments are seen as texts", () => {
  const call = (text: string) => ({
    model: "m",
    messages: [
      {
        role: "assistant",
        tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: text } }],
      },
    ],
  });
  const rewritten = openaiChat.rewriteRequest(call('{"phone": 4915112345, "n": 1}'), (text) =>
    text === "4915112345" ? "<PHONE_1>" : text,
  );
  assert.deepEqual(rewritten, call('{"phone": "<PHONE_1>", "n": 1}'));
});

test("what did not change is shared with the original", () => {
  const document = json(REQUEST);
  const rewritten = openaiChat.rewriteRequest(document, (text) => (text === "T-stop" ? "x" : text));
  assert.equal(rewritten["messages"], document["messages"]);
  assert.equal(rewritten["tools"], document["tools"]);
  assert.deepEqual(rewritten["stop"], ["x"]);
});

test("a key called __proto__ is a key like any other", () => {
  const document: JsonObject = JSON.parse('{"model":"m","messages":[],"metadata":{"__proto__":"T-1"}}');
  const rewritten = openaiChat.rewriteRequest(document, (text) => (text === "T-1" ? "x" : text));
  assert.equal(JSON.stringify(rewritten), '{"model":"m","messages":[],"metadata":{"__proto__":"x"}}');
  const renamed = openaiChat.rewriteRequest(document, (text) => (text === "__proto__" ? "y" : text));
  assert.equal(JSON.stringify(renamed), '{"model":"m","messages":[],"metadata":{"y":"T-1"}}');
});

test("a document that is nested too deep is refused, not a crash", () => {
  const deep: Json = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
  assert.throws(
    () => openaiChat.rewriteRequest({ model: "m", messages: [], x: deep }, (text) => text),
    (error) => error instanceof AiosError && error.kind === "invalid-request",
  );
});

const REPLY = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "gpt-4o",
  service_tier: "default",
  system_fingerprint: "fp_1",
  choices: [
    {
      index: 0,
      finish_reason: "stop",
      logprobs: null,
      message: {
        role: "assistant",
        content: "T-content",
        refusal: null,
        annotations: [
          {
            type: "url_citation",
            url_citation: { start_index: 0, end_index: 1, title: "T-title", url: "https://T-url" },
          },
        ],
        audio: { id: "audio_1", data: "AAAA", expires_at: 1, transcript: "T-transcript" },
      },
    },
    {
      index: 1,
      finish_reason: "tool_calls",
      logprobs: null,
      message: {
        role: "assistant",
        content: null,
        refusal: "T-refusal",
        tool_calls: [
          { id: "call_1", type: "function", function: { name: "f", arguments: '{"a":"T-argument"}' } },
          { id: "call_2", type: "custom", custom: { name: "g", input: "T-input" } },
        ],
      },
    },
  ],
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
} satisfies ChatCompletion;

test("every text of a reply is seen and replaced, and no structure", () => {
  assertCoverage(openaiChat.rewriteReply, json(REPLY));
  const reasoning = {
    role: "assistant",
    content: [{ type: "text", text: "T-part" }],
    reasoning_content: "T-1",
    reasoning: "T-2",
    thinking: "T-3",
    reasoning_details: [{ type: "reasoning.text", id: "r", format: "f", text: "T-4", signature: "AAAA" }],
  };
  assertCoverage(openaiChat.rewriteReply, { choices: [{ index: 0, message: reasoning }] });
});

test("a reply's tool-call arguments are shown whole, as JSON source", () => {
  const seen = seenBy(openaiChat.rewriteReply, json(REPLY));
  assert.deepEqual(
    seen.find(({ kind }) => kind === "json"),
    { text: '{"a":"T-argument"}', kind: "json", origin: "assistant" },
  );
});

test("a reply's text that is JSON is shown whole, as JSON source", () => {
  const message = (content: string) => ({ choices: [{ index: 0, message: { role: "assistant", content } }] });
  assert.deepEqual(seenBy(openaiChat.rewriteReply, message('{"to": "[EMAIL_1]"}')), [
    { text: '{"to": "[EMAIL_1]"}', kind: "json", origin: "assistant" },
  ]);
  assert.equal(seenBy(openaiChat.rewriteReply, message("[EMAIL_1]"))[0]?.kind, "text");
});

test("placeholders in a reply's keys, and in identifiers, are seen", () => {
  const message = {
    role: "assistant",
    content: null,
    found: { "T-1": true },
    tool_calls: [{ id: "T-[1]", function: { name: "T-[2]" } }],
  };
  assertCoverage(openaiChat.rewriteReply, {
    choices: [{ index: 0, stop_reason: "T-2 stop", message }],
    citations: ["T-3 cited"],
    found: { "T-4": "T-5 x" },
  });
});

test("log probabilities go when the text that they spell out was replaced, and stay otherwise", () => {
  const logprobs = {
    content: [{ token: "T-content", bytes: [84], logprob: -1, top_logprobs: [] }],
    refusal: null,
  };
  const choice = {
    index: 0,
    finish_reason: "stop",
    message: { role: "assistant", content: "T-content" },
    logprobs,
  };
  const other = { ...choice, index: 1, message: { role: "assistant", content: "other" } };
  const rewritten = openaiChat.rewriteReply({ choices: [choice, other] }, (text) => text.replace("T-", "R-"));
  assert.deepEqual(rewritten, {
    choices: [{ ...choice, message: { role: "assistant", content: "R-content" }, logprobs: null }, other],
  });
});

test("base64 without a type is looked into, unless it is a PDF", () => {
  const document = (file_data: string) => ({
    model: "m",
    messages: [{ role: "user", content: [{ type: "file", file: { filename: "a.txt", file_data } }] }],
  });
  const seen = (bytes: string): readonly string[] => {
    const texts: string[] = [];
    openaiChat.rewriteRequest(document(Buffer.from(bytes, "latin1").toString("base64")), (text) => {
      texts.push(text);
      return text;
    });
    return texts.filter((text) => text !== "a.txt");
  };
  assert.deepEqual(seen("T-file of ada"), ["T-file of ada"]);
  assert.deepEqual(seen("%PDF-1.7 T-file"), []);
  assert.deepEqual(seen("\xff\xd8\xff T-image"), []);
});
