/** A small call of each dialect, what a healthy provider replies, and how a caller sees that a reply failed. */
export interface Surface {
  readonly name: string;
  readonly dialect: "openai" | "anthropic";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: (model: string, stream: boolean) => unknown;
  readonly document: string;
  /** With their blank lines; undefined where the API has no streams. */
  readonly events: readonly string[] | undefined;
  /** The last event that the caller is told, in the dialect's own words, when a stream fails. */
  readonly isErrorEvent: (event: string) => boolean;
  readonly isErrorBody: (body: unknown) => boolean;
}

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const named = (value: { readonly type: string }) => `event: ${value.type}\n${data(value)}`;

const hasMember = (value: unknown, ...path: readonly string[]): boolean =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  ) !== undefined;

const openaiError = {
  isErrorEvent: (event: string) => event.startsWith('data: {"error":{"message":'),
  isErrorBody: (body: unknown) => hasMember(body, "error", "message") && hasMember(body, "error", "code"),
};

const chunk = (delta: unknown, reason: string | null = null) =>
  data({
    id: "c1",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta, finish_reason: reason }],
  });

const message = { id: "msg_1", type: "message", role: "assistant", model: "m", stop_sequence: null };
const output = {
  id: "msg_1",
  type: "message",
  status: "completed",
  role: "assistant",
  content: [{ type: "output_text", text: "Hé!", annotations: [] }],
};
const response = {
  id: "resp_1",
  object: "response",
  created_at: 1,
  model: "m",
  status: "completed",
  output: [output],
  error: null,
};
const place = { item_id: "msg_1", output_index: 0, content_index: 0 };

export const SURFACES: readonly Surface[] = [
  {
    name: "chat completions",
    dialect: "openai",
    path: "/v1/chat/completions",
    headers: {},
    body: (model, stream) => ({ model, stream, messages: [{ role: "user", content: "Hi" }] }),
    document: JSON.stringify({
      id: "c1",
      object: "chat.completion",
      created: 1,
      model: "m",
      choices: [{ index: 0, message: { role: "assistant", content: "Hé!" }, finish_reason: "stop" }],
    }),
    events: [
      chunk({ role: "assistant", content: "" }),
      chunk({ content: "Hé!" }),
      chunk({}, "stop"),
      "data: [DONE]\n\n",
    ],
    ...openaiError,
  },
  {
    name: "messages",
    dialect: "anthropic",
    path: "/v1/messages",
    headers: { "anthropic-version": "2023-06-01" },
    body: (model, stream) => ({ model, stream, max_tokens: 9, messages: [{ role: "user", content: "Hi" }] }),
    document: JSON.stringify({
      ...message,
      content: [{ type: "text", text: "Hé!" }],
      stop_reason: "end_turn",
      usage: { input_tokens: 1, output_tokens: 1 },
    }),
    events: [
      {
        type: "message_start",
        message: { ...message, content: [], usage: { input_tokens: 1, output_tokens: 1 } },
      },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hé!" } },
      { type: "content_block_stop", index: 0 },
      { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 1 } },
      { type: "message_stop" },
    ].map(named),
    isErrorEvent: (event) => event.startsWith('event: error\ndata: {"type":"error"'),
    isErrorBody: (body) => hasMember(body, "type") && hasMember(body, "error", "type"),
  },
  {
    name: "responses",
    dialect: "openai",
    path: "/v1/responses",
    headers: {},
    body: (model, stream) => ({ model, stream, input: "Hi" }),
    document: JSON.stringify(response),
    events: [
      {
        type: "response.created",
        sequence_number: 0,
        response: { ...response, status: "in_progress", output: [] },
      },
      { type: "response.output_text.delta", sequence_number: 1, ...place, delta: "Hé!" },
      { type: "response.output_text.done", sequence_number: 2, ...place, text: "Hé!" },
      { type: "response.completed", sequence_number: 3, response },
    ].map(named),
    isErrorEvent: (event) => event.startsWith("event: error\n") || openaiError.isErrorEvent(event),
    isErrorBody: openaiError.isErrorBody,
  },
  {
    name: "completions",
    dialect: "openai",
    path: "/v1/completions",
    headers: {},
    body: (model, stream) => ({ model, stream, prompt: "Hi" }),
    document: JSON.stringify({
      id: "c1",
      object: "text_completion",
      created: 1,
      model: "m",
      choices: [{ index: 0, text: "Hé!", finish_reason: "stop" }],
    }),
    events: [
      data({
        id: "c1",
        object: "text_completion",
        choices: [{ index: 0, text: "Hé!", finish_reason: null }],
      }),
      data({ id: "c1", object: "text_completion", choices: [{ index: 0, text: "", finish_reason: "stop" }] }),
      "data: [DONE]\n\n",
    ],
    ...openaiError,
  },
  {
    name: "embeddings",
    dialect: "openai",
    path: "/v1/embeddings",
    headers: {},
    body: (model) => ({ model, input: "Hi" }),
    document: JSON.stringify({
      object: "list",
      model: "m",
      data: [{ object: "embedding", index: 0, embedding: [0.5, -0.25] }],
      usage: { prompt_tokens: 1, total_tokens: 1 },
    }),
    events: undefined,
    ...openaiError,
  },
];
