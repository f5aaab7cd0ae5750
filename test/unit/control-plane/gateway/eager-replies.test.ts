import assert from "node:assert/strict";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import {
  credentials,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type StatusObject,
  status,
} from "@grpc/grpc-js";
import { eagerReplies } from "../../../../control-plane/gateway/eager-replies.ts";
import type {
  ForwardReply,
  ForwardReply__Output,
} from "../../../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import type { ForwardRequest__Output } from "../../../../proto/gen/aios/gateway/v1/ForwardRequest.ts";
import type { GatewayHandlers } from "../../../../proto/gen/aios/gateway/v1/Gateway.ts";
import { loadGateway } from "../../../../proto/load.ts";

type Stream = ServerDuplexStream<ForwardRequest__Output, ForwardReply>;

const { Client, service } = loadGateway();

const frame = (data: string | Buffer): ForwardReply => ({ frame: { data: Buffer.from(data), more: false } });

/** A call that `answer` answers; its messages are not read yet. */
async function called(context: TestContext, answer: (stream: Stream) => void) {
  const server = new Server({ interceptors: [eagerReplies(service.Forward.path)] });
  const handlers: GatewayHandlers = {
    Forward: (stream: Stream) => {
      stream.on("error", () => {});
      answer(stream);
    },
  };
  server.addService(service, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  context.after(() => {
    client.close();
    server.forceShutdown();
  });
  const call = client.forward();
  call.on("error", () => {});
  call.end();
  return call;
}

test("messages come in their order, the status after them", async (context) => {
  const call = await called(context, (stream) => {
    for (let number = 0; number < 100; number++) stream.write(frame(String(number)));
    stream.end();
  });
  const ended = once(call, "status");
  const received: string[] = [];
  for await (const message of call) received.push(String((message as ForwardReply__Output).frame?.data));
  assert.deepEqual(
    received,
    Array.from({ length: 100 }, (_, number) => String(number)),
  );
  const [told] = (await ended) as [StatusObject];
  assert.equal(told.code, status.OK);
});

test("one that is failed after its messages tells them, and its own status", async (context) => {
  const call = await called(context, (stream) => {
    stream.write(frame("a"));
    stream.emit("error", { code: status.DATA_LOSS, details: "gone" });
  });
  // Not `once`, which the error that comes with it would reject.
  const ended = new Promise<StatusObject>((resolve) => call.on("status", resolve));
  const received: string[] = [];
  call.on("data", (message: ForwardReply__Output) => received.push(String(message.frame?.data)));
  const { code } = await ended;
  assert.deepEqual(received, ["a"]);
  assert.equal(code, status.DATA_LOSS);
});

test("who does not read holds the writer back, and misses nothing once it does", async (context) => {
  const size = 256 * 1024;
  const total = 400;
  let written = 0;
  const call = await called(context, (stream) => {
    const data = Buffer.alloc(size, "x");
    const more = () => {
      while (written < total) {
        written++;
        if (!stream.write(frame(data))) return;
      }
      stream.end();
    };
    stream.on("drain", more);
    more();
  });
  for (let turn = 0; turn < 1_000; turn++) await new Promise((resolve) => setImmediate(resolve));
  // Most of them are what grpc-js reads ahead at the other end.
  assert.ok(written < 128, `${written} of ${total} messages of 256 KiB could be written`);
  let received = 0;
  for await (const message of call) {
    assert.equal((message as ForwardReply__Output).frame?.data.length, size);
    received++;
  }
  assert.equal(received, total);
});

test("a caller who leaves is told of, however much is queued", async (context) => {
  const left = Promise.withResolvers<void>();
  const call = await called(context, (stream) => {
    stream.on("cancelled", () => left.resolve());
    for (let number = 0; number < 100; number++) stream.write(frame(Buffer.alloc(64 * 1024)));
  });
  await once(call, "metadata");
  call.cancel();
  await left.promise;
});
