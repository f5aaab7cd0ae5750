import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, beforeEach, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { faultSchema } from "../../../../control-plane/cli/simulated-provider/faults.ts";
import { DEFAULT_MODELS } from "../../../../control-plane/cli/simulated-provider/models.ts";
import {
  type Fault,
  startSimulatedProvider,
} from "../../../../control-plane/cli/simulated-provider/provider.ts";

const provider = await startSimulatedProvider();
after(() => provider.close());
beforeEach(() => provider.clear());

const openai = new OpenAI({ baseURL: `${provider.url}/v1`, apiKey: "sk-test", maxRetries: 0 });
const anthropic = new Anthropic({
  baseURL: provider.url,
  apiKey: "sk-ant-test",
  maxRetries: 0,
  logLevel: "off",
});

const messages = [{ role: "user", content: "hello 🙂 wide world" } as const];
const chat = (options?: { signal: AbortSignal }) =>
  openai.chat.completions.create({ model: "gpt-4o", messages }, options);
const chatStream = (options?: { signal: AbortSignal }) =>
  openai.chat.completions.create({ model: "gpt-4o", messages, stream: true }, options);
const message = () => anthropic.messages.create({ model: "claude-x", max_tokens: 100, messages });
const messageStream = () =>
  anthropic.messages.create({ model: "claude-x", max_tokens: 100, messages, stream: true });

const post = (path: string, body: object) =>
  fetch(`${provider.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const rawChat = (stream: boolean) => post("/v1/chat/completions", { model: "gpt-4o", messages, stream });

/** What arrived before the body ended or broke, and whether it broke. */
async function readAll(response: Response): Promise<{ bytes: Buffer; broken: boolean; pieces: number }> {
  const pieces: Uint8Array[] = [];
  let broken = false;
  try {
    for await (const piece of response.body ?? []) pieces.push(piece);
  } catch {
    broken = true;
  }
  return { bytes: Buffer.concat(pieces), broken, pieces: pieces.length };
}

const healthy = async (stream: boolean) => (await readAll(await rawChat(stream))).bytes;
/** Identifiers count calls and replies tell the second: neither is what these tests compare. */
const withoutIdentity = (bytes: Buffer) =>
  bytes
    .toString()
    .replaceAll(/simulated\d+/g, "simulatedN")
    .replaceAll(/"created":\d+/g, '"created":0');

const openaiErrors = [
  [400, OpenAI.BadRequestError, "invalid_request_error", "invalid_value"],
  [401, OpenAI.AuthenticationError, "invalid_request_error", "invalid_api_key"],
  [404, OpenAI.NotFoundError, "invalid_request_error", "model_not_found"],
  [429, OpenAI.RateLimitError, "requests", "rate_limit_exceeded"],
  [500, OpenAI.InternalServerError, "server_error", null],
  [503, OpenAI.InternalServerError, "server_error", null],
] as const;

for (const [status, errorClass, type, code] of openaiErrors) {
  test(`status ${status} is the OpenAI SDK's own error`, async () => {
    provider.setFault({ type: "status", status, retryAfterSeconds: 7 });
    for (const call of [chat, chatStream]) {
      await assert.rejects(call(), (error) => {
        assert.ok(error instanceof errorClass);
        assert.deepEqual([error.status, error.type, error.code], [status, type, code]);
        assert.equal(error.headers?.get("retry-after"), "7");
        assert.match(error.requestID ?? "", /^req_/);
        return true;
      });
    }
  });
}

const anthropicErrors = [
  [400, Anthropic.BadRequestError, "invalid_request_error"],
  [401, Anthropic.AuthenticationError, "authentication_error"],
  [404, Anthropic.NotFoundError, "not_found_error"],
  [429, Anthropic.RateLimitError, "rate_limit_error"],
  [500, Anthropic.InternalServerError, "api_error"],
  [529, Anthropic.OverloadedError, "overloaded_error"],
] as const;

for (const [status, errorClass, type] of anthropicErrors) {
  test(`status ${status} is the Anthropic SDK's own error`, async () => {
    provider.setFault({ type: "status", status });
    for (const call of [message, messageStream]) {
      await assert.rejects(call(), (error) => {
        assert.ok(error instanceof errorClass);
        assert.deepEqual([error.status, error.type], [status, type]);
        assert.equal(error.headers?.get("retry-after"), null);
        assert.match(error.requestID ?? "", /^req_/);
        return true;
      });
    }
  });
}

test("wrong and missing keys are refused as the real ones do", async (t) => {
  const guarded = await startSimulatedProvider({ apiKeys: { openai: "right", anthropic: "right" } });
  t.after(() => guarded.close());
  const openaiWith = (apiKey: string) => new OpenAI({ baseURL: `${guarded.url}/v1`, apiKey, maxRetries: 0 });
  const anthropicWith = (keys: object) => new Anthropic({ baseURL: guarded.url, maxRetries: 0, ...keys });
  const ask = (client: Anthropic) => client.messages.create({ model: "m", max_tokens: 9, messages });

  await openaiWith("right").chat.completions.create({ model: "m", messages });
  await assert.rejects(
    openaiWith("wrong-key-entirely").chat.completions.create({ model: "m", messages }),
    (error) => {
      assert.ok(error instanceof OpenAI.AuthenticationError);
      assert.equal(error.code, "invalid_api_key");
      assert.ok(!error.message.includes("wrong-key-entirely"));
      return true;
    },
  );
  await ask(anthropicWith({ apiKey: "right" }));
  await ask(anthropicWith({ apiKey: null, authToken: "right" }));
  await assert.rejects(ask(anthropicWith({ apiKey: "wrong" })), Anthropic.AuthenticationError);
  assert.equal((await fetch(`${guarded.url}/v1/models`)).status, 401);
  assert.equal(guarded.received[1]?.headers.authorization, "Bearer wrong-key-entirely");
});

test("requests that the real ones refuse are refused", async (t) => {
  const narrow = await startSimulatedProvider({ models: ["only"] });
  t.after(() => narrow.close());
  const narrowClient = new OpenAI({ baseURL: `${narrow.url}/v1`, apiKey: "k", maxRetries: 0 });
  await assert.rejects(
    narrowClient.chat.completions.create({ model: "other", messages }),
    OpenAI.NotFoundError,
  );

  await assert.rejects(openai.chat.completions.create({ model: "m", messages: [] }), OpenAI.BadRequestError);
  await assert.rejects(openai.embeddings.create({ model: "m", input: "" }), OpenAI.BadRequestError);
  await assert.rejects(openai.post("/nowhere"), OpenAI.NotFoundError);
  await assert.rejects(openai.get("/embeddings"), { status: 405 });
  const unversioned = await post("/v1/messages", { model: "m", max_tokens: 1, messages });
  assert.match(await unversioned.text(), /anthropic-version: header is required/);
  await assert.rejects(
    anthropic.post("/v1/messages", { body: { model: "m", messages } }),
    /max_tokens: Field required/,
  );
  const notJson = await fetch(`${provider.url}/v1/chat/completions`, { method: "POST", body: "{" });
  assert.equal(notJson.status, 400);
});

test("a fault strikes as often as told, and only the model it is for", async () => {
  provider.setFault({ type: "status", status: 500, model: "gpt-4o", times: 2 });
  await openai.chat.completions.create({ model: "other", messages });
  await assert.rejects(chat());
  await assert.rejects(chat());
  await chat();
  provider.setFault({ type: "status", status: 500 }, 1);
  await assert.rejects(message());
  await message();
  provider.setFault({ type: "status", status: 500 });
  provider.setFault(undefined);
  await chat();
});

test("faults are set over HTTP, and mistakes in them are told", async () => {
  const told = await post("/simulated/fault", { type: "status", status: 503, times: 5 });
  assert.equal(told.status, 200);
  await assert.rejects(chat(), { status: 503 });
  assert.equal((await fetch(`${provider.url}/simulated/fault`, { method: "DELETE" })).status, 200);
  await chat();
  assert.equal((await post("/simulated/fault", { type: "explode" })).status, 400);
  assert.equal((await post("/simulated/fault", { type: "delay", ms: 1, extra: true })).status, 400);
  const plain = await fetch(`${provider.url}/simulated/fault`, {
    method: "POST",
    body: '{"type":"garbage"}',
  });
  assert.equal(plain.status, 415);
  assert.deepEqual(
    provider.received.map((call) => call.path),
    ["/v1/chat/completions", "/v1/chat/completions"],
  );
});

test("a stall before the headers lasts until the client leaves, which is noticed", async () => {
  provider.setFault({ type: "stall", where: "before-headers" });
  const leave = new AbortController();
  const refused = assert.rejects(chat({ signal: leave.signal }), OpenAI.APIUserAbortError);
  const call = await provider.arrival(1);
  leave.abort();
  await Promise.all([refused, call.ended]);
  assert.deepEqual([call.aborted, call.finished, call.status], [true, false, undefined]);
  assert.ok((call.abortedAfterMs ?? -1) >= 0);
});

test("a stall after the headers, or in the middle, sends what comes before it", async () => {
  const stalled: readonly [Fault, boolean, number][] = [
    [{ type: "stall", where: "after-headers" }, true, 0],
    [{ type: "stall", where: "mid-stream", afterEvents: 3 }, true, 3],
    [{ type: "stall", where: "mid-stream" }, false, 0],
  ];
  for (const [index, [fault, stream, events]] of stalled.entries()) {
    provider.setFault(fault);
    const leave = new AbortController();
    const response = await fetch(`${provider.url}/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ model: "gpt-4o", messages, stream }),
      signal: leave.signal,
    });
    assert.equal(response.status, 200);
    let text = "";
    const reader = response.body?.getReader();
    while (stream ? text.split("\n\n").length - 1 < events : text === "") {
      text += Buffer.from((await reader?.read())?.value ?? []).toString();
    }
    leave.abort();
    const call = await provider.arrival(index + 1);
    await call.ended;
    assert.equal(call.aborted, true);
    assert.equal(text.split("\n\n").length - 1, events);
  }
});

test("a delayed reply is healthy", async () => {
  provider.setFault({ type: "delay", ms: 20 });
  const start = performance.now();
  assert.equal((await chat()).choices[0]?.message.content, "You said: hello 🙂 wide world");
  assert.ok(performance.now() - start >= 19);
});

test("a cut reply has exactly that many bytes, wherever it is cut", async () => {
  for (const stream of [false, true]) {
    const { byteLength } = await healthy(stream);
    for (let atByte = 0; atByte < byteLength; atByte += stream ? 37 : 23) {
      provider.setFault({ type: "cut", atByte });
      const { bytes, broken } = await readAll(await rawChat(stream));
      assert.deepEqual([bytes.byteLength, broken], [atByte, true]);
    }
  }
  const call = provider.received.at(-1);
  await call?.ended;
  assert.deepEqual([call?.finished, call?.aborted], [false, false]);
  provider.setFault({ type: "cut", atByte: 10 });
  await assert.rejects(
    chat(),
    (error) => error instanceof Error && !(error instanceof OpenAI.InternalServerError),
  );
});

test("a stream that ends early ends cleanly, without its terminal event", async () => {
  provider.setFault({ type: "end-early" });
  const whole = await readAll(await rawChat(true));
  assert.equal(whole.broken, false);
  assert.match(whole.bytes.toString(), /"finish_reason":"stop"/);
  assert.doesNotMatch(whole.bytes.toString(), /DONE/);
  provider.setFault({ type: "end-early", afterEvents: 2 });
  assert.equal((await readAll(await rawChat(true))).bytes.toString().split("\n\n").length - 1, 2);
  const events = await Array.fromAsync(await messageStream());
  assert.deepEqual(
    events.map((event) => event.type),
    ["message_start", "content_block_start"],
  );
  const document = await readAll(await rawChat(false));
  assert.equal(document.broken, false);
  assert.throws(() => JSON.parse(document.bytes.toString()), SyntaxError);
});

test("an error inside a stream is in the dialect", async () => {
  provider.setFault({ type: "error-event", afterEvents: 3 });
  let chunks = 0;
  await assert.rejects(
    async () => {
      for await (const _ of await chatStream()) chunks += 1;
    },
    (error) => error instanceof OpenAI.APIError && error.type === "server_error",
  );
  assert.equal(chunks, 3);
  await assert.rejects(
    async () => Array.fromAsync(await messageStream()),
    (error) => error instanceof Anthropic.APIError && error.type === "overloaded_error",
  );
  await assert.rejects(chat(), OpenAI.InternalServerError);
});

test("garbage is a 200 that cannot be parsed", async () => {
  provider.setFault({ type: "garbage" });
  const response = await rawChat(false);
  assert.equal(response.status, 200);
  await assert.rejects(response.json(), SyntaxError);
  await assert.rejects(chat(), SyntaxError);
  await assert.rejects(async () => Array.fromAsync(await messageStream()), SyntaxError);
});

test("a reset is a connection error", async () => {
  provider.setFault({ type: "reset" });
  await assert.rejects(chat(), OpenAI.APIConnectionError);
  await assert.rejects(message(), Anthropic.APIConnectionError);
  const call = provider.received[0];
  await call?.ended;
  assert.deepEqual([call?.finished, call?.aborted, call?.status], [false, false, undefined]);
});

test("a slow reply is whole, and takes its time", async () => {
  const { byteLength } = await healthy(false);
  provider.setFault({ type: "slow", bytesPerSecond: byteLength * 20 });
  const start = performance.now();
  await chat();
  assert.ok(performance.now() - start >= 45);
});

test("a split reply is whole, in small pieces", async () => {
  for (const stream of [false, true]) {
    const expected = withoutIdentity(await healthy(stream));
    for (const bytes of [1, 3, 7]) {
      provider.setFault({ type: "split", bytes });
      const split = await readAll(await rawChat(stream));
      assert.equal(withoutIdentity(split.bytes), expected);
      assert.ok(split.pieces > 20);
      provider.setFault(undefined);
    }
  }
  provider.setFault({ type: "split", bytes: 1 });
  const text = (await Array.fromAsync(await chatStream())).map(
    (chunk) => chunk.choices[0]?.delta.content ?? "",
  );
  assert.equal(text.join(""), "You said: hello 🙂 wide world");
  assert.equal(
    (await anthropic.messages.stream({ model: "m", max_tokens: 99, messages }).finalMessage()).usage
      .output_tokens,
    6,
  );
});

test("a client that leaves stops the writing, however much is left", async (t) => {
  const endless = await startSimulatedProvider({ replyWords: 1_000_000 });
  t.after(() => endless.close());
  const client = new OpenAI({ baseURL: `${endless.url}/v1`, apiKey: "k", maxRetries: 0 });
  const stream = await client.chat.completions.create({ model: "m", messages, stream: true });
  for await (const _ of stream) break;
  const call = await endless.arrival(1);
  await call.ended;
  assert.deepEqual([call.aborted, call.finished], [true, false]);
});

test("a client that does not read is waited for, and others are served meanwhile", async (t) => {
  const endless = await startSimulatedProvider({ replyWords: 500_000 });
  t.after(() => endless.close());
  const before = process.memoryUsage().rss;
  const idle = connect(endless.port, "127.0.0.1");
  t.after(() => idle.destroy());
  await once(idle, "connect");
  idle.pause();
  const body = JSON.stringify({ model: "m", messages, stream: true });
  idle.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const call = await endless.arrival(1);
  for (let other = 0; other < 20; other += 1) await (await fetch(`${endless.url}/v1/models`)).arrayBuffer();
  assert.deepEqual([call.finished, call.aborted], [false, false]);
  // The whole reply has more than 100 MB.
  assert.ok(process.memoryUsage().rss - before < 80 * 1024 * 1024);
  idle.destroy();
  await call.ended;
  assert.equal(call.aborted, true);
});

test("closing ends open connections and waiting calls", async () => {
  const brief = await startSimulatedProvider({ tokenDelayMs: 60_000 });
  const client = new OpenAI({ baseURL: `${brief.url}/v1`, apiKey: "k", maxRetries: 0 });
  const pending = assert.rejects(
    client.chat.completions.create({ model: "m", messages }),
    OpenAI.APIConnectionError,
  );
  const call = await brief.arrival(1);
  await brief.close();
  await Promise.all([pending, call.ended, brief.close()]);
  assert.deepEqual([call.aborted, call.finished], [false, false]);
});

test("what it can be told is listed, with an example of each fault that it takes", async () => {
  const listing = JSON.parse(await (await fetch(`${provider.url}/simulated/`)).text());
  assert.deepEqual(await (await fetch(`${provider.url}/simulated`)).json(), listing);
  const types = faultSchema.options.map(({ shape }) => shape.type.value);
  assert.deepEqual(Object.keys(listing.faults).sort(), [...types].sort());
  for (const [type, { says, example }] of Object.entries<{ says: string; example: Fault }>(listing.faults)) {
    assert.notEqual(says, "");
    const reply = await post("/simulated/fault", example);
    assert.equal(reply.status, 200, type);
    assert.deepEqual(await reply.json(), { fault: example });
    assert.equal(example.type, type);
  }
  const told = await Promise.all([
    post("/simulated/fault", { type: "flood" }).then((reply) => reply.text()),
    fetch(`${provider.url}/simulated/nothing`).then((reply) => reply.text()),
  ]);
  for (const text of told) assert.match(text, /GET \/simulated\/ lists/);
});

test("models of every sort answer where only those listed do", async (t) => {
  const listed = await startSimulatedProvider({ models: DEFAULT_MODELS });
  t.after(() => listed.close());
  const client = new OpenAI({ baseURL: `${listed.url}/v1`, apiKey: "sk-test", maxRetries: 0 });
  for (const model of ["gpt-image-1", "dall-e-3"])
    assert.equal((await client.images.generate({ model, prompt: "a cat" })).data?.length, 1);
  const completion = await client.completions.create({ model: "gpt-3.5-turbo-instruct", prompt: "hi" });
  assert.equal(completion.object, "text_completion");
  const ranking = await fetch(`${listed.url}/v1/rerank`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "rerank-v3.5", query: "a", documents: ["a", "b"] }),
  });
  assert.equal(ranking.status, 200);
});

test("a stream is held after so many events, a whole reply before its first byte, until both are let go", async () => {
  const release = provider.hold(2);
  const chunks = (await chatStream())[Symbol.asyncIterator]();
  for (let read = 0; read < 2; read++) assert.equal((await chunks.next()).done, false);
  const third = chunks.next();
  // Whole replies pass meanwhile.
  await chat();
  const isHeld = () => Promise.race([third.then(() => false), Promise.resolve(true)]);
  assert.equal(await isHeld(), true);
  release();
  assert.equal((await third).done, false);
  while ((await chunks.next()).done !== true);

  provider.hold();
  const whole = chat();
  await provider.arrival(3);
  await Array.fromAsync(await chatStream());
  assert.equal(provider.received.at(2)?.status, undefined);
  // As well by whoever clears up.
  provider.clear();
  assert.ok((await whole).choices.length > 0);
});
