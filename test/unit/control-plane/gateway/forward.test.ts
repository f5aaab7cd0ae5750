import assert from "node:assert/strict";
import { type ClientHttp2Session, connect, constants, type IncomingHttpHeaders } from "node:http2";
import { type TestContext, test } from "node:test";
import { deflateSync, gzipSync } from "node:zlib";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import { limits } from "../../../../config/schema/settings.ts";
import { serveForward } from "../../../../control-plane/gateway/forward.ts";
import type { ForwardHead } from "../../../../proto/gen/aios/gateway/v1/ForwardHead.ts";
import type { ForwardReply__Output } from "../../../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import { loadGateway } from "../../../../proto/load.ts";
import type { Reply } from "../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { dialectOf } from "../../../../sidecar/dialects/registry.ts";
import { documentReply, eventsReply, framesOf } from "../../../support/calls.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { answeredPing, lengthPrefix, messagesOf } from "../../../support/raw-grpc.ts";
import { recordTelemetry } from "../../../support/recorded-telemetry.ts";
import { scriptedEngine } from "../../../support/scripted-engine.ts";
import { until } from "../../../support/until.ts";

const { Forward } = loadGateway().service;
const MIB = 1024 * 1024;
const CHAT = Buffer.from(JSON.stringify({ model: "m", messages: [{ role: "user", content: "hello" }] }));
const OK_REPLY = () => Promise.resolve(documentReply({ ok: true }));

/** A gateway before an engine that answers so, and one connection to it. */
async function start(context: TestContext, answer: () => Promise<Reply> = OK_REPLY) {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const engine = scriptedEngine({ dialectOf, clock, answer });
  const server = new Server();
  serveForward(server, { engine, telemetry, clock, limits: limits.parse({}) });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const session = connect(`http://127.0.0.1:${port}`);
  session.on("error", () => {});
  context.after(() => {
    session.destroy();
    server.forceShutdown();
  });
  return { engine, telemetry, clock, session, open: (headers = {}) => new Call(session, headers) };
}

/** One RPC on bare HTTP/2. */
class Call {
  readonly stream: ReturnType<ClientHttp2Session["request"]>;
  head: IncomingHttpHeaders = {};
  #trailers: IncomingHttpHeaders | undefined;

  constructor(session: ClientHttp2Session, headers: Record<string, string>) {
    this.stream = session.request({
      ":method": "POST",
      ":path": Forward.path,
      "content-type": "application/grpc",
      te: "trailers",
      ...headers,
    });
    this.stream.on("error", () => {});
    this.stream.on("response", (head) => {
      this.head = head;
    });
    this.stream.on("trailers", (trailers) => {
      this.#trailers = trailers;
    });
  }

  /** @param flag 1: it says that it is compressed */
  send(message: Buffer, flag = 0): this {
    const prefix = lengthPrefix(message.byteLength);
    prefix[0] = flag;
    this.stream.write(Buffer.concat([prefix, message]));
    return this;
  }

  /** The messages of the reply, and its status. */
  async ended(): Promise<{ replies: ForwardReply__Output[]; code: number; details: string }> {
    this.stream.end();
    const messages = await messagesOf(this.stream);
    const trailers = this.#trailers ?? this.head;
    return {
      replies: messages.map((message) => Forward.responseDeserialize(message)),
      code: Number(trailers["grpc-status"]),
      details: decodeURI(String(trailers["grpc-message"])),
    };
  }
}

const head = (changes: ForwardHead = {}): Buffer =>
  Forward.requestSerialize({
    head: { dialect: "openai-chat", upstream: "openai", body: CHAT, complete: true, ...changes },
  });
const BEGUN = head({ body: Buffer.alloc(0), complete: false });

test("a call is answered as gRPC has it: head, messages, a status behind them", async (context) => {
  const { open } = await start(context);
  const call = open().send(head());
  const { replies, code, details } = await call.ended();
  assert.deepEqual(
    replies.map(({ message }) => message),
    ["head", "frame", "end"],
  );
  assert.deepEqual([call.head[":status"], call.head["content-type"]], [200, "application/grpc+proto"]);
  assert.deepEqual([code, details], [status.OK, "OK"]);
});

for (const [how, fault] of [
  ["without a word", undefined],
  ["with an error", new Error("The sidecar fails.")],
] as const) {
  test(`an upload that breaks off ${how} is the sidecar's leaving, and no fault of the program`, async (context) => {
    const { engine, telemetry, clock, open, session } = await start(context);
    const call = open().send(BEGUN);
    call.send(Forward.requestSerialize({ chunk: Buffer.from("{") }));
    await answeredPing(session);
    assert.equal(clock.running, 1);
    // Not `close`, which ends the request before it resets it.
    call.stream.destroy(fault);
    await until(() => clock.running === 0, "the reading to be over");
    assert.deepEqual(telemetry.named("internalError"), []);
    assert.equal(engine.begun.length, 0);
  });
}

test("a sidecar that leaves while its call runs cancels it", async (context) => {
  const { engine, telemetry, open } = await start(context, () => new Promise(() => {}));
  const call = open().send(head());
  await until(() => engine.begun.length === 1, "the call to run");
  call.stream.close(constants.NGHTTP2_CANCEL);
  const end = await engine.begun[0]?.ended;
  assert.equal(end?.outcome === "failed" && end.error.kind, "client-closed");
  assert.deepEqual(telemetry.named("internalError"), []);
});

test("a forwarded call keeps the sidecar's id, so that its retry is known for one; what is no UUID is none", async (context) => {
  const { engine, open } = await start(context);
  const id = "01900000-0000-7000-8000-00000000000a";
  for (const callId of [id, "maria.lopez@example.com", `${id}\n`])
    await open().send(head({ callId })).ended();
  assert.deepEqual(
    engine.begun.map(({ arrival }) => arrival.id),
    [id, undefined, undefined],
  );
});

for (const [encoding, compress] of [
  ["gzip", gzipSync],
  ["deflate", deflateSync],
] as const) {
  test(`a client that compresses by ${encoding} is understood`, async (context) => {
    const { engine, open } = await start(context);
    const { code } = await open({ "grpc-encoding": encoding }).send(compress(head()), 1).ended();
    assert.equal(code, status.OK);
    assert.deepEqual(engine.begun[0]?.arrival.body, CHAT);
  });
}

const UNREADABLE: readonly (readonly [
  what: string,
  headers: Record<string, string>,
  message: Buffer,
  flag: 0 | 1,
  code: status,
])[] = [
  ["a compression nobody knows", { "grpc-encoding": "br" }, head(), 1, status.UNIMPLEMENTED],
  ["what is not compressed as it says", { "grpc-encoding": "gzip" }, head(), 1, status.INTERNAL],
  [
    "what is too large once it is decompressed",
    { "grpc-encoding": "gzip" },
    gzipSync(Buffer.alloc(5 * MIB)),
    1,
    status.RESOURCE_EXHAUSTED,
  ],
  ["what is too large", {}, Buffer.alloc(4 * MIB + 1), 0, status.RESOURCE_EXHAUSTED],
  ["what is no such message", {}, Buffer.from([0xff, 0xff]), 0, status.INTERNAL],
];

for (const [what, headers, message, flag, expected] of UNREADABLE) {
  test(`${what} ends with ${status[expected]}, and leaves nothing behind`, async (context) => {
    const { engine, telemetry, clock, open } = await start(context);
    const { replies, code } = await open(headers).send(message, flag).ended();
    assert.deepEqual([replies, code], [[], expected]);
    assert.equal(engine.begun.length, 0);
    await until(() => clock.running === 0, "the reading to be over");
    assert.deepEqual(telemetry.named("internalError"), []);
  });
}

test("a deadline of gRPC's own ends the call, whatever its head says", async (context) => {
  const { engine, clock, open } = await start(context, () => new Promise(() => {}));
  const call = open({ "grpc-timeout": "200m" }).send(head({ timeoutMs: 60_000 }));
  await until(() => engine.begun.length === 1, "the call to run");
  await clock.advance(199);
  assert.equal(engine.callsInFlight, 1);
  await clock.advance(1);
  assert.equal((await call.ended()).code, status.DEADLINE_EXCEEDED);
  const end = await engine.begun[0]?.ended;
  assert.equal(end?.outcome, "failed");
  assert.equal(clock.running, 0);
});

test("a deadline that is none is told", async (context) => {
  const { engine, open } = await start(context);
  const { code, details } = await open({ "grpc-timeout": "soon" }).send(head()).ended();
  assert.deepEqual([code, details], [status.INTERNAL, 'Invalid grpc-timeout value "soon"']);
  assert.equal(engine.begun.length, 0);
});

test("what is no gRPC gets an answer of HTTP", async (context) => {
  const { open } = await start(context);
  const call = open({ "content-type": "application/json" });
  await call.ended();
  assert.equal(call.head[":status"], 415);
});

test("frames that have come together are messages of their own, in their order, and an error comes behind them", async (context) => {
  const events = Array.from({ length: 300 }, (_, number) => Buffer.from(`data: ${number}\n\n`));
  const failing = () =>
    Promise.resolve(
      eventsReply([], { body: framesOf(events, new AiosError("idle-timeout", "Nothing came.")) }),
    );
  const { open } = await start(context, failing);
  const { replies, code } = await open()
    .send(head({ stream: true }))
    .ended();
  assert.deepEqual(
    replies.slice(1, -1).map(({ frame }) => String(frame?.data)),
    events.map(String),
  );
  assert.equal(replies.at(-1)?.error?.kind, "idle-timeout");
  assert.equal(code, status.OK);
});

test("who does not read holds the provider back, and misses nothing once it does", async (context) => {
  const frame = Buffer.alloc(64 * 1024, "x");
  const total = 400;
  let pulled = 0;
  async function* frames() {
    while (pulled < total) {
      pulled++;
      yield frame;
    }
  }
  const { engine, open } = await start(context, () => Promise.resolve(eventsReply([], { body: frames() })));
  const call = open().send(head({ stream: true }));
  await until(() => engine.begun.length === 1 && pulled > 0, "frames");
  for (let turn = 0; turn < 1_000; turn++) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(pulled < 32, `${pulled} of ${total} frames of 64 KiB were pulled`);
  const { replies } = await call.ended();
  assert.equal(replies.length, total + 2);
});

test("a sidecar that leaves while it does not read ends the call", async (context) => {
  let isLeft = false;
  async function* frames() {
    try {
      for (;;) yield Buffer.alloc(64 * 1024);
    } finally {
      isLeft = true;
    }
  }
  const { engine, open } = await start(context, () => Promise.resolve(eventsReply([], { body: frames() })));
  const call = open().send(head({ stream: true }));
  await until(() => call.head["content-type"] !== undefined, "the reply's head");
  call.stream.close(constants.NGHTTP2_CANCEL);
  await until(() => isLeft, "the provider to be let go");
  const end = await engine.begun[0]?.ended;
  assert.equal(end?.outcome === "failed" && end.error.kind, "client-closed");
});
