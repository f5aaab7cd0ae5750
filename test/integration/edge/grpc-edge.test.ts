import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import type { ClientHttp2Stream } from "node:http2";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  type CallOptions,
  type ClientUnaryCall,
  credentials,
  loadPackageDefinition,
  Metadata,
  type requestCallback,
  type ServiceClientConstructor,
  type ServiceError,
  type StatusObject,
  status,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { protoPath } from "grpc-health-check";
import { limits } from "../../../config/schema/settings.ts";
import type { ChatChunk__Output } from "../../../proto/gen/aios/inference/v1/ChatChunk.ts";
import type { ChatReply__Output } from "../../../proto/gen/aios/inference/v1/ChatReply.ts";
import type { EmbedReply__Output } from "../../../proto/gen/aios/inference/v1/EmbedReply.ts";
import type { InferenceClient } from "../../../proto/gen/aios/inference/v1/Inference.ts";
import type { ListModelsReply__Output } from "../../../proto/gen/aios/inference/v1/ListModelsReply.ts";
import { loadInference } from "../../../proto/load.ts";
import type { Frame, Reply } from "../../../sidecar/core/call.ts";
import { AiosError, ERROR_TABLE, isErrorKind } from "../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../sidecar/core/json.ts";
import { dialectOf } from "../../../sidecar/dialects/registry.ts";
import { createGrpcEdge, type GrpcEdge, type GrpcEdgeOptions } from "../../../sidecar/edge/grpc.ts";
import { type Clock, systemClock } from "../../../sidecar/platform/clock.ts";
import { documentReply, eventsReply, framesOf, type TestCall } from "../../support/calls.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import {
  answeredPing,
  lengthPrefix,
  messagesOf,
  nestedStruct,
  rawChatStream,
} from "../../support/raw-grpc.ts";
import { type RecordedTelemetry, recordTelemetry } from "../../support/recorded-telemetry.ts";
import {
  type BegunCall,
  type Script,
  type ScriptedEngine,
  scriptedEngine,
} from "../../support/scripted-engine.ts";

const { Client, service } = loadInference();
const workload = { namespace: "shop", serviceAccount: "checkout", labels: {} };
const question = { model: "gpt-4o", messages: [{ role: "user", text: "Hello?" }] };

const completion: JsonObject = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_700_000_000,
  model: "gpt-4o-2024",
  choices: [{ index: 0, message: { role: "assistant", content: "Hi." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
};

function event(text: string): Frame {
  return Buffer.from(`data: ${text}\n\n`);
}

function delta(content: string): Frame {
  const choices = [{ index: 0, delta: { content }, finish_reason: null }];
  return event(
    JSON.stringify({
      id: "chatcmpl-1",
      object: "chat.completion.chunk",
      created: 1,
      model: "gpt-4o",
      choices,
    }),
  );
}

const done = event("[DONE]");

interface Setup {
  readonly answer?: Script["answer"];
  readonly options?: Partial<GrpcEdgeOptions>;
  readonly clock?: Clock;
  readonly models?: Script["models"];
}

interface Started {
  readonly edge: GrpcEdge;
  readonly engine: ScriptedEngine;
  readonly telemetry: RecordedTelemetry;
  readonly client: InferenceClient;
  readonly address: string;
}

const neverAnswered: Script["answer"] = () => new Promise(() => {});

async function start(context: TestContext, setup: Setup = {}, listen = overTcp): Promise<Started> {
  const clock = setup.clock ?? systemClock;
  const engine = scriptedEngine({
    dialectOf,
    clock,
    answer: setup.answer ?? (() => Promise.resolve(documentReply(completion))),
    ...(setup.models === undefined ? {} : { models: setup.models }),
  });
  const telemetry = recordTelemetry();
  const edge = createGrpcEdge({
    engine,
    limits: limits.parse({}),
    workload: () => workload,
    dialectOf,
    clock,
    telemetry,
    newId: () => "01900000-0000-7000-8000-00000000000e",
    ...setup.options,
  });
  const address = await listen(edge);
  const client = new Client(address, credentials.createInsecure());
  context.after(async () => {
    client.close();
    await edge.close();
  });
  return { edge, engine, telemetry, client, address };
}

function overTcp(edge: GrpcEdge): Promise<string> {
  return edge.listen("127.0.0.1", 0);
}

async function socketPath(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aios-grpc-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "ai.sock");
}

interface UnaryResult<Message> {
  readonly head: Metadata | undefined;
  readonly status: StatusObject;
  readonly reply: Message | undefined;
}

type UnaryCall<Message> = (callback: requestCallback<Message>) => ClientUnaryCall;

/** Everything that the client sees of a unary call; never rejects. */
function unary<Message>(begin: UnaryCall<Message>): Promise<UnaryResult<Message>> {
  return new Promise((resolve) => {
    let head: Metadata | undefined;
    let reply: Message | undefined;
    const call = begin((_error: ServiceError | null, message?: Message) => {
      reply = message;
    });
    call.on("metadata", (metadata: Metadata) => {
      head = metadata;
    });
    // Emitted before the callback is called.
    call.on("status", (last: StatusObject) => setImmediate(() => resolve({ head, status: last, reply })));
  });
}

function chat(client: InferenceClient, options: CallOptions = {}, metadata = new Metadata()) {
  return unary<ChatReply__Output>((callback) => client.Chat(question, metadata, options, callback));
}

interface StreamResult {
  readonly chunks: readonly ChatChunk__Output[];
  readonly head: Metadata | undefined;
  readonly status: StatusObject;
}

function chatStream(client: InferenceClient, options: CallOptions = {}): Promise<StreamResult> {
  return new Promise((resolve) => {
    const chunks: ChatChunk__Output[] = [];
    let head: Metadata | undefined;
    const call = client.ChatStream(question, options);
    call.on("data", (chunk: ChatChunk__Output) => chunks.push(chunk));
    call.on("metadata", (metadata: Metadata) => {
      head = metadata;
    });
    call.on("error", () => {});
    call.on("status", (last: StatusObject) => resolve({ chunks, head, status: last }));
  });
}

/** Waits until a count has stopped growing, and returns it. */
async function settled(count: () => number): Promise<number> {
  await until(() => count() > 0);
  for (let before = -1; ; ) {
    if (before === count()) return before;
    before = count();
    await delay(100);
  }
}

function onlyCall(engine: ScriptedEngine): BegunCall {
  assert.equal(engine.begun.length, 1);
  const [begun] = engine.begun;
  assert.ok(begun);
  return begun;
}

/** The kind that the one call was told to have ended with; also that it was told once. */
async function endOf(engine: ScriptedEngine): Promise<string> {
  const { ends, ended } = onlyCall(engine);
  const end = await ended;
  await delay(0);
  assert.equal(ends.length, 1);
  return end.outcome === "completed" ? "completed" : end.error.kind;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}

function text(chunks: readonly ChatChunk__Output[]): string {
  return chunks.map((chunk) => chunk.choices[0]?.delta?.content ?? "").join("");
}

for (const [name, listen] of [
  ["TCP", (_context: TestContext) => Promise.resolve(overTcp)],
  [
    "a unix socket",
    async (context: TestContext) => {
      const path = await socketPath(context);
      return async (edge: GrpcEdge) => `unix:${await edge.listenUnix(path)}`;
    },
  ],
] as const) {
  test(`a question over ${name} is answered whole`, async (context) => {
    const { client, engine } = await start(context, {}, await listen(context));
    const { reply, status: last } = await chat(client);
    assert.equal(last.code, status.OK);
    assert.equal(reply?.choices[0]?.message?.text, "Hi.");
    assert.equal(reply.usage?.totalTokens, 5);
    assert.equal(await endOf(engine), "completed");
    const { arrival, call } = onlyCall(engine);
    assert.equal(arrival.protocol, "grpc");
    assert.equal(arrival.dialect, "openai-chat");
    assert.equal(arrival.timeoutMs, undefined);
    assert.equal(arrival.workload, workload);
    const body = call.request.document();
    assert.deepEqual(body["messages"], [{ role: "user", content: "Hello?" }]);
    assert.ok(body["stream"] === undefined || body["stream"] === false);
  });

  test(`a question over ${name} is answered piece by piece`, async (context) => {
    const frames = [Buffer.from(": comment\n\n"), delta("He"), delta("llo"), done];
    const { client, engine } = await start(
      context,
      { answer: () => Promise.resolve(eventsReply(frames)) },
      await listen(context),
    );
    const { chunks, status: last } = await chatStream(client);
    assert.equal(last.code, status.OK);
    assert.equal(chunks.length, 2);
    assert.equal(text(chunks), "Hello");
    assert.equal(await endOf(engine), "completed");
    const body = onlyCall(engine).call.request.document();
    assert.equal(body["stream"], true);
    assert.deepEqual(body["stream_options"], { include_usage: true });
  });
}

test("a unary call that a provider answers with events without end is refused, and the provider stopped", async (context) => {
  let closed = false;
  const piece = delta("x".repeat(1024 * 1024));
  async function* endless(): AsyncGenerator<Frame> {
    try {
      for (;;) yield piece;
    } finally {
      closed = true;
    }
  }
  const { client } = await start(context, {
    answer: () => Promise.resolve(eventsReply([], { body: endless() })),
  });
  const error = await new Promise<ServiceError | null>((resolve) => {
    client.Chat(question, (failure) => resolve(failure));
  });
  assert.equal(error?.code, status.RESOURCE_EXHAUSTED);
  assert.equal(closed, true);
});

test("texts are embedded as vectors of floats", async (context) => {
  const document = {
    object: "list",
    model: "embed-1",
    data: [{ object: "embedding", index: 0, embedding: [0.5, -1] }],
    usage: { prompt_tokens: 1, total_tokens: 1 },
  };
  const { client, engine } = await start(context, { answer: () => Promise.resolve(documentReply(document)) });
  const { reply } = await unary<EmbedReply__Output>((callback) =>
    client.Embed({ model: "embed-1", input: ["one"] }, callback),
  );
  assert.deepEqual(reply?.embeddings[0]?.values, [0.5, -1]);
  const { arrival, call } = onlyCall(engine);
  assert.equal(arrival.dialect, "embeddings");
  assert.equal(call.request.document()["encoding_format"], "float");
});

test("models are listed in order of id, without a call", async (context) => {
  const models = [
    { id: "zeta", ownedBy: "local" },
    { id: "alpha", ownedBy: "openai" },
  ];
  const { client, engine } = await start(context, { models });
  const { reply, head } = await unary<ListModelsReply__Output>((callback) => client.ListModels({}, callback));
  assert.deepEqual(
    reply?.models.map(({ id, ownedBy }) => [id, ownedBy]),
    [
      ["alpha", "openai"],
      ["zeta", "local"],
    ],
  );
  assert.deepEqual(head?.get("x-aios-config-version"), ["v7"]);
  assert.equal(engine.begun.length, 0);
});

test("a reply that came whole is told as a stream when one was asked for", async (context) => {
  const { client } = await start(context);
  const { chunks, status: last } = await chatStream(client);
  assert.equal(last.code, status.OK);
  assert.equal(text(chunks), "Hi.");
});

test("metadata becomes headers; what is binary or gRPC's own stays behind", async (context) => {
  const { client, engine } = await start(context);
  const metadata = new Metadata();
  metadata.set("X-Aios-User", "anna");
  metadata.add("openai-beta", "a");
  metadata.add("openai-beta", "b");
  metadata.set("trace-bin", Buffer.from([1, 2]));
  metadata.set("grpc-previous-rpc-attempts", "1");
  await chat(client, {}, metadata);
  const { headers } = onlyCall(engine).arrival;
  assert.equal(headers["x-aios-user"], "anna");
  assert.equal(headers["openai-beta"], "a, b");
  const strange = Object.keys(headers).filter((name) => /^:|^grpc-|-bin$|^te$|^content-type$/.test(name));
  assert.deepEqual(strange, []);
});

test("decisions travel in the head and, as they are at the end, in the trailers", async (context) => {
  const answer = async (call: TestCall): Promise<Reply> => {
    call.record.set("route", "chat");
    call.record.set("cache", "miss");
    async function* body(): AsyncGenerator<Frame> {
      yield delta("Hi");
      call.record.set("redactions", { email: 2 });
      call.record.set("upstreamMs", 12.5);
    }
    const headers = {
      "content-type": "text/event-stream",
      "x-ratelimit-remaining": "9\u00e9",
      "set!name": "x",
      age: "3",
    };
    return eventsReply([], { headers, body: body(), trailers: () => ({ "x-aios-late": "yes" }) });
  };
  const { client, engine } = await start(context, { answer });
  const { head, status: last } = await chatStream(client);
  assert.equal(last.code, status.OK);
  assert.deepEqual(head?.get("x-aios-route"), ["chat"]);
  assert.deepEqual(head?.get("x-aios-request-id"), [onlyCall(engine).call.id]);
  assert.deepEqual(head?.get("x-ratelimit-remaining"), ["9?"]);
  assert.deepEqual(head?.get("age"), ["3"]);
  assert.deepEqual(head?.get("x-aios-redactions"), []);
  assert.deepEqual(last.metadata.get("x-aios-redactions"), ["email=2"]);
  assert.deepEqual(last.metadata.get("x-aios-cache"), ["miss"]);
  assert.deepEqual(last.metadata.get("x-aios-late"), ["yes"]);
  assert.match(String(last.metadata.get("server-timing")[0]), /^aios;dur=[\d.]+, upstream;dur=12\.50$/);
});

for (const kind of Object.keys(ERROR_TABLE).filter(isErrorKind)) {
  test(`an error of kind ${kind} is a status ${ERROR_TABLE[kind].grpc}`, async (context) => {
    const answer = () =>
      Promise.reject(new AiosError(kind, `Told: ${kind} 100% ü.`, { retryAfterMs: 1_500 }));
    const { client, engine } = await start(context, { answer });
    const { status: last } = await chat(client);
    assert.equal(last.code, status[ERROR_TABLE[kind].grpc]);
    assert.equal(last.details, `Told: ${kind} 100% ü.`);
    assert.deepEqual(last.metadata.get("x-aios-error-kind"), [kind]);
    assert.deepEqual(last.metadata.get("grpc-retry-pushback-ms"), ["1500"]);
    assert.deepEqual(last.metadata.get("retry-after"), ["2"]);
    assert.deepEqual(last.metadata.get("x-aios-request-id"), [onlyCall(engine).call.id]);
    assert.equal(await endOf(engine), kind);
  });
}

test("a provider's refusal is told with its reason, cut to size, and its status", async (context) => {
  const message = `max_tokens is too large: ${"\u{1f600}".repeat(2_000)}`;
  const body = Buffer.from(JSON.stringify({ error: { message } }));
  const told = {
    answer: { status: 400, headers: { "x-request-id": "req_1", "content-type": "application/json" }, body },
  };
  const answer = () =>
    Promise.reject(new AiosError("upstream-rejected", 'Upstream "openai" rejected it.', told));
  const { client } = await start(context, { answer });
  const { status: last } = await chat(client);
  assert.equal(last.code, status.INVALID_ARGUMENT);
  assert.match(last.details, /^Upstream "openai" rejected it\. It says: max_tokens is too large: /);
  assert.ok(last.details.length < 1_100);
  assert.deepEqual(last.metadata.get("x-aios-provider-status"), ["400"]);
  assert.deepEqual(last.metadata.get("x-request-id"), ["req_1"]);
  assert.deepEqual(last.metadata.get("retry-after"), []);
});

test("a failure in the middle of a stream follows what was said, as a status", async (context) => {
  const failure = new AiosError("upstream-cut", "Cut off.");
  const { client, engine } = await start(context, {
    answer: () => Promise.resolve(eventsReply([], { body: framesOf([delta("Hel")], failure) })),
  });
  const { chunks, status: last } = await chatStream(client);
  assert.equal(text(chunks), "Hel");
  assert.equal(last.code, status.UNAVAILABLE);
  assert.deepEqual(last.metadata.get("x-aios-error-kind"), ["upstream-cut"]);
  assert.ok(last.metadata.get("server-timing").length === 1);
  assert.equal(await endOf(engine), "upstream-cut");
});

test("an error event of the provider is a status, and no chunk", async (context) => {
  const frames = [
    delta("Hel"),
    event(JSON.stringify({ error: { message: "slow down", code: "rate_limit_exceeded" } })),
  ];
  const { client, engine } = await start(context, { answer: () => Promise.resolve(eventsReply(frames)) });
  const { chunks, status: last } = await chatStream(client);
  assert.equal(chunks.length, 1);
  assert.equal(last.code, status.RESOURCE_EXHAUSTED);
  assert.match(last.details, /It says: slow down$/);
  assert.equal(await endOf(engine), "rate-limited");
});

test("a reply that is no JSON is told as the provider's fault", async (context) => {
  const answer = () => Promise.resolve(documentReply({}, { body: framesOf([Buffer.from("<html>")]) }));
  const { client, engine, telemetry } = await start(context, { answer });
  const { status: last, head } = await chat(client);
  assert.equal(last.code, status.INTERNAL);
  assert.doesNotMatch(last.details, /html/);
  assert.equal(head?.get("x-aios-request-id").length ?? 0, 0);
  assert.equal(await endOf(engine), "invalid-upstream-reply");
  assert.equal(telemetry.named("internalError").length, 0);
});

test("what nobody foresaw is an INTERNAL without its words, and is reported", async (context) => {
  const fault = new TypeError("secret detail");
  const { client, engine, telemetry } = await start(context, {
    answer: () => Promise.resolve(eventsReply([], { body: framesOf([delta("a")], fault) })),
  });
  const { status: last } = await chatStream(client);
  assert.equal(last.code, status.INTERNAL);
  assert.equal(last.details, "An internal error occurred.");
  assert.equal(await endOf(engine), "internal");
  assert.deepEqual(telemetry.named("internalError")[0]?.values, ["grpc edge", fault]);
});

test("a message that cannot be transcoded is a call that is refused with its field", async (context) => {
  const { client, engine } = await start(context);
  const message = { model: "m", messages: [{ role: "user", parts: { parts: [{}] } }] };
  const { status: last } = await unary<ChatReply__Output>((callback) => client.Chat(message, callback));
  assert.equal(last.code, status.INVALID_ARGUMENT);
  assert.match(last.details, /messages\[0\]\.content\[0\]/);
  assert.deepEqual(last.metadata.get("x-aios-error-kind"), ["invalid-request"]);
  assert.equal(last.metadata.get("x-aios-request-id").length, 1);
  assert.equal(await endOf(engine), "invalid-request");
});

test("a Struct that nests too deep is refused", async (context) => {
  const { address, engine } = await start(context);
  const { stream, send } = rawChatStream(context, address);
  send(nestedStruct(200));
  stream.end();
  const [response] = await once(stream, "response");
  assert.equal(response["grpc-status"], String(status.INVALID_ARGUMENT));
  assert.match(decodeURI(String(response["grpc-message"])), /nests too deep/);
  assert.equal(await endOf(engine), "invalid-request");
});

test("a message larger than limits.maxRequestSize is refused", async (context) => {
  const { client, engine } = await start(context, {
    options: { limits: limits.parse({ maxRequestSize: "64KiB" }) },
  });
  const message = { model: "m", messages: [{ role: "user", text: "x".repeat(65_536) }] };
  const { status: last } = await unary<ChatReply__Output>((callback) => client.Chat(message, callback));
  assert.equal(last.code, status.RESOURCE_EXHAUSTED);
  assert.equal(engine.begun.length, 0);
});

test("metadata larger than limits.maxHeaderSize is refused", async (context) => {
  const { client, engine } = await start(context, {
    options: { limits: limits.parse({ maxHeaderSize: "4KiB" }) },
  });
  const metadata = new Metadata();
  metadata.set("x-long", "x".repeat(4_096));
  const { status: last } = await chat(client, {}, metadata);
  assert.equal(last.code, status.RESOURCE_EXHAUSTED);
  assert.deepEqual(last.metadata.get("x-aios-error-kind"), ["headers-too-large"]);
  assert.equal(engine.begun.length, 0);
});

test("the deadline is handed to the engine, and aborts a call that outlasts it", async (context) => {
  const { client, engine } = await start(context, { answer: neverAnswered });
  const { status: last } = await chat(client, { deadline: Date.now() + 300 });
  assert.equal(last.code, status.DEADLINE_EXCEEDED);
  assert.equal(await endOf(engine), "deadline-exceeded");
  const { arrival, call } = onlyCall(engine);
  assert.ok(
    arrival.timeoutMs !== undefined && arrival.timeoutMs > 0 && arrival.timeoutMs <= 301,
    `${arrival.timeoutMs}`,
  );
  assert.ok(call.signal.aborted);
});

test("a unary call that the client cancels is aborted at once", async (context) => {
  const { client, engine } = await start(context, { answer: neverAnswered });
  const call = client.Chat(question, () => {});
  await until(() => engine.begun.length === 1);
  const cancelledAt = performance.now();
  call.cancel();
  const { ended, call: begun } = onlyCall(engine);
  await ended;
  assert.ok(performance.now() - cancelledAt < 100);
  assert.ok(begun.signal.reason instanceof AiosError);
  assert.equal(await endOf(engine), "client-closed");
});

test("a stream that the client cancels stops pulling at once and closes its body", async (context) => {
  const closed = Promise.withResolvers<void>();
  const answer = async (call: TestCall): Promise<Reply> => {
    const aborted = Promise.withResolvers<never>();
    call.signal.addEventListener("abort", () => aborted.reject(call.signal.reason), { once: true });
    async function* body(): AsyncGenerator<Frame> {
      try {
        yield delta("first");
        yield await aborted.promise;
      } finally {
        closed.resolve();
      }
    }
    return eventsReply([], { body: body() });
  };
  const { client, engine } = await start(context, { answer });
  const stream = client.ChatStream(question);
  stream.on("error", () => {});
  await new Promise<void>((resolve) => {
    stream.once("data", () => resolve());
  });
  const cancelledAt = performance.now();
  stream.cancel();
  await closed.promise;
  assert.ok(performance.now() - cancelledAt < 100);
  assert.equal(await endOf(engine), "client-closed");
});

for (const [size, name] of [
  [1_000, "small"],
  [300_000, "large"],
] as const) {
  test(`a slow reader of ${name} frames holds the provider back, and misses nothing`, async (context) => {
    const total = Math.ceil(6_000_000 / size);
    let pulled = 0;
    async function* body(): AsyncGenerator<Frame> {
      for (; pulled < total; ) {
        pulled += 1;
        yield delta("x".repeat(size));
      }
      yield done;
    }
    const { address, engine } = await start(context, {
      answer: async () => eventsReply([], { body: body() }),
    });
    const { stream, send } = rawChatStream(context, address);
    send(service.ChatStream.requestSerialize(question));
    stream.end();
    await once(stream, "response");
    const held = (await settled(() => pulled)) * size;
    assert.ok(held < 1_500_000, `${held} bytes were pulled for a reader that does not read`);
    assert.equal(onlyCall(engine).ends.length, 0);
    const trailers = once(stream, "trailers");
    const messages = await messagesOf(stream);
    assert.equal(text(messages.map(service.ChatStream.responseDeserialize)).length, total * size);
    assert.equal((await trailers)[0]["grpc-status"], "0");
    assert.equal(await endOf(engine), "completed");
  });
}

test("a reader that is stuck when its call is aborted does not keep the call open", async (context) => {
  let pulled = 0;
  let returned = false;
  async function* body(): AsyncGenerator<Frame> {
    try {
      for (; pulled < 2_000; ) {
        pulled += 1;
        yield delta("x".repeat(10_000));
      }
    } finally {
      returned = true;
    }
  }
  const clock = new FakeClock();
  const { address, engine, edge } = await start(context, {
    clock,
    answer: async () => eventsReply([], { body: body() }),
  });
  const { stream, send } = rawChatStream(context, address);
  send(service.ChatStream.requestSerialize(question));
  stream.end();
  await once(stream, "response");
  await settled(() => pulled);
  onlyCall(engine).cancel(new AiosError("draining", "Shutting down."));
  assert.equal(await endOf(engine), "draining");
  assert.ok(returned);
  // The client still does not read: its connection is cut in the end.
  const closing = edge.close();
  await clock.advance(1_000);
  await closing;
});

for (const [name, headers, before] of [
  ["expires", { "grpc-timeout": "20m" }, () => {}],
  ["is refused", {}, (stream: ClientHttp2Stream) => stream.write(lengthPrefix(2 ** 30))],
] as const) {
  test(`an RPC that ${name} before its request is whole does not become a call`, async (context) => {
    const { address, engine } = await start(context, { answer: neverAnswered });
    const { session, stream, send } = rawChatStream(context, address, headers);
    send(service.ChatStream.requestSerialize(question));
    // Whatever comes next is read only once the message before it was.
    await delay(20);
    before(stream);
    const [response] = await once(stream, "response");
    assert.notEqual(response["grpc-status"], undefined);
    stream.resume();
    stream.end();
    await answeredPing(session);
    assert.equal(engine.begun.length, 0);
  });
}

interface HealthClient {
  check(
    request: { service: string },
    callback: (error: ServiceError | null, reply: { status: string }) => void,
  ): void;
  watch(request: { service: string }): AsyncIterable<{ status: string }> & { cancel(): void };
  close(): void;
}

function healthClient(context: TestContext, address: string): HealthClient {
  const health = constructorIn(protoPath, "grpc", "health", "v1", "Health");
  const client = new health(address, credentials.createInsecure()) as unknown as HealthClient;
  context.after(() => client.close());
  return client;
}

function constructorIn(file: string, ...path: readonly string[]): ServiceClientConstructor {
  let found: unknown = loadPackageDefinition(loadSync(file, { enums: String, defaults: true, oneofs: true }));
  for (const name of path) found = (found as Record<string, unknown>)[name];
  return found as ServiceClientConstructor;
}

function checked(health: HealthClient, service: string): Promise<string> {
  return new Promise((resolve) => {
    health.check({ service }, (error, reply) =>
      resolve(error === null ? reply.status : (status[error.code] ?? "")),
    );
  });
}

test("health follows what the process says", async (context) => {
  const { edge, address } = await start(context);
  const health = healthClient(context, address);
  assert.equal(await checked(health, ""), "NOT_SERVING");
  edge.setServing(true);
  assert.equal(await checked(health, ""), "SERVING");
  assert.equal(await checked(health, "aios.inference.v1.Inference"), "SERVING");
  assert.equal(await checked(health, "aios.unknown"), "NOT_FOUND");
  edge.setServing(false);
  assert.equal(await checked(health, "aios.inference.v1.Inference"), "NOT_SERVING");
});

test("a health watch is told of changes and does not hold up a close", async (context) => {
  const { edge, address } = await start(context);
  const health = healthClient(context, address);
  const watch = health.watch({ service: "" });
  const seen: string[] = [];
  let closing: Promise<void> | undefined;
  try {
    for await (const { status: serving } of watch) {
      seen.push(serving);
      if (seen.length === 1) edge.setServing(true);
      else closing = edge.close();
    }
    assert.fail("a watch ends with an error");
  } catch (error) {
    assert.equal((error as ServiceError).code, status.UNAVAILABLE);
  }
  assert.deepEqual(seen, ["NOT_SERVING", "SERVING"]);
  await closing;
});

for (const version of ["v1", "v1alpha"]) {
  test(`reflection ${version} lists the services`, async (context) => {
    const { address } = await start(context);
    const folder = new URL("../proto/grpc/reflection/", import.meta.resolve("@grpc/reflection"));
    const proto = fileURLToPath(new URL(`${version}/reflection.proto`, folder));
    const Reflection = constructorIn(proto, "grpc", "reflection", version, "ServerReflection");
    const client = new Reflection(address, credentials.createInsecure());
    context.after(() => client.close());
    const call = client["ServerReflectionInfo"]?.call(client, {});
    const answered = new Promise<{ listServicesResponse: { service: readonly { name: string }[] } }>(
      (resolve, reject) => {
        call.on("data", resolve);
        call.on("error", reject);
      },
    );
    call.write({ listServices: "" });
    const { listServicesResponse } = await answered;
    call.end();
    const names = listServicesResponse.service.map(({ name }) => name);
    assert.ok(names.includes("aios.inference.v1.Inference"), names.join());
    assert.ok(names.includes("grpc.health.v1.Health"), names.join());
  });
}

test("closing lets a call in flight finish, and takes no new one", async (context) => {
  const answered = Promise.withResolvers<Reply>();
  const { client, engine, edge, address } = await start(context, { answer: () => answered.promise });
  const result = chat(client);
  await until(() => engine.begun.length === 1);
  let closed = false;
  const closing = edge.close().then(() => {
    closed = true;
  });
  const late = new Client(address, credentials.createInsecure());
  const refused = await chat(late);
  late.close();
  assert.equal(refused.status.code, status.UNAVAILABLE);
  assert.equal(closed, false);
  answered.resolve(documentReply(completion));
  const { status: last, reply } = await result;
  assert.equal(last.code, status.OK);
  assert.equal(reply?.choices[0]?.message?.text, "Hi.");
  await closing;
  assert.equal(await endOf(engine), "completed");
});

test("a stream that is no call is cut a second after the last call, not waited for", async (context) => {
  const clock = new FakeClock();
  const { edge, address } = await start(context, { clock });
  const folder = new URL("../proto/grpc/reflection/", import.meta.resolve("@grpc/reflection"));
  const Reflection = constructorIn(
    fileURLToPath(new URL("v1/reflection.proto", folder)),
    "grpc",
    "reflection",
    "v1",
    "ServerReflection",
  );
  const client = new Reflection(address, credentials.createInsecure());
  context.after(() => client.close());
  const call = client["ServerReflectionInfo"]?.call(client, {});
  call.on("error", () => {});
  call.write({ listServices: "" });
  await new Promise((resolve) => {
    call.once("data", resolve);
  });
  const closing = edge.close();
  await clock.advance(1_000);
  await closing;
  assert.equal(clock.running, 0);
});

test("a unix socket belongs to its owner and group, and goes when the edge closes", async (context) => {
  const path = await socketPath(context);
  const { edge } = await start(context, {}, async (started) => `unix:${await started.listenUnix(path)}`);
  assert.equal((await stat(path)).mode & 0o777, 0o660);
  await edge.close();
  await assert.rejects(stat(path), { code: "ENOENT" });
});

test("the socket of a dead process makes way", async (context) => {
  const path = await socketPath(context);
  const before = createServer();
  await new Promise<void>((resolve) => {
    before.listen(`${path}.before`, resolve);
  });
  // Moved away first, so that closing does not take the file along: what a killed process leaves.
  await rename(`${path}.before`, path);
  await new Promise((resolve) => {
    before.close(resolve);
  });
  assert.ok((await stat(path)).isSocket());
  const { client } = await start(context, {}, async (edge) => `unix:${await edge.listenUnix(path)}`);
  assert.equal((await chat(client)).status.code, status.OK);
});

test("a socket on which somebody listens is left alone", async (context) => {
  const path = await socketPath(context);
  const { client } = await start(context, {}, async (edge) => `unix:${await edge.listenUnix(path)}`);
  const { edge: second } = await start(context);
  await assert.rejects(second.listenUnix(path), /another process listens/);
  assert.equal((await chat(client)).status.code, status.OK);
});

test("a file that is no socket is left alone", async (context) => {
  const path = await socketPath(context);
  await writeFile(path, "precious");
  const { edge } = await start(context);
  await assert.rejects(edge.listenUnix(path), /no socket/);
  assert.ok((await stat(path)).isFile());
});

test("a port that is taken is told by its address", async (context) => {
  const { address } = await start(context);
  const { edge } = await start(context);
  await assert.rejects(
    edge.listen("127.0.0.1", Number(address.split(":")[1])),
    new RegExp(`Cannot listen on ${address}`),
  );
});

test("TCP and a unix socket serve side by side", async (context) => {
  const path = await socketPath(context);
  const { client, edge } = await start(context);
  const local = new Client(`unix:${await edge.listenUnix(path)}`, credentials.createInsecure());
  context.after(() => local.close());
  assert.equal((await chat(client)).status.code, status.OK);
  assert.equal((await chat(local)).status.code, status.OK);
});
