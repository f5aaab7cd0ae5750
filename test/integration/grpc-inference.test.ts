import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  credentials,
  loadPackageDefinition,
  Metadata,
  type ServiceClientConstructor,
  type ServiceError,
  status,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { protoPath } from "grpc-health-check";
import type { ChatReply__Output } from "../../proto/gen/aios/inference/v1/ChatReply.ts";
import type { ChatRequest } from "../../proto/gen/aios/inference/v1/ChatRequest.ts";
import type { EmbedReply__Output } from "../../proto/gen/aios/inference/v1/EmbedReply.ts";
import type { InferenceClient } from "../../proto/gen/aios/inference/v1/Inference.ts";
import type { ListModelsReply__Output } from "../../proto/gen/aios/inference/v1/ListModelsReply.ts";
import { jsonToStruct } from "../../sidecar/dialects/aios-grpc/struct.ts";
import { gathered, inferenceClient, unary } from "../support/inference-client.ts";
import {
  assertNothingPersonal,
  ESCAPED_TEXT,
  PERSONAL_TEXT,
  redactionCounts,
} from "../support/personal-data.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";

const model = "gpt-4o-mini";
const lookUp = {
  type: "function",
  function: {
    name: "look_up",
    description: PERSONAL_TEXT,
    parameters: jsonToStruct({ type: "object", properties: { who: { type: "string" } }, required: ["who"] }),
  },
};

function asking(text: string, more: ChatRequest = {}): ChatRequest {
  return { model, messages: [{ role: "user", text }], ...more };
}

let stack: Stack;
let tcp: InferenceClient;
let unix: InferenceClient;
before(async () => {
  stack = await startStack({ config: BASIC_CONFIG, uds: true });
  tcp = inferenceClient(stack.grpcAddress);
  unix = inferenceClient(`unix:${stack.udsPath}`);
});
after(async () => {
  tcp.close();
  unix.close();
  await stack.close();
});
beforeEach(() => stack.provider.clear());

const chat = (client: InferenceClient, request: ChatRequest, metadata = new Metadata()) =>
  unary<ChatReply__Output>((callback) => client.chat(request, metadata, callback));

for (const [where, client] of [
  ["TCP", () => tcp],
  ["a unix socket", () => unix],
] as const) {
  test(`a chat over ${where} is answered whole and streamed, with token counts`, async () => {
    const { reply } = await chat(client(), asking("hello there"));
    assert.equal(reply.choices[0]?.message?.text, "You said: hello there");
    assert.equal(reply.choices[0]?.finishReason, "stop");
    assert.equal(reply.usage?.totalTokens, 6);

    const { chunks, text } = await gathered(client().chatStream(asking("hello there")));
    assert.equal(text, "You said: hello there");
    assert.ok(chunks.length > 4);
    assert.equal(chunks.at(-1)?.usage?.totalTokens, 6);
  });

  test(`texts are embedded over ${where}`, async () => {
    const request = { model: "text-embedding-3-small", input: ["alpha beta", "gamma"], dimensions: 8 };
    const { reply } = await unary<EmbedReply__Output>((callback) => client().embed(request, callback));
    assert.deepEqual(
      reply.embeddings.map(({ index, values }) => [index, values.length]),
      [
        [0, 8],
        [1, 8],
      ],
    );
    assert.equal(reply.usage?.promptTokens, 3);
  });

  test(`the models are listed over ${where}`, async () => {
    const { reply } = await unary<ListModelsReply__Output>((callback) => client().listModels({}, callback));
    assert.deepEqual(
      reply.models.map(({ id, ownedBy }) => `${id} of ${ownedBy}`),
      ["claude-sonnet-5-5 of anthropic", "gpt-4o-mini of openai", "text-embedding-3-small of openai"],
    );
  });
}

test("a tool is called, whole and streamed, and its result taken back", async () => {
  const content = `${PERSONAL_TEXT} ${ESCAPED_TEXT}`;
  const { reply } = await chat(tcp, asking(content, { tools: [lookUp] }));
  const message = reply.choices[0]?.message;
  const call = message?.toolCalls[0];
  assert.equal(reply.choices[0]?.finishReason, "tool_calls");
  assert.deepEqual(JSON.parse(call?.function?.arguments ?? ""), { who: content });

  const { chunks } = await gathered(tcp.chatStream(asking(content, { tools: [lookUp] })));
  const pieces = chunks.flatMap((chunk) => chunk.choices[0]?.delta?.toolCalls ?? []);
  assert.equal(pieces[0]?.function?.name, "look_up");
  const joined = pieces.map((piece) => piece.function?.arguments ?? "").join("");
  assert.deepEqual(JSON.parse(joined), { who: content });

  const told = await chat(tcp, {
    model,
    messages: [
      { role: "user", text: content },
      { role: "assistant", toolCalls: message?.toolCalls ?? [] },
      { role: "tool", toolCallId: call?.id ?? "", text: content },
    ],
    tools: [lookUp],
  });
  assert.equal(told.reply.choices[0]?.message?.text, `The tool said: ${content}`);
  assertNothingPersonal(stack.provider.received);
});

for (const split of [undefined, 1, 2, 3, 7]) {
  test(`personal data stays here and comes back, streams cut into ${split ?? "no"} bytes`, async () => {
    stack.provider.setFault(split === undefined ? undefined : { type: "split", bytes: split });
    const request: ChatRequest = {
      model,
      messages: [
        { role: "system", text: PERSONAL_TEXT },
        { role: "user", parts: { parts: [{ text: PERSONAL_TEXT }, { text: ESCAPED_TEXT }] } },
      ],
      metadata: { customer: "maria.lopez@example.com" },
      user: "maria.lopez@example.com",
      extra: jsonToStruct({ note: PERSONAL_TEXT }),
    };
    const said = `You said: ${PERSONAL_TEXT}\n${ESCAPED_TEXT}`;
    const whole = await chat(tcp, request);
    assert.equal(whole.reply.choices[0]?.message?.text, said);
    assert.equal((await gathered(tcp.chatStream(request))).text, said);
    assertNothingPersonal(stack.provider.received);
  });
}

test("metadata tells what was decided, and once more at the end", async () => {
  const { head, trailers } = await chat(tcp, asking(PERSONAL_TEXT));
  const stream = await gathered(tcp.chatStream(asking(PERSONAL_TEXT)));
  for (const metadata of [head, trailers, stream.head, stream.trailers]) {
    assert.match(String(metadata?.get("x-aios-request-id")), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
    assert.deepEqual(metadata?.get("x-aios-route"), ["openai"]);
    assert.deepEqual(metadata.get("x-aios-upstream"), ["openai"]);
    assert.deepEqual(metadata.get("x-aios-model"), [model]);
    assert.deepEqual(metadata.get("x-aios-attempts"), ["1"]);
    assert.deepEqual(metadata.get("x-aios-redactions"), [redactionCounts(1)]);
  }
  assert.match(String(trailers.get("server-timing")), /^aios;dur=[\d.]+, upstream;dur=[\d.]+$/);
});

test("metadata asks as headers do, and trace context goes along", async () => {
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const metadata = new Metadata();
  metadata.set("traceparent", traceparent);
  metadata.set("x-aios-policy", "pi");
  await assert.rejects(chat(tcp, asking("hello"), metadata), (error: ServiceError) => {
    assert.equal(error.code, status.INVALID_ARGUMENT);
    assert.match(error.details, /x-aios-policy names "pi".*Did you mean "pii"\?/);
    return true;
  });
  metadata.remove("x-aios-policy");
  await chat(tcp, asking("hello"), metadata);
  assert.match(
    String(stack.provider.received[0]?.headers["traceparent"]),
    /^00-0af7651916cd43dd8448eb211c80319c-/,
  );
});

test("a deadline ends the call here and at the provider", async () => {
  stack.provider.setFault({ type: "stall", where: "before-headers" });
  const deadlineMs = 150;
  const failure = assert.rejects(
    unary((callback) => tcp.chat(asking("hello"), { deadline: Date.now() + deadlineMs }, callback)),
    (error: ServiceError) => error.code === status.DEADLINE_EXCEEDED,
  );
  const call = await stack.provider.arrival(1);
  await failure;
  await call.ended;
  assert.equal(call.aborted, true);
  assert.ok((call.abortedAfterMs ?? Infinity) < deadlineMs + 100, `aborted after ${call.abortedAfterMs} ms`);
});

for (const [how, where] of [
  ["that waits for its reply", "before-headers"],
  ["in the middle of its stream", "mid-stream"],
] as const) {
  test(`cancelling a call ${how} stops the provider within 100 ms`, async () => {
    stack.provider.setFault({ type: "stall", where, afterEvents: 3 });
    const stream = tcp.chatStream(asking("hello there"));
    const failed = once(stream, "error") as Promise<[ServiceError]>;
    // Looked at below; without this it would be an unhandled rejection should the test fail before.
    failed.catch(() => {});
    const call = await stack.provider.arrival(1);
    if (where === "mid-stream") await once(stream, "data");
    const cancelledAt = performance.now();
    stream.cancel();
    await call.ended;
    assert.equal(call.aborted, true);
    const tookMs = performance.now() - cancelledAt;
    assert.ok(tookMs < 100, `took ${tookMs} ms`);
    stream.resume();
    assert.equal((await failed)[0].code, status.CANCELLED);
  });
}

test("health says that it serves", async () => {
  const Health = constructorIn(protoPath, "grpc", "health", "v1", "Health");
  const health = new Health(stack.grpcAddress, credentials.createInsecure());
  const reply = await new Promise<{ readonly status: string }>((resolve, reject) => {
    health["check"]?.call(
      health,
      { service: "aios.inference.v1.Inference" },
      (error: unknown, answer: { status: string }) => (error === null ? resolve(answer) : reject(error)),
    );
  });
  health.close();
  assert.equal(reply.status, "SERVING");
});

test("reflection names the service", async () => {
  const folder = new URL("../proto/grpc/reflection/", import.meta.resolve("@grpc/reflection"));
  const file = fileURLToPath(new URL("v1/reflection.proto", folder));
  const Reflection = constructorIn(file, "grpc", "reflection", "v1", "ServerReflection");
  const client = new Reflection(stack.grpcAddress, credentials.createInsecure());
  const call = client["ServerReflectionInfo"]?.call(client, {});
  call.write({ listServices: "" });
  const [{ listServicesResponse }] = await once(call, "data");
  call.end();
  client.close();
  const names: string[] = listServicesResponse.service.map(({ name }: { name: string }) => name);
  assert.ok(names.includes("aios.inference.v1.Inference"), names.join());
});

/** grpc-js builds its constructors at run time. */
function constructorIn(file: string, ...path: readonly string[]): ServiceClientConstructor {
  const root = loadPackageDefinition(loadSync(file, { enums: String, longs: Number }));
  return path.reduce<unknown>(
    (node, name) => (node as Record<string, unknown>)[name],
    root,
  ) as ServiceClientConstructor;
}
