import assert from "node:assert/strict";
import { test } from "node:test";
import { type LimitsSpec, limits } from "../../../../config/schema/settings.ts";
import type { Frame, Reply } from "../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { dialectOf } from "../../../../sidecar/dialects/registry.ts";
import { createFetchEdge } from "../../../../sidecar/edge/fetch.ts";
import { documentReply, eventsReply, framesOf, type TestCall } from "../../../support/calls.ts";
import { FakeClock, settle } from "../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../support/recorded-telemetry.ts";
import { scriptedEngine } from "../../../support/scripted-engine.ts";
import { event } from "../../../support/tiny-dialect.ts";

const URL = "https://any.example/v1/chat/completions";
const BODY = JSON.stringify({ model: "m", messages: [] });
const POST = { method: "POST", headers: { "content-type": "application/json" }, body: BODY } as const;

function setUp(
  answer: (call: TestCall) => Promise<Reply> = async () => documentReply({ text: "hi" }),
  overrides: Partial<LimitsSpec> = {},
) {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const engine = scriptedEngine({ dialectOf, answer, clock, models: [{ id: "a/b", ownedBy: "o" }] });
  const fetch = createFetchEdge({
    engine,
    limits: { ...limits.parse({}), ...overrides },
    workload: { namespace: "n", serviceAccount: "s", labels: {} },
    dialectOf,
    clock,
    telemetry,
    newId: () => "an-id",
  });
  return { fetch, engine, telemetry };
}

async function refusalOf(response: Response): Promise<[number, string]> {
  const { error } = (await response.json()) as { readonly error: { readonly message: string } };
  return [response.status, error.message];
}

test("a request becomes an arrival: path, headers, bytes", async () => {
  const { fetch, engine } = setUp();
  const response = await fetch(
    new Request(URL, { ...POST, headers: { ...POST.headers, "X-Aios-User": "ada" } }),
  );
  assert.deepEqual(await response.json(), { text: "hi" });
  const [begun] = engine.begun;
  assert.equal(begun?.arrival.protocol, "embedded");
  assert.equal(begun?.arrival.dialect, "openai-chat");
  assert.equal(begun?.arrival.headers["x-aios-user"], "ada");
  assert.equal(Buffer.from(begun?.arrival.body as Uint8Array).toString(), BODY);
  assert.deepEqual(begun?.ends, [{ outcome: "completed" }]);
});

test("a stream of something else than bytes is no body, and takes nothing from the bounds", async () => {
  const { fetch } = setUp(undefined, { maxBufferedRequestSize: 100 });
  const texts = new ReadableStream({
    start: (controller) => {
      controller.enqueue("text");
      controller.close();
    },
  });
  const send = (body: ReadableStream) => fetch(URL, { ...POST, body, duplex: "half" } as RequestInit);
  await assert.rejects(send(texts), TypeError);
  const half = new Uint8Array(60);
  const endless = () => new ReadableStream({ start: (controller) => controller.enqueue(half) });
  void send(endless()).catch(() => {});
  await settle();
  assert.equal((await send(endless())).status, 503);
});

test("a body may be a string, bytes or a stream, and a URL a path alone", async () => {
  const { fetch, engine } = setUp();
  const bytes = new TextEncoder().encode(BODY);
  const halves = ReadableStream.from([bytes.subarray(0, 5), bytes.subarray(5)]);
  for (const body of [BODY, bytes, halves]) {
    const response = await fetch("/v1/chat/completions/", { ...POST, body, duplex: "half" });
    assert.equal(response.status, 200);
  }
  for (const { arrival } of engine.begun) {
    assert.equal(Buffer.from(arrival.body as Uint8Array).toString(), BODY);
  }
});

test("what is not served is refused in the caller's dialect, with a request id", async () => {
  const { fetch } = setUp();
  const anthropic = await fetch("https://x/v1/messages", {
    ...POST,
    headers: { "content-type": "text/plain" },
  });
  assert.equal(anthropic.status, 415);
  assert.equal(((await anthropic.json()) as { readonly type: string }).type, "error");
  assert.equal(anthropic.headers.get("x-aios-request-id"), "an-id");
  assert.equal((await fetch(URL)).status, 405);
  assert.equal((await fetch("https://x/v1/nothing", POST)).status, 404);
  assert.equal((await fetch("https://x/v1/models/none")).status, 404);
  assert.equal((await fetch("https://x/v1/models/%zz")).status, 400);
  assert.equal(
    ((await (await fetch("https://x/v1/models/a%2Fb")).json()) as { readonly id: string }).id,
    "a/b",
  );
  assert.equal(
    (await fetch(URL, { ...POST, headers: { ...POST.headers, "content-encoding": "br" } })).status,
    415,
  );
  await assert.rejects(fetch("http://[", POST), TypeError);
});

test("a body or headers beyond the limits are refused", async () => {
  const { fetch, engine } = setUp(undefined, { maxRequestSize: 10, maxHeaderSize: 100 });
  assert.deepEqual(await refusalOf(await fetch(URL, POST)), [
    413,
    "The request body is larger than 10 bytes (limits.maxRequestSize).",
  ]);
  const long = { ...POST.headers, "x-long": "x".repeat(100) };
  assert.equal((await fetch(URL, { ...POST, headers: long })).status, 431);
  assert.equal(engine.begun.length, 0);
});

test("bodies that do not fit beside the others are refused, until a call ends", async () => {
  const gate = Promise.withResolvers<Reply>();
  const { fetch } = setUp(() => gate.promise, { maxBufferedRequestSize: BODY.length });
  const first = fetch(URL, POST);
  await settle();
  const [status, message] = await refusalOf(await fetch(URL, POST));
  assert.equal(status, 503);
  assert.match(message, /maxBufferedRequestSize/);
  gate.resolve(documentReply({ text: "hi" }));
  await first;
  await settle();
  assert.equal((await fetch(URL, POST)).status, 200);
});

test("an abort while the body is still being read rejects, cancels the stream, and begins no call", async () => {
  const { fetch, engine } = setUp();
  let cancelled: unknown;
  const body = new ReadableStream({
    cancel: (reason) => {
      cancelled = reason;
    },
  });
  const abort = new AbortController();
  const pending = fetch(URL, { ...POST, body, duplex: "half", signal: abort.signal });
  await settle();
  abort.abort(new Error("changed my mind"));
  await assert.rejects(pending, /changed my mind/);
  await settle();
  assert.ok(cancelled instanceof Error);
  assert.equal(engine.begun.length, 0);
});

test("an application's own stream that fails is its own error", async () => {
  const { fetch } = setUp();
  const body = ReadableStream.from(
    (async function* () {
      yield new TextEncoder().encode("{");
      throw new RangeError("mine");
    })(),
  );
  await assert.rejects(fetch(URL, { ...POST, body, duplex: "half" }), /mine/);
});

test("an abort before the head rejects with its reason and ends the call as client-closed", async () => {
  const { fetch, engine } = setUp(() => new Promise(() => {}));
  const abort = new AbortController();
  const pending = fetch(URL, { ...POST, signal: abort.signal });
  await settle();
  abort.abort();
  await assert.rejects(pending, { name: "AbortError" });
  const end = await engine.begun[0]?.ended;
  assert.ok(end?.outcome === "failed" && end.error.kind === "client-closed");
});

test("frames are pulled as the body is read: one is ahead, no more", async () => {
  let pulled = 0;
  async function* frames(): AsyncGenerator<Frame> {
    for (;;) {
      pulled++;
      yield event({ delta: String(pulled) });
    }
  }
  const { fetch, engine } = setUp(async () => eventsReply([], { body: frames() }));
  const response = await fetch(URL, POST);
  await settle();
  assert.equal(pulled, 1);
  const reader = response.body?.getReader();
  for (let read = 1; read <= 5; read++) {
    await reader?.read();
    await settle();
    assert.ok(pulled <= read + 1, `${pulled} pulled, ${read} read`);
  }
  await reader?.cancel();
  const end = await engine.begun[0]?.ended;
  assert.ok(end?.outcome === "failed" && end.error.kind === "client-closed");
});

test("a reader that is stuck when the call's time is up is told so, and the call ends", async () => {
  async function* frames(): AsyncGenerator<Frame> {
    for (;;) yield event({ delta: "x" });
  }
  const { fetch, engine } = setUp(async () => eventsReply([], { body: frames() }));
  const response = await fetch(URL, POST);
  await settle();
  engine.begun[0]?.cancel(new AiosError("deadline-exceeded", "Too long."));
  const end = await engine.begun[0]?.ended;
  assert.ok(end?.outcome === "failed" && end.error.kind === "deadline-exceeded");
  assert.match(await response.text(), /Too long/);
});

test("a stream that fails half-way tells so in its own words", async () => {
  const failing = framesOf([event({ delta: "a" })], new AiosError("upstream-cut", "Cut off."));
  const { fetch } = setUp(async () => eventsReply([], { body: failing }));
  const text = await (await fetch(URL, POST)).text();
  assert.match(text, /"a".*Cut off\./s);
});

test("bytes that break off are no whole body", async () => {
  const failing = framesOf([Buffer.from("half")], new AiosError("upstream-cut", "Cut off."));
  const { fetch } = setUp(async () => ({ ...documentReply({}), framing: "bytes", body: failing }));
  const response = await fetch(URL, POST);
  await assert.rejects(response.text());
});

test("what the application does with a chunk changes nobody else's", async () => {
  const kept = event({ delta: "kept" });
  const { fetch } = setUp(async () => eventsReply([kept]));
  const reader = (await fetch(URL, POST)).body?.getReader();
  (await reader?.read())?.value?.fill(0);
  assert.match(Buffer.from(kept).toString(), /kept/);
});

test("no listener stays on the application's signal", async () => {
  const { fetch } = setUp();
  const abort = new AbortController();
  let listeners = 0;
  const { signal } = abort;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
    listeners++;
    addEventListener.apply(signal, given);
  };
  signal.removeEventListener = (...given: Parameters<typeof removeEventListener>) => {
    listeners--;
    removeEventListener.apply(signal, given);
  };
  await (await fetch(URL, { ...POST, signal })).text();
  await settle();
  assert.equal(listeners, 0);
});
