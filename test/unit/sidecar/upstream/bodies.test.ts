import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Dispatcher } from "undici";
import type { Frame } from "../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { events } from "../../../../sidecar/dialects/openai-chat/events.ts";
import { splitEvents } from "../../../../sidecar/dialects/sse/split.ts";
import { ByteBody } from "../../../../sidecar/upstream/byte-body.ts";
import { EventBody } from "../../../../sidecar/upstream/event-body.ts";
import { HttpExchange } from "../../../../sidecar/upstream/http-exchange.ts";
import { QuotedCredentials } from "../../../../sidecar/upstream/quoted-credentials.ts";
import { cut, seenOf } from "../../../support/bursts.ts";
import { collect, framesOf } from "../../../support/calls.ts";
import { FakeClock } from "../../../support/fake-clock.ts";

const KEY = "sk-secret-0123456789";
const TOKEN = 'data: {"choices":[{"index":0,"delta":{"content":"é"}}]}\n\n';
const ERROR = 'data: {"error":{"message":"overloaded","type":"server_error"}}\n\n';
const QUOTING = `data: {"error":{"message":"bad key ${KEY}"}}\n\n`;
const DONE = "data: [DONE]\n\n";

const controller: Dispatcher.DispatchController = {
  aborted: false,
  paused: false,
  reason: null,
  rawHeaders: null,
  rawTrailers: null,
  abort: () => {},
  pause: () => {},
  resume: () => {},
};

/** An exchange whose response comes in bursts: the chunks of one have all come by the time that somebody looks. */
function responding(bursts: readonly (readonly Buffer[])[]): HttpExchange {
  const exchange = new HttpExchange("provider", new AbortController().signal, () => {});
  exchange.onRequestStart(controller);
  exchange.onResponseStart(controller, 200, {});
  let next = 0;
  const more = () => {
    const burst = bursts[next++];
    if (burst === undefined) exchange.onResponseEnd();
    else {
      for (const chunk of burst) exchange.onResponseData(controller, chunk);
      setImmediate(more);
    }
  };
  setImmediate(more);
  return exchange;
}

/** Where the bytes are cut into chunks, and the chunks into bursts. */
const chunking = fc.record({
  chunks: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 }),
  bursts: fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }),
  takes: fc.array(fc.boolean(), { maxLength: 6 }),
});

function chunksOf(text: string, chunks: readonly number[], bursts: readonly number[]) {
  const pieces = cut([...Buffer.from(text)], chunks).map((bytes) => Buffer.from(bytes));
  return cut(pieces, bursts);
}

const stream = fc
  .array(fc.constantFrom(TOKEN, ": ping\n\n", "event: x\r\ndata: {}\r\n\r\n"), { maxLength: 8 })
  .chain((middle) =>
    fc
      .constantFrom(DONE, ERROR, QUOTING, "", `${DONE}data: late\n\n`, `data: ${"x".repeat(600)}\n\n`)
      .map((end) => TOKEN + middle.join("") + end),
  );

async function eventsIn(text: string): Promise<readonly string[]> {
  const frames = await collect(splitEvents(framesOf([Buffer.from(text)]), 10_000));
  return frames.map((frame) => Buffer.from(frame).toString());
}

test("however a stream is cut, and however its frames are taken, they, their order and its end are the same", async () => {
  await fc.assert(
    fc.asyncProperty(stream, chunking, async (text, { chunks, bursts, takes }) => {
      const exchange = responding(chunksOf(text, chunks, bursts));
      const body = new EventBody({
        upstream: "provider",
        exchange,
        maxEventBytes: 500,
        events,
        quoted: new QuotedCredentials(`Bearer ${KEY}`),
        clock: new FakeClock(),
      });
      await body.prime();
      const { frames, end } = await seenOf(body, takes);

      const all = await eventsIn(text);
      if (text.endsWith(ERROR)) {
        assert.deepEqual(frames, all);
        assert.ok(end instanceof AiosError && end.told, "told");
      } else if (text.endsWith(QUOTING)) {
        assert.deepEqual(frames, all.slice(0, -1));
        assert.ok(end instanceof AiosError && !end.told && !end.message.includes(KEY));
      } else if (text.includes("xxx")) {
        assert.deepEqual(frames, all.slice(0, -1));
        assert.equal(end instanceof AiosError && end.kind, "reply-too-large");
      } else if (text.includes(DONE)) {
        assert.deepEqual(frames, all.slice(0, all.indexOf(DONE) + 1));
        assert.equal(end, "end");
      } else {
        assert.deepEqual(frames, all);
        assert.equal(end instanceof AiosError && end.kind, "upstream-cut");
      }
    }),
    { numRuns: 150 },
  );
});

test("frames keep nothing of the socket's buffers", async () => {
  const socket = Buffer.alloc(65_536);
  const chunks = [TOKEN, TOKEN, DONE].map((text, at) => {
    const bytes = Buffer.from(text);
    bytes.copy(socket, at * 1_000);
    return socket.subarray(at * 1_000, at * 1_000 + bytes.length);
  });
  const body = new EventBody({
    upstream: "provider",
    exchange: responding([chunks]),
    maxEventBytes: 500,
    events,
    quoted: undefined,
    clock: new FakeClock(),
  });
  await body.prime();
  const frames = await collect(body);
  socket.fill(0);
  assert.deepEqual(
    frames.map((frame) => Buffer.from(frame).toString()),
    [TOKEN, TOKEN, DONE],
  );
});

test("however a body of bytes is cut and taken, all of it comes, save what quotes the credentials", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.boolean(),
      chunking,
      async (text, quotes, { chunks, bursts, takes }) => {
        const sent = quotes ? `${text}${KEY}behind` : text;
        const body = new ByteBody({
          upstream: "provider",
          exchange: responding(chunksOf(sent, chunks, bursts)),
          quoted: new QuotedCredentials(`Bearer ${KEY}`),
        });
        const read: Buffer[] = [];
        const reading: AsyncIterable<Frame> = {
          [Symbol.asyncIterator]: () => ({
            next: async () => {
              const next = await body.next();
              if (next.done !== true) read.push(Buffer.from(next.value));
              return next;
            },
            take: () => {
              const frame = body.take();
              if (frame !== undefined) read.push(Buffer.from(frame));
              return frame;
            },
          }),
        };
        const { end } = await seenOf(reading, takes);
        const got = Buffer.concat(read).toString();
        if (quotes) {
          assert.equal(end instanceof AiosError && end.kind, "invalid-upstream-reply");
          assert.ok(text.startsWith(got.replace(/\ufffd+$/u, "")) && !got.includes(KEY));
        } else {
          assert.equal(end, "end");
          assert.equal(got, Buffer.from(sent).toString());
        }
      },
    ),
    { numRuns: 100 },
  );
});
