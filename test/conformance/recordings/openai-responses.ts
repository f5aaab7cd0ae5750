/** Responses: https://platform.openai.com/docs/api-reference/responses and …/responses-streaming */
import { document, namedStream, type Recording, type Recordings } from "../recording.ts";

const USAGE = {
  input_tokens: 36,
  input_tokens_details: { cached_tokens: 12 },
  output_tokens: 87,
  output_tokens_details: { reasoning_tokens: 24 },
  total_tokens: 123,
};

function response(output: readonly unknown[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "resp_67ccd2bed1ec8190b14f964abc0542670bb6a6b452d3795b",
    object: "response",
    created_at: 1_741_476_542,
    status: "completed",
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    model: "gpt-4.1-2025-04-14",
    output,
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: true,
    temperature: 1,
    text: { format: { type: "text" } },
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    truncation: "disabled",
    usage: USAGE,
    user: null,
    metadata: {},
    ...more,
  };
}

const PART = { type: "output_text", text: "In a peaceful grove, a 🦄 slept.", annotations: [] };
const MESSAGE = {
  type: "message",
  id: "msg_67ccd2bf17f0819081ff3bb2cf6508e6",
  status: "completed",
  role: "assistant",
  content: [PART],
};
const CALL = {
  type: "function_call",
  id: "fc_67ca09c6bedc8190a7abfec07b1a1332",
  call_id: "call_unLAR8MvFNptuiZK6K6HCy5k",
  name: "get_current_weather",
  arguments: '{"location":"Boston, MA","unit":"celsius"}',
  status: "completed",
};
const SECOND_CALL = { ...CALL, id: "fc_2", call_id: "call_2", arguments: '{"location":"東京"}' };
const REASONING = {
  type: "reasoning",
  id: "rs_6820f383d7c08191846711c5df8233bc",
  summary: [{ type: "summary_text", text: "**Comparing** the two numbers." }],
  encrypted_content: "gAAAAABoIPODv6Y2kG8J",
};
const REFUSAL = { ...MESSAGE, content: [{ type: "refusal", refusal: "I cannot help with that." }] };
const SEARCH = {
  type: "web_search_call",
  id: "ws_67ccf18f64008190a39b619f4c8455ef087bb177ab789d5c",
  status: "completed",
};

const unary: Recordings = {
  text: document("openai", response([MESSAGE])),
  "tool-call": document("openai", response([CALL])),
  "parallel-tool-calls": document("openai", response([CALL, SECOND_CALL])),
  reasoning: document("openai", response([REASONING, MESSAGE])),
  refusal: document("openai", response([REFUSAL])),
  incomplete: document(
    "openai",
    response([{ ...MESSAGE, status: "incomplete" }], {
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
    }),
  ),
  failed: document(
    "openai",
    response([], {
      status: "failed",
      error: { code: "server_error", message: "The model failed." },
      usage: null,
    }),
  ),
  "server-tools": document("openai", response([SEARCH, MESSAGE])),
  "unknown-members": document(
    "openai",
    response([{ ...MESSAGE, mood: "fine" }], { billing: { payer: "developer" } }),
  ),
};

type Event = { readonly type: string } & Record<string, unknown>;

function numbered(events: readonly Event[]): readonly Event[] {
  return events.map((event, index) => ({ ...event, sequence_number: index }));
}

const begun = (): readonly Event[] => {
  const empty = response([], { status: "in_progress", usage: null });
  return [
    { type: "response.created", response: empty },
    { type: "response.in_progress", response: empty },
  ];
};
const completed = (output: readonly unknown[], more = {}): Event => ({
  type: "response.completed",
  response: response(output, more),
});

function messageEvents(at: number): readonly Event[] {
  const place = { item_id: MESSAGE.id, output_index: at, content_index: 0 };
  return [
    {
      type: "response.output_item.added",
      output_index: at,
      item: { ...MESSAGE, status: "in_progress", content: [] },
    },
    { type: "response.content_part.added", ...place, part: { ...PART, text: "" } },
    ...PART.text
      .split(/(?<= )/)
      .map((word) => ({ type: "response.output_text.delta", ...place, delta: word, logprobs: [] })),
    { type: "response.output_text.done", ...place, text: PART.text, logprobs: [] },
    { type: "response.content_part.done", ...place, part: PART },
    { type: "response.output_item.done", output_index: at, item: MESSAGE },
  ];
}

function callEvents(at: number, call: typeof CALL): readonly Event[] {
  const place = { item_id: call.id, output_index: at };
  return [
    {
      type: "response.output_item.added",
      output_index: at,
      item: { ...call, arguments: "", status: "in_progress" },
    },
    ...(call.arguments.match(/.{1,6}/gsu) ?? []).map((delta) => ({
      type: "response.function_call_arguments.delta",
      ...place,
      delta,
    })),
    { type: "response.function_call_arguments.done", ...place, name: call.name, arguments: call.arguments },
    { type: "response.output_item.done", output_index: at, item: call },
  ];
}

function reasoningEvents(at: number): readonly Event[] {
  const place = { item_id: REASONING.id, output_index: at, summary_index: 0 };
  const [summary] = REASONING.summary;
  return [
    { type: "response.output_item.added", output_index: at, item: { ...REASONING, summary: [] } },
    { type: "response.reasoning_summary_part.added", ...place, part: { type: "summary_text", text: "" } },
    { type: "response.reasoning_summary_text.delta", ...place, delta: "**Comparing** the" },
    { type: "response.reasoning_summary_text.delta", ...place, delta: " two numbers." },
    { type: "response.reasoning_summary_text.done", ...place, text: summary?.text },
    { type: "response.reasoning_summary_part.done", ...place, part: summary },
    { type: "response.output_item.done", output_index: at, item: REASONING },
  ];
}

function refusalEvents(): readonly Event[] {
  const place = { item_id: REFUSAL.id, output_index: 0, content_index: 0 };
  const said = "I cannot help with that.";
  return [
    {
      type: "response.output_item.added",
      output_index: 0,
      item: { ...REFUSAL, content: [], status: "in_progress" },
    },
    { type: "response.content_part.added", ...place, part: { type: "refusal", refusal: "" } },
    { type: "response.refusal.delta", ...place, delta: said },
    { type: "response.refusal.done", ...place, refusal: said },
    { type: "response.content_part.done", ...place, part: REFUSAL.content[0] },
    { type: "response.output_item.done", output_index: 0, item: REFUSAL },
  ];
}

const told = (events: readonly Event[], pieceBytes?: number): Recording =>
  namedStream("openai", numbered(events), pieceBytes);

const streams: Recordings = {
  text: told([...begun(), ...messageEvents(0), completed([MESSAGE])]),
  "text-in-small-pieces": told([...begun(), ...messageEvents(0), completed([MESSAGE])], 9),
  "tool-call": told([...begun(), ...callEvents(0, CALL), completed([CALL])]),
  "parallel-tool-calls": told([
    ...begun(),
    ...callEvents(0, CALL),
    ...callEvents(1, SECOND_CALL),
    completed([CALL, SECOND_CALL]),
  ]),
  reasoning: told([...begun(), ...reasoningEvents(0), ...messageEvents(1), completed([REASONING, MESSAGE])]),
  refusal: told([...begun(), ...refusalEvents(), completed([REFUSAL])]),
  incomplete: told([
    ...begun(),
    ...messageEvents(0),
    {
      type: "response.incomplete",
      response: response([MESSAGE], {
        status: "incomplete",
        incomplete_details: { reason: "max_output_tokens" },
      }),
    },
  ]),
  "server-tools": told([
    ...begun(),
    { type: "response.output_item.added", output_index: 0, item: { ...SEARCH, status: "in_progress" } },
    { type: "response.web_search_call.in_progress", output_index: 0, item_id: SEARCH.id },
    { type: "response.web_search_call.searching", output_index: 0, item_id: SEARCH.id },
    { type: "response.web_search_call.completed", output_index: 0, item_id: SEARCH.id },
    { type: "response.output_item.done", output_index: 0, item: SEARCH },
    ...messageEvents(1),
    completed([SEARCH, MESSAGE]),
  ]),
};

/** Errors inside a stream that has begun: the response's own failure, and the stream's. */
const failures: Recordings = {
  "failed-response": told([
    ...begun(),
    {
      type: "response.failed",
      response: response([], {
        status: "failed",
        error: { code: "server_error", message: "The model failed." },
        usage: null,
      }),
    },
  ]),
  "error-event": told([
    ...begun(),
    { type: "error", code: "server_error", message: "Something went wrong.", param: null },
  ]),
};

export const openaiResponses = { unary, streams, failures };
