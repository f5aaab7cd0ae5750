import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, it } from "node:test";
import type Anthropic from "@anthropic-ai/sdk";
import type OpenAI from "openai";
import type { ChatReply__Output } from "../../proto/gen/aios/inference/v1/ChatReply.ts";
import { gathered, inferenceClient, unary } from "../support/inference-client.ts";
import { parsePrometheus, type Sample, sumOf } from "../support/prometheus-text.ts";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { BASIC_CONFIG, type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const SEMANTIC = "semantic: { mode: on, compare: 0 }";
const CONFIG = `${BASIC_CONFIG.replaceAll("policies: [pii]", `cache: { exact: { ttl: 10m }, ${SEMANTIC} }`)}---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: shadow }
spec:
  match: { models: [gpt-shadow] }
  targets: [{ upstream: openai, model: gpt-4o-mini }]
  cache: { exact: { ttl: 10m }, semantic: { mode: shadow } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: by-upstream }
spec:
  match: { models: [gpt-by-upstream] }
  targets: [{ upstream: openai, model: gpt-4o-mini }]
  cache:
    exact: { ttl: 10m }
    semantic: { mode: on, embedder: { upstream: openai, model: text-embedding-3-small } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: plain }
spec:
  match: { models: [gpt-plain] }
  targets: [{ upstream: openai, model: gpt-4o-mini }]
`;
/** However busy the machine is: here it is the answers that matter. */
const EMBEDDINGS = { timeout: "40s" };

let stack: Stack;
let openai: OpenAI;
let anthropic: Anthropic;
before(async () => {
  stack = await startStack({ config: CONFIG, embeddings: EMBEDDINGS });
  openai = openaiClient(stack);
  anthropic = anthropicClient(stack);
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

interface Answer {
  readonly text: string;
  readonly headers: { get(name: string): string | null };
}

const model = "gpt-4o-mini";
const outcomeOf = ({ headers }: Answer) => headers.get("x-aios-cache");

async function metricsOf({ sidecar }: Pick<Stack, "sidecar">): Promise<readonly Sample[]> {
  const response = await fetch(`http://${sidecar.addresses.status}/metrics`);
  return parsePrometheus(await response.text());
}

const kept = async (of: Pick<Stack, "sidecar">) => sumOf(await metricsOf(of), "aios_cache_semantic_entries");

/** Asks, and waits until the question can be found. */
async function learnt(asked: () => Promise<Answer>): Promise<Answer> {
  const already = await kept(stack);
  const answer = await asked();
  await until(async () => (await kept(stack)) > already, "the question is kept", 60_000);
  return answer;
}

const SURFACES: Readonly<Record<string, (question: string) => Promise<Answer>>> = {
  "chat completions": async (content) => {
    const { data, response } = await openai.chat.completions
      .create({ model, messages: [{ role: "user", content }] })
      .withResponse();
    return { text: data.choices[0]?.message.content ?? "", headers: response.headers };
  },
  "streamed chat completions": async (content) => {
    const { data, response } = await openai.chat.completions
      .create({ model, messages: [{ role: "user", content }], stream: true })
      .withResponse();
    let text = "";
    for await (const chunk of data) text += chunk.choices[0]?.delta.content ?? "";
    return { text, headers: response.headers };
  },
  responses: async (input) => {
    const { data, response } = await openai.responses.create({ model, input }).withResponse();
    return { text: data.output_text, headers: response.headers };
  },
  "responses to items": async (content) => {
    const { data, response } = await openai.responses
      .create({ model, instructions: "Be short.", input: [{ role: "user", content }] })
      .withResponse();
    return { text: data.output_text, headers: response.headers };
  },
  completions: async (prompt) => {
    const { data, response } = await openai.completions.create({ model, prompt }).withResponse();
    return { text: data.choices[0]?.text ?? "", headers: response.headers };
  },
  messages: async (content) => {
    const { data, response } = await anthropic.messages
      .create({ model: "claude-sonnet-5-5", max_tokens: 100, messages: [{ role: "user", content }] })
      .withResponse();
    const [block] = data.content;
    return { text: block?.type === "text" ? block.text : "", headers: response.headers };
  },
  gRPC: async (text) => {
    const client = inferenceClient(stack.grpcAddress);
    const request = {
      model,
      messages: [
        { role: "system", text: "By gRPC." },
        { role: "user", text },
      ],
    };
    const { reply, head } = await unary<ChatReply__Output>((callback) => client.chat(request, callback));
    client.close();
    return { text: reply.choices[0]?.message?.text ?? "", headers: first(head) };
  },
  "gRPC streams": async (text) => {
    const client = inferenceClient(stack.grpcAddress);
    const request = {
      model,
      messages: [
        { role: "system", text: "By gRPC stream." },
        { role: "user", text },
      ],
    };
    const { text: said, head } = await gathered(client.chatStream(request));
    client.close();
    return { text: said, headers: first(head) };
  },
};

function first(metadata: { get(name: string): readonly unknown[] } | undefined): Answer["headers"] {
  return { get: (name) => (metadata?.get(name)[0] === undefined ? null : String(metadata.get(name)[0])) };
}

describe("a question that means the same as one before", () => {
  for (const [surface, ask] of Object.entries(SURFACES)) {
    it(`is answered without the provider, a trap is not: ${surface}`, async () => {
      // Chats share their answers, streamed or not.
      const thing = surface.startsWith("streamed") ? "router" : "password";
      const asked = `How do I reset my ${thing}?`;
      const { text } = await learnt(() => ask(asked));
      assert.ok(text.endsWith(asked), text);
      const same = await ask(`What is the way to reset my ${thing}?`);
      assert.equal(outcomeOf(same), "semantic-hit");
      assert.equal(same.text, text);
      const similarity = Number(same.headers.get("x-aios-cache-similarity"));
      assert.ok(similarity > 0.8 && similarity <= 1, String(similarity));
      assert.match(String(same.headers.get("age")), /^\d+$/);
      assert.equal(stack.provider.received.length, 1);
      const trap = await ask(`How do I reset my ${thing} 2 times?`);
      assert.equal(outcomeOf(trap), "miss");
      assert.equal(trap.headers.get("x-aios-cache-similarity"), null);
    });
  }

  it("is told in metrics, with what it has saved", async () => {
    const ask = SURFACES["chat completions"];
    assert.ok(ask !== undefined);
    const before = await metricsOf(stack);
    await learnt(() => ask("How much does the blue bicycle cost?"));
    assert.equal(outcomeOf(await ask("What is the price of the blue bicycle?")), "semantic-hit");
    const now = await metricsOf(stack);
    const more = (name: string, labels: Record<string, string>) =>
      sumOf(now, name, labels) - sumOf(before, name, labels);
    assert.equal(more("aios_cache_semantic_total", { route: "openai", outcome: "hit" }), 1);
    assert.equal(more("aios_cache_requests_total", { route: "openai", outcome: "semantic-hit" }), 1);
    assert.ok(more("aios_cache_saved_tokens_total", { route: "openai" }) > 0);
    assert.equal(sumOf(now, "aios_cache_semantic_enabled", { route: "openai" }), 1);
    assert.equal(sumOf(now, "aios_cache_semantic_enabled", { route: "shadow" }), 0);
  });
});

describe("a route in mode shadow", () => {
  it("asks the provider each time, and counts whether it would have been right", async () => {
    const ask = async (content: string) => {
      const { response } = await openai.chat.completions
        .create({ model: "gpt-shadow", messages: [{ role: "user", content }] })
        .withResponse();
      return response.headers.get("x-aios-cache");
    };
    const already = await kept(stack);
    await ask("How do I plant a tree?");
    await until(async () => (await kept(stack)) > already, "the question is kept", 60_000);
    assert.equal(await ask("What is the way to plant a tree?"), "miss");
    await until(
      async () =>
        sumOf(await metricsOf(stack), "aios_cache_semantic_compared_total", {
          route: "shadow",
          agreed: "true",
        }) === 1,
      "the answers are compared",
      60_000,
    );
    assert.equal(stack.provider.received.length, 2);
  });
});

describe("embedding questions", () => {
  it("is done by the upstream that the route names, through the control plane", async () => {
    const already = await kept(stack);
    const { response } = await openai.chat.completions
      .create({ model: "gpt-by-upstream", messages: [{ role: "user", content: "How do I plant a tree?" }] })
      .withResponse();
    assert.equal(response.headers.get("x-aios-cache"), "miss");
    await until(async () => (await kept(stack)) > already, "the question is kept");
    const looked = { route: "by-upstream", outcome: "nothing-similar" };
    assert.equal(sumOf(await metricsOf(stack), "aios_cache_semantic_total", looked), 1);
    const [embedded, answered] = stack.provider.received;
    assert.deepEqual([embedded?.path, answered?.path], ["/v1/embeddings", "/v1/chat/completions"]);
    assert.match(Buffer.from(embedded?.body ?? []).toString(), /How do I plant a tree/);
  });

  it("keeps nobody else waiting", async () => {
    const ask = SURFACES["chat completions"];
    assert.ok(ask !== undefined);
    let embedding = 30;
    const many = Array.from({ length: embedding }, async (_, index) => {
      await ask(
        `${"What about these many words, and others, of which there are a lot? ".repeat(5)} ${index}`,
      );
      embedding--;
    });
    const { response } = await openai.chat.completions
      .create({ model: "gpt-plain", messages: [{ role: "user", content: "Hello" }] })
      .withResponse();
    assert.equal(response.status, 200);
    assert.ok(embedding > 0, "it had to wait for all of them");
    await Promise.all(many);
  });
});

describe("a route that has to prove itself", () => {
  it("gives hits once it has, and only compares again when it is wrong too often", async () => {
    let says = (question: string) => `Look under ${question.split(" ").at(-1)} in the settings.`;
    const provider = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { messages } = JSON.parse(Buffer.concat(chunks).toString());
      const message = { role: "assistant", content: says(messages.at(-1).content) };
      response.setHeader("content-type", "application/json");
      const choices = [{ index: 0, message, finish_reason: "stop" }];
      response.end(JSON.stringify({ id: "1", object: "chat.completion", created: 1, model, choices }));
    }).listen(0, "127.0.0.1");
    await once(provider, "listening");
    const { port } = provider.address() as AddressInfo;
    const own = await startStack({
      standalone: true,
      embeddings: EMBEDDINGS,
      config: `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: own }
spec: { dialect: openai, url: "http://127.0.0.1:${port}/v1" }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: proving }
spec:
  match: { models: ["*"] }
  targets: [{ upstream: own }]
  cache:
    exact: { ttl: 10m }
    semantic: { mode: on, compare: 0.5, promoteWhen: "falseHitRate < 0.3 over 4" }
`,
    });
    try {
      const client = openaiClient(own);
      const ask = async (content: string) => {
        const { response } = await client.chat.completions
          .create({ model, messages: [{ role: "user", content }] })
          .withResponse();
        return response.headers.get("x-aios-cache");
      };
      const metric = async (name: string) => sumOf(await metricsOf(own), name, { route: "proving" });
      const compared = () => metric("aios_cache_semantic_compared_total");
      /** The same question in two ways; resolves when the second has been given an answer or compared. */
      const pair = async (thing: string) => {
        const [entries, before] = [await kept(own), await compared()];
        await ask(`How do I reset my ${thing}?`);
        await until(async () => (await kept(own)) > entries, "the question is kept", 60_000);
        const outcome = await ask(`What is the way to reset my ${thing}?`);
        if (outcome === "miss")
          await until(async () => (await compared()) > before, "the answers are compared", 60_000);
        return outcome;
      };
      for (const thing of ["password", "router", "laptop", "camera"]) {
        assert.equal(await metric("aios_cache_semantic_enabled"), 0);
        assert.equal(await pair(thing), "miss", thing);
      }
      assert.equal(await metric("aios_cache_semantic_enabled"), 1);
      assert.equal(await metric("aios_cache_semantic_false_hit_ratio"), 0);

      const things = [
        "phone",
        "printer",
        "watch",
        "radio",
        "scanner",
        "modem",
        "tablet",
        "console",
        "monitor",
        "clock",
      ];
      let given = 0;
      let number = 0;
      says = () => `${number++} apples are red.`;
      for (const thing of [
        ...things,
        ...things.map((each) => `old ${each}`),
        ...things.map((each) => `new ${each}`),
      ]) {
        if ((await metric("aios_cache_semantic_enabled")) === 0) break;
        if ((await pair(thing)) === "semantic-hit") given++;
      }
      assert.equal(
        await metric("aios_cache_semantic_enabled"),
        0,
        "of thirty hits two are compared at the least",
      );
      assert.ok((await metric("aios_cache_semantic_false_hit_ratio")) >= 0.3);
      assert.ok(given >= 0);
      assert.equal(await pair("heater"), "miss");
    } finally {
      await own.close();
      provider.close();
    }
  });
});
