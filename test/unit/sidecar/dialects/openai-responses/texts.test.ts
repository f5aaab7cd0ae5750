import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { openaiResponses } from "../../../../../sidecar/dialects/openai-responses/dialect.ts";
import { assertCoverage, seenBy } from "../../../../support/canaries.ts";

const TOOLS = [
  {
    type: "function",
    name: "look_up",
    description: "T-function",
    parameters: { type: "object", properties: { who: { type: "string", description: "T-who" } } },
    strict: true,
  },
  {
    type: "custom",
    name: "shell",
    description: "T-custom",
    format: { type: "grammar", syntax: "lark", definition: "T-grammar" },
  },
  {
    type: "file_search",
    vector_store_ids: ["vs_1"],
    max_num_results: 3,
    filters: { type: "and", filters: [{ type: "eq", value: "T-value" }] },
    ranking_options: { ranker: "auto", score_threshold: 0.5 },
  },
  {
    type: "web_search",
    search_context_size: "low",
    user_location: { type: "approximate", city: "T-city" },
  },
  {
    type: "mcp",
    server_label: "crm",
    server_url: "https://T-server",
    server_description: "T-described",
    authorization: "token_1",
    headers: { authorization: "Bearer token_1", "x-user": "T-user of the server" },
    allowed_tools: ["find"],
    require_approval: { never: { tool_names: ["find"] } },
  },
  { type: "code_interpreter", container: { type: "auto", file_ids: ["file-1"], memory_limit: "1g" } },
  { type: "image_generation", model: "gpt-image-1", size: "1024x1024", partial_images: 2 },
  { type: "computer_use_preview", display_width: 10, display_height: 10, environment: "browser" },
  {
    type: "namespace",
    name: "n",
    description: "T-namespace",
    tools: [{ type: "function", name: "f", description: "T-inner" }],
  },
];

const ITEMS = [
  { role: "user", content: "T-plain" },
  {
    type: "message",
    role: "user",
    content: [
      { type: "input_text", text: "T-part", prompt_cache_breakpoint: { mode: "explicit" } },
      { type: "input_image", image_url: "data:image/png;base64,AAAA", detail: "high" },
      { type: "input_image", image_url: "https://example.com/T-image" },
      { type: "input_file", file_data: "data:application/pdf;base64,AAAA", filename: "T-file.pdf" },
      { type: "input_file", file_id: "file-1" },
      { type: "input_file", file_url: "https://example.com/T-file" },
      { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } },
    ],
  },
  {
    type: "message",
    id: "msg_1",
    role: "assistant",
    status: "completed",
    phase: "final_answer",
    content: [
      {
        type: "output_text",
        text: "T-output",
        annotations: [
          { type: "url_citation", url: "https://T-cited", title: "T-title", start_index: 0, end_index: 1 },
          { type: "file_citation", file_id: "file-1", filename: "T-cited.pdf", index: 2 },
        ],
      },
      { type: "refusal", refusal: "T-refusal" },
    ],
  },
  {
    type: "reasoning",
    id: "rs_1",
    summary: [{ type: "summary_text", text: "T-summary" }],
    content: [{ type: "reasoning_text", text: "T-reasoning" }],
    encrypted_content: "gAAAA/b+c==",
  },
  { type: "function_call", id: "fc_1", call_id: "call_1", name: "look_up", arguments: '{"q":"T-query"}' },
  { type: "function_call_output", call_id: "call_1", output: "T-result" },
  {
    type: "function_call_output",
    call_id: "call_1",
    output: [{ type: "input_text", text: "T-result-part" }],
  },
  { type: "custom_tool_call", call_id: "call_2", name: "shell", input: "T-input" },
  { type: "custom_tool_call_output", call_id: "call_2", output: "T-custom-output" },
  {
    type: "file_search_call",
    id: "fs_1",
    status: "completed",
    queries: ["T-query"],
    results: [
      {
        file_id: "file-1",
        text: "T-found",
        filename: "T-name",
        score: 0.5,
        attributes: { k: "T-attribute" },
      },
    ],
  },
  {
    type: "web_search_call",
    id: "ws_1",
    status: "completed",
    action: {
      type: "search",
      query: "T-web",
      queries: ["T-web"],
      sources: [{ type: "url", url: "https://T-source" }],
    },
  },
  {
    type: "computer_call",
    id: "cu_1",
    call_id: "call_3",
    status: "completed",
    action: { type: "type", text: "T-typed" },
    pending_safety_checks: [{ id: "sc_1", code: "malicious", message: "T-check" }],
  },
  {
    type: "computer_call",
    id: "cu_2",
    call_id: "call_3",
    status: "completed",
    action: { type: "drag", path: [{ x: 1, y: 2 }] },
    pending_safety_checks: [],
  },
  {
    type: "computer_call_output",
    call_id: "call_3",
    output: { type: "computer_screenshot", image_url: "data:image/png;base64,AAAA" },
  },
  {
    type: "code_interpreter_call",
    id: "ci_1",
    container_id: "cntr_1",
    status: "completed",
    code: "T-code",
    outputs: [{ type: "logs", logs: "T-logs" }],
  },
  {
    type: "local_shell_call",
    id: "ls_1",
    call_id: "call_4",
    status: "completed",
    action: { type: "exec", command: ["T-command"], env: { PATH: "T-path" }, working_directory: "T-dir" },
  },
  { type: "shell_call", call_id: "call_5", action: { commands: ["T-shell"], timeout_ms: 5 } },
  {
    type: "shell_call_output",
    call_id: "call_5",
    output: [{ stdout: "T-out", stderr: "T-err", outcome: { type: "exit", exit_code: 0 } }],
  },
  {
    type: "apply_patch_call",
    call_id: "call_6",
    status: "completed",
    operation: { type: "update_file", path: "T-path", diff: "T-diff" },
  },
  {
    type: "mcp_call",
    id: "mcp_1",
    name: "find",
    server_label: "crm",
    arguments: '{"q":"T-mcp"}',
    output: "T-mcp-output",
    error: { type: "http_error", message: "T-error" },
  },
  {
    type: "mcp_list_tools",
    id: "mcpl_1",
    server_label: "crm",
    tools: [
      { name: "find", description: "T-listed", input_schema: { type: "object", description: "T-schema" } },
    ],
  },
  {
    type: "mcp_approval_request",
    id: "mcpr_1",
    name: "find",
    server_label: "crm",
    arguments: '{"q":"T-approve"}',
  },
  { type: "mcp_approval_response", approval_request_id: "mcpr_1", approve: true, reason: "T-reason" },
  {
    type: "image_generation_call",
    id: "ig_1",
    status: "completed",
    result: "AAAA",
    revised_prompt: "T-prompt",
    size: "1024x1024",
  },
  { type: "item_reference", id: "msg_0" },
  { type: "something_new", id: "new_1", surprise: { deep: ["T-new"] } },
];

const SHARED = {
  model: "gpt-5",
  instructions: "T-instructions",
  tools: TOOLS,
  tool_choice: { type: "function", name: "look_up" },
  text: {
    format: {
      type: "json_schema",
      name: "answer",
      description: "T-format",
      schema: { description: "T-schema" },
    },
    verbosity: "low",
  },
  reasoning: { effort: "low", summary: "auto" },
  prompt: {
    id: "pmpt_1",
    version: "v2",
    variables: { city: "T-city", part: { type: "input_text", text: "T-variable" } },
  },
  previous_response_id: "resp_0",
  metadata: { key: "T-metadata" },
  user: "T-user",
  safety_identifier: "T-safety",
  prompt_cache_key: "T-cache-key",
  truncation: "disabled",
  max_output_tokens: 100,
  temperature: 0.5,
  store: false,
};

test("every text of a request is seen and replaced, and nothing else", () => {
  assertCoverage(openaiResponses.rewriteRequest, {
    ...SHARED,
    input: ITEMS,
    stream: true,
    include: ["reasoning.encrypted_content"],
    conversation: { id: "conv_1" },
    context_management: [{ type: "compaction", compact_threshold: 1_000 }],
  });
});

test("every text of a response is seen and replaced, and nothing else", () => {
  assertCoverage(openaiResponses.rewriteReply, {
    ...SHARED,
    id: "resp_1",
    object: "response",
    created_at: 1,
    status: "failed",
    error: { code: "server_error", message: "T-error" },
    incomplete_details: { reason: "max_output_tokens" },
    output: ITEMS,
    output_text: "T-output-text",
    usage: { input_tokens: 1, words: "not a text" },
  });
});

test("texts are told by who said them", () => {
  const origins = (input: JsonObject) =>
    seenBy(openaiResponses.rewriteRequest, { model: "m", input: [input] }).map(({ origin }) => origin);
  assert.deepEqual(origins({ role: "user", content: "a" }), ["user"]);
  assert.deepEqual(origins({ role: "developer", content: [{ type: "input_text", text: "a" }] }), ["system"]);
  assert.deepEqual(origins({ role: "assistant", content: "a" }), ["assistant"]);
  assert.deepEqual(origins({ type: "function_call", name: "f", arguments: '["a"]' }), ["assistant"]);
  assert.deepEqual(origins({ type: "function_call_output", output: "a" }), ["tool"]);
  const asked = seenBy(openaiResponses.rewriteRequest, { model: "m", input: "hi", instructions: "be brief" });
  assert.deepEqual(
    asked.map(({ text, origin }) => [text, origin]),
    [
      ["hi", "user"],
      ["be brief", "system"],
    ],
  );
});

test("arguments in a reply are shown whole, as JSON", () => {
  const output = [{ type: "function_call", name: "f", arguments: '{"a":"b"}' }];
  assert.deepEqual(seenBy(openaiResponses.rewriteReply, { output }), [
    { text: '{"a":"b"}', kind: "json", origin: "assistant" },
  ]);
});

test("log probabilities go with the text that they spell out", () => {
  const output = [
    {
      type: "message",
      role: "assistant",
      content: [{ type: "output_text", text: "secret", logprobs: [{ token: "secret" }] }],
    },
  ];
  const rewritten = openaiResponses.rewriteReply({ output }, (text) => text.replace("secret", "public"));
  assert.doesNotMatch(JSON.stringify(rewritten), /secret/);
});

test("what stands in the place of structure and does not look like it is a text", () => {
  const input = [{ type: "message", role: "user", id: "maria@example.com", content: "a" }];
  const seen = seenBy(openaiResponses.rewriteRequest, {
    model: "m",
    service_tier: "maria@example.com",
    input,
  });
  assert.deepEqual(
    seen.map(({ text }) => text),
    ["maria@example.com", "maria@example.com", "a"],
  );
});

test("base64 without a type is looked into, unless it is a PDF", () => {
  const document = (file_data: string) => ({
    model: "m",
    input: [{ role: "user", content: [{ type: "input_file", filename: "a.txt", file_data }] }],
  });
  const seen = (bytes: string): readonly string[] => {
    const texts: string[] = [];
    openaiResponses.rewriteRequest(document(Buffer.from(bytes, "latin1").toString("base64")), (text) => {
      texts.push(text);
      return text;
    });
    return texts.filter((text) => text !== "a.txt");
  };
  assert.deepEqual(seen("T-file of ada"), ["T-file of ada"]);
  assert.deepEqual(seen("%PDF-1.7 T-file"), []);
  assert.deepEqual(seen("\xff\xd8\xff T-image"), []);
});
