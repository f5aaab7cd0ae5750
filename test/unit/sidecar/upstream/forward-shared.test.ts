import assert from "node:assert/strict";
import { once } from "node:events";
import { constants, createServer, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import type { ForwardManyRequest__Output } from "../../../../proto/gen/aios/gateway/v1/ForwardManyRequest.ts";
import type { ForwardReply } from "../../../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import { loadGateway } from "../../../../proto/load.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { payloadFromBytes } from "../../../../sidecar/core/payload.ts";
import { createGatewayUpstream } from "../../../../sidecar/upstream/gateway.ts";
import { createGatewayChannel, type GatewayChannel } from "../../../../sidecar/upstream/gateway-channel.ts";
import { text } from "../../../support/calls.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeRandom } from "../../../support/fake-random.ts";
import { lengthPrefix } from "../../../support/raw-grpc.ts";
import { until } from "../../../support/until.ts";
import { failureOf, plainDialect, streamCall, unaryCall } from "./support.ts";

const { Forward, ForwardMany } = loadGateway().service;
const GRPC = { ":status": 200, "content-type": "application/grpc" };
const MIB = 1024 * 1024;
const { signal } = new AbortController();

const saying = (document: string): ForwardReply => ({
  head: {
    status: 200,
    headers: { "content-type": "application/json" },
    framing: "FRAMING_DOCUMENT",
    document: Buffer.from(document),
    end: { upstreamMs: 1, attempts: 1 },
  },
});

/** The control plane's end of a shared stream, by hand. */
class Shared {
  readonly stream: ServerHttp2Stream;
  readonly received: ForwardManyRequest__Output[] = [];
  #bytes = Buffer.alloc(0);

  constructor(stream: ServerHttp2Stream) {
    this.stream = stream;
    stream.on("data", (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      while (this.#bytes.length >= 5 && this.#bytes.length >= 5 + this.#bytes.readUInt32BE(1)) {
        const end = 5 + this.#bytes.readUInt32BE(1);
        this.received.push(ForwardMany.requestDeserialize(this.#bytes.subarray(5, end)));
        this.#bytes = this.#bytes.subarray(end);
      }
    });
  }

  /** The numbers of the calls that have come. */
  get calls(): readonly number[] {
    return this.received.filter(({ message }) => message !== null).map(({ call }) => call);
  }

  answer(call: number | undefined, message: ForwardReply): void {
    const bytes = ForwardMany.responseSerialize({ call: call ?? -1, message });
    this.stream.write(Buffer.concat([lengthPrefix(bytes.length), bytes]));
  }
}

/** @param opens what becomes of a shared stream that a sidecar begins */
async function start(
  context: TestContext,
  opens: (stream: ServerHttp2Stream) => void = (stream) => stream.respond(GRPC),
) {
  const sessions: ServerHttp2Session[] = [];
  /** Calls with a stream of their own; each is answered. */
  const own: ServerHttp2Stream[] = [];
  const shared = Promise.withResolvers<Shared>();
  const server = createServer({ settings: { initialWindowSize: 1024 * 1024 } });
  server.on("session", (session) => {
    sessions.push(session);
    session.on("error", () => {});
  });
  server.on("stream", (stream: ServerHttp2Stream, headers) => {
    stream.on("error", () => {});
    if (headers[":path"] === ForwardMany.path) {
      opens(stream);
      shared.resolve(new Shared(stream));
      return;
    }
    own.push(stream);
    stream.resume();
    stream.respond(GRPC, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    const bytes = Forward.responseSerialize(saying("{}"));
    stream.end(Buffer.concat([lengthPrefix(bytes.length), bytes]));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const clocks = { clock: new FakeClock(), random: new FakeRandom() };
  const channel = createGatewayChannel({ address: `127.0.0.1:${port}`, ...clocks });
  const upstream = createGatewayUpstream({
    name: "openai",
    channel,
    connectTimeoutMs: 1_000,
    maxReplyBytes: 64 * MIB,
    sendsSession: false,
    dialectOf: () => plainDialect,
    clock: clocks.clock,
  });
  context.after(() => {
    channel.close();
    for (const session of sessions) session.destroy();
    server.close();
  });
  await channel.connected(1_000, signal);
  const [session] = sessions;
  assert.ok(session);
  const peer = await shared.promise;
  // By now the sidecar has seen how the shared stream was answered.
  await new Promise((resolve) => session.ping(resolve));
  return {
    channel,
    upstream,
    session,
    sessions,
    shared: peer,
    own,
    running: () => upstream.status().running,
  };
}

test("small calls share one stream, and are answered in any order", async (context) => {
  const { upstream, shared, own, running } = await start(context);
  const call = () => upstream.call(unaryCall());
  const answers = [call(), call(), call()] as const;
  await until(() => shared.calls.length === 3, "the calls");
  const [first, second, third] = shared.calls;
  shared.answer(third, saying('"third"'));
  shared.answer(first, saying('"first"'));
  shared.answer(second, { error: { kind: "rate-limited", message: "Later.", retryAfterMs: 7 } });
  assert.equal(await text((await answers[0]).body), '"first"');
  assert.equal(await text((await answers[2]).body), '"third"');
  const error = await failureOf(answers[1]);
  assert.deepEqual([error.kind, error.retryAfterMs], ["rate-limited", 7]);
  assert.deepEqual([running(), own.length, new Set(shared.calls).size], [0, 0, 3]);
});

test("a document in pieces among those of another is put together again", async (context) => {
  const { upstream, shared } = await start(context);
  const answers = [upstream.call(unaryCall()), upstream.call(unaryCall())];
  await until(() => shared.calls.length === 2, "the calls");
  const begun: ForwardReply = { head: { status: 200, framing: "FRAMING_DOCUMENT" } };
  const piece = (data: string): ForwardReply => ({ frame: { data: Buffer.from(data) } });
  const end: ForwardReply = { end: { attempts: 1 } };
  for (const message of [begun, piece("a"), piece("b"), end])
    for (const call of shared.calls) shared.answer(call, message);
  for (const answer of answers) assert.equal(await text((await answer).body), "ab");
});

test("what may have to wait for its reader, or is large, has a stream of its own", async (context) => {
  const { upstream, shared, own } = await start(context);
  const large = payloadFromBytes(Buffer.alloc(64 * 1024 + 1, " "), (document) => document);
  const opaque = { transport: "http", method: "GET", path: "/files", contentType: undefined } as const;
  await upstream.call(streamCall());
  await upstream.call(unaryCall({ request: large }));
  await upstream.call(unaryCall({ dialect: "http-passthrough", opaque }));
  assert.deepEqual([own.length, shared.received.length], [3, 0]);
});

for (const [who, opens] of [
  [
    "a control plane that does not know shared streams",
    (stream: ServerHttp2Stream) => stream.respond({ ...GRPC, "grpc-status": "12" }, { endStream: true }),
  ],
  ["one that does not answer whether it does", () => {}],
  ["one that has ended it", (stream: ServerHttp2Stream) => stream.respond(GRPC) ?? stream.end()],
] as const) {
  test(`${who} is sent each call on a stream of its own`, async (context) => {
    const { upstream, own } = await start(context, opens);
    await upstream.call(unaryCall());
    assert.equal(own.length, 1);
  });
}

test("a call that is given up is cancelled, and what still comes for it is nobody's", async (context) => {
  const { upstream, shared, running } = await start(context);
  const abort = new AbortController();
  const reason = new AiosError("deadline-exceeded", "too late");
  const given = failureOf(upstream.call(unaryCall({ signal: abort.signal })));
  await until(() => shared.calls.length === 1, "the call");
  abort.abort(reason);
  assert.equal(await given, reason);
  await until(() => shared.received.length === 2, "the cancellation");
  const [first] = shared.calls;
  assert.deepEqual([shared.received[1]?.call, shared.received[1]?.cancelled], [first, true]);
  assert.equal(running(), 0);

  const next = upstream.call(unaryCall());
  await until(() => shared.calls.length === 2, "the next call");
  assert.notEqual(shared.calls[1], first);
  shared.answer(first, saying('"late"'));
  shared.answer(shared.calls[1], saying('"next"'));
  assert.equal(await text((await next).body), '"next"');
});

for (const [how, end] of [
  ["closes", ({ stream }: Shared) => stream.close(constants.NGHTTP2_INTERNAL_ERROR)],
  ["cannot be read", ({ stream }: Shared) => stream.write(Buffer.from([0, 0, 0, 0, 2, 0xff, 0xff]))],
  ["is compressed", ({ stream }: Shared) => stream.write(Buffer.from([1, 0, 0, 0, 1, 0]))],
  ["goes with its connection", ({ stream }: Shared) => stream.session?.destroy()],
] as const) {
  test(`a shared stream that ${how} fails the calls on it, as the control plane's fault, and the next ones go without`, async (context) => {
    const { channel, upstream, shared, own, running } = await start(context);
    const calls = [failureOf(upstream.call(unaryCall())), failureOf(upstream.call(unaryCall()))];
    await until(() => shared.calls.length === 2, "the calls");
    end(shared);
    for (const error of await Promise.all(calls)) assert.equal(error.kind, "gateway-unreachable");
    assert.equal(running(), 0);
    await channel.connected(1_000, signal);
    const seen = own.length;
    await upstream.call(unaryCall());
    assert.equal(own.length, seen + 1);
  });
}

for (const [why, leave] of [
  ["the control plane is going away", ({ session }: { session: ServerHttp2Session }) => session.close()],
  ["the sidecar closes", ({ channel }: { channel: GatewayChannel }) => channel.close()],
] as const) {
  test(`when ${why} calls in flight are answered, and the connection closes after the last one`, async (context) => {
    const started = await start(context);
    const { upstream, shared, session } = started;
    const call = upstream.call(unaryCall());
    await until(() => shared.calls.length === 1, "the call");
    const closed = once(session, "close");
    leave(started);
    await new Promise((resolve) => setImmediate(resolve));
    shared.answer(shared.calls[0], saying('"whole"'));
    assert.equal(await text((await call).body), '"whole"');
    await closed;
  });
}

test("a reply that nobody reads, and that is no document, does not pile up", async (context) => {
  const { upstream, shared, running } = await start(context);
  const answer = upstream.call(unaryCall());
  await until(() => shared.calls.length === 1, "the call");
  const [call] = shared.calls;
  shared.answer(call, { head: { status: 200, framing: "FRAMING_EVENTS" } });
  for (let sent = 0; sent < 10; sent++) shared.answer(call, { frame: { data: Buffer.alloc(MIB) } });
  const { body } = await answer;
  await until(() => shared.received.some(({ cancelled }) => cancelled), "the cancellation");
  assert.equal((await failureOf(text(body))).kind, "overloaded");
  assert.equal(running(), 0);
});
