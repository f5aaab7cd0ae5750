import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { type Stack, startStack } from "../support/stack.ts";

/** Spelled as no serialiser of ours would. */
const OPENAI_EVENTS = [
  ": queued\n\n",
  'data:{"id":"c1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}] ,"object":"chat.completion.chunk"}\n\n',
  'id: 7\nretry: 10\ndata: { "choices" : [ {"delta":{"content":"caf\\u00e9 \\/ \u{1f600}"},"index":0, "x":1.0} ] }\n\n',
  'event: message\r\ndata: {"choices":[{"index":0,"delta":{"content":"\\ud83d\\ude00"}}]}\r\n\r\n',
  'data: {"choices":[{"index":0,\ndata: "delta":{"content":" more"}}]}\n\n',
  ": still there\n\n",
  'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1e0}}\n\n',
  "data: [DONE]\n\n",
];
const ANTHROPIC_EVENTS = [
  'event: message_start\ndata: {"type":"message_start", "message":{"id":"m1","content":[],"usage":{"input_tokens":1}}}\n\n',
  'event:ping\ndata:{"type" : "ping"}\n\n',
  'event: content_block_start\r\ndata: {"index":0,"type":"content_block_start","content_block":{"type":"text","text":""}}\r\n\r\n',
  'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"caf\\u00e9 \u{1f600}"}}\n\n',
  'event: brand_new\ndata: {"type":"brand_new","value":12345678901234567890}\n\n',
  'event: content_block_stop\ndata: {"type":"content_block_stop","index":0}\n\n',
  'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}\n\n',
  'event: message_stop\ndata: {"type":"message_stop"}\n\n',
];
const DOCUMENT =
  '{ "id":"c1", "type":"message","stop_reason":"end_turn",\n"choices":[{"index":0,"finish_reason":"stop","message":{"content":"caf\\u00e9 \u{1f600}"}}],"n":1.0,\n"id":"c2" }\n';

let provider: Server;
let stack: Stack;
/** How the next reply is cut into writes, in bytes. */
let pieceBytes = Number.POSITIVE_INFINITY;
before(async () => {
  provider = createServer((request, response) => {
    request
      .resume()
      .once("end", () => void answer(request.url ?? "", request.headers.accept ?? "", response));
  }).listen(0, "127.0.0.1");
  await once(provider, "listening");
  const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  stack = await startStack({
    config: `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "${url}/v1" }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: anthropic }
spec: { dialect: anthropic, url: "${url}" }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: openai }
spec: { targets: [{ upstream: openai }], match: {}, cache: { exact: { ttl: 1h } }, policies: [pii] }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: anthropic }
spec: { targets: [{ upstream: anthropic }], match: { models: [claude] }, cache: { exact: { ttl: 1h } }, policies: [pii] }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email, phone, card, ssn, iban, ip, secret] } }
`,
  });
});
after(async () => {
  await stack.close();
  provider.close();
  provider.closeAllConnections();
});

async function answer(path: string, accept: string, response: ServerResponse): Promise<void> {
  if (accept !== "text/event-stream") {
    response.writeHead(200, { "content-type": "application/json" }).end(DOCUMENT);
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const bytes = Buffer.from((path === "/v1/messages" ? ANTHROPIC_EVENTS : OPENAI_EVENTS).join(""));
  for (let at = 0; at < bytes.byteLength; at += pieceBytes) {
    const { promise, resolve } = Promise.withResolvers<void>();
    response.write(bytes.subarray(at, at + pieceBytes), () => resolve());
    await promise;
    if (pieceBytes === Number.POSITIVE_INFINITY) break;
  }
  response.end();
}

let questions = 0;
async function post(path: string, stream: boolean, question: string): Promise<Response> {
  return fetch(stack.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", "anthropic-version": "2023-06-01" },
    body: JSON.stringify({
      model: path === "/v1/messages" ? "claude" : "gpt",
      max_tokens: 9,
      stream,
      messages: [{ role: "user", content: question }],
    }),
  });
}

for (const [path, events] of [
  ["/v1/chat/completions", OPENAI_EVENTS],
  ["/v1/messages", ANTHROPIC_EVENTS],
] as const) {
  for (const bytes of [Number.POSITIVE_INFINITY, 1, 7, 100]) {
    test(`${path}: a stream in pieces of ${bytes} bytes reaches the caller byte for byte, from memory too`, async () => {
      pieceBytes = bytes;
      questions += 1;
      for (const cache of ["miss", "hit"]) {
        const response = await post(path, true, `question ${questions}`);
        const text = await response.text();
        assert.equal(response.headers.get("x-aios-cache"), cache);
        const sent = events.join("");
        assert.equal(text.slice(0, sent.length), sent);
        // What follows the last event is one comment of ours.
        assert.match(
          text.slice(sent.length),
          /^: server-timing aios;dur=[\d.]+(, upstream;dur=[\d.]+)?\n\n$/,
        );
      }
    });
  }

  test(`${path}: a document reaches the caller byte for byte, from memory too`, async () => {
    questions += 1;
    for (const cache of ["miss", "hit"]) {
      const response = await post(path, false, `question ${questions}`);
      assert.equal(response.headers.get("x-aios-cache"), cache);
      assert.equal(await response.text(), DOCUMENT);
    }
  });

  test(`${path}: a placeholder that stands for nothing in this call changes no byte either`, async () => {
    pieceBytes = 5;
    questions += 1;
    const response = await post(path, true, `question ${questions} of maria.lopez@example.com`);
    assert.equal((await response.text()).slice(0, events.join("").length), events.join(""));
  });
}
