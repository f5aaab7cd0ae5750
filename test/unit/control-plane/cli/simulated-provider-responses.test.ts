import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import OpenAI from "openai";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "../../../../control-plane/cli/simulated-provider/provider.ts";

const model = "gpt-5";
const tool = {
  type: "function",
  name: "weather",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  strict: false,
} as const;

let provider: SimulatedProvider;
let client: OpenAI;
before(async () => {
  provider = await startSimulatedProvider();
  client = new OpenAI({ baseURL: `${provider.url}/v1`, apiKey: "k", maxRetries: 0, logLevel: "off" });
});
after(() => provider.close());
beforeEach(() => provider.clear());

async function both(
  request: Omit<OpenAI.Responses.ResponseCreateParamsNonStreaming, "stream">,
): Promise<readonly OpenAI.Responses.Response[]> {
  return [await client.responses.create(request), await client.responses.stream(request).finalResponse()];
}

test("a response says again what the user said last, whole and streamed", async () => {
  for (const reply of await both({ model, instructions: "Be brief.", input: "hello there" })) {
    assert.equal(reply.output_text, "You said: hello there");
    assert.equal(reply.status, "completed");
    assert.deepEqual([reply.usage?.input_tokens, reply.usage?.output_tokens], [4, 4]);
    assert.equal(reply.instructions, "Be brief.");
  }
});

test("a response calls the first tool, two calls at once when asked to, and tells what a tool said", async () => {
  for (const { output } of await both({ model, input: "twice: Bern", tools: [tool] })) {
    assert.equal(output.length, 2);
    for (const item of output) {
      assert.ok(item.type === "function_call");
      assert.deepEqual(JSON.parse(item.arguments), { city: "twice: Bern" });
    }
  }
  const results = ["4", "5"].map(
    (output, index) => ({ type: "function_call_output", call_id: `c${index}`, output }) as const,
  );
  const told = await client.responses.create({
    model,
    input: [{ role: "user", content: "Bern" }, ...results],
  });
  assert.equal(told.output_text, "The tool said: 4\n5");
});

test("a response shows its reasoning when it is asked for a summary, and seals it when asked to", async () => {
  const include = ["reasoning.encrypted_content" as const];
  for (const { output, usage } of await both({
    model,
    input: "hi",
    reasoning: { summary: "auto" },
    include,
  })) {
    const [reasoning, message] = output;
    assert.ok(reasoning?.type === "reasoning" && message?.type === "message");
    assert.deepEqual(reasoning.summary, [{ type: "summary_text", text: "The question is: hi" }]);
    assert.match(reasoning.encrypted_content ?? "", /^gAAAA/);
    assert.equal(usage?.output_tokens_details.reasoning_tokens, 4);
  }
});

test("a response keeps to a JSON schema, and to a bound of tokens", async () => {
  const format = { type: "json_schema", name: "city", schema: tool.parameters } as const;
  for (const reply of await both({ model, input: "Bern", text: { format } }))
    assert.deepEqual(JSON.parse(reply.output_text), { city: "Bern" });
  for (const reply of await both({ model, input: "one two three", max_output_tokens: 2 })) {
    assert.equal(reply.output_text, "You said:");
    assert.equal(reply.incomplete_details?.reason, "max_output_tokens");
  }
});

test("a response in the background stays queued", async () => {
  const reply = await client.responses.create({ model, input: "hi", background: true });
  assert.equal(reply.status, "queued");
  assert.deepEqual(reply.output, []);
});

test("a request that is none is refused by the field's name", async () => {
  const refused = (body: object, param: string | null) =>
    assert.rejects(
      client.responses.create(body as OpenAI.Responses.ResponseCreateParamsNonStreaming),
      (error) => error instanceof OpenAI.BadRequestError && error.param === param,
    );
  await refused({ input: "hi" }, null);
  await refused({ model }, "input");
  await refused({ model, input: 5 }, "input");
  await refused({ model, input: [5] }, "input[0]");
  await refused({ model, input: "hi", max_output_tokens: 0 }, "max_output_tokens");
  await refused({ model, input: "hi", tool_choice: { type: "function", name: "f" } }, "tool_choice");
  await refused({ model, input: "hi", text: { format: { type: "json_schema" } } }, "text.format.name");
});

test("an error inside the stream is thrown by the SDK", async () => {
  provider.setFault({ type: "error-event", afterEvents: 3 });
  const stream = await client.responses.create({ model, input: "hi", stream: true });
  await assert.rejects(
    Array.fromAsync(stream),
    (error) => error instanceof OpenAI.APIError && error.code === "server_error",
  );
});
