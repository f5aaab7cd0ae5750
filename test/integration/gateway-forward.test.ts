import assert from "node:assert/strict";
import { connect } from "node:http2";
import { after, before, beforeEach, type TestContext, test } from "node:test";
import { type ClientDuplexStream, credentials, type StatusObject, status } from "@grpc/grpc-js";
import OpenAI from "openai";
import { controlPlaneSpec } from "../../config/schema/settings.ts";
import { type RunningControlPlane, startControlPlane } from "../../control-plane/daemon.ts";
import type { ForwardHead } from "../../proto/gen/aios/gateway/v1/ForwardHead.ts";
import type { ForwardReply__Output } from "../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import type { ForwardRequest } from "../../proto/gen/aios/gateway/v1/ForwardRequest.ts";
import { loadGateway } from "../../proto/load.ts";
import { captureLog } from "../support/captured-log.ts";
import { parsePrometheus, sumOf } from "../support/prometheus-text.ts";
import { answeredPing, lengthPrefix } from "../support/raw-grpc.ts";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const { Client, service } = loadGateway();
const MIB = 1024 * 1024;
const model = "gpt-4o-mini";
const CHAT = { model, messages: [{ role: "user", content: "hello there" }] };

let stack: Stack;
before(async () => {
  stack = await startStack({ config: BASIC_CONFIG });
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

/** A sidecar that speaks the protocol by hand; two on one connection are heard in the order in which they speak. */
class Hand {
  readonly received: ForwardReply__Output[] = [];
  readonly status: Promise<StatusObject>;
  readonly stream: ClientDuplexStream<ForwardRequest, ForwardReply__Output>;

  readonly #client: InstanceType<typeof Client>;

  constructor(context: TestContext, to: string | Hand = stack.controlPlane.addresses.grpc) {
    if (typeof to === "string") {
      const options = { "grpc.use_local_subchannel_pool": 1 };
      const client = new Client(to, credentials.createInsecure(), options);
      context.after(() => client.close());
      this.#client = client;
    } else this.#client = to.#client;
    this.stream = this.#client.Forward();
    this.stream.on("data", (message: ForwardReply__Output) => this.received.push(message));
    this.stream.on("error", () => {});
    this.status = new Promise((resolve) => this.stream.on("status", resolve));
  }

  send(...messages: readonly ForwardRequest[]): this {
    for (const message of messages) this.stream.write(message);
    return this;
  }

  /** Half-closes, and waits for the end: how it was answered. */
  async ended(): Promise<StatusObject> {
    this.stream.end();
    return this.status;
  }

  get error() {
    return this.received.at(-1)?.error;
  }

  get body(): string {
    return Buffer.concat(this.received.flatMap(({ frame }) => frame?.data ?? [])).toString("utf8");
  }
}

function head(changes: ForwardHead = {}): ForwardRequest {
  return {
    head: {
      callId: "0190",
      dialect: "openai-chat",
      operation: "chat",
      upstream: "openai",
      model,
      stream: false,
      timeoutMs: 30_000,
      body: Buffer.from(JSON.stringify(CHAT)),
      complete: true,
      ...changes,
    },
  };
}

async function internalErrors(controlPlane: RunningControlPlane = stack.controlPlane): Promise<number> {
  const response = await fetch(`http://${controlPlane.addresses.status}/metrics`);
  return sumOf(parsePrometheus(await response.text()), "aios_internal_errors_total");
}

/** Calls that the control plane's engine has not ended. */
async function callsOnTheGateway(): Promise<number> {
  const response = await fetch(`http://${stack.controlPlane.addresses.status}/metrics`);
  return sumOf(parsePrometheus(await response.text()), "aios_calls_in_flight");
}

test("a body of several MiB reaches the provider as it was sent", async () => {
  const body = JSON.stringify({
    ...CHAT,
    messages: [{ role: "user", content: `${"lorem ipsum ".repeat(300_000)}äöü` }],
  });
  assert.ok(body.length > 3 * MIB);
  const response = await fetch(`${stack.openaiUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  assert.equal(response.status, 200);
  assert.ok(stack.provider.received[0]?.body.equals(Buffer.from(body)));
});

test("a reply of several MiB comes back whole", async () => {
  const content = `${"lorem ipsum ".repeat(300_000)}amen`;
  const reply = await openaiClient(stack).chat.completions.create({
    model,
    messages: [{ role: "user", content }],
  });
  assert.ok(reply.choices[0]?.message.content === `You said: ${content}`);
});

for (const status of [400, 403, 404, 429, 500, 503]) {
  test(`what the provider answers with status ${status} arrives byte for byte`, async () => {
    const ask = (url: string) =>
      fetch(`${url}/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(CHAT),
      });
    stack.provider.setFault({ type: "status", status });
    const direct = await ask(`${stack.provider.url}/v1`);
    const through = await ask(stack.openaiUrl);
    assert.equal(through.status, direct.status);
    assert.equal(await through.text(), await direct.text());
    await assert.rejects(openaiClient(stack).chat.completions.create({ model, messages: [] }), (error) => {
      assert.ok(error instanceof OpenAI.APIError);
      return true;
    });
  });
}

test("a provider's rate limit is the SDK's own RateLimitError, and says when to come back", async () => {
  stack.provider.setFault({ type: "status", status: 429, retryAfterSeconds: 7 });
  const asked = openaiClient(stack).chat.completions.create({
    model,
    messages: [{ role: "user", content: "hello" }],
  });
  await assert.rejects(asked, (error) => {
    assert.ok(error instanceof OpenAI.RateLimitError);
    assert.equal(error.headers.get("retry-after"), "7");
    return true;
  });
});

test("a caller that leaves stops the provider, through both processes", async () => {
  const abort = new AbortController();
  const response = await fetch(`${stack.openaiUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...CHAT, model: "gpt-4o-mini@20ms", stream: true, max_tokens: 10_000 }),
    signal: abort.signal,
  });
  await response.body?.getReader().read();
  abort.abort();
  const call = await stack.provider.arrival(1);
  await call.ended;
  assert.equal(call.aborted, true);
  assert.equal(await internalErrors(), 0);
});

test("a sidecar that cancels the stream stops the provider, before and after its first frame", async (context) => {
  stack.provider.setFault({ type: "stall", where: "before-headers" });
  const early = new Hand(context).send(head());
  const first = await stack.provider.arrival(1);
  early.stream.cancel();
  await first.ended;
  assert.equal(first.aborted, true);

  stack.provider.setFault({ type: "stall", where: "mid-stream", afterEvents: 2 });
  const late = new Hand(context).send(
    head({ stream: true, body: Buffer.from(JSON.stringify({ ...CHAT, stream: true })) }),
  );
  await until(() => late.received.some(({ frame }) => frame != null), "a frame");
  late.stream.cancel();
  const second = await stack.provider.arrival(2);
  await second.ended;
  assert.equal(second.aborted, true);
  assert.equal(await internalErrors(), 0);
});

test("a sidecar that leaves while it sends is no fault of the program", async (context) => {
  // Its connection stands: what it sends goes out at once.
  const earlier = new Hand(context).send(head());
  await earlier.ended();
  const hand = new Hand(context, earlier).send(head({ complete: false, body: Buffer.alloc(0) }));
  await new Promise<void>((resolve) => hand.stream.write({ chunk: Buffer.from("{") }, () => resolve()));
  hand.stream.cancel();
  await hand.status;
  // By the time another call has been served, the end of this one has been seen.
  await new Hand(context, hand).send(head()).ended();
  assert.equal(await internalErrors(), 0);
  assert.equal(stack.provider.received.length, 2);
});

test("a sidecar whose connection breaks while it sends is no fault of the program", async (context) => {
  const session = connect(`http://${stack.controlPlane.addresses.grpc}`);
  context.after(() => session.destroy());
  const stream = session.request({
    ":method": "POST",
    ":path": "/aios.gateway.v1.Gateway/Forward",
    "content-type": "application/grpc",
    te: "trailers",
  });
  stream.on("error", () => {});
  const message = service.Forward.requestSerialize(head({ complete: false, body: Buffer.alloc(0) }));
  stream.write(Buffer.concat([lengthPrefix(message.byteLength), message]));
  await answeredPing(session);
  session.destroy();
  // By the time another call has been served, the end of this one has been seen.
  await new Hand(context).send(head()).ended();
  assert.equal(await internalErrors(), 0);
  assert.equal(stack.provider.received.length, 1);
});

test("the deadline holds, and the provider is let go, while the sidecar does not read", async (context) => {
  const body = Buffer.from(
    JSON.stringify({
      ...CHAT,
      messages: [{ role: "user", content: "lorem ipsum ".repeat(500_000) }],
      stream: true,
    }),
  );
  const hand = new Hand(context);
  context.after(() => hand.stream.cancel());
  hand.stream.pause();
  hand.send(head({ stream: true, complete: false, body: Buffer.alloc(0), timeoutMs: 1_000 }));
  for (let from = 0; from < body.length; from += MIB) hand.send({ chunk: body.subarray(from, from + MIB) });
  hand.stream.end();
  const call = await stack.provider.arrival(1);
  await call.ended;
  assert.equal(call.aborted, true);
  await until(async () => (await callsOnTheGateway()) === 0, "the call's end");
});

test("the deadline that comes with a call ends it", async (context) => {
  stack.provider.setFault({ type: "stall", where: "before-headers" });
  const hand = new Hand(context).send(head({ timeoutMs: 50 }));
  await hand.status;
  assert.equal(hand.error?.kind, "deadline-exceeded");
  const call = await stack.provider.arrival(1);
  await call.ended;
  assert.equal(call.aborted, true);
});

test("a call in one message and the same in chunks cut anywhere give the same answer", async (context) => {
  const whole = new Hand(context).send(head());
  assert.equal((await whole.ended()).code, status.OK);
  const body = Buffer.from(JSON.stringify(CHAT));
  const cut = new Hand(context).send(
    head({ complete: false, body: Buffer.alloc(0) }),
    ...[...body].map((byte) => ({ chunk: Buffer.from([byte]) })),
  );
  assert.equal((await cut.ended()).code, status.OK);
  const said = (text: string) => (JSON.parse(text) as OpenAI.ChatCompletion).choices;
  assert.deepEqual(said(cut.body), said(whole.body));
  assert.deepEqual(stack.provider.received[0]?.body, stack.provider.received[1]?.body);
  assert.equal(whole.received.at(-1)?.end?.attempts, 1);
});

test("a small document is one message for a sidecar that knows such replies, and several for one that does not", async (context) => {
  const older = new Hand(context).send(head());
  assert.equal((await older.ended()).code, status.OK);
  assert.deepEqual(
    older.received.map(({ message }) => message),
    ["head", "frame", "end"],
  );
  assert.equal(older.received[0]?.head?.end, null);

  const newer = new Hand(context).send(head({ takesWhole: true }));
  assert.equal((await newer.ended()).code, status.OK);
  assert.equal(newer.received.length, 1);
  const reply = newer.received[0]?.head;
  assert.deepEqual([reply?.status, reply?.framing, reply?.end?.attempts], [200, "FRAMING_DOCUMENT", 1]);
  const said = (text: string) => (JSON.parse(text) as OpenAI.ChatCompletion).choices;
  assert.deepEqual(said(String(reply?.document)), said(older.body));
});

test("a stream is many messages for any sidecar", async (context) => {
  const body = Buffer.from(JSON.stringify({ ...CHAT, stream: true }));
  const hand = new Hand(context).send(head({ takesWhole: true, stream: true, body }));
  assert.equal((await hand.ended()).code, status.OK);
  assert.equal(hand.received[0]?.head?.end, null);
  assert.equal(hand.received.at(-1)?.message, "end");
  assert.match(hand.body, /\[DONE\]/);
});

const REFUSED: readonly {
  readonly what: string;
  readonly messages: readonly ForwardRequest[];
  readonly kind: string;
  readonly says: RegExp;
}[] = [
  {
    what: "a dialect that it does not know",
    messages: [head({ dialect: "telepathy" })],
    kind: "unsupported",
    says: /telepathy/,
  },
  {
    what: "an upstream that it does not know",
    messages: [head({ upstream: "nowhere" })],
    kind: "not-ready",
    says: /nowhere/,
  },
  {
    what: "an upstream that speaks another dialect, for a call that cannot be translated",
    messages: [
      head({
        upstream: "anthropic",
        dialect: "embeddings",
        operation: "embedding",
        body: Buffer.from(JSON.stringify({ model, input: "hello" })),
      }),
    ],
    kind: "unsupported",
    says: /anthropic/,
  },
  {
    what: "a first message that is no head",
    messages: [{ chunk: Buffer.from("{}") }],
    kind: "invalid-request",
    says: /first message/,
  },
  {
    what: "a second head",
    messages: [head({ complete: false }), head()],
    kind: "invalid-request",
    says: /one head/,
  },
  { what: "no message at all", messages: [], kind: "client-closed", says: /head/ },
  {
    what: "a body that is no JSON",
    messages: [head({ body: Buffer.from("{") })],
    kind: "invalid-request",
    says: /JSON/,
  },
  {
    what: "a body beyond its limit",
    messages: [
      head({ complete: false, body: Buffer.alloc(0) }),
      ...Array.from({ length: 17 }, () => ({ chunk: Buffer.alloc(MIB, " ") })),
    ],
    kind: "request-too-large",
    says: /16777216 bytes/,
  },
];

for (const { what, messages, kind, says } of REFUSED) {
  test(`${what} is refused as ${kind}, and no provider hears of it`, async (context) => {
    const hand = new Hand(context).send(...messages);
    await hand.ended();
    assert.equal(hand.received.length, 1);
    assert.equal(hand.error?.kind, kind);
    assert.match(hand.error.message, says);
    assert.equal(stack.provider.received.length, 0);
    assert.equal(await internalErrors(), 0);
  });
}

test("a sidecar that does not know yet what an upstream speaks is answered in its caller's dialect", async (context) => {
  const hand = new Hand(context).send(head({ upstream: "anthropic" }));
  assert.equal((await hand.ended()).code, status.OK);
  assert.equal((JSON.parse(hand.body) as OpenAI.ChatCompletion).object, "chat.completion");
  assert.equal(stack.provider.received[0]?.path, "/v1/messages");
});

test("an upstream's name from the wire never becomes a label", async (context) => {
  await new Hand(context).send(head({ upstream: "nowhere-7f3a" })).ended();
  const response = await fetch(`http://${stack.controlPlane.addresses.status}/metrics`);
  assert.doesNotMatch(await response.text(), /7f3a/);
});

/** A control plane of its own, with the stack's provider. */
async function ownControlPlane(spec: Record<string, unknown>): Promise<RunningControlPlane> {
  const any = "127.0.0.1:0";
  return startControlPlane({
    spec: controlPlaneSpec.parse({ listen: { grpc: any, http: any, status: any }, ...spec }),
    configPaths: [stack.configFile],
    log: captureLog("silent"),
  });
}

test("the size limit holds for a body that comes in one message, too", async (context) => {
  const controlPlane = await ownControlPlane({ limits: { maxRequestSize: "1KiB" } });
  context.after(() => controlPlane.close());
  const body = Buffer.from(
    JSON.stringify({ ...CHAT, messages: [{ role: "user", content: "x".repeat(2_000) }] }),
  );
  const hand = new Hand(context, controlPlane.addresses.grpc).send(head({ body }));
  await hand.ended();
  assert.equal(hand.error?.kind, "request-too-large");
  assert.equal(stack.provider.received.length, 0);
});

test("a stream that is opened and left alone does not keep the control plane from closing", async (context) => {
  const controlPlane = await ownControlPlane({ drainTimeout: "1s" });
  const idle = new Hand(context, controlPlane.addresses.grpc).send(
    head({ complete: false, body: Buffer.alloc(0) }),
  );
  // Served on the same connection after the idle one: the control plane has seen both.
  await new Hand(context, idle).send(head()).ended();
  await controlPlane.close();
  assert.notEqual((await idle.status).code, status.OK);
});

test("a call in flight is finished before the control plane closes", async (context) => {
  const controlPlane = await ownControlPlane({ drainTimeout: "10s" });
  stack.provider.setFault({ type: "delay", ms: 100 });
  const hand = new Hand(context, controlPlane.addresses.grpc).send(head());
  await stack.provider.arrival(1);
  const closed = controlPlane.close();
  assert.equal((await hand.ended()).code, status.OK);
  assert.notEqual(hand.received.at(-1)?.end, undefined);
  await closed;
});

test("the proxy pattern: the official SDKs at the control plane's own address", async () => {
  const url = `http://${stack.controlPlane.addresses.http}`;
  const openai = openaiClient({ openaiUrl: `${url}/v1` });
  const reply = await openai.chat.completions.create({
    model,
    messages: [{ role: "user", content: "hello" }],
  });
  assert.equal(reply.choices[0]?.message.content, "You said: hello");
  const chunks = await Array.fromAsync(
    await openai.chat.completions.create({
      model,
      messages: [{ role: "user", content: "hello" }],
      stream: true,
    }),
  );
  assert.ok(chunks.length > 1);
  const vectors = await openai.embeddings.create({ model: "text-embedding-3-small", input: "hello" });
  assert.equal(vectors.data.length, 1);
  const models = await openai.models.list();
  assert.ok(models.data.some(({ id }) => id === model));

  const message = await anthropicClient({ url }).messages.create({
    model: "claude-sonnet-5-5",
    max_tokens: 100,
    messages: [{ role: "user", content: "hello" }],
  });
  assert.equal(message.content[0]?.type, "text");
  await assert.rejects(
    openai.chat.completions.create({ model: "unknown", messages: [{ role: "user", content: "hello" }] }),
    OpenAI.NotFoundError,
  );
});

test("in the proxy pattern policies hold: what they name does not reach the provider, and comes back to the caller", async () => {
  const openai = openaiClient({ openaiUrl: `http://${stack.controlPlane.addresses.http}/v1` });
  const reply = await openai.chat.completions.create({
    model,
    messages: [{ role: "user", content: "I am maria@example.com" }],
  });
  assert.match(reply.choices[0]?.message.content ?? "", /maria@example\.com/);
  assert.doesNotMatch(stack.provider.received[0]?.text ?? "maria", /maria/);
});
