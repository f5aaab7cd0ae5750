import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type Anthropic from "@anthropic-ai/sdk";
import OpenAI, { toFile } from "openai";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { type Stack, startStack } from "../support/stack.ts";

/** Every surface beside chats, by either way to the provider. */
const config = (via: "direct" | "control-plane") => `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "{openai}", via: ${via}, models: [gpt-3.5-turbo-instruct, whisper-1] }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: anthropic }
spec: { dialect: anthropic, url: "{anthropic}", via: ${via} }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: models }
spec:
  match: { models: ["*"], operations: [completion, embedding, rerank, image, transcription] }
  targets: [{ upstream: openai }]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: renamed }
spec:
  match: { models: [speech] }
  targets: [{ upstream: openai, model: whisper-1 }]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: redacted }
spec:
  match: { models: ["private-*"] }
  targets: [{ upstream: openai }]
  policies: [pii]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: claude }
spec:
  match: { models: ["claude-*"] }
  targets: [{ upstream: anthropic }]
  policies: [pii]
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email] } }
`;

for (const via of ["direct", "control-plane"] as const) {
  describe(`by way of ${via}`, () => {
    let stack: Stack;
    let openai: OpenAI;
    let anthropic: Anthropic;
    before(async () => {
      stack = await startStack({ config: config(via) });
      openai = openaiClient(stack);
      anthropic = anthropicClient(stack);
    });
    after(() => stack.close());
    beforeEach(() => stack.provider.clear());

    const post = (path: string, body: unknown) =>
      fetch(`${stack.url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
    const speech = async (model: string) => ({
      model,
      file: await toFile(Buffer.from([0, 1, 2, 13, 10, 45, 45, 255]), "speech.wav"),
    });

    test("a text completion answers every prompt, as often as asked", async () => {
      const { choices, usage } = await openai.completions.create({
        model: "gpt-3.5-turbo-instruct",
        prompt: ["one", "two"],
        n: 2,
        echo: true,
        logprobs: 1,
      });
      assert.deepEqual(
        choices.map(({ text }) => text),
        ["oneYou said: one", "oneYou said: one", "twoYou said: two", "twoYou said: two"],
      );
      assert.equal(choices[0]?.logprobs?.tokens?.join(""), "oneYou said: one");
      assert.equal(usage?.completion_tokens, 12);
    });

    test("a text completion streams every choice, and its usage where that is asked for", async () => {
      const chunks = await Array.fromAsync(
        await openai.completions.create({
          model: "gpt-3.5-turbo-instruct",
          prompt: [1, 2, 3],
          n: 2,
          stream: true,
          stream_options: { include_usage: true },
        }),
      );
      for (const index of [0, 1]) {
        const said = chunks.flatMap(({ choices }) => choices).filter((choice) => choice.index === index);
        assert.equal(said.map(({ text }) => text).join(""), "You said: 1 2 3");
        assert.equal(said.at(-1)?.finish_reason, "stop");
      }
      assert.equal(chunks.at(-1)?.usage?.prompt_tokens, 3);
    });

    test("a completion's personal data does not leave, and comes back, whole or streamed", async () => {
      const request = { model: "private-1", prompt: "write to ada@example.com now" } as const;
      const whole = await openai.completions.create(request);
      assert.equal(whole.choices[0]?.text, "You said: write to ada@example.com now");
      const chunks = await Array.fromAsync(await openai.completions.create({ ...request, stream: true }));
      const text = chunks.flatMap(({ choices }) => choices.map((choice) => choice.text)).join("");
      assert.equal(text, "You said: write to ada@example.com now");
      for (const call of stack.provider.received) {
        assert.doesNotMatch(call.text, /ada/);
        assert.match(call.text, /\[EMAIL_1\]/);
      }
    });

    test("embeddings come as floats or as base64, one or many, and say the same", async () => {
      const input = ["one text", "another text"];
      const model = "text-embedding-3-small";
      const floats = await openai.embeddings.create({ model, input, encoding_format: "float" });
      const decoded = await openai.embeddings.create({ model, input });
      assert.match(stack.provider.received[1]?.text ?? "", /base64/);
      assert.deepEqual(
        decoded.data.map(({ embedding }) => embedding.slice(0, 9).map(Math.fround)),
        floats.data.map(({ embedding }) => embedding.slice(0, 9).map(Math.fround)),
      );
      const single = await openai.embeddings.create({ model, input: "one text", encoding_format: "base64" });
      assert.equal(single.data.length, 1);
      assert.equal(typeof single.data[0]?.embedding, "string");
    });

    test("documents are ranked, and personal data in them is put back", async () => {
      const response = await post("/v1/rerank", {
        model: "private-reranker",
        query: "the red fox",
        documents: ["a hare", { text: "the red fox of ada@example.com" }],
        top_n: 1,
        return_documents: true,
      });
      const { results } = (await response.json()) as { results: unknown[] };
      assert.deepEqual(results, [
        { index: 1, relevance_score: 1, document: { text: "the red fox of ada@example.com" } },
      ]);
      assert.doesNotMatch(stack.provider.received[0]?.text ?? "", /ada/);
    });

    test("tokens of a message are counted, of the message as it would leave", async () => {
      const counted = await anthropic.messages.countTokens({
        model: "claude-haiku-5-5",
        messages: [{ role: "user", content: "to ada@example.com" }],
      });
      assert.deepEqual(counted, { input_tokens: 2 });
      assert.equal(stack.provider.received[0]?.path, "/v1/messages/count_tokens");
      assert.doesNotMatch(stack.provider.received[0]?.text ?? "", /ada/);
    });

    test("images come whole, or after partial ones", async () => {
      const whole = await openai.images.generate({ model: "gpt-image-1", prompt: "a fox", n: 2 });
      assert.equal(whole.data?.length, 2);
      assert.ok(whole.data?.[0]?.b64_json);
      const stream = await openai.images.generate({
        model: "gpt-image-1",
        prompt: "a fox",
        stream: true,
        partial_images: 2,
      });
      const types = (await Array.fromAsync(stream)).map(({ type }) => type);
      assert.deepEqual(types, [
        "image_generation.partial_image",
        "image_generation.partial_image",
        "image_generation.completed",
      ]);
    });

    test("speech is transcribed into every format, and translated", async () => {
      const request = await speech("whisper-1");
      assert.equal((await openai.audio.transcriptions.create(request)).text, "You said 8 bytes.");
      const subtitles = await openai.audio.transcriptions.create({ ...request, response_format: "srt" });
      assert.match(String(subtitles), /^1\n00:00:00,000 --> /);
      const events = await Array.fromAsync(
        await openai.audio.transcriptions.create({ ...request, stream: true }),
      );
      assert.equal(events.at(-1)?.type, "transcript.text.done");
      assert.equal((await openai.audio.translations.create(request)).text, "You said 8 bytes.");
      assert.deepEqual(
        stack.provider.received.map(({ path }) => path),
        [...Array<string>(3).fill("/v1/audio/transcriptions"), "/v1/audio/translations"],
      );
    });

    test("a route may ask another model for a transcription", async () => {
      const { text } = await openai.audio.transcriptions.create(await speech("speech"));
      assert.equal(text, "You said 8 bytes.");
      assert.equal(stack.provider.received[0]?.model, "whisper-1");
    });

    test("speech that a policy would have to look into does not leave", async () => {
      await assert.rejects(openai.audio.transcriptions.create(await speech("private-speech")), (error) => {
        assert.ok(error instanceof OpenAI.BadRequestError);
        assert.match(error.message, /multipart\/form-data cannot be looked into/);
        return true;
      });
      assert.equal(stack.provider.received.length, 0);
    });

    test("parameters that nobody here knows pass untouched, byte for byte", async () => {
      const bodies: Record<string, string> = {
        "/v1/completions":
          '{ "model":"m",  "prompt":"x", "unheard_of": {"a": 1.0, "b": [12345678901234567890]} }',
        "/v1/embeddings": '{"model":"m","input":"x","unheard_of":"\\u0041"}',
        "/v1/rerank": '{"model":"m","query":"x","documents":["x"],"unheard_of":1e2}',
        "/v1/images/generations": '{"prompt":"x","model":"m","unheard_of":null}',
      };
      for (const [path, body] of Object.entries(bodies)) {
        stack.provider.clear();
        assert.equal((await post(path, body)).status, 200, path);
        assert.equal(stack.provider.received[0]?.text, body);
      }
    });

    test("/v1/models lists what any of these routes offers", async () => {
      const { data } = await openai.models.list();
      assert.deepEqual(
        data.map(({ id }) => id),
        ["gpt-3.5-turbo-instruct", "speech", "whisper-1"],
      );
    });
  });
}

test("a form without a model, or with two, is refused by name; other bodies are no forms", async () => {
  const stack = await startStack({ config: config("direct") });
  try {
    const send = (body: FormData | string, contentType?: string) =>
      fetch(`${stack.url}/v1/audio/transcriptions`, {
        method: "POST",
        body,
        ...(contentType === undefined ? {} : { headers: { "content-type": contentType } }),
      });
    const form = new FormData();
    form.append("file", new Blob(["x"]), "x.wav");
    const without = await send(form);
    assert.equal(without.status, 400);
    assert.equal(((await without.json()) as { error: { param: string } }).error.param, "model");
    form.append("model", "whisper-1");
    assert.equal((await send(form)).status, 200);
    form.append("model", "gpt-4o-transcribe");
    assert.equal((await send(form)).status, 400);
    assert.equal((await send("{}", "application/json")).status, 415);
    assert.equal(stack.provider.received.length, 1);
  } finally {
    await stack.close();
  }
});
