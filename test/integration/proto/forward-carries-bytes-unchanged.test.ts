import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { credentials, Server, ServerCredentials } from "@grpc/grpc-js";
import type { ForwardReply, ForwardReply__Output } from "../../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import type {
  ForwardRequest,
  ForwardRequest__Output,
} from "../../../proto/gen/aios/gateway/v1/ForwardRequest.ts";
import type { GatewayClient, GatewayHandlers } from "../../../proto/gen/aios/gateway/v1/Gateway.ts";
import { MAX_FRAME_BYTES } from "../../../proto/limits.ts";
import { loadGateway } from "../../../proto/load.ts";

const gateway = loadGateway();

test("a head, its chunks, frames and end arrive as they were sent", async (context) => {
  const chunks = Array.from({ length: 12 }, () => randomBytes(MAX_FRAME_BYTES));
  const head = {
    callId: "0192f0c1-2345-7abc-8def-0123456789ab",
    dialect: "openai-chat",
    operation: "chat",
    upstream: "openai",
    model: "gpt-4o",
    stream: true,
    headers: {
      traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "openai-beta": "a, b",
    },
    timeoutMs: 59_999,
    firstFrameMs: 4_999,
    workload: { namespace: "shop", serviceAccount: "checkout", labels: { app: "checkout" } },
    session: "",
    method: "POST",
    path: "/files?purpose=assistants",
    contentType: "multipart/form-data; boundary=a",
    takesWhole: true,
  };
  let receivedHead: ForwardRequest__Output["head"];
  const client = await connect(context, async (call) => {
    call.write({
      head: { status: 200, headers: { "content-type": "text/event-stream" }, framing: "FRAMING_EVENTS" },
    });
    for await (const request of requests(call)) {
      if (request.message === "head") receivedHead = request.head;
      else await send(call, { frame: { data: request.chunk ?? Buffer.alloc(0), more: true } });
    }
    await send(call, { frame: { data: Buffer.alloc(0) } });
    call.write({ end: { trailers: { "x-aios-cache": "miss" }, upstreamMs: 1234, attempts: 2 } });
    call.end();
  });

  const call = client.Forward();
  const sending = (async () => {
    await send(call, { head });
    for (const chunk of chunks) await send(call, { chunk });
    call.end();
  })();
  const replies: ForwardReply__Output[] = [];
  for await (const reply of call as AsyncIterable<ForwardReply__Output>) replies.push(reply);
  await sending;

  assert.deepEqual(receivedHead, { ...head, _session: "session", body: Buffer.alloc(0), complete: false });
  assert.deepEqual(
    replies.map((reply) => reply.message),
    ["head", ...chunks.map(() => "frame"), "frame", "end"],
  );
  assert.deepEqual(replies[0]?.head, {
    status: 200,
    headers: { "content-type": "text/event-stream" },
    framing: "FRAMING_EVENTS",
    document: Buffer.alloc(0),
    end: null,
  });
  for (const [index, chunk] of chunks.entries()) {
    const frame = replies[index + 1]?.frame;
    assert.ok(frame?.data.equals(chunk), `frame ${index} differs from the chunk that it echoes`);
    assert.equal(frame?.more, true);
  }
  assert.deepEqual(replies.at(-2)?.frame, { data: Buffer.alloc(0), more: false });
  assert.deepEqual(replies.at(-1)?.end, {
    trailers: { "x-aios-cache": "miss" },
    upstreamMs: 1234,
    attempts: 2,
  });
});

test("a small call is one message there, and a provider's error reply comes back byte for byte", async (context) => {
  const body = Buffer.from('{"messages":[{"role":"user","content":"h\\u00e9"}]} \n');
  const refusal = Buffer.from('{"error": {"message": "slow down",  "code": null}}\r\n');
  const client = await connect(context, async (call) => {
    for await (const request of requests(call)) {
      assert.equal(request.head?.complete, true);
      assert.ok(request.head.body.equals(body));
    }
    const answer = { status: 429, headers: { "retry-after": "2" }, body: refusal };
    call.write({
      error: { kind: "rate-limited", message: "Rate limited.", retryAfterMs: 2000, answer, attempts: 1 },
    });
    call.end();
  });

  const call = client.Forward();
  call.write({ head: { body, complete: true } });
  call.end();
  const replies: ForwardReply__Output[] = [];
  for await (const reply of call as AsyncIterable<ForwardReply__Output>) replies.push(reply);

  assert.equal(replies.length, 1);
  const error = replies[0]?.error;
  assert.equal(error?.kind, "rate-limited");
  assert.equal(error.retryAfterMs, 2000);
  assert.equal(error.param, undefined);
  assert.equal(error.answer?.status, 429);
  assert.deepEqual(error.answer.headers, { "retry-after": "2" });
  assert.ok(error.answer.body.equals(refusal));
});

test("a server that does not read holds the client back until it does", async (context) => {
  const chunks = Array.from({ length: 40 }, (_, index) => Buffer.alloc(MAX_FRAME_BYTES, index));
  const reading = Promise.withResolvers<void>();
  const client = await connect(context, async (call) => {
    await reading.promise;
    let index = 0;
    for await (const request of requests(call)) {
      assert.ok(request.chunk?.equals(chunks[index] ?? Buffer.alloc(0)), `chunk ${index} differs`);
      index += 1;
    }
    call.write({ end: { attempts: index } });
    call.end();
  });

  const call = client.Forward();
  let accepted = 0;
  const sending = (async () => {
    for (const chunk of chunks) {
      const drained = call.write({ chunk }) ? undefined : once(call, "drain");
      accepted += 1;
      await drained;
    }
    call.end();
  })();
  await standsStill(() => accepted);
  assert.ok(accepted < chunks.length, "the client was never told to wait");

  reading.resolve();
  const replies: ForwardReply__Output[] = [];
  for await (const reply of call as AsyncIterable<ForwardReply__Output>) replies.push(reply);
  await sending;
  assert.equal(replies[0]?.end?.attempts, chunks.length);
});

test("a client that stops reading holds the server back until it reads on", async (context) => {
  const frames = Array.from({ length: 100 }, (_, index) => Buffer.alloc(MAX_FRAME_BYTES, index));
  let accepted = 0;
  const client = await connect(context, async (call) => {
    for (const data of frames) {
      const drained = call.write({ frame: { data } }) ? undefined : once(call, "drain");
      accepted += 1;
      await drained;
    }
    call.end();
  });

  const call = client.Forward();
  call.end();
  const replies = (call as AsyncIterable<ForwardReply__Output>)[Symbol.asyncIterator]();
  const first = await replies.next();
  assert.ok(first.value.frame?.data.equals(frames[0]));
  await standsStill(() => accepted);
  assert.ok(accepted < frames.length, "the server was never told to wait");

  let index = 1;
  for (let next = await replies.next(); next.done !== true; next = await replies.next()) {
    assert.ok(next.value.frame?.data.equals(frames[index] ?? Buffer.alloc(0)), `frame ${index} differs`);
    index += 1;
  }
  assert.equal(index, frames.length);
});

type ServerCall = Parameters<GatewayHandlers["Forward"]>[0];

/** A client of a server on a free port, whose handler is `forward`. */
async function connect(
  context: TestContext,
  forward: (call: ServerCall) => Promise<void>,
): Promise<GatewayClient> {
  const server = new Server();
  const handlers: GatewayHandlers = {
    Forward: (call) => {
      forward(call).catch((error: unknown) => call.destroy(error as Error));
    },
    ForwardMany: (call) => call.end(),
  };
  server.addService(gateway.service, handlers);
  const { promise: port, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
    error === null ? resolve(bound) : reject(error),
  );
  const client = new gateway.Client(`127.0.0.1:${await port}`, credentials.createInsecure());
  context.after(() => {
    client.close();
    server.forceShutdown();
  });
  return client;
}

/** A plain `for await` over the call would destroy its writing side when the reading side ends. */
function requests(call: ServerCall): AsyncIterable<ForwardRequest__Output> {
  return call.iterator({ destroyOnReturn: false });
}

/** One message, and as long as the stream asks to wait after it. */
async function send<Message extends ForwardRequest | ForwardReply>(
  stream: { write(message: Message): boolean } & NodeJS.EventEmitter,
  message: Message,
): Promise<void> {
  if (!stream.write(message)) await once(stream, "drain");
}

/** Resolves once the count has moved and then not moved any more for a while. */
async function standsStill(count: () => number): Promise<void> {
  let last = -1;
  while (count() === 0 || count() !== last) {
    last = count();
    await delay(200);
  }
}
