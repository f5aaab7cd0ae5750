import assert from "node:assert/strict";
import { getEventListeners, once } from "node:events";
import type { ServerResponse } from "node:http";
import { type TestContext, test } from "node:test";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { collect, text } from "../../../support/calls.ts";
import { failureOf, sendEvents, startProvider, streamCall, unaryCall, upstreamAt } from "./support.ts";

/** A provider that leaves each response to the test. */
async function heldProvider(context: TestContext) {
  const waiting: ((response: ServerResponse) => void)[] = [];
  const arrived: ServerResponse[] = [];
  const provider = await startProvider(context, (_request, response) => {
    const next = waiting.shift();
    if (next === undefined) arrived.push(response);
    else next(response);
  });
  const response = () =>
    new Promise<ServerResponse>((resolve) => {
      const next = arrived.shift();
      if (next === undefined) waiting.push(resolve);
      else resolve(next);
    });
  return { ...provider, response };
}

function abortable() {
  const controller = new AbortController();
  const reason = new AiosError("deadline-exceeded", "too late");
  return { signal: controller.signal, reason, abort: () => controller.abort(reason) };
}

test("events come through unharmed, and the call resolves with the first", async (context) => {
  const provider = await heldProvider(context);
  const upstream = upstreamAt(context, provider.url);
  const { signal } = abortable();
  let resolved = false;
  const replying = upstream.call(streamCall({ signal })).then((reply) => {
    resolved = true;
    return reply;
  });

  const response = await provider.response();
  sendEvents(response, 'data: {"a":1}', "\r\n");
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(resolved, false);
  sendEvents(response, "\r\n");
  const reply = await replying;
  sendEvents(response, "event: x\ndata: é\n\n: ping\n\n", "data: [DONE]\n\n");
  response.end();

  assert.equal(reply.framing, "events");
  assert.equal(
    await text(reply.body),
    'data: {"a":1}\r\n\r\nevent: x\ndata: é\n\n: ping\n\ndata: [DONE]\n\n',
  );
  assert.equal(getEventListeners(signal, "abort").length, 0);
  assert.equal(upstream.clock.running, 0);
});

test("comments before the first event do not commit the call, and are not lost", async (context) => {
  const provider = await heldProvider(context);
  const replying = upstreamAt(context, provider.url).call(streamCall());
  const response = await provider.response();
  sendEvents(response, ": queued\n\n", ": queued\n\n", "data: 1\n\n", "data: [DONE]\n\n");
  response.end();
  assert.equal(await text((await replying).body), ": queued\n\n: queued\n\ndata: 1\n\ndata: [DONE]\n\n");
});

for (const first of ["data: <html>\n\n", ": queued\n\ndata: oops, not JSON\n\n"]) {
  test(`a stream that begins with ${JSON.stringify(first)} is no reply, while another attempt may be made`, async (context) => {
    const provider = await heldProvider(context);
    const replying = upstreamAt(context, provider.url).call(streamCall());
    const response = await provider.response();
    const closed = once(response, "close");
    sendEvents(response, first);
    const error = await failureOf(replying);
    assert.equal(error.kind, "invalid-upstream-reply");
    assert.doesNotMatch(error.message, /html|oops/);
    await closed;
  });
}

test("of comments before the first event no more than 64 KiB are held, however many come", async (context) => {
  const provider = await heldProvider(context);
  const replying = upstreamAt(context, provider.url).call(streamCall());
  const response = await provider.response();
  const comment = `: ${"x".repeat(10_000)}\n\n`;
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (let index = 0; index < 1_000; index++) {
    if (!response.write(index === 0 ? `: first\n\n${comment}` : comment)) await once(response, "drain");
  }
  sendEvents(response, "data: 1\n\n", ": later\n\n", "data: [DONE]\n\n");
  response.end();
  const frames = (await collect((await replying).body)).map((frame) => Buffer.from(frame).toString());
  assert.equal(frames[0], ": first\n\n");
  assert.deepEqual(frames.slice(-3), ["data: 1\n\n", ": later\n\n", "data: [DONE]\n\n"]);
  assert.ok(Buffer.byteLength(frames.slice(0, -3).join("")) <= 64 * 1024);
});

test("a stream that holds comments alone is a cut, not a reply", async (context) => {
  const provider = await heldProvider(context);
  const replying = upstreamAt(context, provider.url).call(streamCall());
  const response = await provider.response();
  sendEvents(response, ": queued\n\n");
  response.end();
  assert.equal((await failureOf(replying)).kind, "upstream-cut");
});

test("an error event in place of the first one is a rejection with its kind", async (context) => {
  const provider = await heldProvider(context);
  const replying = upstreamAt(context, provider.url).call(streamCall());
  const response = await provider.response();
  sendEvents(response, ': hi\n\ndata: {"error":{"message":"slow down"}}\n\n');
  response.end();
  const error = await failureOf(replying);
  assert.equal(error.kind, "rate-limited");
  assert.equal(error.answer?.status, 429);
  assert.equal(Buffer.from(error.answer.body).toString(), '{"error":{"message":"slow down"}}');
});

test("a later error event is passed on, and then the body fails with its kind as one that has been told", async (context) => {
  const provider = await heldProvider(context);
  const replying = upstreamAt(context, provider.url).call(streamCall());
  const response = await provider.response();
  sendEvents(response, "data: 1\n\n", 'data: {"error":1}\n\ndata: 2\n\n');
  const body = (await replying).body[Symbol.asyncIterator]();
  const next = async () => Buffer.from((await body.next()).value ?? []).toString();
  assert.equal(await next(), "data: 1\n\n");
  assert.equal(await next(), 'data: {"error":1}\n\n');
  const error = await failureOf(body.next());
  assert.deepEqual([error.kind, error.told], ["rate-limited", true]);
  assert.deepEqual(await body.next(), { done: true, value: undefined });
});

test("a body that is left at the provider's error event ends without a failure", async (context) => {
  const provider = await heldProvider(context);
  const replying = upstreamAt(context, provider.url).call(streamCall());
  const response = await provider.response();
  sendEvents(response, "data: 1\n\n", 'data: {"error":1}\n\n');
  const body = (await replying).body[Symbol.asyncIterator]();
  await body.next();
  await body.next();
  await body.return?.();
  assert.deepEqual(await body.next(), { done: true, value: undefined });
});

test("a last event without its blank line still completes the stream", async (context) => {
  const provider = await heldProvider(context);
  const replying = upstreamAt(context, provider.url).call(streamCall());
  const response = await provider.response();
  sendEvents(response, "data: 1\n\n", "data: [DONE]\n");
  response.end();
  assert.equal(await text((await replying).body), "data: 1\n\ndata: [DONE]\n");
});

test("a stream that ends without its terminal event is a cut", async (context) => {
  const provider = await heldProvider(context);
  const replying = upstreamAt(context, provider.url).call(streamCall());
  const response = await provider.response();
  sendEvents(response, "data: 1\n\n");
  response.end();
  assert.equal((await failureOf(collect((await replying).body))).kind, "upstream-cut");
});

test("what a server sends behind the terminal event is no part of the stream, however it was cut", async (context) => {
  for (const pieces of [
    ["data: 1\n\ndata: [DONE]\n\ndata: 2\n\n"],
    ["data: 1\n\n", "data: [DONE]\n\n", "data: 2\n\n"],
  ]) {
    const provider = await heldProvider(context);
    const replying = upstreamAt(context, provider.url).call(streamCall());
    const response = await provider.response();
    sendEvents(response, ...pieces);
    response.end();
    assert.equal(await text((await replying).body), "data: 1\n\ndata: [DONE]\n\n");
  }
});

test("after the terminal event nobody waits for the connection; it is dropped if it does not end soon", async (context) => {
  const provider = await heldProvider(context);
  const upstream = upstreamAt(context, provider.url);
  const replying = upstream.call(streamCall());
  const response = await provider.response();
  const closed = once(response, "close");
  sendEvents(response, "data: 1\n\n", "data: [DONE]\n\n");

  const call = await replying;
  assert.equal(await text(call.body), "data: 1\n\ndata: [DONE]\n\n");
  assert.equal(upstream.clock.running, 1);
  await upstream.clock.advance(1_000);
  await closed;
  assert.equal(upstream.clock.running, 0);
});

test("a connection whose response ends after the terminal event is used again", async (context) => {
  const provider = await heldProvider(context);
  const upstream = upstreamAt(context, provider.url, { connections: { max: 1 } });
  for (let index = 0; index < 3; index++) {
    const call = streamCall();
    const replying = upstream.call(call);
    const response = await provider.response();
    sendEvents(response, "data: 1\n\n", "data: [DONE]\n\n");
    for await (const frame of (await replying).body) if (Buffer.from(frame).includes("DONE")) break;
    call.end();
    response.end();
  }
  assert.equal(provider.connections(), 1);
  assert.equal(upstream.clock.running <= 1, true);
});

test("an abort before the head destroys the request at once", async (context) => {
  const provider = await heldProvider(context);
  const { signal, abort, reason } = abortable();
  const replying = upstreamAt(context, provider.url).call(streamCall({ signal }));
  const closed = once(await provider.response(), "close");
  abort();
  assert.equal(await failureOf(replying), reason);
  await closed;
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("an abort within a stream destroys the request at once and fails whoever waits", async (context) => {
  const provider = await heldProvider(context);
  const { signal, abort, reason } = abortable();
  const upstream = upstreamAt(context, provider.url);
  const replying = upstream.call(streamCall({ signal }));
  const response = await provider.response();
  const closed = once(response, "close");
  sendEvents(response, "data: 1\n\n");
  const body = (await replying).body[Symbol.asyncIterator]();
  await body.next();
  const waiting = body.next();
  abort();
  assert.equal(await failureOf(waiting), reason);
  await closed;
  assert.deepEqual(await body.next(), { done: true, value: undefined });
  assert.equal(getEventListeners(signal, "abort").length, 0);
  assert.equal(upstream.status().running, 0);
});

test("an abort while an error body is awaited is told as the abort", async (context) => {
  const provider = await heldProvider(context);
  const { signal, abort, reason } = abortable();
  const replying = upstreamAt(context, provider.url).call(unaryCall({ signal }));
  const response = await provider.response();
  response.writeHead(500, { "content-length": "10" });
  response.write("12345");
  await new Promise((resolve) => setImmediate(resolve));
  abort();
  assert.equal(await failureOf(replying), reason);
});

test("a signal that has aborted already sends nothing", async (context) => {
  const provider = await heldProvider(context);
  const { signal, abort, reason } = abortable();
  abort();
  const upstream = upstreamAt(context, provider.url);
  assert.equal(await failureOf(upstream.call(streamCall({ signal }))), reason);
  assert.equal(provider.connections(), 0);
  assert.equal(upstream.status().running, 0);
});

test("a body that is left early stops the provider", async (context) => {
  const provider = await heldProvider(context);
  const { signal } = abortable();
  const replying = upstreamAt(context, provider.url).call(streamCall({ signal }));
  const response = await provider.response();
  const closed = once(response, "close");
  sendEvents(response, "data: 1\n\n", "data: 2\n\n");
  for await (const _frame of (await replying).body) break;
  await closed;
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("a body that is closed while a frame is awaited ends, and stops the provider", async (context) => {
  const provider = await heldProvider(context);
  const replying = upstreamAt(context, provider.url).call(streamCall());
  const response = await provider.response();
  const closed = once(response, "close");
  sendEvents(response, "data: 1\n\n");
  const body = (await replying).body[Symbol.asyncIterator]();
  await body.next();
  const waiting = body.next();
  await body.return?.();
  assert.deepEqual(await waiting, { done: true, value: undefined });
  await closed;
});

test("a body that is never pulled is given up at the end of its call", async (context) => {
  const provider = await heldProvider(context);
  const call = streamCall();
  const replying = upstreamAt(context, provider.url).call(call);
  const response = await provider.response();
  const closed = once(response, "close");
  sendEvents(response, "data: 1\n\n");
  await replying;
  call.end();
  await closed;
});

test("a slow reader holds the provider back, and then gets everything", async (context) => {
  const frame = `data: "${"x".repeat(64 * 1024)}"\n\n`;
  const frames = 1_024;
  let written = 0;
  const provider = await startProvider(context, (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const more = () => {
      while (written < frames) {
        written++;
        if (!response.write(frame)) return;
      }
      response.end("data: [DONE]\n\n");
    };
    response.on("drain", more);
    more();
  });
  const reply = await upstreamAt(context, provider.url).call(streamCall());

  // Nobody reads; both ends run in this process, so that turns of its event loop are all the time they need.
  for (let turn = 0; turn < 2_000; turn++) await new Promise((resolve) => setImmediate(resolve));
  // 64 MiB would have gone through by now. What the kernel keeps for a loopback connection is a few MiB.
  assert.ok(written < 256, `the provider could write ${written} of ${frames} frames of 64 KiB`);

  let bytes = 0;
  for await (const received of reply.body) bytes += received.length;
  assert.equal(bytes, frame.length * frames + "data: [DONE]\n\n".length);
});

test("calls beyond the connections wait, and one that is cancelled is gone at once", async (context) => {
  const provider = await heldProvider(context);
  const upstream = upstreamAt(context, provider.url, { connections: { max: 1 } }, { maxWaiting: 2 });
  const { signal, abort, reason } = abortable();
  const first = upstream.call(unaryCall());
  const cancelled = upstream.call(unaryCall({ signal }));
  const last = upstream.call(unaryCall());
  const { running, pending } = upstream.status();
  assert.deepEqual({ running, pending }, { running: 1, pending: 2 });

  assert.equal((await failureOf(upstream.call(unaryCall()))).kind, "overloaded");
  abort();
  assert.equal(await failureOf(cancelled), reason);
  assert.equal(getEventListeners(signal, "abort").length, 0);
  assert.equal(upstream.status().pending, 1);
  for (const reply of [first, last]) {
    (await provider.response()).writeHead(200, { "content-type": "application/json" }).end("{}");
    await reply;
  }
  assert.equal(provider.connections(), 1);
  assert.equal(upstream.status().running, 0);
});

for (const [what, bounds] of [
  ["the time until its first frame", { firstFrameBy: { at: 400 } }],
  ["the time until its deadline", { deadline: { at: 400 } }],
] as const) {
  test(`a call waits for a connection for half of ${what} at most, and that is no failure of the upstream`, async (context) => {
    const provider = await heldProvider(context);
    const upstream = upstreamAt(context, provider.url, { connections: { max: 1 } });
    const { clock } = upstream;
    const from = clock.monotonic();
    const first = upstream.call(unaryCall());
    const at = (bound: { readonly at: number }) => ({ at: from + bound.at });
    const { signal } = abortable();
    const waiting = failureOf(
      upstream.call(
        streamCall({
          signal,
          ...("firstFrameBy" in bounds
            ? { firstFrameBy: at(bounds.firstFrameBy) }
            : { deadline: at(bounds.deadline) }),
        }),
      ),
    );
    await clock.advance(199);
    assert.equal(upstream.status().pending, 1);
    await clock.advance(1);
    const error = await waiting;
    assert.equal(error.kind, "overloaded");
    assert.match(error.message, /connections\.max/);
    assert.equal(upstream.status().pending, 0);
    assert.equal(clock.running, 0);
    assert.equal(getEventListeners(signal, "abort").length, 0);
    (await provider.response()).writeHead(200, { "content-type": "application/json" }).end("{}");
    await first;
    assert.equal(upstream.status().running, 0);
  });
}

test("a call that gets a connection in time leaves no timer behind", async (context) => {
  const provider = await heldProvider(context);
  const upstream = upstreamAt(context, provider.url, { connections: { max: 1 } });
  const first = upstream.call(unaryCall());
  const second = upstream.call(unaryCall({ deadline: { at: upstream.clock.monotonic() + 400 } }));
  for (const reply of [first, second]) {
    (await provider.response()).writeHead(200, { "content-type": "application/json" }).end("{}");
    await reply;
  }
  assert.equal(upstream.clock.running, 0);
});
