import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import OpenAI from "openai";
import type { RewriteDelta } from "../../../../../sidecar/core/dialect.ts";
import { AiosError, ERROR_TABLE, isErrorKind } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { openaiResponses } from "../../../../../sidecar/dialects/openai-responses/dialect.ts";
import { events } from "../../../../../sidecar/dialects/openai-responses/events.ts";
import { encodeEvent, parseEvent } from "../../../../../sidecar/dialects/sse/event.ts";

const raw = (text: string) => new TextEncoder().encode(text);
const read = (frame: Uint8Array): JsonObject => JSON.parse(parseEvent(frame).data);
const event = (type: string, members: JsonObject = {}) =>
  encodeEvent({ event: type, data: JSON.stringify({ type, sequence_number: 3, ...members }) });
const at = { item_id: "msg_1", output_index: 2, content_index: 1 };
const DONE = raw("data: [DONE]\n\n");

function seen(frame: Uint8Array): readonly (readonly unknown[])[] {
  const calls: unknown[][] = [];
  const same = events.rewriteEvent(frame, (...call) => {
    calls.push(call);
    return call[1];
  });
  assert.equal(same, frame, "an unchanged event is the same frame");
  return calls;
}

const DELTAS: readonly (readonly [string, JsonObject, string, "text" | "json"])[] = [
  ["output_text", { ...at, logprobs: [] }, "2/output_text/1", "text"],
  ["refusal", at, "2/refusal/1", "text"],
  ["reasoning_text", at, "2/reasoning_text/1", "text"],
  [
    "reasoning_summary_text",
    { item_id: "rs_1", output_index: 0, summary_index: 4 },
    "0/reasoning_summary_text/4",
    "text",
  ],
  ["function_call_arguments", { item_id: "fc_1", output_index: 3 }, "3/function_call_arguments", "json"],
  ["mcp_call_arguments", { item_id: "mcp_1", output_index: 3 }, "3/mcp_call_arguments", "json"],
  ["custom_tool_call_input", { item_id: "ctc_1", output_index: 3 }, "3/custom_tool_call_input", "text"],
  [
    "code_interpreter_call_code",
    { item_id: "ci_1", output_index: 1 },
    "1/code_interpreter_call_code",
    "text",
  ],
  ["shell_call_command", { output_index: 1, command_index: 2 }, "1/shell_call_command/2", "text"],
  ["audio.transcript", {}, "0/audio.transcript", "text"],
  ["something_new", { item_id: "n_1", output_index: 5 }, "5/something_new", "text"],
];

for (const [name, members, channel, kind] of DELTAS) {
  test(`deltas of ${name} have a channel, which their done event ends`, () => {
    const delta = event(`response.${name}.delta`, { ...members, delta: "Hi" });
    assert.deepEqual(seen(delta), [[channel, "Hi", kind]]);
    const ends = events.endsChannels(event(`response.${name}.done`, members));
    assert.equal(ends?.(channel), true);
    assert.equal(ends?.("9/output_text/0"), false);
    assert.equal(events.endsChannels(delta), undefined);
    const { sequence_number: number, ...made } = read(events.deltaEvent(channel, "!", delta));
    assert.deepEqual(made, {
      type: `response.${name}.delta`,
      ...(name === "output_text" ? { logprobs: [] } : {}),
      output_index: 0,
      ...members,
      delta: "!",
    });
    assert.equal(number, 3);
  });
}

test("what a shell prints has a channel for each of its outputs", () => {
  const members = { item_id: "sho_1", output_index: 1, command_index: 0 };
  const delta = event("response.shell_call_output_content.delta", {
    ...members,
    delta: { stdout: "a", stderr: "b" },
  });
  assert.deepEqual(seen(delta), [
    ["1/shell_call_output_content/0/stdout", "a", "text"],
    ["1/shell_call_output_content/0/stderr", "b", "text"],
  ]);
  const made = read(events.deltaEvent("1/shell_call_output_content/0/stderr", "!", delta));
  assert.deepEqual(made["delta"], { stderr: "!" });
  assert.equal(made["command_index"], 0);
  const ends = events.endsChannels(event("response.shell_call_output_content.done", members));
  assert.equal(ends?.("1/shell_call_output_content/0/stderr"), true);
});

test("a delta without a name, of a server that sends data alone, is read by its type", () => {
  const frame = encodeEvent({
    data: JSON.stringify({ type: "response.output_text.delta", ...at, delta: "Hi" }),
  });
  assert.deepEqual(seen(frame), [["2/output_text/1", "Hi", "text"]]);
});

test("texts that are told whole are each on a channel of their own", () => {
  const part = { type: "output_text", text: "Hi", annotations: [] };
  const item = { id: "msg_1", type: "message", role: "assistant", status: "completed", content: [part] };
  const whole: readonly (readonly [string, JsonObject])[] = [
    ["response.output_text.done", { ...at, text: "Hi", logprobs: [] }],
    ["response.refusal.done", { ...at, refusal: "Hi" }],
    ["response.function_call_arguments.done", { item_id: "fc_1", output_index: 0, arguments: "Hi" }],
    ["response.custom_tool_call_input.done", { item_id: "fc_1", output_index: 0, input: "Hi" }],
    ["response.code_interpreter_call_code.done", { item_id: "fc_1", output_index: 0, code: "Hi" }],
    [
      "response.reasoning_summary_text.done",
      { item_id: "rs_1", output_index: 0, summary_index: 0, text: "Hi" },
    ],
    ["response.content_part.done", { ...at, part }],
    ["response.output_item.done", { output_index: 2, item }],
    [
      "response.output_text.annotation.added",
      { ...at, annotation_index: 0, annotation: { type: "url_citation", title: "Hi" } },
    ],
    ["response.completed", { response: { id: "resp_1", status: "completed", output: [item] } }],
    [
      "response.in_progress",
      { response: { id: "resp_1", status: "in_progress", instructions: "Hi", output: [] } },
    ],
    ["error", { code: "server_error", message: "Hi", param: null }],
  ];
  for (const [type, members] of whole) {
    const calls = seen(event(type, members)).filter(
      ([, text]) => text !== "param" && text !== "code" && text !== "message" && text !== "server_error",
    );
    assert.deepEqual(
      calls.map(([, text, , last]) => [text, last]),
      [["Hi", true]],
      type,
    );
    assert.match(String(calls[0]?.[0]), /^event\//);
  }
});

test("a rewritten event differs in its texts alone, and loses the tokens that spell the old one", () => {
  const upper: RewriteDelta = (_channel, text) => text.toUpperCase();
  const logprobs = [{ token: "hi", logprob: -1 }];
  const delta = event("response.output_text.delta", { ...at, delta: "hi", logprobs, obfuscation: "xYz12" });
  assert.deepEqual(read(events.rewriteEvent(delta, upper)), { ...read(delta), delta: "HI", logprobs: [] });
  assert.equal(parseEvent(events.rewriteEvent(delta, upper)).event, "response.output_text.delta");
  const done = event("response.output_text.done", { ...at, text: "hi", logprobs });
  assert.deepEqual(read(events.rewriteEvent(done, upper)), { ...read(done), text: "HI", logprobs: [] });
});

test("events without texts, and data that is none, pass", () => {
  for (const frame of [
    DONE,
    raw(": ping\n\n"),
    raw("data: {broken\n\n"),
    event("keepalive"),
    event("response.web_search_call.searching", { item_id: "ws_1", output_index: 0 }),
    event("response.image_generation_call.partial_image", {
      item_id: "ig_1",
      output_index: 0,
      partial_image_b64: "AAAA",
      partial_image_index: 0,
    }),
    event("response.audio.delta", { delta: "AAAA" }),
  ])
    assert.deepEqual(seen(frame), []);
});

test("an item's end ends its channels, a part's those of the part, the last event all", () => {
  const ends = (frame: Uint8Array) =>
    ["1/output_text/0", "2/output_text/0", "2/output_text/1", "2/refusal/1", "21/output_text/1"].map(
      (channel) => events.endsChannels(frame)?.(channel),
    );
  assert.deepEqual(ends(event("response.output_item.done", { output_index: 2, item: {} })), [
    false,
    true,
    true,
    true,
    false,
  ]);
  assert.deepEqual(ends(event("response.content_part.done", { ...at, part: {} })), [
    false,
    false,
    true,
    true,
    false,
  ]);
  for (const frame of [
    event("response.completed"),
    event("response.incomplete"),
    event("response.failed"),
    DONE,
  ])
    assert.deepEqual(ends(frame), [true, true, true, true, true]);
  assert.equal(events.endsChannels(event("response.created")), undefined);
});

test("a stream is whole after its last event, and not when a text says so", () => {
  for (const type of ["response.completed", "response.incomplete", "response.failed"])
    assert.equal(events.isTerminal(event(type)), true);
  assert.equal(events.isTerminal(DONE), true);
  assert.equal(events.isTerminal(raw('data: {"type":"response.completed"}\n\n')), true);
  assert.equal(events.isTerminal(event("response.output_text.delta", { delta: "[DONE]" })), false);
  assert.equal(
    events.isTerminal(event("response.output_text.done", { text: '"type":"response.completed"' })),
    false,
  );
});

test("usage is read from the last event", () => {
  const usage = {
    input_tokens: 10,
    input_tokens_details: { cached_tokens: 4 },
    output_tokens: 5,
    output_tokens_details: { reasoning_tokens: 3 },
  };
  const counted = { inputTokens: 10, outputTokens: 5, cachedInputTokens: 4, reasoningTokens: 3 };
  assert.deepEqual(events.usage(event("response.completed", { response: { usage } })), counted);
  assert.deepEqual(events.usage(event("response.incomplete", { response: { usage } })), counted);
  assert.equal(events.usage(event("response.created", { response: { usage: null } })), undefined);
  assert.equal(events.usage(DONE), undefined);
});

test("an error inside the stream has a kind", () => {
  const failed = (error: JsonObject | null) =>
    events.errorKind(event("response.failed", { response: { error } }));
  assert.equal(failed({ code: "rate_limit_exceeded", message: "m" }), "rate-limited");
  assert.equal(failed({ code: "server_error", message: "m" }), "server-error");
  assert.equal(failed({ code: "vector_store_timeout", message: "m" }), "server-error");
  assert.equal(failed({ code: "invalid_prompt", message: "m" }), "upstream-rejected");
  assert.equal(failed({ code: "image_too_large", message: "m" }), "upstream-rejected");
  assert.equal(failed(null), "server-error");
  assert.equal(
    events.errorKind(event("error", { code: "rate_limit_exceeded", message: "m", param: null })),
    "rate-limited",
  );
  const nested = { error: { type: "invalid_request_error", code: "context_length_exceeded", message: "m" } };
  assert.equal(events.errorKind(event("error", nested)), "upstream-rejected");
  assert.equal(events.errorKind(encodeEvent({ data: JSON.stringify(nested) })), "upstream-rejected");
  assert.equal(events.errorKind(event("response.created", { response: { error: null } })), undefined);
  assert.equal(events.errorKind(event("response.completed", { response: { error: null } })), undefined);
  assert.equal(events.errorKind(event("response.output_text.delta", { delta: '{"error":{}}' })), undefined);
  assert.equal(events.errorKind(DONE), undefined);
});

test("OpenAI's SDK throws for every kind of error that a stream can end with", async () => {
  for (const kind of Object.keys(ERROR_TABLE).filter(isErrorKind)) {
    const body = Buffer.concat([events.errorEvent(new AiosError(kind, `It was ${kind}.`), "request-1")]);
    const fetch = async () => new Response(body, { headers: { "content-type": "text/event-stream" } });
    const client = new OpenAI({ apiKey: "k", baseURL: "http://sidecar/v1", fetch });
    const stream = await client.responses.create({ model: "m", input: "hi", stream: true });
    await assert.rejects(
      Array.fromAsync(stream),
      (error) =>
        error instanceof OpenAI.APIError && error.message.includes(`It was ${kind}.`) && error.code !== null,
    );
  }
  assert.equal(
    openaiResponses.errorMessage(read(events.errorEvent(new AiosError("internal", "No."), "r"))),
    "No.",
  );
});

/** Holds back the last character of every channel, as a filter that looks for something does. */
function holdingBack(frames: readonly Uint8Array[]): readonly Uint8Array[] {
  const held = new Map<string, { readonly text: string; readonly template: Uint8Array }>();
  const out: Uint8Array[] = [];
  for (const frame of frames) {
    const rewritten = events.rewriteEvent(frame, (channel, delta, _kind, last) => {
      if (last === true) return delta;
      const text = (held.get(channel)?.text ?? "") + delta;
      const characters = [...text];
      const rest = characters.pop() ?? "";
      held.set(channel, { text: rest, template: frame });
      return characters.join("");
    });
    const ends = events.endsChannels(frame);
    for (const [channel, { text, template }] of held) {
      if (ends?.(channel) !== true) continue;
      held.delete(channel);
      out.push(events.deltaEvent(channel, text, template));
    }
    out.push(rewritten);
  }
  assert.equal(held.size, 0, "text was held back to the end");
  return out;
}

/** Cuts every delta of a text into pieces of these sizes, over and over. */
function recut(frames: readonly Uint8Array[], sizes: readonly number[]): readonly Uint8Array[] {
  let next = 0;
  return frames.flatMap((frame) => {
    const document = read(frame);
    const { type, delta } = document;
    if (typeof type !== "string" || typeof delta !== "string") return [frame];
    const characters = [...delta];
    const pieces: string[] = [];
    while (characters.length > 0)
      pieces.push(characters.splice(0, sizes[next++ % sizes.length] ?? 1).join(""));
    return pieces.map((piece) =>
      encodeEvent({ event: type, data: JSON.stringify({ ...document, delta: piece }) }),
    );
  });
}

test("however deltas are cut and held back, the SDK reads the same response, piece by piece as well", async () => {
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
  const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(text, text, text, fc.json(), sizes, async (summary, said, refusal, args, cut) => {
      const document = {
        ...openaiResponses.fixedReply("", { id: "1", model: "m", createdAt: 1 }),
        output: [
          { id: "rs_1", type: "reasoning", summary: [{ type: "summary_text", text: summary }] },
          {
            id: "msg_1",
            type: "message",
            role: "assistant",
            status: "completed",
            content: [
              { type: "output_text", text: said, annotations: [], logprobs: [] },
              { type: "refusal", refusal },
            ],
          },
          {
            id: "fc_1",
            type: "function_call",
            status: "completed",
            call_id: "c",
            name: "f",
            arguments: args,
          },
        ],
      };
      const frames = holdingBack(recut(openaiResponses.toEvents(document, {}), cut));
      const deltas = new Map<string, string>();
      for (const { type, delta } of frames.map(read)) {
        if (typeof delta === "string") deltas.set(String(type), (deltas.get(String(type)) ?? "") + delta);
      }
      assert.deepEqual(
        [...deltas.entries()],
        [
          ["response.reasoning_summary_text.delta", summary],
          ["response.output_text.delta", said],
          ["response.refusal.delta", refusal],
          ["response.function_call_arguments.delta", args],
        ],
      );
      const body = Buffer.concat([...frames]);
      const fetch = async () => new Response(body, { headers: { "content-type": "text/event-stream" } });
      const client = new OpenAI({ apiKey: "k", baseURL: "http://sidecar/v1", fetch });
      const reply = await client.responses.stream({ model: "m", input: "hi" }).finalResponse();
      assert.equal(reply.output_text, said);
    }),
    { numRuns: 50 },
  );
});

test("a stream is whole when it tells a response that has completed, or stopped at a limit", () => {
  const told = (type: string) => event(type, { response: { status: type.slice("response.".length) } });
  assert.equal(events.isWhole([told("response.created"), told("response.completed")]), true);
  assert.equal(events.isWhole([told("response.incomplete"), DONE]), true);
  assert.equal(events.isWhole([told("response.created"), DONE]), false);
  assert.equal(events.isWhole([told("response.cancelled")]), false);
});
