import assert from "node:assert/strict";
import { after, before, beforeEach, describe, type TestContext, test } from "node:test";
import OpenAI from "openai";
import type { ChatReply__Output } from "../../proto/gen/aios/inference/v1/ChatReply.ts";
import type { InferenceClient } from "../../proto/gen/aios/inference/v1/Inference.ts";
import { createRuntime } from "../../sidecar/runtime.ts";
import { gathered, inferenceClient, unary } from "../support/inference-client.ts";
import { parsePrometheus, sumOf } from "../support/prometheus-text.ts";
import { anthropicClient, openaiClient } from "../support/sdk-clients.ts";
import { type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const configDialled = (via: "direct" | "control-plane") => `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "{openai}", via: ${via} }
---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: anthropic }
spec: { dialect: anthropic, url: "{anthropic}", via: ${via} }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: openai }
spec:
  match: { models: ["gpt-*", "text-*"] }
  targets: [{ upstream: openai }]
  timeouts: { firstToken: 1s }
  retry: { attempts: 0 }
  cache: { exact: { ttl: 10m } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: anthropic }
spec:
  match: { models: ["claude-*"] }
  targets: [{ upstream: anthropic }]
  cache: { exact: { ttl: 10m } }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: each-by-itself }
spec:
  match: { models: [gpt-alone] }
  targets: [{ upstream: openai }]
  cache: { exact: { ttl: 10m, coalesce: false } }
`;

const MODEL = "gpt-4o-mini";

/** Calls that have begun and not ended. */
async function inFlight({ sidecar }: Stack): Promise<number> {
  const response = await fetch(`http://${sidecar.addresses.status}/metrics`);
  return sumOf(parsePrometheus(await response.text()), "aios_calls_in_flight");
}

let questions = 0;
/** Of eighty words, one that no test has asked before. */
function longQuestion(): string {
  questions += 1;
  return `${Array.from({ length: 79 }, (_, index) => `word${index}`).join(" ")} question-${questions}`;
}

const asking = (content: string, model = MODEL) => ({
  model,
  messages: [{ role: "user" as const, content }],
});

interface Told {
  readonly text: string;
  readonly cache: string | null;
}

async function whole(openai: OpenAI, question: string, options: OpenAI.RequestOptions = {}): Promise<Told> {
  const { data, response } = await openai.chat.completions.create(asking(question), options).withResponse();
  return {
    text: data.choices[0]?.message.content ?? "",
    cache: response.headers.get("x-aios-cache"),
  };
}

class OpenStream {
  readonly cache: string | null;
  readonly #chunks: AsyncIterator<OpenAI.ChatCompletionChunk>;
  readonly #abort: AbortController;
  #text = "";

  constructor(
    cache: string | null,
    chunks: AsyncIterable<OpenAI.ChatCompletionChunk>,
    abort: AbortController,
  ) {
    this.cache = cache;
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#abort = abort;
  }

  /** Reads so many chunks; all of them unless told. The text so far. */
  async read(count = Number.POSITIVE_INFINITY): Promise<string> {
    for (let read = 0; read < count; read++) {
      const next = await this.#chunks.next();
      if (next.done === true) break;
      this.#text += next.value.choices[0]?.delta.content ?? "";
    }
    return this.#text;
  }

  leave(): void {
    this.#abort.abort();
  }
}

async function open(openai: OpenAI, question: string, options: OpenAI.RequestOptions = {}) {
  const abort = new AbortController();
  const { data, response } = await openai.chat.completions
    .create({ ...asking(question), stream: true }, { ...options, signal: abort.signal })
    .withResponse();
  return new OpenStream(response.headers.get("x-aios-cache"), data, abort);
}

for (const seat of ["forwarded by the control plane", "dialled by the sidecar", "embedded"] as const) {
  describe(`identical calls, ${seat}`, () => {
    let stack: Stack;
    let openai: OpenAI;
    let calls: () => Promise<number>;
    const opened: (() => Promise<void>)[] = [];
    before(async () => {
      const config = configDialled(seat === "forwarded by the control plane" ? "control-plane" : "direct");
      stack = await startStack({ config });
      opened.push(() => stack.close());
      openai = openaiClient(stack);
      calls = () => inFlight(stack);
      if (seat !== "embedded") return;
      const runtime = await createRuntime({
        config: {
          text: config
            .replaceAll("{openai}", `${stack.provider.url}/v1`)
            .replaceAll("{anthropic}", stack.provider.url),
        },
        logLevel: "silent",
        drainTimeout: "1s",
      });
      opened.push(() => runtime.close());
      calls = async () => sumOf(parsePrometheus(await runtime.metrics()), "aios_calls_in_flight");
      openai = new OpenAI({
        baseURL: "http://aios/v1",
        apiKey: "-",
        maxRetries: 0,
        logLevel: "off",
        fetch: runtime.fetch,
      });
    });
    after(async () => {
      for (const close of opened.reverse()) await close();
    });
    beforeEach(() => stack.provider.clear());

    /** Resolves when so many calls, and no others, are on their way. */
    const allThere = (count: number) =>
      until(async () => (await calls()) === count, `${count} calls are on their way`);

    test("whole replies: one upstream call, the same answer for all", async () => {
      const question = longQuestion();
      const release = stack.provider.hold();
      const first = whole(openai, question);
      await stack.provider.arrival(1);
      const joined = Array.from({ length: 20 }, () => whole(openai, question));
      await allThere(21);
      release();
      const others = await Promise.all(joined);
      assert.deepEqual(await first, { text: `You said: ${question}`, cache: "miss" });
      for (const told of others)
        assert.deepEqual(told, { text: `You said: ${question}`, cache: "coalesced" });
      assert.equal(stack.provider.received.length, 1);
      assert.equal((await whole(openai, question)).cache, "hit");
    });

    test("calls that come at once are one, whoever is first", async () => {
      const question = longQuestion();
      const release = stack.provider.hold();
      const asked = Array.from({ length: 20 }, () => whole(openai, question));
      await allThere(20);
      release();
      const told = await Promise.all(asked);
      assert.equal(stack.provider.received.length, 1);
      assert.equal(told.filter(({ cache }) => cache === "miss").length, 1);
      assert.equal(told.filter(({ cache }) => cache === "coalesced").length, 19);
    });

    test("streams: who joins late gets it from its start", async () => {
      const question = longQuestion();
      const release = stack.provider.hold(30);
      const first = await open(openai, question);
      assert.match(await first.read(20), /^You said: word0 word1 /);
      const others = await Promise.all(Array.from({ length: 10 }, () => open(openai, question)));
      release();
      const texts = await Promise.all([first, ...others].map((stream) => stream.read()));
      for (const text of texts) assert.equal(text, `You said: ${question}`);
      assert.equal(first.cache, "miss");
      for (const { cache } of others) assert.equal(cache, "coalesced");
      assert.equal(stack.provider.received.length, 1);
    });

    test("the first one leaves in the midst of its stream: the others get all of it, and it is kept", async () => {
      const question = longQuestion();
      const release = stack.provider.hold(20);
      const first = await open(openai, question);
      await first.read(10);
      const others = await Promise.all([open(openai, question), open(openai, question)]);
      first.leave();
      await allThere(2);
      release();
      for (const text of await Promise.all(others.map((stream) => stream.read())))
        assert.equal(text, `You said: ${question}`);
      assert.equal(stack.provider.received.length, 1);
      assert.equal(stack.provider.received[0]?.aborted, false);
      assert.equal((await whole(openai, question)).cache, "hit");
    });

    test("the first one leaves before there is a reply: the others get it", async () => {
      const question = longQuestion();
      const release = stack.provider.hold();
      const abort = new AbortController();
      const first = whole(openai, question, { signal: abort.signal });
      await stack.provider.arrival(1);
      const others = [whole(openai, question), whole(openai, question)];
      await allThere(3);
      const leaves = assert.rejects(first, OpenAI.APIUserAbortError);
      abort.abort();
      await leaves;
      await allThere(2);
      release();
      for (const { text } of await Promise.all(others)) assert.equal(text, `You said: ${question}`);
      assert.equal(stack.provider.received.length, 1);
    });

    test("everybody leaves: the upstream call ends in less than 100 ms", async () => {
      const took: number[] = [];
      stack.provider.hold(20);
      for (let round = 1; round <= 3; round++) {
        const question = longQuestion();
        const streams = [await open(openai, question), await open(openai, question)];
        await Promise.all(streams.map((stream) => stream.read(5)));
        const received = await stack.provider.arrival(round);
        streams[0]?.leave();
        await streams[1]?.read(5);
        await allThere(1);
        assert.equal(received.aborted, false, "one is still there");
        const left = performance.now();
        streams[1]?.leave();
        await received.ended;
        took.push(performance.now() - left);
        assert.equal(received.aborted, true);
      }
      // The quickest: the machine may be busy with something else.
      assert.ok(Math.min(...took) < 100, `${took.map(Math.round)} ms`);
    });

    test("a call that fails before its first frame fails alone; those who joined ask once more, together", async () => {
      const question = longQuestion();
      stack.provider.setFault({ type: "stall", where: "before-headers" }, 1);
      const first = open(openai, question);
      await stack.provider.arrival(1);
      const others = Array.from({ length: 5 }, () => open(openai, question));
      await assert.rejects(first, { status: 504 });
      const streams = await Promise.all(others);
      for (const stream of streams) assert.equal(await stream.read(), `You said: ${question}`);
      assert.equal(stack.provider.received.length, 2);
      assert.deepEqual(streams.map(({ cache }) => cache).sort(), [
        "coalesced",
        "coalesced",
        "coalesced",
        "coalesced",
        "miss",
      ]);
    });

    test("what the provider refuses is told to all, after one call", async () => {
      const question = longQuestion();
      stack.provider.setFault({ type: "status", status: 400 });
      const release = stack.provider.hold();
      const asked = Promise.allSettled(Array.from({ length: 5 }, () => whole(openai, question)));
      await allThere(5);
      release();
      const results = await asked;
      for (const result of results) {
        assert.equal(result.status, "rejected");
        assert.ok(result.reason instanceof OpenAI.BadRequestError);
      }
      assert.equal(stack.provider.received.length, 1);
    });

    test("a stream that breaks off half-way is told so to all, and not kept", async () => {
      const question = longQuestion();
      stack.provider.setFault({ type: "error-event", afterEvents: 60 }, 1);
      const release = stack.provider.hold(30);
      const first = await open(openai, question);
      await first.read(5);
      const second = await open(openai, question);
      release();
      await assert.rejects(first.read(), OpenAI.APIError);
      await assert.rejects(second.read(), OpenAI.APIError);
      assert.equal(second.cache, "coalesced");
      assert.equal(stack.provider.received.length, 1);
      assert.equal((await whole(openai, question)).cache, "miss");
    });

    test("a caller's own deadline ends its wait, and nobody else's", async () => {
      const question = longQuestion();
      const release = stack.provider.hold();
      const first = whole(openai, question);
      await stack.provider.arrival(1);
      await assert.rejects(whole(openai, question, { headers: { "x-aios-timeout": "50ms" } }), {
        status: 504,
      });
      release();
      assert.equal((await first).text, `You said: ${question}`);
      assert.equal(stack.provider.received.length, 1);
    });

    test("one that is in a hurry takes nobody along who has more time", async () => {
      const question = longQuestion();
      const release = stack.provider.hold();
      const hurried = whole(openai, question, { headers: { "x-aios-timeout": "500ms" } });
      await stack.provider.arrival(1);
      const patient = whole(openai, question);
      await assert.rejects(hurried, { status: 504 });
      release();
      assert.equal((await patient).cache, "miss");
      assert.equal(stack.provider.received.length, 2);
    });

    test("users share no call in flight, and neither do those who want it fresh or another shape", async () => {
      const question = longQuestion();
      const release = stack.provider.hold();
      const first = whole(openai, question);
      await stack.provider.arrival(1);
      const asked = Promise.all([
        whole(openai, question, { headers: { "x-aios-user": "ann" } }),
        whole(openai, question, { headers: { "cache-control": "no-cache" } }),
        whole(openai, question, { headers: { "cache-control": "no-store" } }),
        open(openai, question).then(async (stream) => ({ text: await stream.read(), cache: stream.cache })),
      ]);
      await stack.provider.arrival(5);
      release();
      const others = await asked;
      assert.deepEqual(
        others.map(({ cache }) => cache),
        ["miss", "miss", "bypass", "miss"],
      );
      for (const { text } of [await first, ...others]) assert.equal(text, `You said: ${question}`);
      assert.equal(stack.provider.received.length, 5);
    });

    test("a route with `coalesce: false` asks for each", async () => {
      const question = longQuestion();
      const ask = () => openai.chat.completions.create(asking(question, "gpt-alone")).withResponse();
      const release = stack.provider.hold();
      const asked = [ask(), ask(), ask()];
      await stack.provider.arrival(3);
      release();
      const told = await Promise.all(asked);
      assert.deepEqual(
        told.map(({ response }) => response.headers.get("x-aios-cache")),
        ["miss", "miss", "miss"],
      );
      assert.equal(stack.provider.received.length, 3);
    });

    test("nothing is left in flight", async () => {
      await allThere(0);
    });
  });
}

describe("identical calls by gRPC, and beside HTTP", () => {
  let stack: Stack;
  let client: InferenceClient;
  before(async () => {
    stack = await startStack({ config: configDialled("control-plane") });
    client = inferenceClient(stack.grpcAddress);
  });
  after(async () => {
    client.close();
    await stack.close();
  });
  beforeEach(() => stack.provider.clear());

  const allThere = (count: number) =>
    until(async () => (await inFlight(stack)) === count, `${count} calls are on their way`);
  const request = (text: string) => ({ model: MODEL, messages: [{ role: "user", text }] });
  const chat = (text: string) => unary<ChatReply__Output>((callback) => client.chat(request(text), callback));

  test("whole replies: one upstream call", async () => {
    const question = longQuestion();
    const release = stack.provider.hold();
    const first = chat(question);
    await stack.provider.arrival(1);
    const joined = [chat(question), chat(question), chat(question)];
    await allThere(4);
    release();
    const others = await Promise.all(joined);
    for (const { reply, head, trailers } of others) {
      assert.equal(reply.choices[0]?.message?.text, `You said: ${question}`);
      assert.deepEqual(head.get("x-aios-cache"), ["coalesced"]);
      assert.deepEqual(trailers.get("x-aios-cache"), ["coalesced"]);
    }
    assert.deepEqual((await first).head.get("x-aios-cache"), ["miss"]);
    assert.equal(stack.provider.received.length, 1);
  });

  test("streams: who joins late gets it from its start, also when the first one leaves", async () => {
    const question = longQuestion();
    const release = stack.provider.hold(30);
    const first = client.chatStream(request(question));
    let read = 0;
    first.on("data", () => {
      read++;
    });
    const left = new Promise<void>((resolve) => first.on("error", () => resolve()));
    await until(() => read > 20, "the first one reads");
    const others = [
      gathered(client.chatStream(request(question))),
      gathered(client.chatStream(request(question))),
    ];
    await allThere(3);
    first.cancel();
    await left;
    await allThere(2);
    release();
    for (const { text, head } of await Promise.all(others)) {
      assert.equal(text, `You said: ${question}`);
      assert.deepEqual(head?.get("x-aios-cache"), ["coalesced"]);
    }
    assert.equal(stack.provider.received.length, 1);
  });

  test("everybody leaves: the upstream call ends", async () => {
    const question = longQuestion();
    stack.provider.hold(20);
    const streams = [client.chatStream(request(question)), client.chatStream(request(question))];
    for (const stream of streams) {
      stream.on("error", () => {});
      await new Promise((resolve) => stream.once("data", resolve));
    }
    const received = await stack.provider.arrival(1);
    for (const stream of streams) stream.cancel();
    await received.ended;
    assert.equal(received.aborted, true);
    assert.equal(stack.provider.received.length, 1);
  });

  test("a call by gRPC and one by HTTP are one call", async () => {
    const question = longQuestion();
    const release = stack.provider.hold();
    const first = chat(question);
    await stack.provider.arrival(1);
    const joined = whole(openaiClient(stack), question);
    await allThere(2);
    release();
    assert.deepEqual(await joined, { text: `You said: ${question}`, cache: "coalesced" });
    assert.equal((await first).reply.choices[0]?.message?.text, `You said: ${question}`);
    assert.equal(stack.provider.received.length, 1);
  });
});

describe("identical calls in the other dialects", () => {
  let stack: Stack;
  before(async () => {
    stack = await startStack({ config: configDialled("control-plane") });
  });
  after(() => stack.close());
  beforeEach(() => stack.provider.clear());

  test("Anthropic messages, streamed", async () => {
    const anthropic = anthropicClient(stack);
    const question = longQuestion();
    const body = {
      model: "claude-sonnet-5-5",
      max_tokens: 1_000,
      messages: [{ role: "user" as const, content: question }],
    };
    const release = stack.provider.hold(20);
    const first = anthropic.messages.stream(body);
    await new Promise<void>((resolve) => first.once("text", () => resolve()));
    const { data, response } = await anthropic.messages.stream(body).withResponse();
    release();
    const [one, other] = [await first.finalMessage(), await data.finalMessage()];
    assert.deepEqual(other.content, [{ type: "text", text: `You said: ${question}` }]);
    assert.deepEqual(other, one);
    assert.equal(response.headers.get("x-aios-cache"), "coalesced");
    assert.equal(stack.provider.received.length, 1);
  });

  test("OpenAI responses, streamed", async () => {
    const openai = openaiClient(stack);
    const question = longQuestion();
    const body = { model: MODEL, input: question, store: false, stream: true } as const;
    const release = stack.provider.hold(30);
    const first = (await openai.responses.create(body))[Symbol.asyncIterator]();
    for (let read = 0; read < 10; read++) await first.next();
    const { data, response } = await openai.responses.create(body).withResponse();
    release();
    const events = await Array.fromAsync(data);
    const last = events.at(-1);
    assert.ok(last?.type === "response.completed");
    assert.equal(last.response.usage?.output_tokens, 82);
    assert.equal(response.headers.get("x-aios-cache"), "coalesced");
    await first.return?.();
    assert.equal(stack.provider.received.length, 1);
  });

  test("OpenAI completions and embeddings", async () => {
    const openai = openaiClient(stack);
    const question = longQuestion();
    const completion = () =>
      openai.completions.create({ model: MODEL, prompt: question, max_tokens: 200 }).withResponse();
    const embedding = () =>
      openai.embeddings.create({ model: "text-embedding-3-small", input: question }).withResponse();
    for (const ask of [completion, embedding]) {
      stack.provider.clear();
      const release = stack.provider.hold();
      const first = ask();
      await stack.provider.arrival(1);
      const second = ask();
      await until(async () => (await inFlight(stack)) === 2, "both are on their way");
      release();
      const { data, response } = await second;
      assert.equal(response.headers.get("x-aios-cache"), "coalesced");
      assert.deepEqual(data, (await first).data);
      assert.equal(stack.provider.received.length, 1);
    }
  });
});

describe("identical calls while something changes", () => {
  const started = async (context: TestContext) => {
    const config = configDialled("control-plane");
    const stack = await startStack({ config });
    context.after(() => stack.close());
    return { stack, config, openai: openaiClient(stack) };
  };

  test("an edit that changes no answer: who comes after it joins a stream from before", async (context) => {
    const { stack, config, openai } = await started(context);
    const question = longQuestion();
    const versionOf = async () => {
      const { response } = await openai.chat.completions.create(asking("hello", "gpt-alone")).withResponse();
      return response.headers.get("x-aios-config-version");
    };
    const version = await versionOf();
    const release = stack.provider.hold(30);
    const streams = [await open(openai, question)];
    await stack.writeConfig(config.replaceAll("attempts: 0", "attempts: 1"));
    await until(async () => (await versionOf()) !== version, "the edit is in force");
    streams.push(await open(openai, question));
    assert.equal(streams[1]?.cache, "coalesced");
    release();
    for (const text of await Promise.all(streams.map((stream) => stream.read())))
      assert.equal(text, `You said: ${question}`);
    const asked = stack.provider.received.filter(({ text }) => text.includes(question));
    assert.equal(asked.length, 1);
  });

  test("an edit that changes answers: who comes after it gets a call of their own", async (context) => {
    const { stack, config, openai } = await started(context);
    const question = longQuestion();
    const release = stack.provider.hold(20);
    const first = await open(openai, question);
    await first.read(2);
    await stack.writeConfig(
      config.replace(
        'models: ["gpt-*", "text-*"] }\n  targets: [{ upstream: openai }]',
        'models: ["gpt-*", "text-*"] }\n  targets: [{ upstream: openai, model: "other-model" }]',
      ),
    );
    await until(async () => {
      const { data } = await openai.chat.completions.create(asking("hello", "gpt-other")).withResponse();
      return data.model === "other-model";
    }, "the edit is in force");
    const second = await open(openai, question);
    release();
    assert.equal(second.cache, "miss");
    assert.equal(await second.read(), `You said: ${question}`);
    assert.equal(await first.read(), `You said: ${question}`);
  });

  test("a sidecar that shuts down lets all of them finish", async (context) => {
    const { stack, openai } = await started(context);
    const question = longQuestion();
    const release = stack.provider.hold(20);
    const first = await open(openai, question);
    await first.read(2);
    const second = await open(openai, question);
    const closed = stack.sidecar.close();
    release();
    assert.deepEqual(await Promise.all([first.read(), second.read()]), [
      `You said: ${question}`,
      `You said: ${question}`,
    ]);
    await closed;
    assert.equal(stack.provider.received.length, 1);
  });

  test("calls to the control plane itself are shared as well", async (context) => {
    const { stack } = await started(context);
    const openai = openaiClient({ openaiUrl: `http://${stack.controlPlane.addresses.http}/v1` });
    const question = longQuestion();
    const release = stack.provider.hold();
    const first = whole(openai, question);
    await stack.provider.arrival(1);
    const second = whole(openai, question);
    const calls = async () => {
      const response = await fetch(`http://${stack.controlPlane.addresses.status}/metrics`);
      return sumOf(parsePrometheus(await response.text()), "aios_calls_in_flight");
    };
    await until(async () => (await calls()) === 2, "both are on their way");
    release();
    assert.deepEqual(await second, { text: `You said: ${question}`, cache: "coalesced" });
    assert.equal((await first).cache, "miss");
    assert.equal(stack.provider.received.length, 1);
  });
});
