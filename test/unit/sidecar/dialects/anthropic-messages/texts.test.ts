import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message, MessageCreateParams } from "@anthropic-ai/sdk/resources/messages";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { anthropicMessages } from "../../../../../sidecar/dialects/anthropic-messages/dialect.ts";
import { assertCoverage, seenBy } from "../../../../support/canaries.ts";

const json = (value: object): JsonObject => JSON.parse(JSON.stringify(value));

const REQUEST = {
  model: "claude-sonnet-5",
  max_tokens: 100,
  system: [{ type: "text", text: "T-system", cache_control: { type: "ephemeral", ttl: "5m" } }],
  messages: [
    { role: "user", content: "T-user" },
    {
      role: "user",
      content: [
        {
          type: "text",
          text: "T-text",
          citations: [
            {
              type: "char_location",
              cited_text: "T-cited",
              document_index: 0,
              document_title: "T-document title",
              start_char_index: 0,
              end_char_index: 1,
            },
          ],
        },
        { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
        { type: "image", source: { type: "url", url: "https://example.com/T-address" } },
        {
          type: "document",
          title: "T-title",
          context: "T-context",
          source: { type: "text", media_type: "text/plain", data: "T-plain" },
        },
        { type: "document", source: { type: "content", content: [{ type: "text", text: "T-inner" }] } },
        { type: "document", source: { type: "file", file_id: "file_1" } },
        {
          type: "search_result",
          source: "https://T-source",
          title: "T-search",
          content: [{ type: "text", text: "T-found" }],
        },
      ],
    },
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "T-thinking", signature: "AAAA" },
        { type: "redacted_thinking", data: "AAAA" },
        {
          type: "tool_use",
          id: "toolu_1",
          name: "look_up",
          input: { name: "T-name", id: "T-id", type: "T-type", list: [{ data: "T-data" }] },
        },
        { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "T-query" } },
        {
          type: "web_search_tool_result",
          tool_use_id: "srvtoolu_1",
          content: [
            {
              type: "web_search_result",
              encrypted_content: "AAAA",
              title: "T-web",
              url: "https://T-web",
              page_age: "T-age",
            },
          ],
        },
        {
          type: "bash_code_execution_tool_result",
          tool_use_id: "srvtoolu_2",
          content: {
            type: "bash_code_execution_result",
            stdout: "T-out",
            stderr: "T-err",
            return_code: 0,
            content: [{ type: "bash_code_execution_output", file_id: "file_1" }],
          },
        },
        {
          type: "code_execution_tool_result",
          tool_use_id: "srvtoolu_3",
          content: {
            type: "encrypted_code_execution_result",
            encrypted_stdout: "AAAA",
            stderr: "T-stderr",
            return_code: 0,
            content: [],
          },
        },
      ],
    },
    {
      role: "user",
      content: [
        { type: "tool_result", tool_use_id: "toolu_1", content: "T-result" },
        {
          type: "tool_result",
          tool_use_id: "toolu_2",
          is_error: true,
          content: [
            { type: "text", text: "T-result text" },
            { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
            { type: "tool_reference", tool_name: "look_up" },
          ],
        },
      ],
    },
  ],
  tools: [
    {
      name: "look_up",
      description: "T-tool",
      input_schema: {
        type: "object",
        properties: { name: { type: "string", description: "T-property" } },
        required: ["name"],
      },
      input_examples: [{ name: "T-example" }],
      cache_control: { type: "ephemeral" },
      allowed_callers: ["direct"],
    },
    {
      type: "web_search_20250305",
      name: "web_search",
      allowed_domains: ["T-domain"],
      user_location: { type: "approximate", city: "T-city" },
    },
  ],
  tool_choice: { type: "tool", name: "look_up" },
  metadata: { user_id: "T-user id" },
  stop_sequences: ["T-stop"],
  thinking: { type: "enabled", budget_tokens: 1_024 },
  service_tier: "auto",
  output_config: { effort: "low", format: { type: "json_schema", schema: { description: "T-output" } } },
  container: "container_1",
  stream: false,
} satisfies MessageCreateParams;

test("every text of a request is seen and replaced, and no structure", () => {
  const rewritable = json(REQUEST);
  // `return_code` is a tool's number, which is shown as the text that it is.
  const seen = seenBy(anthropicMessages.rewriteRequest, rewritable);
  assert.ok(seen.some(({ text, origin }) => text === "0" && origin === "tool"));
  const withoutNumber = JSON.parse(JSON.stringify(REQUEST).replaceAll('"return_code":0,', ""));
  assertCoverage(anthropicMessages.rewriteRequest, withoutNumber);
});

test("a parameter or a block that nobody knows hides nothing", () => {
  assertCoverage(anthropicMessages.rewriteRequest, {
    model: "m",
    messages: [
      {
        role: "user",
        content: [{ type: "video", caption: "T-1", data: "T-2", frames: [{ name: "T-3" }] }],
        extra: "T-4",
      },
    ],
    brand_new: { id: "T-5", type: "T-6" },
  });
});

test("an MCP server's token is left alone", () => {
  const server = { type: "url", name: "files", url: "https://T-server", authorization_token: "token" };
  assertCoverage(anthropicMessages.rewriteRequest, { model: "m", messages: [], mcp_servers: [server] });
});

test("texts are told by who wrote them", () => {
  const origins = new Map(
    seenBy(anthropicMessages.rewriteRequest, json(REQUEST)).map(({ text, origin }) => [text, origin]),
  );
  assert.equal(origins.get("T-system"), "system");
  assert.equal(origins.get("T-user"), "user");
  assert.equal(origins.get("T-thinking"), "assistant");
  assert.equal(origins.get("T-name"), "assistant");
  assert.equal(origins.get("T-result"), "tool");
  assert.equal(origins.get("T-result text"), "tool");
  assert.equal(origins.get("T-web"), "tool");
  assert.equal(origins.get("T-tool"), "other");
});

test("numbers that tools are given are seen as texts, and become texts when they are changed", () => {
  const call = (input: JsonObject) => ({
    model: "m",
    messages: [{ role: "assistant", content: [{ type: "tool_use", id: "t", name: "f", input }] }],
  });
  const rewritten = anthropicMessages.rewriteRequest(call({ phone: 4915112345, n: 1 }), (text) =>
    text === "4915112345" ? "<PHONE_1>" : text,
  );
  assert.deepEqual(rewritten, call({ phone: "<PHONE_1>", n: 1 }));
});

test("what does not look like structure is a text in its place, too", () => {
  const document: JsonObject = {
    model: "m",
    service_tier: "T-[1]",
    tool_choice: { type: "tool", name: "T-[2]" },
  };
  const source = { type: "plain", media_type: "T-[3]", data: "T-@4" };
  const found = { id: "T-[5]", signature: "T-[6]", tool_name: "T-[7]", "T-[8]": true };
  assertCoverage(anthropicMessages.rewriteRequest, {
    ...document,
    messages: [
      {
        role: "user",
        content: [
          { type: "document", source },
          { type: "tool_result", tool_use_id: "T-[9]", content: [{ ...found }] },
          { type: "tool_use", id: "t", name: "f", input: { "T-[10]": { "T-[11]": "T-[12]" } } },
        ],
      },
    ],
  });
});

test("a document in base64 is looked into where it is a text", () => {
  const encoded = (text: string) => Buffer.from(text).toString("base64");
  const request = (media_type: string, data: string): JsonObject => ({
    model: "m",
    messages: [
      { role: "user", content: [{ type: "document", source: { type: "base64", media_type, data } }] },
    ],
  });
  const hide = (text: string) => text.replace("ada@example.com", "[EMAIL_1]");
  assert.deepEqual(
    anthropicMessages.rewriteRequest(request("text/plain", encoded("To ada@example.com")), hide),
    request("text/plain", encoded("To [EMAIL_1]")),
  );
  const pdf = request("application/pdf", encoded("To ada@example.com"));
  assert.equal(anthropicMessages.rewriteRequest(pdf, hide), pdf);
});

test("every text of a reply is seen and replaced, and no structure", () => {
  const reply = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-5",
    content: [
      { type: "thinking", thinking: "T-thinking", signature: "AAAA" },
      { type: "redacted_thinking", data: "AAAA" },
      { type: "text", text: "T-text", citations: null },
      {
        type: "tool_use",
        id: "toolu_1",
        name: "look_up",
        input: { name: "T-name" },
        caller: { type: "direct" },
      },
    ],
    stop_reason: "stop_sequence",
    stop_sequence: "T-stop",
    stop_details: { type: "refusal", category: null, explanation: "T-why" },
    container: { id: "container_1", expires_at: "2026-01-01T00:00:00Z", skills: null },
    diagnostics: null,
    usage: {
      input_tokens: 1,
      output_tokens: 2,
      cache_creation: null,
      cache_creation_input_tokens: null,
      cache_read_input_tokens: null,
      inference_geo: "us",
      output_tokens_details: null,
      server_tool_use: null,
      service_tier: "standard",
      speed: "standard",
    },
  } satisfies Message;
  assertCoverage(anthropicMessages.rewriteReply, json(reply));
  assert.ok(
    seenBy(anthropicMessages.rewriteReply, json(reply)).every(
      ({ kind, origin }) => kind === "text" && origin === "assistant",
    ),
  );
});
