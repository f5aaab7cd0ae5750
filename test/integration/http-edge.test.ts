import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { limits } from "../../config/schema/settings.ts";
import type { Frame } from "../../sidecar/core/call.ts";
import { AiosError } from "../../sidecar/core/errors.ts";
import type { JsonObject } from "../../sidecar/core/json.ts";
import { dialectOf } from "../../sidecar/dialects/registry.ts";
import { createHttpEdge, type HttpEdge, type HttpEdgeOptions } from "../../sidecar/edge/http.ts";
import { systemClock } from "../../sidecar/platform/clock.ts";
import { documentReply, eventsReply } from "../support/calls.ts";
import { recordTelemetry } from "../support/recorded-telemetry.ts";
import {
  type BegunCall,
  type Script,
  type ScriptedEngine,
  scriptedEngine,
} from "../support/scripted-engine.ts";
import { until } from "../support/until.ts";

const MIB = 1024 * 1024;
const REQUEST_ID = "01900000-0000-7000-8000-00000000000e";

const completion: JsonObject = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_700_000_000,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "Hi." }, finish_reason: "stop" }],
};

interface Started {
  readonly edge: HttpEdge;
  readonly engine: ScriptedEngine;
  readonly address: string;
}

async function start(
  context: TestContext,
  { answer, ...options }: Partial<HttpEdgeOptions> & { readonly answer?: Script["answer"] } = {},
): Promise<Started> {
  const engine = scriptedEngine({
    dialectOf,
    clock: systemClock,
    answer: answer ?? (() => Promise.resolve(documentReply(completion))),
  });
  const edge = createHttpEdge({
    engine,
    limits: limits.parse({}),
    workloadOf: () => ({ namespace: "shop", serviceAccount: "checkout", labels: {} }),
    dialectOf,
    clock: systemClock,
    telemetry: recordTelemetry(),
    newId: () => REQUEST_ID,
    ...options,
  });
  const address = await edge.listen("127.0.0.1", 0);
  context.after(async () => {
    const closed = edge.close();
    edge.cut();
    await closed;
  });
  return { edge, engine, address };
}

/** A client that writes whatever it is told to, valid or not. */
class RawClient {
  readonly socket: Socket;
  readonly closed: Promise<unknown>;
  text = "";

  constructor(context: TestContext, address: string) {
    this.socket = connect(Number(address.split(":")[1]), "127.0.0.1");
    this.socket.on("error", () => {});
    this.socket.on("data", (bytes) => {
      this.text += bytes.toString("latin1");
    });
    this.closed = once(this.socket, "close");
    context.after(() => this.socket.destroy());
  }

  /** The status codes that were told, in order. */
  get statuses(): readonly number[] {
    return [...this.text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => Number(match[1]));
  }

  async answered(status: number): Promise<void> {
    await until(() => this.statuses.includes(status), `the status ${status}, not ${this.text.slice(0, 300)}`);
  }
}

const body = JSON.stringify({ model: "m", messages: [{ role: "user", content: "Hello?" }] });

function head(contentLength: number, path = "/v1/chat/completions"): string {
  return `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${contentLength}\r\n\r\n`;
}

const request = head(body.length) + body;
const chunkedHead =
  "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";

async function begunCall(engine: ScriptedEngine): Promise<BegunCall> {
  await until(() => engine.begun.length > 0, "the call begins");
  return engine.begun[0] ?? assert.fail();
}

/** Counts what was pulled, so that a test sees when the reader is stuck. */
function endlessEvents(): { readonly answer: Script["answer"]; pulled: number } {
  const frame = Buffer.from(
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "w".repeat(9_000) } }] })}\n\n`,
  );
  const endless = {
    pulled: 0,
    answer: async () => eventsReply([], { body: pull() }),
  };
  async function* pull(): AsyncGenerator<Frame> {
    for (;;) {
      endless.pulled++;
      yield frame;
    }
  }
  return endless;
}

async function pulledNoMore(endless: { readonly pulled: number }): Promise<void> {
  let last = -1;
  let same = 0;
  await until(() => {
    same = endless.pulled === last ? same + 1 : 0;
    last = endless.pulled;
    return last > 0 && same > 50;
  }, "the reader holds the stream back");
}

test("a stream whose reader is stuck ends with its call", async (context) => {
  const endless = endlessEvents();
  const { engine, address } = await start(context, { answer: endless.answer });
  const client = new RawClient(context, address);
  client.socket.pause();
  client.socket.write(request);
  const call = await begunCall(engine);
  await pulledNoMore(endless);
  call.cancel(new AiosError("deadline-exceeded", "Too long."));
  const end = await call.ended;
  assert.equal(end.outcome === "failed" && end.error.kind, "deadline-exceeded");
  client.socket.resume();
  await client.closed;
  assert.doesNotMatch(client.text, /\r\n0\r\n\r\n$/, "the reader must see that the reply is not whole");
});

test("a document whose reader is stuck ends with its call", async (context) => {
  const { engine, address } = await start(context, {
    answer: async () => documentReply({ ...completion, padding: "p".repeat(32 * MIB) }),
  });
  const client = new RawClient(context, address);
  client.socket.write(request);
  client.socket.once("data", () => client.socket.pause());
  const call = await begunCall(engine);
  await until(() => client.text.length > 0, "the document begins");
  call.cancel(new AiosError("deadline-exceeded", "Too long."));
  const end = await call.ended;
  assert.equal(end.outcome === "failed" && end.error.kind, "deadline-exceeded");
  client.socket.resume();
  await client.closed;
});

test("a reader who keeps up is told in the stream why its call was aborted", async (context) => {
  const { engine, address } = await start(context, {
    answer: async (call) =>
      eventsReply([], {
        body: (async function* () {
          yield Buffer.from("data: {}\n\n");
          await new Promise<void>((resolve) => call.signal.addEventListener("abort", resolve));
          throw call.signal.reason;
        })(),
      }),
  });
  const client = new RawClient(context, address);
  client.socket.write(request);
  await client.answered(200);
  (await begunCall(engine)).cancel(new AiosError("deadline-exceeded", "Too long."));
  await until(() => client.text.endsWith("\r\n0\r\n\r\n"), "the reply ends");
  assert.match(client.text, /"code":"deadline_exceeded"/);
});

test("bytes that are no request do not get an answer in the middle of a running reply", async (context) => {
  const endless = endlessEvents();
  const { engine, address } = await start(context, { answer: endless.answer });
  const client = new RawClient(context, address);
  client.socket.write(request);
  await client.answered(200);
  client.socket.write("\x00 this is no HTTP\r\n\r\n");
  await client.closed;
  assert.deepEqual(client.statuses, [200]);
  const end = await (await begunCall(engine)).ended;
  assert.equal(end.outcome === "failed" && end.error.kind, "client-closed");
});

test("bytes that are no request do not get an answer before that of the call that they follow", async (context) => {
  const { engine, address } = await start(context, { answer: () => new Promise(() => {}) });
  const client = new RawClient(context, address);
  client.socket.write(request);
  await begunCall(engine);
  client.socket.write("\x00 this is no HTTP\r\n\r\n");
  await client.closed;
  assert.equal(client.text, "");
});

test("bytes that are no request are refused when nothing else is under way", async (context) => {
  const { address } = await start(context);
  const client = new RawClient(context, address);
  client.socket.write(request);
  await client.answered(200);
  client.socket.write("\x00 this is no HTTP\r\n\r\n");
  await client.closed;
  assert.deepEqual(client.statuses, [200, 400]);
});

test("a request that takes too long to arrive is told so", async (context) => {
  const { address } = await start(context, { requestTimeoutMs: 120 });
  const client = new RawClient(context, address);
  client.socket.write(`${head(100, "/v1/messages")}{`);
  await client.closed;
  assert.match(client.text, /^HTTP\/1\.1 408 Request Timeout\r\n/);
  assert.match(client.text, /"type":"timeout_error"/);
  assert.doesNotMatch(client.text, /not valid HTTP/);
  assert.deepEqual(client.statuses, [408]);
});

test("a path that cannot be decoded is refused in the caller's dialect, with a request id", async (context) => {
  const { address } = await start(context);
  for (const [path, shape] of [
    ["/v1/models/%zz", { error: { type: "invalid_request_error", code: "invalid_request", param: null } }],
    ["/v1/messages/%zz", { type: "error", error: { type: "invalid_request_error" } }],
  ] as const) {
    const response = await fetch(`http://${address}${path}`);
    assert.equal(response.status, 400);
    assert.equal(response.headers.get("x-aios-request-id"), REQUEST_ID);
    assert.partialDeepStrictEqual(await response.json(), shape);
  }
});

const tight = limits.parse({ maxRequestSize: "64KiB", maxBufferedRequestSize: "160KiB" });

test("a body that is too large is refused, let pass for a moment, and its connection closed", async (context) => {
  const { address } = await start(context, { limits: tight });
  const client = new RawClient(context, address);
  client.socket.write(head(8 * MIB));
  await client.answered(413);
  assert.match(client.text, /\r\nconnection: close\r\n/i);
  assert.match(client.text, /"code":"request_too_large"/);
  // The rest is taken, so that a client which reads only when it has written everything gets its answer.
  client.socket.write(Buffer.alloc(8 * MIB, " "));
  await client.closed;
  assert.deepEqual(client.statuses, [413]);
});

test("a client that goes on with a refused body for ever is cut", async (context) => {
  const { address } = await start(context, { limits: tight });
  const client = new RawClient(context, address);
  client.socket.write(head(8 * MIB));
  await client.answered(413);
  await client.closed;
});

test("a chunked body that has grown too large is refused and its connection closed", async (context) => {
  const { address } = await start(context, { limits: tight });
  const client = new RawClient(context, address);
  client.socket.write(`${chunkedHead}20000\r\n${"x".repeat(0x20000)}`);
  await client.answered(413);
  assert.match(client.text, /\r\nconnection: close\r\n/i);
  await client.closed;
});

test("bodies that are being read have a bound together; who comes too much is refused at once", async (context) => {
  const { address } = await start(context, { limits: tight });
  const first = new RawClient(context, address);
  const second = new RawClient(context, address);
  first.socket.write(head(64 * 1024));
  second.socket.write(head(64 * 1024));
  await Promise.all([first, second].map(({ socket }) => once(socket, "connect")));
  const refused = await refusal(context, address, head(64 * 1024));
  assert.match(refused.text, /limits\.maxBufferedRequestSize/);
  assert.match(refused.text, /\r\nconnection: close\r\n/i);
  assert.match(refused.text, /\r\nretry-after: 1\r\n/i);

  // A small one still fits, and the room of one that breaks off is free again.
  const small = new RawClient(context, address);
  small.socket.write(request);
  await small.answered(200);
  first.socket.destroy();
  await until(async () => {
    const next = new RawClient(context, address);
    next.socket.write(head(64 * 1024));
    next.socket.write(body.padEnd(64 * 1024));
    await until(() => next.statuses.length > 0, "an answer");
    return next.statuses[0] === 200;
  }, "room for another body");
});

/** Asks until the bodies that were sent before have been seen: their order across connections is the kernel's. */
async function refusal(context: TestContext, address: string, head: string): Promise<RawClient> {
  let refused: RawClient | undefined;
  await until(async () => {
    const client = new RawClient(context, address);
    client.socket.write(head);
    const waited = performance.now() + 50;
    await until(() => client.statuses.length > 0 || performance.now() > waited, "an answer or none");
    if (client.statuses[0] === 503) refused = client;
    else client.socket.destroy();
    return refused !== undefined;
  }, "a refusal");
  return refused ?? assert.fail();
}

test("a chunked body holds what it may become until it is known, and then what it is", async (context) => {
  const { engine, address } = await start(context, {
    limits: tight,
    answer: () => new Promise(() => {}),
  });
  for (let calls = 1; calls <= 5; calls++) {
    const client = new RawClient(context, address);
    client.socket.write(`${chunkedHead}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
    await until(() => engine.begun.length === calls, "another call");
  }
  const halfSent = [new RawClient(context, address), new RawClient(context, address)];
  for (const { socket } of halfSent) socket.write(`${chunkedHead}1\r\n{`);
  await refusal(context, address, `${chunkedHead}1\r\n{`);
});

test("requests that come at once are answered in their order", async (context) => {
  const order: number[] = [];
  const { address, engine } = await start(context, {
    answer: async (call) => {
      const nth = engine.begun.findIndex((begun) => begun.call === call);
      // The first one takes longer than the others.
      if (nth <= 0) await until(() => order.includes(2), "the last one is answered");
      order.push(nth);
      return documentReply({ ...completion, id: `chatcmpl-${nth}` });
    },
  });
  const client = new RawClient(context, address);
  client.socket.write(request.repeat(3));
  await until(() => client.statuses.length === 3, `three answers, not ${client.text}`);
  assert.deepEqual(
    [...client.text.matchAll(/chatcmpl-\d/g)].map(([id]) => id),
    ["chatcmpl-0", "chatcmpl-1", "chatcmpl-2"],
  );
  for (const { ended } of engine.begun) assert.equal((await ended).outcome, "completed");
});

test("a request is the same call however its path and type are spelled", async (context) => {
  const { address, engine } = await start(context);
  const asDocumented = request.replace("host:", "x-repeated: a\r\nx-repeated: b\r\nhost:");
  const otherwise = asDocumented
    .replace("completions HTTP", "completions/?a=b HTTP")
    .replace("/json", "/json;");
  assert.notEqual(asDocumented, otherwise);
  for (const spelled of [asDocumented, otherwise]) {
    const client = new RawClient(context, address);
    client.socket.write(spelled);
    await client.answered(200);
  }
  const [one, other] = engine.begun.map(({ arrival }) => ({
    ...arrival,
    headers: new Map(Object.entries(arrival.headers)).set("content-type", ""),
    body: arrival.body instanceof Uint8Array ? Buffer.from(arrival.body).toString() : arrival.body,
  }));
  assert.equal(one?.body, body);
  assert.equal(one?.headers.get("x-repeated"), "a, b");
  assert.deepEqual(one, other);
});

test("a body is held until its call has ended", async (context) => {
  const held: (() => void)[] = [];
  const { engine, address } = await start(context, {
    limits: tight,
    answer: () =>
      new Promise((resolve) => {
        held.push(() => resolve(documentReply(completion)));
      }),
  });
  const large = head(64 * 1024) + body.padEnd(64 * 1024);
  const clients = [new RawClient(context, address), new RawClient(context, address)];
  for (const { socket } of clients) socket.write(large);
  await until(() => engine.begun.length === 2, "two calls");
  const third = new RawClient(context, address);
  third.socket.write(large);
  await third.answered(503);
  for (const answer of held) answer();
  await Promise.all(clients.map((client) => client.answered(200)));
  const fourth = new RawClient(context, address);
  fourth.socket.write(large);
  await until(() => engine.begun.length === 3, "a third call");
  held.at(-1)?.();
  await fourth.answered(200);
});

test("a body that is larger than all of them together may be is let in alone", async (context) => {
  const { address } = await start(context, {
    limits: limits.parse({ maxRequestSize: "64KiB", maxBufferedRequestSize: "1KiB" }),
  });
  const client = new RawClient(context, address);
  client.socket.write(head(32 * 1024) + body.padEnd(32 * 1024));
  await client.answered(200);
});
