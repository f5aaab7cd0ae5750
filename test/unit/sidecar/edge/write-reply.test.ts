import assert from "node:assert/strict";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { finish, writeFrame } from "../../../../sidecar/edge/write-reply.ts";

/** A socket whose peer reads nothing: what is written stays queued. */
class StuckSocket extends Socket {
  override _write(): void {}
  override _writev(): void {}
}

interface Stuck {
  readonly response: ServerResponse;
  readonly socket: StuckSocket;
  readonly abort: AbortController;
}

function stuck(context: TestContext): Stuck {
  const socket = new StuckSocket();
  const response = new ServerResponse(new IncomingMessage(socket));
  response.assignSocket(socket);
  response.writeHead(200);
  context.after(() => socket.destroy());
  return { response, socket, abort: new AbortController() };
}

/** A socket that hands on at once what is written. */
class ReadySocket extends Socket {
  readonly #fault: Error | null;

  constructor(fault: Error | null) {
    super();
    this.#fault = fault;
  }

  override _write(_chunk: unknown, _encoding: string, done: (fault: Error | null) => void): void {
    done(this.#fault);
  }

  override _writev(_chunks: unknown, done: (fault: Error | null) => void): void {
    done(this.#fault);
  }
}

function written(context: TestContext, fault: Error | null): ServerResponse {
  const socket = new ReadySocket(fault);
  socket.on("error", () => {});
  const response = new ServerResponse(new IncomingMessage(socket));
  response.assignSocket(socket);
  response.writeHead(200);
  context.after(() => socket.destroy());
  return response;
}

const large = Buffer.alloc(1024 * 1024);

test("a frame waits for the reader, and no longer than its call lives", async (context) => {
  const { response, abort } = stuck(context);
  const written = writeFrame(response, large, abort.signal);
  assert.notEqual(typeof written, "boolean");
  abort.abort();
  assert.equal(await written, false);
  assert.equal(response.listenerCount("drain"), 0);
});

test("the end of a reply is not waited for when its call is aborted, and the bytes that nobody takes are thrown away", async (context) => {
  const { response, socket, abort } = stuck(context);
  const finished = finish(response, abort.signal, large);
  abort.abort();
  assert.equal(await finished, false);
  assert.equal(socket.destroyed, true);
});

test("the end of a reply that the kernel takes at once is not waited for", (context) => {
  const response = written(context, null);
  assert.equal(finish(response, new AbortController().signal, "{}"), true);
  assert.equal(response.listenerCount("close"), 0);
});

test("a reply that the kernel refuses is not told as one that is out", (context) => {
  const response = written(context, new Error("EPIPE"));
  assert.notEqual(finish(response, new AbortController().signal, "{}"), true);
});

test("a failure after the abort is told, but not to a reader who is stuck", async (context) => {
  const { response, socket, abort } = stuck(context);
  response.write("data: 1\n\n");
  abort.abort();
  assert.equal(await finish(response, abort.signal, "data: error\n\n"), false);
  assert.equal(socket.destroyed, true);
});
