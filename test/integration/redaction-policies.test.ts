import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import OpenAI from "openai";
import type { ChatReply__Output } from "../../proto/gen/aios/inference/v1/ChatReply.ts";
import { gathered, inferenceClient, unary } from "../support/inference-client.ts";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { type Stack, startStack } from "../support/stack.ts";

const CONFIG = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "{openai}" }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: anthropic }
spec: { dialect: anthropic, url: "{anthropic}" }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: openai }
spec: { match: { models: ["gpt-*"] }, targets: [{ upstream: openai }] }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: anthropic }
spec: { match: { models: ["claude-*"] }, targets: [{ upstream: anthropic }] }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email, card] } }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: no-cards }
spec: { redact: { entities: [card], action: block } }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: clean-replies }
spec: { redact: { entities: [email], direction: reply, action: remove } }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: no-cards-in-replies }
spec: { redact: { entities: [card], direction: reply, action: block } }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: hashed }
spec: { redact: { entities: [email], action: hash, hashKey: { env: AIOS_TEST_HASH_KEY } } }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: hashed-by-another }
spec: { redact: { entities: [email], action: hash, hashKey: { env: PATH } } }
`;

const gpt = "gpt-4o-mini";
const claude = "claude-sonnet-5-5";
const CARD = "4111 1111 1111 1111";

let stack: Stack;
let openai: OpenAI;
let anthropic: Anthropic;
before(async () => {
  process.env.AIOS_TEST_HASH_KEY = "key";
  stack = await startStack({ config: CONFIG, allowedEnv: ["AIOS_TEST_HASH_KEY"] });
  openai = openaiClient(stack);
  anthropic = anthropicClient(stack);
});
after(async () => {
  delete process.env.AIOS_TEST_HASH_KEY;
  await stack.close();
});
beforeEach(() => stack.provider.clear());

const under = (policy: string, more: Record<string, string> = {}) => ({
  headers: { "x-aios-policy": policy, ...more },
});
const user = (content: string) => ({ messages: [{ role: "user" as const, content }] });
const received = (): string => stack.provider.received.map(({ text }) => text).join("\n");

/** Everything that the SDKs and gRPC can ask, whole and streamed, as the text that a caller gets. */
const surfaces: Readonly<Record<string, (policy: string, content: string) => Promise<string>>> = {
  chat: async (policy, content) => {
    const reply = await openai.chat.completions.create({ model: gpt, ...user(content) }, under(policy));
    return reply.choices[0]?.message.content ?? "";
  },
  "chat, streamed": async (policy, content) => {
    let said = "";
    const stream = await openai.chat.completions.create(
      { model: gpt, stream: true, ...user(content) },
      under(policy),
    );
    for await (const { choices } of stream) said += choices[0]?.delta.content ?? "";
    return said;
  },
  completion: async (policy, prompt) => {
    const reply = await openai.completions.create({ model: gpt, prompt }, under(policy));
    return reply.choices[0]?.text ?? "";
  },
  response: async (policy, input) =>
    (await openai.responses.create({ model: gpt, input }, under(policy))).output_text,
  "response, streamed": async (policy, input) => {
    let said = "";
    for await (const event of await openai.responses.create(
      { model: gpt, input, stream: true },
      under(policy),
    )) {
      if (event.type === "response.output_text.delta") said += event.delta;
      if (event.type === "response.completed") assert.equal(event.response.output_text ?? said, said);
    }
    return said;
  },
  message: async (policy, content) => {
    const { content: blocks } = await anthropic.messages.create(
      { model: claude, max_tokens: 999, ...user(content) },
      under(policy),
    );
    return blocks.map((block) => (block.type === "text" ? block.text : "")).join("");
  },
  "message, streamed": async (policy, content) => {
    let said = "";
    const stream = await anthropic.messages.create(
      { model: claude, max_tokens: 999, stream: true, ...user(content) },
      under(policy),
    );
    for await (const event of stream)
      if (event.type === "content_block_delta" && event.delta.type === "text_delta") said += event.delta.text;
    return said;
  },
};

for (const [name, ask] of Object.entries(surfaces)) {
  test(`${name}: what may not be said is refused with the SDK's own error, and reaches no provider`, async () => {
    await assert.rejects(ask("no-cards", `my card is ${CARD}`), (error: unknown) => {
      assert.ok(
        error instanceof OpenAI.PermissionDeniedError || error instanceof Anthropic.PermissionDeniedError,
        String(error),
      );
      assert.equal(error.headers?.get("x-aios-denied-by"), "no-cards/card");
      assert.doesNotMatch(JSON.stringify(error) + String(error), /1111/);
      return true;
    });
    assert.equal(stack.provider.received.length, 0);
    assert.match(await ask("no-cards", "my name is ada@example.com"), /ada@example\.com/);
  });

  test(`${name}: what the provider itself says is looked through, and the caller's own comes back`, async () => {
    assert.match(await ask("clean-replies", "write to eve@example.com now"), /write to \[EMAIL\] now/);
    const said = await ask("clean-replies, pii", "write to ada@example.com now");
    assert.match(said, /write to ada@example\.com now/);
    assert.doesNotMatch(received().split("\n").at(-1) ?? "", /ada@/);
  });

  test(`${name}: a reply that may not be ends with an error, and what may not be is not in it`, async () => {
    let said = "";
    await assert.rejects(
      async () => {
        said = await ask("no-cards-in-replies", `so far so good, but ${CARD} was his card`);
      },
      (error: unknown) => {
        assert.ok(error instanceof OpenAI.APIError || error instanceof Anthropic.APIError, String(error));
        assert.match(error.message, /no-cards-in-replies/);
        assert.doesNotMatch(JSON.stringify(error) + error.message, /1111/);
        return true;
      },
    );
    assert.equal(said, "");
  });
}

const chatting = (content: string) => ({ model: gpt, messages: [{ role: "user", text: content }] });

test("gRPC: refused by status, looked through, and ended in the midst of a stream", async () => {
  const client = inferenceClient(stack.grpcAddress);
  const metadata = (policy: string): Metadata => {
    const said = new Metadata();
    said.set("x-aios-policy", policy);
    return said;
  };
  const whole = async (policy: string, content: string): Promise<string> => {
    const { reply } = await unary<ChatReply__Output>((callback) =>
      client.chat(chatting(content), metadata(policy), callback),
    );
    return reply.choices[0]?.message?.text ?? "";
  };
  const streamed = async (policy: string, content: string): Promise<string> =>
    (await gathered(client.chatStream(chatting(content), metadata(policy)))).text;
  const isDenied = (error: ServiceError): boolean => {
    assert.equal(error.code, status.PERMISSION_DENIED);
    assert.match(error.details, /rule "card" of policy/);
    assert.doesNotMatch(JSON.stringify([error.details, error.metadata.getMap()]), /1111/);
    return true;
  };
  try {
    for (const ask of [whole, streamed]) {
      stack.provider.clear();
      await assert.rejects(ask("no-cards", `my card is ${CARD}`), isDenied);
      assert.equal(stack.provider.received.length, 0);
      await assert.rejects(ask("no-cards-in-replies", `so far so good, but ${CARD} was his`), isDenied);
      assert.equal(await ask("clean-replies", "eve@example.com, yes"), "You said: [EMAIL], yes");
      assert.equal(await ask("clean-replies,pii", "eve@example.com, yes"), "You said: eve@example.com, yes");
    }
    const { trailers } = await gathered(
      client.chatStream(chatting("eve@example.com"), metadata("clean-replies")),
    );
    assert.deepEqual(trailers.get("x-aios-redactions"), ["email=1"]);
  } finally {
    client.close();
  }
});

test("what was found in a stream's reply is told by its last comment", async () => {
  const response = await openai.chat.completions
    .create({ model: gpt, stream: true, ...user("eve@example.com") }, under("clean-replies"))
    .asResponse();
  assert.equal(response.headers.get("x-aios-redactions"), null);
  assert.match(await response.text(), /\n: x-aios-redactions email=1\n: server-timing [^\n]+\n\n$/);
});

test("a value keeps its placeholder in a session, and another user's session has its own", async () => {
  const ask = (content: string, more: Record<string, string> = {}) =>
    openai.chat.completions.create(
      { model: gpt, ...user(content) },
      under("pii", { "x-aios-session": "conversation-1", ...more }),
    );
  await ask("a@example.com, b@example.com");
  const { choices } = await ask("b@example.com");
  assert.equal(choices[0]?.message.content, "You said: b@example.com");
  await ask("b@example.com", { "x-aios-user": "somebody" });
  await ask("b@example.com", { "x-aios-session": "conversation-2" });
  assert.deepEqual(
    stack.provider.received.map(({ text }) => text.match(/\[EMAIL_\d+\]/g)?.join()),
    ["[EMAIL_1],[EMAIL_2]", "[EMAIL_2]", "[EMAIL_1]", "[EMAIL_1]"],
  );
});

test("a pushed policy hashes by a key that this process lends, and by no other", async () => {
  await openai.chat.completions.create({ model: gpt, ...user("ada@example.com") }, under("hashed"));
  const hash = createHmac("sha256", "key").update("ada@example.com").digest("hex").slice(0, 12);
  assert.ok(received().includes(`[EMAIL#${hash}]`), received());
  stack.provider.clear();
  await assert.rejects(
    openai.chat.completions.create({ model: gpt, ...user("ada@example.com") }, under("hashed-by-another")),
    (error: unknown) => {
      assert.ok(error instanceof OpenAI.InternalServerError);
      assert.equal(error.status, 503);
      assert.match(error.message, /hash key of policy "hashed-by-another"/);
      return true;
    },
  );
  assert.equal(stack.provider.received.length, 0);
});
