import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type OpenAI from "openai";
import { openaiClient } from "../support/sdk-clients.ts";
import { type Stack, startStack } from "../support/stack.ts";

const OWN = 'write to "maria lopez"@example.com now';
let provider: Server;
let stack: Stack;
let client: OpenAI;

/** Thinks aloud in the manner of gateways before Anthropic's models, then answers in JSON; in pieces of three characters. */
function answer(body: string): string {
  const told = /"content":"((?:[^"\\]|\\.)*)"/.exec(body)?.[1] ?? "";
  const pieces = (text: string): readonly string[] => text.match(/.{1,3}/gsu) ?? [];
  const deltas = [
    ...pieces(`I think: ${told}`).map((text) => ({ reasoning_content: text })),
    ...pieces(`So: ${told}`).map((thinking) => ({
      thinking_blocks: [{ index: 0, type: "thinking", thinking }],
    })),
    ...pieces(JSON.stringify({ answer: told })).map((content) => ({ content })),
  ];
  const head = { id: "c", object: "chat.completion.chunk", created: 1, model: "m" };
  const chunks = [
    ...deltas.map((delta) => ({ ...head, choices: [{ index: 0, delta, finish_reason: null }] })),
    { ...head, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
  ];
  return [...chunks.map((chunk) => JSON.stringify(chunk)), "[DONE]"]
    .map((data) => `data: ${data}\n\n`)
    .join("");
}

before(async () => {
  provider = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += String(piece);
    assert.doesNotMatch(body, /maria|lopez/);
    response.writeHead(200, { "content-type": "text/event-stream" }).end(answer(body));
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const { port } = provider.address() as AddressInfo;
  stack = await startStack({
    config: `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: thinker }
spec: { dialect: openai, url: "http://127.0.0.1:${port}/v1" }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: all }
spec: { match: { models: ["*"] }, targets: [{ upstream: thinker }], policies: [pii] }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email] } }
`,
  });
  client = openaiClient(stack);
});
after(async () => {
  await stack.close();
  await new Promise((resolve) => provider.close(resolve));
});

test("streamed reasoning and thinking blocks have values as they are, the JSON answer beside them as JSON", async () => {
  const stream = await client.chat.completions.create({
    model: "m",
    stream: true,
    messages: [{ role: "user", content: OWN }],
    response_format: { type: "json_object" },
  });
  const said = { reasoning: "", thinking: "", content: "" };
  for await (const { choices } of stream) {
    const delta = choices[0]?.delta;
    if (delta === undefined) continue;
    said.content += delta.content ?? "";
    if ("reasoning_content" in delta) said.reasoning += String(delta.reasoning_content);
    if ("thinking_blocks" in delta && Array.isArray(delta.thinking_blocks))
      said.thinking += delta.thinking_blocks.map((block) => String(block.thinking)).join("");
  }
  assert.equal(said.reasoning, `I think: ${OWN}`);
  assert.equal(said.thinking, `So: ${OWN}`);
  assert.deepEqual(JSON.parse(said.content), { answer: OWN });
});
