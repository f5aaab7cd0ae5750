import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import {
  type ClientDuplexStream,
  credentials,
  Server,
  ServerCredentials,
  type StatusObject,
  status,
} from "@grpc/grpc-js";
import { limits } from "../../../../config/schema/settings.ts";
import { serveForward } from "../../../../control-plane/gateway/forward.ts";
import type { ForwardHead } from "../../../../proto/gen/aios/gateway/v1/ForwardHead.ts";
import type { ForwardReply__Output } from "../../../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import type { ForwardRequest } from "../../../../proto/gen/aios/gateway/v1/ForwardRequest.ts";
import { loadGateway } from "../../../../proto/load.ts";
import { dialectOf } from "../../../../sidecar/dialects/registry.ts";
import { documentReply } from "../../../support/calls.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../support/recorded-telemetry.ts";
import { type Script, scriptedEngine } from "../../../support/scripted-engine.ts";
import { until } from "../../../support/until.ts";

const { Client } = loadGateway();
const CHAT = Buffer.from(JSON.stringify({ model: "m", messages: [{ role: "user", content: "hello" }] }));
const KIB = 1024;

interface Changes {
  readonly answer?: Script["answer"];
  readonly maxRequestSize?: string;
  readonly maxBufferedRequestSize?: string;
  readonly maxConcurrentCalls?: number;
}

/** A gateway whose time stands still, in front of an engine that answers at once. */
async function start(context: TestContext, { answer, ...bounds }: Changes = {}) {
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const engine = scriptedEngine({
    dialectOf,
    clock,
    answer: answer ?? (() => Promise.resolve(documentReply({ ok: true }))),
  });
  const server = new Server();
  serveForward(server, { engine, telemetry, clock, limits: limits.parse(bounds) });
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
  return { clock, engine, telemetry, open: () => new Sending(client.Forward()) };
}

/** A sidecar that sends as it is told. */
class Sending {
  readonly received: ForwardReply__Output[] = [];
  readonly status: Promise<StatusObject>;
  readonly #stream: ClientDuplexStream<ForwardRequest, ForwardReply__Output>;

  constructor(stream: ClientDuplexStream<ForwardRequest, ForwardReply__Output>) {
    this.#stream = stream;
    stream.on("data", (message: ForwardReply__Output) => this.received.push(message));
    stream.on("error", () => {});
    this.status = new Promise((resolve) => stream.on("status", resolve));
  }

  /** Resolves when the message has been handed to the transport. */
  send(message: ForwardRequest): Promise<void> {
    return new Promise((resolve) => this.#stream.write(message, () => resolve()));
  }

  end(): Promise<StatusObject> {
    this.#stream.end();
    return this.status;
  }

  cancel(): void {
    this.#stream.cancel();
  }

  get error() {
    return this.received.at(-1)?.error;
  }
}

const head = (changes: ForwardHead = {}): ForwardRequest => ({
  head: { dialect: "openai-chat", upstream: "openai", complete: false, ...changes },
});

for (const [what, messages] of [
  ["nothing", []],
  ["its head alone", [head()]],
  ["a part of its body", [head(), { chunk: CHAT.subarray(0, 10) }]],
] as const) {
  test(`a sidecar that sends ${what} and then no more is given up after 10 s`, async (context) => {
    const { clock, engine, telemetry, open } = await start(context);
    const sending = open();
    for (const message of messages) await sending.send(message);
    await until(() => clock.running > 0, "the reading to have begun");
    await clock.advance(9_999);
    assert.equal(sending.received.length, 0);
    await clock.advance(1);
    const ended = await sending.status;
    assert.equal(ended.code, status.OK);
    assert.equal(sending.error?.kind, "deadline-exceeded");
    assert.match(sending.error.message, /10 s/);
    assert.equal(engine.begun.length, 0);
    assert.equal(clock.running, 0);
    assert.deepEqual(telemetry.named("internalError"), []);
  });
}

test("a call whose own deadline is shorter is given up then", async (context) => {
  const { clock, open } = await start(context);
  const sending = open();
  await sending.send(head({ timeoutMs: 300 }));
  await until(() => clock.running === 2, "the deadline to be set");
  await clock.advance(300);
  await sending.status;
  assert.equal(sending.error?.kind, "deadline-exceeded");
});

test("the time that reading took is off the call's deadline", async (context) => {
  const { clock, engine, open } = await start(context);
  const sending = open();
  await sending.send(head({ timeoutMs: 5_000, firstFrameMs: 2_500 }));
  await until(() => clock.running === 2, "the deadline to be set");
  await clock.advance(2_000);
  await sending.send({ chunk: CHAT });
  assert.equal((await sending.end()).code, status.OK);
  assert.equal(engine.begun[0]?.arrival.timeoutMs, 3_000);
  assert.equal(engine.begun[0]?.arrival.firstFrameMs, 500);
  assert.equal(clock.running, 0);
});

test("an empty chunk, which costs memory and counts no byte, is refused", async (context) => {
  const { engine, open } = await start(context);
  const sending = open();
  await sending.send(head());
  await sending.send({ chunk: Buffer.alloc(0) });
  await sending.status;
  assert.equal(sending.error?.kind, "invalid-request");
  assert.match(sending.error.message, /empty/);
  assert.equal(engine.begun.length, 0);
});

test("bodies that are read share a bound: the one that exceeds it is refused at once, and what it held is free again", async (context) => {
  const { clock, open } = await start(context, {
    maxRequestSize: "64KiB",
    maxBufferedRequestSize: "100KiB",
  });
  const first = open();
  await first.send(head());
  await first.send({ chunk: Buffer.alloc(60 * KIB, " ") });
  await until(() => clock.running === 1, "the first to be read");
  const second = open();
  await second.send(head());
  await second.send({ chunk: Buffer.alloc(60 * KIB, " ") });
  await second.status;
  assert.equal(second.error?.kind, "overloaded");
  assert.ok((second.error.retryAfterMs ?? 0) > 0);

  await first.send({ chunk: CHAT });
  assert.equal((await first.end()).code, status.OK);
  assert.notEqual(first.received.at(-1)?.end, null);
  const third = open();
  await third.send(head());
  await third.send({ chunk: Buffer.alloc(60 * KIB, " ") });
  await third.send({ chunk: CHAT });
  await third.end();
  assert.notEqual(third.received.at(-1)?.end, null);
});

test("a body is held, and counted, until its call has ended", async (context) => {
  const answered = Promise.withResolvers<void>();
  const { engine, open } = await start(context, {
    maxRequestSize: "64KiB",
    maxBufferedRequestSize: "100KiB",
    answer: async () => {
      await answered.promise;
      return documentReply({ ok: true });
    },
  });
  const body = Buffer.concat([CHAT, Buffer.alloc(60 * KIB, " ")]);
  const running = open();
  await running.send(head({ complete: true, body }));
  await until(() => engine.begun.length === 1, "the call to run");
  const refused = open();
  await refused.send(head({ complete: true, body }));
  await refused.end();
  assert.equal(refused.error?.kind, "overloaded");
  answered.resolve();
  await running.end();
  const next = open();
  await next.send(head({ complete: true, body }));
  await next.end();
  assert.notEqual(next.received.at(-1)?.end, null);
});

test("many small chunks cost more than their bytes, and are counted so", async (context) => {
  const { open } = await start(context, { maxRequestSize: "64KiB", maxBufferedRequestSize: "64KiB" });
  const other = open();
  await other.send(head());
  await other.send({ chunk: Buffer.from("{") });
  const sending = open();
  await sending.send(head());
  let over = false;
  void sending.status.then(() => {
    over = true;
  });
  for (let sent = 0; sent < 10_000 && !over; sent++) await sending.send({ chunk: Buffer.from(" ") });
  await sending.status;
  assert.equal(sending.error?.kind, "overloaded");
});

test("no more streams are read at once than calls may run", async (context) => {
  const { clock, open } = await start(context, { maxConcurrentCalls: 2 });
  const slow = [open(), open()];
  for (const sending of slow) await sending.send(head());
  await until(() => clock.running === 2, "both to be read");
  const third = open();
  await third.send(head());
  await third.status;
  assert.equal(third.error?.kind, "overloaded");
  slow[0]?.cancel();
  await until(() => clock.running === 1, "the place to be free");
  const fourth = open();
  await fourth.send(head({ complete: true, body: CHAT }));
  await fourth.end();
  assert.notEqual(fourth.received.at(-1)?.end, null);
});

test("a sidecar that leaves while it sends leaves nothing behind", async (context) => {
  const { clock, telemetry, open } = await start(context);
  const sending = open();
  await sending.send(head());
  await until(() => clock.running === 1, "the reading to have begun");
  sending.cancel();
  await sending.status;
  await until(() => clock.running === 0, "the reading to be over");
  assert.deepEqual(telemetry.named("internalError"), []);
});
