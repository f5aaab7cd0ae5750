import assert from "node:assert/strict";
import type { IncomingHttpHeaders } from "node:http";
import { test } from "node:test";
import { Secret } from "../../../../sidecar/platform/secrets.ts";
import type { ResolvedAuth } from "../../../../sidecar/upstream/auth.ts";
import { text } from "../../../support/calls.ts";
import { settle } from "../../../support/fake-clock.ts";
import { bodyOf, startProvider, streamCall, unaryCall, upstreamAt } from "./support.ts";

const auth: ResolvedAuth = {
  headerName: "authorization",
  headerValue: () => new Secret("Bearer ours"),
  refused: () => {},
};

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function echo(context: Parameters<typeof startProvider>[0]) {
  const received: Received[] = [];
  const provider = await startProvider(context, async (request, response) => {
    const { method, url, headers } = request;
    received.push({ method, url, headers, body: await bodyOf(request) });
    response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
  });
  return { ...provider, received };
}

test("a call is posted to the URL with its own prefix and query, with the caller's bytes", async (context) => {
  const provider = await echo(context);
  const upstream = upstreamAt(context, `${provider.url}/deployments/x/?api-version=2025-01-01`);

  const reply = await upstream.call(unaryCall());

  assert.equal(await text(reply.body), '{"ok":true}');
  assert.equal(provider.received[0]?.method, "POST");
  assert.equal(provider.received[0]?.url, "/v1/deployments/x/chat/completions?api-version=2025-01-01");
  assert.equal(provider.received[0]?.body, '{"model":"m"}');
});

test("the provider gets its own headers and our credentials, never the caller's", async (context) => {
  const provider = await echo(context);
  const upstream = upstreamAt(context, provider.url, {}, { auth });

  await upstream.call(
    unaryCall({
      headers: {
        authorization: "Bearer theirs",
        "x-api-key": "theirs",
        cookie: "theirs",
        "x-forwarded-for": "10.0.0.1",
        "user-agent": "theirs",
        "accept-encoding": "br",
        "openai-beta": "assistants=v2",
        traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      },
    }),
  );

  const { host: _, ...headers } = provider.received[0]?.headers ?? {};
  assert.deepEqual(headers, {
    connection: "keep-alive",
    "content-type": "application/json",
    "content-length": "13",
    accept: "application/json",
    "accept-encoding": "identity",
    "user-agent": "aios/1.2.3",
    "openai-beta": "assistants=v2",
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    authorization: "Bearer ours",
  });
});

test("a stream is asked for by its media type", async (context) => {
  const provider = await echo(context);

  await upstreamAt(context, provider.url).call(streamCall());

  assert.equal(provider.received[0]?.headers.accept, "text/event-stream");
});

test("the reply shows the allow-listed headers alone", async (context) => {
  const provider = await startProvider(context, (_request, response) => {
    response.writeHead(200, {
      "content-type": "application/json; charset=utf-8",
      "set-cookie": ["a=1", "b=2"],
      server: "cloudflare",
      "x-request-id": "req_1",
      "request-id": "req_2",
      "openai-processing-ms": "12",
      "x-ratelimit-remaining-tokens": "7",
      "anthropic-ratelimit-tokens-remaining": "8",
      "retry-after": "1",
      "www-authenticate": "Bearer",
    });
    response.end("{}");
  });

  const { headers, status, framing } = await upstreamAt(context, provider.url).call(unaryCall());

  assert.deepEqual({ status, framing }, { status: 200, framing: "document" });
  assert.deepEqual(headers, {
    "content-type": "application/json; charset=utf-8",
    "x-request-id": "req_1",
    "request-id": "req_2",
    "openai-processing-ms": "12",
    "x-ratelimit-remaining-tokens": "7",
    "anthropic-ratelimit-tokens-remaining": "8",
    "retry-after": "1",
  });
});

test("calls that follow one another use their connections again", async (context) => {
  const provider = await echo(context);
  const upstream = upstreamAt(context, provider.url);

  for (let index = 0; index < 20; index++) await upstream.call(unaryCall());
  await settle();

  // undici counts a connection as free only a turn after its response: a caller that does not pause takes two in turn.
  const connected = provider.connections();
  assert.ok(connected <= 2, `${connected} connections`);
  assert.deepEqual(upstream.status(), {
    name: "provider",
    via: "direct",
    connected,
    free: connected,
    running: 0,
    pending: 0,
  });
});

test("the time until the first frame is added to what earlier attempts took", async (context) => {
  let respond = () => {};
  const arrived = Promise.withResolvers<void>();
  const provider = await startProvider(context, (_request, response) => {
    respond = () => response.writeHead(200, { "content-type": "application/json" }).end("{}");
    arrived.resolve();
  });
  const upstream = upstreamAt(context, provider.url);
  const call = unaryCall();
  call.record.set("upstreamMs", 100);

  const replying = upstream.call(call);
  await arrived.promise;
  await upstream.clock.advance(250);
  respond();
  await replying;

  assert.equal(call.record.get("upstreamMs"), 350);
});

test("a closed upstream lets replies in flight end and refuses further calls", async (context) => {
  let finish = () => {};
  const provider = await startProvider(context, (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: 1\n\n");
    finish = () => response.end("data: [DONE]\n\n");
  });
  const upstream = upstreamAt(context, provider.url);
  const reply = await upstream.call(streamCall());

  const closed = upstream.close();
  await assert.rejects(upstream.call(unaryCall()), { kind: "draining" });
  finish();
  assert.equal(await text(reply.body), "data: 1\n\ndata: [DONE]\n\n");
  await closed;
});
