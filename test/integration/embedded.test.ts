import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import {
  AiosError,
  createRuntime,
  FaultyConfigError,
  type Runtime,
  type RuntimeOptions,
} from "../../sidecar/runtime.ts";
import { openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const model = "gpt-4o-mini";
const CACHED = BASIC_CONFIG.replaceAll(
  "policies: [pii]",
  "policies: [pii]\n  cache: { exact: { ttl: 10m } }",
);

/** A sidecar to compare with, and a runtime on the same control plane. */
let stack: Stack;
let runtime: Runtime;
let openai: OpenAI;
let anthropic: Anthropic;
before(async () => {
  stack = await startStack({ config: CACHED });
  runtime = await embedded({ controlPlane: stack.controlPlane.addresses.grpc });
  openai = new OpenAI({
    baseURL: "http://aios/v1",
    apiKey: "-",
    maxRetries: 0,
    logLevel: "off",
    fetch: runtime.fetch,
  });
  anthropic = new Anthropic({
    baseURL: "http://aios",
    apiKey: "-",
    maxRetries: 0,
    logLevel: "off",
    fetch: runtime.fetch,
  });
});
after(async () => {
  await runtime.close();
  await stack.close();
});
beforeEach(() => stack.provider.clear());

function embedded(options: RuntimeOptions): Promise<Runtime> {
  return createRuntime({ logLevel: "silent", drainTimeout: "1s", ...options });
}

/** The stack's configuration, dialled from here. */
function config(yaml = BASIC_CONFIG): string {
  return yaml
    .replaceAll("{openai}", `${stack.provider.url}/v1`)
    .replaceAll("{anthropic}", stack.provider.url);
}

function asking(content: string): OpenAI.ChatCompletionCreateParamsNonStreaming {
  return { model, messages: [{ role: "user", content }] };
}

test("the OpenAI SDK is answered whole and streamed, and the provider sees placeholders", async () => {
  const whole = await openai.chat.completions.create(asking("Write to ada@example.com"));
  assert.equal(whole.choices[0]?.message.content, "You said: Write to ada@example.com");
  const stream = await openai.chat.completions.create({ ...asking("And to bob@example.com"), stream: true });
  let said = "";
  for await (const chunk of stream) said += chunk.choices[0]?.delta.content ?? "";
  assert.equal(said, "You said: And to bob@example.com");
  const received = stack.provider.received.map(({ text }) => text).join("\n");
  assert.match(received, /\[EMAIL_1\]/);
  assert.doesNotMatch(received, /@example\.com/);
});

test("the Anthropic SDK is answered whole and streamed", async () => {
  const request = {
    model: "claude-sonnet-5-5",
    max_tokens: 100,
    messages: [{ role: "user" as const, content: "hello there" }],
  };
  const reply = await anthropic.messages.create(request);
  assert.deepEqual(reply.content, [{ type: "text", text: "You said: hello there" }]);
  const streamed = await anthropic.messages.stream({ ...request, max_tokens: 99 }).finalMessage();
  assert.deepEqual(streamed.content, reply.content);
});

test("the headers are those that a sidecar sends", async () => {
  const told = async (client: OpenAI, content: string) => {
    const { response } = await client.chat.completions.create(asking(content)).withResponse();
    return [...response.headers.keys()].filter((name) => name !== "date");
  };
  const sidecar = openaiClient(stack);
  for (const cache of ["miss", "hit"]) {
    const here = await told(openai, "Mail carl@example.com, embedded");
    const there = await told(sidecar, "Mail carl@example.com, by HTTP");
    const ofConnection = new Set(["connection", "keep-alive"]);
    assert.deepEqual(here, there.filter((name) => !ofConnection.has(name)).sort(), cache);
    assert.ok(here.includes("x-aios-redactions"));
    assert.ok(here.includes("x-aios-cache"));
  }
});

test("an SDK throws its own classes", async () => {
  stack.provider.setFault({ type: "status", status: 429, retryAfterSeconds: 3 });
  await assert.rejects(openai.chat.completions.create(asking("too much")), (error) => {
    assert.ok(error instanceof OpenAI.RateLimitError);
    assert.equal(error.headers?.get("retry-after"), "3");
    return true;
  });
  await assert.rejects(
    anthropic.messages.create({
      model: "claude-sonnet-5-5",
      max_tokens: 9,
      messages: [{ role: "user", content: "too much" }],
    }),
    Anthropic.RateLimitError,
  );
  await assert.rejects(
    openai.chat.completions.create({ ...asking("who"), model: "unknown" }),
    OpenAI.NotFoundError,
  );
  await assert.rejects(openai.get("/nothing"), OpenAI.NotFoundError);
});

test("a stream that breaks half-way is an error of the SDK, after what had come", async () => {
  stack.provider.setFault({ type: "cut", atByte: 700 });
  const stream = await openai.chat.completions.create({
    ...asking("one two three four five six seven eight"),
    stream: true,
  });
  let chunks = 0;
  await assert.rejects(async () => {
    for await (const _ of stream) chunks++;
  }, OpenAI.APIError);
  assert.ok(chunks > 0);
});

test("an abort ends the call at the provider, before the head and in mid-stream", async () => {
  stack.provider.setFault({ type: "stall", where: "before-headers" });
  const early = new AbortController();
  const pending = openai.chat.completions.create(asking("stalled"), { signal: early.signal });
  const first = await stack.provider.arrival(1);
  early.abort();
  await assert.rejects(pending, OpenAI.APIUserAbortError);
  await first.ended;
  assert.ok(first.aborted);

  stack.provider.clear();
  stack.provider.setFault({ type: "stall", where: "mid-stream", afterEvents: 2 });
  const stream = await openai.chat.completions.create({ ...asking("stalled, too"), stream: true });
  const second = await stack.provider.arrival(1);
  for await (const _ of stream) break;
  await second.ended;
  assert.ok(second.aborted);
});

test("an aborted fetch rejects as the platform's does", async () => {
  const gone = AbortSignal.abort();
  await assert.rejects(runtime.fetch("http://aios/v1/models", { signal: gone }), { name: "AbortError" });
  stack.provider.setFault({ type: "stall", where: "mid-stream", afterEvents: 2 });
  const abort = new AbortController();
  const response = await runtime.fetch("http://aios/v1/chat/completions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...asking("aborted half-way"), stream: true }),
    signal: abort.signal,
  });
  const reading = response.text();
  abort.abort();
  await assert.rejects(reading, { name: "AbortError" });
});

test("the models are those that configuration offers", async () => {
  const ids = (await Array.fromAsync(openai.models.list())).map(({ id }) => id);
  assert.deepEqual(
    ids.sort(),
    runtime
      .models()
      .map(({ id }) => id)
      .sort(),
  );
  assert.equal((await openai.models.retrieve(model)).owned_by, "openai");
});

test("a call without HTTP gets documents and events, and rejects with AiosError", async () => {
  const request = { model, messages: [{ role: "user", content: "Write to dora@example.com" }] };
  const { status, headers, document } = await runtime.call({ dialect: "openai-chat", request });
  assert.equal(status, 200);
  assert.equal(headers["x-aios-redactions"], "email=1");
  assert.match(JSON.stringify(document), /dora@example\.com/);

  const { events } = await runtime.stream({ dialect: "openai-chat", request });
  const pieces: string[] = [];
  for await (const event of events) pieces.push(JSON.stringify(event));
  assert.match(pieces.join(""), /dora@example\.com/);
  assert.doesNotMatch(pieces.join(""), /DONE/);

  const failure = (kind: string) => (error: unknown) => error instanceof AiosError && error.kind === kind;
  await assert.rejects(
    runtime.call({ dialect: "openai-chat", request: { ...request, model: "none" } }),
    failure("model-not-found"),
  );
  await assert.rejects(
    runtime.call({ dialect: "openai-chat", request: { ...request, stream: true } }),
    failure("invalid-request"),
  );
  await assert.rejects(
    runtime.call({ dialect: "openai-chat", request, signal: AbortSignal.abort() }),
    failure("client-closed"),
  );
  stack.provider.setFault({ type: "cut", atByte: 600 });
  const broken = await runtime.stream({
    dialect: "openai-chat",
    request: { ...request, messages: [{ role: "user", content: "one two three four five six" }] },
  });
  await assert.rejects(Array.fromAsync(broken.events), failure("upstream-cut"));
});

test("a call without HTTP is told the headers that it would be told with HTTP, also when it fails", async () => {
  const names = (headers: Readonly<Record<string, string>>) =>
    Object.keys(headers)
      .filter((name) => name.startsWith("x-aios-") || name === "server-timing")
      .sort();
  const fresh = { "cache-control": "no-store" };
  const fetched = async (body: object) => {
    const response = await runtime.fetch("/v1/chat/completions", {
      method: "POST",
      headers: { "content-type": "application/json", ...fresh },
      body: JSON.stringify(body),
    });
    await response.text();
    return names(Object.fromEntries(response.headers));
  };
  const asked = request("the headers of a call");
  const expected = await fetched(asked);
  assert.ok(expected.includes("server-timing"));
  const { headers } = await runtime.call({ dialect: "openai-chat", request: asked, headers: fresh });
  assert.deepEqual(names(headers), expected);
  assert.match(headers["server-timing"] ?? "", /^aios;dur=\d/);
  const stream = await runtime.stream({ dialect: "openai-chat", request: asked, headers: fresh });
  assert.deepEqual(names(stream.headers), await fetched({ ...asked, stream: true }));
  await Array.fromAsync(stream.events);

  const unknown = { ...asked, model: "none" };
  const error = await rejection(runtime.call({ dialect: "openai-chat", request: unknown, headers: fresh }));
  assert.equal(error.kind, "model-not-found");
  assert.deepEqual(names(error.headers), await fetched(unknown));
  assert.match(error.headers["x-aios-request-id"] ?? "", /^[0-9a-f-]{36}$/);
  stack.provider.setFault({ type: "cut", atByte: 600 });
  const broken = await runtime.stream({ dialect: "openai-chat", request: request("a b c d e f g h") });
  const cut = await rejection(Array.fromAsync(broken.events));
  assert.equal(cut.headers["x-aios-request-id"], broken.headers["x-aios-request-id"]);
});

async function rejection(promise: Promise<unknown>): Promise<AiosError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof AiosError, `${error}`);
  return error;
}

test("a call that says no dialect, or no request, is told what there is to say", async () => {
  // What JavaScript may well pass.
  const call = (asked: object) => rejection(Reflect.apply(runtime.call, runtime, [asked]));
  const stream = (asked: object) => rejection(Reflect.apply(runtime.stream, runtime, [asked]));
  for (const ask of [call, stream]) {
    for (const dialect of ["openai", "http-passthrough", "toString", undefined]) {
      const error = await ask({ dialect, request: request("hello") });
      assert.equal(error.kind, "invalid-request");
      assert.equal(error.param, "dialect");
      assert.match(
        error.message,
        /one of openai-chat, openai-responses, openai-completions, .*anthropic-messages, .*embeddings or rerank\.$/,
      );
      assert.doesNotMatch(error.message, /one of .*(passthrough|transcriptions)/);
    }
    assert.match((await ask({ dialect: "openai", request: {} })).message, /"openai" is none/);
    for (const nothing of [undefined, null, "text", []]) {
      const error = await ask({ dialect: "openai-chat", request: nothing });
      assert.equal(error.kind, "invalid-request");
      assert.equal(error.param, "request");
    }
  }
});

test("to leave a stream early cancels the call", async () => {
  stack.provider.setFault({ type: "stall", where: "mid-stream", afterEvents: 2 });
  const { events } = await runtime.stream({
    dialect: "openai-chat",
    request: request("left early"),
  });
  const arrived = await stack.provider.arrival(1);
  for await (const _ of events) break;
  await arrived.ended;
  assert.ok(arrived.aborted);
});

test("a pushed configuration changes where calls go", async () => {
  const version = runtime.configVersion;
  await assert.rejects(openai.chat.completions.create({ ...asking("?"), model: "new-model" }));
  await stack.writeConfig(CACHED.replace('models: ["gpt-*"', 'models: ["new-*", "gpt-*"'));
  await until(() => runtime.configVersion !== version, "the new configuration");
  await openai.chat.completions.create({ ...asking("?"), model: "new-model" });
  assert.match(
    await runtime.metrics(),
    /aios_calls_total\{protocol="embedded",operation="chat",route="openai"/,
  );
});

test("configuration comes from text, from a file, which is watched, and from a folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "aios-embedded-"));
  try {
    const file = join(folder, "aios.yaml");
    await writeFile(file, config());
    for (const given of [{ text: config() }, file, [folder]]) {
      await using own = await embedded({ config: given });
      const { document } = await own.call({ dialect: "openai-chat", request: request("hello") });
      assert.equal(document["object"], "chat.completion");
    }
    await using watching = await embedded({ config: file });
    await using resting = await embedded({ config: file, watch: false });
    const { configVersion } = watching;
    await writeFile(file, config().replace('models: ["gpt-*"', 'models: ["new-*"'));
    await until(() => watching.configVersion !== configVersion, "the edit");
    assert.equal(resting.configVersion, configVersion);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a faulty configuration is refused with every fault in its place", async () => {
  await assert.rejects(embedded({ config: { text: config().replace("[pii]", "[pi]") } }), (error) => {
    assert.ok(error instanceof FaultyConfigError);
    assert.match(error.message, /config:\d+:\d+/);
    assert.match(error.message, /pii/);
    assert.ok(error.faults.length > 0);
    const [fault] = error.faults;
    assert.equal(fault?.file, "config");
    assert.ok(Number(fault?.line) > 1 && Number(fault?.column) > 1);
    assert.equal(fault?.code, "E402");
    assert.match(fault?.message ?? "", /^Route\/\w+ spec\.policies\[0\]: .*did you mean "pii"\?$/);
    return true;
  });
  await assert.rejects(embedded({ config: "/nowhere/aios.yaml" }), (error) => {
    assert.ok(error instanceof FaultyConfigError);
    assert.equal(error.message, "/nowhere/aios.yaml error E105 there is no such file\n");
    assert.deepEqual(error.faults, [
      {
        file: "/nowhere/aios.yaml",
        line: undefined,
        column: undefined,
        code: "E105",
        message: "there is no such file",
      },
    ]);
    return true;
  });
  await assert.rejects(embedded({}), TypeError);
});

test("who waits for a control plane that is away may give up", async () => {
  const signal = AbortSignal.timeout(50);
  await assert.rejects(embedded({ controlPlane: "127.0.0.1:1", signal }), { name: "TimeoutError" });
});

test("settings in the configuration hold, and those of the options stand above them", async () => {
  const settings = `
---
apiVersion: aios.dev/v1
kind: Sidecar
metadata: { name: this }
spec: { limits: { maxRequestSize: 100B } }
`;
  const text = config() + settings;
  const request = { model, messages: [{ role: "user", content: "x".repeat(200) }] };
  await using small = await embedded({ config: { text } });
  await assert.rejects(small.call({ dialect: "openai-chat", request }), { kind: "request-too-large" });
  await using large = await embedded({ config: { text }, limits: { maxRequestSize: "1KiB" } });
  await large.call({ dialect: "openai-chat", request });
  // What the options do not name stays as it is written.
  await using other = await embedded({ config: { text }, limits: { maxConcurrentCalls: 5 } });
  await assert.rejects(other.call({ dialect: "openai-chat", request }), { kind: "request-too-large" });
});

test("closing lets a call finish and refuses the next ones", async () => {
  const own = await embedded({ config: { text: config() } });
  const slow = own.call({ dialect: "openai-chat", request: { ...request("slow"), model: "gpt-slow@5ms" } });
  await stack.provider.arrival(1);
  const closing = own.close();
  const refused = await own.fetch("http://aios/v1/chat/completions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(asking("late")),
  });
  assert.equal(refused.status, 503);
  assert.equal((await slow).status, 200);
  await closing;
});

function request(content: string) {
  return { model, messages: [{ role: "user", content }] };
}

test("a process ends once its runtime is closed, and not while a call waits for its next attempt", async () => {
  stack.provider.setFault({ type: "status", status: 503, times: 1 });
  const yaml = config().replace(
    "targets: [{ upstream: openai }]",
    "targets: [{ upstream: openai }]\n  retry: { attempts: 2 }",
  );
  const program = `
    import { createRuntime } from "aios";
    const runtime = await createRuntime({ config: { text: ${JSON.stringify(yaml)} }, logLevel: "silent" });
    const { document } = await runtime.call({ dialect: "openai-chat", request: ${JSON.stringify(request("hello"))} });
    console.log(document.choices[0].message.content);
    await runtime.close();
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
    cwd: ROOT,
    timeout: 20_000,
    env: { ...process.env, NODE_V8_COVERAGE: undefined },
  });
  assert.equal(stdout, "You said: hello\n");
  assert.equal(stack.provider.received.length, 2);
});
