import assert from "node:assert/strict";
import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  type Settings,
} from "node:http2";
import { type AddressInfo, connect, createServer as createTcpServer } from "node:net";
import { type TestContext, test } from "node:test";
import type { Frame } from "../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { systemClock } from "../../../../sidecar/platform/clock.ts";
import type { DirectClient } from "../../../../sidecar/upstream/client.ts";
import { messagePrefix } from "../../../../sidecar/upstream/grpc/message-framing.ts";
import { createGrpcUpstream, type GrpcUpstreamOptions } from "../../../../sidecar/upstream/grpc.ts";
import { collect, framesOf, type TestCall } from "../../../support/calls.ts";
import { messagesOf, rpcCall } from "../../../support/rpc-messages.ts";
import { until } from "../../../support/until.ts";
import { failureOf, specFor } from "./support.ts";

interface Peer {
  readonly url: string;
  readonly sessions: readonly ServerHttp2Session[];
}

/** A bare HTTP/2 server, which may say anything. */
async function peer(
  context: TestContext,
  onStream: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void,
  settings: Settings = {},
): Promise<Peer> {
  const sessions: ServerHttp2Session[] = [];
  const server = createServer({ settings });
  server.on("session", (session) => {
    sessions.push(session);
    session.on("error", () => {});
  });
  server.on("stream", (stream: ServerHttp2Stream, headers) => {
    stream.on("error", () => {});
    onStream(stream, headers);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  return { url: `grpc://127.0.0.1:${(server.address() as AddressInfo).port}`, sessions };
}

function upstreamAt(
  context: TestContext,
  url: string,
  options: Partial<GrpcUpstreamOptions> = {},
  changes: Record<string, unknown> = {},
): DirectClient {
  const upstream = createGrpcUpstream({
    name: "triton",
    spec: specFor(url, { dialect: "grpc", ...changes }),
    url,
    auth: undefined,
    connectTimeoutMs: 2_000,
    clock: systemClock,
    version: "1.2.3",
    ...options,
  });
  context.after(() => void upstream.close());
  return upstream;
}

function rpc(messages: AsyncIterable<Frame> = framesOf([Buffer.from("hi")]), signal?: AbortSignal): TestCall {
  return rpcCall(messagesOf([], { read: () => messages }), signal === undefined ? {} : { signal });
}

const framed = (text: string) => Buffer.concat([messagePrefix(Buffer.byteLength(text)), Buffer.from(text)]);

/** Answers with these messages and this status. */
function answer(stream: ServerHttp2Stream, messages: readonly string[], trailers: IncomingHttpHeaders): void {
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers(trailers));
  for (const message of messages) stream.write(framed(message));
  stream.end();
}

test("a call is what the protocol says it is", async (context) => {
  let seen: IncomingHttpHeaders = {};
  const body: Buffer[] = [];
  const { url } = await peer(context, (stream, headers) => {
    seen = headers;
    stream.on("data", (chunk: Buffer) => body.push(chunk));
    stream.on("end", () => answer(stream, ["yes"], { "grpc-status": "0" }));
  });
  const call = { ...rpc(), deadline: { at: systemClock.monotonic() + 5_000 } };
  const reply = await upstreamAt(context, url).call(call);
  assert.equal(reply.framing, "messages");
  assert.deepEqual((await collect(reply.body)).map(String), ["yes"]);
  assert.equal(seen[":path"], "/inference.Service/Infer");
  assert.equal(seen["content-type"], "application/grpc");
  assert.equal(seen.te, "trailers");
  assert.equal(seen["user-agent"], "aios/1.2.3");
  assert.match(String(seen["grpc-timeout"]), /^(4\d{3}|5000)m$/);
  assert.deepEqual(Buffer.concat(body), framed("hi"));
});

test("a failure overtakes no message, however late they are read", async (context) => {
  const texts = Array.from({ length: 100 }, (_, index) => `message ${index}`);
  const { url } = await peer(context, (stream) => {
    answer(stream, texts, { "grpc-status": "15", "grpc-message": "lost" });
  });
  const reply = await upstreamAt(context, url).call(rpc());
  await new Promise((resolve) => setTimeout(resolve, 50));
  const seen: string[] = [];
  const error = await failureOf(
    (async () => {
      for await (const frame of reply.body) seen.push(String(Buffer.from(frame)));
    })(),
  );
  assert.deepEqual(seen, texts);
  assert.equal(error.rpc?.details, "lost");
});

for (const [what, onStream, kind] of [
  [
    "ends without a status",
    (stream) => {
      stream.respond({ ":status": 200, "content-type": "application/grpc" });
      stream.end();
    },
    "upstream-cut",
  ],
  [
    "ends inside a message",
    (stream) => {
      stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
      stream.end(framed("abcdef").subarray(0, 8));
    },
    "upstream-cut",
  ],
  ["resets the stream", (stream) => stream.close(2), "upstream-cut"],
  ["drops the connection", (stream) => stream.session?.destroy(), "upstream-cut"],
  [
    "answers with a web page",
    (stream) => {
      stream.respond({ ":status": 200, "content-type": "text/html" });
      stream.end("<html>");
    },
    "invalid-upstream-reply",
  ],
  [
    "is a proxy without a server behind it",
    (stream) => {
      stream.respond({ ":status": 503 });
      stream.end();
    },
    "server-error",
  ],
] as const satisfies readonly (readonly [string, (stream: ServerHttp2Stream) => unknown, string])[]) {
  test(`a server that ${what}: ${kind}`, async (context) => {
    const { url } = await peer(context, onStream);
    const upstream = upstreamAt(context, url);
    const error = await failureOf(upstream.call(rpc()));
    assert.equal(error.kind, kind);
    assert.equal(error.rpc, undefined);
    await until(() => upstream.status().running === 0, "the call's slot to be given back");
  });
}

test("a server that answers before it has read the request stops the sending", async (context) => {
  let stopped = false;
  const { url } = await peer(context, (stream) => {
    stream.respond(
      { ":status": 200, "content-type": "application/grpc", "grpc-status": "3", "grpc-message": "no" },
      { endStream: true },
    );
  });
  const endless: AsyncIterable<Frame> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise(() => {}),
      return: async () => {
        stopped = true;
        return { done: true, value: undefined };
      },
    }),
  };
  const error = await failureOf(upstreamAt(context, url).call(rpc(endless)));
  assert.equal(error.kind, "upstream-rejected");
  assert.deepEqual(error.rpc, { code: 3, details: "no", metadata: {} });
  assert.equal(stopped, true);
});

test("a call that is aborted is reset, and gives its slot back", async (context) => {
  let code: number | undefined;
  const { url } = await peer(context, (stream) => {
    stream.resume();
    stream.on("close", () => {
      code = stream.rstCode;
    });
  });
  const upstream = upstreamAt(context, url);
  const abort = new AbortController();
  const failed = failureOf(upstream.call(rpc(undefined, abort.signal)));
  await until(() => upstream.status().running === 1 && upstream.status().connected === 1, "the call to run");
  abort.abort(new AiosError("client-closed", "gone"));
  assert.equal((await failed).kind, "client-closed");
  await until(() => code === 8, "the stream to be reset");
  assert.equal(upstream.status().running, 0);
});

test("a port where something else listens: connect-timeout, or connect", async (context) => {
  const mute = createTcpServer((socket) => socket.on("error", () => {}));
  mute.listen(0, "127.0.0.1");
  await once(mute, "listening");
  context.after(() => mute.close());
  const { port } = mute.address() as AddressInfo;
  const silent = upstreamAt(context, `grpc://127.0.0.1:${port}`, { connectTimeoutMs: 100 });
  assert.equal((await failureOf(silent.call(rpc()))).kind, "connect-timeout");
  mute.on("connection", (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const talking = upstreamAt(context, `grpc://127.0.0.1:${port}`);
  const error = await failureOf(talking.call(rpc()));
  assert.equal(error.kind, "connect");
  assert.equal(talking.status().running, 0);
});

test("calls share one connection, and wait for their turn beyond connections.max", async (context) => {
  const open: ServerHttp2Stream[] = [];
  const { url, sessions } = await peer(context, (stream) => {
    open.push(stream);
  });
  const upstream = upstreamAt(context, url, {}, { connections: { max: 2 } });
  const calls = [1, 2, 3].map(() => upstream.call(rpc()));
  await until(() => open.length === 2, "two calls to run");
  assert.deepEqual(
    [upstream.status().running, upstream.status().pending, upstream.status().connected, sessions.length],
    [2, 1, 1, 1],
  );
  for (let index = 0; index < 3; index++) {
    await until(() => open.length > index, "the next call to run");
    const stream = open[index];
    assert.ok(stream !== undefined);
    answer(stream, [], { "grpc-status": "0" });
  }
  for (const reply of await Promise.all(calls)) assert.deepEqual(await collect(reply.body), []);
  assert.equal(sessions.length, 1);
});

test("beyond the streams that a server takes on one connection, calls go over another", async (context) => {
  const open: ServerHttp2Stream[] = [];
  const { url, sessions } = await peer(context, (stream) => open.push(stream), { maxConcurrentStreams: 2 });
  const upstream = upstreamAt(context, url);
  // All of them wait for the first connection together.
  const calls = [1, 2, 3, 4, 5].map(() => upstream.call(rpc()));
  await until(() => open.length === 5, "all of them to run");
  assert.equal(sessions.length, 3);
  for (const stream of open) answer(stream, [], { "grpc-status": "0" });
  for (const reply of await Promise.all(calls)) assert.deepEqual(await collect(reply.body), []);
  assert.deepEqual(await lastOf(upstream), [0, 3]);

  async function lastOf({ status }: DirectClient): Promise<readonly number[]> {
    await until(() => status().running === 0, "the slots to be given back");
    return [status().running, status().connected];
  }
});

test("a call that the server did not look at, for it is closing the connection, goes over a new one", async (context) => {
  let refused = 0;
  const { url, sessions } = await peer(context, (stream) => {
    if (sessions.length === 1 && stream.id === 3) {
      refused++;
      // The last that was looked at is the first.
      stream.session?.goaway(0, 1);
    } else if (stream.id === 1 && sessions.length === 1) {
      setTimeout(() => answer(stream, ["first"], { "grpc-status": "0" }), 50);
    } else answer(stream, ["second"], { "grpc-status": "0" });
  });
  const upstream = upstreamAt(context, url);
  const first = upstream.call(rpc());
  await until(() => sessions.length === 1 && upstream.status().running === 1, "the first to run");
  const second = upstream.call(rpc());
  assert.deepEqual((await collect((await second).body)).map(String), ["second"]);
  assert.deepEqual((await collect((await first).body)).map(String), ["first"]);
  assert.deepEqual([refused, sessions.length], [1, 2]);
  await until(() => upstream.status().running === 0, "the slots to be given back");
});

test("a call that the server refuses over and over is not sent for ever", async (context) => {
  let asked = 0;
  const { url } = await peer(context, (stream) => {
    asked++;
    stream.close(7);
  });
  const upstream = upstreamAt(context, url);
  assert.equal((await failureOf(upstream.call(rpc()))).kind, "upstream-cut");
  assert.equal(asked, 2);
  await until(() => upstream.status().running === 0, "the slots to be given back");
});

test("a connection over which nothing is heard any more is replaced", async (context) => {
  const { url } = await peer(context, (stream) => answer(stream, ["yes"], { "grpc-status": "0" }));
  const server = Number(new URL(url.replace("grpc:", "http:")).port);
  let vanished = false;
  let dialled = 0;
  // Goes on taking bytes, as a peer that is gone seems to, and hands on none.
  const between = createTcpServer((near) => {
    dialled++;
    const isOld = !vanished;
    const far = connect(server, "127.0.0.1");
    context.after(() => {
      near.destroy();
      far.destroy();
    });
    near.on("error", () => {}).on("data", (bytes) => !(vanished && isOld) && far.write(bytes));
    far.on("error", () => {}).on("data", (bytes) => !(vanished && isOld) && near.write(bytes));
  });
  between.listen(0, "127.0.0.1");
  await once(between, "listening");
  context.after(() => between.close());
  const { port } = between.address() as AddressInfo;
  const upstream = upstreamAt(context, `grpc://127.0.0.1:${port}`, { connectTimeoutMs: 200 });
  const ask = async (giveUpMs: number) => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(new AiosError("first-token-timeout", "slow")), giveUpMs);
    try {
      return (await collect((await upstream.call(rpc(undefined, abort.signal))).body)).map(String);
    } finally {
      clearTimeout(timer);
    }
  };
  assert.deepEqual(await ask(2_000), ["yes"]);
  vanished = true;
  // Given up too soon to know.
  await assert.rejects(ask(50), { kind: "first-token-timeout" });
  assert.equal(dialled, 1);
  await assert.rejects(ask(300), { kind: "first-token-timeout" });
  assert.deepEqual(await ask(2_000), ["yes"]);
  assert.equal(dialled, 2);
  assert.equal(upstream.status().connected, 1);
});

test("many empty messages come one by one, and stop at the reader's pace", async (context) => {
  const COUNT = 100_000;
  let sent = 0;
  const { url } = await peer(context, (stream) => {
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    const piece = Buffer.alloc(5 * 1_000);
    const goOn = () => {
      while (sent < COUNT) {
        sent += 1_000;
        if (!stream.write(piece)) return void stream.once("drain", goOn);
      }
      stream.end();
    };
    goOn();
  });
  const reply = await upstreamAt(context, url).call(rpc());
  let seen = 0;
  for await (const frame of reply.body) seen += frame.byteLength === 0 ? 1 : 0;
  assert.equal(seen, COUNT);
});

test("a connection without calls is let go after connections.keepAlive", async (context) => {
  const { url } = await peer(context, (stream) => answer(stream, ["x"], { "grpc-status": "0" }));
  const upstream = upstreamAt(context, url, {}, { connections: { keepAlive: "300ms" } });
  for (let turn = 0; turn < 2; turn++) {
    await collect((await upstream.call(rpc())).body);
    assert.equal(upstream.status().connected, 1);
    await until(() => upstream.status().connected === 0, "the connection to be let go");
  }
});

test("closing waits for what runs, and refuses what comes", async (context) => {
  let running: ServerHttp2Stream | undefined;
  const { url } = await peer(context, (stream) => {
    running = stream;
  });
  const upstream = upstreamAt(context, url);
  const call = upstream.call(rpc());
  await until(() => running !== undefined, "the call to run");
  let closed = false;
  const closing = upstream.close().then(() => {
    closed = true;
  });
  assert.equal((await failureOf(upstream.call(rpc()))).kind, "draining");
  assert.equal(closed, false);
  assert.ok(running !== undefined);
  answer(running, ["last"], { "grpc-status": "0" });
  assert.deepEqual((await collect((await call).body)).map(String), ["last"]);
  await closing;
});
