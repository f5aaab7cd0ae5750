import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const MIB = 1024 * 1024;
/** Provider, control plane, sidecar and reader together. Each hop may hold a window's worth; none may hold the reply. */
const MAX_GROWTH_BYTES = 24 * MIB;
/** Beside that, the kernel holds a few MiB for each of three connections. */
const MAX_UNREAD_BYTES = 64 * MIB;
const CALM_MS = 500;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const TEXT = "word [EMAIL_1] ".repeat(300);
const OPENAI_EVENT = Buffer.from(
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: TEXT } }] })}\n\n`,
);
const ANTHROPIC_EVENT = Buffer.from(
  `event: content_block_delta\ndata: ${JSON.stringify({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: TEXT } })}\n\n`,
);

/** A stream that never ends, written no faster than it is read. */
class EndlessReply {
  readonly left: Promise<unknown>;
  bytes = 0;

  constructor(response: ServerResponse, event: Buffer) {
    this.left = once(response, "close");
    response.writeHead(200, { "content-type": "text/event-stream" });
    const write = () => {
      let more = true;
      while (more && !response.destroyed) {
        more = response.write(event);
        this.bytes += event.byteLength;
      }
    };
    response.on("drain", write);
    write();
  }
}

let provider: Server;
let stack: Stack;
let reply: EndlessReply | undefined;
before(async () => {
  provider = createServer((incoming, response) => {
    const event = incoming.url === "/v1/messages" ? ANTHROPIC_EVENT : OPENAI_EVENT;
    incoming.resume().once("end", () => {
      reply = new EndlessReply(response, event);
    });
  }).listen(0, "127.0.0.1");
  await once(provider, "listening");
  const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  stack = await startStack({
    config: BASIC_CONFIG.replaceAll("{openai}", `${url}/v1`).replaceAll("{anthropic}", url),
  });
});
after(async () => {
  await stack.close();
  provider.close();
  provider.closeAllConnections();
});

function memoryInUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** While nothing moves, what is held stays held; freed buffers are given back a little after their collection. */
async function assertLittleMore(than: number): Promise<void> {
  await until(
    () => memoryInUse() - than < MAX_GROWTH_BYTES,
    `at most ${MAX_GROWTH_BYTES / MIB} MiB are held`,
  );
}

/**
 * Waits until the provider has written nothing for half a second in which this process was idle: whatever could move
 * has moved. A pause alone would not do, as bytes travel through three hops in bursts.
 */
async function heldBack(): Promise<EndlessReply> {
  await until(() => reply !== undefined, "the call arrives");
  const endless = reply ?? assert.fail();
  let bytes = -1;
  let calmSince = performance.now();
  let load = performance.eventLoopUtilization();
  await until(
    () => {
      assert.ok(endless.bytes < MAX_UNREAD_BYTES, "the provider is not held back");
      const calmForMs = performance.now() - calmSince;
      if (endless.bytes === bytes && calmForMs < CALM_MS) return false;
      const isIdle = performance.eventLoopUtilization(load).utilization < 0.3;
      if (endless.bytes === bytes && isIdle) return true;
      bytes = endless.bytes;
      calmSince = performance.now();
      load = performance.eventLoopUtilization();
      return false;
    },
    "the provider is held back",
    10_000,
  );
  return endless;
}

/** A stream of which nothing is read until somebody asks. */
async function openStream(path: string, body: object): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const outgoing = request(stack.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", "anthropic-version": "2023-06-01" },
  });
  outgoing.once("response", resolve).once("error", reject).end(JSON.stringify(body));
  return promise;
}

for (const [path, model, content] of [
  ["/v1/chat/completions", "gpt-4o-mini", "hello"],
  ["/v1/chat/completions", "gpt-4o-mini", "write to maria.lopez@example.com"],
  ["/v1/messages", "claude-sonnet-5-5", "hello"],
  ["/v1/messages", "claude-sonnet-5-5", "write to maria.lopez@example.com"],
] as const) {
  test(`${path}, "${content}": a reader that stops holds the provider back, and costs no memory`, async () => {
    reply = undefined;
    const before = memoryInUse();
    const body = { model, max_tokens: 9, stream: true, messages: [{ role: "user", content }] };
    const response = await openStream(path, body);
    const endless = await heldBack();
    const unread = endless.bytes;
    await assertLittleMore(before);

    // It goes on as soon as the reader does, and with what came after.
    let read = 0;
    for await (const piece of response as AsyncIterable<Buffer>) {
      read += piece.byteLength;
      if (read > 2 * unread) break;
    }
    assert.ok(endless.bytes > unread);
    await endless.left;
    await assertLittleMore(before);
  });
}
