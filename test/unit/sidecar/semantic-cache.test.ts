import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { Call, Reply } from "../../../sidecar/core/call.ts";
import type { CallSignal } from "../../../sidecar/core/call-signal.ts";
import { AiosError } from "../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../sidecar/core/json.ts";
import type { DialRequest } from "../../../sidecar/generation.ts";
import { documentReply } from "../../support/calls.ts";
import { settle } from "../../support/fake-clock.ts";
import { fakeEmbedder } from "../../support/fake-embedder.ts";
import { ANSWER, arrivalOf, oneRoute, served, snapshotOf, testEngine } from "./engine-set-up.ts";

const ASKED = "How do I reset my password?";
const REPHRASED = "What is the way to reset my password?";
const ALIKE = [
  ASKED,
  REPHRASED,
  "How can I reset my password?",
  "how do i reset my password",
  "How to reset my password?",
];

const VECTORS: Readonly<Record<string, readonly number[]>> = {
  [ASKED]: [1, 0, 0.1],
  [REPHRASED]: [1, 0.1, 0],
  "How can I reset my password?": [1, 0, 0],
};

/** Upstream `vectors` embeds, whatever else answers. */
async function answerOf(call: Call, request: DialRequest): Promise<Reply> {
  if (request.name !== "vectors") return documentReply(ANSWER);
  const { input } = call.request.document() as { readonly input: readonly string[] };
  const data = input.map((text, index) => ({ index, embedding: VECTORS[text] ?? [0, 1, 0] }));
  return documentReply({ object: "list", data: data.reverse(), model: "embed", usage: { prompt_tokens: 1 } });
}

const VECTORS_UPSTREAM = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: vectors }
spec: { dialect: openai, url: "https://vectors.example/v1", models: [embed] }`;

function semanticRoute(
  semantic: string,
  more: { readonly route?: string; readonly more?: string } = {},
): string {
  return oneRoute({
    route: `cache: { exact: { ttl: 10m }, semantic: { ${semantic} } }, ${more.route ?? ""}`,
    more: more.more ?? "",
  });
}

function engineWith(context: TestContext, config: string, answer = answerOf) {
  const embedder = fakeEmbedder();
  embedder.alike(...ALIKE);
  const parts = testEngine(context, { config, embedder, answer });
  const ask = async (content: string, more: JsonObject = {}) => {
    const running = parts.engine.begin(
      arrivalOf({ model: "gpt-4o-mini", messages: [{ role: "user", content }], ...more }),
    );
    await served(running);
    await settle();
    return running.call.record.get("cache");
  };
  const outcomes = () => parts.telemetry.named("semanticLookedUp").map(({ values }) => values[1]);
  return { ...parts, embedder, ask, outcomes };
}

describe("the model of the process", () => {
  it("starts with the first configuration that needs it, and ends with the engine", async (context) => {
    const { engine, embedder } = engineWith(context, oneRoute({ route: "cache: { exact: { ttl: 10m } }" }));
    assert.equal(embedder.starts, 0);
    engine.apply(snapshotOf(semanticRoute("mode: off")));
    engine.apply(
      snapshotOf(semanticRoute("embedder: { upstream: vectors, model: embed }", { more: VECTORS_UPSTREAM })),
    );
    assert.equal(embedder.starts, 0);
    engine.apply(snapshotOf(semanticRoute("mode: shadow")));
    assert.equal(embedder.starts, 1);
    engine.close();
    assert.equal(embedder.closed, true);
  });
});

describe("an upstream that embeds questions", () => {
  const config = (more = "") =>
    semanticRoute("mode: on, compare: 0, embedder: { upstream: vectors, model: embed }", {
      more: VECTORS_UPSTREAM + more,
    });

  it("finds answers by its vectors, and is told nothing but the question", async (context) => {
    const { ask, upstreams, embedder, telemetry } = engineWith(context, config());
    assert.equal(await ask(ASKED), "miss");
    assert.equal(await ask(REPHRASED), "semantic-hit");
    assert.deepEqual(embedder.asked, []);
    const calls = upstreams.calls.filter(({ target }) => target?.upstream === "vectors");
    assert.deepEqual(calls[0]?.request.document(), {
      model: "embed",
      input: [ASKED],
      encoding_format: "float",
    });
    assert.deepEqual(calls[0]?.headers, {});
    assert.equal(calls[0]?.operation, "embedding");
    assert.equal(telemetry.named("callEnded").length, 2, "it counts as no call of an application");
  });

  it("that fails is a plain miss", async (context) => {
    const { ask, outcomes } = engineWith(context, config(), async (call, request) => {
      if (request.name === "vectors") throw new AiosError("server-error", "It is down.");
      return answerOf(call, request);
    });
    assert.equal(await ask(ASKED), "miss");
    assert.deepEqual(outcomes(), ["failed"]);
  });

  for (const [what, reply] of [
    ["no vectors", { data: "none" }],
    ["too few", { data: [] }],
    ["no numbers", { data: [{ index: 0, embedding: ["a"] }] }],
    ["a place that there is not", { data: [{ index: 7, embedding: [1] }] }],
  ] as const) {
    it(`that answers with ${what} is one, too`, async (context) => {
      const { ask, outcomes } = engineWith(context, config(), async (call, request) =>
        request.name === "vectors" ? documentReply(reply) : answerOf(call, request),
      );
      assert.equal(await ask(ASKED), "miss");
      assert.deepEqual(outcomes(), ["failed"]);
    });
  }

  it("that answers too late is one, too, and its connection is given up", async (context) => {
    let signal: CallSignal | undefined;
    const { engine, clock, outcomes } = engineWith(context, config(), async (call, request) => {
      if (request.name !== "vectors") return answerOf(call, request);
      signal = call.signal;
      return new Promise((_resolve, reject) => {
        call.signal.addEventListener("abort", () => reject(call.signal.reason), { once: true });
      });
    });
    const running = engine.begin(
      arrivalOf({ model: "gpt-4o-mini", messages: [{ role: "user", content: ASKED }] }),
    );
    const text = served(running);
    await clock.advance(250);
    await clock.advance(250);
    assert.match(await text, /Hello/);
    await settle();
    assert.deepEqual(outcomes()[0], "timeout");
    assert.equal(signal?.aborted, true);
    await clock.advance(250);
  });

  it("is not used where a policy keeps calls away from it", async (context) => {
    const { ask, upstreams, outcomes } = engineWith(
      context,
      config(`
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: here }
spec: { residency: { regions: [eu-*] } }`)
        .replace("cache: {", "policies: [here], cache: {")
        .replace("models: [gpt-4o-mini]", "region: eu-1, models: [gpt-4o-mini]"),
    );
    assert.equal(await ask(ASKED), "miss");
    assert.deepEqual(outcomes(), ["embedder-denied"]);
    assert.equal(upstreams.calls.length, 1);
  });

  it("whose address has changed is another one: its vectors are not those that are kept", async (context) => {
    const { ask, engine, telemetry } = engineWith(context, config());
    await ask(ASKED);
    engine.apply(snapshotOf(config()));
    assert.equal(await ask(REPHRASED), "semantic-hit");
    engine.apply(snapshotOf(config().replace("vectors.example", "other.example")));
    assert.equal(await ask("How can I reset my password?"), "miss");
    assert.deepEqual(
      telemetry.named("semanticCacheSized").map(({ values }) => values[0]),
      [0, 1, 1, 0, 1],
    );
  });
});

describe("what a route has proved", () => {
  const proving = (more = "", threshold = "0.8") =>
    semanticRoute(`mode: on, compare: 0, threshold: ${threshold}, promoteWhen: "falseHitRate < 0.5 over 2"`, {
      more,
    });
  const ONE_MORE = `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: spare }
spec: { dialect: openai, url: "https://spare.example/v1" }`;

  async function proved(context: TestContext) {
    const parts = engineWith(context, proving());
    const [one = "", two = "", three = "", four = ""] = ALIKE;
    await parts.ask(one);
    for (const question of [two, three]) assert.equal(await parts.ask(question), "miss");
    assert.deepEqual(parts.telemetry.named("semanticCachePromoted").length, 1);
    assert.equal(await parts.ask(four), "semantic-hit");
    return parts;
  }

  it("outlives configurations that change nothing of it", async (context) => {
    const { engine, ask, telemetry } = await proved(context);
    engine.apply(snapshotOf(proving(ONE_MORE)));
    assert.deepEqual(telemetry.named("semanticCacheEnabled").at(-1)?.values, ["chat", true]);
    assert.equal(await ask("How to reset my password?"), "semantic-hit");
  });

  it("is to be proved anew with another threshold, or other policies", async (context) => {
    const { engine, ask, telemetry } = await proved(context);
    engine.apply(snapshotOf(proving("", "0.81")));
    assert.deepEqual(telemetry.named("semanticCacheEnabled").at(-1)?.values, ["chat", false]);
    assert.equal(await ask("How to reset my password?"), "miss");
  });

  it("is told no more of a route that is gone", async (context) => {
    const { engine, telemetry } = await proved(context);
    engine.apply(snapshotOf(oneRoute()));
    assert.deepEqual(telemetry.named("semanticCacheEnabled").at(-1)?.values, ["chat", undefined]);
    engine.apply(snapshotOf(proving()));
    assert.deepEqual(telemetry.named("semanticCacheEnabled").at(-1)?.values, ["chat", false]);
  });
});
