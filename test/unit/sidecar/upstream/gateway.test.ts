import assert from "node:assert/strict";
import { getEventListeners, once } from "node:events";
import { type TestContext, test } from "node:test";
import { Server, ServerCredentials, type ServerDuplexStream, status } from "@grpc/grpc-js";
import type { ForwardReply } from "../../../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import type { ForwardRequest__Output } from "../../../../proto/gen/aios/gateway/v1/ForwardRequest.ts";
import type { GatewayHandlers } from "../../../../proto/gen/aios/gateway/v1/Gateway.ts";
import { MAX_FRAME_BYTES } from "../../../../proto/limits.ts";
import { loadGateway } from "../../../../proto/load.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { payloadFromBytes } from "../../../../sidecar/core/payload.ts";
import { createGatewayUpstream } from "../../../../sidecar/upstream/gateway.ts";
import { createGatewayChannel } from "../../../../sidecar/upstream/gateway-channel.ts";
import { collect, text } from "../../../support/calls.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeRandom } from "../../../support/fake-random.ts";
import { failureOf, plainDialect, streamCall, unaryCall } from "./support.ts";

type Stream = ServerDuplexStream<ForwardRequest__Output, ForwardReply>;

const gateway = loadGateway();
const EVENTS_HEAD = {
  head: { status: 200, headers: { "content-type": "text/event-stream" }, framing: "FRAMING_EVENTS" },
} as const;
const DOCUMENT_HEAD = {
  head: { status: 200, headers: { "content-type": "application/json" }, framing: "FRAMING_DOCUMENT" },
} as const;
const TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const END: ForwardReply = { end: { trailers: {}, upstreamMs: 1, attempts: 1 } };
const frame = (data: string | Buffer, more = false): ForwardReply => ({
  frame: { data: Buffer.from(data), more },
});

async function startGateway(
  handler: (stream: Stream) => void,
  port = 0,
): Promise<{ server: Server; port: number }> {
  const server = new Server({ "grpc.max_receive_message_length": 4 * MAX_FRAME_BYTES });
  const handlers: GatewayHandlers = { Forward: handler, ForwardMany: (stream) => stream.end() };
  server.addService(gateway.service, handlers);
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { server, port: bound };
}

function upstreamVia(context: TestContext, port: number, maxReplyBytes = 64 * MAX_FRAME_BYTES) {
  const clock = new FakeClock();
  const channelClock = new FakeClock();
  const channel = createGatewayChannel({
    address: `127.0.0.1:${port}`,
    clock: channelClock,
    random: new FakeRandom(),
  });
  context.after(() => channel.close());
  const upstream = createGatewayUpstream({
    name: "openai",
    channel,
    connectTimeoutMs: 1_000,
    maxReplyBytes,
    sendsSession: false,
    dialectOf: () => plainDialect,
    clock,
  });
  return { clock, channel, channelClock, upstream };
}

async function forwardingTo(context: TestContext, handler: (stream: Stream) => void, maxReplyBytes?: number) {
  const { server, port } = await startGateway(handler);
  context.after(() => server.forceShutdown());
  return upstreamVia(context, port, maxReplyBytes);
}

/** Handles the first message, whatever comes after it. */
const onHead = (answer: (stream: Stream, request: ForwardRequest__Output) => void) => (stream: Stream) => {
  stream.on("error", () => {});
  stream.once("data", (request: ForwardRequest__Output) => answer(stream, request));
};

function reply(stream: Stream, ...messages: readonly ForwardReply[]): void {
  for (const message of messages) stream.write(message);
  stream.end();
}

function abortable() {
  const controller = new AbortController();
  const reason = new AiosError("deadline-exceeded", "too late");
  return { signal: controller.signal, reason, abort: () => controller.abort(reason) };
}

test("a small call goes out as one message, with what the gateway has to know and neither credentials nor the name of a user", async (context) => {
  let received: ForwardRequest__Output | undefined;
  const { upstream, clock } = await forwardingTo(
    context,
    onHead((stream, request) => {
      received = request;
      reply(stream, DOCUMENT_HEAD, frame("{}"), END);
    }),
  );
  const call = unaryCall({
    target: { upstream: "openai", model: "gpt-x" },
    session: "s",
    user: "u",
    deadline: { at: clock.monotonic() + 1_500 },
    workload: { namespace: "shop", serviceAccount: "checkout", labels: { app: "checkout" } },
    headers: {
      authorization: "Bearer x",
      cookie: "c",
      "openai-beta": "b",
      traceparent: TRACEPARENT,
      tracestate: "a=b",
      "idempotency-key": "ada@example.com",
      "x-aios-user": "u",
      "x-aios-session": "s",
    },
  });

  const answer = await upstream.call(call);

  assert.equal(await text(answer.body), "{}");
  const { "idempotency-key": key, ...headers } = received?.head?.headers ?? {};
  assert.match(String(key), /^[0-9a-f]{64}$/);
  assert.deepEqual(headers, { "openai-beta": "b", traceparent: TRACEPARENT, tracestate: "a=b" });
  assert.deepEqual(received?.head && { ...received.head, headers: {} }, {
    callId: call.id,
    dialect: "openai-chat",
    operation: "chat",
    upstream: "openai",
    model: "gpt-x",
    stream: false,
    headers: {},
    timeoutMs: 1_500,
    firstFrameMs: 0,
    workload: call.workload,
    body: Buffer.from('{"model":"m"}'),
    complete: true,
    takesWhole: true,
    method: "",
    path: "",
    contentType: "",
  });
  assert.equal(call.record.get("upstreamMs"), 0);
});

test("a large body goes out in chunks and arrives byte for byte", async (context) => {
  const body = Buffer.alloc(5 * MAX_FRAME_BYTES + 17, "abcdefg");
  const chunks: Buffer[] = [];
  const { upstream } = await forwardingTo(context, (stream) => {
    stream.on("data", ({ chunk }: ForwardRequest__Output) => {
      if (chunk != null) chunks.push(chunk);
    });
    stream.on("end", () => reply(stream, DOCUMENT_HEAD, frame("{}"), END));
  });
  await upstream.call(unaryCall({ request: payloadFromBytes(body, (document) => document) }));
  assert.ok(chunks.every((chunk) => chunk.length <= MAX_FRAME_BYTES));
  assert.ok(Buffer.concat(chunks).equals(body));
});

test("a gateway that refuses before it has read the body is heard", async (context) => {
  const { upstream } = await forwardingTo(
    context,
    onHead((stream) => {
      stream.pause();
      reply(stream, { error: { kind: "permission-denied", message: "Not you.", attempts: 0 } });
    }),
  );
  const body = Buffer.alloc(8 * MAX_FRAME_BYTES, "x");
  const error = await failureOf(
    upstream.call(unaryCall({ request: payloadFromBytes(body, (document) => document) })),
  );
  assert.equal(error.kind, "permission-denied");
});

test("events come through one by one, large ones put together again", async (context) => {
  const large = Buffer.alloc(3 * MAX_FRAME_BYTES, "x");
  const { upstream, clock } = await forwardingTo(
    context,
    onHead((stream) =>
      reply(
        stream,
        EVENTS_HEAD,
        frame("data: 1\n\n"),
        frame(large.subarray(0, MAX_FRAME_BYTES), true),
        frame(large.subarray(MAX_FRAME_BYTES, 2 * MAX_FRAME_BYTES), true),
        frame(large.subarray(2 * MAX_FRAME_BYTES)),
        frame("data: [DONE]\n\n"),
        { end: { trailers: { "x-request-id": "r", "x-aios-cache": "hit" }, upstreamMs: 1, attempts: 1 } },
      ),
    ),
  );
  const { signal } = abortable();
  const answer = await upstream.call(streamCall({ signal }));
  assert.deepEqual(answer.headers, { "content-type": "text/event-stream" });
  const frames = await collect(answer.body);
  assert.deepEqual(
    frames.map((received) => received.length),
    [9, large.length, 14],
  );
  assert.deepEqual(answer.trailers(), { "x-request-id": "r" });
  assert.equal(getEventListeners(signal, "abort").length, 0);
  await upstream.close();
  assert.equal(clock.running, 0);
});

test("a document in several frames is one frame, and only once the gateway says that it is whole", async (context) => {
  let finish = () => {};
  const sent = Promise.withResolvers<void>();
  const { upstream } = await forwardingTo(
    context,
    onHead((stream) => {
      stream.write(DOCUMENT_HEAD);
      stream.write(frame('{"a":'));
      stream.write(frame("1}"));
      finish = () => reply(stream, END);
      sent.resolve();
    }),
  );
  let resolved = false;
  const replying = upstream.call(unaryCall()).finally(() => {
    resolved = true;
  });
  await sent.promise;
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(resolved, false);
  finish();
  const frames = await collect((await replying).body);
  assert.deepEqual(
    frames.map((received) => Buffer.from(received).toString()),
    ['{"a":1}'],
  );
});

const whole = (document: string, framing: "FRAMING_DOCUMENT" | "FRAMING_EVENTS" = "FRAMING_DOCUMENT") => ({
  head: {
    ...DOCUMENT_HEAD.head,
    framing,
    document: Buffer.from(document),
    end: { trailers: { "x-ratelimit-remaining-requests": "7" }, upstreamMs: 1, attempts: 1 },
  },
});

test("a document may come with its head and its end in one message", async (context) => {
  const { upstream, clock } = await forwardingTo(
    context,
    onHead((stream) => reply(stream, whole('{"id":1}'))),
  );
  const answer = await upstream.call(unaryCall());
  assert.equal(answer.status, 200);
  assert.equal(answer.headers["content-type"], "application/json");
  assert.equal(await text(answer.body), '{"id":1}');
  assert.deepEqual(answer.trailers(), { "x-ratelimit-remaining-requests": "7" });
  await upstream.close();
  assert.equal(clock.running, 0);
});

test("what is no document, or larger than is allowed, does not come with its head", async (context) => {
  const events = await forwardingTo(
    context,
    onHead((stream) => reply(stream, whole("data: 1\n\n", "FRAMING_EVENTS"))),
  );
  assert.equal((await failureOf(events.upstream.call(streamCall()))).kind, "invalid-upstream-reply");
  const large = await forwardingTo(
    context,
    onHead((stream) => reply(stream, whole("x".repeat(5_001)))),
    5_000,
  );
  assert.equal((await failureOf(large.upstream.call(unaryCall()))).kind, "reply-too-large");
});

test("the gateway's error is the caller's error, in the provider's words", async (context) => {
  const { upstream } = await forwardingTo(
    context,
    onHead((stream) =>
      reply(stream, {
        error: {
          kind: "rate-limited",
          message: "Slow down.",
          retryAfterMs: 2_000,
          param: "model",
          attempts: 2,
          answer: {
            status: 429,
            headers: { "retry-after": "2", "set-cookie": "c" },
            body: Buffer.from("{}"),
          },
        },
      }),
    ),
  );
  const error = await failureOf(upstream.call(streamCall()));
  const { kind, message, retryAfterMs, param, answer } = error;
  assert.deepEqual(
    { kind, message, retryAfterMs, param, status: answer?.status, headers: answer?.headers },
    {
      kind: "rate-limited",
      message: "Slow down.",
      retryAfterMs: 2_000,
      param: "model",
      status: 429,
      headers: { "retry-after": "2" },
    },
  );
  assert.equal(Buffer.from(answer?.body ?? []).toString(), "{}");
});

test("an error kind that this version does not know counts as the provider's failure", async (context) => {
  const { upstream } = await forwardingTo(
    context,
    onHead((stream) => reply(stream, { error: { kind: "from-the-future", message: "Hm.", attempts: 1 } })),
  );
  assert.equal((await failureOf(upstream.call(streamCall()))).kind, "server-error");
});

test("an error within a stream is thrown by the body, after the frames before it", async (context) => {
  const { upstream } = await forwardingTo(
    context,
    onHead((stream) =>
      reply(stream, EVENTS_HEAD, frame("data: 1\n\n"), {
        error: { kind: "idle-timeout", message: "Hm.", attempts: 1 },
      }),
    ),
  );
  const seen: string[] = [];
  const { body } = await upstream.call(streamCall());
  const error = await failureOf(
    (async () => {
      for await (const received of body) seen.push(Buffer.from(received).toString());
    })(),
  );
  assert.deepEqual(seen, ["data: 1\n\n"]);
  assert.equal(error.kind, "idle-timeout");
  assert.equal(error.told, false);
});

test("an error that the provider's own event has told is thrown as told, after that event", async (context) => {
  const { upstream } = await forwardingTo(
    context,
    onHead((stream) =>
      reply(stream, EVENTS_HEAD, frame("data: 1\n\n"), frame('data: {"error":1}\n\n'), {
        error: { kind: "server-error", message: "Hm.", attempts: 1, told: true },
      }),
    ),
  );
  const seen: string[] = [];
  const { body } = await upstream.call(streamCall());
  const error = await failureOf(
    (async () => {
      for await (const received of body) seen.push(Buffer.from(received).toString());
    })(),
  );
  assert.deepEqual(seen, ["data: 1\n\n", 'data: {"error":1}\n\n']);
  assert.deepEqual([error.kind, error.told], ["server-error", true]);
});

for (const [name, messages, kind] of [
  ["nothing", [], "upstream-cut"],
  ["a head", [EVENTS_HEAD], "upstream-cut"],
  ["a document without an end", [DOCUMENT_HEAD, frame("{}")], "upstream-cut"],
  ["an end without a frame", [EVENTS_HEAD, END], "invalid-upstream-reply"],
  ["a frame without a head", [frame("{}"), END], "invalid-upstream-reply"],
  ["an end inside a frame", [DOCUMENT_HEAD, frame("{", true), END], "invalid-upstream-reply"],
  ["an unknown framing", [{ head: { status: 200, headers: {}, framing: 0 } }, END], "invalid-upstream-reply"],
] as const satisfies readonly (readonly [string, readonly ForwardReply[], string])[]) {
  test(`a gateway that sends ${name} and closes is ${kind}`, async (context) => {
    const { upstream } = await forwardingTo(
      context,
      onHead((stream) => reply(stream, ...messages)),
    );
    assert.equal((await failureOf(upstream.call(unaryCall()))).kind, kind);
  });
}

test("a stream that closes without its end is a cut, whatever the status says", async (context) => {
  const { upstream } = await forwardingTo(
    context,
    onHead((stream) => reply(stream, EVENTS_HEAD, frame("data: 1\n\n"), frame("data: [DONE]\n\n"))),
  );
  const { body } = await upstream.call(streamCall());
  assert.equal((await failureOf(collect(body))).kind, "upstream-cut");
});

for (const [code, kind] of [
  ["UNAVAILABLE", "gateway-unreachable"],
  ["DEADLINE_EXCEEDED", "deadline-exceeded"],
  ["RESOURCE_EXHAUSTED", "overloaded"],
  ["UNAUTHENTICATED", "upstream-refused-credentials"],
  ["PERMISSION_DENIED", "permission-denied"],
  ["UNIMPLEMENTED", "gateway-unreachable"],
  ["INTERNAL", "gateway-unreachable"],
  ["CANCELLED", "gateway-unreachable"],
] as const) {
  test(`gRPC status ${code} before any reply is ${kind}`, async (context) => {
    const { upstream } = await forwardingTo(
      context,
      onHead((stream) => stream.emit("error", { code: status[code], details: "10.0.0.7:8500 secret" })),
    );
    const error = await failureOf(upstream.call(unaryCall()));
    assert.equal(error.kind, kind);
    assert.doesNotMatch(error.message, /secret|10\.0/);
    assert.match(String(error.cause), new RegExp(code));
  });
}

test("a control plane that dies within a stream is held against the control plane, not the upstream", async (context) => {
  const { server, port } = await startGateway(
    onHead((stream) => {
      stream.write(EVENTS_HEAD);
      stream.write(frame("data: 1\n\n"));
    }),
  );
  const { upstream } = upstreamVia(context, port);
  const { body } = await upstream.call(streamCall());
  const reading = failureOf(collect(body));
  server.forceShutdown();
  assert.equal((await reading).kind, "gateway-unreachable");
});

test("a control plane that is away fails calls at once, and is used again when it is back", async (context) => {
  const first = await startGateway(onHead((stream) => reply(stream, DOCUMENT_HEAD, frame("{}"), END)));
  const { upstream, channel, channelClock, clock } = upstreamVia(context, first.port);
  await upstream.call(unaryCall());
  first.server.forceShutdown();
  while (channel.state === "ready") await new Promise((resolve) => setImmediate(resolve));

  assert.equal((await failureOf(upstream.call(unaryCall()))).kind, "gateway-unreachable");
  const { signal } = abortable();
  const error = await failureOf(upstream.call(unaryCall({ signal })));
  assert.equal(error.kind, "gateway-unreachable");
  assert.doesNotMatch(error.message, /127\.0/);
  assert.equal(clock.running, 0);
  assert.equal(getEventListeners(signal, "abort").length, 0);

  const second = await startGateway(
    onHead((stream) => reply(stream, DOCUMENT_HEAD, frame("{}"), END)),
    first.port,
  );
  context.after(() => second.server.forceShutdown());
  for (;;) {
    try {
      await upstream.call(unaryCall());
      break;
    } catch {
      // It tries again after its backoff.
      await channelClock.advance(200);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
});

test("waiting for the connection ends with the connect timeout, or with the call", async (context) => {
  // A socket that accepts and says nothing: the HTTP/2 handshake never completes.
  const { createServer } = await import("node:net");
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const sockets = new Set<{ destroy(): void }>();
  silent.on("connection", (socket) => sockets.add(socket));
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
  const address = silent.address();
  assert.ok(typeof address === "object" && address !== null);
  const { upstream, clock, channelClock } = upstreamVia(context, address.port);
  const { signal, abort, reason } = abortable();

  const late = failureOf(upstream.call(unaryCall()));
  const cancelled = failureOf(upstream.call(unaryCall({ signal })));
  assert.equal(upstream.status().pending, 2);
  abort();
  assert.equal(await cancelled, reason);
  await channelClock.advance(1_000);
  assert.equal((await late).kind, "gateway-unreachable");
  assert.equal(clock.running, 0);
  // The attempt itself goes on.
  assert.equal(channelClock.running, 1);
  assert.deepEqual(upstream.status(), {
    name: "openai",
    via: "control-plane",
    sharedConnection: "connecting",
    running: 0,
    pending: 0,
  });
});

test("an abort cancels the stream at once and fails whoever waits", async (context) => {
  const cancelled = Promise.withResolvers<void>();
  const { upstream } = await forwardingTo(
    context,
    onHead((stream) => {
      stream.on("cancelled", () => cancelled.resolve());
      stream.write(EVENTS_HEAD);
      stream.write(frame("data: 1\n\n"));
    }),
  );
  const { signal, abort, reason } = abortable();
  const body = (await upstream.call(streamCall({ signal }))).body[Symbol.asyncIterator]();
  await body.next();
  const waiting = body.next();
  abort();
  assert.equal(await failureOf(waiting), reason);
  await cancelled.promise;
  assert.deepEqual(await body.next(), { done: true, value: undefined });
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("a body that is left early, or while a frame is awaited, cancels the stream", async (context) => {
  let cancelled = Promise.withResolvers<void>();
  const { upstream } = await forwardingTo(
    context,
    onHead((stream) => {
      stream.on("cancelled", () => cancelled.resolve());
      stream.write(EVENTS_HEAD);
      stream.write(frame("data: 1\n\n"));
    }),
  );
  for await (const _frame of (await upstream.call(streamCall())).body) break;
  await cancelled.promise;

  cancelled = Promise.withResolvers();
  const body = (await upstream.call(streamCall())).body[Symbol.asyncIterator]();
  await body.next();
  const waiting = body.next();
  await body.return?.();
  assert.deepEqual(await waiting, { done: true, value: undefined });
  await cancelled.promise;

  cancelled = Promise.withResolvers();
  const unread = streamCall();
  await upstream.call(unread);
  unread.end();
  await cancelled.promise;
});

test("a gateway that does not close after its end is cancelled a while later", async (context) => {
  const cancelled = Promise.withResolvers<void>();
  const { upstream, clock } = await forwardingTo(
    context,
    onHead((stream) => {
      stream.on("cancelled", () => cancelled.resolve());
      for (const message of [DOCUMENT_HEAD, frame("{}"), END]) stream.write(message);
    }),
  );
  assert.equal(await text((await upstream.call(unaryCall())).body), "{}");
  assert.equal(clock.running, 1);
  await clock.advance(1_000);
  await cancelled.promise;
  await upstream.close();
  assert.equal(clock.running, 0);
});

for (const more of [true, false]) {
  test(`a document that is larger than is allowed is refused and cancelled (more: ${more})`, async (context) => {
    const cancelled = Promise.withResolvers<void>();
    const { upstream } = await forwardingTo(
      context,
      onHead((stream) => {
        stream.on("cancelled", () => cancelled.resolve());
        stream.write(DOCUMENT_HEAD);
        for (let index = 0; index < 8; index++) stream.write(frame(Buffer.alloc(1_000, "x"), more));
      }),
      5_000,
    );
    assert.equal((await failureOf(upstream.call(unaryCall()))).kind, "reply-too-large");
    await cancelled.promise;
  });
}

test("a slow reader holds the gateway back, and no other call with it", async (context) => {
  const size = 256 * 1024;
  const total = 512;
  let written = 0;
  const { upstream } = await forwardingTo(
    context,
    onHead((stream, request) => {
      if (request.head?.stream !== true) {
        reply(stream, DOCUMENT_HEAD, frame("{}"), END);
        return;
      }
      stream.write(EVENTS_HEAD);
      const data = Buffer.alloc(size, "x");
      const more = () => {
        while (written < total) {
          written++;
          if (!stream.write({ frame: { data, more: false } })) return;
        }
        reply(stream, END);
      };
      stream.on("drain", more);
      more();
    }),
  );
  const { body } = await upstream.call(streamCall());

  for (let turn = 0; turn < 2_000; turn++) await new Promise((resolve) => setImmediate(resolve));
  await upstream.call(unaryCall());
  // 16 messages in each end's stream, and a window of 1 MiB.
  assert.ok(written < 64, `the gateway could write ${written} of ${total} frames of 256 KiB`);

  let frames = 0;
  for await (const received of body) {
    assert.equal(received.length, size);
    frames++;
  }
  assert.equal(frames, total);
});

test("close waits for the replies in flight", async (context) => {
  let finish = () => {};
  const { upstream } = await forwardingTo(
    context,
    onHead((stream) => {
      stream.write(EVENTS_HEAD);
      stream.write(frame("data: 1\n\n"));
      finish = () => reply(stream, END);
    }),
  );
  const { body } = await upstream.call(streamCall());
  const closed = upstream.close();
  await assert.rejects(upstream.call(unaryCall()), { kind: "draining" });
  finish();
  assert.equal(await text(body), "data: 1\n\n");
  await closed;
});

const BYTES_HEAD = {
  head: {
    status: 206,
    headers: { "content-length": "5", etag: '"x"', "set-cookie": "x", "x-internal": "x" },
    framing: "FRAMING_BYTES",
  },
} as const;

const PASSES = { transport: "http", method: "PUT", path: "/v1/files?x", contentType: "text/csv" } as const;

test("a call that passes through says how it is sent on; its reply is handed on piece by piece, of any length", async (context) => {
  let head: ForwardRequest__Output["head"] | undefined;
  let more: Stream | undefined;
  const { upstream } = await forwardingTo(
    context,
    onHead((stream, request) => {
      head = request.head;
      more = stream;
      stream.write(BYTES_HEAD);
    }),
    4,
  );

  const answer = await upstream.call(unaryCall({ opaque: PASSES, operation: "passthrough" }));

  assert.deepEqual([head?.method, head?.path, head?.contentType], ["PUT", "/v1/files?x", "text/csv"]);
  assert.deepEqual([answer.status, answer.framing], [206, "bytes"]);
  assert.deepEqual(answer.headers, { "content-length": "5", etag: '"x"' });
  const pieces = answer.body[Symbol.asyncIterator]();
  more?.write(frame("longer than maxReplySize", true));
  assert.equal(String((await pieces.next()).value), "longer than maxReplySize");
  more?.write(frame("rest"));
  more?.write(END);
  more?.end();
  assert.equal(String((await pieces.next()).value), "rest");
  assert.equal((await pieces.next()).done, true);
});

test("bytes without any are a whole reply; those that are cut off are not", async (context) => {
  const { upstream } = await forwardingTo(
    context,
    onHead((stream, request) => {
      if (request.head?.path === "/cut") reply(stream, BYTES_HEAD, frame("so"));
      else reply(stream, BYTES_HEAD, END);
    }),
  );
  const whole = await upstream.call(unaryCall({ opaque: PASSES }));
  assert.deepEqual(await collect(whole.body), []);
  const cut = await upstream.call(unaryCall({ opaque: { ...PASSES, path: "/cut" } }));
  assert.equal((await failureOf(collect(cut.body))).kind, "upstream-cut");
});
