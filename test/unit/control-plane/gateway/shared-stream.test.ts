import assert from "node:assert/strict";
import { type ClientHttp2Stream, connect, constants, type IncomingHttpHeaders } from "node:http2";
import { type TestContext, test } from "node:test";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { limits } from "../../../../config/schema/settings.ts";
import { serveForward } from "../../../../control-plane/gateway/forward.ts";
import type { ForwardHead } from "../../../../proto/gen/aios/gateway/v1/ForwardHead.ts";
import type { ForwardManyReply__Output } from "../../../../proto/gen/aios/gateway/v1/ForwardManyReply.ts";
import { loadGateway } from "../../../../proto/load.ts";
import type { Reply } from "../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { WholeBody } from "../../../../sidecar/core/whole-body.ts";
import { dialectOf } from "../../../../sidecar/dialects/registry.ts";
import { documentReply, eventsReply } from "../../../support/calls.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { answeredPing, lengthPrefix } from "../../../support/raw-grpc.ts";
import { recordTelemetry } from "../../../support/recorded-telemetry.ts";
import { scriptedEngine } from "../../../support/scripted-engine.ts";
import { until } from "../../../support/until.ts";

const { ForwardMany } = loadGateway().service;
const KIB = 1024;

const whole = (document: object): Reply =>
  documentReply({}, { body: new WholeBody(Buffer.from(JSON.stringify(document))) });

/** A gateway before an engine that answers each call by what its model says, and a stream that many calls share. */
async function start(context: TestContext, answer: (model: string) => Promise<Reply>) {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const engine = scriptedEngine({ dialectOf, clock, answer: ({ model }) => answer(model) });
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
  const stream = session.request({
    ":method": "POST",
    ":path": ForwardMany.path,
    "content-type": "application/grpc",
    te: "trailers",
  });
  return { engine, telemetry, clock, server, session, hand: new Hand(stream) };
}

/** A sidecar's end, by hand. */
class Hand {
  readonly stream: ClientHttp2Stream;
  readonly received: ForwardManyReply__Output[] = [];
  readonly closed: Promise<void>;
  head: IncomingHttpHeaders | undefined;
  trailers: IncomingHttpHeaders | undefined;
  #bytes = Buffer.alloc(0);

  constructor(stream: ClientHttp2Stream) {
    this.stream = stream;
    stream.on("error", () => {});
    stream.on("response", (head) => {
      this.head = head;
    });
    stream.on("trailers", (trailers) => {
      this.trailers = trailers;
    });
    stream.on("data", (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      while (this.#bytes.length >= 5 && this.#bytes.length >= 5 + this.#bytes.readUInt32BE(1)) {
        const end = 5 + this.#bytes.readUInt32BE(1);
        this.received.push(ForwardMany.responseDeserialize(this.#bytes.subarray(5, end)));
        this.#bytes = this.#bytes.subarray(end);
      }
    });
    this.closed = new Promise((resolve) => stream.once("close", resolve));
  }

  call(call: number, model: string, changes: ForwardHead = {}): void {
    const body = Buffer.from(JSON.stringify({ model, messages: [] }));
    const head = { dialect: "openai-chat", upstream: "openai", body, complete: true, takesWhole: true };
    this.#send({ call, message: { head: { ...head, ...changes } } });
  }

  cancel(call: number): void {
    this.#send({ call, cancelled: true });
  }

  #send(message: Parameters<typeof ForwardMany.requestSerialize>[0]): void {
    const bytes = ForwardMany.requestSerialize(message);
    this.stream.write(Buffer.concat([lengthPrefix(bytes.length), bytes]));
  }

  /** The last message that came for a call. */
  of(call: number) {
    return this.received.findLast((reply) => reply.call === call)?.message;
  }
}

test("it is answered before there is a call on it: a sidecar sends none sooner", async (context) => {
  const { hand } = await start(context, async () => whole({}));
  await until(() => hand.head !== undefined, "its head");
  assert.equal(hand.head?.["content-type"], "application/grpc+proto");
});

test("calls are answered as they are done, each by its number, whole or in pieces, or refused", async (context) => {
  const slow = Promise.withResolvers<Reply>();
  const answers: Readonly<Record<string, () => Promise<Reply>>> = {
    slow: () => slow.promise,
    quick: async () => whole({ said: "quick" }),
    failing: () => Promise.reject(new AiosError("rate-limited", "Later.")),
    pieces: async () => eventsReply([Buffer.from("a"), Buffer.from("b")]),
  };
  const { engine, telemetry, hand } = await start(context, (model) => answers[model]?.() ?? slow.promise);
  for (const [index, model] of ["slow", "quick", "failing", "pieces"].entries()) hand.call(index + 1, model);
  await until(() => hand.of(4)?.end != null, "the others");
  assert.equal(hand.of(1), undefined);
  assert.equal(String(hand.of(2)?.head?.document), '{"said":"quick"}');
  assert.equal(hand.of(3)?.error?.kind, "rate-limited");
  const pieces = hand.received.flatMap(({ call, message }) =>
    call === 4 ? (message?.frame?.data ?? []) : [],
  );
  assert.equal(String(Buffer.concat(pieces)), "ab");
  slow.resolve(whole({ said: "slow" }));
  await until(() => hand.of(1) !== undefined, "the slow one");
  assert.equal(String(hand.of(1)?.head?.document), '{"said":"slow"}');
  assert.equal(engine.callsInFlight, 0);
  assert.deepEqual(telemetry.named("internalError"), []);
});

test("a call that is cancelled ends, and no other", async (context) => {
  const { engine, hand } = await start(context, () => new Promise(() => {}));
  hand.call(1, "m");
  hand.call(2, "m");
  await until(() => engine.begun.length === 2, "the calls");
  hand.cancel(1);
  const end = await engine.begun[0]?.ended;
  assert.equal(end?.outcome === "failed" && end.error.kind, "client-closed");
  assert.equal(engine.callsInFlight, 1);
  assert.deepEqual(hand.received, []);
});

for (const [how, leave] of [
  ["closes it", ({ stream }: Hand) => stream.close(constants.NGHTTP2_CANCEL)],
  ["goes with its connection", ({ stream }: Hand) => stream.session?.destroy()],
  ["sends what cannot be read", ({ stream }: Hand) => stream.write(Buffer.from([0, 0, 0, 0, 2, 0xff, 0xff]))],
  [
    "sends a call that cannot be read",
    ({ stream }: Hand) => stream.write(Buffer.from([0, 0, 0, 0, 4, 0x12, 2, 0x0a, 9])),
  ],
] as const) {
  test(`a sidecar that ${how} ends all calls on it, and is no fault of the program`, async (context) => {
    const { engine, telemetry, clock, hand } = await start(context, () => new Promise(() => {}));
    hand.call(1, "m");
    hand.call(2, "m");
    await until(() => engine.begun.length === 2, "the calls");
    leave(hand);
    for (const { ended } of engine.begun) {
      const end = await ended;
      assert.equal(end.outcome === "failed" && end.error.kind, "client-closed");
    }
    assert.equal(clock.running, 0);
    assert.deepEqual(telemetry.named("internalError"), []);
  });
}

test("a request that is not whole is refused: no more of it could come", async (context) => {
  const { hand } = await start(context, async () => whole({}));
  hand.call(1, "m", { complete: false, body: Buffer.alloc(0) });
  await until(() => hand.of(1) !== undefined, "the answer");
  assert.equal(hand.of(1)?.error?.kind, "invalid-request");
});

test("half-closed, it ends well with the last call on it", async (context) => {
  const answered = Promise.withResolvers<Reply>();
  const { engine, session, hand } = await start(context, () => answered.promise);
  hand.call(1, "m");
  hand.stream.end();
  await until(() => engine.begun.length === 1, "the call");
  await answeredPing(session);
  assert.equal(hand.trailers, undefined);
  answered.resolve(whole({}));
  await hand.closed;
  assert.equal(hand.trailers?.["grpc-status"], "0");
  assert.equal(hand.received.length, 1);
});

test("half-closed without a call, it ends", async (context) => {
  const { hand } = await start(context, async () => whole({}));
  hand.stream.end();
  await hand.closed;
  assert.equal(hand.trailers?.["grpc-status"], "0");
});

test("from a sidecar that does not read no more calls are taken, and it misses nothing once it does", async (context) => {
  const text = "x".repeat(64 * KIB);
  const { engine, session, hand } = await start(context, async () => whole({ text }));
  await until(() => hand.head !== undefined, "its head");
  hand.stream.pause();
  const calls = 200;
  for (let call = 1; call <= calls; call++) {
    hand.call(call, "m");
    await answeredPing(session);
  }
  assert.ok(engine.begun.length < 20, `${engine.begun.length} calls were taken`);
  hand.stream.resume();
  await until(() => hand.received.length === calls, "the replies");
  assert.equal(engine.callsInFlight, 0);
});

test("a call that comes when the control plane is going away is refused as one that it never saw", async (context) => {
  const { engine, server, hand } = await start(context, () => new Promise(() => {}));
  hand.call(1, "m");
  await until(() => engine.begun.length === 1, "the call");
  server.tryShutdown(() => {});
  hand.call(2, "m");
  await until(() => hand.of(2) !== undefined, "the refusal");
  assert.equal(hand.of(2)?.error?.kind, "gateway-unreachable");
  assert.equal(engine.begun.length, 1);
});
