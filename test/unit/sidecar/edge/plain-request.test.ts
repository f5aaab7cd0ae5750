import assert from "node:assert/strict";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { plainDialect, readBody } from "../../../../sidecar/edge/plain-request.ts";

const PLAIN = {
  method: "POST",
  url: "/v1/chat/completions",
  headers: { "content-type": "application/json", "content-length": "100" },
};

function request(
  context: TestContext,
  { method, url, headers }: { method: string; url: string; headers: Readonly<Record<string, string>> },
): IncomingMessage {
  const socket = new Socket();
  context.after(() => socket.destroy());
  const made = new IncomingMessage(socket);
  made.method = method;
  made.url = url;
  Object.assign(made.headers, headers);
  return made;
}

test("a document of a known length, posted to a path as it is documented, needs no router", (context) => {
  assert.equal(plainDialect(request(context, PLAIN), 100), "openai-chat");
  assert.equal(plainDialect(request(context, { ...PLAIN, url: "/v1/messages" }), 100), "anthropic-messages");
});

const others: Readonly<Record<string, Partial<typeof PLAIN> & { more?: Readonly<Record<string, string>> }>> =
  {
    "another method": { method: "GET" },
    "a query": { url: "/v1/chat/completions?a=b" },
    "a slash at the end": { url: "/v1/chat/completions/" },
    "a path in other letters": { url: "/v1/chat%2Fcompletions" },
    "a path of nobody's": { url: "/constructor" },
    "more bytes than are allowed": { more: { "content-length": "101" } },
    "another type": { more: { "content-type": "text/plain" } },
    "a compressed body": { more: { "content-encoding": "gzip" } },
    "a chunked body": { more: { "transfer-encoding": "chunked" } },
  };
for (const [what, { more, ...changed }] of Object.entries(others)) {
  test(`${what} is for the router`, (context) => {
    const headers = { ...PLAIN.headers, ...more };
    assert.equal(plainDialect(request(context, { ...PLAIN, ...changed, headers }), 100), undefined);
  });
}

test("a body without a length is for the router", (context) => {
  const headers = { "content-type": "application/json" };
  assert.equal(plainDialect(request(context, { ...PLAIN, headers }), 100), undefined);
});

for (const chunks of [[], ["one"], ["one", "two", "three"]]) {
  test(`a body of ${chunks.length} chunks is read once, whole`, async (context) => {
    const incoming = request(context, PLAIN);
    const bodies: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    readBody(incoming, (body) => {
      bodies.push(Buffer.from(body).toString());
      resolve();
    });
    for (const chunk of chunks) incoming.push(Buffer.from(chunk));
    incoming.push(null);
    await promise;
    assert.deepEqual(bodies, [chunks.join("")]);
  });
}
