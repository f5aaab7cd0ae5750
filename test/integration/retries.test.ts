import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type OpenAI from "openai";
import type { ChatReply__Output } from "../../proto/gen/aios/inference/v1/ChatReply.ts";
import { inferenceClient, unary } from "../support/inference-client.ts";
import { openaiClient } from "../support/sdk-clients.ts";
import { type Stack, startStack } from "../support/stack.ts";

const upstream = (name: string) => `---
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: ${name} }
spec: { dialect: openai, url: "{openai}", breaker: { minimumCalls: 100000 } }
`;
const route = (model: string, retry: string, upstream = "openai") => `---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: ${model} }
spec: { match: { models: [${model}] }, targets: [{ upstream: ${upstream} }], retry: { backoff: 1ms, budget: 1, ${retry} } }
`;

const CONFIG = `
${upstream("openai")}
${upstream("down")}
${route("twice-more", "attempts: 2, maxBackoff: 3s")}
${route("once-more", "attempts: 1")}
${route("when-limited", "attempts: 1, on: [rate-limited], maxBackoff: 1500ms")}
${route("without-budget", "attempts: 2, budget: 0").replace("budget: 1, ", "")}
${route("small-budget", "attempts: 1, budget: 0.01", "down").replace("budget: 1, ", "")}
${route("other-route", "attempts: 1, budget: 0.01", "down").replace("budget: 1, ", "")}
`;

let stack: Stack;
let openai: OpenAI;
before(async () => {
  stack = await startStack({ config: CONFIG });
  openai = openaiClient(stack);
});
after(() => stack.close());
beforeEach(async () => {
  stack.provider.clear();
  // The tests share the budget of the upstream, which is a share of its calls.
  await Promise.all(Array.from({ length: 5 }, () => ask("once-more")));
  stack.provider.clear();
});

interface Answer {
  readonly text: string;
  readonly attempts: string | null;
}

async function ask(
  model: string,
  stream = false,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const messages = [{ role: "user" as const, content: "hello" }];
  if (!stream) {
    const { data, response } = await openai.chat.completions
      .create({ model, messages }, { headers })
      .withResponse();
    return {
      text: data.choices[0]?.message.content ?? "",
      attempts: response.headers.get("x-aios-attempts"),
    };
  }
  const call = openai.chat.completions.create({ model, messages, stream: true }, { headers });
  const { data, response } = await call.withResponse();
  const chunks = await Array.fromAsync(data);
  const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
  return { text, attempts: response.headers.get("x-aios-attempts") };
}

/** The attempts that a call made in vain, as its error tells. */
async function attemptsOf(call: Promise<Answer>): Promise<string | null> {
  let attempts: string | null = null;
  await assert.rejects(call, (error: { readonly headers: Headers }) => {
    attempts = error.headers.get("x-aios-attempts");
    return true;
  });
  return attempts;
}

for (const stream of [false, true]) {
  const what = stream ? "a stream" : "a call";

  for (const fault of [
    { type: "status", status: 500 },
    { type: "status", status: 529 },
    { type: "cut", atByte: 5 },
    // A document that just ends too early is a bad reply, not a cut one, and not repeated unless the route says so.
    ...(stream ? ([{ type: "end-early", afterEvents: 0 }] as const) : []),
  ] as const) {
    const how = fault.type === "status" ? `status ${fault.status}` : fault.type;

    test(`${what} that fails by ${how} before its first event is tried again`, async () => {
      stack.provider.setFault(fault, 1);
      assert.deepEqual(await ask("once-more", stream), { text: "You said: hello", attempts: "2" });
      assert.equal(stack.provider.received.length, 2);
    });
  }

  test(`${what} whose connection is reset is sent again: by itself where the connection had been kept, or by a retry`, async () => {
    stack.provider.setFault({ type: "reset" }, 1);
    const { text, attempts } = await ask("once-more", stream);
    assert.equal(text, "You said: hello");
    assert.match(attempts ?? "", /^[12]$/);
    assert.equal(stack.provider.received.length, 2);
  });

  test(`${what} is tried as often as the route says, and no more`, async () => {
    stack.provider.setFault({ type: "status", status: 500 }, 2);
    assert.deepEqual(await ask("twice-more", stream), { text: "You said: hello", attempts: "3" });
    stack.provider.clear();
    stack.provider.setFault({ type: "status", status: 500 });
    assert.equal(await attemptsOf(ask("twice-more", stream)), "3");
    assert.equal(stack.provider.received.length, 3);
  });

  test(`${what} is not tried again for what no repeat can mend, or the route does not list`, async () => {
    for (const status of [400, 401, 404, 429]) {
      stack.provider.clear();
      stack.provider.setFault({ type: "status", status });
      assert.equal(await attemptsOf(ask("twice-more", stream)), "1");
      assert.equal(stack.provider.received.length, 1);
    }
  });
}

test("a stream that has begun is never tried again", async () => {
  stack.provider.setFault({ type: "end-early", afterEvents: 3 }, 1);
  await assert.rejects(ask("twice-more", true));
  assert.equal(stack.provider.received.length, 1);
});

test("the provider's retry-after is kept to, and ends the retries when it is too long", async () => {
  stack.provider.setFault({ type: "status", status: 429, retryAfterSeconds: 0.2 }, 1);
  const startedAt = performance.now();
  assert.deepEqual(await ask("when-limited"), { text: "You said: hello", attempts: "2" });
  assert.ok(performance.now() - startedAt >= 200);

  stack.provider.clear();
  stack.provider.setFault({ type: "status", status: 429, retryAfterSeconds: 2 });
  assert.equal(await attemptsOf(ask("when-limited")), "1");
});

test("no retry is begun that the caller's time limit would end", async () => {
  stack.provider.setFault({ type: "status", status: 503, retryAfterSeconds: 2 });
  const startedAt = performance.now();
  assert.equal(await attemptsOf(ask("twice-more", false, { "x-aios-timeout": "1s" })), "1");
  assert.ok(performance.now() - startedAt < 1_000);
});

test("a gRPC call is tried again, and its metadata tells how often", async () => {
  stack.provider.setFault({ type: "status", status: 500 }, 1);
  const client = inferenceClient(stack.grpcAddress);
  const request = { model: "once-more", messages: [{ role: "user", text: "hello" }] };
  const { reply, head } = await unary<ChatReply__Output>((callback) => client.chat(request, callback));
  client.close();
  assert.equal(reply.choices[0]?.message?.text, "You said: hello");
  assert.deepEqual(head.get("x-aios-attempts"), ["2"]);
});

test("a budget of nothing allows no retry", async () => {
  stack.provider.setFault({ type: "status", status: 500 });
  assert.equal(await attemptsOf(ask("without-budget")), "1");
});

test("a provider that is down gets few retries, by whatever routes: the budget is spent, and the metrics say so", async () => {
  stack.provider.setFault({ type: "status", status: 500 });
  const calls = 30;
  for (let call = 0; call < calls; call += 1) await assert.rejects(ask("small-budget"));
  // A window always allows three, however few calls there are.
  assert.equal(stack.provider.received.length, calls + 3);
  await assert.rejects(ask("other-route"));
  assert.equal(stack.provider.received.length, calls + 3 + 1);
  const metrics = await (await fetch(`http://${stack.sidecar.addresses.status}/metrics`)).text();
  assert.match(metrics, /^aios_retries_refused_total{route="small-budget",upstream="down"} 27$/m);
  assert.match(metrics, /^aios_retries_total{route="small-budget",kind="server-error"} 3$/m);
});
