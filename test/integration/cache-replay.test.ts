import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type Anthropic from "@anthropic-ai/sdk";
import type OpenAI from "openai";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

const CONFIG = BASIC_CONFIG.replaceAll(
  "policies: [pii]",
  "cache: { exact: { ttl: 10m, readOnlyTools: [look_*] } }",
);

let stack: Stack;
let openai: OpenAI;
let anthropic: Anthropic;
before(async () => {
  stack = await startStack({ config: CONFIG });
  openai = openaiClient(stack);
  anthropic = anthropicClient(stack);
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

interface Answer {
  readonly text: string;
  readonly usage: readonly (number | undefined)[];
  readonly cache: string | null;
}

interface AskedBy {
  readonly path: string;
  /** The request as it goes over the wire, but for `stream`. */
  readonly body: (question: string) => Readonly<Record<string, unknown>>;
  readonly whole: (question: string) => Promise<Answer>;
  readonly streamed: (question: string) => Promise<Answer>;
}

const cacheOf = ({ headers }: Response) => headers.get("x-aios-cache");
const model = "gpt-4o-mini";
/** A stream tells what it was asked for; a stored whole reply and a stored stream do not ask for the same. */
const stream_options = { include_usage: true };

const DIALECTS: Readonly<Record<string, AskedBy>> = {
  "chat completions": {
    path: "/v1/chat/completions",
    body: (content) => ({ model, messages: [{ role: "user", content }], stream_options }),
    async whole(content) {
      const { data, response } = await openai.chat.completions
        .create({ model, messages: [{ role: "user", content }] })
        .withResponse();
      return {
        text: data.choices[0]?.message.content ?? "",
        usage: [data.usage?.prompt_tokens, data.usage?.completion_tokens],
        cache: cacheOf(response),
      };
    },
    async streamed(content) {
      const { data, response } = await openai.chat.completions
        .create({ model, messages: [{ role: "user", content }], stream: true, stream_options })
        .withResponse();
      const chunks = await Array.fromAsync(data);
      const usage = chunks.at(-1)?.usage;
      return {
        text: chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join(""),
        usage: [usage?.prompt_tokens, usage?.completion_tokens],
        cache: cacheOf(response),
      };
    },
  },
  completions: {
    path: "/v1/completions",
    body: (prompt) => ({ model, prompt, max_tokens: 100, stream_options }),
    async whole(prompt) {
      const { data, response } = await openai.completions
        .create({ model, prompt, max_tokens: 100 })
        .withResponse();
      return {
        text: data.choices[0]?.text ?? "",
        usage: [data.usage?.prompt_tokens, data.usage?.completion_tokens],
        cache: cacheOf(response),
      };
    },
    async streamed(prompt) {
      const { data, response } = await openai.completions
        .create({ model, prompt, max_tokens: 100, stream: true, stream_options })
        .withResponse();
      const chunks = await Array.fromAsync(data);
      const usage = chunks.at(-1)?.usage;
      return {
        text: chunks.map((chunk) => chunk.choices[0]?.text ?? "").join(""),
        usage: [usage?.prompt_tokens, usage?.completion_tokens],
        cache: cacheOf(response),
      };
    },
  },
  responses: {
    path: "/v1/responses",
    body: (input) => ({ model, input }),
    async whole(input) {
      const { data, response } = await openai.responses.create({ model, input }).withResponse();
      return {
        text: data.output_text,
        usage: [data.usage?.input_tokens, data.usage?.output_tokens],
        cache: cacheOf(response),
      };
    },
    async streamed(input) {
      const { data, response } = await openai.responses.create({ model, input, stream: true }).withResponse();
      const events = await Array.fromAsync(data);
      const last = events.at(-1);
      assert.ok(last?.type === "response.completed");
      return {
        text: events
          .map((event) => (event.type === "response.output_text.delta" ? event.delta : ""))
          .join(""),
        usage: [last.response.usage?.input_tokens, last.response.usage?.output_tokens],
        cache: cacheOf(response),
      };
    },
  },
  messages: {
    path: "/v1/messages",
    body: (content) => ({
      model: "claude-sonnet-5-5",
      max_tokens: 100,
      messages: [{ role: "user", content }],
    }),
    whole: (content) => message(content, false),
    streamed: (content) => message(content, true),
  },
};

async function message(content: string, stream: boolean): Promise<Answer> {
  const body = {
    model: "claude-sonnet-5-5",
    max_tokens: 100,
    messages: [{ role: "user" as const, content }],
  };
  const { data, response } = await (stream
    ? anthropic.messages.stream(body).withResponse()
    : anthropic.messages.create(body).withResponse());
  const said = "finalMessage" in data ? await data.finalMessage() : data;
  const [block] = said.content;
  return {
    text: block?.type === "text" ? block.text : "",
    usage: [said.usage.input_tokens, said.usage.output_tokens],
    cache: cacheOf(response),
  };
}

let questions = 0;
/** One that no test has asked before. */
function newQuestion(): string {
  questions += 1;
  return `what of number ${questions}?`;
}

/** Types of the events, neighbours of one type told once: how many pieces a text comes in is nobody's contract. */
function courseOf(stream: string): readonly string[] {
  const types = stream
    .split("\n\n")
    .filter((event) => event !== "" && !event.startsWith(":"))
    .map((event) => {
      const lines = event.split("\n");
      const data = lines.find((line) => line.startsWith("data: "))?.slice("data: ".length) ?? "";
      const name = lines.find((line) => line.startsWith("event: "))?.slice("event: ".length);
      assert.equal(lines.length, name === undefined ? 1 : 2, event);
      if (data === "[DONE]") return data;
      const parsed: { readonly type?: string; readonly object?: string } = JSON.parse(data);
      if (name !== undefined) assert.equal(parsed.type, name);
      return parsed.type ?? parsed.object ?? "";
    });
  // Keep-alives come when they like.
  const told = types.filter((type) => type !== "ping");
  return told.filter((type, index) => type !== told[index - 1]);
}

async function post(path: string, body: Readonly<Record<string, unknown>>) {
  const response = await fetch(`${stack.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "anthropic-version": "2023-06-01" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return { response, text };
}

const withoutComments = (stream: string) =>
  stream
    .split("\n\n")
    .filter((event) => !event.startsWith(":"))
    .join("\n\n");

for (const [name, { path, body, whole, streamed }] of Object.entries(DIALECTS)) {
  describe(name, () => {
    for (const [how, first, second] of [
      ["whole, then whole", whole, whole],
      ["whole, then streamed", whole, streamed],
      ["streamed, then whole", streamed, whole],
      ["streamed, then streamed", streamed, streamed],
    ] as const) {
      test(`the official SDK reads the kept answer with its token counts: ${how}`, async () => {
        const question = newQuestion();
        const asked = await first(question);
        assert.equal(asked.text, `You said: ${question}`);
        assert.equal(asked.cache, "miss");
        assert.ok(asked.usage.every((count) => count !== undefined && count > 0));
        assert.deepEqual(await second(question), { ...asked, cache: "hit" });
        assert.equal(stack.provider.received.length, 1);
      });
    }

    test("a kept stream is told in the bytes in which it came", async () => {
      const request = { ...body(newQuestion()), stream: true };
      const [first, second] = [await post(path, request), await post(path, request)];
      assert.equal(second.response.headers.get("x-aios-cache"), "hit");
      assert.equal(second.response.headers.get("content-type"), first.response.headers.get("content-type"));
      assert.equal(withoutComments(second.text), withoutComments(first.text));
    });

    test("a kept reply, streamed, takes the course of a stream of the provider's", async () => {
      const question = newQuestion();
      const { stream_options: _, ...unstreamed } = body(question);
      const kept = await post(path, unstreamed);
      const replayed = await post(path, { ...body(question), stream: true });
      assert.equal(replayed.response.headers.get("x-aios-cache"), "hit");
      assert.match(replayed.response.headers.get("content-type") ?? "", /^text\/event-stream/);
      const fresh = await post(path, { ...body(newQuestion()), stream: true });
      assert.deepEqual(courseOf(replayed.text), courseOf(fresh.text));
      const id: unknown = JSON.parse(kept.text).id;
      assert.ok(typeof id === "string" && replayed.text.includes(id), "it is the same answer");
    });

    test("a kept stream, whole, has the members of a whole reply of the provider's", async () => {
      const question = newQuestion();
      await post(path, { ...body(question), stream: true });
      const { stream_options: _, ...unstreamed } = body(question);
      const told = await post(path, unstreamed);
      assert.equal(told.response.headers.get("x-aios-cache"), "hit");
      assert.match(told.response.headers.get("content-type") ?? "", /^application\/json/);
      const { stream_options: __, ...other } = body(newQuestion());
      const fresh = await post(path, other);
      const missing = Object.keys(JSON.parse(fresh.text)).filter((key) => !(key in JSON.parse(told.text)));
      assert.deepEqual(missing, []);
    });
  });
}

test("tools that change nothing: their calls come from memory in both shapes", async () => {
  const request = {
    model,
    messages: [{ role: "user" as const, content: `twice: ${newQuestion()}` }],
    tools: [{ type: "function" as const, function: { name: "look_up", parameters: {} } }],
  };
  const first = await openai.chat.completions.create(request);
  const replayed = await openai.chat.completions.stream({ ...request, stream: true }).finalChatCompletion();
  const callsOf = (reply: OpenAI.ChatCompletion) =>
    reply.choices[0]?.message.tool_calls?.map((call) => call.type === "function" && call.function.arguments);
  assert.equal(callsOf(first)?.length, 2);
  assert.deepEqual(callsOf(replayed), callsOf(first));
  assert.equal(stack.provider.received.length, 1);
});

test("embeddings come from memory, as numbers and as base64, each as it was asked for", async () => {
  const request = { model: "text-embedding-3-small", input: newQuestion(), dimensions: 4 };
  for (const encoding_format of ["float", "base64"] as const) {
    const first = await openai.embeddings.create({ ...request, encoding_format });
    const { data, response } = await openai.embeddings.create({ ...request, encoding_format }).withResponse();
    assert.deepEqual(data.data, first.data);
    assert.deepEqual(data.usage, first.usage);
    assert.equal(cacheOf(response), "hit");
  }
  assert.equal(stack.provider.received.length, 2);
});
