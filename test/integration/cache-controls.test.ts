import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { Metadata, type ServiceError } from "@grpc/grpc-js";
import type OpenAI from "openai";
import type { ChatReply__Output } from "../../proto/gen/aios/inference/v1/ChatReply.ts";
import { gathered, inferenceClient, unary } from "../support/inference-client.ts";
import { openaiClient } from "../support/sdk-clients.ts";
import { type Stack, startStack } from "../support/stack.ts";
import { until } from "../support/until.ts";

const route = (name: string, cache: string, more = "") => `---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: ${name} }
spec:
  match: { models: [${name}] }
  targets: [{ upstream: openai }]
  ${more}
  ${cache && `cache: ${cache}`}
`;

const CONFIG = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: openai }
spec: { dialect: openai, url: "{openai}" }
${route("m-plain", "{ exact: { ttl: 10m } }", "policies: [p]")}
${route("m-uncached", "")}
${route("m-workload", "{ exact: { ttl: 10m }, isolate: workload }")}
${route("m-user", "{ exact: { ttl: 10m }, isolate: user }")}
${route("m-session", "{ exact: { ttl: 10m }, isolate: session }")}
${route("m-lenient", '{ exact: { ttl: 10m, maxTemperature: 2, readOnlyTools: ["get_*"], storedResponses: true } }')}
${route("m-revalidated", "{ exact: { ttl: 1s, staleWhileRevalidate: 10m } }", "retry: { attempts: 0 }")}
${route("m-denied", "{ exact: { ttl: 10m } }", "policies: [no]")}
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: two-targets }
spec:
  match: { models: [m-two] }
  targets:
    - { upstream: openai, model: left, weight: 1 }
    - { upstream: openai, model: right, weight: 1 }
  cache: { exact: { ttl: 10m } }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: p }
spec: { redact: { entities: [email] } }
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: "no" }
spec: { rules: [{ name: never, validations: [{ expression: "false", message: never }] }] }
`;

let stack: Stack;
let openai: OpenAI;
before(async () => {
  stack = await startStack({ config: CONFIG });
  openai = openaiClient(stack);
});
after(() => stack.close());
beforeEach(() => stack.provider.clear());

let questions = 0;
/** One that no test has asked before. */
function newQuestion(): string {
  questions += 1;
  return `question ${questions}`;
}

const asking = (model: string, content: string) => ({
  model,
  messages: [{ role: "user" as const, content }],
});

interface Told {
  /** `x-aios-cache`, and its reason where there is one. */
  readonly cache: string;
  readonly age: string | null;
  readonly id: string;
  readonly model: string;
}

const cacheOf = (headers: Headers) =>
  [headers.get("x-aios-cache"), headers.get("x-aios-cache-reason")].filter(Boolean).join(" ");

async function ask(
  model: string,
  question: string,
  headers: Readonly<Record<string, string>> = {},
  more: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming> = {},
): Promise<Told> {
  const { data, response } = await openai.chat.completions
    .create({ ...asking(model, question), ...more }, { headers })
    .withResponse();
  assert.match(response.headers.get("server-timing") ?? "", /^aios;dur=\d/);
  return {
    cache: cacheOf(response.headers),
    age: response.headers.get("age"),
    id: data.id,
    model: data.model,
  };
}

const control = (value: string) => ({ "cache-control": value });

describe("what every reply says of the cache", () => {
  test("why there was no answer, and of one how old it is", async () => {
    const question = newQuestion();
    assert.partialDeepStrictEqual(await ask("m-plain", question), { cache: "miss absent", age: null });
    assert.partialDeepStrictEqual(await ask("m-plain", question), { cache: "hit", age: "0" });
    assert.equal((await ask("m-plain", question, control("no-cache"))).cache, "miss no-cache");
    assert.equal((await ask("m-plain", question, control("no-store"))).cache, "bypass no-store");
    assert.equal((await ask("m-plain", question, control("max-age=600"))).cache, "hit");
    assert.equal((await ask("m-plain", question, control("only-if-cached"))).cache, "hit");
    assert.equal((await ask("m-uncached", question)).cache, "bypass off");
  });

  test("an answer that is older than the caller will have is asked for again", async () => {
    const question = newQuestion();
    const first = await ask("m-plain", question);
    let last = first;
    await until(async () => {
      last = await ask("m-plain", question, control("max-age=0"));
      return last.cache === "miss too-old";
    }, "it is older than 0 s");
    assert.notEqual(last.id, first.id);
    assert.equal((await ask("m-plain", question)).id, last.id, "the new one is kept");
  });

  test("refusals and failures say it as well", async () => {
    const say = async (model: string, headers = {}, content = newQuestion()) => {
      const response = await fetch(`${stack.url}/v1/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(asking(model, content)),
      });
      await response.body?.cancel();
      assert.match(response.headers.get("server-timing") ?? "", /^aios;dur=\d/);
      return [response.status, cacheOf(response.headers)];
    };
    assert.deepEqual(await say("m-nowhere"), [404, "bypass not-asked"]);
    assert.deepEqual(await say("m-denied"), [403, "bypass not-asked"]);
    assert.deepEqual(await say("m-plain", control("only-if-cached")), [504, "miss absent"]);
    assert.deepEqual(await say("m-uncached", control("only-if-cached")), [504, "bypass off"]);
    assert.deepEqual(await say("m-plain", control("no-store, only-if-cached")), [504, "bypass no-store"]);
    assert.equal(stack.provider.received.length, 0);
    assert.deepEqual(await say("m-plain", { "x-aios-cache-tags": "not a tag" }), [400, "bypass not-asked"]);
    stack.provider.setFault({ type: "status", status: 500 });
    assert.deepEqual(await say("m-revalidated"), [500, "miss absent"]);
  });

  test("a stream says it at its head", async () => {
    const question = newQuestion();
    for (const cache of ["miss absent", "hit"]) {
      const { data, response } = await openai.chat.completions
        .create({ ...asking("m-plain", question), stream: true })
        .withResponse();
      await Array.fromAsync(data);
      assert.equal(cacheOf(response.headers), cache);
      assert.match(response.headers.get("server-timing") ?? "", /^aios;dur=\d/);
    }
  });

  test("gRPC says it in its metadata, of errors in their trailers", async () => {
    const client = inferenceClient(stack.grpcAddress);
    const told = (metadata: Metadata | undefined) =>
      [metadata?.get("x-aios-cache"), metadata?.get("x-aios-cache-reason")].flat().join(" ");
    try {
      const request = { model: "m-plain", messages: [{ role: "user", text: newQuestion() }] };
      const chat = (metadata = new Metadata()) =>
        unary<ChatReply__Output>((callback) => client.chat(request, metadata, callback));
      const first = await chat();
      assert.deepEqual([told(first.head), told(first.trailers)], ["miss absent", "miss absent"]);
      const second = await chat();
      assert.deepEqual([told(second.head), told(second.trailers)], ["hit", "hit"]);
      assert.deepEqual(second.head.get("age"), ["0"]);
      assert.match(String(second.trailers.get("server-timing")), /^aios;dur=\d/);
      const streamed = await gathered(client.chatStream(request));
      assert.deepEqual([told(streamed.head), told(streamed.trailers)], ["hit", "hit"]);

      const onlyCached = new Metadata();
      onlyCached.set("cache-control", "only-if-cached");
      request.messages = [{ role: "user", text: newQuestion() }];
      const error = await chat(onlyCached).then(
        () => assert.fail("nothing is cached"),
        (thrown: ServiceError) => thrown,
      );
      assert.equal(told(error.metadata), "miss absent");
      assert.match(String(error.metadata.get("server-timing")), /^aios;dur=\d/);
    } finally {
      client.close();
    }
  });
});

describe("what goes by the cache", () => {
  const tool = (name: string) => ({ type: "function" as const, function: { name, parameters: {} } });

  const bypassing: readonly (readonly [string, Partial<OpenAI.ChatCompletionCreateParamsNonStreaming>])[] = [
    ["temperature", { temperature: 1 }],
    ["tools", { tools: [tool("send_mail")] }],
    ["tools", { tools: [tool("get_weather"), tool("send_mail")] }],
    ["stored", { store: true }],
  ];
  for (const [reason, more] of bypassing) {
    test(`a call with ${JSON.stringify(more)}: ${reason}`, async () => {
      const question = newQuestion();
      for (let time = 0; time < 2; time++)
        assert.equal((await ask("m-plain", question, {}, more)).cache, `bypass ${reason}`);
      assert.equal(stack.provider.received.length, 2);
    });
  }

  test("a route may allow more: temperatures, tools that change nothing, answers that the provider keeps", async () => {
    for (const more of [
      { temperature: 1.5 },
      { tools: [tool("get_weather"), tool("get_time")] },
      { store: true },
    ]) {
      const question = newQuestion();
      assert.equal((await ask("m-lenient", question, {}, more)).cache, "miss absent");
      assert.equal((await ask("m-lenient", question, {}, more)).cache, "hit");
    }
    const other = { tools: [tool("get_weather"), tool("set_alarm")] };
    assert.equal((await ask("m-lenient", newQuestion(), {}, other)).cache, "bypass tools");
  });

  test("what the provider remembers", async () => {
    const { response } = await openai.responses
      .create({ model: "m-plain", input: newQuestion(), previous_response_id: "resp_1" })
      .withResponse();
    assert.equal(cacheOf(response.headers), "bypass stateful");
  });

  test("calls at the bound of `maxTemperature` do not", async () => {
    const question = newQuestion();
    await ask("m-plain", question, {}, { temperature: 0.7 });
    assert.equal((await ask("m-plain", question, {}, { temperature: 0.7 })).cache, "hit");
  });
});

describe("who shares an answer", () => {
  const as = (user?: string, session?: string) => ({
    ...(user === undefined ? {} : { "x-aios-user": user }),
    ...(session === undefined ? {} : { "x-aios-session": session }),
  });
  const outcomes = async (model: string, callers: readonly Readonly<Record<string, string>>[]) => {
    const question = newQuestion();
    const told: string[] = [];
    for (const caller of callers) told.push((await ask(model, question, caller)).cache);
    return told;
  };

  test("by default those who name the same user, or none", async () => {
    const callers = [as("ann", "1"), as("ann", "2"), as("ben"), as(), as(undefined, "1")];
    assert.deepEqual(await outcomes("m-plain", callers), [
      "miss absent",
      "hit",
      "miss absent",
      "miss absent",
      "hit",
    ]);
  });

  test("`workload`: everybody", async () => {
    const callers = [as("ann", "1"), as("ben"), as()];
    assert.deepEqual(await outcomes("m-workload", callers), ["miss absent", "hit", "hit"]);
  });

  test("`user`: one user; whoever names none goes by the cache", async () => {
    const callers = [as("ann", "1"), as("ann", "2"), as("ben"), as(), as(undefined, "1")];
    assert.deepEqual(await outcomes("m-user", callers), [
      "miss absent",
      "hit",
      "miss absent",
      "bypass no-user",
      "bypass no-user",
    ]);
  });

  test("`session`: one session of one user; whoever names none goes by the cache", async () => {
    const callers = [as("ann", "1"), as("ann", "1"), as("ann", "2"), as("ben", "1"), as("ann")];
    assert.deepEqual(await outcomes("m-session", callers), [
      "miss absent",
      "hit",
      "miss absent",
      "miss absent",
      "bypass no-session",
    ]);
  });
});

describe("an answer that is stale while a new one is on its way", () => {
  /** Kept, and older than its ttl of a second. */
  async function staleQuestion(): Promise<{ readonly question: string; readonly id: string }> {
    const question = newQuestion();
    const { id } = await ask("m-revalidated", question);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    stack.provider.clear();
    return { question, id };
  }

  test("is given at once, to all who ask, and asked for again once", async () => {
    const { question, id } = await staleQuestion();
    const told = await Promise.all(Array.from({ length: 10 }, () => ask("m-revalidated", question)));
    assert.ok(
      told.every(({ id: given }) => given === id || given !== ""),
      "there is an answer",
    );
    assert.partialDeepStrictEqual(told[0], { cache: "stale", age: "1", id });
    await until(async () => (await ask("m-revalidated", question)).id !== id, "the new answer");
    assert.partialDeepStrictEqual(await ask("m-revalidated", question), { cache: "hit", age: "0" });
    assert.equal(stack.provider.received.length, 1);
  });

  test("stays while the provider fails, and is replaced once it does not", async () => {
    const { question, id } = await staleQuestion();
    stack.provider.setFault({ type: "status", status: 500 });
    assert.partialDeepStrictEqual(await ask("m-revalidated", question), { cache: "stale", id });
    await stack.provider.arrival(1);
    assert.partialDeepStrictEqual(await ask("m-revalidated", question), { cache: "stale", id });
    stack.provider.clear();
    await until(async () => (await ask("m-revalidated", question)).id !== id, "the new answer");
  });

  test("is not given to those who want none that is older than they say, nor to those who want a new one", async () => {
    const { question, id } = await staleQuestion();
    const fresh = await ask("m-revalidated", question, control("max-age=1"));
    assert.equal(fresh.cache, "miss too-old");
    assert.notEqual(fresh.id, id);
    assert.equal((await ask("m-revalidated", question, control("no-cache"))).cache, "miss no-cache");
  });
});

test("of several targets, the answer of one is none of another's", async () => {
  const question = newQuestion();
  const told: Told[] = [];
  for (let time = 0; time < 40; time++) told.push(await ask("m-two", question));
  const models = stack.provider.received.map(({ model }) => model);
  assert.deepEqual(models.toSorted(), ["left", "right"]);
  for (const model of ["left", "right"]) {
    const given = told.filter((each) => each.model === model);
    assert.equal(given.filter(({ cache }) => cache === "miss absent").length, 1);
    assert.equal(given.filter(({ cache }) => cache === "hit").length, given.length - 1);
    assert.ok(given.length > 5, `${model} keeps its share of the calls: ${given.length} of 40`);
  }
});

describe("an edit of the configuration", () => {
  const versionOf = async () => {
    const { response } = await openai.chat.completions
      .create(asking("m-uncached", "version?"))
      .withResponse();
    return response.headers.get("x-aios-config-version");
  };
  async function push(config: string): Promise<void> {
    const version = await versionOf();
    await stack.writeConfig(config);
    await until(async () => (await versionOf()) !== version, "the edit is in force");
  }
  async function edited(before: string, after: string): Promise<string> {
    assert.ok(CONFIG.includes(before), before);
    const question = newQuestion();
    await ask("m-plain", question);
    assert.equal((await ask("m-plain", question)).cache, "hit");
    await push(CONFIG.replace(before, after));
    const { cache } = await ask("m-plain", question);
    await push(CONFIG);
    return cache;
  }
  const PLAIN =
    "metadata: { name: m-plain }\nspec:\n  match: { models: [m-plain] }\n  targets: [{ upstream: openai }]\n";

  for (const [what, before, after] of [
    ["a policy in force", "entities: [email]", "entities: [email, phone]"],
    ["the policies of the route", "policies: [p]", "policies: []"],
    ["the model of a target", PLAIN, PLAIN.replace("upstream: openai", "upstream: openai, model: other")],
    ["the URL of an upstream", 'url: "{openai}" }', 'url: "{openai}/../v1" }'],
  ] as const) {
    test(`no old answer after an edit of ${what}`, async () => {
      assert.equal(await edited(before, after), "miss absent");
    });
  }

  for (const [what, before, after] of [
    ["timeouts", PLAIN, `${PLAIN}  timeouts: { total: 20s }\n`],
    ["retries", PLAIN, `${PLAIN}  retry: { attempts: 1 }\n`],
    ["the ladder", PLAIN, `${PLAIN}  fallback: [{ reply: later }]\n`],
    ["prices", 'url: "{openai}" }', 'url: "{openai}", prices: [{ input: 1, output: 2 }] }'],
    ["another route", "{ exact: { ttl: 10m }, isolate: user }", "{ exact: { ttl: 11m }, isolate: user }"],
  ] as const) {
    test(`answers outlive an edit of ${what}`, async () => {
      assert.equal(await edited(before, after), "hit");
    });
  }

  test("going back to what it was, its answers are there again", async () => {
    const question = newQuestion();
    await ask("m-plain", question);
    await push(CONFIG.replace("entities: [email]", "entities: [email, iban]"));
    assert.equal((await ask("m-plain", question)).cache, "miss absent");
    await push(CONFIG);
    assert.equal((await ask("m-plain", question)).cache, "hit");
  });

  test("a shorter ttl counts at once", async () => {
    const question = newQuestion();
    await ask("m-lenient", question);
    await push(CONFIG.replace("{ ttl: 10m, maxTemperature", "{ ttl: 1ms, maxTemperature"));
    assert.equal((await ask("m-lenient", question)).cache, "miss expired");
    await push(CONFIG);
  });
});
